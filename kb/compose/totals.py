"""Keep what is told of one programme or an earlier period from being taken for the number of all of today.

"How many calls have the seven programmes launched in total?" asks for a sum. Where no text that is about all of them
states it, what states such a number is about something else, and like enough to be believed.
"""

import re

from kb.compose.count import LOOKED_AT, states_number
from kb.compose.material import Material
from kb.compose.question import names_in
from kb.compose.quotation import Composed
from kb.question import Kind, counted_thing

_TOTAL = re.compile(r"\b(?:in total|altogether|taken together|so far|until now|up to now|to date)\b", re.I)
_OF_ALL = re.compile(
    r"\b(?:by|have|has|had|did|do|were|of|in) (?:all |the |our |these )+(?:[\w-]+ ){0,3}programmes\b", re.I
)


def compose_total(material: Material) -> Composed | None:
    """Give no answer where a sum over all of today is asked for that no text states; None for any other question."""
    asked = material.asked
    thing = counted_thing(asked.text) if asked.kind is Kind.COUNT else ""
    if not thing or asked.names or not (_TOTAL.search(asked.text) and _OF_ALL.search(asked.text)):
        return None
    for unit in material.found.evidence[:LOOKED_AT]:
        about = f"{unit.hit.title} {unit.hit.heading} {unit.text}"
        if states_number(unit.text, thing) and not any(name.titled for name in names_in(material.index, about)):
            return None
    return Composed(())
