"""A document as a web page: its stored text, with the quoted passage marked. Every text is escaped here."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.answer import is_old, newest_date
from kb.index import Hit, Index, StoredDocument
from kb.units import Unit, find_units
from kb.web.figure import Figure, show_figure
from kb.web.interface import say
from kb.web.library import generation_of
from kb.web.links import describe_date, digest, is_web_address, path_to
from kb.web.name import NAME
from kb.web.text import MarkedText, anchor_of, show_text
from kb.wording import Language, phrase


@dataclass(frozen=True, slots=True)
class Passage:
    """What a link asks to see: a stretch of a page, the generation it was found in, and a digest of what was quoted.

    None and "" stand for what the link does not say, or not in a way that can be read. show is the page whose picture
    is shown, if it is another.
    """

    page: int = 1
    start: int | None = None
    end: int | None = None
    generation: int | None = None
    quote: str = ""
    show: int | None = None

    @property
    def shown(self) -> int:
        """Give the page whose picture is shown."""
        return self.show or self.page


@dataclass(frozen=True, slots=True)
class Frame:
    """How a document is shown: in which language, within the panel or as a page of its own."""

    language: Language = "en"
    panel: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """What is known of a document's file: whether it can be downloaded, the picture of a page, what is to be said."""

    there: bool = False
    figure: Figure | None = None
    notice: str = ""  # a key of the interface's texts


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    text: MarkedText
    headings: tuple[Unit, ...]


def find_passage(text: str, passage: Passage) -> tuple[int, int] | str:
    """Find the passage in its page's text; if it is not there, give the key of the text that says so."""
    start, end = passage.start, passage.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return "doc_outside"
    if passage.quote and digest(text[start:end]) != passage.quote:
        return "doc_different"
    return start, end


def show_document(index: Index, document: StoredDocument, passage: Passage, original: Original, frame: Frame) -> str:
    """Show a document as a whole page of HTML, the passage marked if it is still there."""
    texts = {number: index.text_of(document.source, number) for number in range(1, document.pages + 1)}
    found = find_passage(texts.get(passage.page, ""), passage)
    figure = original.figure
    # The boxes on a page's picture are what the link leads to; if there are none, the mark in the text is.
    name = "quoted" if figure and figure.picture.boxes else "passage"
    pages = [
        _Page(
            number,
            MarkedText(text, *found, name) if number == passage.page and isinstance(found, tuple) else MarkedText(text),
            tuple(unit for unit in find_units(text) if unit.kind == "heading"),
        )
        for number, text in texts.items()
    ]
    notices = ["doc_changed"] if passage.generation not in (None, generation_of(index)) else []
    notices += [found] if isinstance(found, str) and passage.start is not None else []
    notices += [original.notice] if original.notice else []
    # The first heading usually is the title, which need not stand there twice.
    titled = any(_heading(page, page.headings[0]) == document.title for page in pages[:1] if page.headings)
    language = f' lang="{html.escape(document.lang)}"' if document.lang else ""
    return _frame(
        document.title,
        frame,
        _about(index, document, passage if isinstance(found, tuple) else None, original, frame),
        *(f'<p class="notice" role="note">{html.escape(say(key, frame.language))}</p>' for key in notices),
        _contents(pages, frame),
        f"<article{language}>",
        "" if titled else f"<h1>{html.escape(document.title)}</h1>",
        *(_section(page, document, passage, figure, frame, 0 if titled else 1) for page in pages),
        "</article>",
    )


def show_message(title: str, message: str, frame: Frame) -> str:
    """Show a page that says why there is no document."""
    return _frame(title, frame, f"<article><h1>{html.escape(title)}</h1><p>{html.escape(message)}</p></article>")


