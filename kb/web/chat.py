"""A conversation: from a question typed to what the chat shows, whatever happens on the way."""

import logging
import textwrap
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.answer import Answer
from kb.errors import KnowledgeBaseError, QuestionError
from kb.followup import Turn
from kb.index import Index
from kb.web.library import Library
from kb.web.messages import show_answer, show_notice, show_question

SEARCHING = "Searching the documents…"
WORDING = "Wording the answer…"
BROKEN = "Something went wrong (error id {}). Your question is kept: please try again, and tell the maintainer the id."
CLIPPED = 200  # characters shown of a question that is far too long

# What answers: an index, a question and the earlier turns make growing answers, of which the last is complete.
Ask = Callable[[Index, str, Sequence[Turn]], Iterator[Answer]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: as plain text, empty for what was no answer, and as the chat shows it."""

    question: str
    answer: str
    shown: str


Conversation = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The conversation so far, and what stays in the input: a question that could not be answered stays there."""

    conversation: Conversation
    typed: str = ""


def converse(library: Library, ask: Ask, question: str, conversation: Conversation) -> Iterator[Step]:
    """Answer a question, step by step. Never raises: what goes wrong is said in the conversation."""
    if not question.strip():
        yield Step(conversation)
        return
    answered = tuple(exchange for exchange in conversation if exchange.answer)

    def step(notice: str, typed: str = "", clipped: str = question) -> Step:
        return Step((*answered, Exchange(clipped, "", show_notice(notice))), typed)

    state = library.state()
    yield step(state.problem if state.starting else SEARCHING)
    try:
        for exchange in _answer(library, ask, question, answered):
            yield Step((*answered, exchange))
    except QuestionError as error:
        yield step(str(error), question, textwrap.shorten(question, CLIPPED, placeholder=" …"))
    except KnowledgeBaseError as error:
        yield step(str(error), question)
    except Exception:  # the one place where whatever happens must become a sentence
        error_id = uuid.uuid4().hex[:8]
        log.exception("Error %s while answering", error_id)
        yield step(BROKEN.format(error_id), question)


def _answer(library: Library, ask: Ask, question: str, conversation: Conversation) -> Iterator[Exchange]:
    empty = True
    with library.borrow() as index:
        pages = {document.source: document.pages for document in index.documents}
        for answer in ask(index, question, turns_of(conversation)):
            empty = False
            # While a chat model has not worded a sentence yet there is nothing to show.
            shown = show_answer(answer, pages) if answer.text else show_notice(WORDING)
            yield Exchange(question, answer.text, shown)
    if empty:
        raise RuntimeError("A question was answered with nothing.")


def turns_of(conversation: Conversation) -> list[Turn]:
    """Give what was asked and answered, in plain text and without sources."""
    return [
        turn
        for exchange in conversation
        for turn in (Turn("user", exchange.question), Turn("assistant", exchange.answer))
    ]


def messages_of(conversation: Conversation) -> list[dict[str, str]]:
    """Give the messages of the chat."""
    return [
        {"role": role, "content": content}
        for exchange in conversation
        for role, content in (("user", show_question(exchange.question)), ("assistant", exchange.shown))
    ]
