"""Write table rows that can each be read alone: every value with the header of its column."""

import re
from collections.abc import Sequence

Row = Sequence[str]

# Headers of two-column tables that say nothing: the label in the first column is the better name of the value.
_GENERIC = frozenset(
    "attribute data detail details entry field information item key label property value values".split()
)
_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*\w{0,3}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d|(?:19|20)\d\d))?")


_BEFORE = frozenset("$ € £ ¥ ₴ ( $( €( £(".split())
_AFTER = frozenset("% ) )% %) € pts".split())


class Repeated(str):
    """Hold the text of a cell in the further columns that it spans."""

    __slots__ = ()


def write_table(rows: Sequence[Row], headers: int | None = None) -> list[str]:
    """Return one line for each row below the header rows; ``headers`` is how many these are, None to guess."""
    rows = [_join_signs(row) for row in rows]
    titles = 0
    while titles < len(rows) and (_is_spanned(rows[titles]) or _says_one_thing(rows[titles])):
        titles += 1
    body = rows[titles:]
    count = count_headers(body) if headers is None else min(max(headers - titles, 0), len(body))
    if count == len(body):  # a table of headers only is text like any other
        count = 0
    count = _add_headers(body, count)
    names = [name.rstrip(": ") for name in _merge_header(body[:count])]
    pairs = _is_label_and_value(names, body[count:])
    written = [f"| {_clean(row[0])}" for row in rows[:titles]]
    written += [_write_row(names, row, pairs) for row in body[count:]]
    return [line for line in written if line]


def _join_signs(row: Row) -> Row:
    """Put signs that stand in cells of their own, as annual reports have them, to the figures that they belong to."""
    if not any(cell.strip() in _BEFORE or cell.strip() in _AFTER for cell in row):
        return row
    cells = list(row)
    for column, cell in enumerate(row):
        sign = cell.strip()
        after = cells[column + 1] if column + 1 < len(cells) else ""
        before = cells[column - 1] if column else ""
        if sign in _BEFORE and _FIGURE.fullmatch(_clean(after)):
            cells[column], cells[column + 1] = "", sign + after.strip()
        elif sign in _AFTER and _FIGURE.fullmatch(_clean(before)):
            cells[column - 1], cells[column] = before.strip() + sign, ""
    return cells


def count_headers(rows: Sequence[Row]) -> int:
    """Guess how many rows are headers, where the format doesn't tell."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    first = [_clean(cell) for cell in rows[0]]
    below = [[_clean(cell) for cell in row] for row in rows[1:]]
    if not any(first[1:]) or any(len(cell) > 80 for cell in first):
        return 0
    # Rows without a label under an empty corner belong to the header, too: a second level, or units.
    levels = next((number for number, row in enumerate(below[:4]) if not _is_under_corner(row)), 0)
    labelled = any(row[0] for row in below if row)
    if labelled and (not first[0] or (levels and not all(first) and not any(map(_is_amount, first)))):
        return 1 + levels
    names = _merge_header(rows[: _add_headers(rows, 1)])
    if not all(first) or len(set(names)) != len(names):
        return 0
    figures = any(
        sum(bool(_FIGURE.fullmatch(row[column])) for row in below if column < len(row)) * 2 > len(below)
        for column in range(len(first))
    )
    if not any(_FIGURE.fullmatch(cell) for cell in first):
        # Three columns of mere words are a list of things with their properties; two are labels and values.
        return int(figures or (len(first) > 2 and len(rows) > 2))
    years = all(_YEAR.fullmatch(cell) or not _FIGURE.fullmatch(cell) for cell in first)
    return int(years and figures and not _FIGURE.fullmatch(first[0]) and not _has_years(first, below))


def _is_under_corner(row: Row) -> bool:
    return bool(row) and not row[0] and any(row) and not any(_is_amount(cell) for cell in row)


def _is_amount(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _has_years(first: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row below has years where the first one has: then these are values, not headers."""
    columns = [column for column, cell in enumerate(first) if _YEAR.fullmatch(cell)]
    return any(_YEAR.fullmatch(row[column]) for row in below for column in columns if column < len(row))


def _add_headers(rows: Sequence[Row], count: int) -> int:
    """Return how many header rows there are if the first ``count`` are known to be ones.

    Where a spanning header repeats itself over several columns, the row that tells them apart is a header too.
    """
    while 0 < count < min(len(rows) - 1, 4):
        names = [name for name in _merge_header(rows[:count]) if name]
        row = [_clean(cell) for cell in rows[count]]
        # A label that reaches down from the row above is no label of this one.
        if len(set(names)) == len(names) or not any(row) or (row[0] and row[0] != _clean(rows[count - 1][0])):
            break
        count += 1
    return count


def _merge_header(rows: Sequence[Row]) -> list[str]:
    """Join several header rows to one: the texts of each column as a path, none of them twice."""
    width = max((len(row) for row in rows), default=0)
    columns = [[_clean(row[column]) for row in rows if column < len(row)] for column in range(width)]
    return [" > ".join(dict.fromkeys(text for text in column if text)) for column in columns]


def _is_spanned(row: Row) -> bool:
    """Tell whether a row is one cell over the whole width: a title in the table."""
    return len(row) > 1 and bool(row[0].strip()) and all(isinstance(cell, Repeated) for cell in row[1:])


def _says_one_thing(row: Row) -> bool:
    """Tell whether a row repeats one text, as programs write a title over the whole width."""
    return len(row) > 1 and len(set(row)) == 1 and bool(row[0].strip()) and not _FIGURE.fullmatch(_clean(row[0]))


def _write_row(names: Sequence[str], row: Row, pairs: bool) -> str:
    values = [_clean(cell) for cell in row]
    filled = [value for value in values if value]
    if not filled:
        return ""
    if _is_spanned(row):
        return f"| {filled[0]}"
    if pairs:
        label, value = ([*values, ""])[:2]
        return f"| {label.rstrip(': ')}: {value}" if label and value else f"| {label or value}"
    cells = []
    for column, value in enumerate(values):
        name = names[column] if column < len(names) else ""
        if column and isinstance(row[column], Repeated) and name == (names[column - 1] if column <= len(names) else ""):
            continue
        if value:
            cells.append(f"{name}: {value}" if name else value)
    return "| " + " | ".join(cells)


def _is_label_and_value(names: Sequence[str], rows: Sequence[Row]) -> bool:
    width = max((len(row) for row in rows), default=0)
    return width == 2 and len(names) <= 2 and all(not name or name.casefold() in _GENERIC for name in names)


def _clean(cell: str) -> str:
    return " ".join(cell.replace("|", "/").split())
