"""Read chronologies: lists and tables whose items and rows are dated, with what dates each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.compose.values import MONTH_NAMES, find_dates
from kb.tables import Block, Cell, Row
from kb.words import split_words, terms

MOSTLY = 0.5  # of a list or table that must be dated for a chronology
FEWEST = 2  # dated rows or items
EVENT_TERMS = frozenset(terms("event events meeting meetings conference conferences milestone milestones step steps"))
GATHERINGS = frozenset(
    terms("event events meeting meetings conference conferences webinar webinars training trainings")
)
_WHEN = frozenset(("when", "date", "day"))

_MONTH = "|".join(MONTH_NAMES)
DATE = rf"(?:(?:the )?(?:(?:\d{{1,2}} )?(?:{_MONTH}) )?(?:1[89]|20)\d\d)"
DAYS = r"\d{1,2}(?:\s?[-–]\s?| (?:and|to) )(?=\d{1,2} )"  # the first of several
_YEARS = re.compile(r"(?:1[89]|20)\d\d\s?[-–/]\s?(?:(?:1[89]|20)\d\d|\d\d)\b")  # a period, not when something happened
_DAYS = re.compile(rf"^{DAYS}")
_BEGINS = re.compile(rf"\W*(?:(?:on|in|since|by) )?(?:{DATE}|(?:1[89]|20)\d\d-\d\d(?:-\d\d)?\b)", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated row or item: page[start:end]; date is year, month and day as one number.

    cell is the one that dates a row, None for an item. labelled is whether the date stands first.
    """

    date: int
    start: int
    end: int
    labelled: bool
    row: Row | None = None
    cell: Cell | None = None


def read_chronology(block: Block, page: str) -> Iterator[Dated]:
    """Read the dated rows or items of a list or table that is a chronology; none of what is none."""
    if block.items:
        dated = [(date, item) for item in block.items if (date := date_at(page[item.start : item.end]))]
        if len(dated) >= FEWEST and len(dated) > MOSTLY * len(block.items):
            for date, item in dated:
                yield Dated(date, item.start, item.end, labelled=True)
        return
    header = _date_header(block)
    if header is None:
        return
    for row in block.rows:
        cell = next((cell for cell in row.cells if cell.header == header), None)
        date = date_at(cell.value) if cell else None
        if cell and date:
            yield Dated(date, row.start, row.end, header == block.headers[0], row, cell)


def date_at(text: str) -> int | None:
    """Read the date that a text begins with; None for none, and for a period of years."""
    head = _DAYS.sub("", text.strip())
    begins = _BEGINS.match(head)
    if not begins or _YEARS.match(head.lstrip()):
        return None
    return find_dates(begins[0])[0]


def _date_header(block: Block) -> str | None:
    """Find the column that dates a table's rows: the first, or another one where each row is about an event."""
    headers = block.headers
    about_events = EVENT_TERMS & frozenset(terms(headers[0]))
    for header in headers if about_events else headers[:1]:
        told = [cell.value for row in block.rows for cell in row.cells if cell.header == header]
        dated = sum(date_at(value) is not None for value in told)
        # One row is enough in the column that says when what the table calls events took place.
        if (dated >= FEWEST and dated > MOSTLY * len(block.rows)) or (
            dated and about_events and not _WHEN.isdisjoint(split_words(header))
        ):
            return header
    return None
