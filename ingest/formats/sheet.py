"""Find the tables on a spreadsheet's sheet, and write them as rows that carry their headers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.page import PageText
from ingest.formats.table import Repeated, count_headers, write_table

MAX_CELLS = 500_000
"""Filled cells of a workbook; a larger one is a database."""

_MAX_FILLED = 100_000
"""Cells of a sheet that merged areas fill; a file may say that thousands lie over each other."""

_MAX_GRID = 2_000_000
"""Places of a table, filled or not; one that is larger and mostly empty is written without headers."""

_MAX_BESIDE = 20
"""Empty columns between tables; with more of them the columns are spaced out."""

_LONG = 80
"""Characters; a longer cell is prose, not a label."""


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class DefinedTable:
    """Hold a table that the file itself names as one, with its number of header rows."""

    area: Area
    headers: int


@dataclass(slots=True)
class Sheet:
    """Hold the filled cells of one sheet, by row and column, and what tells its tables apart."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    bold: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    tables: list[DefinedTable] = field(default_factory=list)
    frozen_rows: int = 0


_Rows = list[tuple[int, dict[int, str]]]


def write_sheet(page: PageText, sheet: Sheet) -> None:
    """Write all cells of a sheet: its tables, and what stands around them."""
    _fill_merged(sheet)
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = text
    ordered = list(rows.items())
    blocks: list[tuple[int, _Rows, int | None]]
    blocks = [(table.area.top, _cut(rows, table.area), table.headers) for table in sheet.tables]
    blocks += [(block[0][0], block, None) for block in _find_blocks(_outside(ordered, sheet.tables), sheet)]
    for _, block, headers in sorted(blocks, key=lambda found: found[0]):
        _write_block(page, block, headers, sheet)


def _fill_merged(sheet: Sheet) -> None:
    """Give the text of a merged area to all its cells, within the rows and columns that have cells anyway."""
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted({column for _, column in sheet.cells})
    room = _MAX_FILLED
    for area in sheet.merged:
        text = sheet.cells.get((area.top, area.left))
        if not text:
            continue
        for row in _within(rows, area.top, area.bottom):
            for column in _within(columns, area.left, area.right):
                if room <= 0:
                    return
                room -= 1
                sheet.cells[row, column] = text if column == area.left else Repeated(text)


def _within(numbers: list[int], first: int, last: int) -> Iterable[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _cut(rows: dict[int, dict[int, str]], area: Area) -> _Rows:
    inside = [(row, cells) for row, cells in rows.items() if area.top <= row <= area.bottom]
    cut = [(row, {c: text for c, text in cells.items() if area.left <= c <= area.right}) for row, cells in inside]
    return [(row, cells) for row, cells in cut if cells]


def _outside(rows: _Rows, tables: list[DefinedTable]) -> _Rows:
    """Return the rows without the cells of the tables that the file names."""
    areas = [table.area for table in tables]

    def is_free(row: int, column: int) -> bool:
        return not any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in areas)

    if not areas:
        return rows
    free = [(row, {c: text for c, text in cells.items() if is_free(row, c)}) for row, cells in rows]
    return [(row, cells) for row, cells in free if cells]


def _find_blocks(rows: _Rows, sheet: Sheet) -> Iterator[_Rows]:
    """Yield the stretches of rows that belong together, tables that stand side by side apart."""
    bands: list[_Rows] = []
    for row, cells in rows:
        if not bands or row > bands[-1][-1][0] + 1:
            bands.append([])
        bands[-1].append((row, cells))
    joined: list[_Rows] = []
    for band in bands:
        if joined and _goes_on(joined[-1], band, sheet):
            joined[-1] += band
        else:
            joined.append(band)
    for band in joined:
        yield from _split_beside(band)


def _goes_on(above: _Rows, below: _Rows, sheet: Sheet) -> bool:
    """Tell whether a table goes on after one empty row: in the same columns, and without a header of its own."""
    if below[0][0] - above[-1][0] > 2 or len(below[0][1]) == 1:
        return False
    columns = {column for _, cells in above for column in cells}
    own = {column for _, cells in below for column in cells}
    return len(own) > 1 and own <= columns and not _looks_headed(below, sheet)


