"""Answer whether all of a place is in the area of a programme with what says so: "only in part", "16 of the 24".

Without such a word no verdict is given: what names the place is told, and the reader sees what it names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.compose.areas import Area, find_areas, quote_area
from kb.compose.enumerated import NUMBER, is_country, numbers_in
from kb.compose.material import Material
from kb.compose.partaking import APPLIES, ASKS, TAKES_PART
from kb.compose.places import find_asked, places_in
from kb.compose.question import Terms, names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_lines
from kb.compose.which_programmes import BESIDE, name_countries
from kb.synonyms import people_of
from kb.units import find_units
from kb.wording import phrase
from kb.words import term_set

_ASKS_WHOLE = re.compile(
    r"^\W*(?:is|are|does|do|can)\b[^?]*?\b(?:the (?:whole|entire)\b|all (?:of )?(?!in\b)|every\b|as a whole|"
    r"(?:its|their) (?:whole|entire) (?:territory|area)|entirely|completely|fully|wholly)",
    re.I,
)
_OTHER = re.compile(r"\b(?:not|no|only|was|were|did|had|will|would|before|after|except|without)\b|n't\b", re.I)
_SAID = term_set("whole entire all every entirely completely fully wholly territory area part country region")
_IN_PART = re.compile(r"\b(?:only in part|partly|in part)\b", re.I)
_OF = re.compile(rf"({NUMBER.pattern}) of (?:the |its )?({NUMBER.pattern})", re.I)
_ALL_OF = re.compile(
    r"\b(?:whole|entire|all|every)(?: (?:the|of|territory|area|countr(?:y|ies)|regions?|count(?:y|ies)|oblasts?|"
    r"governorates?|provinces?|voivodeships?))* (?P<place>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)*)"
)
_TERRITORY = re.compile(r"\b(?:whole|entire) territory\b", re.I)
_WHOLLY = re.compile(r"\b(?:all|both) (?:\w+ ){0,2}?(?:regions|counties|oblasts|provinces)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a place in one programme, and whether it says that all of it is in the area: None for neither."""

    quotation: Quotation
    wholly: bool | None


def compose_whole(material: Material) -> Composed | None:
    """Quote for each programme what tells whether a place is in its area as a whole; None for any other question."""
    text = material.asked.text
    if not _ASKS_WHOLE.match(text) or _OTHER.search(text) or ASKS.search(text):
        return None
    if not (TAKES_PART.search(text) or APPLIES.search(text)):
        return None
    areas = list(find_areas(material))
    named = names_in(material.index, text)
    programmes = {area.programme for area in areas if area.programme in named}
    known = {place: entry for area in areas for one, _ in area.entries for place, entry in places_in(one)}
    typed = frozenset().union(*(term_set(one) for name in programmes for one in name.spellings))
    wanted = term_set(text) - BESIDE - _SAID - term_set(material.index.subject)
    # "All of Tunisia in Italy-Tunisia": what the question wants all of stands behind the word.
    asked = name_countries(wanted - typed, text, known)
    place = _place_behind(text, known) if wanted <= typed else next(iter(find_asked(asked, known)), None)
    if place is None or len(programmes) > 1:
        return None
    told = []
    for programme in dict.fromkeys(area.programme for area in areas):
        if not programmes or programme in programmes:
            own = [area for area in areas if area.programme == programme]
            told += list(_tell(material, own, place, known[place]))[:1]
    if not told:
        return None
    verdicts = {one.wholly for one in told}
    quotations = [one.quotation for one in told]
    if verdicts in ({True}, {False}):
        word = phrase("yes" if True in verdicts else "no", material.found.reading.language)
        first = quotations[0]
        quotations[0] = replace(first, shown=f"{word} {first.shown.removeprefix('- ')}")
    return Composed(tuple(quotations), direct=True, decided=True)


def _place_behind(text: str, known: Mapping[Terms, str]) -> Terms | None:
    """Give the place of a question for all of it that is a name of the programme's, too."""
    behind = _ALL_OF.search(text)
    own = name_countries(term_set(behind["place"]), text, known) if behind else frozenset()
    return next((place for place in known if place == own), None)


def _tell(material: Material, areas: list[Area], place: Terms, name: str) -> Iterator[_Told]:
    """Find what tells of a place in a programme's area: what says all or part of it first, then what names it."""
    people = place.union(*map(people_of, place))
    for area in areas:
        one = area.one
        if not one.row and re.search(rf"\bof {re.escape(name)}\b", one.lead):
            yield _Told(_quote_lead(material, area), _is_whole(one.lead))
    page = material.index.text_of(areas[0].one.source, 1)
    for unit in find_units(page):
        text = page[unit.start : unit.end]
        if unit.kind == "sentence" and _TERRITORY.search(text) and place <= term_set(text.partition(" take")[0]):
            hit = material.hit_at(areas[0].one.source, 1, unit.start)
            yield _Told(Quotation(hit, unit.start, unit.end, text, text), True)
    for area in areas:
        for entry, named in area.entries:
            if named == place and (not area.one.countries or not is_country(name)):
                told = " ".join(area.one.entries) if area.one.row and is_country(name) else entry
                yield _Told(quote_area(material, area, entry), _is_whole(told))
    for area in areas:
        if not (area.one.countries or area.one.row) and is_country(name) and not people.isdisjoint(area.countries):
            yield _Told(_quote_list(material, area), None)


def _is_whole(told: str) -> bool | None:
    """Tell whether words say that all of a place is in an area, or only some of it; None where they say neither."""
    if _IN_PART.search(told):
        return False
    numbers = [(numbers_in(some), numbers_in(every)) for some, every in _OF.findall(told)]
    counted = [some[0] < every[0] for some, every in numbers if some and every]
    if counted:
        return not any(counted)
    return True if _WHOLLY.search(told) or _TERRITORY.search(told) else None


def _quote_lead(material: Material, area: Area) -> Quotation:
    """Quote the lead-in of a list alone, as it says how much of a place the list names."""
    one = area.one
    shown = one.lead.rstrip(":")
    end = one.start + len(one.lead)
    hit = material.hit_at(one.source, 1, one.start)
    return Quotation(hit, one.start, end, material.index.text_of(one.source, 1)[one.start : end], f"{shown}.")


def _quote_list(material: Material, area: Area) -> Quotation:
    one = area.one
    quote = material.index.text_of(one.source, 1)[one.start : one.end]
    return Quotation(material.hit_at(one.source, 1, one.start), one.start, one.end, quote, show_lines(quote))
