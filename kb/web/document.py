"""A document as a web page: its stored text, with the quoted passage marked. Every text is escaped here."""

import html
from collections.abc import Iterable
from dataclasses import dataclass

from kb.index import Index, StoredDocument
from kb.units import Unit, find_units
from kb.web.library import generation_of
from kb.web.links import describe_date, digest, is_web_address
from kb.web.name import NAME
from kb.web.text import MarkedText, anchor_of, show_text

GONE = "This document is no longer available: it was deleted or renamed since the answer was given."
CHANGED = "The documents were ingested again since this answer was given; this one may have changed."
DIFFERENT = "What was quoted no longer stands at this place in the document, so nothing is marked."
OUTSIDE = "The passage lies outside the document, so nothing is marked."


@dataclass(frozen=True, slots=True)
class Passage:
    """What a link asks to see: a stretch of a page, the generation it was found in, and a digest of what was quoted.

    None and "" stand for what the link does not say, or not in a way that can be read.
    """

    page: int = 1
    start: int | None = None
    end: int | None = None
    generation: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    text: MarkedText
    headings: tuple[Unit, ...]


def show_document(index: Index, document: StoredDocument, passage: Passage) -> str:
    """Show a document as a whole page of HTML, the passage marked if it is still there."""
    numbers = range(1, document.pages + 1)
    texts = {number: index.text_of(document.source, number) for number in numbers}
    marked = _mark(texts.get(passage.page, ""), passage)
    pages = [
        _Page(
            number,
            marked if number == passage.page and isinstance(marked, MarkedText) else MarkedText(text),
            tuple(unit for unit in find_units(text) if unit.kind == "heading"),
        )
        for number, text in texts.items()
    ]
    notices = [CHANGED] if passage.generation not in (None, generation_of(index)) else []
    notices += [marked] if isinstance(marked, str) and passage.start is not None else []
    # The first heading usually is the title, which need not stand there twice.
    titled = any(_heading(page, page.headings[0]) == document.title for page in pages[:1] if page.headings)
    language = f' lang="{html.escape(document.lang)}"' if document.lang else ""
    return _frame(
        document.title,
        f'<p class="facts">{_facts(document)}</p>',
        *(f'<p class="notice" role="note">{html.escape(notice)}</p>' for notice in notices),
        _contents(pages),
        f"<article{language}>",
        "" if titled else f"<h1>{html.escape(document.title)}</h1>",
        *(_section(page, len(pages) > 1, 0 if titled else 1) for page in pages),
        "</article>",
    )


def show_message(title: str, message: str) -> str:
    """Show a page that says why there is no document."""
    return _frame(title, f"<article><h1>{html.escape(title)}</h1><p>{html.escape(message)}</p></article>")


def _mark(text: str, passage: Passage) -> MarkedText | str:
    """Find the passage in its page's text, or say why it can't be marked."""
    start, end = passage.start, passage.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return OUTSIDE
    if passage.quote and digest(text[start:end]) != passage.quote:
        return DIFFERENT
    return MarkedText(text, start, end)


def _facts(document: StoredDocument) -> str:
    facts = [html.escape(document.topic.capitalize()), describe_date(document.as_of)]
    if is_web_address(document.url):
        address = html.escape(document.url)
        facts.append(f'<a href="{address}" rel="noopener noreferrer" target="_blank">Original on the web</a>')
    return " · ".join(filter(None, facts))


def _contents(pages: Iterable[_Page]) -> str:
    items = [
        f'<li><a href="#{anchor_of(page.number, unit)}">{html.escape(_heading(page, unit))}</a></li>'
        for page in pages
        for unit in page.headings
    ]
    if len(items) < 2:
        return ""
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>{"".join(items)}</ul></nav>'


def _section(page: _Page, numbered: bool, above: int) -> str:
    label = f'<p class="page">Page {page.number}</p>' if numbered else ""
    return f'<section id="page-{page.number}">{label}\n{show_text(page.text, page.number, above)}</section>'


def _heading(page: _Page, unit: Unit) -> str:
    return page.text.text[unit.start : unit.end]


def _frame(title: str, *body: str) -> str:
    inside = "\n".join(filter(None, body))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{html.escape(title)} – {NAME}</title>
<link rel="icon" href="/web/favicon.png">
<link rel="stylesheet" href="/web/document.css">
</head>
<body>
<header><a href="/">{NAME}</a></header>
<main>
{inside}
</main>
</body>
</html>
"""
