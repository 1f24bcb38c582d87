"""From a question to an answer: the one place that knows the order of the steps."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.compose.plain import quote_unit
from kb.confidence import confidence_of, evidence_features
from kb.config import MIN_CONFIDENCE
from kb.denial import find_denial
from kb.errors import QuestionError
from kb.extract import Composed, Quotation, compose_answer
from kb.followup import Turn
from kb.index import Hit, Index
from kb.lookup import look_up
from kb.smalltalk import reply_to_smalltalk, without_greeting

LONGEST_QUESTION = 4000  # characters
PASSAGES = 10
NOT_FOUND = "Not found in the documents."
_BRACKETS = re.compile(r"\[(\d+)\]")
NOT_KNOWN = "The documents themselves say that this is not known."


class Status(StrEnum):
    """What an answer is; each answer is exactly one of these."""

    ANSWERED = "answered"
    PARTLY = "partly"  # some of what was asked; `missing` says what the documents don't tell
    NOT_FOUND = "not_found"  # no evidence in the documents
    UNCLEAR = "unclear"  # the question needs one more detail, which is asked for
    CONVERSATIONAL = "conversational"  # a greeting, thanks, "what can you do?"


@dataclass(frozen=True, slots=True)
class Citation:
    """One quotation: the stored text of that page, from start to end, is quote. page counts from 1."""

    number: int
    source: str
    title: str
    page: int
    heading: str
    start: int
    end: int
    quote: str
    as_of: str
    url: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A document that is about what was asked, though it does not answer it."""

    source: str
    title: str
    page: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question.

    In text, citations stand as [1], [2]; lines are separated by newlines. confidence is the probability, 0 to 1, that
    the documents answer the question. nearest are the documents to look into when nothing was found. passages are
    the best hits, best first, whether or not the question was answered. generation is the index's number.
    """

    text: str
    status: Status
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    missing: str = ""
    nearest: tuple[Nearest, ...] = ()
    passages: tuple[Hit, ...] = ()
    generation: int = 0
    seconds: float = 0.0


def answer_question(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
) -> Answer:
    """Answer a question from one generation; raises QuestionError for one that can't be asked.

    history are the earlier turns, oldest first. scope limits the answer to the named sources. What is less probable
    than min_confidence is not answered.
    """
    *_, answer = stream_answer(index, question, history, scope, min_confidence)
    return answer


def stream_answer(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
) -> Iterator[Answer]:
    """Answer like answer_question, quotation by quotation; the last answer is the complete one."""
    began = time.perf_counter()
    question = check_question(question)
    generation = int(index.path.name) if index.path.name.isdecimal() else 0
    reply = reply_to_smalltalk(question)
    if reply is not None:
        seconds = time.perf_counter() - began
        yield Answer(reply, Status.CONVERSATIONAL, generation=generation, seconds=seconds)
        return
    question = without_greeting(question)
    found = look_up(index, question, history, scope)
    composed = compose_answer(index, found)
    # What is not known may be said as a find like any other; it just is no answer.
    denial = None if composed.unknown or composed.direct else find_denial(index, found)
    denied = composed.unknown or denial is not None
    features = evidence_features(index, found, composed, denied=denied)
    confidence, found_out = confidence_of(features), confidence_of(features | {"denied": 0.0})
    if denial is not None:
        composed = Composed((quote_unit(denial, frozenset(found.queries[0].terms)),), unknown=True)
    base = Answer(
        NOT_FOUND,
        Status.NOT_FOUND,
        confidence=confidence,
        passages=found.hits[:PASSAGES],
        generation=generation,
        seconds=time.perf_counter() - began,
    )
    if not composed.quotations or found_out < min_confidence:
        yield replace(base, nearest=_nearest(found.hits))
        return
    missing = NOT_KNOWN if composed.unknown else ""
    citations: list[Citation] = []
    lines: list[str] = []
    for quotation in composed.quotations:
        citation = _cite(len(citations) + 1, quotation)
        citations.append(citation)
        lines.append(_mark(quotation.shown, citation.number))
        yield replace(
            base,
            text="\n".join(lines),
            status=Status.PARTLY if missing else Status.ANSWERED,
            missing=missing,
            citations=tuple(citations),
            seconds=time.perf_counter() - began,
        )


def check_question(question: str) -> str:
    """Give the question without blanks around it; raises QuestionError for an empty or far too long one."""
    question = question.replace("\x00", "").strip()
    if not question:
        raise QuestionError("Please type a question.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question)} characters; {LONGEST_QUESTION} are possible. Please shorten it."
        )
    return question


def _cite(number: int, quotation: Quotation) -> Citation:
    hit = quotation.hit
    return Citation(
        number=number,
        source=hit.source,
        title=hit.title,
        page=hit.page,
        heading=hit.heading,
        start=quotation.start,
        end=quotation.end,
        quote=quotation.quote,
        as_of=hit.as_of,
        url=hit.url,
    )


def _mark(shown: str, number: int) -> str:
    """Put the citation's number behind a quotation; behind the lead-in of a list, whose items follow."""
    # A number in brackets that the document itself has is none of ours.
    first, *rest = _BRACKETS.sub(r"(\1)", shown).split("\n")
    return "\n".join([f"{first} [{number}]", *rest])


def _nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """Name the three documents that come nearest, each by its best passage."""
    by_source: dict[str, Nearest] = {}
    for hit in hits:
        place = Nearest(hit.source, hit.title, hit.page, hit.heading, hit.start, hit.end)
        by_source.setdefault(hit.source, place)
    return tuple(by_source.values())[:3]
