"""What can be done with an answer, as HTML; the buttons are brought to life by static/ask.js. See kb.web.messages."""

import html
from collections.abc import Sequence

from kb.web.interface import say
from kb.web.messages import escape, show_ask

_SAVED = (("answer", "docx", "save_word"), ("answer", "md", "save_markdown"))
_SAVED_WHOLE = (("conversation", "docx", "save_all_word"), ("conversation", "md", "save_all_markdown"))


def show_actions(exchange_id: str, link: str, language: str, *, first: bool) -> str:
    """Show what can be done with an answer: copy, link, save, print, judge. first: nothing was said before it."""

    def button(name: str, key: str) -> str:
        return f'<button type="button" class="kb-act {name}">{escape(say(key, language))}</button>'

    saved = [
        f'<a href="/{what}/{exchange_id}.{form}" download>{escape(say(key, language))}</a>'
        for what, form, key in (_SAVED if first else _SAVED + _SAVED_WHOLE)
    ]
    menu = (
        f'<details class="kb-save"><summary class="kb-act">{escape(say("save", language))}</summary>'
        f'<div class="kb-menu">{button("kb-send", "by_mail")}{"".join(saved)}'
        f"{button('kb-print', 'print')}</div></details>"
    )
    copy_link = f'<a class="kb-act kb-link" href="{html.escape(link)}">{escape(say("copy_link", language))}</a>'
    judged = button("kb-up", "helpful") + button("kb-down", "not_helpful")
    return (
        f'<div class="kb-actions" id="kb-exchange-{exchange_id}">{button("kb-copy", "copy")}{copy_link}{menu}'
        f'<span class="kb-judge">{judged}</span></div>'
    )


def show_related(questions: Sequence[str], language: str) -> str:
    """Show questions that may be asked next."""
    if not questions:
        return ""
    items = "".join(f"<li>{show_ask(question)}</li>" for question in questions)
    return f'<h2 class="kb-related">{escape(say("related", language))}</h2>\n\n<ul class="kb-suggested">{items}</ul>'
