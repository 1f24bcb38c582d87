"""Who can be reached now goes before an old address, and before somebody of whom no address is known.

A question for "the contact in X" is met as well by the row of a person without an address, or of an address marked as
old, as by the one to write to.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.compose.signals import is_outdated
from kb.constraints import Place, asking_query, check_places
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.words import term_set

LOOKED_AT = 20  # best units
AS_WELL = 0.05  # by which another row may meet what is asked less well
_ASKS = re.compile(r"\b(?:contacts?|reach|write to|get in touch|turn to|e-?mails?|mail)\b", re.I)
_OTHERWISE = re.compile(
    r"\b(?:phone|telephone|fax|(?<!mail )address|street|person|people|who is|director|old|former|earlier)\b", re.I
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.\w")


def put_reachable_first(index: Index, found: Found, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Put the row first that tells where to write to, where a contact is asked for and the best row does not.

    What is marked as old is then left out.
    """
    question = asking_query(found).text
    best, asks = ranked[0], _ASKS.search(question)
    if best.kind != "row" or asks is None or _OTHERWISE.search(question):
        return list(ranked)
    if _REACHED.search(best.text) and not is_outdated(question, best.text):
        return list(ranked)

    asking = term_set(asks.group())  # the word "contact" is in no row

    def met(unit: Evidence) -> float:
        return check_places(index, found, [Place(unit.hit, unit.start, unit.end, unit.text)], asking).near_words

    least = met(best) - AS_WELL
    current = [unit for unit in ranked if not is_outdated(question, unit.text)]
    to_write_to = (unit for unit in current[:LOOKED_AT] if unit.kind == "row" and _REACHED.search(unit.text))
    first = next((unit for unit in to_write_to if met(unit) >= least), None)
    if first is None:
        return list(ranked)
    # As good as the first was: what is chosen is chosen by its score.
    others = [unit for unit in current if unit is not first and unit is not best]
    return [replace(first, score=best.score), *others]
