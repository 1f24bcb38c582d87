"""Read Excel workbooks, as sparsely as they are filled."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.chart import write_chart
from ingest.formats.comments import Comment, write_comments
from ingest.formats.files import read_bytes, words_of_name
from ingest.formats.number_format import BUILT_IN, show_number
from ingest.formats.package import Package, attribute, local_name, open_package, read_title
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.sheet import MAX_CELLS, Area, DefinedTable, Sheet, write_sheet
from kb.errors import DocumentError

_ROWS, _COLUMNS = 1_048_576, 16_384
_MAX_CODE = 255
"""Characters of a format code that Excel takes."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_LEFT_OUT = ("hidden sheet", "hidden row", "hidden column", "white cell")
_WHITE_INDEX = "9"
"""Of the colours that Excel has by number."""
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}


@dataclass(frozen=True, slots=True)
class _Look:
    """Hold how a cell shows its value."""

    code: str = "General"
    bold: bool = False
    white: bool = False  # on no filling


@dataclass(slots=True)
class _Workbook:
    """Hold what all sheets share, and what was counted on them."""

    strings: list[str]
    looks: list[_Look]
    from_1904: bool
    people: dict[str, str]
    cells: int = 0
    empty_formulas: int = 0
    unseen: int = 0
    hidden: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_LEFT_OUT, 0))


