"""A conversation: from a question typed to what the chat shows, whatever happens on the way."""

import logging
import secrets
import textwrap
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.answer import Answer, Status
from kb.errors import KnowledgeBaseError, MissingIndexError, QuestionError
from kb.filters import NO_FILTERS, Filters, find_scope
from kb.followup import Turn
from kb.index import Index, Scope
from kb.web.actions import show_actions, show_related
from kb.web.interface import say
from kb.web.library import Library, say_problem
from kb.web.links import link_to_question
from kb.web.messages import show_answer, show_failure, show_notice, show_question
from kb.web.narrow import describe_filters

CLIPPED = 200  # characters shown of a question that is far too long

# What answers: an index, a question, the earlier turns and what to look in make growing answers, of which the last is
# complete.
Ask = Callable[[Index, str, Sequence[Turn], Scope | None], Iterator[Answer]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it, as the chat shows it, in HTML.

    id and answer are there once the answer is complete; what was no answer has none. related is HTML that stands below.
    """

    question: str
    shown: str
    id: str = ""
    answer: Answer | None = None
    filters: Filters = NO_FILTERS
    related: str = ""


Conversation = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The conversation so far, and what stays in the input: a question that could not be answered stays there."""

    conversation: Conversation
    typed: str = ""


def converse(
    library: Library,
    ask: Ask,
    question: str,
    conversation: Conversation,
    filters: Filters = NO_FILTERS,
    language: str = "en",
    model: str = "",
) -> Iterator[Step]:
    """Answer a question, step by step. Never raises: what goes wrong is said in the conversation.

    language is that of the page, model names what words the answers.
    """
    if not question.strip():
        yield Step(conversation)
        return
    answered = answered_part(conversation)

    def step(notice: str, typed: str = "", clipped: str = question) -> Step:
        shown = show_failure(notice) if typed else show_notice(notice)
        return Step((*answered, Exchange(clipped, shown)), typed)

    state = library.state()
    yield step(say("searching", language) if state.ready else say_problem(state, language))
    try:
        for exchange in _answer(library, ask, question, answered, filters, language, model):
            yield Step((*answered, exchange))
    except QuestionError as error:
        told = say(f"question_{error.reason}", language, **error.values) if error.reason else str(error)
        yield step(told, question, textwrap.shorten(question, CLIPPED, placeholder=" …"))
    except MissingIndexError:
        yield step(say("no_index", language), question)
    except KnowledgeBaseError as error:
        yield step(str(error), question)
    except Exception:  # the one place where whatever happens must become a sentence
        error_id = uuid.uuid4().hex[:8]
        log.exception("Error %s while answering", error_id)
        yield step(say("broken", language, id=error_id), question)


def _answer(
    library: Library,
    ask: Ask,
    question: str,
    conversation: Conversation,
    filters: Filters,
    language: str,
    model: str,
) -> Iterator[Exchange]:
    answer: Answer | None = None
    with library.borrow() as index:
        scope = find_scope(index, filters)
        only = describe_filters(index, filters, language)
        pages = {document.source: document.pages for document in index.documents}
        for answer in ask(index, question, turns_of(conversation), scope):
            # While a chat model has not worded a sentence yet there is nothing to show.
            shown = show_answer(answer, pages, question, only, model)
            yield Exchange(question, shown if answer.text else show_notice(say("wording", language)))
    if answer is None:
        raise RuntimeError("A question was answered with nothing.")
    exchange_id = secrets.token_urlsafe(12)
    actions = show_actions(exchange_id, link_to_question(question, filters), language, first=not conversation)
    shown = show_answer(answer, pages, question, only, model)
    if answer.status is not Status.CONVERSATIONAL:
        shown = f"{shown}\n\n{actions}"
    kept = replace(answer, passages=())  # which are many and long
    yield Exchange(question, shown, exchange_id, kept, filters)


def stop(conversation: Conversation, language: str = "en") -> Step:
    """Put the question whose answer was stopped back into the input; a complete answer stays."""
    if not conversation or conversation[-1].answer is not None:
        return Step(conversation)
    last = conversation[-1]
    stopped = replace(last, shown=f"{last.shown}\n\n{show_notice(say('stopped', language))}")
    return Step((*conversation[:-1], stopped), last.question)


def relate(conversation: Conversation, questions: Sequence[str], language: str) -> Conversation:
    """Show related questions below the last answer."""
    *earlier, last = conversation
    return (*earlier, replace(last, related=show_related(questions, language)))


def rewind(conversation: Conversation, exchange_id: str) -> Conversation:
    """Go back to before an exchange, which is to be asked in another way; the whole if there is no such one."""
    places = [place for place, exchange in enumerate(conversation) if exchange.id and exchange.id == exchange_id]
    return conversation[: places[0]] if places else conversation


def answered_part(conversation: Conversation) -> Conversation:
    """Leave out what was no answer: it makes room for the next try."""
    return tuple(exchange for exchange in conversation if exchange.answer is not None)


def turns_of(conversation: Conversation) -> list[Turn]:
    """Give what was asked and answered, in plain text and without sources."""
    return [
        turn
        for exchange in conversation
        if exchange.answer is not None
        for turn in (Turn("user", exchange.question), Turn("assistant", exchange.answer.text))
    ]


def messages_of(conversation: Conversation, language: str = "en") -> list[dict[str, str]]:
    """Give the messages of the chat.

    Related questions, which come later, are a message of their own: the answer, in which one may be reading or have
    opened something, stays as it is.
    """
    return [
        {"role": role, "content": content}
        for exchange in conversation
        for role, content in (
            ("user", show_question(exchange.question, exchange.id, language)),
            ("assistant", exchange.shown),
            ("assistant", exchange.related),
        )
        if content
    ]
