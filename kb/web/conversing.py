"""A question on its way in the view in which one asks: what is needed to answer it, and what is shown meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from kb.answer import Answer
from kb.feedback import FeedbackLog
from kb.filters import Filters
from kb.web.chat import Conversation, Step, converse, messages_of
from kb.web.interface import say
from kb.web.judge import note_unanswered
from kb.web.kept import KeptAnswers
from kb.web.library import Library
from kb.web.session import current_conversation, name_conversations
from kb.web.suggest import Quote
from kb.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Answering:
    """What the view needs to answer: ask answers, with the chat model that model names if there is one; quote without.

    kept is where answers are kept for being saved and judged, feedback where it is noted what found nothing.
    """

    ask: Callable[..., Iterator[Answer]]
    quote: Quote
    kept: KeptAnswers
    feedback: FeedbackLog
    model: str = ""

    def of(self, visitor: str | None) -> "Answering":
        """Give the same for one visitor, whose answers by the chat model are counted apart from others'."""
        return replace(self, ask=partial(self.ask, user=visitor)) if self.model and visitor else self


def grow_answer(
    library: Library,
    answering: Answering,
    visitor: Visitor,
    typed: str,
    conversation: Conversation,
    filters: Filters,
    language: str,
) -> Iterator[tuple[Any, ...]]:
    """Answer in the open conversation, and give after each step what is shown, as long as that one is open.

    The field is left alone, as one may be typing in it (static/ask.js empties it). A question that was not answered
    is left with the visitor, to be put back once it is seen that nothing new stands there.
    """
    with visitor.answering() as growing:
        if growing is None:
            yield show_open(visitor, language)
            return
        step = Step(conversation, typed)
        for step in converse(library, answering.ask, typed, conversation, filters, language, answering.model):
            kept = visitor.keep(growing, step.conversation)
            yield show_open(visitor, language)
            if not kept:
                return
        if step.conversation and step.conversation[-1].answer is not None:
            answering.kept.put(step.conversation)
            note_unanswered(answering.feedback, step.conversation)
        if visitor.session.current == growing.number:
            visitor.returned = step.typed
    yield show_open(visitor, language)


def show_open(visitor: Visitor, language: str, typed: str | None = None) -> tuple[Any, ...]:
    """Give what each part shows of the conversation that is open by now, so that what comes last is what is true.

    The field keeps what stands in it unless typed is to stand there.
    """
    session = visitor.session
    named = name_conversations(session)
    begun = session.current in {number for _, number in named}
    field: dict[str, Any] = {} if typed is None else {"value": typed}
    field["submit_btn"] = False if visitor.is_answered else say("send", language)
    field["stop_btn"] = say("stop", language) if visitor.is_answered else False
    return (
        messages_of(current_conversation(session), language),
        gr.Textbox(**field),
        gr.Radio(choices=named, value=session.current if begun else None),
        gr.Button(visible=begun),
    )


def show_overtaken(visitor: Visitor, language: str, typed: str | None = None) -> tuple[Any, ...]:
    """Show what is open once more, if something older may have come to the page after it."""
    if visitor.overtaken:
        return show_open(visitor, language, typed)
    return gr.skip(), gr.skip() if typed is None else typed, gr.skip(), gr.skip()


def forget_visitor(kept: KeptAnswers, visitor: Visitor) -> None:
    """Forget the answers of a visitor who has left."""
    for _, conversation in visitor.session.conversations:
        kept.forget(conversation)
