"""Whether what was found is given as an answer, with which doubt, and what of the question it leaves untold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.compose.plain import quote_unit
from kb.compose.question import Asked, Terms, ask, is_of_another, names_in
from kb.confidence import confidence_of
from kb.config import MIN_CONFIDENCE, SURE_CONFIDENCE
from kb.extract import Composed
from kb.followup import Turn
from kb.index import Index
from kb.lookup import Found
from kb.missing import asks_unheard_of, describe_doubt, find_missing
from kb.presumed import takes_for_granted
from kb.question import Kind, holds_kind
from kb.straying import strays
from kb.two_parts import answer_parts, asks_twice, split_question, untold_part
from kb.two_sides import answer_sides, ask_sides
from kb.weighing import Weighed, weigh_answer
from kb.whereabouts import answer_there
from kb.wording import phrase
from kb.words import term_set


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


@dataclass(frozen=True, slots=True)
class _Made:
    """What an answer is made of until it is decided; unsure is whether it may be no answer."""

    composed: Composed
    confidence: float
    missing: str
    refused: bool
    unsure: bool


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
    made = _Made(composed, confidence, missing, refused, unsure)
    if min_confidence > 0:
        made = _answer_there(index, found, scope, made)
        made = _answer_by_parts(index, question, found, history, scope, min_confidence, made)
        made = _answer_by_sides(index, found, scope, made)
        unheard = asks_unheard_of(index, found, made.composed)
        doubtful = unheard or _begins_with_another(index, found, made.composed)
        doubtful = doubtful or takes_for_granted(index, found, made.composed)
        doubtful = doubtful or strays(index, found, history, made.composed)
        made = replace(made, unsure=made.unsure or doubtful)
    doubt = made.unsure and not made.missing
    missing = describe_doubt(index, found, made.composed) if doubt else made.missing
    return Decided(made.composed, made.confidence, missing, doubt, made.refused)


def _answer_there(index: Index, found: Found, scope: Iterable[str] | None, made: _Made) -> _Made:
    """Answer of the programmes of the place in which whoever asks says to be."""
    there = answer_there(index, found, made.composed, scope) if found.around else None
    if there is None:
        return made
    if there.confidence is None:
        return replace(made, composed=there.composed, unsure=True)
    return _Made(there.composed, there.confidence, "", refused=False, unsure=False)


def _begins_with_another(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether an answer picked by likeness begins with another programme than the one that is asked about.

    Of an answer for money it is the first sum that counts, and things of a like name as well.
    """
    if composed.direct or composed.decided or not composed.quotations:
        return False
    asked = ask(index, found)
    about = [f"{one.hit.title}\n{one.hit.heading}\n{one.shown}" for one in composed.quotations]
    sums = [text for text in about if asked.kind is Kind.MONEY and holds_kind(Kind.MONEY, text, Terms())]
    return is_of_another(asked, about[0]) or any(_is_of_sibling(index, asked, text) for text in sums[:1])


def _is_of_sibling(index: Index, asked: Asked, text: str) -> bool:
    """Tell whether a text names, instead of what is asked about, something of a like name.

    "Interreg Danube Region" has a budget, but that is not the one of Interreg Baltic Sea Region.
    """
    told = names_in(index, text)
    others = [term_set(name.spellings[0]) for name in told - set(asked.names) if name.proper]
    missed = [term_set(name.spellings[0]) for name in asked.names if name.proper and name not in told]
    return any(own & other and own - other and other - own for own in missed for other in others)


def _answer_by_parts(
    index: Index,
    question: str,
    found: Found,
    history: Sequence[Turn],
    scope: Iterable[str] | None,
    least: float,
    made: _Made,
) -> _Made:
    """Answer a question of two parts by each, where the whole is in doubt or its second part takes up the first."""
    whole = question if split_question(question) else found.reading.text  # "And NEXT MED?" asks two things again
    settled = made.composed.decided and made.composed.counted is None  # what two things share is counted of neither
    if not made.unsure and (settled or not (asks_twice(whole) or found.around)):
        return _name_untold(index, whole, found, history, scope, made)
    parts = answer_parts(index, whole, history, scope, least, SURE_CONFIDENCE)
    if parts is None or (parts.untold and not made.unsure):
        return _name_untold(index, whole, found, history, scope, made)
    untold = f"“{parts.untold.rstrip(' ?')}”"
    missing = phrase("missing", found.reading.language, what=untold) if parts.untold else ""
    return _Made(parts.composed, parts.confidence, missing, refused=False, unsure=False)


def _name_untold(
    index: Index, whole: str, found: Found, history: Sequence[Turn], scope: Iterable[str] | None, made: _Made
) -> _Made:
    """Name the half of a question that a sure answer passes over."""
    if made.unsure or made.missing:
        return made
    untold = untold_part(index, whole, history, scope, made.composed, SURE_CONFIDENCE)
    what = f"“{untold.rstrip(' ?')}”"
    return replace(made, missing=phrase("missing", found.reading.language, what=what)) if untold else made


def _answer_by_sides(index: Index, found: Found, scope: Iterable[str] | None, made: _Made) -> _Made:
    """Answer a comparison by each side alone, where the whole is in doubt or each is told by likeness only."""
    apart = made.composed.apart
    sides = ask_sides(index, found) if apart or (made.unsure and not made.composed.direct) else []
    told = answer_sides(index, sides, scope, SURE_CONFIDENCE) if sides else None
    if told is None or (told.untold and not apart):
        # What is likest to each side need not tell the same of both.
        return replace(made, unsure=made.unsure or (apart and bool(sides)))
    untold = ", ".join(f"“{side}”" for side in told.untold)
    missing = phrase("missing_of", found.reading.language, what=untold) if told.untold else ""
    return _Made(told.composed, told.confidence, missing, refused=False, unsure=False)


def _found_out(weighed: Weighed, lacks: bool, unsure: bool) -> float:
    """Give how probable it is that what was found is worth telling, 0 to 1, if it lacks what was asked or not."""
    found_out = weighed.confidence
    if lacks and not weighed.strange:  # what is there may be told without the figure that is not
        held = {"denied": 0.0, "form": 1.0, "counted": 1.0, "typed": 1.0, "typed_in_prose": weighed.features["prose"]}
        found_out = confidence_of(weighed.features | held)
    if unsure and (weighed.beside or weighed.foreign):
        found_out = 0.0  # what is there is about something else
    return max(found_out, MIN_CONFIDENCE) if weighed.nameless else found_out
