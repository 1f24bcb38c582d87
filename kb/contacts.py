"""Whom to ask: the contacts that a library's documents tell, and the one nearest to a question."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.index import Index, StoredDocument
from kb.lookup import Found
from kb.once import once_for_index
from kb.tables import Block, Row, read_blocks
from kb.words import term_set

MOST_CHARACTERS = 3_000_000  # of a library that are read for contacts: half a second, once for each generation
NAMED = 1.0  # for each thing that the question names and the contact is for, beside the share of its words
MAIL, WEBSITE = 0.3, 0.1
OLD = 0.8  # against an address that is said to be old
ENOUGH = 0.5  # share of the question's rare words that a contact must meet if it is for none of the things named

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEBSITE = re.compile(r"(?:https?://|www\.)[^\s<>|,;()]+[^\s<>|,;().]")
_ASK = re.compile(r"\b(?:ask|contact|responsible|address to)\b", re.I)
_REACHED = re.compile(r"\b(?:e-?mail|mail|telephone|phone|website|web site|contact)\b", re.I)
_OLD = re.compile(r"\bold\b|\bcheck before use\b|\bformer\b", re.I)
_UNKNOWN = re.compile(r"\bnot known\b|\bunknown\b", re.I)


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone to ask: name, and an e-mail address or website to reach them, as quote says it.

    quote is the row of a table, page[start:end] of a document.
    """

    name: str
    reach: str
    source: str
    title: str
    page: int
    heading: str
    start: int
    end: int
    quote: str
    as_of: str


def find_contact(index: Index, found: Found, scope: Iterable[str] | None = None) -> Contact | None:
    """Find the contact for what a question names, else for most of its rare words; None when there is none.

    scope limits it to the named sources.
    """
    sources = None if scope is None else frozenset(scope)
    asked = frozenset(found.queries[0].terms)
    rarity = {term: index.rarity(term) for term in asked}
    total = sum(rarity.values()) or 1.0
    names = [[term_set(one) for one in name.spellings] for name in found.reading.names if name.proper]

    def judge(contact: Contact) -> tuple[float, float]:
        told = term_set(f"{contact.title} {contact.heading} {contact.quote}")
        named = sum(any(words and words <= told for words in spelt) for spelt in names)
        share = sum(rarity[term] for term in asked & told) / total
        reached = MAIL if "@" in contact.reach else WEBSITE if contact.reach else 0.0
        return NAMED * named, share + reached - (OLD if _OLD.search(contact.quote) else 0.0)

    scored = [
        (*judge(contact), contact) for contact in _contacts_of(index) if sources is None or contact.source in sources
    ]
    fit = [(named + share, contact) for named, share, contact in scored if named or share >= ENOUGH]
    return max(fit, key=lambda pair: pair[0])[1] if fit else None


@once_for_index
def _contacts_of(index: Index) -> tuple[Contact, ...]:
    """Find the contacts of a library."""
    return tuple(_read_contacts(index))


def _read_contacts(index: Index) -> Iterator[Contact]:
    left = MOST_CHARACTERS
    for document in index.documents:
        for page in range(1, document.pages + 1):
            text = index.text_of(document.source, page)
            left -= len(text)
            if left < 0:
                return
            for block in read_blocks(text):
                if lists_contacts(block):
                    yield from (_contact(document, page, text, block, row) for row in block.rows if _tells(row))


def lists_contacts(block: Block) -> bool:
    """Tell whether a table has a column that says how to reach someone, or whom to ask."""
    return any(_REACHED.search(header) or _ASK.search(header) for header in block.headers)


def _tells(row: Row) -> bool:
    """Tell whether a row names someone to ask or a way to reach them."""
    cells = row.cells[1:]
    return bool(row.label) and any(
        _MAIL.search(cell.value)
        or _WEBSITE.search(cell.value)
        or (_ASK.search(cell.header) and not _UNKNOWN.match(cell.value))
        for cell in cells
    )


def _contact(document: StoredDocument, page: int, text: str, block: Block, row: Row) -> Contact:
    quote = text[row.start : row.end]
    answering = next((cell.value for cell in row.cells[1:] if _ASK.search(cell.header) and cell.value), "")
    name = answering or row.label
    reach = _MAIL.search(answering) or _MAIL.search(quote) or _WEBSITE.search(answering) or _WEBSITE.search(quote)
    told = reach.group() if reach else ""
    return Contact(
        name=name.split(";")[0].strip(),
        reach="" if told in name else told,
        source=document.source,
        title=document.title,
        page=page,
        heading=" > ".join(block.headings[1:]),
        start=row.start,
        end=row.end,
        quote=quote,
        as_of=document.as_of,
    )
