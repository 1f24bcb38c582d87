"""The dated events of a library: rows and items of its chronologies, and every sentence that says when."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.compose.chronology import DATE, EVENT_TERMS, read_chronology
from kb.compose.values import MONTH_NAMES, find_dates
from kb.index import Index
from kb.once import once_for_index
from kb.overview.library import Page, Place, read_pages
from kb.records import is_retold
from kb.tables import Block, Cell, Row
from kb.units import Unit, find_units, refers_back
from kb.words import fold, term_set, terms

SAME = 0.5  # share of the terms of the shorter of two texts of one date that makes them one event
FEWEST_TERMS = 3  # that two texts must share for that
LONGEST_KIND = 4  # words of a cell that says what kind of event a row tells
LONGEST_PERIOD = 12  # years of a period that is a document's subject
FEW = 12  # characters behind a date that still are no account of what happened ("(planned)")
FEWEST_OF_KIND = 2  # rows that share a kind, on average

_MONTH = "|".join(MONTH_NAMES)
_OPEN = r"(?!\s?[-–/]\s?\d)(?!\s(?:to|and|until)\s(?:1[89]|20)\d\d)"  # not the first year of a period
_DAYS = r"\d{1,2}(?:\s?(?:[-–]|and|to)\s?\d{1,2})?"
_WHEN = re.compile(
    rf"\b(?:(?:on|in|since|by|until|from|of|for|between|before|after|dated)\s(?:the\s)?"
    rf"(?:(?:early|mid|late|end\sof|beginning\sof|start\sof)[\s-])?"
    rf"(?P<date>(?:{_DAYS}\s)?(?:{_MONTH})\s(?:1[89]|20)\d\d)|"
    rf"(?:in|since|by|until)\s(?P<year>(?:1[89]|20)\d\d)\b{_OPEN})",
    re.I,
)
_BRACKET = re.compile(r"\([^()]*\)")
_ORIGIN = re.compile(r"sources?\s*:", re.I)
_SPAN = re.compile(r"\b((?:1[89]|20)\d\d)\s?[-–]\s?((?:1[89]|20)\d\d)\b")
_DATE_WORDS = frozenset(terms(" ".join(MONTH_NAMES)))
_OPENS = re.compile(rf"\W*(?:(?:on|in|since|by) )?({_DAYS}\s(?:{_MONTH})\s(?:1[89]|20)\d\d|{DATE})", re.I)
_OF_SOURCE = re.compile(r"\b(?:source|page|report|file|article|news|paper|interview|announcement)s?\s*$", re.I)
_IS_DATE = re.compile(rf"\W*{DATE}\W*", re.I)


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated: date is year, month and day as one number (0 for what is not told), when the document's words.

    kind is what the chronology's own column calls it, else the kind that it or its document names, else the document's
    topic. listed is whether a chronology lists it. place is where it stands, also are the places that say the same.
    """

    date: int
    when: str
    text: str
    kind: str
    listed: bool
    place: Place
    also: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A period that a document has as its subject: its title, and the first and last year."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a library by date, the kinds they are of, and the periods that its documents are about."""

    events: tuple[Event, ...]
    kinds: tuple[str, ...]
    periods: tuple[Period, ...]


@once_for_index
def read_timeline(index: Index) -> Timeline:
    """Read the timeline of a library, once for each open index."""
    pages = [page for page in read_pages(index) if not is_retold(index, page.document.source)]
    rows = [event for page in pages for event in _listed(page)]
    own = Counter(event.kind for event in rows if event.kind)
    kinds = sorted(own, key=lambda kind: -len(kind))
    sentences = [event for page in pages for event in _told(page)]
    events = [event if event.kind else _name_kind(event, kinds, index) for event in [*rows, *sentences]]
    # What a chronology tells comes first of what tells the same, and of that what names its kind.
    events.sort(key=lambda event: (not event.listed, event.kind not in own))
    merged = sorted(_merge(events), key=lambda event: (event.date, not event.listed))
    used = Counter(event.kind for event in merged)
    first = {event.kind: event.date for event in reversed(merged)}
    ordered = sorted(used, key=lambda kind: (kind not in own, first[kind]))
    return Timeline(tuple(merged), tuple(ordered), _periods(index))


def _listed(page: Page) -> Iterator[Event]:
    """Read what the chronologies of a page list."""
    for block in page.blocks:
        header = _kind_header(block)
        for dated in read_chronology(block, page.text):
            if dated.row is None or dated.cell is None:
                when, text = _split_item(page.text[dated.start : dated.end])
                kind = ""
            else:
                when, text = _split_cell(dated.row, dated.cell, header)
                kind = next((cell.value for cell in dated.row.cells if cell.header == header), "")
            if text:
                listed = dated.labelled or bool(EVENT_TERMS & term_set(block.headers[0] if block.rows else ""))
                yield Event(dated.date, when, text, kind, listed, page.place(dated.start, dated.end))


