"""Read the figures of charts in Office files: what is drawn is nowhere else in the text."""

import math
from typing import Any

from ingest.formats.number_format import show_number
from ingest.formats.package import Package
from ingest.formats.page import PageText
from ingest.formats.table import write_table

_MAX_POINTS = 2000
"""Points of one series that can be meant to be read."""


def write_chart(page: PageText, package: Package, part: str) -> None:
    """Write a chart as its titles, and a table with a row for each category and a column for each series."""
    root = package.tree(part)
    for title in root.iter("{*}title"):
        page.paragraph("".join(text.text or "" for text in title.iter("{*}t")))
    names: list[str] = []
    rows: dict[int, list[str]] = {}
    for series in root.iter("{*}ser"):
        labels = _read_points(series, "cat", "xVal")
        values = _read_points(series, "val", "yVal")
        names.append(" ".join(_read_points(series, "tx").values()))
        for index, value in values.items():
            row = rows.setdefault(index, [""])
            row[0] = row[0] or labels.get(index, "")
            row += [""] * (len(names) - len(row)) + [value]
    if rows:
        page.table(write_table([["", *names], *(rows[index] for index in sorted(rows))], headers=1))


def _read_points(series: Any, *tags: str) -> dict[int, str]:
    """Return the texts of the points below the first of these elements, by number."""
    parent = next((found for tag in tags if (found := series.find(f"{{*}}{tag}")) is not None), None)
    if parent is None:
        return {}
    points = list(parent.iter("{*}pt"))[:_MAX_POINTS]
    if not points:  # a name that is written there, not taken from a cell
        literal = parent.find("{*}v")
        return {} if literal is None else {0: literal.text or ""}
    code = parent.findtext(".//{*}formatCode") or "General"
    numeric = next(parent.iter("{*}numCache", "{*}numLit"), None) is not None
    texts: dict[int, str] = {}
    for point in points:
        text = point.findtext("{*}v") or ""
        index = point.get("idx", "")
        if index.isdecimal() and int(index) not in texts:  # the first level of labels is the one beside the axis
            texts[int(index)] = _show(text, point.get("formatCode", code)) if numeric else text
    return texts


def _show(text: str, code: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return show_number(value, code) if math.isfinite(value) else text
