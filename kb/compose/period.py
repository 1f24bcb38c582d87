"""Answer "what happened in ..." from chronologies: the dated rows and items of the period, in order of their dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.chronology import EVENT_TERMS, read_chronology
from kb.compose.material import Material, Placed
from kb.compose.question import holds, names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import SENTENCE, show_lines
from kb.stretch import find_period
from kb.tables import Cell
from kb.wording import phrase
from kb.words import terms

MOST_EVENTS = 12
MOST = 0.5  # of what was asked and any event tells, by rarity, that an event must tell
_HAPPENED = re.compile(
    r"\bwhat (?:all |else )?(?:(?:has|had|have) )?(?:happened|occurred|changed|went on|took place|come about)\b|"
    r"\bwhat was going on\b|"
    # "Events in 2023", but not "Who spoke at the event in 2023?"
    r"^\W*(?:(?:which|what|list|show|give|tell|me|us|all|were|are|is|the|a|an|about|of|important|main|key|"
    r"major|most|please|short)\W+)*"
    r"(?:events?|meetings?|conferences?|milestones?|steps?|stages?|developments?|chronology|timeline|history)\b",
    re.I,
)
_WORDS = frozenset(
    terms(
        """happened happen occurred changed change went come took place events event meetings meeting conferences
        conference milestones milestone developments development chronology timeline history since before after between
        until beginning start end year years month period during throughout prior later earlier onwards going tell
        list give show important main held take all step steps stage stages key major date dates please world early
        late mid spring summer autumn winter"""
    )
)


_CHRONICLES = frozenset(terms("chronology timeline history"))


@dataclass(frozen=True, slots=True)
class _Event:
    """A dated row or item of a chronology; labelled is whether the date stands first."""

    date: int
    placed: Placed
    start: int
    end: int
    shown: str
    labelled: bool


def compose_period(material: Material) -> Composed | None:
    """Give what the chronologies tell of a period, by date; None when no history or no period is asked for."""
    asked = material.asked
    period = find_period(asked.text)
    if period is None or not _HAPPENED.search(asked.text):
        return None
    wanted = asked.rest - _WORDS - frozenset(terms(period.text)) - frozenset(terms(material.index.subject))
    events = [event for event in _all_events(material) if period.holds(event.date)]
    # A chronology tells what happened; tables of meetings are for those who ask for them, and where nothing else is.
    labelled = [event for event in events if event.labelled]
    if labelled and not EVENT_TERMS & frozenset(terms(asked.text)):
        events = labelled
    events = _speaking_of(material, events, wanted)
    if not events:
        return None
    events.sort(key=lambda event: event.date)
    settled = _WORDS | frozenset(terms(period.text)) | frozenset(re.findall(r"\d{4}", period.text))
    return Composed(tuple(_quote(material, events)), direct=True, settled=settled)


def _all_events(material: Material) -> Iterator[_Event]:
    """Read the chronologies of what was found, and the documents that are chronologies by their title."""
    yield from (event for placed in material.blocks for event in _events(material, placed))
    found = {placed.source for placed in material.blocks}
    for document in material.index.documents:
        if document.source not in found and _CHRONICLES & frozenset(terms(document.title)):
            for placed in material.blocks_of(document.source):
                yield from _events(material, placed)


def _speaking_of(material: Material, events: list[_Event], wanted: frozenset[str]) -> list[_Event]:
    """Keep the events that name what was named, and of them those that say most of what else any of them says.

    None are kept where something was asked about that is nowhere in the library.
    """
    rarity = material.index.rarity
    if any(rarity(term) >= material.index.rarest for term in wanted):
        return []
    named = [event for event in events if _names_all(material, event)]
    told = {id(event): frozenset(terms(_text_of(material, event))) for event in named}
    known = [term for term in wanted if any(holds(term, own) for own in told.values())]
    least = MOST * sum(map(rarity, known))

    def share(event: _Event) -> float:
        return sum(rarity(term) * holds(term, told[id(event)]) for term in known)

    return [event for event in named if share(event) >= least]


def _events(material: Material, placed: Placed) -> Iterator[_Event]:
    """Read the dated rows or items of a chronology; none of what is no chronology."""
    page = material.page_text(placed)
    for dated in read_chronology(placed.block, page):
        text = page[dated.start : dated.end]
        if dated.row is None or dated.cell is None:
            shown = f"- {show_lines(text)}"
        else:
            told = "; ".join(_telling([other for other in dated.row.cells if other is not dated.cell]))
            shown = f"- {dated.cell.value} – {told}" if told else f"- {dated.cell.value}"
        yield _Event(dated.date, placed, dated.start, dated.end, shown, dated.labelled)


def _text_of(material: Material, event: _Event) -> str:
    return f"{event.placed.about} {material.page_text(event.placed)[event.start : event.end]}"


def _names_all(material: Material, event: _Event) -> bool:
    own = material.page_text(event.placed)[event.start : event.end]
    named = names_in(material.index, event.placed.about) | names_in(material.index, own)
    return all(name in named for name in material.asked.names)


def _telling(cells: Sequence[Cell]) -> list[str]:
    """Choose the cells that say what happened: sentences where there are any, else all."""
    values = [cell.value for cell in cells if cell.value]
    return values[:1] + [value for value in values[1:] if len(value.split()) >= SENTENCE]


def _quote(material: Material, events: Sequence[_Event]) -> Iterator[Quotation]:
    shown = events[:MOST_EVENTS]
    more = len(events) - len(shown)
    for event in shown:
        text = event.shown
        if more and event is shown[-1]:
            text += f"\n{phrase('more', material.found.reading.language, number=more)}"
        yield material.quote(event.placed, event.start, event.end, text)