def _split_cell(row: Row, dating: Cell, kind_header: str) -> tuple[str, str]:
    """Part when a row says it was from what happened; a cell that tells more than a date tells that, too."""
    found = _OPENS.match(dating.value)
    more = found is not None and len(dating.value) > found.end() + FEW
    cells = [cell for cell in row.cells if cell.value and (more or cell is not dating)]
    told = "; ".join(cell.value for cell in cells if not kind_header or cell.header != kind_header)
    return (found[1] if found and more else dating.value), told


def _split_item(item: str) -> tuple[str, str]:
    """Part the date that opens an item from what happened then."""
    when, mark, rest = item.partition(":")
    if not mark or not find_dates(when):
        found = _OPENS.match(item)
        return (found[1], item) if found else ("", item)
    return when.strip(), rest.strip()


def _kind_header(block: Block) -> str:
    """Find the column that says of what kind each row is: few words, and the same ones again and again."""
    for header in block.headers[2:]:
        values = [cell.value for row in block.rows for cell in row.cells if cell.header == header]
        short = all(0 < len(value.split()) <= LONGEST_KIND and not _IS_DATE.fullmatch(value) for value in values)
        if short and len(values) == len(block.rows) >= FEWEST_OF_KIND * len(set(values)):
            return header
    return ""


def _told(page: Page) -> Iterator[Event]:
    """Read the sentences, items and rows of a page that say when something was."""
    listed = [(dated.start, dated.end) for block in page.blocks for dated in read_chronology(block, page.text)]
    for unit in find_units(page.text):
        if unit.kind == "heading" or any(start <= unit.start < end for start, end in listed):
            continue
        event = _tell_row_unit(page, unit) if unit.kind == "row" else _tell_sentence(page, unit)
        if event:
            yield event


def _tell_sentence(page: Page, unit: Unit) -> Event | None:
    text = page.text[unit.start : unit.end]
    if _ORIGIN.match(text) or refers_back(text) or text.endswith(":"):
        return None
    found = _find_when(text)
    if found is None:
        return None
    return Event(*found, " ".join(text.split()), "", False, page.place(unit.start, unit.end))


def _tell_row_unit(page: Page, unit: Unit) -> Event | None:
    """Read a row with a cell that says in a phrase when something was ("Approved on 30 November 2022")."""
    block = next(block for block in page.blocks if block.start <= unit.start < block.end)
    row = next((row for row in block.rows if row.start == unit.start), None)
    for cell in row.cells[1:] if row else ():
        found = _find_when(cell.value)
        if row and found and found[0] % 10_000:  # a year alone is seldom what a cell is about
            told = f"{row.label}: {cell.value}"
            about = term_set(cell.header) | term_set(row.label)
            told = told if not about.isdisjoint(term_set(page.document.title)) else f"{page.document.title}, {told}"
            return Event(*found, told, "", False, page.place(row.start, row.end))
    return None


def _find_when(text: str) -> tuple[int, str] | None:
    """Find the first date that a text says something of; those in brackets only tell how old it is."""
    plain = _BRACKET.sub(lambda match: " " * len(match[0]), text)
    # "A source of 11 June 2009 says ...": that is not when anything happened.
    found = next((match for match in _WHEN.finditer(plain) if not _OF_SOURCE.search(plain, 0, match.start())), None)
    if not found:
        return None
    when = found["date"] or found["year"]
    return find_dates(when)[0], when


def _name_kind(event: Event, kinds: Sequence[str], index: Index) -> Event:
    """Give an event the kind that it names, else that its heading or title names, else its document's topic."""
    for text in (event.text, event.place.heading, event.place.title):
        told = fold(text)
        kind = next((kind for kind in kinds if re.search(rf"\b{re.escape(fold(kind))}\b", told)), "")
        if kind:
            return replace(event, kind=kind)
    document = index.document(event.place.source)
    return replace(event, kind=(document.topic if document else "").capitalize() or event.place.title)


def _merge(events: Iterable[Event]) -> list[Event]:
    """Join what tells the same of one date, so that it is shown once with all its places."""
    by_date: dict[int, list[Event]] = {}
    for event in events:
        same_day = by_date.setdefault(event.date, [])
        number = next((number for number, other in enumerate(same_day) if _is_same(event, other)), None)
        if number is None:
            same_day.append(event)
        else:
            other = same_day[number]
            same_day[number] = replace(other, also=(*other.also, event.place, *event.also))
    return [event for same_day in by_date.values() for event in same_day]


def _is_same(one: Event, other: Event) -> bool:
    first, second = _subject(one.text), _subject(other.text)
    shared = len(first & second)
    return shared >= FEWEST_TERMS and shared >= SAME * min(len(first), len(second))


def _subject(text: str) -> frozenset[str]:
    return frozenset(term for term in term_set(text) if not term.isdecimal() and term not in _DATE_WORDS)


def _periods(index: Index) -> tuple[Period, ...]:
    """Find the periods that documents have as their subject, by the years in their titles; the shortest title tells."""
    found: dict[tuple[int, int], Period] = {}
    for document in sorted(index.documents, key=lambda document: len(document.title)):
        for match in _SPAN.finditer(document.title):
            first, last = int(match[1]), int(match[2])
            if 0 <= last - first <= LONGEST_PERIOD:
                found.setdefault((first, last), Period(document.title, first, last))
    return tuple(found[years] for years in sorted(found))
