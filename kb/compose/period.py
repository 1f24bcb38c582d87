"""Answer "what happened in ..." from chronologies, and "timeline of ..." from the history of a thing, by date."""

import re
from collections.abc import Sequence

from kb.compose.chronology import GATHERINGS
from kb.compose.events import Event, all_events, quote_events, speaking_of, told_once
from kb.compose.history import history_of
from kb.compose.material import Material
from kb.compose.question import holds, names_in
from kb.compose.quotation import Composed
from kb.names import Name
from kb.stretch import Period, find_period
from kb.synonyms import KIN
from kb.words import term_set, terms

MOST = 0.5  # of what was asked and any event tells, by rarity, that an event must tell
ALL = KIN  # where nothing else will do: each word, if by another that means the same
FEWEST = 2  # events of a timeline; one alone is told as well in its sentence
_CHRONICLE = (
    r"(?:events?|meetings?|conferences?|milestones?|steps?|stages?|developments?|chronology|timeline|history|dates|"
    r"moments)\b"
)
_OPENING = (
    r"^\W*(?:(?:which|what|list|show|give|tell|me|us|all|were|are|is|was|there|any|the|a|an|about|of|on|important|main|"
    r"key|major|most|please|short|brief|overview|summary|summari[sz]e)\W+)*"
)
_HAPPENED = re.compile(
    r"\bwhat (?:all |else )?(?:(?:has|had|have) )?(?:happened|occurred|changed|went on|took place|come about)\b|"
    # "Events in 2023", but not "Who spoke at the event in 2023?"
    rf"\bwhat was going on\b|{_OPENING}{_CHRONICLE}|"
    # "Which monitoring committee meetings took place in 2023?"
    r"^\W*(?:which|what) (?:[\w-]+ ){1,4}?(?:events|meetings|conferences|webinars|trainings) "
    r"(?:took|were|have|has|(?:in|of|during) (?:19|20)\d\d)\b",
    re.I,
)
_TIMELINE = re.compile(rf"{_OPENING}(?:{_CHRONICLE})|^\W*how (?:has|have|did) .* (?:develop(?:ed)?|evolved?)\b", re.I)
_MOST_OF_ALL = re.compile(
    r"\b(?:main|key|important|major|most)\b|\bhappen|\boccur|\bchronolog|\btimeline|\bhistor", re.I
)
# "from its approval until today"
_ANY = re.compile(r"^\W*(?:were|was|are|is) there\b", re.I)
_SINCE = re.compile(
    r"\b(?:from|since|after) (?:its|the|their) (?P<begin>\w+)(?: (?:on|onwards))?\b|"
    r"\b(?:until|till|up to|to) (?:today|now|date|the present)\b|\bso far\b",
    re.I,
)
_WORDS = frozenset(
    terms(
        """happened happen occurred changed change went come took place events event meetings meeting conferences
        conference milestones milestone developments development chronology timeline history since before after between
        until beginning start end year years month period during throughout prior later earlier onwards going tell
        list give show important main held hold organise organised take all step steps stage stages key major date
        dates please world early late mid spring summer autumn winter moments
        overview summary summarise summarize brief short"""
    )
)
# "Summarise 2022", "an overview of the year 2022"
_YEAR_ALONE = re.compile(rf"{_OPENING}(?<=\W)(?:year )?(?P<year>(?:19|20)\d\d)(?:,? please)?\W*$", re.I)
_LONE_YEAR = re.compile(rf"^({_OPENING}{_CHRONICLE}) (?=(?:19|20)\d\d\W*$)", re.I)  # "Timeline 2022"
_OF_NAME = re.compile(r"\b\d{4}\s?[-–]\s?\d{4}\b")
_DOING = term_set("apply join participate submit get receive")  # its steps are no history
_OF_TIMELINE = _WORDS | term_set("develop developed evolve evolved over time programme programmes")


def compose_period(material: Material) -> Composed | None:
    """Give what the chronologies tell of a period, or of a thing, by date; None when no history is asked for."""
    alone = _YEAR_ALONE.match(material.asked.text)
    text = f"what happened in {alone['year']}" if alone else _LONE_YEAR.sub(r"\1 in ", material.asked.text)
    if not (_HAPPENED.search(text) or _TIMELINE.search(text)):
        return None
    period = find_period(text)
    # "Milestones of the talks after 2027" may be a heading; else that is when they took place.
    told = _of_thing(material, period) if period and _TIMELINE.search(text) else None
    told = told or (_of_period(material, period) if period and _HAPPENED.search(text) else None)
    return told or (_of_thing(material, None) if _TIMELINE.search(text) and not period else None)


