"""What units say is not known: of what was asked, or of something else."""

import re
from collections.abc import Sequence

from kb.evidence import Evidence
from kb.words import term_set, terms

_UNKNOWN = re.compile(
    r"\bnot (?:known|named|stated)\b|\bunknown\b|\bnothing is known\b|\b(?:was|were) not found\b", re.I
)
# What a sentence says is not known, without what that is of: "The address" of "The address of X is not known". The
# number, list or result of something is denied to whoever asks for the something, too.
_DENIED = re.compile(
    r"(?:^|[.;:,]\s+)((?:which|what|whether|where|how|who|when|why)\b[^.;]*?|"
    r"(?:the |an? )?(?:number|list|names?|result)s? (?:of|for) [^.;]*?|[^.;]*?)"
    r"(?: (?:of|in|for|on|to|at|that|which|from|with) [^.;]*?)?,? (?:is|are) not known\b",
    re.I,
)
_WHETHER = frozenset(terms("whether"))
RESULT = re.compile(r"\bresults? of [^.;]*\bcalls?\b", re.I)
SELECTED = "projects selected approved chosen funded awarded"  # is what the result of a call tells


def says_unknown(evidence: Evidence, asked: frozenset[str]) -> bool:
    """Tell whether a unit says that what was asked is not known, and not that something else isn't.

    What was asked is what the question says beyond the subject that the title or the row's first cell names. In a row
    the cell of that name counts, else one that speaks of it, else the first.
    """
    if evidence.kind == "list":  # one of its items may well be not known
        return False
    if evidence.kind != "row":
        return _UNKNOWN.search(evidence.text) is not None and not _denies_another(evidence, asked)
    first, *cells = evidence.text.split(" | ")
    named = asked - term_set(first)
    headed = [cell for cell in cells if named & term_set(cell.partition(":")[0])]
    spoken_of = [cell for cell in cells if named & term_set(cell)]
    asked_for = headed or spoken_of or cells[:1]
    return bool(named and asked_for) and all(_cell_is_unknown(cell, named) for cell in asked_for)


def _cell_is_unknown(cell: str, named: frozenset[str]) -> bool:
    """Tell whether a cell says that what was asked is not known, and not only that of another part of it.

    "The audit authority; addresses not known" tells who audits.
    """
    if not _UNKNOWN.search(cell):
        return False
    spoken_of = [part for part in cell.split("; ") if named & term_set(part)]
    return not spoken_of or any(map(_UNKNOWN.search, spoken_of))


def _denies_another(evidence: Evidence, asked: frozenset[str]) -> bool:
    """Tell whether what a sentence says is not known has nothing of what was asked, but for the title's words."""
    denied = _DENIED.search(evidence.text)
    named = asked - term_set(evidence.hit.title)
    unknown = f"{denied[1]} {SELECTED if RESULT.search(denied[0]) else ''}" if denied else evidence.text
    return named.isdisjoint(term_set(unknown) - _WHETHER)


def without_asides(units: Sequence[Evidence], asked: frozenset[str]) -> list[Evidence]:
    """Leave out the sentences that only say that something else is not known, unless there are no others."""
    telling = [
        unit
        for unit in units
        if not (unit.kind == "sentence" and _DENIED.search(unit.text) and _denies_another(unit, asked))
    ]
    return telling or list(units)
