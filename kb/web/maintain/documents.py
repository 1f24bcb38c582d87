"""The documents: add, look at what the bot sees of each, delete."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from kb.documents import LARGEST, delete_document, list_topics
from kb.errors import KnowledgeBaseError
from kb.ingest_process import JsonObject, look_at_documents
from kb.web.maintain.desk import EVENT, Desk, Section, build_confirmation, speaks
from kb.web.maintain.show import describe_failure, items, link_document, note, title, when
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice

NEEDS_A_LOOK = ("failed", "kept", "unreadable")
PENDING = ("added", "changed", "deleted")


def build_documents(desk: Desk) -> tuple[Section, Section]:
    """Lay out the section in two parts: what it begins with, and what is looked at only when it is opened."""
    adding = gr.Markdown(desk.i18n("loading"), elem_id="kb-adding")
    uploading = gr.Markdown(elem_id="kb-upload")
    listing = gr.Markdown(desk.i18n("loading"), elem_id="kb-list")
    again = gr.Button(desk.i18n("look_again"), size="sm", scale=0, elem_id="kb-look-again")
    delete_title = gr.Markdown()
    chosen = gr.Dropdown(
        label=desk.i18n("delete_which"), choices=[], value=[], multiselect=True, elem_id="kb-delete-which"
    )
    ask = gr.Button(desk.i18n("delete"), size="sm", scale=0, elem_id="kb-delete")
    confirmation = build_confirmation(desk, "delete_yes")
    told = gr.Markdown(elem_classes="kb-live", elem_id="kb-deleted")

    def lay_out(request: gr.Request) -> tuple[Any, ...]:
        language = speaks(request)
        topics = list_topics(desk.config.documents)
        return (
            f"{title(say('add_title', language))}\n\n{note(say('add_note', language))}",
            show_upload(topics, language) if topics else show_notice(say("upload_no_folder", language)),
            f"{title(say('delete_title', language))}\n\n{note(say('delete_note', language))}",
        )

    def look(request: gr.Request) -> Iterator[tuple[str, Any]]:
        language = speaks(request)
        yield show_notice(say("looking", language)), gr.Dropdown()
        try:
            rehearsal, library = look_at_documents(desk.config)
        except KnowledgeBaseError as error:
            yield show_notice(str(error)), gr.Dropdown()
            return
        yield (
            show_library(rehearsal, library, language),
            gr.Dropdown(choices=list_files(rehearsal, library, desk.config.documents), value=[]),
        )

    def warn(sources: Sequence[str], request: gr.Request) -> tuple[Any, str]:
        if not sources:
            return gr.Group(visible=False), ""
        text = note(say("delete_ask", speaks(request), count=len(sources))) + "\n\n" + items(map(escape, sources))
        return gr.Group(visible=True), text

    def delete(sources: Sequence[str], request: gr.Request) -> tuple[str, Any]:
        lines = [_delete(desk, source, speaks(request)) for source in sources]
        return items(lines), gr.Group(visible=False)

    looked = [listing, chosen]
    again.click(look, None, looked, **EVENT)
    ask.click(warn, [chosen], [confirmation.box, confirmation.text], **EVENT)
    deleting = confirmation.yes.click(delete, [chosen], [told, confirmation.box], **EVENT)
    deleting.then(look, None, looked, **EVENT)
    return Section(lay_out, [adding, uploading, delete_title]), Section(look, looked)


def show_upload(topics: Sequence[str], language: Language) -> str:
    """Show the fields that maintain.js sends files from; the hidden texts are what it says."""
    said = ("upload_sending", "upload_checking", "upload_replace", "upload_too_large", "upload_lost", "yes", "no")
    texts = "".join(f'<span id="kb-say-{key}">{escape(say(key, language, limit=LARGEST >> 20))}</span>' for key in said)
    texts += f'<span id="kb-say-largest">{LARGEST}</span>'
    options = "".join(
        f'<option value="{escape(name)}">{escape(name or say("topic_top", language))}</option>'
        for name in [*topics[1:], topics[0]]
    )
    return (
        f'<div class="kb-drop"><div><label for="kb-topic">{escape(say("topic", language))}</label>'
        f'<select id="kb-topic">{options}</select></div><div>'
        f'<label for="kb-files">{escape(say("upload_label", language))}</label>'
        f'<input type="file" id="kb-files" multiple><p id="kb-files-note" class="kb-note">'
        f"{escape(say('upload_note', language, limit=LARGEST >> 20))}</p></div></div>"
        f'<div class="kb-texts" hidden>{texts}</div><ul id="kb-sent" class="kb-items"></ul>'
    )


def show_library(rehearsal: JsonObject, library: JsonObject, language: Language) -> str:
    """Show every document with what the bot sees of it: first those that need a look, then what is not ingested yet."""
    looks = {one["source"]: one for one in library["documents"] if one["status"] != "left out"}
    troubled = {source: one["problem"] for source, one in looks.items() if one["status"] in NEEDS_A_LOOK}
    troubled |= rehearsal["unreadable"]
    blocks = []
    if troubled:
        shown = (f"{escape(source)} {describe_failure(why, language)}" for source, why in sorted(troubled.items()))
        blocks += [title(say("needs_a_look", language, count=len(troubled))), items(shown, "kb-items kb-troubled")]
    pending = [(change, source) for change in PENDING for source in rehearsal[change]]
    pending += [("renamed", f"{one['before']} → {one['source']}") for one in rehearsal["renamed"]]
    if pending:
        shown = (f"{_badge(say(f'is_{change}', language))} {escape(source)}" for change, source in pending)
        blocks += [title(say("pending_title", language, count=len(pending))), items(shown)]
    read = [one for one in looks.values() if one["status"] in ("ok", "kept")]
    blocks.append(title(say("read_title", language, count=len(read))))
    blocks.append(items((_show_look(one, language) for one in read), "kb-items kb-looks"))
    left_out = [one for one in library["documents"] if one["status"] == "left out"]
    if left_out:
        shown = (f"{escape(one['source'])}: {escape(one['problem'])}" for one in left_out)
        summary = escape(say("left_out", language, count=len(left_out)))
        blocks.append(f"<details><summary>{summary}</summary>{items(shown)}</details>")
    return "\n\n".join(blocks)


def list_files(rehearsal: JsonObject, library: JsonObject, folder: Path) -> list[str]:
    """List what may be deleted: the files that an ingest has read or will, not web pages or what is gone."""
    known = {one["source"] for one in library["documents"] if one["status"] != "left out"}
    known |= {*rehearsal["added"], *rehearsal["unreadable"], *(one["source"] for one in rehearsal["renamed"])}
    return sorted(source for source in known if (folder / source).is_file())


def _show_look(look: JsonObject, language: Language) -> str:
    seen = [
        say("sees", language, pages=look["pages"], characters=f"{look['characters']:,}", tables=look["tables"]),
        look["language"],
        say("as_of", language, date=look["as_of"]) if look["as_of"] else "",
        say("read_at", language, when=when(look["read_at"])) if look["read_at"] else "",
    ]
    told = list(look["warnings"])
    if look["empty_pages"]:
        told.append(say("empty_pages", language, pages=", ".join(map(str, look["empty_pages"]))))
    warnings = "".join(f'<span class="kb-warning">{escape(one)}</span>' for one in told)
    preview = (
        f"<details><summary>{escape(say('preview', language))}</summary><p>{escape(look['preview'])}</p></details>"
    )
    return (
        f"{link_document(look['source'], look['title'] or look['source'])}"
        f'<span class="kb-path">{escape(look["source"])}</span>'
        f'<span class="kb-note">{" · ".join(escape(one) for one in seen if one)}</span>{warnings}{preview}'
    )


def _badge(text: str) -> str:
    return f'<span class="kb-badge">{escape(text)}</span>'


def _delete(desk: Desk, source: str, language: Language) -> str:
    try:
        delete_document(desk.config.documents, source)
    except KnowledgeBaseError as error:
        return escape(str(error))
    return escape(say("deleted", language, name=source))
