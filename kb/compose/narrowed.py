"""Answer which of many things are of a country, or of a day, month or year, with the items of a list that name it.

"Which branch offices are in Romania?" wants two of the six that a list names, each with its country, and so does "is
there any in Romania?". A list tells it only where all its items name countries, or where its lead-in names the one that
is asked about; a date only where all items are dated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.compose.count import ASKING
from kb.compose.enumerated import OPEN, is_country
from kb.compose.lists import ENOUGH, lists_kinds
from kb.compose.located import ASKS_DATE
from kb.compose.material import Material, Placed
from kb.compose.partaking import AREA
from kb.compose.question import Terms, holds, is_of_another, plurals, without_names
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_lines
from kb.compose.values import MONTH_NAMES, find_dates
from kb.compose.which_programmes import BEFORE_NOUN
from kb.question import Kind, counted_thing
from kb.synonyms import people_of
from kb.units import Unit
from kb.words import stem, term_set

FEWEST = 2  # items of a list that can be narrowed
# One of many may be asked for, too: "Is there any branch office in Slovakia?", "in which programme?"
_ANY = re.compile(
    r"^\W*(?:is|are) there (?:(?:any|an?|also|some|one) )*(?P<any>[\w-]+(?: [\w-]+){0,2}?)"
    r" (?:I|we|you|one|people|that|which|to|in|from|for|with|near|located|open)\b|"
    r"\b(?:in|under|of|by|with) (?:which|what) (?P<which>[a-z]+)\b",
    re.I,
)
_GOING = term_set(
    "together visit go reach find near close ever work cooperate cooperation located"
)  # say nothing of the thing
# How a country is tied to the thing: "offices in Romania", "programmes with Russia", "the Romanian offices".
_TIED = re.compile(r"\b(?:in|with|from|of|for|at|involving|including|concerning|covering)\b", re.I)
_MONTHS = "|".join(MONTH_NAMES)
_DATE = re.compile(rf"(?:(?:\d{{1,2}} )?(?:{_MONTHS}) )?(?:19|20)\d\d", re.I)
_PAIR = 2
_TOGETHER = re.compile(r"\b(?:with|together|between|alongside)\b", re.I)
_OTHER = re.compile(
    r"\b(?:not|no|only|without|except|besides|outside|but|neither|nor|before|after|how(?! many)|when|who|why)\b|n't\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """A list, the items of it that are asked for, and how much of the question it is about."""

    placed: Placed
    items: tuple[Unit, ...]
    coverage: float
    every: bool  # all items name countries, or dates
    whole: bool = False  # the lead-in says it of all


def compose_narrowed(material: Material) -> Composed | None:
    """Quote the items of a list that name the country or date asked for; None where no list tells that of each."""
    asked = material.asked
    thing = asked.thing or counted_thing(asked.text) or _one_asked(asked.text)
    told = without_names(material.index, asked.text, titled=True)
    countries, date = _countries_asked(told), ASKS_DATE.search(told)
    if not thing or thing in AREA or _OTHER.search(told) or bool(countries) == (date is not None):
        return None
    named = [term_set(date["date"])] if date else countries
    fitting = list(_find(material, thing, named, dated=date is not None))
    best = max(fitting, key=lambda one: (one.whole, one.every, len(one.items), one.coverage), default=None)
    if best is None:
        return None
    quotations = tuple(_quote(material, best))
    whole = not OPEN.search(best.placed.block.lead)
    if asked.kind is not Kind.COUNT or not whole:
        return Composed(quotations, direct=True, decided=True)
    number = len(best.items)
    return Composed(material.count_above(quotations, number), direct=True, decided=True, counted=number)


def _one_asked(text: str) -> str:
    """Give the stem of a thing of which one is asked for, "" for none."""
    asked = _ANY.search(text)
    return stem((asked["any"] or asked["which"]).split()[-1].casefold()) if asked else ""


def _countries_asked(text: str) -> list[Terms]:
    """Give the terms of the country that a question ties to what it asks for, or of each of two that are together.

    "Did Norway take part in cooperation with Russia?" wants what both are in.
    """
    countries = [word for word in re.findall(r"[^\W\d_]+", text) if _country_of(word)]
    together = len(countries) == _PAIR and _TOGETHER.search(text) is not None
    fits = (len(countries) == 1 or together) and is_tied(text, countries[-1])
    return [_country_of(country) for country in countries] if fits else []


def is_tied(text: str, country: str) -> bool:
    """Tell whether a country or its people stand behind a preposition, or before the thing they are of."""
    before = text.partition(country)[0].split()
    return any(map(_TIED.fullmatch, before[-2:])) if is_country(country) else country in BEFORE_NOUN.findall(text)


def _country_of(word: str) -> Terms:
    """Give the terms by which texts name a country or its people, none for other words."""
    own = term_set(word)
    kin = frozenset().union(*map(people_of, own))
    return own | kin if kin and (word[:1].isupper() or is_country(word)) else frozenset()


def _find(material: Material, thing: str, named: Sequence[Terms], *, dated: bool) -> Iterator[_Narrowed]:
    """Find the lists of the thing of which items name one of each country's terms, or all of a date's."""
    every_term = frozenset().union(*named)
    asked = replace(material.asked, rest=material.asked.rest - ASKING - _GOING)
    for placed in material.blocks:
        block = placed.block
        lead = block.lead or (block.headings[-1] if block.headings else "")
        of_thing = holds(thing, plurals(lead)) == 1 and not lists_kinds(asked, lead, thing)
        if len(block.items) < FEWEST or not of_thing or is_of_another(asked, placed.about):
            continue
        page = material.page_text(placed)
        told = [term_set(page[item.start : item.end]) for item in block.items]
        meets = [every_term <= own if dated else not any(map(own.isdisjoint, named)) for own in told]
        naming = tuple(item for item, met in zip(block.items, meets, strict=True) if met)
        if not asked.is_told_of_all(f"{placed.about} {page[block.start : block.end]}"):
            continue
        if dated:
            every = all(find_dates(page[item.start : item.end]) for item in block.items)
        else:
            every = all(any(map(people_of, own)) for own in told)
        coverage = asked.coverage(placed.about, " ".join(every_term))
        if len(named) == 1 and _says_of_all(block.lead, every_term, dated=dated):
            if dated and coverage >= ENOUGH:
                yield _Narrowed(placed, block.items, coverage, every, whole=True)
        elif naming and coverage >= ENOUGH and (every or not (dated or term_set(block.lead).isdisjoint(every_term))):
            yield _Narrowed(placed, naming, coverage, every)


def _says_of_all(lead: str, named: Terms, *, dated: bool) -> bool:
    """Tell whether a lead-in names the country or date that is asked for, and no other."""
    if dated:
        dates = [term_set(date) for date in _DATE.findall(lead)]
        return bool(dates) and all(named <= date for date in dates)
    countries = {term for term in term_set(lead) if people_of(term)}
    return bool(countries) and countries <= named


def _quote(material: Material, found: _Narrowed) -> Iterator[Quotation]:
    """Quote the items, behind the lead-in where it says that the list may not be whole."""
    placed, block = found.placed, found.placed.block
    page = material.page_text(placed)
    if found.whole:
        yield material.quote(placed, block.start, block.end, show_lines(page[block.start : block.end]))
        return
    if OPEN.search(block.lead):
        yield material.quote(placed, block.start, block.start + len(block.lead), block.lead)
    for item in found.items:
        yield material.quote(placed, item.start, item.end, f"- {show_lines(page[item.start : item.end])}")
