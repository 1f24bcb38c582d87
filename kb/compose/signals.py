"""What speaks for or against a unit besides likeness: what it names, its label, opposites, years, what is outdated."""

import re

from kb.answer_shape import asks_reason
from kb.compose.question import Asked, holds, is_of_another, names_in
from kb.compose.show import is_dated
from kb.evidence import Evidence
from kb.question import Kind, holds_kind
from kb.tables import read_row
from kb.words import fold, term_set

_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_OPPOSITES = (
    ("first", "second", "third", "fourth"),
    ("old", "new"),
    ("largest", "smallest"),
    ("before", "after"),
    ("different", "same"),
)
_WITH = re.compile(r"\b(with|without) (\w+)")
_OUTDATED = re.compile(
    r"\b(?:old|former|formerly|outdated|no longer|check before use|earlier (?:drafts?|programmes?)|before adoption)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:before|predecessors?|preced\w+|history|previous(?:ly)?|earlier|past|follow\w*|came)\b", re.I)
# What gives a reason more surely than not; kb.answer_shape lets more pass, as it refuses an answer.
_CAUSE = re.compile(
    r"(?:^|, )since (?!\d)|\b(?:because|due to|reasons?|therefore|so that|in order to|in response|as a result|"
    r"owing to|following|caused?|led to|after the|in reaction|aims? (?:at|to)|to help|so as to)\b",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:listed|given|named|explained|shown|described) (?:below|above|in the)\b|^Details are|\bsee\b|\bbelow\b.*:?$",
    re.I,
)
_DISPUTED = re.compile(
    r"\b(?:sources? (?:disagree|differ)|disagree|differs? from|other figures?|another (?:source|report|figure)|"
    r"different (?:figures|numbers)|older (?:figure|count)|while the .* (?:names|gives|counts|says))\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
_SPAN = re.compile(r"\b((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\b")


def is_of_another_thing(asked: Asked, unit: Evidence) -> bool:
    """Tell whether a unit is about another titled thing only."""
    return is_of_another(asked, f"{unit.hit.title} {unit.hit.heading} {unit.text}")


def share_named(asked: Asked, *texts: str) -> float:
    """Give the share of the things asked about, the rare counting more, that texts name; 0 where none is."""
    told = frozenset().union(*(names_in(asked.index, text) for text in texts))
    total = sum(map(asked.weight, asked.names))
    return sum(asked.weight(name) for name in asked.names if name in told) / total if total else 0.0


def gives_reason(question: str, text: str) -> bool:
    """Tell whether a reason is asked for and a text gives one."""
    return asks_reason(question) and _CAUSE.search(text) is not None


def is_outdated(question: str, text: str) -> bool:
    """Tell whether a text says of itself that it is out of date, where nothing old is asked for."""
    return _OUTDATED.search(text) is not None and not _OUTDATED.search(question) and not _PAST.search(question)


def points_elsewhere(text: str) -> bool:
    """Tell whether a text only says where something is told: "... are listed below"."""
    return _POINTS.search(text) is not None


def says_disputed(text: str) -> bool:
    """Tell whether a text says of itself that sources differ."""
    return _DISPUTED.search(text) is not None


def share_labelled(asked: Asked, text: str) -> float:
    """Tell how much of a row's label was asked for or, where that is a thing named, of one of its headers."""
    row = read_row(text, 0, len(text))
    named = not names_in(asked.index, row.label).isdisjoint(asked.names)
    if not named and is_dated(row.label):
        return 0.0
    told = [cell for cell in row.cells[1:] if holds_kind(asked.kind, cell.value, asked.terms)]
    heads = [cell.header for cell in told] if named else [row.label]
    return max((asked.precision(head) for head in heads if _says(asked, head)), default=0.0)


def is_money_of_another(asked: Asked, unit: Evidence) -> bool:
    """Tell whether money is asked of something that stands in a value of a row of a programme only.

    The budget of a programme, "from ERDF and national money", is not that of the ERDF.
    """
    if unit.kind != "row" or not asked.names or asked.kind is not Kind.MONEY:
        return False
    row = read_row(unit.text, 0, len(unit.text))
    heads = names_in(
        asked.index, " ".join([unit.hit.title, unit.hit.heading, row.label, *(cell.header for cell in row.cells)])
    )
    return heads.isdisjoint(asked.names) and any(name.titled for name in heads)


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
