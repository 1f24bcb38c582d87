"""The view in which one asks: its parts, and what happens when one of them is used."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from kb.answer import Answer
from kb.errors import KnowledgeBaseError
from kb.feedback import FeedbackLog
from kb.filters import Filters
from kb.web.chat import Conversation, Step, converse, messages_of, relate, rewind
from kb.web.interface import language_of, say
from kb.web.judge import note_unanswered
from kb.web.kept import KeptAnswers
from kb.web.library import Library, say_problem
from kb.web.messages import show_notice
from kb.web.narrow import count_documents, find_choices, keep_parts, parts_of, read_filters
from kb.web.session import current_conversation, name_conversations, open_conversation, start_conversation
from kb.web.suggest import Quote, Starter, find_related, find_starters
from kb.web.visitor import Visitor
from kb.web.welcome import show_welcome

LOOK_SECONDS = 2.0  # how often a page without an index looks whether there is one


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


def build_ask(page: gr.Blocks, library: Library, answering: Answering, status: gr.Markdown, at_once: int) -> None:
    """Lay out the view within a tab of the page, and connect it; status is where it is said why nothing is answered."""
    i18n = gr.I18n()
    with gr.Row(elem_id="kb-desk"):
        with gr.Column(elem_id="kb-side", scale=0):
            afresh = gr.Button(i18n("new_conversation"), size="sm", elem_id="kb-new")
            conversations = gr.Radio(
                [],
                label=i18n("conversations"),
                info=i18n("conversations_note"),
                elem_id="kb-conversations",
            )
            delete = gr.Button(i18n("delete_conversation"), size="sm", visible=False, elem_id="kb-delete")
        with gr.Column(elem_id="kb-main"):
            chat = gr.Chatbot(
                label=i18n("conversation"),
                show_label=False,
                container=False,
                scale=1,
                height=None,
                min_height=120,
                elem_id="kb-chat",
                layout="bubble",
                autoscroll=False,
                placeholder=i18n("welcome"),  # type: ignore[arg-type]  # Gradio translates every text
                buttons=[],
                feedback_options=None,
                sanitize_html=True,
                allow_tags=False,
                latex_delimiters=[],
                allow_file_downloads=False,
            )
            with gr.Accordion(i18n("filters"), open=False, elem_id="kb-filters"):
                topics = gr.CheckboxGroup([], value=[], label=i18n("filter_topic"), elem_id="kb-topics")
                with gr.Row():
                    documents = gr.Dropdown([], value=[], multiselect=True, label=i18n("filter_document"), scale=2)
                    since = gr.Dropdown([(i18n("any_year"), "")], value="", label=i18n("filter_since"), min_width=90)
                    until = gr.Dropdown([(i18n("any_year"), "")], value="", label=i18n("filter_until"), min_width=90)
            only = gr.CheckboxGroup([], value=[], label=i18n("only"), info="", visible=False, elem_id="kb-only")
            question = gr.Textbox(
                "",
                label=i18n("your_question"),
                show_label=False,
                placeholder=i18n("ask_a_question"),
                lines=1,
                max_lines=6,
                autofocus=True,
                submit_btn=i18n("send"),  # type: ignore[arg-type]
                container=False,
                elem_id="kb-question",
            )
            editing = gr.Textbox("", visible="hidden", elem_id="kb-editing")
            gr.Markdown(i18n("reminder"), elem_id="kb-reminder")
    visitor = gr.State(Visitor(), delete_callback=partial(_forget, answering.kept))
    clock = gr.Timer(LOOK_SECONDS)
    shown: list[Any] = [chat, question, conversations, delete]
    limits: list[Any] = [topics, documents, since, until]
    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    queued: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": at_once, **settings}
    unqueued: dict[str, Any] = {"concurrency_limit": None, **settings}

    def answer(
        typed: str,
        visitor: Visitor,
        edited: str,
        topics: list[str],
        documents: list[str],
        since: str,
        until: str,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        if not typed.strip():  # as by Enter that went on into the field
            yield (gr.skip(),) * len(shown)
            return
        filters = Filters(tuple(topics), tuple(documents), since=since or "", until=until or "")
        conversation = rewind(current_conversation(visitor.session), edited)
        own = answering.of(request.session_hash)
        yield from _answer(library, own, visitor, typed, conversation, filters, language_of(request.headers))

    def follow_link(visitor: Visitor, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        query = request.query_params
        typed, filters = query.get("q", ""), read_filters(query.multi_items())
        if not typed.strip():
            yield visitor, *(gr.skip(),) * (len(shown) + len(limits))
            return
        chosen = (list(filters.topics), list(filters.documents), filters.since, filters.until)
        own = answering.of(request.session_hash)
        for step in _answer(library, own, visitor, typed, (), filters, language_of(request.headers)):
            yield visitor, *step, *chosen

    def add_related(visitor: Visitor, request: gr.Request) -> Any:
        number = visitor.session.current
        conversation = current_conversation(visitor.session)
        if not conversation or conversation[-1].answer is None or conversation[-1].related:
            return gr.skip()
        language = language_of(request.headers)
        asked = [exchange.question for exchange in conversation]
        try:
            with library.borrow() as index:
                questions = find_related(index, answering.quote, conversation[-1].answer, asked)
        except KnowledgeBaseError:
            return gr.skip()  # an offer that can't be made; the answer stands
        added = visitor.add(number, conversation, relate(conversation, questions, language))
        return messages_of(current_conversation(visitor.session), language) if added else gr.skip()

    def stop_answer(visitor: Visitor, typed: str, request: gr.Request) -> tuple[Any, ...]:
        question = visitor.stop(language_of(request.headers))
        return _show(visitor, language_of(request.headers), typed or question)

    def finish(visitor: Visitor, typed: str, request: gr.Request) -> tuple[Any, ...]:
        returned, visitor.returned = visitor.returned, ""
        # What was sent may still be seen in the field that is just being emptied.
        value = returned if returned and typed.strip() in ("", returned.strip()) else None
        return show_overtaken(visitor, language_of(request.headers), value)

    def begin(visitor: Visitor, request: gr.Request) -> tuple[Any, ...]:
        visitor.turn(start_conversation)
        return _show(visitor, language_of(request.headers))

    def switch(visitor: Visitor, number: int | None, request: gr.Request) -> tuple[Any, ...]:
        visitor.turn(lambda session: open_conversation(session, number or 0))
        return _show(visitor, language_of(request.headers))

    def remove(visitor: Visitor, request: gr.Request) -> tuple[Any, ...]:
        answering.kept.forget(visitor.delete())
        return _show(visitor, language_of(request.headers))

    def describe_limits(topics: list[str], documents: list[str], since: str, until: str, request: gr.Request) -> Any:
        filters = Filters(tuple(topics), tuple(documents), since=since or "", until=until or "")
        language = language_of(request.headers)
        try:
            with library.borrow() as index:
                titles = {document.source: document.title for document in index.documents}
                count, every = count_documents(index, filters), len(index.documents)
        except KnowledgeBaseError:
            return gr.skip()  # the page says why there is no index
        labelled = parts_of(filters, titles, language)
        note = say("only_note" if count else "no_document", language, count=count, all=every)
        chosen = [key for _, key in labelled]
        return gr.CheckboxGroup(choices=labelled, value=chosen, info=note, visible=bool(labelled))

    def drop_limits(
        kept: list[str], topics: list[str], documents: list[str], since: str, until: str
    ) -> tuple[list[str], list[str], str, str]:
        filters = keep_parts(Filters(tuple(topics), tuple(documents), since=since, until=until), kept)
        return list(filters.topics), list(filters.documents), filters.since, filters.until

    def look(request: gr.Request) -> tuple[Any, ...]:
        state, language = library.state(), language_of(request.headers)
        problem = say_problem(state, language)
        notice = gr.Markdown(show_notice(problem), visible=bool(problem))
        if not state.ready:
            return notice, gr.Timer(active=True), *(gr.skip(),) * 5
        starters: tuple[Starter, ...] = ()
        with library.borrow() as index:
            choices = find_choices(index)
            starters = find_starters(index, answering.quote, language)
        years = [(say("any_year", language), ""), *((year, year) for year in choices.years)]
        return (
            notice,
            gr.Timer(active=False),
            gr.Chatbot(placeholder=show_welcome(language, starters, answering.feedback.keep_questions_days)),
            gr.CheckboxGroup(choices=[(topic.capitalize(), topic) for topic in choices.topics]),
            gr.Dropdown(choices=list(choices.documents)),
            gr.Dropdown(choices=years),
            gr.Dropdown(choices=years),
        )

    # In another conversation one may ask while an answer grows in this one.
    asked = question.submit(answer, [question, visitor, editing, *limits], shown, trigger_mode="multiple", **queued)
    linked = page.load(follow_link, [visitor], [visitor, *shown, *limits], **queued)
    for event in (asked, linked):
        event.then(finish, [visitor, question], shown, **unqueued)
        related = event.then(add_related, [visitor], chat, **queued)
        related.then(finish, [visitor, question], shown, **unqueued)
    question.stop(stop_answer, [visitor, question], shown, **unqueued)
    afresh.click(begin, [visitor], shown, **unqueued)
    conversations.input(switch, [visitor, conversations], shown, **unqueued)
    delete.click(remove, [visitor], shown, **unqueued)
    gr.on([part.change for part in limits], describe_limits, limits, only, **unqueued)
    only.input(drop_limits, [only, *limits], limits, **unqueued)
    gr.on([page.load, clock.tick], look, None, [status, clock, chat, *limits], **unqueued)


def _answer(
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
            yield _show(visitor, language)
            return
        step = Step(conversation, typed)
        for step in converse(library, answering.ask, typed, conversation, filters, language, answering.model):
            kept = visitor.keep(growing, step.conversation)
            yield _show(visitor, language)
            if not kept:
                return
        if step.conversation and step.conversation[-1].answer is not None:
            answering.kept.put(step.conversation)
            note_unanswered(answering.feedback, step.conversation)
        if visitor.session.current == growing.number:
            visitor.returned = step.typed
    yield _show(visitor, language)


def _show(visitor: Visitor, language: str, typed: str | None = None) -> tuple[Any, ...]:
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
        return _show(visitor, language, typed)
    return gr.skip(), gr.skip() if typed is None else typed, gr.skip(), gr.skip()


def _forget(kept: KeptAnswers, visitor: Visitor) -> None:
    for _, conversation in visitor.session.conversations:
        kept.forget(conversation)