def read_xlsx(path: Path) -> Extracted:
    """Read a workbook, each sheet as a page under the sheet's name; a hidden sheet is an empty page."""
    package = open_package(read_bytes(path), "an Excel workbook", ".xlsx", ("an Excel workbook",))
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    root = package.tree(main)
    properties = next(root.iter("{*}workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    people = {
        person.get("id", ""): person.get("displayName", "")
        for part in package.related(main, "person")
        for person in package.tree(part)
    }
    workbook = _Workbook(_read_strings(package, main), _read_looks(package, main), from_1904, people)
    links = {link.key: link for link in package.relations(main)}
    pages = []
    for element in root.iter("{*}sheet"):
        link = links.get(attribute(element, "id"))
        hidden = element.get("state", "visible") != "visible"
        workbook.hidden["hidden sheet"] += hidden
        readable = link is not None and link.target in package and not hidden
        pages.append(_read_page(package, link.target, element.get("name", ""), workbook) if link and readable else "")
    return Extracted(tuple(pages), read_title(package) or words_of_name(path), warnings=_describe(workbook))


def _describe(workbook: _Workbook) -> tuple[str, ...]:
    warnings = describe_unseen(workbook.unseen)
    if count := workbook.empty_formulas:
        which = "1 formula has" if count == 1 else f"{count} formulas have"
        warnings += (f"{which} no value; open the file in a spreadsheet program and save it",)
    left_out = [f"{count} {what}{'s' if count > 1 else ''}" for what, count in workbook.hidden.items() if count]
    return (*warnings, f"{' and '.join(left_out)} left out; show them if they count") if left_out else warnings


def _read_strings(package: Package, main: str) -> list[str]:
    strings: list[str] = []
    for name in package.related(main, "sharedStrings")[:1]:
        strings.extend(_read_string(element) for element in package.elements(name, "si"))
    return strings


def _read_string(element: Any) -> str:
    """Return the text of a string in one or several runs, without how it is pronounced."""
    runs = (text for text in element.iter("{*}t") if local_name(text.getparent()) != "rPh")
    return "".join(run.text or "" for run in runs)


def _read_looks(package: Package, main: str) -> list[_Look]:
    looks: list[_Look] = []
    for name in package.related(main, "styles")[:1]:
        root = package.tree(name)
        codes = dict(BUILT_IN)
        for element in root.iter("{*}numFmt"):
            code = element.get("formatCode", "General")
            codes[_to_int(element.get("numFmtId"))] = code if len(code) <= _MAX_CODE else "General"
        bold = [_is_on(font.find("{*}b")) for fonts in root.iter("{*}fonts") for font in fonts]
        white = {n for fonts in root.iter("{*}fonts") for n, font in enumerate(fonts) if _is_white(font)}
        bare = {n for fills in root.iter("{*}fills") for n, fill in enumerate(fills) if _is_bare(fill)}
        for cell_formats in root.iter("{*}cellXfs"):
            for element in cell_formats:
                font = _to_int(element.get("fontId"))
                code = codes.get(_to_int(element.get("numFmtId")), "General")
                unseen = font in white and _to_int(element.get("fillId"), 0) in bare
                looks.append(_Look(code, 0 <= font < len(bold) and bold[font], unseen))
    return looks


def _is_white(font: Any) -> bool:
    colour = font.find("{*}color")
    if colour is None:
        return False
    return bool(colour.get("rgb", "").upper() == "FFFFFFFF" or colour.get("indexed") == _WHITE_INDEX)


def _is_bare(fill: Any) -> bool:
    pattern = fill.find("{*}patternFill")
    return pattern is not None and bool(pattern.get("patternType", "none") == "none")


def _is_on(element: Any) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _read_page(package: Package, part: str, name: str, workbook: _Workbook) -> str:
    page = PageText()
    page.heading(1, name)
    sheet = _read_sheet(package, part, workbook)
    write_sheet(page, sheet)
    for drawing in package.related(part, "drawing"):
        _write_drawing(page, package, drawing)
    write_comments(page, list(_read_comments(package, part, workbook)), 2)
    workbook.unseen += page.unseen
    return page.text() if "\n" in page.text() else ""


def _write_drawing(page: PageText, package: Package, part: str) -> None:
    """Write the text boxes and the charts that lie on a sheet."""
    for body in package.tree(part).iter("{*}txBody"):
        for paragraph in body.iterchildren("{*}p"):
            page.paragraph(_read_string(paragraph))
    for chart in package.related(part, "chart"):
        write_chart(page, package, chart)


def _read_comments(package: Package, part: str, workbook: _Workbook) -> Iterator[Comment]:
    """Yield the notes and the threads of comments on a sheet; a thread has a note, too, for older programs."""
    threads = [e for name in package.related(part, "threadedComment") for e in package.tree(name)]
    answered = {thread.get("ref") for thread in threads}
    for name in package.related(part, "comments"):
        root = package.tree(name)
        authors = [author.text or "" for author in root.iter("{*}author")]
        for element in root.iter("{*}comment"):
            number = _to_int(element.get("authorId"))
            author = authors[number] if 0 <= number < len(authors) else ""
            if element.get("ref") not in answered:
                yield Comment(author, "", _read_string(element).removeprefix(f"{author}:"))
    for thread in threads:
        author = workbook.people.get(thread.get("personId", ""), "")
        yield Comment(author, thread.get("dT", ""), thread.findtext("{*}text") or "")


def _read_sheet(package: Package, part: str, workbook: _Workbook) -> Sheet:
    sheet = Sheet()
    hidden_columns: list[tuple[int, int]] = []
    hidden_rows: dict[int, bool] = {}  # row -> whether an outline can open it
    filtered = False
    number = 0
    white: set[tuple[int, int]] = set()
    coloured = False  # by something else than the cells' own filling
    for element in package.elements(part, "col", "row", "pane", "mergeCell", "autoFilter", "conditionalFormatting"):
        match local_name(element):
            case "col":
                if element.get("hidden") in ("1", "true") and not _to_int(element.get("outlineLevel"), 0):
                    hidden_columns.append((_to_int(element.get("min")), _to_int(element.get("max"))))
            case "row":
                number = _to_int(element.get("r"), number + 1)
                if element.get("hidden") in ("1", "true"):
                    hidden_rows[number] = bool(_to_int(element.get("outlineLevel"), 0))
                white |= _read_row(element, number, sheet, workbook)
            case "conditionalFormatting":
                coloured = True
            case "pane":
                frozen = element.get("state") in ("frozen", "frozenSplit")
                sheet.frozen_rows = _to_int(element.get("ySplit"), 0) if frozen else 0
            case "mergeCell":
                if area := _read_area(element.get("ref", "")):
                    sheet.merged.append(area)
            case _:
                filtered = True
    # A filter or an outline is opened with a click: who has the file sees such rows.
    closed = set() if filtered else {row for row, opens in hidden_rows.items() if not opens}
    _drop_hidden(sheet, closed, hidden_columns, workbook)
    for table in package.related(part, "table"):
        root = package.tree(table)
        if (area := _read_area(root.get("ref", ""))) and any(_is_inside(place, area) for place in sheet.cells):
            sheet.tables.append(DefinedTable(area, _to_int(root.get("headerRowCount"), 1)))
    if not coloured:
        _drop_white(sheet, white, workbook)
    return sheet


def _read_row(row: Any, number: int, sheet: Sheet, workbook: _Workbook) -> set[tuple[int, int]]:
    """Read the cells of a row, and return the places of those that are white on no filling."""
    column = 0
    white = set()
    for cell in row.iterchildren("{*}c"):
        place = _read_place(cell.get("r", ""))
        column = place[1] if place else column + 1
        style = _to_int(cell.get("s"), 0)
        look = workbook.looks[style] if 0 <= style < len(workbook.looks) else _Look()
        text = _read_cell(cell, look, workbook)
        if not text.strip() or not 0 < number <= _ROWS or not 0 < column <= _COLUMNS:
            continue
        workbook.cells += 1
        if workbook.cells > MAX_CELLS:
            raise DocumentError(f"too large: more than {MAX_CELLS:,} filled cells; split it")
        sheet.cells[number, column] = text
        if look.bold:
            sheet.bold.add((number, column))
        if look.white:
            white.add((number, column))
    return white


def _read_cell(cell: Any, look: _Look, workbook: _Workbook) -> str:
    """Return what a cell shows, "" if it shows nothing."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return "" if inline is None else _read_string(inline)
    found = cell.find("{*}v")
    value = "" if found is None else found.text or ""
    if not value and (found is None or kind != "str") and cell.find("{*}f") is not None:
        workbook.empty_formulas += 1
    if kind == "s":
        index = _to_int(value)
        return workbook.strings[index] if 0 <= index < len(workbook.strings) else ""
    if kind == "b":
        return _BOOLEANS.get(value, value)
    if kind != "n":
        return value
    try:
        figure = float(value)
    except ValueError:
        return value
    return show_number(figure, look.code, workbook.from_1904) if math.isfinite(figure) else value


def _drop_hidden(sheet: Sheet, rows: set[int], columns: list[tuple[int, int]], workbook: _Workbook) -> None:
    places = {place for place in sheet.cells if place[0] in rows}
    workbook.hidden["hidden row"] += len({row for row, _ in places})
    inside = {place for place in sheet.cells if any(first <= place[1] <= last for first, last in columns)}
    workbook.hidden["hidden column"] += len({column for _, column in inside})
    for place in places | inside:
        del sheet.cells[place]


def _drop_white(sheet: Sheet, white: set[tuple[int, int]], workbook: _Workbook) -> None:
    """Leave out what is white on white; the style of a table may colour its cells."""
    for place in white & sheet.cells.keys():
        if not any(_is_inside(place, table.area) for table in sheet.tables):
            workbook.hidden["white cell"] += 1
            del sheet.cells[place]


def _read_place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def _read_area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _read_place(first), _read_place(last or first)
    return Area(*start, *end) if start and end else None


def _is_inside(place: tuple[int, int], area: Area) -> bool:
    return area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right


def _to_int(text: str | None, default: int = -1) -> int:
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default
