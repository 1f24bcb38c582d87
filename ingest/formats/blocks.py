"""Read a web page's tree as blocks: headings, items, tables, paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.formats.table import Repeated

_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_MAX_SPAN = 100


@dataclass(slots=True)
class Block:
    """Hold one block of the page, and the numbers that its text carries while the main text is looked for.

    ``level`` is that of a heading, the depth of an item, or the number of header rows of a table.
    """

    kind: str
    text: str = ""
    level: int = 0
    number: int | None = None
    rows: list[list[str]] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)


class Walk:
    """Read the blocks of a page in order, and put a number into the text of each for ``find_marks``."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._marks = 0
        self._run: list[str] = []
        self._place: tuple[Any, str] | None = None
        self._places: list[tuple[Any, str, int]] = []
        self._context = Block("paragraph")
        self._lists: list[int | None] = []
        self._item: Block | None = None

    def read(self, root: Any) -> None:
        """Read all blocks below an element."""
        self._read_element(root)
        self._end_run()

    def mark_text(self) -> None:
        """Write the number of each block into the tree, before the text that it begins with."""
        for element, where, mark in self._places:
            setattr(element, where, f"⟦{mark}⟧ {getattr(element, where)}")

    def _read_element(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCK_TAGS:
            self._end_run()
        if tag == "br":
            self._run.append("\n")
        elif tag == "img":
            pass
        elif tag == "table" and not _is_layout(element):
            self._read_table(element)
        elif re.fullmatch("h[1-6]", tag):
            self._read_within(element, Block("heading", level=int(tag[1])))
        elif tag in ("ul", "ol", "menu", "dir"):
            start = element.get("start", "1")
            self._lists.append((int(start) if start.isdecimal() else 1) - 1 if tag == "ol" else None)
            self._read_within(element, Block("paragraph"))
            self._lists.pop()
        elif tag == "li":
            self._read_item(element)
        elif tag == "pre":
            self._read_within(element, Block("lines"))
        elif tag == "dl":
            self._read_definitions(element)
        else:
            self._read_children(element)
        if tag in _BLOCK_TAGS:
            self._end_run()

    def _read_children(self, element: Any) -> None:
        self._add_text(element, "text")
        for child in element:
            self._read_element(child)
            self._add_text(child, "tail")

    def _read_within(self, element: Any, context: Block) -> None:
        outer, self._context = self._context, context
        self._read_children(element)
        self._end_run()
        self._context = outer

    def _read_item(self, element: Any) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            value = element.get("value", "")
            self._lists[-1] = number = int(value) if value.isdecimal() else number + 1
        outer = self._item
        self._item = None
        self._read_within(element, Block("item", level=max(len(self._lists) - 1, 0), number=number))
        self._item = outer

    def _read_definitions(self, element: Any) -> None:
        """Read a short definition as ``- term: definition``; a long one as a paragraph after its term."""
        term = None
        for child in element:
            if (
                child.tag == "dd"
                and term is not None
                and not any(below.tag in _BLOCK_TAGS for below in child.iterdescendants())
            ):
                self._read_definition(term, child)
                term = None
                continue
            if term is not None:
                self._read_within(term, Block("paragraph"))
            term = child if child.tag == "dt" else None
            if term is None:
                self._read_element(child)
        if term is not None:
            self._read_within(term, Block("paragraph"))

    def _read_definition(self, term: Any, definition: Any) -> None:
        outer, outer_item = self._context, self._item
        self._context, self._item = Block("item", level=len(self._lists)), None
        self._read_children(term)
        self._run.append(": ")
        self._read_children(definition)
        self._end_run()
        self._context, self._item = outer, outer_item

    def _read_table(self, table: Any) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._read_within(caption, Block("paragraph"))
        rows: list[list[str]] = []
        marks: list[int] = []
        headers = 0
        spans: dict[int, tuple[int, str]] = {}
        for row in table.iter("tr"):
            cells: list[str] = []
            elements = [cell for cell in row if cell.tag in ("td", "th")]
            filled = [cell for cell in elements if _read_cell(cell)]
            heads = row.getparent().tag == "thead" or (filled and all(cell.tag == "th" for cell in filled))
            if headers == len(rows) and heads:
                headers += 1
            for cell in elements:
                _fill_spans(cells, spans)
                text = _read_cell(cell)
                width, height = _read_span(cell, "colspan"), _read_span(cell, "rowspan")
                if height > 1:
                    spans.update({len(cells) + n: (height - 1, Repeated(text) if n else text) for n in range(width)})
                cells += [text, *[Repeated(text)] * (width - 1)]
            _fill_spans(cells, spans)
            rows.append(cells)
            marks.append(self._mark(_find_first_text(row)))
        if not headers and _is_first_row_bold(table):
            headers = 1
        self.blocks.append(Block("table", rows=rows, level=headers, marks=marks))

    def _add_text(self, element: Any, where: str) -> None:
        text = getattr(element, where)
        if not text:
            return
        if self._place is None and text.strip():
            self._place = (element, where)
        if self._context.kind != "lines":
            text = re.sub(r"\s+", " ", text)
        self._run.append(text)

    def _end_run(self) -> None:
        text, place = "".join(self._run), self._place
        self._run, self._place = [], None
        if not text.strip():
            return
        mark = self._mark(place)
        context = self._context
        if context.kind == "lines":
            self.blocks.append(Block("paragraph", text, marks=[mark]))
            return
        # Two line breaks are how old pages end a paragraph.
        for part in re.split(r"\n\s*\n", text):
            words = " ".join(part.split())
            if not words:
                continue
            if context.kind == "item" and self._item is not None and self.blocks[-1] is self._item:
                self._item.text += f" {words}"
                self._item.marks.append(mark)
                continue
            block = Block(context.kind, words, context.level, context.number, marks=[mark])
            if context.kind == "item":
                if self._item is not None:  # text after a list within the item
                    block = Block("paragraph", words, marks=[mark])
                else:
                    self._item = block
            self.blocks.append(block)

    def _mark(self, place: tuple[Any, str] | None) -> int:
        self._marks += 1
        if place is not None:
            self._places.append((*place, self._marks))
        return self._marks


def find_marks(text: str) -> set[int]:
    """Return the numbers of the blocks whose beginnings are in a text."""
    return {int(number) for number in re.findall(r"⟦(\d+)⟧", text)}


def _is_layout(table: Any) -> bool:
    """Tell whether a table only arranges the page: tables or headings in it, or a single row or column of prose."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(below.tag in ("table", "h1", "h2", "h3", "h4", "h5", "h6") for below in table.iterdescendants()):
        return True
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if len(rows) < 2 or all(len(row) < 2 for row in rows):
        return not any(cell.tag == "th" for row in rows for cell in row)
    return False


def _read_cell(cell: Any) -> str:
    return " ".join("".join(_read_pieces(cell)).split())


def _read_pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        apart = " " if child.tag == "br" or child.tag in _BLOCK_TAGS else ""
        yield apart
        yield from _read_pieces(child)
        yield apart
        yield child.tail or ""


def _is_first_row_bold(table: Any) -> bool:
    def is_bold(row: Any) -> bool:
        cells = [cell for cell in row.iterchildren("td", "th") if _read_cell(cell)]
        return bool(cells) and all(
            _read_cell(cell) == " ".join(_read_cell(bold) for bold in cell.iter("b", "strong")) for cell in cells
        )

    rows = list(table.iter("tr"))[:2]
    return len(rows) == 2 and is_bold(rows[0]) and not is_bold(rows[1])


def _read_span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() else 1


def _fill_spans(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    """Add the cells that reach into this row from above, at the next free column."""
    while len(cells) in spans:
        column = len(cells)
        left, text = spans.pop(column)
        if left > 1:
            spans[column] = (left - 1, text)
        cells.append(text)


def _find_first_text(row: Any) -> tuple[Any, str] | None:
    for element in row.iter():
        if (element.text or "").strip():
            return element, "text"
        if element is not row and (element.tail or "").strip():
            return element, "tail"
    return None
