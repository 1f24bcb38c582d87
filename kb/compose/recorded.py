"""Answer "which calls closed in 2024?" with the rows of a table of records (kb/records.py).

Of one programme its own document tells it better: a table answers what is asked of several, which of them has the most,
and what several columns tell together.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.compose.in_order import Order
from kb.compose.material import Material, Placed
from kb.compose.question import Terms
from kb.compose.quotation import Composed, Quotation
from kb.compose.record_columns import (
    cells_of,
    columns_of,
    columns_of_kind,
    dating_columns,
    first_day,
    kind_of_column,
    last_day,
    nth_of,
)
from kb.compose.record_question import Wanted, read_wanted
from kb.compose.record_sentence import find_sentence
from kb.compose.show import show_cell
from kb.compose.superlative import Column, quote_order
from kb.compose.values import Value, read_value
from kb.question import counted_thing
from kb.records import Record, Records, find_records
from kb.tables import Cell, Row
from kb.wording import phrase
from kb.words import stem, term_set

FEW = 4  # columns that are all shown, where none is asked for
COMPARED = 3  # values that are worth comparing
_UNKNOWN = re.compile(r"\W*not known\b", re.I)
_MANY = re.compile(r"\b(?:most|more|fewest|fewer|least) (?:[a-z]+ )?(?P<things>[^\W\d_]+s)\b", re.I)
_MANY_ASKED = re.compile(r"\bhow many\b|\bnumber of\b", re.I)
_IN_YEAR = re.compile(r"\b(?:which|what) (?:year|month)\b", re.I)
_MONEY = term_set("money funds")
_OF_TIME = term_set("earliest earlier latest later first last newest oldest older sooner")


def compose_recorded(material: Material) -> Composed | None:
    """Give the records that are asked for, with what is asked of each; None where no table tells all that is asked."""
    for table in find_records(material.index):
        wanted = read_wanted(material.asked, table)
        wanted = _admitted(material, table, wanted) if wanted else None
        if wanted is None:
            continue
        if not wanted.records:
            composed = _deny(material, table, wanted)
        else:
            composed = _rank(material, table, wanted) if wanted.order else _list(material, table, wanted)
        if composed is not None:  # each word of the question has been read
            return replace(composed, settled=term_set(material.asked.text))
    return None


def _admitted(material: Material, table: Records, wanted: Wanted) -> Wanted:
    """Leave out the records that a search is limited not to find."""

    def admitted(records: Sequence[Record]) -> tuple[Record, ...]:
        return tuple(one for one in records if material.admits(material.hit_at(table.source, 1, one.row.start)))

    return replace(wanted, records=admitted(wanted.records), unsure=admitted(wanted.unsure))


def _deny(material: Material, table: Records, wanted: Wanted) -> Composed | None:
    """Give what is not known of a period, or nothing where no record is of it; None where no period was asked about."""
    quotations = tuple(_quote(material, table, one, wanted.told) for one in wanted.unsure)
    return Composed(quotations, unknown=bool(quotations), direct=True) if wanted.dated else None


def _list(material: Material, table: Records, wanted: Wanted) -> Composed | None:
    """List the records, each with the columns that are asked for or decide it."""
    number = _MANY_ASKED.search(material.asked.text)
    counted = number is not None and counted_thing(material.asked.text) in table.words
    chosen = bool(wanted.told) or len(wanted.records) < len(table.records)
    if counted and not chosen:
        return None
    told = _sentence(material, table, wanted) if not counted else None
    if told is not None:
        return Composed((told,), direct=True, decided=True)
    uncounted = number[0] if number and counted and _has_gaps(table.records) else ""
    if not uncounted and not _tells_more(material, table, wanted):
        return None
    headers = wanted.told if wanted.named or wanted.by_word else _usual(table)
    asked = [] if counted else wanted.named
    counted = counted and not uncounted
    telling = [one for one in wanted.records if not asked or cells_of(table, one, asked)]
    untold = [*_untold(table, wanted), *(one.row.label for one in wanted.records if one not in telling)]
    if not telling:
        return None
    quotations = [_quote(material, table, one, _said(table, one, headers, wanted.named)) for one in telling]
    quotations += [_quote(material, table, one, headers) for one in wanted.unsure]
    known = [cell for one in telling for cell in cells_of(table, one, asked) if not _UNKNOWN.match(cell.value)]
    unknown = bool(asked) and not known
    above = [phrase("counted", material.found.reading.language, number=len(telling))] if counted else []
    which = (
        wanted.by_word
        and (len(telling) > 1 or material.asked.thing)
        and not any(kind_of_column(table, one) for one in wanted.named)
    )
    above += [phrase("by_word", material.found.reading.language)] if which else []
    if above:
        quotations[0] = replace(quotations[0], above=f"{', '.join(above)}:")
    return Composed(
        tuple(quotations),
        unknown=unknown,
        direct=True,
        decided=True,
        counted=len(telling) if counted else None,
        untold=wanted.rate or uncounted or ", ".join(untold),
    )


def _sentence(material: Material, table: Records, wanted: Wanted) -> Quotation | None:
    """Find the sentence that says of one thing all that is asked of it, where it is known."""
    cells = [cell for one in wanted.records for cell in cells_of(table, one, wanted.named)]
    values = [cell for cell in cells if kind_of_column(table, cell.header)]
    if wanted.rate or wanted.unsure or _untold(table, wanted) or any(_UNKNOWN.match(cell.value) for cell in cells):
        return None
    return find_sentence(material, table, wanted.records, values) if _asks_of_one(material) else None


def _untold(table: Records, wanted: Wanted) -> list[str]:
    """Give the columns that are asked for of which no record has anything; when something was decided may be left."""
    told = {cell.header for one in wanted.records for cell in cells_of(table, one)}
    return [header for header in wanted.named if header not in told and kind_of_column(table, header) != "date"]


def _asks_of_one(material: Material) -> bool:
    return len({name for name in material.asked.names if name.titled}) == 1


def _tells_more(material: Material, table: Records, wanted: Wanted) -> bool:
    """Tell whether a table tells more than the document of one thing.

    So it does of several things, of a period, of several columns, and in words what several records are about.
    """
    if not _asks_of_one(material):
        return True
    known = {
        cell.header
        for one in wanted.records
        for cell in cells_of(table, one, wanted.named)
        if not _UNKNOWN.match(cell.value)
    }
    in_words = [header for header in wanted.named if not kind_of_column(table, header)]
    worded = [one for one in wanted.records if cells_of(table, one, in_words)]
    return bool(wanted.rate) or wanted.dated or len(known) > 1 or len(worded) > 1


def _usual(table: Records) -> Sequence[str]:
    """Give the columns that are shown where none is asked for: all of few, else the dates and the first amount."""
    columns = columns_of(table)
    shown = {*dating_columns(table), *columns_of_kind(table, "amount")[:1]}
    return columns if len(columns) <= FEW else [header for header in columns if header in shown]


def _said(table: Records, record: Record, headers: Sequence[str], named: Sequence[str]) -> list[str]:
    """Leave out the columns that nobody asks for and that say of a record that they are not known."""
    cells = cells_of(table, record, headers)
    return [cell.header for cell in cells if cell.header in named or not _UNKNOWN.match(cell.value)]


def _rank(material: Material, table: Records, wanted: Wanted) -> Composed | None:
    """Give the records with the most or the least of what is asked, or the things that have the most records."""
    order = wanted.order
    if order is None:
        return None
    many = _MANY.search(material.asked.text)
    if many and stem(many["things"].casefold()) in table.words:
        return _most_records(material, table, wanted, order)
    header = _compared(table, wanted, order, many["things"] if many else "", term_set(material.asked.text))
    if header is None:
        return None
    cells = [(one.row, cell) for one in wanted.records for cell in cells_of(table, one, [header])]
    values = [(row, value) for row, cell in cells if (value := read_value(cell.value))]
    untold = tuple(row for row, cell in cells if not read_value(cell.value))
    if len(values) < COMPARED or len({value.kind for _, value in values}) > 1 or not _is_certain(values, order):
        return None
    exact = tuple((row, Value(value.kind, _middle(value))) for row, value in values)
    gaps = _has_gaps(table.records)
    column = Column(1.0, True, True, True, _place(table), header, exact, untold, gaps=gaps)
    return Composed(tuple(quote_order(material, column, order)), direct=True, decided=True)


def _is_certain(values: Sequence[tuple[Row, Value]], order: Order) -> bool:
    """Tell whether it is known which comes first: a date without its day may lie before or behind another one."""
    spans = [(first_day(int(value.number)), last_day(int(value.number))) for _, value in values if value.kind == "date"]
    if not spans:
        return True
    first, last = max(spans, key=sum) if order.most else min(spans, key=sum)
    rivals = [span for span in spans if span[0] <= last and span[1] >= first]
    return first == last or len(rivals) == 1


def _middle(value: Value) -> float:
    """Give a date without its day or month as one in the middle of what it may be, any other value as it is."""
    if value.kind != "date":
        return value.number
    first, last = first_day(int(value.number)), last_day(int(value.number))
    return float((first + last) // 2)


def _compared(table: Records, wanted: Wanted, order: Order, things: str, said: Terms) -> str | None:
    """Choose the column by which records are compared: of those that are asked for the one that is named by its header.

    things are those of which one has the most, "" where that is not said; said are all terms of the question.
    """
    kinds = {header: kind_of_column(table, header) for header in wanted.named}
    if not _OF_TIME.isdisjoint(order.said):
        fitting = [header for header, kind in kinds.items() if kind == "date"] or dating_columns(table)
    elif things and term_set(things).isdisjoint(_MONEY):
        fitting = [header for header, kind in kinds.items() if kind == "number"]
    else:
        fitting = [header for header, kind in kinds.items() if kind in ("amount", "number")]
    typed = [header for header in fitting if term_set(header) <= said]
    fitting = typed or fitting
    return fitting[0] if len(fitting) == 1 else None


def _most_records(material: Material, table: Records, wanted: Wanted, order: Order) -> Composed | None:
    """Give the records of the thing that has the most or fewest of them, with their number; of all that share that."""
    if _IN_YEAR.search(material.asked.text):
        return Composed(())  # no row tells in which year there were most
    if wanted.named or wanted.by_word or term_set(table.of).isdisjoint(term_set(material.asked.text)):
        return None
    numbers = Counter(one.of for one in wanted.records)
    if len(numbers) < COMPARED or _has_gaps(wanted.records):
        return None
    end = max(numbers.values()) if order.most else min(numbers.values())
    quotations: list[Quotation] = []
    for name in [name for name, number in numbers.items() if number == end]:
        own = [_quote(material, table, one, dating_columns(table)) for one in wanted.records if one.of == name]
        counted = phrase("counted", material.found.reading.language, number=end)
        quotations += [replace(own[0], above=f"{name.spellings[0]} – {counted}:"), *own[1:]]
    return Composed(tuple(quotations), direct=True, decided=True, counted=end)


def _has_gaps(records: Sequence[Record]) -> bool:
    """Tell whether a table lacks records, as one with a fourth meeting but no third: then they are not counted."""
    numbers = Counter(one.of for one in records)
    return any(nth_of(one) > numbers[one.of] for one in records)


def _place(table: Records) -> Placed:
    return Placed(table.block, table.source, 1, table.title, 0.0)


def _quote(material: Material, table: Records, record: Record, headers: Sequence[str]) -> Quotation:
    label = term_set(record.row.label)  # what it says need not be said again
    cells = [cell for cell in cells_of(table, record, headers) if not term_set(cell.value) <= label]
    told = "; ".join(_show(table, cell) for cell in cells)
    shown = f"- {record.row.label}{f' – {told}' if told else ''}"
    return material.quote(_place(table), record.row.start, record.row.end, shown)


def _show(table: Records, cell: Cell) -> str:
    """Write a cell, always with its header where that says what kind of date or amount it is."""
    return f"{cell.header}: {cell.value}" if kind_of_column(table, cell.header) else show_cell(cell)
