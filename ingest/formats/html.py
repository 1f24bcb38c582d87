"""Read web pages: their main text, without navigation."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from ingest.extracted import UNDATED, Extracted, is_url, parse_as_of
from ingest.formats.blocks import Block, Walk, find_marks
from ingest.formats.encodings import find_declared
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.hidden import is_hidden, is_white
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.table import write_table
from kb.errors import DocumentError

_FORM_TAGS = frozenset("button datalist input meter option progress select textarea".split())
_FRAME_TAGS = frozenset("aside footer form header nav search".split())
_DEEP_TAGS = re.compile(
    r"(?:</?(?:div|span|center|font|section|article|b|i|em|strong|blockquote)\b[^>]*>\s*)+", re.IGNORECASE
)
_MAX_SEARCHED = 50_000
"""Elements of a page; in a larger one the main text is not searched for, which would take longer than it may."""
# Names of <meta> elements that date a page, the latest state first.
_DATE_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "last-modified",
    "article:published_time",
    "dcterms.date",
    "dcterms.issued",
    "dc.date",
    "date",
)


def read_html(path: Path) -> Extracted:
    """Read a web page as one page: main text by trafilatura, or all that is visible where there is no frame."""
    content = read_bytes(path)
    root = _parse(decode_text(content, "a web page", declared=find_declared(content)))
    title = _read_title(root)
    lang = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    url, as_of = _find_url(root), _find_date(root)
    white = _drop_hidden(root)
    walk = Walk()
    walk.read(root)
    page = PageText()
    for block in _choose_blocks(root, walk):
        _write_block(page, block)
    headings = [block.text for block in walk.blocks if block.kind == "heading" and block.level == 1]
    title = title or " ".join(" ".join(headings[:1]).split()) or words_of_name(path)
    warnings = describe_unseen(page.unseen) + describe_left_out(white)
    return Extracted((page.text(),), title, as_of, url=url, lang=lang, warnings=warnings)


def _parse(text: str) -> Any:
    root, too_deep = _parse_once(text)
    if too_deep:  # libxml2 drops what is nested more than 255 levels deep
        root, too_deep = _parse_once(_DEEP_TAGS.sub("<br><br>", text))
    if too_deep:
        raise DocumentError("its HTML is nested more than 255 levels deep; save it in a simpler form")
    return root


def _parse_once(text: str) -> tuple[Any, bool]:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except lxml.etree.ParserError as error:
        raise DocumentError("no text found in it") from error
    return root, any("depth" in entry.message for entry in parser.error_log)


def _read_title(root: Any) -> str:
    return " ".join((root.findtext(".//head/title") or root.findtext(".//title") or "").split())


def _find_url(root: Any) -> str:
    for link in root.iterfind(".//link[@href]"):
        if (link.get("rel") or "").lower() == "canonical":
            base = root.find(".//base[@href]")
            url = urljoin("" if base is None else base.get("href"), link.get("href").strip())
            return url if is_url(url) else ""
    return ""


def _find_date(root: Any) -> str:
    found: dict[str, str] = {}
    for meta in root.iterfind(".//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        date = parse_as_of(meta.get("content").strip()[:10])
        if date and date != UNDATED:
            found.setdefault(name, date)
    return next((found[name] for name in _DATE_NAMES if name in found), UNDATED)


def _drop_hidden(root: Any) -> int:
    """Drop what a browser doesn't show, and give how many pieces of text were written in the colour of the page.

    Pages hide menus and scripts as a matter of course; a text that is there and can't be seen is worth a word.
    """
    white = 0
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None:
            tag = element.tag.lower()
            if is_hidden(tag, element.attrib) or tag in _FORM_TAGS:
                element.drop_tree()
            elif is_white(element):
                white += bool(element.text_content().strip())
                element.drop_tree()
    return white


def _choose_blocks(root: Any, walk: Walk) -> Iterator[Block]:
    """Yield the blocks of the main text; all of them where there is no frame, too large a page, or no main text."""
    if sum(1 for _ in root.iter()) > _MAX_SEARCHED or not _has_frame(root):
        yield from walk.blocks
        return
    walk.mark_text()
    main = _find_main(root)
    total = sum(_count_letters(block) for block in walk.blocks)
    found = [block for block in walk.blocks if main & set(block.marks)]
    # Headings alone would wait in vain for what stands under them.
    if sum(map(_count_letters, found)) < min(200, total / 2) or all(block.kind == "heading" for block in found):
        yield from walk.blocks
        return
    waiting: list[Block] = []
    for block in walk.blocks:
        if block.kind == "heading":
            # A heading is kept for the text under it.
            waiting = [heading for heading in waiting if heading.level < block.level]
            waiting.append(block)
            continue
        if not main & set(block.marks):
            continue
        yield from waiting
        waiting = []
        yield block


def _has_frame(root: Any) -> bool:
    """Tell whether a page has navigation around its text: elements that say so, or many links."""
    letters = sum(len(text.strip()) for text in root.itertext())
    linked = sum(len(text.strip()) for link in root.iter("a") if link.get("href") for text in link.itertext())
    return linked > 0.2 * letters or any(True for _ in root.iter(*_FRAME_TAGS))


def _find_main(root: Any) -> set[int]:
    """Return the numbers of the blocks that trafilatura takes for the main text."""
    import trafilatura

    found = trafilatura.bare_extraction(root, favor_recall=True, include_comments=False, include_tables=True)
    if found is None or isinstance(found, dict):
        return set()
    return find_marks("".join(found.body.itertext()))


def _count_letters(block: Block) -> int:
    return len(block.text) + sum(len(cell) for row in block.rows for cell in row)


def _write_block(page: PageText, block: Block) -> None:
    if block.kind == "heading":
        page.heading(block.level, block.text)
    elif block.kind == "item":
        page.item(block.level, block.text, block.number)
    elif block.kind == "table":
        page.table(write_table(block.rows, headers=block.level or None))
    else:
        page.paragraph(block.text)


def write_markup(page: PageText, text: str) -> None:
    """Write all visible text of a piece of HTML or XHTML: a chapter of a book, a text in a record."""
    root = _parse(text)
    _drop_hidden(root)
    walk = Walk()
    walk.read(root)
    for block in walk.blocks:
        _write_block(page, block)
