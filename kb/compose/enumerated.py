"""Read what a document enumerates: lists with their lead-in, cells, and sentences of the form "lead: a, b and c"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kb.compose.material import Material
from kb.compose.question import names_in
from kb.gloss import read_countries
from kb.names import Name
from kb.tables import read_blocks
from kb.units import find_units
from kb.words import term_set

PLACE = re.compile(r"\b(?:countries|regions|counties|oblasts|provinces|governorates|voivodeships|states)\b", re.I)
OPEN = re.compile(
    r"\b(?:not known|not named|unknown|for example|such as|among others|including|etc|incomplete)\b", re.I
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(), 1
    )
}
NUMBER = re.compile(rf"\b(?:\d{{1,3}}|{'|'.join(_NUMBERS)})\b", re.I)
_LIMITING = re.compile(r"(?:only|partly|in part|except|without|not|but|until|since|as)\b", re.I)
_BETWEEN = re.compile(r",\s+(?:and\s+)?|\s+and\s+|;\s+")
MOST_WORDS = 7  # of an entry that names one thing


@dataclass(frozen=True, slots=True)
class Enumerated:
    """A stretch of a page that enumerates: lead says what, entries are what it names, each as it stands there.

    countries is whether they are countries; whole whether it says how many they are, and they are so many. row is
    whether it is a row of a table.
    """

    source: str
    start: int
    end: int
    lead: str
    entries: tuple[str, ...]
    countries: bool
    whole: bool
    row: bool


def find_enumerations(material: Material, subject: Name) -> Iterator[Enumerated]:
    """Find what the documents enumerate whose title is a subject's name."""
    for source in subject.sources:
        document = material.index.document(source)
        if document is None or not names_in(material.index, document.title) & {subject}:
            continue
        yield from _read(source, material.index.text_of(source, 1))


def find_listings(material: Material, subject: Name) -> Iterator[Enumerated]:
    """Find the lists in the documents that were found whose lead-in names a subject and nothing else by name."""
    for source in dict.fromkeys(hit.source for hit in material.found.hits):
        for one in _read(source, material.index.text_of(source, 1)):
            if names_in(material.index, one.lead) == {subject}:
                yield one


@lru_cache(maxsize=64)
def _read(source: str, page: str) -> tuple[Enumerated, ...]:
    """Read what a page enumerates: lists with their lead-in, cells, and sentences of the form "lead: a, b and c"."""
    found = []
    for block in read_blocks(page):
        if block.items:
            items = [page[item.start : item.end] for item in block.items]
            entries = [entry for item in items for entry in (_split(item) if ": " in item else [item])]
            found.append(_enumerated(source, block.start, block.end, block.lead, entries))
        for row in block.rows:
            for cell in row.cells[1:]:
                entries = _split(cell.value)
                about = f"{cell.header} {cell.value.partition(':')[0] if ':' in cell.value else ''}"
                if PLACE.search(f"{row.label} {about}"):
                    lead = f"{block.lead} {row.label} {about}"
                    found.append(_enumerated(source, row.start, row.end, lead, [*entries, row.label], row=True))
    for unit in find_units(page):
        text = page[unit.start : unit.end]
        lead, colon, listed = text.rstrip(".").partition(": ")
        if unit.kind == "sentence" and colon and PLACE.search(lead):
            found.append(_enumerated(source, unit.start, unit.end, lead, _split(listed)))
    return tuple(found)


def _enumerated(
    source: str, start: int, end: int, lead: str, entries: Sequence[str], *, row: bool = False
) -> Enumerated:
    short = tuple(entry for entry in entries if len(entry.partition(",")[0].split()) <= MOST_WORDS)
    countries = sum(any(c <= term_set(entry) for c in _countries()) for entry in short) > len(short) / 2
    stated = numbers_in(lead)
    whole = bool(stated) and stated[0] == len(short) == len(entries) and not OPEN.search(lead)
    return Enumerated(source, start, end, lead, short, countries and "countr" in lead.casefold(), whole, row)


def numbers_in(text: str) -> list[int]:
    """Give the numbers up to 999 in a text, in figures or words, in its order."""
    return [_NUMBERS.get(one.casefold()) or int(one) for one in NUMBER.findall(text)]


def _split(text: str) -> list[str]:
    entries: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text.rpartition(": ")[2].rstrip(".")))):
        if entries and _LIMITING.match(part):  # "Latvia, only in part"
            entries[-1] += f", {part}"
        else:
            entries.append(part)
    return entries


@cache
def _countries() -> frozenset[frozenset[str]]:
    return frozenset(term_set(name) for name in read_countries())


def is_country(thing: str) -> bool:
    """Tell whether a text is the name of a country, "Republic of" or not."""
    own = term_set(thing)
    return own in _countries() or own - {"republ"} in _countries()
