"""What happens when a part of the view in which one asks is used."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.filters import Filters
from kb.web.chat import messages_of, relate, rewind
from kb.web.conversing import Answering, grow_answer, show_open, show_overtaken
from kb.web.interface import language_of, say
from kb.web.library import Library, say_problem
from kb.web.messages import show_notice
from kb.web.narrow import count_documents, find_choices, keep_parts, parts_of, read_filters
from kb.web.session import current_conversation, open_conversation, start_conversation
from kb.web.suggest import Starter, find_related, find_starters
from kb.web.visitor import Visitor
from kb.web.welcome import show_welcome

SHOWN = 4  # parts of the view that show the open conversation (kb/web/ask.py)
LIMITS = 4  # parts of it that limit the answers


class AskEvents:
    """Answer the events of the view, each with what its parts show from then on."""

    def __init__(self, library: Library, answering: Answering) -> None:
        self._library = library
        self._answering = answering

    def answer(
        self,
        typed: str,
        visitor: Visitor,
        edited: str,
        topics: list[str],
        documents: list[str],
        since: str,
        until: str,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        """Answer what was typed, in the open conversation or in the place of an earlier question."""
        if not typed.strip():  # as by Enter that went on into the field
            yield (gr.skip(),) * SHOWN
            return
        filters = Filters(tuple(topics), tuple(documents), since=since or "", until=until or "")
        conversation = rewind(current_conversation(visitor.session), edited)
        own = self._answering.of(request.session_hash)
        yield from grow_answer(self._library, own, visitor, typed, conversation, filters, language_of(request.headers))

    def follow_link(self, visitor: Visitor, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Answer the question of a link that was followed."""
        query = request.query_params
        typed, filters = query.get("q", ""), read_filters(query.multi_items())
        if not typed.strip():
            yield visitor, *(gr.skip(),) * (SHOWN + LIMITS)
            return
        chosen = (list(filters.topics), list(filters.documents), filters.since, filters.until)
        own = self._answering.of(request.session_hash)
        for step in grow_answer(self._library, own, visitor, typed, (), filters, language_of(request.headers)):
            yield visitor, *step, *chosen

    def add_related(self, visitor: Visitor, request: gr.Request) -> Any:
        """Offer further questions below the answer."""
        number = visitor.session.current
        conversation = current_conversation(visitor.session)
        if not conversation or conversation[-1].answer is None or conversation[-1].related:
            return gr.skip()
        language = language_of(request.headers)
        asked = [exchange.question for exchange in conversation]
        try:
            with self._library.borrow() as index:
                questions = find_related(index, self._answering.quote, conversation[-1].answer, asked)
        except KnowledgeBaseError:
            return gr.skip()  # an offer that can't be made; the answer stands
        added = visitor.add(number, conversation, relate(conversation, questions, language))
        return messages_of(current_conversation(visitor.session), language) if added else gr.skip()

    def stop_answer(self, visitor: Visitor, typed: str, request: gr.Request) -> tuple[Any, ...]:
        """Stop the answer that grows, and put its question back."""
        question = visitor.stop(language_of(request.headers))
        return show_open(visitor, language_of(request.headers), typed or question)

    def finish(self, visitor: Visitor, typed: str, request: gr.Request) -> tuple[Any, ...]:
        """Show what is true once an answer has ended."""
        returned, visitor.returned = visitor.returned, ""
        # What was sent may still be seen in the field that is just being emptied.
        value = returned if returned and typed.strip() in ("", returned.strip()) else None
        return show_overtaken(visitor, language_of(request.headers), value)

    def begin(self, visitor: Visitor, request: gr.Request) -> tuple[Any, ...]:
        """Begin a conversation."""
        visitor.turn(start_conversation)
        return show_open(visitor, language_of(request.headers))

    def switch(self, visitor: Visitor, number: int | None, request: gr.Request) -> tuple[Any, ...]:
        """Open another conversation."""
        visitor.turn(lambda session: open_conversation(session, number or 0))
        return show_open(visitor, language_of(request.headers))

    def remove(self, visitor: Visitor, request: gr.Request) -> tuple[Any, ...]:
        """Delete the open conversation."""
        self._answering.kept.forget(visitor.delete())
        return show_open(visitor, language_of(request.headers))

    def describe_limits(
        self, topics: list[str], documents: list[str], since: str, until: str, request: gr.Request
    ) -> Any:
        """Say what the answers are limited to, and how many documents that leaves."""
        filters = Filters(tuple(topics), tuple(documents), since=since or "", until=until or "")
        language = language_of(request.headers)
        try:
            with self._library.borrow() as index:
                titles = {document.source: document.title for document in index.documents}
                count, every = count_documents(index, filters), len(index.documents)
        except KnowledgeBaseError:
            return gr.skip()  # the page says why there is no index
        labelled = parts_of(filters, titles, language)
        note = say("only_note" if count else "no_document", language, count=count, all=every)
        chosen = [key for _, key in labelled]
        return gr.CheckboxGroup(choices=labelled, value=chosen, info=note, visible=bool(labelled))

    def look(self, request: gr.Request) -> tuple[Any, ...]:
        """Look whether there is an index, and fill what is made from it."""
        state, language = self._library.state(), language_of(request.headers)
        problem = say_problem(state, language)
        notice = gr.Markdown(show_notice(problem), visible=bool(problem))
        if not state.ready:
            return notice, gr.Timer(active=True), *(gr.skip(),) * 5
        starters: tuple[Starter, ...] = ()
        with self._library.borrow() as index:
            choices = find_choices(index)
            starters = find_starters(index, self._answering.quote, language)
        years = [(say("any_year", language), ""), *((year, year) for year in choices.years)]
        return (
            notice,
            gr.Timer(active=False),
            gr.Chatbot(placeholder=show_welcome(language, starters, self._answering.feedback.keep_questions_days)),
            gr.CheckboxGroup(choices=[(topic.capitalize(), topic) for topic in choices.topics]),
            gr.Dropdown(choices=list(choices.documents)),
            gr.Dropdown(choices=years),
            gr.Dropdown(choices=years),
        )


def drop_limits(
    kept: list[str], topics: list[str], documents: list[str], since: str, until: str
) -> tuple[list[str], list[str], str, str]:
    """Take away the limits that were unticked."""
    filters = keep_parts(Filters(tuple(topics), tuple(documents), since=since, until=until), kept)
    return list(filters.topics), list(filters.documents), filters.since, filters.until
