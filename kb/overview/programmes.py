"""The things that a library compares: what their tables at a glance and the tables with a row for each say of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.compose.glance import is_glance
from kb.compose.question import names_in
from kb.compose.values import find_amounts
from kb.index import Index
from kb.names import Name
from kb.once import once_for_index
from kb.overview.library import Page, Place, read_pages
from kb.overview.told import differ, find_countries, is_amount, is_known
from kb.tables import Block
from kb.units import find_units
from kb.words import term_set

FEWEST = 2  # things that can be compared
FEWEST_ROWS = 3  # of a table that compares without documents of their own
FEWEST_COLUMNS = 4
MOSTLY = 0.5  # of the rows of a table that must be about the things; of values that must be alike for a kind

_BRACKET = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of one attribute: in short, in full (often the same place), and where other figures are given."""

    short: Place
    full: Place
    other: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the things compared: its name, where it is named, and what is told of each attribute."""

    name: str
    place: Place
    told: tuple[tuple[str, Telling], ...]

    def telling(self, attribute: str) -> Telling | None:
        """Give what is told of an attribute; None for nothing."""
        return next((telling for name, telling in self.told if name == attribute), None)

    def short(self, attribute: str) -> str:
        """Give the short value of an attribute, "" where nothing is told."""
        telling = self.telling(attribute)
        return telling.short.quote if telling else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is compared: the things, and their attributes; those with the header of a table of all come first."""

    subjects: tuple[Subject, ...]
    attributes: tuple[str, ...]

    def amounts(self) -> tuple[str, ...]:
        """Name the attributes that are amounts of money."""
        return tuple(name for name in self.attributes if self._mostly(name, is_amount))

    def areas(self) -> str:
        """Name the attribute that tells the countries; "" for none."""
        counts = {name: sum(len(find_countries(one.short(name))) for one in self.subjects) for name in self.attributes}
        fit = [name for name in self.attributes if self._mostly(name, find_countries)]
        return max(fit, key=lambda name: counts[name], default="")

    def _mostly(self, attribute: str, is_kind: Callable[[str], object]) -> bool:
        known = [text for one in self.subjects if is_known(text := one.short(attribute))]
        return len(known) >= FEWEST and sum(bool(is_kind(text)) for text in known) > MOSTLY * len(known)


Key = frozenset[str]  # the terms of an attribute's name, which differ in form: "Adoption", "adopted"


@dataclass(slots=True)
class _Collected:
    """A thing while what is told of it is collected, by attribute."""

    name: str
    place: Place
    names: frozenset[Name]
    own: dict[Key, list[Place]] = field(default_factory=lambda: defaultdict(list))  # in its own document
    tables: dict[Key, list[Place]] = field(default_factory=lambda: defaultdict(list))  # in those with a row for each


@once_for_index
def read_comparison(index: Index) -> Comparison:
    """Read what a library compares, once for each open index; no subjects where it compares nothing."""
    pages = list(read_pages(index))
    labels: dict[Key, str] = {}
    things = _read_glances(index, pages, labels)
    if things:
        tables = sorted(_tables_of(index, pages, things), key=lambda table: -len(table[1].headers))
    else:
        tables = _wide_tables(pages)[:1]
        things = [
            _Collected(row.label, page.place_of(row.cells[0]), names_in(index, row.label))
            for page, block in tables
            for row in block.rows
        ]
    order: list[Key] = []
    for number, (page, block) in enumerate(tables):
        if number == 0:  # the one with the most columns compares everything; others add to what is compared
            order = [key for header in block.headers[1:] if (key := _key(header))]
            for header in block.headers[1:]:
                labels.setdefault(_key(header), header[:1].upper() + header[1:])
        for row in block.rows:
            thing = next((thing for thing in things if _is_about(index, row.label, thing)), None)
            for cell in row.cells[1:] if thing else ():
                if thing and cell.value and _key(cell.header) in labels:
                    thing.tables[_key(cell.header)].append(page.place_of(cell))
    told = {key: [_tell(thing, key) for thing in things] for key in [*order, *labels]}
    keys = [key for key, tellings in told.items() if _tells_apart(tellings)]
    subjects = tuple(
        Subject(
            thing.name,
            thing.place,
            tuple((labels[key], telling) for key in keys if (telling := told[key][number])),
        )
        for number, thing in enumerate(things)
    )
    return Comparison(subjects if len(subjects) >= FEWEST else (), tuple(labels[key] for key in keys))


