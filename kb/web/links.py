"""Addresses of passages, and dates as people write them."""

import hashlib
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode, urlsplit

from kb.answer import Citation, Nearest
from kb.contacts import Contact
from kb.filters import NO_FILTERS, Filters
from kb.overview.library import Place
from kb.wording import phrase

MONTHS = (
    "January February March April May June July August September October November December"  # locale does not matter
).split()


def link_to(place: Citation | Nearest | Contact | Place, generation: int) -> str:
    """Give the address of a document, opened at a passage; of a quotation it carries a digest of what was quoted."""
    query: dict[str, object] = {
        "page": place.page,
        "start": place.start,
        "end": place.end,
        "generation": generation,
    }
    if not isinstance(place, Nearest):
        query["quote"] = digest(place.quote)
    return f"{path_to(place.source)}?{urlencode(query)}#passage"


def path_to(source: str, route: str = "document") -> str:
    """Give the address of a document: its page, or by another route its picture or original."""
    return f"/{route}/{percent_encode(source)}"


def digest(quote: str) -> str:
    """Give a short digest of a quotation, to tell later whether its passage still says the same."""
    return hashlib.sha256(quote.encode(errors="surrogatepass")).hexdigest()[:12]


def is_web_address(url: str) -> bool:
    """Tell whether a link may be made of a document's address: nothing but http and https."""
    try:
        return urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        return False


def describe_date(as_of: str, language: str = "en") -> str:
    """Say how old something is: as of 4 March 2022, as of March 2022, as of 2022, undated.

    Languages other than English get the date in figures.
    """
    parts = as_of.split("-")
    if not (len(parts) <= 3 and all(part.isdecimal() for part in parts)):
        return phrase("undated", language)
    year, *rest = parts
    if rest and not 1 <= int(rest[0]) <= 12:
        return phrase("undated", language)
    if language != "en":
        return phrase("as_of", language, date=".".join([*reversed(rest), year]))
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return phrase("as_of", language, date=" ".join(part for part in (day, month, year) if part))


def link_to_question(question: str, filters: Filters = NO_FILTERS) -> str:
    """Give the address of the page that asks a question, within the same limits."""
    limits = [
        *(("topic", topic) for topic in filters.topics),
        *(("document", source) for source in filters.documents),
        *([("since", filters.since)] if filters.since else []),
        *([("until", filters.until)] if filters.until else []),
    ]
    return "/?" + urlencode([("q", question), *limits], quote_via=percent_encode)


def link_to_mail(address: str, subject: str, body: str) -> str:
    """Give a link that opens a new e-mail; every part is percent-encoded, so none can add another field."""
    query = urlencode({"subject": subject, "body": body.replace("\n", "\r\n")}, quote_via=percent_encode, safe="")
    return f"mailto:{percent_encode(address, safe='@')}?{query}"
