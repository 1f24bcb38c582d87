"""The boxes on a page's picture cover what is quoted and nothing else, whatever the page looks like."""

from ctypes import byref, c_double
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle

from ingest.load import load_document
from kb.errors import DocumentError
from kb.pdf import WIDTH, PagePicture, draw_page
from kb.printed import find_printed
from kb.units import find_units

NORMAL: ParagraphStyle = getSampleStyleSheet()["Normal"]
COLUMNS = [
    "The programme supports cross-border cooperation between the regions on both sides of the Carpathian Mountains.",
    "It was adopted on 3 November 2022 by the Commission, and its managing authority sits in Budapest.",
    "The budget is EUR 66 million. The budget is spent until 2029. Efficient offices find fine answers first.",
]


def squeeze(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def read_boxed(path: Path, number: int, picture: PagePicture) -> str:
    """Read from the PDF what stands under the boxes, by the places of its letters."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        letters = page.get_textpage()
        read = ""
        for box in picture.boxes:
            corners = []
            for left, top in ((box.left, box.top), (box.right, box.bottom)):
                x, y = c_double(), c_double()
                pypdfium2.raw.FPDF_DeviceToPage(
                    page, 0, 0, picture.width, picture.height, 0, int(left), int(top), byref(x), byref(y)
                )
                corners.append((x.value, y.value))
            (x1, x2), (y1, y2) = (sorted(pair) for pair in zip(*corners, strict=True))
            for index in range(letters.count_chars()):
                left, bottom, right, top = letters.get_charbox(index)
                if x1 < (left + right) / 2 < x2 and y1 < (bottom + top) / 2 < y2:
                    read += chr(pypdfium2.raw.FPDFText_GetUnicode(letters, index))
    return read


def box(path: Path, quote: str, number: int = 1, nth: int = 0) -> PagePicture:
    """Draw a page with the nth occurrence of a quotation in its stored text boxed."""
    text = load_document(path, path.name, "eng").pages[number - 1]
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return draw_page(path.read_bytes(), number, text, start, start + len(quote))


def expand(text: str) -> str:
    """Read ligatures and hyphens at line ends as the letters they stand for."""
    return squeeze(text.replace("\ufb01", "fi").replace("\ufb03", "ffi").replace("\ufb02", "fl"))


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two narrow columns of prose, and a ruled table."""
    path = tmp_path_factory.mktemp("pdf") / "columns.pdf"
    template = BaseDocTemplate(str(path))
    frames = [Frame(50, 420, 150, 330), Frame(230, 420, 150, 330)]
    template.addPageTemplates([PageTemplate(frames=frames)])
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)])
    rows = [["Country", "Budget", "Year"], ["Italy", "5", "2014"], ["France", "5", "2021"], ["Malta", "7", "2021"]]
    template.build([*(Paragraph(text, NORMAL) for text in COLUMNS * 3), Table(rows, style=ruled)])
    return path


def test_every_sentence_of_two_columns_is_boxed(columns: Path) -> None:
    """Each sentence, of those that occur three times each occurrence, has its own words under its boxes."""
    text = load_document(columns, columns.name, "eng").pages[0]
    seen: dict[str, set[tuple[float, float]]] = {}
    for unit in find_units(text):
        if unit.kind != "sentence":
            continue
        picture = draw_page(columns.read_bytes(), 1, text, unit.start, unit.end)
        quote = text[unit.start : unit.end]
        assert expand(read_boxed(columns, 1, picture)) == expand(quote)
        seen.setdefault(quote, set()).add((picture.boxes[0].left, picture.boxes[0].top))
    assert sorted(map(len, seen.values())) == [3] * len(seen)
    assert len(seen) == 5


@pytest.mark.parametrize(
    ("row", "cells"), [("Country: Italy | Budget: 5 | Year: 2014", "Italy52014"), ("Country: Malta", "Malta")]
)
def test_a_row_is_boxed_without_its_headers(columns: Path, row: str, cells: str) -> None:
    """The headers that a stored row repeats are not looked for in the row."""
    assert squeeze(read_boxed(columns, 1, box(columns, row))) == cells


