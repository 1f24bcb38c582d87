"""The history of one thing that is a document's title: what its sections of that kind date, and what else names it."""

import re
from collections.abc import Iterator, Sequence

from kb.compose.chronology import DAYS
from kb.compose.events import Event, all_events
from kb.compose.glance import source_of
from kb.compose.material import Material
from kb.compose.question import names_in
from kb.compose.sections import find_sections, read_groups
from kb.compose.show import show_lines
from kb.compose.subject import SAYS_UNKNOWN
from kb.compose.values import MONTH_NAMES, find_dates
from kb.names import Name
from kb.tables import read_row
from kb.units import Unit
from kb.words import term_set

MOST_SENTENCES = 2  # that tell one event
_IN_MONTH, _IN_YEAR = 100, 10_000
_HISTORY = re.compile(r"\b(?:history|chronology|timeline|milestones|steps)\b", re.I)
_MONTH = "|".join(MONTH_NAMES)
_SPAN = r"(?!\s?[-–/]\s?\d)"
_WHEN = re.compile(
    rf"(?:{DAYS})?(?:\b\d{{1,2}} )?\b(?:{_MONTH}) (?:1[89]|20)\d\d\b|"
    rf"\b(?:in|since|by|until) (?:1[89]|20)\d\d\b{_SPAN}",
    re.I,
)
_DATED_SOURCE = re.compile(rf"\b(?:report|page|article|news|list) of (?:\d{{1,2}} )?(?:{_MONTH}) \d{{4}}\b", re.I)
_OF_PAGE = re.compile(r"\b(?:page|text|source)\b.*\bnot (?:print|say|give)\b", re.I)


def history_of(material: Material, name: Name, *, gatherings: bool = False) -> list[Event]:
    """Give what is dated of a thing with a document of its own: what its history tells, and where else it is named.

    Where two tell of one day, the history counts, then the thing's document; a month or year counts where no day in it
    is told. gatherings asks for nothing but what tables of events list, where they list anything.
    """
    source = source_of(material, name)
    told = list(_told_in(material, source)) if source else []
    every = list(all_events(material))
    named = [one for one in every if source == one.source or _names(material, name, one.text(material))]
    if gatherings and not all(event.labelled for event in named):
        told, named = [], [event for event in named if not event.labelled]
    for event in sorted(named, key=lambda event: event.source != source):
        if not any(_holds(event.date, other.date) for other in told):
            told.append(event)
    return told


def _names(material: Material, name: Name, text: str) -> bool:
    """Tell whether a text names a thing, if by one word in a longer name: "TESIM Weeks" are those of TESIM."""
    words = (term_set(spelling) for spelling in name.spellings)
    return name in names_in(material.index, text) or any(len(one) == 1 and one <= term_set(text) for one in words)


def _told_in(material: Material, source: str) -> Iterator[Event]:
    """Read the dated sentences and rows of a document's sections on its history."""
    page = material.index.text_of(source, 1)
    end = 0
    for section in find_sections(material.index, source):
        if not _HISTORY.search(section.heading) or section.start < end:
            continue
        end = section.end
        units = [unit for group in read_groups(page, section.start, section.end) for unit in group]
        for place, unit in enumerate(units):
            if (when := _date_of(page[unit.start : unit.end])) and not _goes_on(page, units, place):
                stop = _end_of(page, units, place)
                yield Event(when, source, 1, unit.start, stop, section.heading, _show(page, unit, stop), labelled=True)


def _date_of(text: str) -> int | None:
    """Read when something happened; None where a text dates nothing, or says that something is not known."""
    when = None if SAYS_UNKNOWN.search(text) or _OF_PAGE.search(text) else _WHEN.search(_DATED_SOURCE.sub(" ", text))
    return find_dates(when[0])[0] if when else None


def _goes_on(page: str, units: Sequence[Unit], place: int) -> bool:
    """Tell whether a sentence goes on with the event that the one before it dates: it names no other day."""
    own = _date_of(page[units[place].start : units[place].end])
    for earlier in reversed(range(place)):
        if not _follows(page, units[earlier], units[earlier + 1]):
            return False
        before = _date_of(page[units[earlier].start : units[earlier].end])
        if before is not None:
            return own is None or _holds(own, before)
    return False


def _end_of(page: str, units: Sequence[Unit], place: int) -> int:
    """Find where the sentences on an event end."""
    last = place
    while last + 1 < len(units) and last + 1 - place < MOST_SENTENCES and _goes_on(page, units, last + 1):
        if SAYS_UNKNOWN.search(page, units[last + 1].start, units[last + 1].end):
            break
        last += 1
    return units[last].end


def _follows(page: str, one: Unit, other: Unit) -> bool:
    return one.kind == other.kind == "sentence" and page[one.end : other.start] == " "


def _holds(date: int, other: int) -> bool:
    """Tell whether a day, month or year is another one, or has it within."""
    if date % _IN_YEAR == 0:
        return date // _IN_YEAR == other // _IN_YEAR
    return date == other or (date % _IN_MONTH == 0 and date // _IN_MONTH == other // _IN_MONTH)


def _show(page: str, unit: Unit, stop: int) -> str:
    if unit.kind != "row":
        return f"- {show_lines(page[unit.start : stop]).removeprefix('- ')}"
    label, *rest = read_row(page, unit.start, unit.end).cells
    return f"- {label.value}: {'; '.join(cell.value for cell in rest if cell.value)}"
