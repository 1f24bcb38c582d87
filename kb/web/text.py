"""A page's stored text as HTML, a passage of it marked. Every text is escaped here.

Nothing is left out: the signs that open a heading, an item or a row (kb.units) and the headers repeated in the cells of
a row are written too, but cannot be seen. So what stands in the marks is the passage, character for character, but for
the blanks between blocks.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from kb.units import Unit, find_units
from kb.web.interface import say
from kb.wording import Language

DEEPEST = 4  # of the levels of a list, as document.css indents them
BETWEEN_CELLS = " | "
AFTER_HEADER = ": "


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A page's text and the stretch of it that is marked; the first mark has the id name."""

    text: str
    start: int = 0
    end: int = 0
    name: str = "passage"

    def show(self, start: int, end: int) -> str:
        """Write a stretch of the text, marked where it belongs to the passage."""
        passage = self.text[self.start : self.end]
        first = self.end - len(passage.lstrip())  # blanks between blocks are not written, nor marked
        begin, stop = max(start, first), min(end, self.end)
        if begin >= stop:
            return html.escape(self.text[start:end])
        name = f' id="{self.name}"' if begin == first else ""
        before, marked, after = self.text[start:begin], self.text[begin:stop], self.text[stop:end]
        return f"{html.escape(before)}<mark{name}>{html.escape(marked)}</mark>{html.escape(after)}"

    def hide(self, start: int, end: int) -> str:
        """Write a stretch of the text that cannot be seen."""
        return f'<span class="sign" aria-hidden="true">{self.show(start, end)}</span>' if start < end else ""


def anchor_of(page: int, heading: Unit) -> str:
    """Give the id of a heading."""
    return f"p{page}-{heading.start}"


def show_text(marked: MarkedText, page: int, above: int = 0, language: Language = "en") -> str:
    """Write a page's text; above is how many levels of headings stand above its own, language that of the page."""
    text = marked.text
    shown = []
    for block in _blocks(text, find_units(text)):
        first, last = block[0], block[-1]
        sign = text.rfind("\n", 0, first.start) + 1
        if first.kind == "heading":
            level = min(text.count("#", sign, first.start) + above, 6)
            content = marked.hide(sign, first.start) + marked.show(first.start, first.end)
            shown.append(f'<h{level} id="{anchor_of(page, first)}">{content}</h{level}>')
        elif first.kind == "item":
            shown.append(f"<ul>{''.join(_item(marked, item) for item in block)}</ul>")
        elif first.kind == "row":
            shown.append(_table(marked, block, language))
        else:
            shown.append(f"<p>{marked.show(first.start, last.end)}</p>")
    return "\n".join(shown)


def _blocks(text: str, units: Sequence[Unit]) -> list[list[Unit]]:
    """Group units of a kind that no blank line parts: sentences to a paragraph, items to a list, rows to a table."""
    blocks: list[list[Unit]] = []
    for unit in units:
        last = blocks[-1][-1] if blocks else None
        if last and last.kind == unit.kind != "heading" and text.count("\n", last.end, unit.start) < 2:
            blocks[-1].append(unit)
        else:
            blocks.append([unit])
    return blocks


def _item(marked: MarkedText, item: Unit) -> str:
    line = marked.text.rfind("\n", 0, item.start) + 1
    sign = marked.text[line : item.start]
    depth = min((len(sign) - len(sign.lstrip())) // 2, DEEPEST)
    content = marked.show(item.start, item.end)
    if sign.lstrip().startswith("-"):
        return f'<li class="depth-{depth}">{marked.hide(line, item.start)}{content}</li>'
    return f'<li class="depth-{depth} numbered">{marked.show(line, item.start)}{content}</li>'


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its sign (what parts it from the cell before) from start, `header: ` from label, its value to end."""

    header: str
    start: int
    label: int
    value: int
    end: int


def _table(marked: MarkedText, rows: Sequence[Unit], language: Language) -> str:
    """Write rows as a table if their cells have the same headers (empty ones may be left out), else as lines."""
    cells = [_cells(marked.text, row) for row in rows]
    headers = [cell.header for cell in max(cells, key=len)]
    if not all(headers) or len(set(headers)) < len(headers) or not all(_fits(row, headers) for row in cells):
        return "".join(
            f'<p class="row">{marked.hide(row[0].start, unit.start)}{marked.show(unit.start, unit.end)}</p>'
            for row, unit in zip(cells, rows, strict=True)
        )
    head = "".join(f'<th scope="col">{html.escape(header)}</th>' for header in headers)
    body = []
    for row in cells:
        by_header = {cell.header: cell for cell in row}
        body.append(f"<tr>{''.join(_cell(marked, by_header.get(header)) for header in headers)}</tr>")
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    # The region can be scrolled sideways, so the keyboard must reach it.
    label = html.escape(say("doc_table", language))
    return f'<div class="table" role="region" aria-label="{label}" tabindex="0">{table}</div>'


def _cells(text: str, row: Unit) -> list[_Cell]:
    cells: list[_Cell] = []
    before = text.rfind("\n", 0, row.start) + 1
    start = row.start
    while True:
        stop = text.find(BETWEEN_CELLS, start, row.end)
        end = row.end if stop < 0 else stop
        colon = text.find(AFTER_HEADER, start, end)
        value = start if colon < 0 else colon + len(AFTER_HEADER)
        cells.append(_Cell(text[start : max(colon, start)], before, start, value, end))
        if stop < 0:
            return cells
        before, start = stop, stop + len(BETWEEN_CELLS)


def _fits(row: Sequence[_Cell], headers: Sequence[str]) -> bool:
    """Tell whether the headers of a row are among the headers, in the same order."""
    rest = iter(headers)
    return all(cell.header in rest for cell in row)


def _cell(marked: MarkedText, cell: _Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    label = f'<span class="label" aria-hidden="true">{marked.show(cell.label, cell.value)}</span>'
    return f"<td><div>{marked.hide(cell.start, cell.label)}{label}{marked.show(cell.value, cell.end)}</div></td>"