def _of_period(material: Material, period: Period) -> Composed | None:
    asked = material.asked
    wanted = asked.rest - _WORDS - term_set(period.text) - term_set(material.index.subject)
    titled = _titled(material)
    gatherings = _asks_gatherings(asked.text)
    every = history_of(material, titled, gatherings=gatherings) if titled else all_events(material)
    events = [event for event in every if period.holds(event.date)]
    any_of_them = _ANY.search(asked.text) is not None  # what is none of those asked for would be a wrong yes
    events = speaking_of(material, _of_kind(asked.text, events), wanted, ALL if any_of_them else MOST)
    if not events or (any_of_them and not _tell_all(material, events, wanted)):
        return None
    settled = _WORDS | term_set(period.text) | frozenset(re.findall(r"\d{4}", period.text))
    return Composed(tuple(quote_events(material, told_once(material, events))), direct=True, settled=settled)


def _tell_all(material: Material, events: Sequence[Event], wanted: frozenset[str]) -> bool:
    told = term_set(" ".join(f"{event.about} {event.text(material)}" for event in events))
    return all(holds(term, told) for term in wanted)


def _of_kind(text: str, events: list[Event]) -> list[Event]:
    """Choose what is asked for: a chronology tells what happened, tables of meetings to what one could go.

    Each is taken for the other where there is nothing else.
    """
    chosen = [event for event in events if event.labelled != _asks_gatherings(text)]
    return chosen or events


def _asks_gatherings(text: str) -> bool:
    return not GATHERINGS.isdisjoint(term_set(text)) and not _MOST_OF_ALL.search(text)


def _of_thing(material: Material, period: Period | None) -> Composed | None:
    """Tell the history of the one thing that a question names, or what a chronology of what it asks about lists.

    With a period only the chronology that says it in its heading or lead-in, besides what else is asked about.
    """
    asked = material.asked
    if not _DOING.isdisjoint(material.found.queries[0].terms):
        return None
    begin = next((found["begin"] for found in _SINCE.finditer(asked.text) if found["begin"]), "")
    bounds = term_set(" ".join(found[0] for found in _SINCE.finditer(asked.text)))
    years = term_set(" ".join(_OF_NAME.findall(asked.text)))
    wanted = asked.rest - _OF_TIMELINE - bounds - years - term_set(material.index.subject)
    titled = _titled(material)
    if period and (titled or wanted <= term_set(period.text)):
        return None
    if titled and not wanted:
        events = told_once(material, history_of(material, titled, gatherings=_asks_gatherings(asked.text)))
    else:
        events = _listed_on(material, wanted)
    if begin:
        events = _since(material, events, term_set(begin))
    if len(events) < FEWEST:
        return None
    return Composed(tuple(quote_events(material, events)), direct=True, settled=_OF_TIMELINE | bounds)


def _titled(material: Material) -> Name | None:
    """Give the one thing that a question names, if a document has it as its title."""
    names = material.asked.names
    return names[0] if len(names) == 1 and names[0].titled else None


def _listed_on(material: Material, wanted: frozenset[str]) -> list[Event]:
    """Find the events of the chronology whose headings and lead-in say all that is asked about, and that it is one."""
    if not wanted and not material.asked.names:
        return []
    return [event for event in all_events(material) if _is_on(material, event, wanted)]


def _is_on(material: Material, event: Event, wanted: frozenset[str]) -> bool:
    about = term_set(event.about)
    named = names_in(material.index, event.about)
    on_it = all(holds(term, about) for term in wanted) and all(name in named for name in material.asked.names)
    return on_it and not about.isdisjoint(_WORDS & material.asked.terms)


def _since(material: Material, events: Sequence[Event], begin: frozenset[str]) -> list[Event]:
    """Leave out what came before the event that is named by a word ("its approval"), where there is one."""
    first = next((n for n, event in enumerate(events) if all(holds(t, term_set(event.shown)) for t in begin)), 0)
    return list(events[first:])
