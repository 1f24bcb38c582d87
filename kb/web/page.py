"""The page: its head, and the views below it. Layout only; the first view is in kb.web.ask."""

import gradio as gr

from kb.slots import AT_ONCE
from kb.web.ask import build_ask
from kb.web.conversing import Answering
from kb.web.interface import translations
from kb.web.library import Library
from kb.web.maintain import PATH as MAINTAIN
from kb.web.name import NAME
from kb.web.views.contacts import build_contacts
from kb.web.views.glossary import build_glossary
from kb.web.views.library import build_library
from kb.web.views.programmes import build_programmes
from kb.web.views.timeline import build_timeline
from kb.web.welcome import show_reminder, show_welcome

VIEWS = {
    "timeline": build_timeline,
    "programmes": build_programmes,
    "contacts": build_contacts,
    "glossary": build_glossary,
    "library": build_library,
}
WAITING = 60  # questions in the queue; the next one is told that the page is busy


def build_page(library: Library, answering: Answering) -> gr.Blocks:
    """Lay out the page. State lives in each visitor's session, never here."""
    keep_days = answering.feedback.keep_questions_days
    with gr.Blocks(title=NAME, fill_height=True, analytics_enabled=False) as page:
        texts = translations()
        for language in texts:  # whole blocks of HTML, there from the first paint
            texts[language]["welcome"] = show_welcome(language, (), keep_days)
            texts[language]["reminder"] = show_reminder(language, keep_days, answering.model)
        i18n = gr.I18n(**texts)
        status = gr.Markdown(visible=False, elem_id="kb-state")
        with gr.Row(elem_id="kb-head"):
            gr.Markdown(f"<h1>{NAME}</h1>")
            gr.Button(i18n("conversations"), size="sm", scale=0, elem_id="kb-menu")
            gr.Button(i18n("maintain"), size="sm", scale=0, link=MAINTAIN, elem_id="kb-to-maintain")
        with gr.Tabs(elem_id="kb-views", overflow_behavior="wrap"):
            with gr.Tab(i18n("view_ask"), id="ask", elem_id="kb-ask"):
                build_ask(page, library, answering, status, AT_ONCE)
            for name, build in VIEWS.items():
                with gr.Tab(i18n(f"view_{name}"), id=name, elem_id=f"kb-{name}"):
                    build(library)
    page.i18n_instance = i18n
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE, api_open=False)
    return page  # type: ignore[no-any-return]  # Gradio leaves its context manager untyped