def _key(header: str) -> Key:
    return term_set(_BRACKET.sub(" ", header))


def _read_glances(index: Index, pages: Sequence[Page], labels: dict[Key, str]) -> list[_Collected]:
    """Read the tables at a glance of documents that tell the same of their things, and what the labels are."""
    found = [
        (page, page.blocks[0])
        for page in pages
        if page.number == 1 and page.blocks and is_glance(index, page.blocks[0], page.document.title)
    ]
    often = Counter(_key(row.label) for _, block in found for row in block.rows)
    things = []
    for page, glance in found:
        if sum(often[_key(row.label)] >= FEWEST for row in glance.rows) <= MOSTLY * len(glance.rows):
            continue
        title = find_units(page.text)[0]
        thing = _Collected(
            page.document.title, page.place(title.start, title.end), names_in(index, page.document.title)
        )
        # Other tables of the document with the same two columns tell more of the same, perhaps in other figures.
        for block in page.blocks:
            for row in block.rows if block.headers[1:] == glance.headers[1:] else ():
                key = _key(row.label)
                if often[key] >= FEWEST and row.cells[-1].value:
                    labels.setdefault(key, row.label)
                    thing.own[key].append(page.place_of(row.cells[-1]))
        things.append(thing)
    return things


def _tables_of(index: Index, pages: Sequence[Page], things: Sequence[_Collected]) -> Iterator[tuple[Page, Block]]:
    """Find the tables with a row for each of most things."""
    for page in pages:
        for block in page.blocks:
            about = [
                number
                for row in block.rows
                for number, thing in enumerate(things)
                if _is_about(index, row.label, thing)
            ]
            if len(set(about)) >= max(FEWEST, MOSTLY * len(things)) and len(about) == len(set(about)) == len(
                block.rows
            ):
                yield page, block


def _wide_tables(pages: Sequence[Page]) -> list[tuple[Page, Block]]:
    """Find the tables that compare things by themselves: a row for each, many columns, amounts among them."""
    tables = [
        (page, block)
        for page in pages
        for block in page.blocks
        if len(block.rows) >= FEWEST_ROWS
        and len(block.headers) >= FEWEST_COLUMNS
        and len({row.label for row in block.rows}) == len(block.rows)
        and any(find_amounts(cell.value) for row in block.rows for cell in row.cells[1:])
    ]
    return sorted(tables, key=lambda table: -len(table[1].rows) * len(table[1].headers))


def _is_about(index: Index, label: str, thing: _Collected) -> bool:
    return label == thing.name or not thing.names.isdisjoint(names_in(index, label))


def _tell(thing: _Collected, key: Key) -> Telling | None:
    """Choose what to show of an attribute: of tables the first known value, and what gives other figures."""
    own, tables = thing.own.get(key, []), thing.tables.get(key, [])
    places = [*tables, *own]
    if not places:
        return None
    known = [place for place in places if is_known(place.quote)] or places
    short = known[0]
    full = next((place for place in own if place in known), short)
    other: list[Place] = []
    for place in known:
        if all(differ(place.quote, shown.quote) for shown in (short, full, *other)):
            other.append(place)
    return Telling(short, full, tuple(other))


def _tells_apart(tellings: Sequence[Telling | None]) -> bool:
    """Tell whether something is told, and not the same of all."""
    told = [telling.short.quote for telling in tellings if telling]
    return bool(told) and (len(told) < len(tellings) or len(set(told)) > 1)
