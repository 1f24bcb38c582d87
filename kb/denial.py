"""What the documents themselves say is not known: an answer of its own, where they tell nothing better."""

from kb.compose.count import states_number
from kb.compose.question import ask, names_in
from kb.compose.quotation import Composed
from kb.compose.rank import counts_kinds
from kb.compose.unknown import RESULT, SELECTED, says_unknown, wanted_of
from kb.constraints import Place, check_places
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.names import Name
from kb.question import Kind, counted_thing

LOOKED_AT = 40  # best units among which one may say that what was asked is not known
BETTER = 0.02  # by how much it must meet the question's words better than the best unit, each 0 to 1
AT_LEAST = 0.4  # of the question's words that it must meet


def find_denial(index: Index, found: Found, composed: Composed) -> Evidence | None:
    """Find the unit that says that what was asked is not known, if it is nearer to the question than the best unit.

    An answer that the documents' own structure gave is only denied by the result of a call that is not known: its list
    of calls, with their projects, looks like one of the projects that they selected.

    Its own words count as in the constraint check: "which projects were selected is not known" denies "how many
    projects did it approve?", where a sentence on what projects need only looks like an answer.
    """
    if not found.evidence or composed.unknown or composed.decided:
        return None
    wanted = wanted_of(index, found)
    spoken_of = frozenset().union(*(names_in(index, query.text) for query in found.queries))
    unknown = [
        unit
        for unit in found.evidence[:LOOKED_AT]
        if says_unknown(unit, wanted) and (not composed.direct or RESULT.search(unit.text))
    ]
    telling = next((unit for unit in found.evidence if unit not in unknown), None)
    shown = [Place(quoted.hit, quoted.start, quoted.end, quoted.quote) for quoted in composed.quotations]
    told = shown if composed.direct else [_place(telling)] if telling else []
    better = BETTER if telling is None or composed.direct or _may_count(index, found, telling) else 0.0
    best = check_places(index, found, told, composed.settled)
    denials = [
        (check_places(index, found, [_place(unit)]), unit)
        for unit in unknown
        if not _is_of_another(index, unit, spoken_of)
    ]
    nearer = [
        (check.words, unit)
        for check, unit in denials
        if check.words >= max(AT_LEAST, best.words + better) and min(check.names, check.selected) == 1
    ]
    return max(nearer, key=lambda pair: pair[0])[1] if nearer else None


def _may_count(index: Index, found: Found, unit: Evidence) -> bool:
    """Tell whether a unit may give the number that is asked for: it states one of the thing, not of its kinds."""
    asked = ask(index, found)
    thing = counted_thing(asked.text) if asked.kind is Kind.COUNT else ""
    return not thing or (states_number(unit.text, thing) and not counts_kinds(asked, unit))


def _is_of_another(index: Index, unit: Evidence, spoken_of: frozenset[Name]) -> bool:
    """Tell whether a unit denies something of programmes or bodies of which nobody spoke."""
    told = {name for name in names_in(index, unit.text) if name.titled or name.proper}
    return bool(told) and told.isdisjoint(spoken_of)


def _place(unit: Evidence) -> Place:
    told = f"{unit.text} {SELECTED}" if RESULT.search(unit.text) else unit.text
    return Place(unit.hit, unit.start, unit.end, told)
