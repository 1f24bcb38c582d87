"""Blocks of HTML for the maintainers' page, each on one line (see kb.web.messages); texts are escaped by who calls."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from kb.fixes import find_kind
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape

_UNITS = (("age_days", 86_400), ("age_hours", 3_600), ("age_minutes", 60))


def title(text: str) -> str:
    """Show the title of a part of a section."""
    return f'<h2 class="kb-title">{escape(text)}</h2>'


def note(text: str) -> str:
    """Show a line that explains."""
    return f'<p class="kb-note">{escape(text)}</p>'


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Show names (texts) with their values (HTML); rows without a value are left out."""
    shown = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<dl class="kb-facts">{shown}</dl>'


def table(caption: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Show a table: caption and headers are texts, cells are HTML; the first of a row is its header."""
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="kb-scroll"><table class="kb-plain-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def items(shown: Iterable[str], kind: str = "kb-items") -> str:
    """Show a list of HTML."""
    return f'<ul class="{kind}">{"".join(f"<li>{one}</li>" for one in shown)}</ul>'


def describe_failure(reason: str, language: Language) -> str:
    """Show a reason as the ingest gave it, and what to do about one of its kind, in the reader's words."""
    return (
        f'<span class="kb-reason">{escape(reason)}</span>'
        f'<span class="kb-fix">{escape(say(f"fix_{find_kind(reason)}", language))}</span>'
    )


def link_document(source: str, text: str = "") -> str:
    """Link to a document as readers open it."""
    return f'<a href="/document/{escape(quote(source))}">{escape(text or source)}</a>'


def when(moment: str) -> str:
    """Write a moment in UTC to the minute; as it stands where it is none."""
    try:
        return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return moment


def describe_age(seconds: int, language: Language) -> str:
    """Write an age in its largest unit."""
    for key, length in _UNITS:
        if seconds >= length:
            return say(key, language, count=seconds // length)
    return say("age_now", language)


def short(text: str, most: int) -> str:
    """Cut a text for a label, at a blank where there is one."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else re.sub(r"\s+\S*$", "", plain[: most - 1]) + "…"
