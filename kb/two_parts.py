"""Questions that are two: "When was it adopted, and who manages it?" is answered by parts where the whole is not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.compose.question import ask, names_in
from kb.compose.quotation import Composed, Quotation
from kb.constraints import FILLERS
from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up
from kb.missing import find_missing
from kb.names import Name
from kb.weighing import weigh_answer
from kb.words import split_words, term_set

_AND = {
    "and": "who|whom|whose|when|where|what|which|how|why",
    "et": "qui|quand|où|combien|quels?|quelles?|comment|pourquoi",
    "e": "chi|quando|dove|quanto|quanti|quale|quali|che|come|perché",
    "și": "cine|când|unde|cât|câți|câte|ce|care|cum",
    "та|і|й": "хто|коли|де|скільки|що|яка|який|яке|які|чому",
}
_TWO = re.compile(
    "|".join(
        rf"^(?=.*\b(?:{asking})\b.*,? (?:{tie}) (?:{asking})\b)(.+?),? (?:{tie}) ((?:{asking})\b.+)$"
        for tie, asking in _AND.items()
    ),
    re.I | re.S,
)

_POINTING = frozenset("one ones they them those these it that this".split())


def split_question(question: str) -> tuple[str, ...]:
    """Split a question of two parts, each with a question word and a subject or verb of its own; else give nothing."""
    found = _TWO.match(question.strip())
    parts = tuple(part.strip() for part in found.groups() if part is not None) if found else ()
    return parts if all(term_set(part) - FILLERS - term_set(" ".join(_POINTING)) for part in parts) else ()


def asks_twice(question: str) -> bool:
    """Tell whether the second part of a question takes up what the first is about: "... and who manages it?".

    Each can be answered alone then, where "and how many Member States?" leans on more than that.
    """
    parts = split_question(question)
    return bool(parts) and not _POINTING.isdisjoint(split_words(parts[1]))


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers a question of two parts: quotations, each once, and how sure the less sure of them is.

    untold is the part that nothing answers, "" if there is none.
    """

    composed: Composed
    confidence: float
    untold: str


def answer_parts(
    index: Index,
    question: str,
    history: Sequence[Turn],
    scope: Iterable[str] | None,
    least: float,
    sure: float,
) -> Parts | None:
    """Answer the parts of a question one after the other; the second may speak of what the first is about.

    None unless each is answered wholly and surely, or one is and nothing less probable than least is found for the
    other: what lies between is told as well by the question as a whole.
    """
    turns = list(history)
    meant = names_in(index, " ".join([question, *(turn.text for turn in history)]))
    told: dict[tuple[str, int, int, str], Quotation] = {}
    confidences = []
    untold = []
    for part in split_question(question):
        found = look_up(index, part, turns, scope)
        weighed = weigh_answer(index, found)
        composed, confidence = weighed.composed, weighed.confidence
        beside = weighed.beside and confidence < sure
        if not composed.quotations or (not weighed.denied and (beside or confidence < least)):
            untold.append(part)
            continue
        if weighed.denied or confidence < sure or find_missing(index, composed, found):
            return None
        asked = ask(index, found)
        if all(name.titled for name in asked.names) and not asked.rest:  # "and what in X?"
            return None
        if _is_of_another(index, composed, meant):
            return None
        confidences.append(confidence)
        told |= {(one.hit.source, one.start, one.end, one.shown): one for one in composed.quotations}
        text = "\n".join(quotation.shown for quotation in composed.quotations)
        turns += [Turn("user", part), Turn("assistant", text)]
    if not confidences:
        return None
    composed = Composed(tuple(told.values()), direct=True, decided=True)
    return Parts(composed, min(confidences), " ".join(untold))


def _is_of_another(index: Index, composed: Composed, meant: frozenset[Name]) -> bool:
    """Tell whether a quotation is about a programme that is not meant, where one is: the part lost its subject."""
    wanted = {name for name in meant if name.titled}
    told = [{name for name in names_in(index, quotation.shown) if name.titled} for quotation in composed.quotations]
    return bool(wanted) and any(names and names.isdisjoint(wanted) for names in told)
