"""Write nested values, as JSON and XML hold them, as headings, rows and items."""

from collections.abc import Mapping, Sequence

from ingest.formats.page import PageText
from ingest.formats.table import write_table

Value = Mapping[str, "Value"] | Sequence["Value"] | str
_MAX_LEVEL = 6
_LONG = 300
"""Characters; a longer value is prose that stands under its name."""


def write_value(page: PageText, value: Value, level: int = 1, name: str = "") -> None:
    """Write a value: single ones as ``name: value``, records as rows with headers, the rest under headings."""
    if isinstance(value, str):
        page.table([f"| {name}: {value}" if name else f"| {value}"])
    elif isinstance(value, Mapping):
        _write_mapping(page, value, level)
    elif records := [record for entry in value if (record := _flatten(entry)) is not None]:
        if len(records) == len(value):
            _write_records(page, records)
        else:
            for number, entry in enumerate(value, 1):
                page.heading(min(level, _MAX_LEVEL), f"{name} {number}".strip())
                write_value(page, entry, level + 1)
    else:
        for entry in value:
            if isinstance(entry, str):
                page.item(0, entry)
            else:
                write_value(page, entry, level)


def _write_mapping(page: PageText, value: Mapping[str, Value], level: int) -> None:
    singles = {name: text for name, text in value.items() if isinstance(text, str)}
    page.table([f"| {_clean(name)}: {_clean(text)}" for name, text in singles.items() if 0 < len(text) <= _LONG])
    for name, inner in value.items():
        if not inner or (isinstance(inner, str) and len(inner) <= _LONG):
            continue
        page.heading(min(level, _MAX_LEVEL), name)
        if isinstance(inner, str):
            page.paragraph(inner)
        else:
            write_value(page, inner, level + 1, name)


def _flatten(value: Value, depth: int = 0) -> dict[str, str] | None:
    """Return a record as one row, names of inner values as paths; None if it is more than a row."""
    if not isinstance(value, Mapping) or depth > 3:
        return None
    row: dict[str, str] = {}
    for name, inner in value.items():
        if isinstance(inner, str):
            if len(inner) > _LONG:
                return None
            row[name] = inner
        elif isinstance(inner, Mapping):
            below = _flatten(inner, depth + 1)
            if below is None:
                return None
            row.update({f"{name} > {key}": text for key, text in below.items()})
        elif all(isinstance(entry, str) for entry in inner):
            row[name] = "; ".join(map(str, inner))
        else:
            return None
    return row


def _write_records(page: PageText, records: Sequence[Mapping[str, str]]) -> None:
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [[record.get(name, "") for name in names] for record in records]
    if len(names) == 1 or len(rows) == 1:  # too few to be taken for a table with a header
        page.table(["| " + " | ".join(f"{_clean(n)}: {_clean(t)}" for n, t in r.items() if t) for r in records])
    else:
        page.table(write_table([names, *rows], headers=1))


def _clean(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
