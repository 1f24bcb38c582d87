"""Reading Excel workbooks: tables that carry their headers, values as shown, and files that would fill the memory."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table

from ingest.child import ParserChild
from ingest.load import load_document
from kb.errors import DocumentError


def write_xlsx(build):
    """Return the bytes of a workbook that a function fills."""
    workbook = openpyxl.Workbook()
    build(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def write_rows(*rows, start=1):
    """Return the bytes of a workbook with these rows on its one sheet."""

    def build(workbook):
        workbook.active.title = "Budget"
        for number, row in enumerate(rows, start):
            for column, value in enumerate(row, 1):
                workbook.active.cell(number, column, value)

    return write_xlsx(build)


def replace_part(content, name, change):
    """Return a package with one part changed, or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()


def write_sheet_xml(rows):
    """Return the bytes of a workbook whose sheet data is this XML."""
    return replace_part(
        write_rows(["x"]),
        "xl/worksheets/sheet1.xml",
        lambda old: old[: old.index(b"<sheetData>")] + b"<sheetData>" + rows + b"</sheetData></worksheet>",
    )


def load(folder, content):
    path = folder / "the-budget.xlsx"
    path.write_bytes(content)
    return load_document(path, path.name)


def read(folder, content):
    [page] = load(folder, content).pages
    return page


def refuse(folder, content):
    with pytest.raises(DocumentError) as caught:
        load(folder, content)
    return str(caught.value)


def test_each_sheet_is_a_page_under_its_name(tmp_path):
    """Page numbers are those of the sheets, an empty or hidden one included, and the sheet's name is the heading."""

    def build(workbook):
        workbook.active.title = "First"
        workbook.active.append(["Programme", "Million EUR"])
        workbook.active.append(["NEXT MED", 253.6])
        workbook.create_sheet("Empty")
        secret = workbook.create_sheet("Secret")
        secret["A1"] = "secret"
        secret.sheet_state = "hidden"
        workbook.create_sheet("Last")["B5"] = "A note."

    loaded = load(tmp_path, write_xlsx(build))

    assert loaded.pages == (
        "# First\n\n| Programme: NEXT MED | Million EUR: 253.6",
        "",
        "",
        "# Last\n\nA note.",
    )
    assert [(section.metadata["page"], section.metadata["heading"]) for section in loaded.sections] == [
        (1, "First"),
        (4, "Last"),
    ]
    assert loaded.title == "The budget"
    assert loaded.warnings == ("1 hidden sheet left out; show them if they count",)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["", "2021", "2022"], ["Italy", 1, 2]], "| Italy | 2021: 1 | 2022: 2"),
        ([["Country", 2021, 2022], ["Italy", 1, 2]], "| Country: Italy | 2021: 1 | 2022: 2"),
        ([["", "Million EUR", ""], ["", "2021", "2022"], ["Italy", 1, 2]], "| Italy | Million EUR > 2021: 1 | 2022: 2"),
        (
            [["", "EU", "EU", "National"], ["", "2021", "2022", ""], ["Italy", 1, 2, 3]],
            "| Italy | EU > 2021: 1 | EU > 2022: 2 | National: 3",
        ),
        ([["Country", "", "Year"], ["Italy", "", 2]], "| Country: Italy | Year: 2"),
        ([["Budget of 2021"], [], ["Country", "Sum"], ["Italy", 2]], "Budget of 2021\n\n| Country: Italy | Sum: 2"),
        (
            [["Budget"], ["Country", "Sum"], ["Italy", 2], ["Source: us"]],
            "Budget\n\n| Country: Italy | Sum: 2\n\nSource: us",
        ),
        ([["A", "B"], ["x", 1], [], ["y", 2]], "| A: x | B: 1\n| A: y | B: 2"),
        ([["A", "B"], ["x", 1], [], ["C", "D"], ["y", 2]], "| A: x | B: 1\n\n| C: y | D: 2"),
        ([["A", "B", "", "C", "D"], ["x", 1, "", "u", 3], ["y", 2]], "| A: x | B: 1\n| A: y | B: 2\n\n| C: u | D: 3"),
        ([["A", "B", "C"], [3, 3, 3], [4, 4, 4]], "| A: 3 | B: 3 | C: 3\n| A: 4 | B: 4 | C: 4"),
        ([["one"], ["two"]], "one\n\ntwo"),
    ],
)
def test_tables_are_found_on_the_sheet(tmp_path, rows, lines):
    """Titles and notes stand apart, headers of one or more rows go to every value, empty columns go."""
    assert read(tmp_path, write_rows(*rows)) == f"# Budget\n\n{lines}"


