"""What the views have in common as HTML: links to passages, where something stands, and addresses.

Each view is one block of HTML on one line, as in kb.web.messages; every text of a document is escaped here. It is not
sanitized again, for Gradio's sanitizer would take the ids to jump to.
"""

import html
import re
from collections.abc import Iterable

import gradio as gr

from kb.overview.library import Place
from kb.web.interface import say
from kb.web.links import describe_date, link_to
from kb.web.messages import escape
from kb.wording import Language

_ADDRESS = re.compile(r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<web>https?://[^\s<>|;,()\"]+[^\s<>|;,().\"])")


def text_block(name: str, text: str = "") -> gr.Markdown:
    """Lay out a block of our own HTML of a class, with a text until it is filled."""
    shown = f'<p class="kb-reading">{escape(text)}</p>' if text else ""
    return gr.Markdown(shown, sanitize_html=False, latex_delimiters=[], container=False, elem_classes=name)


def link(place: Place, generation: int, text: str = "", *, name: str = "kb-cell") -> str:
    """Link a text, by default what stands at a place, to that place."""
    href = html.escape(link_to(place, generation))
    where = escape(" › ".join(filter(None, (place.title, *place.heading.split(" > ")))))
    shown = escape(text or place.quote)
    return f'<a class="{name}" href="{href}" target="_blank" rel="noopener" title="{where}">{shown}</a>'


def origin(places: Iterable[Place], generation: int, language: Language) -> str:
    """Say where something stands and how old that is; of several places the first in full, the others by title."""
    first, *others = places
    where = " › ".join(filter(None, (first.title, first.heading.split(" > ")[-1])))
    told = f"{link(first, generation, where, name='kb-from')} · {escape(describe_date(first.as_of, language))}"
    # A document that says it twice is named once.
    rest = {place.source: place for place in reversed(others) if place.source != first.source}
    if rest:
        more = ", ".join(link(place, generation, place.title, name="kb-from") for place in reversed(rest.values()))
        told += f" · {escape(say('also_in', language))} {more}"
    return f'<p class="kb-origin">{told}</p>'


def addresses(text: str, language: Language) -> str:
    """Write a text with its e-mail and web addresses as links."""
    shown, last = "", 0
    for match in _ADDRESS.finditer(text):
        address = escape(match[0])
        if match["mail"]:
            label = escape(say("write_to", language, address=match[0]))
            linked = f'<a class="kb-mail" href="mailto:{address}" title="{label}">{address}</a>'
        else:
            linked = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'
        shown += escape(text[last : match.start()]) + linked
        last = match.end()
    return shown + escape(text[last:])


def heading(key: str, language: Language, lead: str) -> str:
    """Write the heading of a view and the sentence that says what it shows."""
    return f'<h2 class="kb-view">{escape(say(key, language))}</h2><p class="kb-lead">{escape(say(lead, language))}</p>'


def count(shown: int, total: int, language: Language) -> str:
    """Say how many are shown; told aloud when it changes."""
    told = escape(say("shown", language, shown=shown, all=total))
    return f'<p class="kb-count" role="status" aria-live="polite">{told}</p>'


def notice(key: str, language: Language) -> str:
    """Say why there is nothing to see."""
    return f'<p class="kb-nothing">{escape(say(key, language))}</p>'
