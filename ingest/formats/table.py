"""Write table rows that can each be read alone: every value with the header of its column."""

import re
from collections.abc import Sequence

Row = Sequence[str]

# Headers of two-column tables that say nothing: the label in the first column is the better name of the value.
_GENERIC = frozenset(
    "attribute data detail details entry field information item key label property value values".split()
)
_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*\w{0,3}")


def write_table(rows: Sequence[Row], headers: int | None = None) -> list[str]:
    """Return one line for each row below the header rows; ``headers`` is how many these are, None to guess."""
    titles = 0
    while titles < len(rows) and _is_title(rows[titles]):
        titles += 1
    body = rows[titles:]
    count = _count_headers(body) if headers is None else min(max(headers - titles, 0), len(body))
    if count == len(body):  # a table of headers only is text like any other
        count = 0
    count = _add_headers(body, count)
    names = [name.rstrip(": ") for name in _merge_header(body[:count])]
    pairs = _is_label_and_value(names, body[count:])
    written = [_write_row([], row, False) for row in rows[:titles]]
    written += [_write_row(names, row, pairs) for row in body[count:]]
    return [line for line in written if line]


def _count_headers(rows: Sequence[Row]) -> int:
    """Guess whether the first row is a header, where the format doesn't tell."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    first = [_clean(cell) for cell in rows[0]]
    below = [[_clean(cell) for cell in row] for row in rows[1:]]
    if not any(first[1:]) or any(len(cell) > 80 for cell in first):
        return 0
    corner = not first[0] and any(row[0] for row in below if row)
    words = all(first) and len(set(first)) == len(first) and not any(_FIGURE.fullmatch(cell) for cell in first)
    figures = any(
        sum(bool(_FIGURE.fullmatch(row[column])) for row in below if column < len(row)) * 2 > len(below)
        for column in range(len(first))
    )
    # Three columns of mere words are a list of things with their properties; two are labels and values.
    return int(corner or (words and (figures or (len(first) > 2 and len(rows) > 2))))


def _add_headers(rows: Sequence[Row], count: int) -> int:
    """Return how many header rows there are if the first ``count`` are known to be ones.

    Where a spanning header repeats itself over several columns, the row that tells them apart is a header too.
    """
    while 0 < count < min(len(rows) - 1, 3):
        names = [name for name in _merge_header(rows[:count]) if name]
        row = [_clean(cell) for cell in rows[count]]
        if len(set(names)) == len(names) or not any(row) or row[0]:
            break
        count += 1
    return count


def _merge_header(rows: Sequence[Row]) -> list[str]:
    """Join several header rows to one: the texts of each column with a space, none of them twice."""
    width = max((len(row) for row in rows), default=0)
    columns = [[_clean(row[column]) for row in rows if column < len(row)] for column in range(width)]
    return [" ".join(dict.fromkeys(text for text in column if text)) for column in columns]


def _is_title(row: Row) -> bool:
    """Tell whether a row is one cell over the whole width: a title in the table."""
    return len(row) > 1 and bool(row[0].strip()) and len(set(row)) == 1


def _write_row(names: Sequence[str], row: Row, pairs: bool) -> str:
    values = [_clean(cell) for cell in row]
    filled = [value for value in values if value]
    if not filled:
        return ""
    if _is_title(row):
        return f"| {filled[0]}"
    if pairs:
        label, value = ([*values, ""])[:2]
        return f"| {label.rstrip(': ')}: {value}" if label and value else f"| {label or value}"
    cells = []
    for column, value in enumerate(values):
        name = names[column] if column < len(names) else ""
        if value:
            cells.append(f"{name}: {value}" if name else value)
    return "| " + " | ".join(cells)


def _is_label_and_value(names: Sequence[str], rows: Sequence[Row]) -> bool:
    width = max((len(row) for row in rows), default=0)
    return width == 2 and len(names) <= 2 and all(not name or name.casefold() in _GENERIC for name in names)


def _clean(cell: str) -> str:
    return " ".join(cell.replace("|", "/").split())
