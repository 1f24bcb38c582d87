"""Make a golden question of one that was asked: the facts that a right answer holds, appended to a golden file."""

from typing import Any

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.web.maintain.desk import EVENT, Desk, speaks
from kb.web.maintain.forms import Form
from kb.web.maintain.show import note
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice


def build_turning(desk: Desk) -> Form:
    """Lay out the form."""
    hint = gr.Markdown()
    question = gr.Textbox("", label=desk.i18n("golden_question"), lines=1, max_lines=4, elem_id="kb-golden-question")
    facts = gr.Textbox(
        "", label=desk.i18n("golden_facts"), info=desk.i18n("golden_facts_info"), lines=3, elem_id="kb-golden-facts"
    )
    not_told = gr.Checkbox(label=desk.i18n("golden_not_told"), elem_id="kb-golden-not-told")
    save = gr.Button(desk.i18n("golden_save"), variant="primary", size="sm", scale=0, elem_id="kb-golden-save")
    told = gr.Markdown(elem_classes="kb-live", elem_id="kb-goldened")

    def fill(asked: str, language: Language) -> tuple[Any, ...]:
        return note(say("golden_hint", language)), asked, "", False, ""

    def write(asked: str, given: str, unanswerable: bool, request: gr.Request) -> str:
        from kb.evaluation.adding import GOLDEN_FILE, add_question, read_facts

        language = speaks(request)
        expect = () if unanswerable else read_facts(given)
        if not asked.strip():
            return show_notice(say("golden_no_question", language))
        if not expect and not unanswerable:
            return show_notice(say("golden_no_facts", language))
        try:
            with desk.library.borrow() as index:
                added = add_question(index, asked.strip(), expect, GOLDEN_FILE, desk.config.min_confidence)
        except KnowledgeBaseError as error:
            return show_notice(str(error))
        shown = f'<p class="kb-done">{escape(say("golden_done", language, id=added.id, file=GOLDEN_FILE))}</p>'
        if added.untold:
            facts = "; ".join(" | ".join(one) for one in added.untold)
            shown += "\n\n" + show_notice(say("golden_untold", language, facts=facts))
        return shown

    save.click(write, [question, facts, not_told], [told], **EVENT)
    return Form([hint, question, facts, not_told, told], fill, lambda: ("", "", "", False, ""))
