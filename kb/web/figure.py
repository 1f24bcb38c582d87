"""The picture of a page with the passage boxed. A box is an SVG rectangle: a document's page may set no styles."""

import html
from collections.abc import Callable
from dataclasses import dataclass

from kb.pdf import PagePicture
from kb.web.interface import say
from kb.wording import Language


@dataclass(frozen=True, slots=True)
class Figure:
    """A page (counted from 1) of a document as a picture, whose address is src."""

    page: int
    src: str
    picture: PagePicture


def show_figure(figure: Figure, pages: int, wanted: int, language: Language, link: Callable[[int], str]) -> str:
    """Write a page's picture; link gives the address of another page, wanted is the one with the passage, 0 for none.

    If the passage is boxed, the boxes have the id `passage`.
    """
    picture = figure.picture
    size = f'width="{picture.width}" height="{picture.height}"'
    boxes = "".join(
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" rx="3"/>'
        for box in picture.boxes
    )
    alt = html.escape(say("doc_boxed" if boxes else "doc_picture", language, number=figure.page))
    src = html.escape(figure.src)
    enlarge = html.escape(say("doc_enlarge", language))
    return (
        f'<figure class="printed">{_pages(figure.page, pages, wanted, language, link)}'
        f'<svg viewBox="0 0 {picture.width} {picture.height}" role="img" aria-label="{alt}">'
        f'<image href="{src}" {size}/>{f"""<g class="boxes" id="passage">{boxes}</g>""" if boxes else ""}</svg>'
        f'<figcaption><a href="{src}" target="_blank" rel="noopener">{enlarge}</a></figcaption></figure>'
    )


def _pages(page: int, pages: int, wanted: int, language: Language, link: Callable[[int], str]) -> str:
    if pages < 2:
        return ""
    steps = [
        f'<a href="{html.escape(link(number))}">{html.escape(say(key, language))}</a>'
        for key, number, there in (
            ("doc_previous_page", page - 1, page > 1),
            ("doc_next_page", page + 1, page < pages),
            ("doc_to_passage", wanted, wanted not in (0, page)),
        )
        if there
    ]
    return f'<p class="pages">{" ".join(steps)}</p>'
