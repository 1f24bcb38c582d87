"""What every section of the maintainers' page works with, and how sections are wired."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from kb.config import Config
from kb.feedback import FeedbackLog
from kb.ingest_process import IngestProcess
from kb.web.library import Library
from kb.web.maintain.texts import language_of
from kb.wording import Language

EVENT: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Desk:
    """The library that answers, the settings, the one ingest of this page, what people said, and the texts."""

    library: Library
    config: Config
    process: IngestProcess
    feedback: FeedbackLog
    i18n: gr.I18n


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that can be shown afresh: refresh gives what its outputs show."""

    refresh: Callable[[gr.Request], Any]
    outputs: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question that stands before what can't be undone: hidden until it is asked."""

    box: gr.Group
    text: gr.Markdown
    yes: gr.Button
    no: gr.Button


def build_confirmation(desk: Desk, key: str) -> Confirmation:
    """Lay out a confirmation whose yes says what is done (the text of key)."""
    with gr.Group(visible=False, elem_classes="kb-confirm") as box:
        text = gr.Markdown(elem_classes="kb-live")
        with gr.Row():
            yes = gr.Button(desk.i18n(key), variant="stop", size="sm", scale=0)
            no = gr.Button(desk.i18n("no"), size="sm", scale=0)
    no.click(lambda: gr.Group(visible=False), None, [box], **EVENT)
    return Confirmation(box, text, yes, no)


def speaks(request: gr.Request) -> Language:
    """Give the language that a visitor's browser prefers."""
    return language_of(request.headers)
