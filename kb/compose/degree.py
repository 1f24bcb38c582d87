"""Which end of a scale a question asks for: the largest, the earliest, the one with more."""

import re
from dataclasses import dataclass

from kb.words import terms

_MOST = """
most more largest larger biggest bigger highest higher greatest greater longest longer latest later newest newer
youngest younger richest richer wealthiest wealthier
"""
_LEAST = """
least less fewest fewer smallest smaller lowest lower shortest shorter earliest earlier oldest older sooner
poorest poorer
"""
_DEGREE = re.compile(
    rf"(?<!\bany )(?<!\bno )(?<!\bonce )\b"
    rf"(?:(?P<most>{'|'.join(_MOST.split())})|(?P<least>{'|'.join(_LEAST.split())}))\b",
    re.I,
)
_AGE = re.compile(r"(?:old|young|new)(?:er|est)", re.I)
_FIRST = re.compile(r"\b(?P<word>first|last)(?= of all\b|\W*$|,? [\w ]+ or\b)|\bthe (?P<to>first|last) to\b", re.I)


@dataclass(frozen=True, slots=True)
class Degree:
    """An end of a scale as a question names it; most is whether it is the upper one, terms are those of the word."""

    word: str
    most: bool
    terms: frozenset[str]

    @property
    def is_of_age(self) -> bool:
        """Tell whether it is one of dates by its word: "older", where "larger" is one of money."""
        return _AGE.fullmatch(self.word) is not None


def find_degree(question: str) -> Degree | None:
    """Find what end of a scale a question asks for; None when it asks for none."""
    return next(iter(find_degrees(question)), None)


def find_degrees(question: str) -> tuple[Degree, ...]:
    """Find the ends of scales that a question asks for, in its order; mostly one or none."""
    found = tuple(
        Degree(match[0], match["most"] is not None, frozenset(terms(match[0]))) for match in _DEGREE.finditer(question)
    )
    match = _FIRST.search(question)
    if found or not match:
        return found
    word = match["word"] or match["to"]
    return (Degree(word, word.casefold() == "last", frozenset(terms(word))),)
