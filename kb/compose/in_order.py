"""In which order a question wants things: one end of a scale first, both ends, or all of them by something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.compose.degree import Degree, find_degrees
from kb.compose.enumerated import NUMBER
from kb.compose.question import RELATING
from kb.words import term_set, terms

_RANKING = r"(?:rank(?:ing|ed|s)?|sort(?:ed|ing)?|order(?:ed|ing)?|arranged?)"
_RANKED = re.compile(
    rf"\b{_RANKING}\b(?: of)?(?P<things>(?: [\w'’-]+){{0,6}}?) "
    r"(?:by|according to|based on|in order of) (?P<by>[^?.,;(]+)|"
    r"\bin (?:descending|ascending|decreasing|increasing|chronological) order(?: (?:of|by) (?P<of>[^?.,;(]+))?",
    re.I,
)
_WHICH_ORDER = re.compile(r"\bin (?:which|what) (?:chronological )?order (?:were|are|was|is|did|have|has)\b", re.I)
_DIRECTED = re.compile(r"\b(?P<up>ascending|increasing|chronological)\b|\b(?:descending|decreasing)\b", re.I)
_FROM_TO = re.compile(r"\bfrom (?:the )?(?P<first>[\w-]+)\b[^?.,;]*? to (?:the )?[\w-]+", re.I)
# "How much time lay between the first and the last approval?" asks for two dates.
_SPAN = re.compile(
    r"\b(?:time|long|days|weeks|months|years)\b[^?]*? between (?:the )?(?P<first>first|earliest) and "
    r"(?:the )?(?P<last>last|latest)\b(?= [\w'’-]+)",
    re.I,
)
_SAID = term_set(
    "rank ranking ranked sort sorted order ordered arrange arranged descending ascending decreasing increasing "
    "chronological according based number many size amount from down up first"
)
_SPANNED = term_set("time long days weeks months years much many lay lie passed elapsed went between first last")
_EITHER = term_set("programme programmes")  # "the largest programme and the smallest"
_RICH = frozenset(terms("richest richer poorest poorer wealthiest wealthier"))


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a question asks for, and how much of it: its first things, both its ends, or the whole.

    most is whether the upper end comes first, None where that is left to what is ordered. heads are the words for the
    ends, by the terms of what it is ordered by if the question says that apart. said are terms that only speak of the
    order. dates is whether it is one of dates. question asks the same as for one thing, as documents are found by, ""
    where the question itself does.
    """

    shown: Literal["first", "ends", "whole"]
    most: bool | None
    heads: tuple[str, ...] = ()
    by: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    dates: bool = False
    question: str = ""


def find_order(question: str) -> Order | None:
    """Find the order that a question asks for; None where it asks for none."""
    degrees = find_degrees(question)
    said = frozenset[str]().union(*(degree.terms for degree in degrees))
    ranked, span, directed = _RANKED.search(question), _SPAN.search(question), _DIRECTED.search(question)
    if ranked:
        told = ranked["by"] or ranked["of"] or ""
        words = [word for word in told.split() if term_set(word) - _SAID - said - RELATING]
        by = term_set(" ".join(words))
        most = directed["up"] is None if directed else degrees[0].most if degrees else None
        things = NUMBER.sub("", ranked["things"] or "them")  # few texts say beside each thing how many there are
        question = f"Which of {things} has the most {' '.join(words)}?"
        return Order("whole", most, by=by, said=_SAID | said, question=question)
    if _WHICH_ORDER.search(question):
        return Order("whole", None, said=_SAID | said)
    if span:
        return Order("ends", most=False, heads=(span["first"], span["last"]), said=_SPANNED, dates=True)
    if not degrees:
        return None
    if len({degree.most for degree in degrees}) > 1 and _is_one_scale(question, degrees):
        downwards = _FROM_TO.search(question)
        if downwards and downwards["first"] == degrees[0].word:
            return Order("whole", degrees[0].most, by=_money_meant(said), said=_SAID | said)
        return Order("ends", degrees[0].most, (degrees[0].word, degrees[-1].word), _money_meant(said), said)
    first = degrees[0]
    return Order("first", first.most, (first.word,), _money_meant(first.terms), first.terms)


def _is_one_scale(question: str, degrees: Sequence[Degree]) -> bool:
    """Tell whether the ends are of one scale, not "the most money and the fewest countries"."""
    between, _, after = question.partition(degrees[0].word)[2].partition(degrees[-1].word)
    behind = term_set(after) - _EITHER
    return not behind or term_set(between) - _EITHER <= behind


def _money_meant(told: frozenset[str]) -> frozenset[str]:
    """Give the terms of what "the richest" has most of, none without such a word."""
    return term_set("money") if _RICH & told else frozenset()
