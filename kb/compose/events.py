"""Events as an answer tells them: the dated rows and items of chronologies, each once, in order of their dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.compose.chronology import DATE, DAYS, read_chronology
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, holds, names_in
from kb.compose.quotation import Quotation
from kb.compose.show import SENTENCE, show_lines
from kb.compose.values import MONTH_NAMES
from kb.tables import Cell, Row
from kb.wording import phrase
from kb.words import term_set

MOST_EVENTS = 16
SAME = 0.6  # share of the terms of the shorter of two texts of one date that makes them one event
_MONTHS = term_set(" ".join(MONTH_NAMES))
_CHRONICLES = term_set("chronology timeline history events")
_HEAD = re.compile(rf"(?:{DAYS})?{DATE}(?=,? [^\W\d]|: )", re.I)


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that stands on a page: source and page of it, from start to end.

    date is year, month and day as one number. about is what it stands under; labelled is whether its date stands first.
    """

    date: int
    source: str
    page: int
    start: int
    end: int
    about: str
    shown: str
    labelled: bool

    def text(self, material: Material) -> str:
        """Give the stretch of its page."""
        return material.index.text_of(self.source, self.page)[self.start : self.end]


def all_events(material: Material) -> Iterator[Event]:
    """Read the chronologies of what was found, and the documents that are chronologies by their title."""
    yield from (event for placed in material.blocks for event in read_events(material, placed))
    found, scope = {placed.source for placed in material.blocks}, material.found.scope
    for document in material.index.documents:
        if scope is not None and document.source not in scope:
            continue
        if document.source not in found and _CHRONICLES & term_set(document.title):
            for placed in material.blocks_of(document.source):
                yield from read_events(material, placed)


def read_events(material: Material, placed: Placed) -> Iterator[Event]:
    """Read the dated rows or items of a chronology; none of what is no chronology."""
    page = material.page_text(placed)
    for dated in read_chronology(placed.block, page):
        if dated.row is None or dated.cell is None:
            shown = f"- {show_lines(page[dated.start : dated.end])}"
        else:
            shown = _show(material, dated.row, dated.cell, labelled=dated.labelled)
        place = (placed.source, placed.page, dated.start, dated.end)
        yield Event(dated.date, *place, placed.about, shown, dated.labelled)


def told_once(material: Material, events: Iterable[Event]) -> list[Event]:
    """Put events in the order of their dates; of what tables and documents tell of one day in the same words the first.

    What names another programme is another event.
    """
    kept: list[Event] = []
    for event in events:
        if not any(_is_same(material, event, other) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda event: event.date)


def speaking_of(material: Material, events: Sequence[Event], wanted: Terms, least: float) -> list[Event]:
    """Keep the events that name what was named, and of them those that say least of what else any of them says.

    None are kept where something was asked about that is nowhere in the library.
    """
    rarity = material.index.rarity
    if any(rarity(term) >= material.index.rarest for term in wanted):
        return []
    named = [event for event in events if names_all(material, event)]
    told = {id(event): term_set(f"{event.about} {event.text(material)}") for event in named}
    known = [term for term in wanted if any(holds(term, own) for own in told.values())]
    enough = least * sum(map(rarity, known))

    def share(event: Event) -> float:
        return sum(rarity(term) * holds(term, told[id(event)]) for term in known)

    return [event for event in named if share(event) >= enough]


def names_all(material: Material, event: Event) -> bool:
    """Tell whether an event, or what it stands under, names all that the question names."""
    named = names_in(material.index, event.about) | names_in(material.index, event.text(material))
    return all(name in named for name in material.asked.names)


def quote_events(material: Material, events: Sequence[Event]) -> Iterator[Quotation]:
    """Quote the first MOST_EVENTS events, and say how many more there are."""
    shown = events[:MOST_EVENTS]
    more = len(events) - len(shown)
    for event in shown:
        text = event.shown
        if more and event is shown[-1]:
            text += f"\n{phrase('more', material.found.reading.language, number=more)}"
        hit = material.hit_at(event.source, event.page, event.start)
        yield Quotation(hit, event.start, event.end, event.text(material), text)


def _show(material: Material, row: Row, dates: Cell, *, labelled: bool) -> str:
    """Write a row with its date first, and whose it is where only the header of the column says that."""
    told = _telling([cell for cell in row.cells if cell is not dates])
    head = None if labelled or not told else _HEAD.match(dates.value)
    when, rest = (head[0], dates.value[head.end() :].lstrip(" ,:")) if head else (dates.value, "")
    if not labelled and told:
        whose = names_in(material.index, dates.header) - names_in(material.index, " ".join(told))
        told[0] = ", ".join([dates.header, told[0]] if whose else told[:1]) + (f": {rest}" if rest else "")
    return f"- {when} – {'; '.join(told)}" if told else f"- {when}"


def _telling(cells: Sequence[Cell]) -> list[str]:
    """Choose the cells that say what happened: sentences where there are any, else all."""
    values = [cell.value for cell in cells if cell.value]
    return values[:1] + [value for value in values[1:] if len(value.split()) >= SENTENCE]


def _is_same(material: Material, event: Event, other: Event) -> bool:
    beside = (event.source, event.page, event.about) == (other.source, other.page, other.about)
    if beside or event.date != other.date:
        return False
    named = [{name for name in names_in(material.index, one.shown) if name.titled} for one in (event, other)]
    if all(named) and named[0].isdisjoint(named[1]):
        return False
    told = [{t for t in term_set(one.shown) if not t.isdigit()} - _MONTHS for one in (event, other)]
    shorter = min(map(len, told))
    return shorter > 0 and len(told[0] & told[1]) >= SAME * shorter
