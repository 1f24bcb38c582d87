"""Ingest from the page: what would change, then the ingest itself with its progress."""

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.ingest_process import JsonObject, Progress, look_at_documents
from kb.web.maintain.desk import EVENT, Desk, Section, build_confirmation, speaks
from kb.web.maintain.show import describe_failure, items, note, title
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice

TICK_SECONDS = 1.0
CHANGES = ("added", "changed", "renamed", "deleted")


def build_ingesting(desk: Desk) -> tuple[Section, gr.Timer, gr.State]:
    """Lay out the section. The timer ticks while an ingest runs; the state given last changes when one has ended."""
    heading = gr.Markdown()
    with gr.Row(elem_classes="kb-buttons"):
        rehearse = gr.Button(desk.i18n("rehearse"), size="sm", scale=0, elem_id="kb-rehearse")
        start = gr.Button(desk.i18n("ingest_now"), variant="primary", size="sm", scale=0, elem_id="kb-ingest")
    changes = gr.Markdown(elem_id="kb-changes", elem_classes="kb-live")
    confirmation = build_confirmation(desk, "ingest_deletions")
    standing = gr.Markdown(elem_id="kb-progress", elem_classes="kb-live")
    clock = gr.Timer(TICK_SECONDS, active=False)
    ended = gr.State("")
    agreed = gr.State(())  # the deletions that were shown, which alone may be agreed to

    def show_changes(request: gr.Request) -> Iterator[tuple[Any, Any, Any, Sequence[str]]]:
        language = speaks(request)
        yield show_notice(say("looking", language)), gr.Group(visible=False), "", ()
        yield _rehearse(desk, language)

    def agree(shown: Sequence[str], request: gr.Request) -> tuple[Any, Any, Any, Sequence[str], Any]:
        """Ingest with its deletions, unless others than were shown would be made by now."""
        language = speaks(request)
        told, box, question, deleted = _rehearse(desk, language)
        if not shown or tuple(deleted) != tuple(shown):
            return told, box, question, deleted, gr.Timer()
        desk.process.start("--allow-deletions")
        return told, gr.Group(visible=False), "", (), gr.Timer(active=True)

    def begin() -> Any:
        desk.process.start()
        return gr.Timer(active=True)

    def look(request: gr.Request) -> tuple[str, Any, Any]:
        progress = desk.process.progress()
        running = progress.state == "running"
        shown = show_progress(progress, speaks(request))
        return shown, gr.Timer(active=running), gr.skip() if running else progress.began

    def lay_out(request: gr.Request) -> tuple[str, str, Any, Any]:
        language = speaks(request)
        intro = f"{title(say('ingest_title', language))}\n\n{note(say('ingest_note', language))}"
        return (intro, *look(request))

    asked = [changes, confirmation.box, confirmation.text, agreed]
    rehearse.click(show_changes, None, asked, **EVENT)
    start.click(begin, None, [clock], **EVENT).then(look, None, [standing, clock, ended], **EVENT)
    confirmation.yes.click(agree, [agreed], [*asked, clock], **EVENT).then(
        look, None, [standing, clock, ended], **EVENT
    )
    clock.tick(look, None, [standing, clock, ended], **EVENT)
    return Section(lay_out, [heading, standing, clock, ended]), clock, ended


def _rehearse(desk: Desk, language: Language) -> tuple[str, Any, str, Sequence[str]]:
    """Show what an ingest would do; where it would be refused for its deletions, ask."""
    try:
        rehearsal, _ = look_at_documents(desk.config)
    except KnowledgeBaseError as error:
        return show_notice(str(error)), gr.Group(visible=False), "", ()
    deleted = rehearsal["deleted"] if rehearsal["refused"] else ()
    question = note(say("deletions_ask", language, count=len(deleted))) if deleted else ""
    return show_rehearsal(rehearsal, language), gr.Group(visible=bool(deleted)), question, tuple(deleted)


def show_rehearsal(rehearsal: JsonObject, language: Language) -> str:
    """Show what an ingest would do, every document by name."""
    blocks = []
    for change in CHANGES:
        names = [f"{one['before']} → {one['source']}" if change == "renamed" else one for one in rehearsal[change]]
        if names:
            heading = escape(say(f"would_{change}", language, count=len(names)))
            blocks.append(f"<p><strong>{heading}</strong></p>\n\n{items(map(escape, names))}")
    if rehearsal["unreadable"]:
        failed = (f"{escape(name)}: {describe_failure(why, language)}" for name, why in rehearsal["unreadable"].items())
        blocks.append(items(failed))
    if not blocks:
        blocks.append(note(say("would_nothing", language)))
    if rehearsal["refused"]:
        blocks.append(show_notice(say("would_refuse", language)))
    return "\n\n".join(blocks)


def show_progress(progress: Progress, language: Language) -> str:
    """Show how far an ingest is, or how it ended."""
    if not progress.state:
        return ""
    if progress.state == "running":
        step = say(f"step_{progress.step or 'start'}", language)
        if not progress.of:
            return f"<p>{escape(step)}…</p>"
        bar = f'<progress value="{progress.done}" max="{progress.of}"></progress>'
        on = f' <span class="kb-on">{escape(progress.on)}</span>' if progress.on else ""
        return f'<p class="kb-bar">{escape(step)} {progress.done} / {progress.of}{on}{bar}</p>'
    if progress.state == "failed":
        return show_notice(say("ingest_failed", language, error=progress.error))
    report = progress.report
    key = "ingest_published" if report["published"] else "ingest_nothing"
    blocks = [f'<p class="kb-done">{escape(say(key, language, number=report["generation"]))}</p>']
    changed = [say(f"did_{name}", language, count=len(report[name])) for name in CHANGES if report[name]]
    if changed:
        blocks.append(note(", ".join(changed)))
    if report["failed"]:
        failed = (f"{escape(one['source'])}: {describe_failure(one['message'], language)}" for one in report["failed"])
        blocks.append(items(failed))
    return "\n\n".join(blocks)
