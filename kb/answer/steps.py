"""From a question to an answer: the one place that knows the order of the steps."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kb.answer.age import newest_date
from kb.answer.cited import quote_answer, without_marks, word_answer
from kb.answer.values import Answer, Nearest, Status
from kb.config import MIN_CONFIDENCE
from kb.contacts import Contact, find_contact
from kb.deciding import decide
from kb.errors import QuestionError
from kb.followup import Turn
from kb.generate import Writer
from kb.index import Hit, Index
from kb.lookup import Found, look_up
from kb.smalltalk import reply_to_smalltalk, without_greeting
from kb.unclear import find_choices
from kb.wording import phrase

LONGEST_QUESTION = 4000  # characters
PASSAGES = 10


def answer_question(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    writer: Writer | None = None,
    user: str = "",
) -> Answer:
    """Answer a question from one generation; raises QuestionError for one that can't be asked.

    history are the earlier turns, oldest first. scope limits the answer to the named sources. What is less probable
    than min_confidence is not answered. writer is the chat model that words the answer, asked for user; without one it
    is made of quotations.
    """
    *_, answer = stream_answer(index, question, history, scope, min_confidence, writer, user)
    return answer


def stream_answer(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    writer: Writer | None = None,
    user: str = "",
) -> Iterator[Answer]:
    """Answer like answer_question, quotation by quotation; the last answer is the complete one.

    While a chat model is waited for there are answers without text, so that who listens may leave.
    """
    began = time.perf_counter()
    for answer in _take_steps(index, question, history, scope, min_confidence, writer, user):
        yield replace(answer, seconds=time.perf_counter() - began)


def _take_steps(
    index: Index,
    question: str,
    history: Sequence[Turn],
    scope: Iterable[str] | None,
    min_confidence: float,
    writer: Writer | None,
    user: str,
) -> Iterator[Answer]:
    question = check_question(question)
    generation = int(index.path.name) if index.path.name.isdecimal() else 0
    reply = reply_to_smalltalk(question)
    if reply is not None:
        yield Answer(reply.text, Status.CONVERSATIONAL, language=reply.language, generation=generation)
        return
    question = without_greeting(question)
    scope = list(scope) if isinstance(scope, Iterator) else scope  # it is gone through more than once
    rewritten = None
    for so_far in writer.rewrite_question(question, history, user, generation) if writer else ():
        rewritten = so_far
        yield Answer("", Status.ANSWERED, generation=generation)
    found = look_up(index, question, history, scope, rewritten)
    decided = decide(index, question, found, history, scope, min_confidence)
    composed = decided.composed
    language = found.reading.language
    base = Answer(
        phrase("not_found", language),
        Status.NOT_FOUND,
        confidence=decided.confidence,
        passages=found.hits[:PASSAGES],
        language=language,
        generation=generation,
    )
    # What the whole of a table or chronology settles, as "which was first?", asks for no one thing.
    asks_back = min_confidence > 0 and (found.meant or not (composed.settled or composed.decided))
    choices = find_choices(index, found) if asks_back else ()
    if choices:
        yield _ask_back(base, choices)
        return
    if decided.refused:
        yield _refuse(base, found, find_contact(index, found, scope))
        return
    ask = find_contact(index, found, scope) if decided.missing else None
    status = Status.PARTLY if decided.missing else Status.ANSWERED
    answered = replace(base, status=status, missing=decided.missing, doubt=decided.doubt, ask=ask)
    newest = newest_date(index)
    if writer is None:
        yield from quote_answer(answered, composed.quotations, newest)
    else:
        yield from word_answer(answered, index, question, history, composed.quotations, newest, writer, user)


def check_question(question: str) -> str:
    """Give the question without blanks around it; raises QuestionError for an empty or far too long one."""
    question = question.replace("\x00", "").strip()
    if not question:
        raise QuestionError("Please type a question.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question)} characters; {LONGEST_QUESTION} are possible. Please shorten it.",
            "too_long",
            count=len(question),
            most=LONGEST_QUESTION,
        )
    return question


def _ask_back(base: Answer, choices: Sequence[str]) -> Answer:
    """Ask which of several things is meant."""
    text = "\n".join([phrase("which_one", base.language), *(f"- {choice}" for choice in choices)])
    return replace(base, text=text, status=Status.UNCLEAR, choices=tuple(choices))


def _refuse(base: Answer, found: Found, contact: Contact | None) -> Answer:
    """Say that nothing was found, with the nearest documents, and whom to ask if someone is there for the subject."""
    if contact is None:
        return replace(base, nearest=nearest_documents(found.hits))
    whom = ", ".join(filter(None, (contact.name, contact.reach)))
    text = f"{base.text} {phrase('ask', base.language, whom=without_marks(whom))}"
    return replace(base, text=text, nearest=nearest_documents(found.hits), ask=contact)


def nearest_documents(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """Name the three documents that come nearest, each by its best passage."""
    by_source: dict[str, Nearest] = {}
    for hit in hits:
        place = Nearest(hit.source, hit.title, hit.page, hit.heading, hit.start, hit.end)
        by_source.setdefault(hit.source, place)
    return tuple(by_source.values())[:3]
