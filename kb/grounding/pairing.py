"""Whether a sentence gives a figure to what its passage gives it to, where the passage tells of several."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from kb.figures import Figure, figures_of
from kb.grounding.reading import roots_of
from kb.words import STOP_WORDS, fold

_PAIRED = re.compile(r"((?:[A-Z][\w-]*\s?)+)\(([^)]*)\)")  # "South Baltic (EUR 10 million)"
_POINTED = re.compile(r"\b(?:this|that|these|those|such) \w+", re.I)  # told before: names no cell
_WORDS = re.compile(r"[^\W_]+")
_NAMES = re.compile(r"\b[^\W\d_a-zà-ÿ][\w'’-]*")
_BRACKETS, _NO_WORD = re.compile(r"\([^)]*\)"), re.compile(r"\d\S*")
_PER = re.compile(
    r"\b(?:(?:a|an|per|each|every) (?:year|annum|month|week|day|hour)|annual\w*|yearly|monthly|weekly|daily|hourly)\b",
    re.I,
)
_RATE = re.compile(rf"((?:EUR |€ ?)?\S+ ?(?:million|billion|%|percent)?) {_PER.pattern}", re.I)
_CLAUSES = re.compile(r";|,?\s(?:while|whereas|but)\s|,?\sand\s(?=(?:is|are|was|were|has|have|had)\s)")


def mispairs(said: Sequence[Figure], told: Sequence[Figure]) -> bool:
    """Tell whether a sentence gives a count the amount of another: "93 for EUR 24 million" of "93 (101), 58 (24)"."""
    amounts = [figure for figure in told if figure.kind == "amount"]
    values = [(figure.mark, figure.value) for figure in amounts]
    counted = [figure for figure in said if figure.kind == "amount"]
    for one, other in pairwise(counted):
        first, last = (one.mark, one.value), (other.mark, other.value)
        if one.mark or not other.mark or values.count(first) != 1 or values.count(last) != 1:
            continue
        between = {mark for mark, _ in values[values.index(first) + 1 : values.index(last)]}
        if {one.mark, other.mark} <= between:
            return True
    return False


def mispairs_names(said: str, told: str) -> bool:
    """Tell whether a sentence gives the amount of one name to another: "A (30), B (10)" read as 30 of B."""
    pairs = [(frozenset(_WORDS.findall(name)), figures_of(inside)) for name, inside in _PAIRED.findall(told)]
    pairs = [(names, figures) for names, figures in pairs if figures]
    words, figures = frozenset(_WORDS.findall(said)), figures_of(said)
    for names, inside in pairs:
        others = [other for other, theirs in pairs if other != names and not theirs & figures]
        if inside & figures and not names <= words and any(other - names <= words for other in others):
            return True
    return False


def mispairs_cells(said: str, told: str) -> bool:
    """Tell whether a sentence gives what stands in one cell of a row the label of another: "Romanian: capofila"."""
    cells = _cells_of(told)
    if len(cells) < 3:
        return False
    roots, figures = roots_of(_POINTED.sub("", said)), figures_of(said)
    here = roots | figures
    given = [(label <= roots, bool(value & here)) for label, value in cells[1:]]
    return any(named and not held for named, held in given) and any(held and not named for named, held in given)


@lru_cache(maxsize=4096)
def _cells_of(told: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Give for each cell of a row the roots of its label, and the roots and figures of its value that no other has."""
    pairs = [cell.partition(":")[::2] for cell in told.split(" | ")]
    labels = [roots_of(_BRACKETS.sub("", label)) for label, _ in pairs]
    values = [roots_of(_NO_WORD.sub("", value)) | figures_of(value) for _, value in pairs]
    own: list[tuple[frozenset[str], frozenset[str]]] = []
    for at, (label, value) in enumerate(zip(labels, values, strict=True)):
        others = [*labels[:at], *labels[at + 1 :], *values[:at], *values[at + 1 :]]
        if label and label.isdisjoint(frozenset().union(*others)):
            own.append((label, value.difference(*others, label)))
    return tuple(own)


def drops_rate(said: str, told: str) -> bool:
    """Tell whether a sentence gives a rate as a sum: "4%" of "4% a year"."""
    figures = figures_of(said)
    return any(figures_of(rated) & figures for rated in _RATE.findall(told)) and not _PER.search(said)


def mixes_figures(said: str, told: str) -> bool:
    """Tell whether a sentence gives a name the figures of another clause: "B in 2022" of "A in 2022; B in 2025"."""
    clauses = _clauses_of(told)
    if len(clauses) < 2:
        return False
    return any(_mixes(_names(part), figures_of(part), clauses) for part in _CLAUSES.split(said))


def _names(text: str) -> frozenset[str]:
    return frozenset(name for name in _NAMES.findall(text) if fold(name) not in STOP_WORDS)


def _mixes(
    names: frozenset[str], figures: frozenset[str], clauses: Sequence[tuple[frozenset[str], frozenset[str]]]
) -> bool:
    for here, (own_names, own_figures) in enumerate(clauses):
        for there, (their_names, their_figures) in enumerate(clauses):
            if here == there or not own_figures or not their_names - own_names:
                continue
            taken = figures & their_figures - own_figures and names & own_names - their_names
            fits = names & their_names - own_names or figures & own_figures - their_figures
            if taken and not fits:
                return True
    return False


@lru_cache(maxsize=4096)
def _clauses_of(told: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Give the names and the figures of each clause that a semicolon parts."""
    return tuple((_names(clause), figures_of(clause)) for clause in told.split(";"))
