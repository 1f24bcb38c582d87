"""What the documents themselves say is not known: an answer of its own, where they tell nothing better."""

from kb.compose.plain import says_unknown
from kb.compose.question import names_in
from kb.constraints import Place, check_places
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.names import Name

LOOKED_AT = 40  # best units among which one may say that what was asked is not known
BETTER = 0.02  # by how much it must meet the question's words better than the best unit, each 0 to 1
AT_LEAST = 0.4  # of the question's words that it must meet


def find_denial(index: Index, found: Found) -> Evidence | None:
    """Find the unit that says that what was asked is not known, if it is nearer to the question than the best unit.

    Its own words count as in the constraint check: "which projects were selected is not known" denies "how many
    projects did it approve?", where a sentence on what projects need only looks like an answer.
    """
    if not found.evidence:
        return None
    asked = frozenset(found.queries[0].terms)
    spoken_of = frozenset().union(*(names_in(index, query.text) for query in found.queries))
    unknown = [unit for unit in found.evidence[:LOOKED_AT] if says_unknown(unit, asked)]
    telling = next((unit for unit in found.evidence if unit not in unknown), None)
    best = check_places(index, found, [_place(telling)] if telling else [])
    denials = [
        (check_places(index, found, [_place(unit)]), unit)
        for unit in unknown
        if not _is_of_another(index, unit, spoken_of)
    ]
    nearer = [
        (check.words, unit)
        for check, unit in denials
        if check.words >= max(AT_LEAST, best.words + BETTER) and min(check.names, check.selected) == 1
    ]
    return max(nearer, key=lambda pair: pair[0])[1] if nearer else None


def _is_of_another(index: Index, unit: Evidence, spoken_of: frozenset[Name]) -> bool:
    """Tell whether a unit denies something of programmes or bodies of which nobody spoke."""
    told = {name for name in names_in(index, unit.text) if name.titled or name.proper}
    return bool(told) and told.isdisjoint(spoken_of)


def _place(unit: Evidence) -> Place:
    return Place(unit.hit, unit.start, unit.end, unit.text)
