"""Read what OpenDocument texts, spreadsheets and presentations have in common."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.formats.comments import Comment
from ingest.formats.files import read_bytes
from ingest.formats.opendocument_ink import is_white
from ingest.formats.package import Package, attribute, local_name, open_package
from ingest.formats.page import PageText
from ingest.formats.table import Repeated, write_table
from kb.errors import DocumentError

_KINDS = {
    "text": ("an OpenDocument text", ".odt"),
    "spreadsheet": ("an OpenDocument spreadsheet", ".ods"),
    "presentation": ("an OpenDocument presentation", ".odp"),
}
# Text that belongs to a paragraph's element and is not part of its words.
_APART = frozenset("annotation note frame text-box custom-shape g object ruby-text tracked-changes desc title".split())
_HIDDEN = frozenset(("hidden-text", "hidden-paragraph"))
_CONTAINERS = frozenset("section index-body table-of-content alphabetical-index soft-page-break text-box g a".split())
_MAX_REPEATED = 1000
"""Times that a row or cell with text may be repeated; more is the filling of a whole column."""


@dataclass(slots=True)
class OpenDocument:
    """Hold an OpenDocument file, and what is gathered from it while its text is written."""

    package: Package
    body: Any
    title: str
    lang: str
    styles: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    hidden: int = 0


def open_document(path: Path, kind: str) -> OpenDocument:
    """Open a ``text``, ``spreadsheet`` or ``presentation``; raise DocumentError if it is none."""
    expected, suffix = _KINDS[kind]
    names = tuple(name for name, _ in _KINDS.values())
    package = open_package(read_bytes(path), expected, suffix, (*names, "an OpenDocument file"))
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise DocumentError("protected by a password; save a copy without one")
    root = package.tree("content.xml")
    body = next((child for found in root.iterchildren("{*}body") for child in found), None)
    if body is None or local_name(body) != kind:
        content = _KINDS.get("" if body is None else local_name(body), ("another OpenDocument file", ""))[0]
        raise DocumentError(f"content is {content}, expected {expected}; give it its right file name")
    styles = {
        attribute(style, "name"): style
        for part in ("styles.xml", "content.xml")
        if part in package
        for style in package.tree(part).iter("{*}style", "{*}list-style", "{*}page-layout")
    }
    title, lang = _read_properties(package)
    return OpenDocument(package, body, title, lang, styles)


def read_text(document: OpenDocument, element: Any) -> str:
    """Return the words of a paragraph; footnotes, comments and frames in it are not among them."""
    pieces = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name in ("s", "tab", "line-break"):
            pieces.append(" ")
        elif name == "note":
            pieces.append(_read_note(document, child))
        elif name == "annotation":
            _read_comment(document, child)
        elif name in _HIDDEN or is_hidden(document, child):
            document.hidden += 1
        elif name not in _APART:
            pieces.append(read_text(document, child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def is_hidden(document: OpenDocument, element: Any) -> bool:
    """Tell whether an element's own style hides it, or writes white on white."""
    style = document.styles.get(attribute(element, "style-name"))
    if style is None:
        return False
    shown = [attribute(properties, "display") for properties in style]
    unseen = "none" in shown or "false" in shown or any(attribute(p, "visibility") == "hidden" for p in style)
    return unseen or is_white(document.styles, style, element)


def write_blocks(page: PageText, document: OpenDocument, parent: Any) -> None:
    """Write the headings, paragraphs, lists and tables of an element in order."""
    for element in parent:
        name = local_name(element)
        if is_hidden(document, element):
            document.hidden += 1
        elif name == "h":
            level = attribute(element, "outline-level")
            page.heading(int(level) if level.isdecimal() else 1, read_text(document, element))
            write_frames(page, document, element)
        elif name == "p":
            page.paragraph(" ".join(read_text(document, element).split()))
            write_frames(page, document, element)
        elif name == "list":
            _write_list(page, document, element, attribute(element, "style-name"), 0)
        elif name == "table":
            page.table(_read_table(document, element))
        elif name in _CONTAINERS:
            write_blocks(page, document, element)
        elif name in ("frame", "custom-shape", "rect", "ellipse"):
            write_frame(page, document, element)


def write_frames(page: PageText, document: OpenDocument, paragraph: Any) -> None:
    """Write the text boxes and charts that are anchored in a paragraph."""
    for element in paragraph.iterdescendants("{*}frame", "{*}custom-shape"):
        outer = next(element.iterancestors("{*}frame", "{*}custom-shape", "{*}note"), None)
        if outer is None or outer in paragraph.iterancestors():
            write_frame(page, document, element)


def write_frame(page: PageText, document: OpenDocument, frame: Any) -> None:
    """Write a text box, a table, or the figures of an embedded chart."""
    if local_name(frame) != "frame":
        write_blocks(page, document, frame)
        return
    for element in frame:
        name = local_name(element)
        if name == "text-box":
            write_blocks(page, document, element)
        elif name == "table":
            page.table(_read_table(document, element))
        elif name == "object":
            _write_object(page, document, element)


def count_repeats(element: Any, name: str) -> int:
    """Return how many times a row or a cell with text stands there, in reason."""
    value = attribute(element, name)
    return min(int(value), _MAX_REPEATED) if value.isdecimal() and int(value) else 1


