"""The generations that are kept, and the way back to one of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.generations import roll_back
from kb.status import Kept, list_kept
from kb.web.maintain.desk import EVENT, Desk, Section, build_confirmation, speaks
from kb.web.maintain.show import note, table, when
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice


def build_generations(desk: Desk) -> tuple[Section, Any]:
    """Lay out the section; also gives the event after which another generation may answer."""
    shown = gr.Markdown(desk.i18n("loading"), elem_id="kb-generations")
    choice = gr.Dropdown(label=desk.i18n("rollback_to"), choices=[], visible=False, elem_id="kb-rollback-to")
    ask = gr.Button(desk.i18n("rollback"), size="sm", scale=0, visible=False, elem_id="kb-rollback")
    confirmation = build_confirmation(desk, "rollback_yes")
    told = gr.Markdown(elem_classes="kb-live")

    def refresh(request: gr.Request) -> tuple[str, Any, Any]:
        kept = list_kept(desk.config.index)
        return (show_kept(kept, speaks(request)), *_offer(kept, speaks(request)))

    def warn(number: int | None, request: gr.Request) -> tuple[Any, str]:
        text = note(say("rollback_ask", speaks(request), number=number)) if number else ""
        return gr.Group(visible=number is not None), text

    def go_back(number: int | None, request: gr.Request) -> tuple[str, Any, str, Any, Any]:
        message = _go_back(desk.config.index, number, speaks(request))
        return (message, gr.Group(visible=False), *refresh(request))

    ask.click(warn, [choice], [confirmation.box, confirmation.text], **EVENT)
    done = confirmation.yes.click(go_back, [choice], [told, confirmation.box, shown, choice, ask], **EVENT)
    return Section(refresh, [shown, choice, ask]), done


def show_kept(kept: Sequence[Kept], language: Language) -> str:
    """Show the generations that are kept, newest first."""
    if not kept:
        return note(say("none_kept", language))
    headers = [say(key, language) for key in ("number", "built_at", "state_holds", "status")]
    rows = [
        (
            str(one.number),
            escape(when(one.built_at)),
            escape(say("holds", language, documents=f"{one.documents:,}", chunks=f"{one.chunks:,}")),
            escape(one.problem or say("answers" if one.answers else "kept", language)),
        )
        for one in kept
    ]
    return table(say("generations_title", language), headers, rows)


def _offer(kept: Sequence[Kept], language: Language) -> tuple[Any, Any]:
    choices = [
        (f"{say('generation', language, number=one.number)}, {when(one.built_at)}", one.number)
        for one in kept
        if not one.answers and not one.problem
    ]
    first = choices[0][1] if choices else None
    return gr.Dropdown(choices=choices, value=first, visible=bool(choices)), gr.Button(visible=bool(choices))


def _go_back(folder: Path, number: int | None, language: Language) -> str:
    try:
        chosen = roll_back(folder, number)
    except KnowledgeBaseError as error:
        return show_notice(str(error))
    return f'<p class="kb-done">{escape(say("rollback_done", language, number=chosen))}</p>'
