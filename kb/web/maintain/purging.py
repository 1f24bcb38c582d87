"""Let go for good what was deleted: an ingest that also purges older generations, the ledger and the feedback."""

from typing import Any

import gradio as gr

from kb.web.maintain.desk import EVENT, Desk, Section, build_confirmation, speaks
from kb.web.maintain.show import note, title
from kb.web.maintain.texts import say
from kb.web.messages import escape, show_notice


def build_purging(desk: Desk, clock: gr.Timer) -> Section:
    """Lay out the section; the clock is set going when a purge was started, whose progress is an ingest's."""
    heading = gr.Markdown()
    ask = gr.Button(desk.i18n("purge"), size="sm", scale=0, elem_id="kb-purge")
    confirmation = build_confirmation(desk, "purge_yes")
    told = gr.Markdown(elem_classes="kb-live", elem_id="kb-purged")

    def lay_out(request: gr.Request) -> str:
        language = speaks(request)
        return f"{title(say('purge_title', language))}\n\n{note(say('purge_note', language))}"

    def warn(request: gr.Request) -> tuple[Any, str]:
        return gr.Group(visible=True), note(say("purge_ask", speaks(request)))

    def purge(request: gr.Request) -> tuple[Any, str, Any]:
        language = speaks(request)
        if not desk.process.start("--purge"):
            return gr.Group(visible=False), show_notice(say("purge_busy", language)), gr.Timer(active=True)
        shown = f'<p class="kb-done">{escape(say("purge_started", language))}</p>'
        return gr.Group(visible=False), shown, gr.Timer(active=True)

    ask.click(warn, None, [confirmation.box, confirmation.text], **EVENT)
    confirmation.yes.click(purge, None, [confirmation.box, told, clock], **EVENT)
    return Section(lay_out, [heading])