def test_merged_cells_reach_as_far_as_they_are_drawn(tmp_path):
    """A merged header goes to all its columns, a merged label to all its rows, a merged title is said once."""

    def build(workbook):
        sheet = workbook.active
        sheet.append(["All sums", None, None])
        sheet.append(["Priority", "Million EUR", None])
        sheet.append([None, 2021, 2022])
        sheet.append(["One", 1, 2])
        sheet.append([None, 3, 4])
        sheet.append(["All", "unknown", None])
        for area in ("A1:C1", "A2:A3", "B2:C2", "A4:A5", "B6:C6"):
            sheet.merge_cells(area)

    assert read(tmp_path, write_xlsx(build)) == (
        "# Sheet\n\nAll sums\n\n"
        "| Priority: One | Million EUR > 2021: 1 | Million EUR > 2022: 2\n"
        "| Priority: One | Million EUR > 2021: 3 | Million EUR > 2022: 4\n"
        "| Priority: All | Million EUR > 2021: unknown | Million EUR > 2022: unknown"
    )


def test_headers_that_the_file_tells_are_believed(tmp_path):
    """A table that the workbook names, frozen rows and bold print tell the header where the words don't."""

    def build(workbook):
        named = workbook.active
        for row in (["Name", "Town"], ["Ann", "Rome"], ["below", "too"]):
            named.append(row)
        named.add_table(Table(displayName="people", ref="A1:B2"))
        frozen = workbook.create_sheet("frozen")
        bold = workbook.create_sheet("bold")
        for sheet in (frozen, bold):
            for row in (["Name", "Town"], ["Ann", "Rome"]):
                sheet.append(row)
        frozen.freeze_panes = "A2"
        for cell in bold[1]:
            cell.font = Font(bold=True)

    assert load(tmp_path, write_xlsx(build)).pages == (
        "# Sheet\n\n| Name: Ann | Town: Rome\n\n| below: too",
        "# frozen\n\n| Name: Ann | Town: Rome",
        "# bold\n\n| Name: Ann | Town: Rome",
    )


def test_values_are_written_as_shown(tmp_path):
    """Dates, percentages, money, truth and errors read as on the screen."""

    def build(workbook):
        sheet = workbook.active
        sheet.append(["Start", "Share", "Sum", "Paid", "Ratio"])
        sheet.append([datetime.date(2024, 3, 7), 0.256, 1234567.5, True, "#DIV/0!"])
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = '#,##0.00 "EUR"'

    assert read(tmp_path, write_xlsx(build)) == (
        "# Sheet\n\n| Start: 2024-03-07 | Share: 25.6% | Sum: 1,234,567.50 EUR | Paid: TRUE | Ratio: #DIV/0!"
    )


def test_formulas_without_value_are_counted(tmp_path):
    """Catalogue A9: what was never calculated is a warning with its number, not a silent blank."""
    loaded = load(tmp_path, write_rows(["Sum", "Half"], [4, "=A2/2"], [6, "=A3/2"]))

    assert loaded.pages == ("# Budget\n\n| Sum: 4\n| Sum: 6",)
    assert loaded.warnings == ("2 formulas have no value; open the file in a spreadsheet program and save it",)


def test_hidden_rows_and_columns_are_left_out_and_told(tmp_path):
    """Nobody has read what is hidden; a closed outline or a filter is opened with a click and stays."""

    def build(workbook):
        for name in ("hidden", "outline", "filter"):
            sheet = workbook.create_sheet(name)
            for row in (["Name", "Sum", "Note"], ["Ann", 1, "x"], ["Bob", 2, "y"]):
                sheet.append(row)
            sheet.row_dimensions[3].hidden = True
        workbook["hidden"].column_dimensions["C"].hidden = True
        workbook["outline"].row_dimensions[3].outlineLevel = 1
        workbook["filter"].auto_filter.ref = "A1:C3"
        del workbook["Sheet"]

    loaded = load(tmp_path, write_xlsx(build))
    both = "| Name: Ann | Sum: 1 | Note: x\n| Name: Bob | Sum: 2 | Note: y"

    assert loaded.pages == ("# hidden\n\n| Name: Ann | Sum: 1", f"# outline\n\n{both}", f"# filter\n\n{both}")
    assert loaded.warnings == ("1 hidden row and 1 hidden column left out; show them if they count",)


