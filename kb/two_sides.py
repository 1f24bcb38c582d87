"""Comparisons that no table answers: each side is asked about alone, and what it is told of stands beside the other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.compose.compare import is_comparing
from kb.compose.degree import find_degree
from kb.compose.material import Material
from kb.compose.plain import quote_unit
from kb.compose.question import ask, is_of_another
from kb.compose.quotation import Composed, Quotation
from kb.compose.rank import rank_units
from kb.compose.sides import find_sides
from kb.index import Index
from kb.lookup import Found, look_up
from kb.missing import find_missing
from kb.names import find_names
from kb.weighing import weigh_answer
from kb.words import terms

MOST_SIDES = 4
MOST_QUOTED = 3  # parts of a list on a side
_TIMES = re.compile(r"\b(?:first|last|later|latest|earlier|earliest|sooner|before|after|older|newer)\b", re.I)
_COUNTED = re.compile(
    r"\b(?:more|most|fewer|fewest|less|how many) (?!money\b|funds?\b|funding\b)(?P<things>(?:[\w-]+ )?[\w-]+s)\b", re.I
)
_MONEY = re.compile(r"\b(?:money|budgets?|funds|funding|EUR|grants?|costs?|paid|rich\w+|expensive)\b", re.I)
_ASKING = re.compile(r"^\W*(?:and )?(how (?:much|many)|when|where|who|why|by when|since when|until when)\b", re.I)
# What a question compares with, none of which is asked of one side alone.
_COMPARING = re.compile(
    r"\b(?:compar\w+|differ\w*|versus|vs|than|or|and|between|both|respectively|from|with|"
    r"(?:that|those|the ones?|it) (?=of\b|in\b|for\b)|same|as|also)\b|[,:;?!()\"“”]|['’]s\b",
    re.I,
)
_OPENS = re.compile(
    r"^\W*(?:(?:what|which|who|whose|how|where|and|does|do|did|is|are|was|were|has|have|had|the|there|it|they)\b\W*)+",
    re.I,
)
_ORDINAL = "first|second|third|fourth|1st|2nd|3rd|4th|old|new"
_TWO_OF_ONE = re.compile(
    rf"\b(?P<a>{_ORDINAL})\b(?: [\w-]+)? (?:or|and|versus|vs|than)(?: the)? (?P<b>{_ORDINAL})\b", re.I
)
_BETWEEN = re.compile(r"\bbetween\b|\bdiffer", re.I)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is told of the sides of a comparison, how sure the less sure is, and the sides of which nothing is told."""

    composed: Composed
    confidence: float
    untold: tuple[str, ...]


def ask_sides(index: Index, found: Found) -> list[tuple[str, str]]:
    """Name the sides that a question compares, each with a question on it alone; none where nothing is compared."""
    text = found.reading.text
    if not is_comparing(text):
        return []
    one = _TWO_OF_ONE.search(text)
    if one:
        return [(one[side], _alone(text, f"{text[: one.start()]}{one[side]}{text[one.end() :]}")) for side in "ab"]
    places = [place for place in find_names(index).find(text) if place.names[0].titled]
    if not 2 <= len({place.names[0] for place in places}) == len(places) <= MOST_SIDES:
        return _ask_unnamed(index, found, text)
    spelt = [text[place.start : place.end] for place in places]
    # What stands between two sides ties them ("or in"), and so does a further one: it belongs to none of them.
    begins, ends = text[: places[0].start], text[places[-1].end :]
    between = " ".join(text[before.end : after.start] for before, after in pairwise(places))
    if terms(_COMPARING.sub(" ", between)):  # "the area of A is larger than that of B": asked of A
        ends = f" {between} {ends}"
    return [(side, _alone(text, f"{begins}{side}{ends}")) for side in spelt]


def _ask_unnamed(index: Index, found: Found, text: str) -> list[tuple[str, str]]:
    """Ask of two sides that are no programmes: "a regular project and a small-scale project in X"."""
    sides = [side.text for side in find_sides(Material(index, found))] if _BETWEEN.search(text) else []
    if len(sides) != 2 or not all(sides):
        return []
    named = {text[place.start : place.end] for place in find_names(index).find(text) if place.names[0].titled}
    tail = f" in {next(iter(named))}" if len(named) == 1 else ""  # it stands behind the second, and is meant of both
    spelt = [" ".join(side.replace(tail.removeprefix(" in "), " ").split()) if tail else side for side in sides]
    return [(side, f"What is {side}{tail}?") for side in spelt]


def _alone(question: str, alone: str) -> str:
    """Put as a question what one asks of a side: when, how much, how many or what, without what compares."""
    asking, counted, degree = _ASKING.match(question), _COUNTED.search(question), find_degree(question)
    begins = asking[1] if asking and asking[1].casefold() != "how" else "What is the"
    if counted and begins.casefold() != "how much":
        begins, alone = f"How many {counted['things']}", alone.replace(counted[0], " ", 1)
    elif degree and not asking and _MONEY.search(question):
        begins = "How much"
    elif degree and not asking and _TIMES.search(degree.word):
        begins = "When"
    if degree:
        alone = re.sub(rf"\b{degree.word}\b", " ", alone, count=1)
    if asking:
        alone = alone.replace(asking[1], " ", 1)
    left = " ".join(_OPENS.sub("", _COMPARING.sub(" ", alone)).split())
    return f"{begins} {left}?"


def answer_sides(
    index: Index, sides: Sequence[tuple[str, str]], scope: Iterable[str] | None, sure: float
) -> Sides | None:
    """Answer what is asked of each side alone; None where no side is surely told of."""
    told: list[list[Quotation]] = []
    confidences = []
    untold = []
    for side, question in sides:
        alone = look_up(index, question, (), scope)
        weighed = weigh_answer(index, alone)
        composed = weighed.composed
        if weighed.denied:
            denial = weighed.denial and quote_unit(weighed.denial, frozenset(alone.queries[0].terms))
            told.append([denial or composed.quotations[0]])
            continue
        if not composed.quotations or weighed.confidence < sure or find_missing(index, composed, alone):
            untold.append(side)
            continue
        best = _best_of(index, alone, composed)
        asked = ask(index, alone)
        if any(is_of_another(asked, f"{one.hit.title} {one.hit.heading} {one.quote}") for one in best):
            untold.append(side)
            continue
        confidences.append(weighed.confidence)
        told.append(best)
    if not confidences:
        return None
    quotations = {(one.hit.source, one.start, one.end): one for several in told for one in several}
    return Sides(Composed(tuple(quotations.values()), direct=True, decided=True), min(confidences), tuple(untold))


def _best_of(index: Index, found: Found, composed: Composed) -> list[Quotation]:
    """Give of what answers a side the one quotation with the best unit; of a list all parts."""
    if composed.direct:
        return list(composed.quotations[:MOST_QUOTED])
    best = rank_units(index, found, ask(index, found))[0]
    own = [
        one for one in composed.quotations if one.hit.source == best.hit.source and one.start <= best.start < one.end
    ]
    return [*own, *composed.quotations][:1]