def _about(index: Index, document: StoredDocument, passage: Passage | None, original: Original, frame: Frame) -> str:
    """Say where the passage stands, how old it is, and where the original is."""
    chunk = _chunk_of(index, document, passage) if passage else None
    as_of = chunk.as_of if chunk else document.as_of
    url = (chunk.url if chunk else "") or document.url
    facts = [html.escape(document.topic.capitalize()), html.escape(describe_date(as_of, frame.language))]
    if is_old(as_of, newest_date(index)):
        facts.append(f'<strong class="old">{html.escape(phrase("old", frame.language))}</strong>')
    links = []
    if is_web_address(url):
        text = html.escape(say("doc_web", frame.language))
        links.append(f'<a href="{html.escape(url)}" rel="noopener noreferrer" target="_blank">{text}</a>')
    if original.there:
        text = html.escape(say("doc_file", frame.language))
        links.append(f'<a href="{html.escape(path_to(document.source, "original"))}" download>{text}</a>')
    path = html.escape(chunk.heading.replace(" > ", " › ")) if chunk else ""
    return "".join(
        [
            '<div class="about">',
            f'<p class="path">{path}</p>' if path else "",
            f'<p class="facts">{" · ".join(filter(None, [*facts, *links]))}</p>',
            "</div>",
        ]
    )


def _chunk_of(index: Index, document: StoredDocument, passage: Passage) -> Hit | None:
    """Find the chunk in which a passage begins: it knows the headings above it, and its own date."""
    chunks = [chunk for chunk in index.chunks_of(document.source, passage.page) if chunk.start <= (passage.start or 0)]
    return chunks[-1] if chunks else None


def _contents(pages: Iterable[_Page], frame: Frame) -> str:
    items = [
        f'<li><a href="#{anchor_of(page.number, unit)}">{html.escape(_heading(page, unit))}</a></li>'
        for page in pages
        for unit in page.headings
    ]
    if len(items) < 2:
        return ""
    title, listed = html.escape(say("doc_contents", frame.language)), f"<ul>{''.join(items)}</ul>"
    if frame.panel:  # no room for it beside the text
        return f"<details><summary>{title}</summary><nav>{listed}</nav></details>"
    return f'<nav aria-labelledby="contents"><h2 id="contents">{title}</h2>{listed}</nav>'


def _section(
    page: _Page, document: StoredDocument, passage: Passage, figure: Figure | None, frame: Frame, above: int
) -> str:
    shown = [f'<section id="page-{page.number}">']
    if document.pages > 1:
        label = say("doc_page", frame.language, number=page.number, count=document.pages)
        shown.append(f'<p class="page">{html.escape(label)}</p>')
    if figure and figure.page == page.number:
        wanted = 0 if passage.start is None else passage.page

        def link(number: int) -> str:
            return _address(document, passage, number, frame)

        shown.append(show_figure(figure, document.pages, wanted, frame.language, link))
        shown.append(f'<p class="page">{html.escape(say("doc_text_of_page", frame.language))}</p>')
    shown.append(f"{show_text(page.text, page.number, above, frame.language)}</section>")
    return "\n".join(shown)


def _address(document: StoredDocument, passage: Passage, shown: int, frame: Frame) -> str:
    """Give the address of the same passage with the picture of another page."""
    asked = {
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "generation": passage.generation,
        "quote": passage.quote or None,
        "show": None if shown == passage.page else shown,
        "panel": 1 if frame.panel else None,
    }
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    anchor = "passage" if shown == passage.page and passage.start is not None else f"page-{shown}"
    return f"{path_to(document.source)}?{query}#{anchor}"


def _heading(page: _Page, unit: Unit) -> str:
    return page.text.text[unit.start : unit.end]


def _frame(title: str, frame: Frame, *body: str) -> str:
    inside = "\n".join(filter(None, body))
    head = "" if frame.panel else f'<header><a href="/">{NAME}</a></header>\n'
    return f"""<!doctype html>
<html lang="{frame.language}"{' class="panel"' if frame.panel else ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{html.escape(title)} – {NAME}</title>
<link rel="icon" href="/web/favicon.png">
<link rel="stylesheet" href="/web/document.css">
</head>
<body>
{head}<main data-title="{html.escape(title)}">
{inside}
</main>
</body>
</html>
"""
