"""Whether what was found is given as an answer, with which doubt, and what of the question it leaves untold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.compose.plain import quote_unit
from kb.confidence import confidence_of
from kb.config import MIN_CONFIDENCE, SURE_CONFIDENCE
from kb.extract import Composed
from kb.followup import Turn
from kb.index import Index
from kb.lookup import Found
from kb.missing import asks_unheard_of, describe_doubt, find_missing
from kb.two_parts import answer_parts, asks_twice, split_question
from kb.weighing import Weighed, weigh_answer
from kb.wording import phrase


@dataclass(frozen=True, slots=True)
class Decided:
    """What is answered, if it is not refused, and how probable it is that the documents answer the question.

    missing says what they don't tell, doubt that what was composed is perhaps no answer.
    """

    composed: Composed
    confidence: float
    missing: str
    doubt: bool
    refused: bool


def decide(
    index: Index,
    question: str,
    found: Found,
    history: Sequence[Turn],
    scope: Iterable[str] | None,
    min_confidence: float,
) -> Decided:
    """Compose and weigh what was found for a question, and decide what is made of it."""
    weighed = weigh_answer(index, found)
    composed, confidence = weighed.composed, weighed.confidence
    if weighed.denial is not None:
        composed = Composed((quote_unit(weighed.denial, frozenset(found.queries[0].terms)),), unknown=True)
    missing = find_missing(index, composed, found)
    unsure = min_confidence > 0 and confidence < SURE_CONFIDENCE
    refused = not composed.quotations or _found_out(weighed, bool(missing), unsure) < min_confidence
    whole = question if split_question(question) else found.reading.text  # "And NEXT MED?" asks two things again
    twice = unsure or (min_confidence > 0 and not composed.decided and asks_twice(whole))
    parts = answer_parts(index, whole, history, scope, min_confidence, SURE_CONFIDENCE) if twice else None
    if parts is not None and (unsure or not parts.untold):
        composed, confidence, refused, unsure = parts.composed, parts.confidence, False, False
        untold = f"“{parts.untold.rstrip(' ?')}”"
        missing = phrase("missing", found.reading.language, what=untold) if parts.untold else ""
    unsure = unsure or (min_confidence > 0 and asks_unheard_of(index, found, composed))
    doubt = unsure and not missing
    if doubt:
        missing = describe_doubt(index, found, composed)
    return Decided(composed, confidence, missing, doubt, refused)


def _found_out(weighed: Weighed, lacks: bool, unsure: bool) -> float:
    """Give how probable it is that what was found is worth telling, 0 to 1, if it lacks what was asked or not."""
    found_out = weighed.confidence
    if lacks and not weighed.strange:  # what is there may be told without the figure that is not
        found_out = confidence_of(weighed.features | {"denied": 0.0, "form": 1.0, "counted": 1.0, "typed": 1.0})
    if unsure and weighed.beside:
        found_out = 0.0  # what is there is about something else
    return max(found_out, MIN_CONFIDENCE) if weighed.nameless else found_out