def _write_list(page: PageText, document: OpenDocument, element: Any, style: str, depth: int) -> None:
    numbered = _is_numbered(document, style, depth)
    number = 0
    for item in element.iterchildren("{*}list-item", "{*}list-header"):
        first = True
        for child in item:
            if local_name(child) == "list":
                _write_list(page, document, child, attribute(child, "style-name") or style, depth + 1)
            elif local_name(child) == "h":
                write_blocks(page, document, [child])
            elif local_name(child) == "p":
                text = " ".join(read_text(document, child).split())
                if first and text:
                    start = attribute(item, "start-value")
                    number = int(start) if start.isdecimal() else number + 1
                    page.item(depth, text, number if numbered else None)
                else:
                    page.extend_item(text)
                first = first and not text
                write_frames(page, document, child)


def _is_numbered(document: OpenDocument, style: str, depth: int) -> bool:
    found = document.styles.get(style)
    levels = [] if found is None else [e for e in found if attribute(e, "level") == str(depth + 1)]
    return any(local_name(level) == "list-level-style-number" and attribute(level, "num-format") for level in levels)


def list_rows(table: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the rows of a table in order, each with whether it is a header."""
    for element in table:
        name = local_name(element)
        if name == "table-row":
            yield element, local_name(table) == "table-header-rows"
        elif name in ("table-rows", "table-header-rows", "table-row-group"):
            yield from list_rows(element)


def read_cell(document: OpenDocument, cell: Any) -> str:
    """Return the text of all paragraphs in a cell, those in lists and inner tables, too."""
    paragraphs = [
        p for p in cell.iter("{*}p", "{*}h") if not any(True for _ in p.iterancestors("{*}annotation", "{*}note"))
    ]
    for annotation in cell.iterchildren("{*}annotation"):
        _read_comment(document, annotation)
    return " ".join(" ".join(read_text(document, p) for p in paragraphs).split())


def _read_table(document: OpenDocument, table: Any) -> list[str]:
    rows: list[list[str]] = []
    headers = 0
    spans: dict[int, tuple[int, str]] = {}
    for row, is_header in list_rows(table):
        cells: list[str] = []
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            repeats = min(count_repeats(cell, "number-columns-repeated"), 100)
            if local_name(cell) == "covered-table-cell":
                cells += [_read_covered(spans, len(cells) + n) for n in range(repeats)]
                continue
            text = read_cell(document, cell)
            width = count_repeats(cell, "number-columns-spanned")
            height = count_repeats(cell, "number-rows-spanned")
            for n in range(min(width, 100)):
                spans[len(cells) + n] = (height - 1 if n == 0 else height, Repeated(text) if n else text)
            cells += [text] * repeats
        headers += (is_header or _is_styled_as_header(row)) and headers == len(rows)
        rows += [cells] * min(count_repeats(row, "number-rows-repeated"), 100)
    return write_table(rows, headers or None)


def _is_styled_as_header(row: Any) -> bool:
    """Tell whether a row is written in the paragraph style that LibreOffice gives to headers."""
    styles = [attribute(p, "style-name") for p in row.iter("{*}p")]
    return bool(styles) and all(style == "Table_20_Heading" for style in styles)


def _read_covered(spans: dict[int, tuple[int, str]], column: int) -> str:
    """Return the text of the cell that covers this place, from above or from the left."""
    left, text = spans.get(column, (0, ""))
    if left < 1:
        return ""
    spans[column] = (left - 1, text)
    return text


def _read_note(document: OpenDocument, note: Any) -> str:
    citation = "".join("".join(found.itertext()) for found in note.iterchildren("{*}note-citation"))
    label = citation.strip() or str(len(document.notes) + 1)
    text = " ".join(" ".join(read_text(document, p) for p in note.iter("{*}p")).split())
    document.notes.append(f"[{label}] {text}")
    return f" [{label}]"


def _read_comment(document: OpenDocument, annotation: Any) -> None:
    author = "".join("".join(found.itertext()) for found in annotation.iterchildren("{*}creator"))
    when = "".join("".join(found.itertext()) for found in annotation.iterchildren("{*}date"))
    text = " ".join(" ".join(read_text(document, p) for p in annotation.iter("{*}p")).split())
    document.comments.append(Comment(author, when, text))


def _write_object(page: PageText, document: OpenDocument, element: Any) -> None:
    """Write the title and the figures of an embedded chart."""
    part = attribute(element, "href").removeprefix("./").rstrip("/") + "/content.xml"
    if part not in document.package:
        return
    root = document.package.tree(part)
    for chart in root.iter("{*}chart"):
        for title in chart.iterchildren("{*}title"):
            page.paragraph(" ".join(" ".join(title.itertext()).split()))
        for table in chart.iterchildren("{*}table"):
            page.table(_read_table(document, table))


def _read_properties(package: Package) -> tuple[str, str]:
    if "meta.xml" not in package:
        return "", ""
    try:
        root = package.tree("meta.xml")
    except DocumentError:  # what a file says of itself is worth less than the file
        return "", ""
    title, lang = (next((e.text or "" for e in root.iter(f"{{*}}{name}")), "") for name in ("title", "language"))
    return " ".join(title.split()), lang.strip()
