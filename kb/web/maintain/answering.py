"""Answer a question by a document: a form with what documents/README.md asks for, written, looked at and ingested."""

from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

import gradio as gr

from kb.documents import already_there, find_place, list_topics, put_in_place, set_aside
from kb.drafts import Draft, name_draft, write_draft
from kb.errors import KnowledgeBaseError, UploadError
from kb.inbox import Missing
from kb.ingest_process import look_at_file
from kb.web.maintain.desk import EVENT, Desk, speaks
from kb.web.maintain.forms import Form
from kb.web.maintain.show import describe_failure, note
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice
from kb.wording import LANGUAGES


def build_answering(desk: Desk, clock: gr.Timer) -> Form:
    """Lay out the form."""
    hint = gr.Markdown()
    title = gr.Textbox("", label=desk.i18n("draft_title_label"), max_lines=1, elem_id="kb-draft-title")
    with gr.Row():
        topic = gr.Dropdown(value="", label=desk.i18n("topic"), choices=[("", "")], elem_id="kb-draft-topic")
        as_of = gr.Textbox("", label=desk.i18n("draft_date_label"), max_lines=1, elem_id="kb-draft-date")
        lang = gr.Dropdown(
            value="en", label=desk.i18n("draft_language_label"), choices=list(LANGUAGES), elem_id="kb-draft-language"
        )
    source = gr.Textbox("", label=desk.i18n("draft_source_label"), max_lines=1, elem_id="kb-draft-source")
    text = gr.Textbox("", label=desk.i18n("draft_text_label"), lines=6, max_lines=30, elem_id="kb-draft-text")
    save = gr.Button(desk.i18n("draft_save"), variant="primary", size="sm", scale=0, elem_id="kb-draft-save")
    told = gr.Markdown(elem_classes="kb-live", elem_id="kb-drafted")
    fields = [hint, title, topic, as_of, lang, source, text, told]

    def fill(question: str, missing: Missing | None, language: Language) -> tuple[Any, ...]:
        topics = list_topics(desk.config.documents)
        near = str(PurePosixPath(missing.nearest.source).parent) if missing and missing.nearest else ""
        value = near if near in topics else topics[1] if len(topics) > 1 else ""
        return (
            note(say("draft_hint", language, question=question)),
            "",
            gr.Dropdown(choices=[(name or say("topic_top", language), name) for name in topics], value=value),
            f"{datetime.now(UTC):%Y-%m-%d}",
            "en",
            "",
            "",
            "",
        )

    def write(
        title: str, topic: str, as_of: str, lang: str, source: str, text: str, request: gr.Request
    ) -> tuple[str, Any]:
        language = speaks(request)
        try:
            name = add_draft(desk, Draft(title, topic, as_of, lang, source, text))
        except UploadError as error:
            told = describe_failure(str(error), language) if error.reason == "unreadable" else ""
            return told or show_notice(say(f"upload_{error.reason}", language)), gr.Timer()
        except KnowledgeBaseError as error:
            return show_notice(str(error)), gr.Timer()
        started = desk.process.start()
        key = "draft_ingesting" if started else "draft_written"
        return f'<p class="kb-done">{escape(say(key, language, name=name))}</p>', gr.Timer(active=True)

    save.click(write, [title, topic, as_of, lang, source, text], [told, clock], **EVENT)
    return Form(fields, fill, lambda: ("",) * 2 + (gr.Dropdown(),) + ("", "en") + ("",) * 3)


def add_draft(desk: Desk, draft: Draft) -> str:
    """Write a draft into its topic, and give its path there; raises UploadError, also when it could not be read."""
    content = write_draft(draft)
    place = find_place(desk.config.documents, draft.topic, name_draft(draft.title))
    if place.exists():
        raise already_there(place)
    with set_aside(place) as (file, aside):
        file.write(content.encode())
        file.close()
        seen = look_at_file(desk.config, aside)
        if seen["problem"]:
            raise UploadError(seen["problem"], "unreadable")
        put_in_place(aside, place, replace=False)
    return place.relative_to(desk.config.documents).as_posix()
