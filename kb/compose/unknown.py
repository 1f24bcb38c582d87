"""What units say is not known: of what was asked, or of something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.compose.question import names_in, peoples_in, typed_terms
from kb.constraints import asked_focus, asking_query, meet_word
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
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
_COUNTS = re.compile(r"\bhow many\b", re.I)
_WHETHER = frozenset(terms("whether"))
RESULT = re.compile(r"\bresults? (?:of|for) [^.;]*\b(?:calls?|projects)\b", re.I)
SELECTED = "projects selected approved chosen funded awarded"  # is what the result of a call tells


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks, as terms: all of them, those beyond the names in it, and what is to be counted."""

    terms: frozenset[str]
    beyond_names: frozenset[str]
    counted: frozenset[str]

    def is_in(self, unknown: str) -> bool:
        """Tell whether what is called unknown has what is asked for, and not only a name or another thing of it."""
        told = term_set(unknown) - _WHETHER
        sought = self.counted & self.terms or self.beyond_names or self.terms
        return any(meet_word(term, told, frozenset()) > 0 for term in sought)


def wanted_of(index: Index, found: Found) -> Wanted:
    """Read what a question asks."""
    query = asking_query(found)
    own = frozenset(found.queries[0].terms)
    names = [name for name in names_in(index, query.text) if name.titled or name.proper]
    named = peoples_in(index, query.text).union(*(typed_terms(name, own) for name in names))
    return Wanted(own, own - named, asked_focus(query.text) if _COUNTS.search(query.text) else frozenset())


def says_unknown(evidence: Evidence, wanted: Wanted) -> bool:
    """Tell whether a unit says that what was asked is not known, and not that something else isn't.

    What was asked is what the question says beyond the subject that the title or the row's first cell names. In a row
    the cell of that name counts, else one that speaks of it, else the first.
    """
    if evidence.kind == "list":  # one of its items may well be not known
        return False
    if evidence.kind != "row":
        return _UNKNOWN.search(evidence.text) is not None and not _denies_another(evidence, wanted)
    first, *cells = evidence.text.split(" | ")
    named = wanted.terms - term_set(first)
    headed = [cell for cell in cells if named & term_set(cell.partition(":")[0])]
    spoken_of = [cell for cell in cells if named & term_set(cell)]
    asked_for = headed or spoken_of or cells[:1]
    return bool(named and asked_for) and all(_cell_is_unknown(cell, first, wanted) for cell in asked_for)


def _cell_is_unknown(cell: str, first: str, wanted: Wanted) -> bool:
    """Tell whether a cell says that what was asked is not known, and not only that of another part of it.

    "The audit authority; addresses not known" tells who audits. What is unknown as a whole is what the row and the
    column are headed.
    """
    unknown = [part for part in cell.split("; ") if _UNKNOWN.search(part)]
    whole = _UNKNOWN.match(cell.partition(": ")[2])
    return bool(unknown) and any(wanted.is_in(f"{first} {part}" if whole else part) for part in unknown)


def _denies_another(evidence: Evidence, wanted: Wanted) -> bool:
    """Tell whether what a sentence says is not known has nothing of what was asked, but for the title's words."""
    denied = _DENIED.search(evidence.text)
    unknown = f"{denied[1]} {SELECTED if RESULT.search(denied[0]) else ''}" if denied else evidence.text
    titled = wanted.terms - term_set(evidence.hit.title)
    return titled.isdisjoint(term_set(unknown) - _WHETHER) or not wanted.is_in(unknown)


def without_asides(units: Sequence[Evidence], wanted: Wanted) -> list[Evidence]:
    """Leave out the sentences that only say that something else is not known, unless there are no others."""
    telling = [
        unit
        for unit in units
        if not (unit.kind == "sentence" and _DENIED.search(unit.text) and _denies_another(unit, wanted))
    ]
    return telling or list(units)
