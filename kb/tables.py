"""Read the blocks of a page: its lists and tables, each under its headings, with the places of items and cells."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kb.units import Unit, find_units, group_lists

# What a row says about its own origin; it goes into the citation, not into the text (design.md, section 2).
ORIGIN = frozenset(("as of", "as_of", "source", "source url"))
_NUMBER = re.compile(r"\d")
_LEVEL = re.compile(r"(#{1,6}) \s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: page[start:end] is its value; header is "" where the column has none.

    The label of a row that several cells of columns without headers tell is one cell, its parts joined by " – ".
    """

    header: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: page[start:end], without the cells that tell its origin. The first cell is its label."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """Give what the row is about."""
        return self.cells[0].value


@dataclass(frozen=True, slots=True)
class Block:
    """A list or a table: page[start:end], its lead-in included; lead is that sentence, "" without one.

    headings are those it stands under, outermost first. items are a list's (kind "list"), rows a table's.
    """

    headings: tuple[str, ...]
    lead: str
    start: int
    end: int
    items: tuple[Unit, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """Give a table's column headers, in the order in which its rows first have them."""
        return tuple(dict.fromkeys(cell.header for row in self.rows for cell in row.cells))


@lru_cache(maxsize=256)
def read_blocks(page: str) -> tuple[Block, ...]:
    """Find the lists and tables of a page in order."""
    units = find_units(page)
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for group in group_lists(page, units):
        first = group[0]
        if first.kind == "heading":
            mark = _LEVEL.search(page, max(0, first.start - 8), first.start)
            level = len(mark[1]) if mark else 1
            path = [(one, text) for one, text in path if one < level] + [(level, page[first.start : first.end])]
        members = [unit for unit in group if unit.kind in ("item", "row")]
        if not members:
            continue
        led = first.kind == "sentence"
        lead = page[first.start : first.end] if led else ""
        headings = tuple(text for _, text in path)
        if members[0].kind == "item":
            start = first.start if led else members[0].start
            blocks.append(Block(headings, lead, start, members[-1].end, items=tuple(members)))
            continue
        rows = [_read_row(page, unit) for unit in members]
        # Tables that follow each other without a word between them differ in their first header.
        for number, (_, table) in enumerate(groupby(rows, key=lambda row: row.cells[0].header)):
            own = tuple(table)
            start = first.start if led and number == 0 else own[0].start
            blocks.append(Block(headings, lead if number == 0 else "", start, own[-1].end, rows=own))
    return tuple(blocks)


def read_row(page: str, start: int, end: int) -> Row:
    """Read one row of a page, without its mark."""
    return _read_row(page, Unit("row", start, end))


def _read_row(page: str, unit: Unit) -> Row:
    cells: list[Cell] = []
    at = unit.start
    for part in page[unit.start : unit.end].split(" | "):
        header, colon, value = part.partition(": ")
        if not colon:
            header, value = ("", part) if not part.endswith(":") else (part[:-1], "")
        end = at + len(part)
        cells.append(Cell(header.strip(), value.strip(), end - len(value), end))
        at = end + len(" | ")
    while len(cells) > 1 and cells[-1].header.casefold() in ORIGIN:
        cells.pop()
    return Row(unit.start, cells[-1].end, _join_labels(cells, unit.start))


def _join_labels(cells: list[Cell], start: int) -> tuple[Cell, ...]:
    """Make one cell of the first ones, as in "Costs | Fuel | 2018: 41".

    That is how tables of figures write their rows: the labels without headers, the figures under headers with a number.
    """
    headed = next((number for number, cell in enumerate(cells) if cell.header and cell.value), 0)
    labels, rest = cells[:headed], cells[headed:]
    if not labels or not all(_NUMBER.search(cell.header) for cell in rest):
        return tuple(cells)
    parts = [part for cell in labels if (part := cell.value or cell.header)]  # "Costs:" has been read as a header
    return Cell("", " – ".join(parts), start, labels[-1].end), *rest
