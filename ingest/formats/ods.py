"""Read OpenDocument spreadsheets, as sparsely as they are filled."""

from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.comments import write_comments
from ingest.formats.files import words_of_name
from ingest.formats.opendocument import (
    OpenDocument,
    count_repeats,
    is_hidden,
    list_rows,
    open_document,
    read_cell,
    write_frame,
)
from ingest.formats.package import attribute, local_name
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.sheet import MAX_CELLS, Area, Sheet, write_sheet
from kb.errors import DocumentError


def read_ods(path: Path) -> Extracted:
    """Read a spreadsheet, each sheet as a page under the sheet's name; a hidden sheet is an empty page."""
    document = open_document(path, "spreadsheet")
    pages: list[str] = []
    unseen = 0
    for table in document.body.iterchildren("{*}table"):
        page = PageText()
        page.heading(1, attribute(table, "name"))
        if is_hidden(document, table):
            document.hidden += 1
            pages.append("")
            continue
        write_sheet(page, _read_sheet(document, table))
        for shapes in table.iterchildren("{*}shapes"):
            for frame in shapes.iter("{*}frame"):
                write_frame(page, document, frame)
        write_comments(page, document.comments, 2)
        document.comments.clear()
        unseen += page.unseen
        pages.append(page.text() if "\n" in page.text() else "")
    return Extracted(
        tuple(pages),
        document.title or words_of_name(path),
        lang=document.lang,
        warnings=describe_unseen(unseen) + describe_left_out(document.hidden),
    )


def _read_sheet(document: OpenDocument, table: Any) -> Sheet:
    sheet = Sheet()
    hidden = _find_hidden_columns(table)
    number = 0
    for row, is_header in list_rows(table):
        height = _count(row, "number-rows-repeated")
        if attribute(row, "visibility") == "collapse":
            document.hidden += any(True for _ in row.iter("{*}p"))
        else:
            for n in range(count_repeats(row, "number-rows-repeated") if any(True for _ in row.iter("{*}p")) else 0):
                _read_row(document, row, number + n + 1, sheet, hidden)
        if is_header and sheet.frozen_rows == number:
            sheet.frozen_rows = number + height
        number += height
    return sheet


def _read_row(document: OpenDocument, row: Any, number: int, sheet: Sheet, hidden: list[tuple[int, int]]) -> None:
    column = 0
    for cell in row:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        text = read_cell(document, cell) if len(cell) else ""
        if text and is_hidden(document, cell):
            document.hidden += 1
        elif text and not any(first <= column + 1 <= last for first, last in hidden):
            for n in range(count_repeats(cell, "number-columns-repeated")):
                sheet.cells[number, column + n + 1] = text
            if len(sheet.cells) > MAX_CELLS:
                raise DocumentError(f"too large: more than {MAX_CELLS:,} filled cells; split it")
            width, height = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if width > 1 or height > 1:
                sheet.merged.append(Area(number, column + 1, number + height - 1, column + width))
        column += _count(cell, "number-columns-repeated")


def _find_hidden_columns(table: Any) -> list[tuple[int, int]]:
    hidden = []
    column = 0
    for element in table.iter("{*}table-column"):
        width = _count(element, "number-columns-repeated")
        if attribute(element, "visibility") == "collapse":
            hidden.append((column + 1, column + width))
        column += width
    return hidden


def _count(element: Any, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() and 0 < int(value) < 2**31 else 1
