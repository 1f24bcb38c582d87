"""What the columns of a table of records hold, and when a record was."""

import re
from collections import Counter
from collections.abc import Sequence

from kb.compose.values import find_dates, read_value
from kb.records import Record, Records
from kb.stretch import Period
from kb.tables import Cell
from kb.words import term_set

MOSTLY = 0.5  # of the values of a column that are of one kind, and of the records that it must date to date them
FEWEST = 2  # values of one kind
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_BRACKET = re.compile(r"\([^()]*\)")
_DENIED = re.compile(r"\b(?:no|not|but|without|except)\b.*", re.I)
_NOTE = "note"  # it speaks of the row, not of what the row is about


def columns_of(table: Records) -> list[str]:
    """Give the headers of what a table tells of its records, without those of what they are and whose."""
    return [header for header in table.block.headers[1:] if header not in (table.of, _NOTE)]


def cells_of(table: Records, record: Record, headers: Sequence[str] | None = None) -> list[Cell]:
    """Give the cells that tell something of a record, of some columns or all, in the order of the columns."""
    told = {cell.header: cell for cell in record.row.cells[1:]}
    columns = columns_of(table)
    return [told[header] for header in columns if header in told and (headers is None or header in headers)]


def kind_of_column(table: Records, header: str) -> str:
    """Tell whether a column holds dates, amounts or numbers; "" where it holds words, or hardly any value."""
    cells = [cell for one in table.records for cell in cells_of(table, one, [header])]
    values = [value.kind for cell in cells if (value := read_value(cell.value))]
    kind, count = Counter(values).most_common(1)[0] if values else ("", 0)
    return kind if count >= FEWEST and count > MOSTLY * len(values) else ""


def columns_of_kind(table: Records, kind: str) -> list[str]:
    """Give the headers of the columns of one kind."""
    return [header for header in columns_of(table) if kind_of_column(table, header) == kind]


def dating_columns(table: Records) -> list[str]:
    """Give the columns that date most of the records."""
    dated = {header: sum(bool(dates_in(table, one, header)) for one in table.records) for header in columns_of(table)}
    return [header for header in columns_of_kind(table, "date") if dated[header] > MOSTLY * len(table.records)]


def words_in(text: str) -> frozenset[str]:
    """Give the terms of what a cell affirms: "no tourism" does not speak of tourism."""
    return term_set(_DENIED.sub(" ", text))


def dates_in(table: Records, record: Record, header: str) -> list[int]:
    """Find the dates in a cell, but those in brackets, which tell what was before."""
    return [date for cell in cells_of(table, record, [header]) for date in find_dates(_BRACKET.sub(" ", cell.value))]


def lies_within(table: Records, record: Record, headers: Sequence[str], period: Period) -> bool:
    """Tell whether one of the dates in some columns lies within a period."""
    return any(period.holds(date) for header in headers for date in dates_in(table, record, header))


def may_lie_within(table: Records, record: Record, headers: Sequence[str], period: Period) -> bool:
    """Tell whether a date that is not known may lie within a period.

    It lies behind those of the columns before, before those of the columns behind, and before the next record of the
    same thing; what is said beside it in brackets is of the same year.
    """
    columns = columns_of_kind(table, "date")
    later = [one for one in table.records if one.of == record.of and nth_of(one) > nth_of(record) > 0]
    begun = [date for one in later for header in columns[:1] for date in dates_in(table, one, header)]
    for header in headers:
        cells = cells_of(table, record, [header])
        if not cells or dates_in(table, record, header):
            continue
        at = columns.index(header)
        before = [date for cell in cells_of(table, record, columns[:at]) for date in find_dates(cell.value)]
        behind = [date for other in columns[at + 1 :] for date in dates_in(table, record, other)] + begun
        beside = [date // 10_000 * 10_000 for date in find_dates(cells[0].value)]
        if all(first_day(one) <= period.last for one in (*before, *beside)) and all(
            last_day(one) >= period.first for one in (*behind, *beside)
        ):
            return True
    return False


def nth_of(record: Record) -> int:
    """Give which of several a record is by its label, 0 where that does not say."""
    words = record.row.label.casefold().split()
    return next((number for number, word in enumerate(ORDINALS, start=1) if word in words), 0)


def first_day(date: int) -> int:
    """Give the first day that a date may be."""
    return date + 101 if date % 10_000 == 0 else date + 1 if date % 100 == 0 else date


def last_day(date: int) -> int:
    """Give the last day that a date may be."""
    return date + 1231 if date % 10_000 == 0 else date + 31 if date % 100 == 0 else date
