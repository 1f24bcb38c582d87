"""Answer which of many things are of a country with the items of a list that name it.

"Which branch offices are in Romania?" wants two of the six that a list names, each with its country. A list tells it
only where all its items name countries, or where its lead-in names the one that is asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.compose.count import ASKING
from kb.compose.enumerated import OPEN, is_country
from kb.compose.lists import ENOUGH, lists_kinds
from kb.compose.material import Material, Placed
from kb.compose.partaking import AREA
from kb.compose.question import Terms, holds, is_of_another, plurals, without_names
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_lines
from kb.compose.which_programmes import BEFORE_NOUN
from kb.question import Kind, counted_thing
from kb.synonyms import people_of
from kb.units import Unit
from kb.words import term_set

FEWEST = 2  # items of a list that can be narrowed
# How a country is tied to the thing: "offices in Romania", "programmes with Russia", "the Romanian offices".
_TIED = re.compile(r"\b(?:in|with|from|of|for|at)\b", re.I)
_OTHER = re.compile(
    r"\b(?:not|no|only|without|except|besides|outside|but|neither|nor|before|after|how(?! many)|when|who|why)\b|n't\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """A list, the items of it that name a country, and how much of the question it is about."""

    placed: Placed
    items: tuple[Unit, ...]
    coverage: float
    every: bool  # all items name countries


def compose_narrowed(material: Material) -> Composed | None:
    """Quote the items of a list that name the country asked for; None where no list tells of each what it is of."""
    asked = material.asked
    thing = asked.thing or counted_thing(asked.text)
    told = without_names(material.index, asked.text, titled=True)
    countries = [word for word in re.findall(r"[^\W\d_]+", told) if _country_of(word)]
    if not thing or thing in AREA or len(countries) != 1 or _OTHER.search(told):
        return None
    country = _country_of(countries[0])
    if not is_tied(told, countries[0]):
        return None
    fitting = list(_find(material, thing, country))
    best = max(fitting, key=lambda one: (one.every, len(one.items), one.coverage), default=None)
    if best is None:
        return None
    quotations = tuple(_quote(material, best))
    whole = not OPEN.search(best.placed.block.lead)
    if asked.kind is not Kind.COUNT or not whole:
        return Composed(quotations, direct=True, decided=True)
    number = len(best.items)
    return Composed(material.count_above(quotations, number), direct=True, decided=True, counted=number)


def is_tied(text: str, country: str) -> bool:
    """Tell whether a country or its people stand behind a preposition, or before the thing they are of."""
    before = text.partition(country)[0].split()
    return any(map(_TIED.fullmatch, before[-2:])) if is_country(country) else country in BEFORE_NOUN.findall(text)


def _country_of(word: str) -> Terms:
    """Give the terms by which texts name a country or its people, none for other words."""
    own = term_set(word)
    kin = frozenset().union(*map(people_of, own))
    return own | kin if word[:1].isupper() and kin else frozenset()


def _find(material: Material, thing: str, country: Terms) -> Iterator[_Narrowed]:
    """Find the lists of the thing of which some items, and not all, name the country."""
    asked = replace(material.asked, rest=material.asked.rest - ASKING)
    for placed in material.blocks:
        block = placed.block
        lead = block.lead or (block.headings[-1] if block.headings else "")
        of_thing = holds(thing, plurals(lead)) == 1 and not lists_kinds(asked, lead, thing)
        if len(block.items) < FEWEST or not of_thing or is_of_another(asked, placed.about):
            continue
        page = material.page_text(placed)
        told = [term_set(page[item.start : item.end]) for item in block.items]
        naming = tuple(item for item, own in zip(block.items, told, strict=True) if not own.isdisjoint(country))
        every = all(any(map(people_of, own)) for own in told)
        coverage = asked.coverage(placed.about, " ".join(country))
        if naming and coverage >= ENOUGH and (every or not term_set(block.lead).isdisjoint(country)):
            yield _Narrowed(placed, naming, coverage, every)


def _quote(material: Material, found: _Narrowed) -> Iterator[Quotation]:
    """Quote the items, behind the lead-in where it says that the list may not be whole."""
    placed, block = found.placed, found.placed.block
    page = material.page_text(placed)
    if OPEN.search(block.lead):
        yield material.quote(placed, block.start, block.start + len(block.lead), block.lead)
    for item in found.items:
        yield material.quote(placed, item.start, item.end, f"- {show_lines(page[item.start : item.end])}")