def _looks_headed(block: _Rows, sheet: Sheet) -> bool:
    if _is_too_large(block):
        return True
    first = block[0]
    bold = all((first[0], column) in sheet.bold for column in first[1])
    return bold or count_headers(_to_grid(block)) > 0


def _split_beside(band: _Rows) -> Iterator[_Rows]:
    """Cut a band at an empty column if both sides are whole tables of different length."""
    if _is_too_large(band):
        yield band
        return
    columns = sorted({column for _, cells in band for column in cells})
    gaps = [(left, right) for left, right in pairwise(columns) if right - left > 1]
    for left, right in gaps if len(gaps) <= _MAX_BESIDE else []:
        sides = [
            [(row, part) for row, cells in band if (part := {c: t for c, t in cells.items() if first <= c <= last})]
            for first, last in ((columns[0], left), (right, columns[-1]))
        ]
        extents = {(side[0][0], side[-1][0]) for side in sides}
        if len(extents) == 2 and all(_is_whole_table(side) for side in sides):
            yield sides[0]
            yield from _split_beside(sides[1])
            return
    yield band


def _is_whole_table(side: _Rows) -> bool:
    grid = _to_grid(side)
    if len(grid) < 2 or len(grid[0]) < 2 or not all(grid[0]):
        return False
    return len(set(grid[0])) == len(grid[0]) or count_headers(grid) > 0


def _to_grid(block: _Rows) -> list[list[str]]:
    columns = sorted({column for _, cells in block for column in cells})
    return [[cells.get(column, "") for column in columns] for _, cells in block]


def _write_block(page: PageText, block: _Rows, headers: int | None, sheet: Sheet) -> None:
    """Write a block: titles above a table and notes below it as paragraphs, the table as rows."""
    if _is_too_large(block):
        page.table("| " + " | ".join(_texts([row])) for row in block)
        return
    first, last = 0, len(block)
    if headers is None:
        columns = {column for _, cells in block for column in cells}
        if len(columns) == 1 and (len(block) < 3 or any(len(text) > _LONG for text in _texts(block))):
            first = last  # prose that was written into cells
        elif len(columns) > 1:
            while first < last and _stands_alone(block[first][1], columns):
                first += 1
            while first < last and _is_note(block[last - 1][1], columns):
                last -= 1
        headers = _find_headers(block[first:last], sheet)
    for text in _texts(block[:first]):
        page.paragraph(text)
    if first < last:
        page.table(write_table(_to_grid(block[first:last]), headers))
    for text in _texts(block[last:]):
        page.paragraph(text)


def _is_too_large(block: _Rows) -> bool:
    return len(block) * len({column for _, cells in block for column in cells}) > _MAX_GRID


def _texts(block: _Rows) -> list[str]:
    return [text for _, cells in block for text in cells.values() if not isinstance(text, Repeated)]


def _stands_alone(cells: dict[int, str], columns: set[int]) -> bool:
    """Tell whether a row is one cell in the first column, or one merged over all columns."""
    own = [column for column, text in cells.items() if not isinstance(text, Repeated)]
    return own == [min(columns)] and len(cells) in (1, len(columns))


def _is_note(cells: dict[int, str], columns: set[int]) -> bool:
    """Tell whether a row below a table is a sentence or a source: a mere label may be a row without values."""
    text = next(iter(cells.values()))
    return _stands_alone(cells, columns) and (len(text) > _LONG / 2 or text.endswith(".") or ": " in text)


def _find_headers(block: _Rows, sheet: Sheet) -> int | None:
    """Return the number of header rows that frozen rows or bold print tell, None to guess."""
    if not block:
        return None
    frozen = sum(row <= sheet.frozen_rows for row, _ in block)
    if 0 < frozen < len(block) and frozen <= 5:
        return frozen
    bold = [all((row, column) in sheet.bold for column in cells) for row, cells in block[:6]]
    count = bold.index(False) if False in bold else 0
    return count if 0 < count < len(block) and len(block[0][1]) > 1 else None
