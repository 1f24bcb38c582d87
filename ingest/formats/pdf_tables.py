"""Find the tables that are drawn with lines on a page of a PDF."""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass
from typing import Any

from ingest.formats.table import Repeated

_NEAR = 2.5
"""Points; lines that are nearer to each other are one."""
_MAX_LINES = 1500
"""Lines on a page; a page with more is a drawing or a map."""
_MAX_CELLS = 5000
_LONG = 600
"""Characters; a longer cell is a column or a frame of text."""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """Hold the rows of a table and the rectangle that it fills, in points from the lower left corner."""

    rows: list[list[str]]
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Rule:
    """Hold a straight line: across at a height, or down at a distance from the left."""

    across: bool
    at: float
    first: float
    last: float


def find_tables(page: Any, text: Any, raw: Any) -> list[DrawnTable]:
    """Return the tables of a page, from top to bottom, whose cells are told apart by lines across and down."""
    rules = _merge(list(_list_rules(page, raw)))
    if len(rules) > _MAX_LINES:
        return []
    tables = [table for group in _group(rules) if (table := _read_table(group, text)) is not None]
    return sorted(tables, key=lambda table: -table.top)


def _list_rules(page: Any, raw: Any) -> Iterator[_Rule]:
    count = 0
    for index in range(raw.FPDFPage_CountObjects(page)):
        path = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(path) != raw.FPDF_PAGEOBJ_PATH:
            continue
        for start, end in _list_segments(path, raw):
            count += 1
            if count > 4 * _MAX_LINES:
                return
            (x0, y0), (x1, y1) = start, end
            if abs(y1 - y0) < 1 and abs(x1 - x0) > 4:
                yield _Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) < 1 and abs(y1 - y0) > 4:
                yield _Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _list_segments(path: Any, raw: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight parts of a path, in the page's own points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, byref(matrix))
    begin = last = None
    for index in range(min(raw.FPDFPath_CountSegments(path), 4 * _MAX_LINES)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = c_float(), c_float()
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            return
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield last, begin


def _merge(rules: list[_Rule]) -> list[_Rule]:
    """Join lines that go on in each other, as those do which are drawn cell by cell."""
    merged: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.across, round(rule.at / _NEAR), rule.first)):
        above = merged[-1] if merged else None
        if (
            above is not None
            and above.across == rule.across
            and abs(above.at - rule.at) < _NEAR
            and rule.first <= above.last + _NEAR
        ):
            merged[-1] = _Rule(rule.across, above.at, above.first, max(above.last, rule.last))
        else:
            merged.append(rule)
    return merged


def _group(rules: list[_Rule]) -> list[list[_Rule]]:
    """Return the lines that cross or touch each other, together."""
    parents = list(range(len(rules)))

    def find(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    down = [index for index, rule in enumerate(rules) if not rule.across]
    for index, rule in enumerate(rules):
        if rule.across:
            for other in down:
                if _touch(rule, rules[other]):
                    parents[find(index)] = find(other)
    groups: dict[int, list[_Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(find(index), []).append(rule)
    return list(groups.values())


def _touch(across: _Rule, down: _Rule) -> bool:
    return (
        across.first - _NEAR <= down.at <= across.last + _NEAR and down.first - _NEAR <= across.at <= down.last + _NEAR
    )


def _read_table(rules: Sequence[_Rule], text: Any) -> DrawnTable | None:
    across = [rule for rule in rules if rule.across]
    down = [rule for rule in rules if not rule.across]
    columns, heights = _places(down), _places(across)
    if len(columns) < 3 or len(heights) < 3 or len(columns) * len(heights) > _MAX_CELLS:
        return None
    heights.reverse()
    rows: list[list[str]] = []
    for row in range(len(heights) - 1):
        cells: list[str] = []
        middle = (heights[row] + heights[row + 1]) / 2
        for column in range(len(columns) - 1):
            centre = (columns[column] + columns[column + 1]) / 2
            if column and not _has_rule(down, columns[column], middle):
                cells.append(Repeated(cells[-1]))
            elif row and not _has_rule(across, heights[row], centre):
                cells.append(rows[-1][column])
            else:
                right = next(
                    (n for n in range(column + 1, len(columns) - 1) if _has_rule(down, columns[n], middle)), -1
                )
                below = next((n for n in range(row + 1, len(heights) - 1) if _has_rule(across, heights[n], centre)), -1)
                found = text.get_text_bounded(columns[column], heights[below], columns[right], heights[row])
                cells.append(" ".join(found.split()))
        rows.append(cells)
    table = DrawnTable(rows, columns[0], heights[-1], columns[-1], heights[0])
    return table if _is_table(rows) else None


def _is_table(rows: list[list[str]]) -> bool:
    """Tell whether the cells hold a table's texts: in several rows and columns, none as long as an article."""
    own = [[cell for cell in row if cell and not isinstance(cell, Repeated)] for row in rows]
    filled = sum(map(len, own))
    return (
        filled >= 4 and sum(len(row) > 1 for row in own) >= 2 and all(len(cell) <= _LONG for row in own for cell in row)
    )


def _places(rules: Sequence[_Rule]) -> list[float]:
    places: list[float] = []
    for place in sorted(rule.at for rule in rules):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return places


def _has_rule(rules: Sequence[_Rule], place: float, beside: float) -> bool:
    return any(abs(rule.at - place) <= _NEAR and rule.first - _NEAR <= beside <= rule.last + _NEAR for rule in rules)