def test_a_lone_figure_is_found_by_its_neighbours(columns: Path) -> None:
    """A cell that says 5 is the one in the row that was quoted."""
    text = load_document(columns, columns.name, "eng").pages[0]
    start = text.index("Budget: 5 | Year: 2021")
    france = draw_page(columns.read_bytes(), 1, text, start, start + len("Budget: 5"))
    italy = box(columns, "Budget: 5 | Year: 2014")
    assert squeeze(read_boxed(columns, 1, france)) == "5"
    assert france.boxes[0].top > italy.boxes[0].bottom


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_are_boxed_as_they_are_seen(tmp_path: Path, turned: int) -> None:
    """The picture stands as a reader shows it, and the boxes stand on the same words."""
    path = tmp_path / "turned.pdf"
    lying = turned in (90, 270)  # reportlab takes the size of the page as it is seen
    canvas = Canvas(str(path), pagesize=(700, 500) if lying else (500, 700))
    canvas.setPageRotation(turned)
    for line, text in enumerate(
        ["The first line is about birds.", "The second line is about fish.", "The third ends."]
    ):
        canvas.drawString(72, 600 - 20 * line, text)
    canvas.save()
    picture = box(path, "The second line is about fish.")
    assert (picture.width, picture.width > picture.height) == (WIDTH, lying)
    assert squeeze(read_boxed(path, 1, picture)) == "Thesecondlineisaboutfish"
    assert len(picture.boxes) == 1
    x, y = {0: (0.1, 0.1), 90: (0.8, 0.1), 180: (0.4, 0.8), 270: (0.1, 0.4)}[turned]
    assert x < picture.boxes[0].left / picture.width < x + 0.4
    assert y < picture.boxes[0].top / picture.height < y + 0.4


def test_a_box_is_where_the_words_were_drawn(tmp_path: Path) -> None:
    """Against the coordinates that the PDF was written with, not against pdfium's own."""
    path = tmp_path / "place.pdf"
    canvas = Canvas(str(path), pagesize=(600, 800))
    canvas.setFont("Helvetica", 20)
    canvas.drawString(100, 500, "Before it. ")
    left = 100 + canvas.stringWidth("Before it. ")
    canvas.drawString(left, 500, "Here are the words.")
    right = left + canvas.stringWidth("Here are the words.")
    canvas.drawString(right + 10, 500, "After it.")
    canvas.save()
    [found] = box(path, "Here are the words.").boxes
    dot = WIDTH / 600
    assert found.left == pytest.approx(left * dot, abs=6)
    assert found.right == pytest.approx(right * dot, abs=6)
    assert found.bottom == pytest.approx((800 - 500) * dot, abs=8)
    assert found.top == pytest.approx((800 - 500 - 15) * dot, abs=8)


def test_words_cut_at_line_ends_are_boxed_whole(tmp_path: Path) -> None:
    """A hyphen at a line's end, dropped from the stored text, parts the boxes and loses no letter."""
    path = tmp_path / "cut.pdf"
    canvas = Canvas(str(path), pagesize=(400, 400))
    lines = ["The regions want to have much closer cooper-", "ation across the border with the neighbours that"]
    for line, text in enumerate([*lines, "they have. Others do not."]):
        canvas.drawString(50, 300 - 14 * line, text)
    canvas.save()
    quote = "The regions want to have much closer cooperation across the border with the neighbours that"
    picture = box(path, quote)
    assert squeeze(read_boxed(path, 1, picture)) == squeeze(quote)
    assert len(picture.boxes) == 2


def test_ligatures_are_the_letters_that_they_join() -> None:
    """Where the page prints one sign for several letters, the stored text has the letters."""
    printed = "An e\ufb03cient o\ufb03ce \ufb01nds it. The other does not."
    stored = "An efficient office finds it. The other does not."
    assert find_printed(stored, 3, 29, printed) == [(3, printed.index(". The"))]
    assert find_printed(stored, 13, 19, printed) == [(11, 15)]


def test_a_passage_that_is_not_on_the_page_is_not_boxed(columns: Path) -> None:
    """Other words are never boxed instead."""
    text = "A quite different sentence that the page does not hold, about the budget."
    assert draw_page(columns.read_bytes(), 1, text, 0, len(text)).boxes == ()


@pytest.mark.parametrize(
    ("content", "page", "said"), [(b"%PDF-1.4 nonsense", 1, "damaged"), (b"", 1, "damaged"), (None, 9, "no page 9")]
)
def test_what_can_not_be_drawn_is_said(columns: Path, content: bytes | None, page: int, said: str) -> None:
    """A damaged file or a page that is not there has no picture."""
    with pytest.raises(DocumentError, match=said):
        draw_page(columns.read_bytes() if content is None else content, page)