def test_comments_and_what_lies_on_the_sheet_are_read(tmp_path):
    """Notes stand under their own heading; title and figures of a chart are kept, on a sheet of its own, too."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet("Ducks")
    for row, values in enumerate([["Year", "Ducks"], ["2019", 120], ["2020", 135]]):
        sheet.write_row(row, 0, values)
    sheet.write_comment("B3", "So few?", {"author": "Ann"})
    sheet.insert_textbox("D9", "A remark in a box.")
    chart = workbook.add_chart({"type": "line"})
    chart.add_series({"name": "=Ducks!$B$1", "categories": "=Ducks!$A$2:$A$3", "values": "=Ducks!$B$2:$B$3"})
    chart.set_title({"name": "Ducks by year"})
    workbook.add_chartsheet("Drawn").set_chart(chart)
    workbook.close()
    rows = "| Year: 2019 | Ducks: 120\n| Year: 2020 | Ducks: 135"

    assert load(tmp_path, buffer.getvalue()).pages == (
        f"# Ducks\n\n{rows}\n\nA remark in a box.\n\n## Comments\n\nAnn: So few?",
        "# Drawn\n\nDucks by year\n\n| 2019 | Ducks: 120\n| 2020 | Ducks: 135",
    )


@pytest.mark.parametrize("corner", ["XFD1048576", "A1048576", "XFD1"])
def test_far_corner_is_read_sparsely(tmp_path, corner):
    """Catalogue A8: two cells at the ends of the sheet cost no more than two cells."""
    content = write_sheet_xml(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="%s"><c r="%s"><v>2</v></c></row>'
        % (corner.lstrip("XFDA").encode(), corner.encode())
    )
    assert re.findall(r"\d", read(tmp_path, content)) == ["1", "2"]
    assert len(read(tmp_path, content)) < 30


def test_merged_area_over_the_whole_sheet_stays_sparse(tmp_path):
    """Catalogue A8: an area of 17 thousand million cells is filled no further than the sheet's cells go."""
    content = replace_part(
        write_rows(["All", "of it"], ["x", "y"]),
        "xl/worksheets/sheet1.xml",
        lambda old: old.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    )
    assert len(read(tmp_path, content)) < 60


def test_too_many_cells_are_refused(tmp_path, monkeypatch):
    """A workbook that is a database is named as too large."""
    monkeypatch.setattr("ingest.formats.xlsx.MAX_CELLS", 3)
    assert refuse(tmp_path, write_rows(["a", "b"], ["c", "d"])) == ("too large: more than 3 filled cells; split it")


def test_entities_are_refused_unread(tmp_path):
    """Catalogue A10: a part that names another file or grows by entities is refused, and the file stays unread."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    for declared in (f'<!ENTITY e SYSTEM "{secret.as_uri()}">', '<!ENTITY a "ha"><!ENTITY e "&a;&a;&a;">'):
        content = replace_part(
            write_rows(["x"]),
            "xl/worksheets/sheet1.xml",
            lambda old, declared=declared: (
                f"<!DOCTYPE worksheet [{declared}]>".encode()
                + old.replace(b"<sheetData>", b'<sheetData><row r="9"><c r="A9" t="str"><v>&e;</v></c></row>')
            ),
        )
        assert refuse(tmp_path, content) == (
            "its part xl/worksheets/sheet1.xml declares entities, as no office program does; save it again"
        )


def test_bomb_is_refused_before_it_is_unpacked(tmp_path):
    """Catalogue A7: what would grow a thousand times is refused by its list of parts."""
    content = replace_part(write_rows(["x"]), "xl/worksheets/sheet2.xml", lambda _: b" " * (60 * 2**20))
    assert refuse(tmp_path, content) == "too large unpacked: 60 MB; split it"


def test_part_outside_the_package_is_ignored(tmp_path):
    """Catalogue A11: names that climb out of the package write nothing and change nothing."""
    content = replace_part(write_rows(["x", "y"], ["z", "u"]), "../../escaped.txt", lambda _: b"out")
    content = replace_part(content, "/tmp/absolute-escaped.txt", lambda _: b"out")  # noqa: S108

    assert read(tmp_path, content).startswith("# Budget")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["the-budget.xlsx"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty file"),
        (b"<html><p>x", "content is a web page or XML, expected an Excel workbook; give it its right file name"),
        (
            b"\xd0\xcf\x11\xe0" + b"x" * 600,
            "content is an old Office document, expected an Excel workbook; save it as .xlsx",
        ),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password; save a copy without one",
        ),
        (write_rows(["x"])[:2000], "could not be read as XLSX: damaged file; save it again from its source"),
        (
            replace_part(write_rows(["x"]), "xl/worksheets/sheet1.xml", lambda old: old[:-30]),
            "its part xl/worksheets/sheet1.xml is not valid XML: damaged file; save it again from its source",
        ),
        (write_rows([]), "no text found in it"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, content, message):
    """Catalogue A1 to A4: empty, renamed, protected and damaged files say so, each in its words."""
    assert refuse(tmp_path, content) == message


def test_areas_over_each_other_and_spaced_columns_end_in_time(tmp_path):
    """Catalogue A8: thousands of merged areas over all cells, or thousands of empty columns, are read within limits."""
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>7</v></c></row>' % (row, row) for row in range(2, 2_002))
    wide = b"".join(b'<c r="%s1"><v>8</v></c>' % get_column_letter(n).encode() for n in range(1, 8_001, 2))
    areas = b'<mergeCell ref="A1:J1048576"/>' * 20_000
    content = replace_part(
        write_sheet_xml(b'<row r="1">' + wide + b"</row>" + cells),
        "xl/worksheets/sheet1.xml",
        lambda old: old.replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>"),
    )
    (tmp_path / "a.xlsx").write_bytes(content)

    with ParserChild(seconds=60) as child:
        assert "8" in child.load(tmp_path / "a.xlsx", "a.xlsx").pages[0]
