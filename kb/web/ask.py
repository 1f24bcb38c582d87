"""The view in which one asks: its parts, laid out and connected to what happens when they are used."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from kb.web.ask_events import AskEvents, drop_limits
from kb.web.conversing import Answering, forget_visitor
from kb.web.library import Library
from kb.web.visitor import Visitor

LOOK_SECONDS = 2.0  # how often a page without an index looks whether there is one


@dataclass(frozen=True, slots=True)
class _Side:
    """What is beside the conversation: the others."""

    afresh: gr.Button
    conversations: gr.Radio
    delete: gr.Button


@dataclass(frozen=True, slots=True)
class _Limits:
    """What limits the answers; only shows the limits that are set."""

    parts: list[Any]  # topics, documents, since, until
    only: gr.CheckboxGroup


def build_ask(page: gr.Blocks, library: Library, answering: Answering, status: gr.Markdown, at_once: int) -> None:
    """Lay out the view within a tab of the page, and connect it; status is where it is said why nothing is answered."""
    i18n = gr.I18n()
    with gr.Row(elem_id="kb-desk"):
        with gr.Column(elem_id="kb-side", scale=0):
            side = _lay_out_side(i18n)
        with gr.Column(elem_id="kb-main"):
            chat = _lay_out_chat(i18n)
            limits = _lay_out_limits(i18n)
            question = _lay_out_question(i18n)
            editing = gr.Textbox("", visible="hidden", elem_id="kb-editing")
            gr.Markdown(i18n("reminder"), elem_id="kb-reminder")
    visitor = gr.State(Visitor(), delete_callback=partial(forget_visitor, answering.kept))
    clock = gr.Timer(LOOK_SECONDS)
    shown: list[Any] = [chat, question, side.conversations, side.delete]
    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    queued: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": at_once, **settings}
    unqueued: dict[str, Any] = {"concurrency_limit": None, **settings}
    events = AskEvents(library, answering)
    typed = [question, visitor, editing, *limits.parts]
    # In another conversation one may ask while an answer grows in this one.
    asked = question.submit(events.answer, typed, shown, trigger_mode="multiple", **queued)
    linked = page.load(events.follow_link, [visitor], [visitor, *shown, *limits.parts], **queued)
    for event in (asked, linked):
        event.then(events.finish, [visitor, question], shown, **unqueued)
        related = event.then(events.add_related, [visitor], chat, **queued)
        related.then(events.finish, [visitor, question], shown, **unqueued)
    question.stop(events.stop_answer, [visitor, question], shown, **unqueued)
    side.afresh.click(events.begin, [visitor], shown, **unqueued)
    side.conversations.input(events.switch, [visitor, side.conversations], shown, **unqueued)
    side.delete.click(events.remove, [visitor], shown, **unqueued)
    gr.on([part.change for part in limits.parts], events.describe_limits, limits.parts, limits.only, **unqueued)
    limits.only.input(drop_limits, [limits.only, *limits.parts], limits.parts, **unqueued)
    gr.on([page.load, clock.tick], events.look, None, [status, clock, chat, *limits.parts], **unqueued)


def _lay_out_side(i18n: gr.I18n) -> _Side:
    afresh = gr.Button(i18n("new_conversation"), size="sm", elem_id="kb-new")
    conversations = gr.Radio(
        [],
        label=i18n("conversations"),
        info=i18n("conversations_note"),
        elem_id="kb-conversations",
    )
    delete = gr.Button(i18n("delete_conversation"), size="sm", visible=False, elem_id="kb-delete")
    return _Side(afresh, conversations, delete)


def _lay_out_chat(i18n: gr.I18n) -> gr.Chatbot:
    return gr.Chatbot(
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


def _lay_out_limits(i18n: gr.I18n) -> _Limits:
    with gr.Accordion(i18n("filters"), open=False, elem_id="kb-filters"):
        topics = gr.CheckboxGroup([], value=[], label=i18n("filter_topic"), elem_id="kb-topics")
        with gr.Row():
            documents = gr.Dropdown([], value=[], multiselect=True, label=i18n("filter_document"), scale=2)
            since = gr.Dropdown([(i18n("any_year"), "")], value="", label=i18n("filter_since"), min_width=90)
            until = gr.Dropdown([(i18n("any_year"), "")], value="", label=i18n("filter_until"), min_width=90)
    only = gr.CheckboxGroup([], value=[], label=i18n("only"), info="", visible=False, elem_id="kb-only")
    return _Limits([topics, documents, since, until], only)


def _lay_out_question(i18n: gr.I18n) -> gr.Textbox:
    return gr.Textbox(
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
