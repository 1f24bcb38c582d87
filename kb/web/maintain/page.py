"""The layout of the maintainers' page: its sections as tabs, and what shows which of them afresh."""

from typing import Any

import gradio as gr

from kb.config import Config
from kb.feedback import open_feedback
from kb.ingest_process import IngestProcess
from kb.web.library import Library
from kb.web.maintain.asked import build_asked
from kb.web.maintain.costs import ReadUsage, build_costs
from kb.web.maintain.desk import EVENT, Desk, Section
from kb.web.maintain.documents import build_documents
from kb.web.maintain.generations import build_generations
from kb.web.maintain.inbox import build_inbox
from kb.web.maintain.ingesting import build_ingesting
from kb.web.maintain.purging import build_purging
from kb.web.maintain.quality import build_quality
from kb.web.maintain.state import build_state
from kb.web.maintain.texts import translations
from kb.web.name import NAME

PATH = "/maintain"
AT_ONCE = 8
WAITING = 40


def build_maintain(library: Library, config: Config, read_usage: ReadUsage | None = None) -> gr.Blocks:
    """Lay out the page: state of the index, documents, inbox, what is asked, the last evaluation.

    read_usage gives what the chat model was used for today; None where there is none.
    """
    i18n = gr.I18n(**translations())
    feedback = open_feedback(config.index, config.feedback, config.keep_questions_days)
    desk = Desk(library, config, IngestProcess(config), feedback, i18n)
    with gr.Blocks(title=f"{NAME}: maintain", fill_height=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="kb-head"):
            gr.Markdown(f"<h1>{NAME}</h1>")
            gr.Button(i18n("to_ask"), size="sm", scale=0, link="/", elem_id="kb-to-ask")
        with gr.Tabs(elem_id="kb-views", overflow_behavior="wrap"):
            with gr.Tab(i18n("tab_index"), id="index", elem_id="kb-index"):
                state = build_state(desk)
                ingesting, clock, ended = build_ingesting(desk)
                generations, rolled_back = build_generations(desk)
                purging = build_purging(desk, clock)
            with gr.Tab(i18n("tab_documents"), id="documents", elem_id="kb-documents") as documents_tab:
                adding, documents = build_documents(desk)
            with gr.Tab(i18n("tab_inbox"), id="inbox", elem_id="kb-inbox") as inbox_tab:
                inbox = build_inbox(desk, clock)
            with gr.Tab(i18n("tab_asked"), id="asked", elem_id="kb-asked") as asked_tab:
                asked = build_asked(desk)
            with gr.Tab(i18n("tab_quality"), id="quality", elem_id="kb-quality") as quality_tab:
                quality = build_quality()
                costs = build_costs(read_usage)
        for section in (state, ingesting, generations, purging, adding):
            _show(page.load, section)
        # What takes a process or the model is looked at when it is opened, not for whoever wants something else.
        for tab, section in (
            (documents_tab, documents),
            (inbox_tab, inbox),
            (asked_tab, asked),
            (quality_tab, quality),
            (quality_tab, costs),
        ):
            _show(tab.select, section)
        for section in (state, generations, documents):
            _show(ended.change, section)
        _show(rolled_back.then, state)
    page.i18n_instance = i18n
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE, api_open=False)
    return page  # type: ignore[no-any-return]  # Gradio leaves its context manager untyped


def _show(event: Any, section: Section) -> None:
    event(section.refresh, None, list(section.outputs), **EVENT)
