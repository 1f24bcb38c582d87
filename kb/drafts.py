"""A document written on the page: the Markdown that documents/README.md asks for, from the fields of a form."""

import json
import re
import unicodedata
from dataclasses import dataclass

from kb.errors import UploadError

LONGEST = 100_000  # characters
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?|undated")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a document. topic is the folder it goes into; as_of is YYYY, YYYY-MM, YYYY-MM-DD or undated."""

    title: str
    topic: str
    as_of: str
    lang: str
    source: str
    text: str


def write_draft(draft: Draft) -> str:
    """Write a draft as a document; raises UploadError naming the first field that is missing or wrong."""
    title, source, text = (" ".join(draft.title.split()), draft.source.strip(), draft.text.strip())
    for reason, wrong, told in (
        ("draft_title", not title, "The document needs a title."),
        ("draft_date", not _DATE.fullmatch(draft.as_of.strip()), "The date is YYYY, YYYY-MM, YYYY-MM-DD or undated."),
        ("draft_language", not _LANGUAGE.fullmatch(draft.lang.strip()), "The language is two letters, such as en."),
        ("draft_source", not source or "\n" in source, "A fact without a source does not go in: name it in one line."),
        ("draft_text", not text, "The document needs a text."),
        ("draft_long", len(text) > LONGEST, f"The text has more than {LONGEST:,} characters: upload it as a file."),
    ):
        if wrong:
            raise UploadError(told, reason)
    head = {
        "title": title,
        "topic": draft.topic.split("/")[0],
        "as_of": draft.as_of.strip(),
        "lang": draft.lang.strip(),
    }
    lines = [f"{name}: {_scalar(value)}" for name, value in head.items() if value]
    cited = f"Source: {source} (as of {draft.as_of.strip()})"
    return "\n".join(
        ["---", *lines, "sources:", f"  - {_scalar(source)}", "---", "", f"# {title}", "", text, "", cited, ""]
    )


def name_draft(title: str) -> str:
    """Name the file of a document by its title: folded, words joined by hyphens."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return f"{'-'.join(words)[:80].strip('-') or 'document'}.md"


def _scalar(value: str) -> str:
    """Write a value so that YAML reads it as this string or date, whatever stands in it."""
    plain = re.fullmatch(r"[^\W\d_][\w ()/.-]*|\d{4}(?:-\d\d){0,2}", value)
    return (
        value
        if plain and value.casefold() not in ("true", "false", "yes", "no", "on", "off", "null")
        else json.dumps(value, ensure_ascii=False)
    )
