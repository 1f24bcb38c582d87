"""What a question asks for somebody who says where they are: "We are a town in X. How much can we get?".

Only the programmes in whose area the place is count, so the question is asked of each of them. Where the documents do
not know the place, or tell nothing of its programmes, what was found is perhaps no answer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.compose.material import Material
from kb.compose.participation import programmes_of_places
from kb.compose.question import names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.which_programmes import refers_to_asker
from kb.followup import split_message
from kb.index import Index
from kb.lookup import Found, look_up
from kb.missing import find_missing
from kb.names import Name
from kb.weighing import weigh_answer
from kb.words import term_set

ENOUGH = 0.7  # confidence: a question that a rule has put together may say less than it seems to
MOST = 3  # programmes that the question is asked of
_PLACE = re.compile(r"\b(?:in|from|near|at|of|is|lies) (?:the )?(?P<place>[A-ZÀ-ÞА-ЯЄІЇҐ][\w'’-]+)")


@dataclass(frozen=True, slots=True)
class There:
    """What is told of the programmes of a place; confidence is None where it is perhaps no answer."""

    composed: Composed
    confidence: float | None


def answer_there(index: Index, found: Found, composed: Composed, scope: Iterable[str] | None) -> There | None:
    """Answer for the programmes of the place in which the asker says to be; None where no such place is told.

    Nothing is to be done, either, where a rule has read the place, or what is quoted speaks of it.
    """
    around, text = found.around, found.reading.text
    if composed.decided or not found.says_who or not refers_to_asker(found):
        return None
    if any(name.titled for name in names_in(index, f"{around} {text}")):
        return None
    programmes = programmes_of_places(Material(index, found), around)
    if not programmes:
        place = _PLACE.search(around)
        told = term_set(" ".join(f"{one.hit.heading} {one.quote}" for one in composed.quotations))
        return There(composed, None) if place and not term_set(place["place"]) <= told else None
    told_of: dict[tuple[str, int, int], Quotation] = {}
    confidences = []
    question, _ = split_message(text)
    for programme in sorted(programmes, key=lambda name: name.spellings)[:MOST]:
        alone = look_up(index, f"{question.rstrip(' ?.!')} in {programme.spellings[0]}?", (), scope)
        weighed = weigh_answer(index, alone)
        if weighed.denied or weighed.confidence < ENOUGH or find_missing(index, weighed.composed, alone):
            continue
        confidences.append(weighed.confidence)
        told_of |= {(one.hit.source, one.start, one.end): one for one in weighed.composed.quotations}
    if confidences:
        return There(Composed(tuple(told_of.values()), direct=True, decided=True), min(confidences))
    kept = tuple(one for one in composed.quotations if _is_there(index, one, programmes))
    return There(Composed(kept or composed.quotations, unknown=composed.unknown), None)


def _is_there(index: Index, quotation: Quotation, programmes: frozenset[Name]) -> bool:
    """Tell whether a quotation is of one of some programmes, or of nothing that has a document of its own."""
    named = {name for name in names_in(index, f"{quotation.hit.title} {quotation.shown}") if name.titled}
    return not named or not named.isdisjoint(programmes)
