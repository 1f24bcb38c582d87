"""The empty panel that evidence.js puts beside the chat; what it shows is a document's page in a frame."""

import html

from kb.web.interface import say
from kb.wording import Language


def show_panel(language: Language) -> str:
    """Write the panel, closed. Its words stand in it, so the script needs none of its own."""

    def text(key: str) -> str:
        return html.escape(say(key, language))

    def button(name: str, sign: str) -> str:
        label = text(f"panel_{name}")
        return (
            f'<button type="button" id="kb-evidence-{name}" aria-label="{label}" title="{label}">'
            f'<span aria-hidden="true">{sign}</span></button>'
        )

    # The position is written by the script, which knows the numbers.
    position = html.escape(say("panel_position", language, number="#", count="##"))
    return (
        f'<aside id="kb-evidence" lang="{language}" aria-labelledby="kb-evidence-title" hidden>'
        '<header id="kb-evidence-head">'
        f'<p id="kb-evidence-position" data-text="{position}"></p>'
        f"{button('previous', '‹')}{button('next', '›')}"
        f'<a id="kb-evidence-tab" target="_blank" rel="noopener" aria-label="{text("panel_tab")}" '
        f'title="{text("panel_tab")}"><span aria-hidden="true">↗</span></a>'
        f"{button('close', '×')}"
        f'<h2 id="kb-evidence-title" tabindex="-1" data-none="{text("panel_source")}"></h2>'
        "</header>"
        f'<p id="kb-evidence-state" role="status" data-loading="{text("panel_loading")}" '
        f'data-failed="{text("panel_failed")}"></p>'
        f'<iframe id="kb-evidence-frame" title="{text("panel_source")}"></iframe>'
        "</aside>"
    )
