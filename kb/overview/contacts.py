"""All contacts that a library tells, as cards: who, in what role, and how to be reached."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kb.contacts import lists_contacts
from kb.index import Index
from kb.once import once_for_index
from kb.overview.library import Page, Place, read_pages
from kb.overview.told import is_known
from kb.tables import Cell, Row
from kb.words import fold, split_words, term_set

Kind = Literal["role", "organisation", "mail", "phone", "web", "ask", "note"]
FEWEST = 2  # cards of a group
FEW_COLUMNS = 4  # of a table that only has websites beside its names
MOST_LETTERS = 3  # of an abbreviation that one entry has and another entry of the same has not ("MA")

_KINDS: dict[Kind, re.Pattern[str]] = {
    "mail": re.compile(r"\be-?mail\b|\bmail\b", re.I),
    "phone": re.compile(r"\b(?:tele)?phone\b|\bmobile\b|\btel\b", re.I),
    "web": re.compile(r"\bweb ?site\b|\bweb\b|\burl\b", re.I),
    "ask": re.compile(r"\bask\b|\bresponsible\b|\baddress to\b", re.I),
    "role": re.compile(r"\b(?:role|function|position|job|title|subject|responsibility)\b", re.I),
    "organisation": re.compile(
        r"\b(?:organi[sz]ation|institution|company|department|office|body|unit|employer)\b", re.I
    ),
}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told of a contact, as the cell says it: of what kind, and the header of its column."""

    kind: Kind
    header: str
    place: Place


@dataclass(frozen=True, slots=True)
class Card:
    """A contact: name is the first cell of its row, place the row, also the rows of others that are the same.

    group is the organisation that it belongs to, "" where it is alone in that.
    """

    name: Place
    lines: tuple[Line, ...]
    place: Place
    group: str = ""
    also: tuple[Place, ...] = ()

    def told(self, kind: Kind) -> tuple[Line, ...]:
        """Give what is told of one kind."""
        return tuple(line for line in self.lines if line.kind == kind)


@once_for_index
def read_cards(index: Index) -> tuple[Card, ...]:
    """Read the contacts of a library, grouped, once for each open index."""
    return tuple(_group(_merge(_read_cards(index))))


def find_cards(cards: Iterable[Card], typed: str) -> list[Card]:
    """Find the cards in which each typed word begins a word of name, role, organisation, address or document."""
    wanted = split_words(typed)
    return [card for card in cards if _holds(wanted, card)]


def _holds(wanted: list[str], card: Card) -> bool:
    told = fold(" ".join((card.place.quote, card.group, card.place.title, *(place.quote for place in card.also))))
    return all(re.search(rf"(?<![^\W_]){re.escape(word)}", told) for word in wanted)


def _read_cards(index: Index) -> Iterator[Card]:
    tables = [(page, block) for page in read_pages(index) for block in page.blocks if lists_contacts(block)]
    # Tables with most columns tell most of each contact; they come first, and others are joined to theirs.
    for page, block in sorted(tables, key=lambda table: -len(table[1].headers)):
        cards = [_card(page, row) for row in block.rows if row.label]
        # A table with a website among many columns compares; it is no list of contacts.
        kinds = {line.kind for card in cards for line in card.lines}
        if len(block.headers) <= FEW_COLUMNS or kinds & {"mail", "phone", "ask", "role"}:
            yield from cards


def _card(page: Page, row: Row) -> Card:
    lines = tuple(
        Line(_kind(cell, number), cell.header, page.place_of(cell))
        for number, cell in enumerate(row.cells[1:])
        if cell.value
    )
    return Card(page.place_of(row.cells[0]), lines, page.place_of(row))


def _kind(cell: Cell, number: int) -> Kind:
    """Tell what a cell says of a contact, by its header; the one behind the name mostly tells whose contact it is."""
    for kind, pattern in _KINDS.items():
        if pattern.search(cell.header):
            return kind
    return "note" if number else "organisation"


def _merge(cards: Iterable[Card]) -> list[Card]:
    """Join the rows of several tables that are about the same."""
    merged: list[Card] = []
    for card in cards:
        number = next((number for number, other in enumerate(merged) if _is_same(card, other)), None)
        if number is None:
            merged.append(card)
            continue
        other = merged[number]
        # Another address is told as well; the rest is the same in other words.
        known = {address for line in other.told("mail") for address in _MAIL.findall(line.place.quote)}
        new = [line for line in card.told("mail") if set(_MAIL.findall(line.place.quote)) - known]
        merged[number] = replace(other, lines=(*other.lines, *new), also=(*other.also, card.place))
    return merged


def _is_same(one: Card, other: Card) -> bool:
    difference = _about(one) ^ _about(other)
    return all(len(term) <= MOST_LETTERS for term in difference) and bool(_about(one) & _about(other))


def _about(card: Card) -> frozenset[str]:
    """Give what a row is about: its label, and the header of its second column where that names the office."""
    first = card.lines[0] if card.lines else None
    office = first.header if first and first.kind == "organisation" and len(first.header.split()) > 1 else ""
    return term_set(f"{card.name.quote} {office}")


def _group(cards: list[Card]) -> Iterator[Card]:
    """Give the cards by what most share: an organisation, a role or a heading; those that share nothing come last."""
    shared = Counter(name for card in cards for name in _groups_of(card, cards))
    groups: dict[str, list[Card]] = {}
    for card in cards:
        name = max(_groups_of(card, cards), key=lambda name: shared[name], default="")
        groups.setdefault(name, []).append(card)
    together = {name: members for name, members in groups.items() if name and len(members) >= FEWEST}
    for name, members in sorted(together.items(), key=lambda group: -len(group[1])):
        yield from (replace(card, group=name[:1].upper() + name[1:]) for card in members)
    yield from (card for name, members in groups.items() if name not in together for card in members)


def _groups_of(card: Card, cards: list[Card]) -> list[str]:
    """Name what a card may be grouped by: its organisation or one that this is a part of, its role, its heading."""
    organisation, role = (next(iter(card.told(kind)), None) for kind in ("organisation", "role"))
    names = [re.split(r"[;(]", line.place.quote)[0].strip() for line in (organisation, role) if line]
    if organisation:
        whole = organisation.place.quote.split(",")[0].strip()
        names += [whole] if any(line.place.quote == whole for c in cards for line in c.told("organisation")) else []
    heading = card.place.heading.split(" > ")[-1]
    return [name for name in dict.fromkeys([*names, heading]) if name and is_known(name)]
