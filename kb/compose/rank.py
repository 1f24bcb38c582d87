"""Rank units by what likeness does not see: the things named, row labels and headers, opposites, what is outdated."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.compose.question import Asked, holds, is_of_another, names_in
from kb.compose.show import is_about_people, is_dated
from kb.evidence import Evidence
from kb.question import Kind, holds_kind
from kb.tables import read_row
from kb.words import fold, term_set

LOOKED_AT = 60  # best units that are ranked again
NAMED = 0.08  # weight of the share of the things named that a unit, its title or heading names
LABELLED = 0.06  # weight of how much of a row's label, or of a header, was asked for
OPPOSITE = 0.2  # taken from a unit on the second call where the first was asked for
OTHER = 0.3  # taken from one that is about another titled thing only
OTHER_YEAR = 0.1  # taken from one that tells of other years only than those asked about
UNLABELLED = 0.1  # taken from a row that does not say what it is about
CAUSE = 0.1  # for one that gives a reason where one is asked for
OUTDATED = 0.15  # taken from one that says of itself that it is out of date
WHOLE_LIST = 0.1  # taken from a list where one figure, date or person is asked for
PERSON = 0.1  # for an entry on people where one is asked for
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_OPPOSITES = (("first", "second", "third", "fourth"), ("old", "new"), ("largest", "smallest"), ("before", "after"))
_WITH = re.compile(r"\b(with|without) (\w+)")
_OUTDATED = re.compile(
    r"\b(?:old|former|formerly|outdated|no longer|check before use|earlier drafts?|before adoption)\b", re.I
)
_WHY = re.compile(r"\bwhy\b|\breasons?\b|\bhow come\b|\bwhat for\b", re.I)
_CAUSE = re.compile(
    r"\b(?:because|since|due to|reasons?|therefore|so that|in order to|in response|as a result|owing to|following|"
    r"caused?|led to|after the|in reaction|aims? (?:at|to)|to help|so as to)\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
_SPAN = re.compile(r"\b((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\b")
_SINGLE = frozenset((Kind.WHO, Kind.WHEN, Kind.MONEY))


def rank_units(asked: Asked, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Score the best units again and put them in order.

    Behind one about what was asked none is left about another titled thing only: it would be read as the same's.
    """
    scored = [replace(unit, score=unit.score + _worth(asked, unit)) for unit in evidence[:LOOKED_AT]]
    ranked = sorted(scored, key=lambda unit: -unit.score)
    if not ranked or _is_of_another(asked, ranked[0]):
        return ranked
    return [unit for unit in ranked if not _is_of_another(asked, unit)]


def _is_of_another(asked: Asked, unit: Evidence) -> bool:
    return is_of_another(asked, f"{unit.hit.title} {unit.hit.heading} {unit.text}")


def _worth(asked: Asked, unit: Evidence) -> float:
    worth = 0.0
    about = f"{unit.hit.title} {unit.hit.heading}"
    if asked.names:
        told = names_in(asked.index, about) | names_in(asked.index, unit.text)
        total = sum(map(asked.weight, asked.names))
        worth += NAMED * sum(asked.weight(name) for name in asked.names if name in told) / (total or 1.0)
    if unit.kind == "row":
        worth += LABELLED * _labelled(asked, unit.text)
        worth += PERSON * (asked.kind is Kind.WHO and is_about_people(unit.text))
    if unit.kind == "list" and asked.kind in _SINGLE:
        worth -= WHOLE_LIST
    if _is_of_another(asked, unit):
        worth -= OTHER
    if _WHY.search(asked.text) and _CAUSE.search(unit.text):
        worth += CAUSE
    if is_of_another_year(asked.text, f"{about} {unit.text} {unit.hit.as_of}"):
        worth -= OTHER_YEAR
    if unit.kind == "row" and not read_row(unit.text, 0, len(unit.text)).label:
        worth -= UNLABELLED
    if is_opposite(asked.text, f"{about} {unit.text}"):
        worth -= OPPOSITE
    if _OUTDATED.search(unit.text) and not _OUTDATED.search(asked.text):
        worth -= OUTDATED
    return worth


def _labelled(asked: Asked, text: str) -> float:
    """Tell how much of a row's label was asked for or, where that is a thing named, of one of its headers."""
    row = read_row(text, 0, len(text))
    named = not names_in(asked.index, row.label).isdisjoint(asked.names)
    if not named and is_dated(row.label):
        return 0.0
    told = [cell for cell in row.cells[1:] if holds_kind(asked.kind, cell.value, asked.terms)]
    heads = [cell.header for cell in told] if named else [row.label]
    return max((asked.precision(head) for head in heads if _says(asked, head)), default=0.0)


def _says(asked: Asked, head: str) -> bool:
    own = term_set(head)
    return any(holds(term, own) for term in asked.rest)


def is_of_another_year(question: str, told: str) -> bool:
    """Tell whether a text tells of years, and of none that a question asks about."""
    asked, years = set(_YEAR.findall(question)), set(_YEAR.findall(told))
    spans = [(int(first), int(last)) for first, last in _SPAN.findall(told)]
    return bool(asked and years) and not any(
        year in years or any(first <= int(year) <= last for first, last in spans) for year in asked
    )


def is_opposite(question: str, text: str) -> bool:
    """Tell whether a text speaks only of the opposite of what a question asks for: the second call, not the first."""
    asked, told = _qualifiers(question), _qualifiers(text)
    for group in _OPPOSITES:
        wanted = asked & set(group)
        has = told & set(group)
        if len(wanted) == 1 and has and not wanted & has:
            return True
    wanted_with, told_with = set(_WITH.findall(fold(question))), set(_WITH.findall(fold(text)))
    return any(
        ({"with": "without", "without": "with"}[word], noun) in told_with and (word, noun) not in told_with
        for word, noun in wanted_with
    )


def _qualifiers(text: str) -> set[str]:
    return {_ORDINALS.get(word, word) for word in re.findall(r"\w+", fold(text))}
