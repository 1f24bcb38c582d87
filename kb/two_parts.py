"""Questions that are two: "When was it adopted, and who manages it?" is answered by parts where the whole is not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.compose.question import ask, names_in
from kb.compose.quotation import Composed, Quotation
from kb.constraints import FILLERS, proper_words
from kb.followup import Turn, split_message
from kb.index import Index
from kb.lookup import look_up
from kb.missing import find_missing
from kb.names import Name, find_names
from kb.presumed import takes_for_granted, unmet_words
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

# "When was it adopted, and is it open?", "Is it open? And who runs it?": English asks so, too, before a subject.
_HELPS = r"(?:is|are|was|were|do|does|did|can|could|may|must|has|have|will)"
_SUBJECT = (
    r"(?:(?:the|an?|any|it|they|there|this|that|these|those|we|one|its|their|our|you|I)\b|(?-i:[A-Z])|[a-z]{4,}s )"
)
_IS_IT = re.compile(
    rf"^(?=\W*{_HELPS} |.*\b(?:{_AND['and']})\b.* and )(.+?)[,?]? and ((?:{_AND['and']}|{_HELPS} (?={_SUBJECT}))\b.+)$",
    re.I | re.S,
)
_BEGINS = re.compile(rf"\W*(?:{'|'.join(_AND.values())}|{_HELPS})\b", re.I)
_COMMA = re.compile(rf", (?=(?:{'|'.join(_AND.values())})\b)", re.I)
_ASKS = re.compile(rf"\W*(?:{'|'.join(_AND.values())})\b", re.I)
_DEFINING = re.compile(r"\b(?:is|are|was|were|means?|does|do|est|sont|è|sono|este|sunt|таке)\b", re.I)
_ASKING = term_set("how many much")
MOST_QUOTED = 2  # of a part that is answered by likeness
_POINTING = frozenset("one ones they them those these it that this".split())


def split_question(question: str) -> tuple[str, ...]:
    """Split a question of several parts, each with a question word and something of its own; else give nothing."""
    found = _TWO.match(question.strip()) or _IS_IT.match(question.strip())
    first, *others = [part.strip() for part in found.groups() if part is not None] if found else [""]
    listed = _COMMA.split(first)  # "When was it adopted, who manages it and where is it run?"
    parts = (*(listed if all(map(_ASKS.match, listed)) else [first]), *others) if others else ()
    return parts if all(term_set(part) - FILLERS - term_set(" ".join(_POINTING)) for part in parts) else ()


def asks_twice(question: str) -> bool:
    """Tell whether the second part of a question takes up what the first is about, "... and who manages it?".

    Or names something else: "what is an MC and what is an MA?". Each can be answered alone then, where "and how many
    Member States?" leans on more than that.
    """
    parts = split_question(question)
    if not parts:
        return False
    takes_up = not _POINTING.isdisjoint(split_words(parts[1]))
    return takes_up or not set(proper_words(parts[1])) <= set(split_words(parts[0]))


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
    for part in _in_full(index, split_question(question)):
        found = look_up(index, part, turns, scope)
        weighed = weigh_answer(index, found)
        composed, confidence = weighed.composed, weighed.confidence
        beside = weighed.beside and confidence < sure
        if not composed.quotations or (not weighed.denied and (beside or confidence < least)):
            untold.append(part)
            continue
        if weighed.denied or confidence < sure or find_missing(index, composed, found):
            return None
        if takes_for_granted(index, found, composed):
            untold.append(part)
            continue
        asked = ask(index, found)
        bare = all(name.titled for name in asked.names) and not asked.rest
        if bare and not _DEFINING.search(part):  # "and what in X?"
            return None
        if _is_of_another(index, composed, meant):
            return None
        confidences.append(confidence)
        quotations = composed.quotations if composed.direct else composed.quotations[:MOST_QUOTED]
        told |= {(one.hit.source, one.start, one.end, one.shown): one for one in quotations}
        text = "\n".join(quotation.shown for quotation in quotations)
        alone, _ = split_message(part)  # "we are a town in X, which programme is for us and who runs it?"
        turns += [Turn("user", alone), Turn("assistant", text)]
    if not confidences:
        return None
    composed = Composed(tuple(told.values()), direct=True, decided=True)
    return Parts(composed, min(confidences), " ".join(untold))


def untold_part(
    index: Index, question: str, history: Sequence[Turn], scope: Iterable[str] | None, composed: Composed, sure: float
) -> str:
    """Name the part of a question of which an answer to the whole does not speak, "" if there is none.

    That is the one that is not surely answered alone either, where the others are.
    """
    turns, told, untold = list(history), False, []
    parts = _in_full(index, split_question(question))
    if not all(map(_BEGINS.match, parts)):  # "We are a town in X. How much ...": who asks is told with the question
        return ""
    for part in parts:
        found = look_up(index, part, turns, scope)
        weighed = weigh_answer(index, found)
        alone = weighed.composed
        lacks = weighed.denied or weighed.confidence < sure or find_missing(index, alone, found) != ""
        if lacks or takes_for_granted(index, found, alone):
            untold += [part] if unmet_words(index, found, composed) else []
        else:
            told = True
        turns += [Turn("user", part), Turn("assistant", "\n".join(one.shown for one in alone.quotations))]
    return untold[0] if told and len(untold) == 1 else ""


def _in_full(index: Index, parts: Sequence[str]) -> list[str]:
    """Put what a part leaves out of the one before: "How many countries are in A and how many in B?"."""
    full = list(parts[:1])
    for part in parts[1:]:
        here, before = (
            [one for one in find_names(index).find(text) if one.names[0].titled] for text in (part, full[-1])
        )
        said = f"{part[: here[0].start]} {part[here[0].end :]}" if len(here) == len(before) == 1 else part
        if term_set(said) - FILLERS <= _ASKING:
            left = full[-1]
            part = f"{left[: before[0].start]}{part[here[0].start : here[0].end]}{left[before[0].end :]}"
        full.append(part)
    return full


def _is_of_another(index: Index, composed: Composed, meant: frozenset[Name]) -> bool:
    """Tell whether a quotation is about a programme that is not meant, where one is: the part lost its subject."""
    wanted = {name for name in meant if name.titled}
    told = [{name for name in names_in(index, quotation.shown) if name.titled} for quotation in composed.quotations]
    return bool(wanted) and any(names and names.isdisjoint(wanted) for names in told)
