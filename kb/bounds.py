"""The bounds that questions ask for: no text says "the maximum share is 90%" that says "up to 90%"."""

import re

from kb.answer_shape import COUNT_WORDS
from kb.answer_type import answer_type
from kb.words import term_set

_OF_MONEY = r"(?:EU |possible )?(?:grants?|amounts?|sums?|contributions?)\b"
# How a question asks for a bound, and what says it before a figure.
_BOUNDS = (
    (
        re.compile(rf"\bmax(?:im\w+)?\b|\b(?:largest|biggest|highest)\b(?= {_OF_MONEY})", re.I),
        r"(?:at most|up to|(?:no|not|never) (?:more|longer) than|(?<!not )(?<!no )(?<!never )(?:less than|under)|"
        r"max\w*\.?(?: of)?)",
    ),
    (
        re.compile(rf"\bmin(?:im\w+)?\b|\b(?:smallest|lowest)\b(?= {_OF_MONEY})", re.I),
        r"(?:at least|(?:no|not|never) less than|(?<!not )(?<!no )(?<!never )more than|from|min\w*\.?(?: of)?)",
    ),
)
# What is bounded: a figure with its unit, and a range of such figures, which has both bounds.
_NUMBER = rf"(?:\d[\d.,]*|{'|'.join(COUNT_WORDS)})"
_FIGURES = {
    "share": (r"\d[\d.,]* ?(?:%|per ?cent)", r"\d ?%? ?(?:to|–|-) ?\d[\d.,]* ?(?:%|per ?cent)"),
    "money": (
        r"(?:(?:EUR|€) ?\d|\d[\d.,]*(?: million)? ?(?:EUR|€|euro))",
        r"(?:EUR|€) ?[\d.,]+(?: million)? ?(?:to|–|-) ?(?:EUR|€)? ?\d",
    ),
    "duration": (rf"{_NUMBER} (?:day|week|month|year)s?\b", r"\d+ ?(?:to|–|-) ?\d+ (?:days|weeks|months|years)"),
}
_COUNTED = re.compile(r"\b(?:number|no\.) of (?:\w+ )??(\w+s)\b", re.I)


def shown_bounds(question: str, told: str) -> frozenset[str]:
    """Give the stems of a question's words for a bound, if a text says one of the same kind of figure."""
    figures = _FIGURES.get(answer_type(question))
    counted = _COUNTED.search(question)
    if figures is None and counted:
        thing = re.escape(counted[1])
        figures = (rf"{_NUMBER} (?:[\w-]+ )?{thing}", rf"\d ?(?:to|–|-) ?\d+ {thing}")
    if figures is None:
        return frozenset()
    one, several = figures
    asked = [
        found[0]
        for asks, says in _BOUNDS
        if (found := asks.search(question)) and re.search(rf"\b{says} {one}|{several}", told, re.I)
    ]
    return term_set(" ".join(asked))
