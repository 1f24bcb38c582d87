"""Text that nobody can see is left out and told, whatever the format; white on a dark ground is a usual thing."""

import io

import openpyxl
import pptx
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Inches, Pt
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from ingest.load import load_document

WHITE, BLUE = RGBColor(255, 255, 255), RGBColor(31, 56, 100)
RTF = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red255\green255\blue255;\red31\green56\blue100;}"
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
ODT_STYLES = """
<style:style style:name="white"><style:text-properties color="#FFFFFF"/></style:style>
<style:style style:name="blue"><style:paragraph-properties background-color="#1f3864"/></style:style>
<style:style style:name="child" style:parent-style-name="blue"/>
"""


def load(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return load_document(path, name)


def left_out(pieces):
    return (f"{pieces} piece{'s' if pieces > 1 else ''} of hidden text left out",)


def write_pdf(draw):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(800, 800))
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def write_invisibly(canvas, x, y, text):
    canvas.saveState()
    letters = canvas.beginText(x, y)
    letters.setTextRenderMode(3)
    letters.textLine(text)
    canvas.drawText(letters)
    canvas.restoreState()


def fill(canvas, colour, *box):
    canvas.setFillColor(colour)
    canvas.rect(*box, fill=1, stroke=0)


def draw_tiny(canvas):
    canvas.setFont("Helvetica", 1)
    canvas.drawString(72, 600, "secret")


def draw_white(canvas):
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 600, "secret")


def draw_transparent(canvas):
    canvas.setFillAlpha(0)
    canvas.drawString(72, 600, "secret")


def draw_in_form(canvas):
    canvas.beginForm("form")
    canvas.setFillColor(colors.white)
    canvas.drawString(0, 0, "secret")
    canvas.endForm()
    canvas.translate(72, 500)
    canvas.rotate(90)
    canvas.doForm("form")


@pytest.mark.parametrize(
    "draw",
    [draw_tiny, draw_white, draw_transparent, draw_in_form, lambda canvas: write_invisibly(canvas, 72, 600, "secret")],
    ids=["tiny", "white", "transparent", "form", "undrawn"],
)
def test_pdf_hides_it(tmp_path, draw):
    """Letters that change nothing on the drawn page, or are a point high, are no evidence."""

    def build(canvas):
        canvas.drawString(72, 700, "Seen.")
        draw(canvas)

    loaded = load(tmp_path, "a.pdf", write_pdf(build))
    assert (loaded.pages, loaded.warnings) == (("Seen.",), left_out(1))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_pdf_shows_white_on_a_ground(tmp_path, turned):
    """Also on turned pages and in small units; letters over a scan are there to be read, as is a small white print."""

    def build(canvas):
        canvas.setPageRotation(turned)
        fill(canvas, colors.darkblue, 70, 695, 200, 20)
        canvas.drawInlineImage(Image.new("L", (8, 8)), 70, 595, 120, 20)  # what was scanned
        canvas.setFillColor(colors.white)
        canvas.drawString(72, 700, "White on blue.")
        canvas.setFillColor(colors.black)
        write_invisibly(canvas, 72, 600, "Read from a scan.")
        canvas.beginForm("form")
        fill(canvas, colors.darkblue, 0, 0, 120, 20)
        canvas.setFillColor(colors.white)
        canvas.drawString(4, 5, "White in a form.")
        canvas.endForm()
        canvas.saveState()
        canvas.translate(400, 300)
        canvas.rotate(90)
        canvas.doForm("form")
        canvas.restoreState()
        canvas.setFillColor(colors.black)
        canvas.scale(12, 12)
        canvas.setFont("Helvetica", 1)
        canvas.drawString(6, 40, "In small units.")

    loaded = load(tmp_path, "a.pdf", write_pdf(build))
    assert sorted(loaded.pages[0].split("\n\n")) == [
        "In small units.",
        "Read from a scan.",
        "White in a form.",
        "White on blue.",
    ]
    assert loaded.warnings == ()


def test_pdf_table_has_no_hidden_words(tmp_path):
    """What is white in a drawn table is not in its cells."""

    def build(canvas):
        for y in (700, 680, 660):
            canvas.line(72, y, 312, y)
        for x in (72, 192, 312):
            canvas.line(x, 700, x, 660)
        for row, cells in enumerate([("Name", "Budget"), ("Alpha", "5")]):
            for column, text in enumerate(cells):
                canvas.drawString(76 + 120 * column, 686 - 20 * row, text)
        canvas.setFillColor(colors.white)
        canvas.drawString(250, 666, "secret")

    loaded = load(tmp_path, "a.pdf", write_pdf(build))
    assert "Alpha" in loaded.pages[0]
    assert "secret" not in loaded.pages[0]
    assert loaded.warnings == left_out(1)


def write_pptx(build):
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    paragraph = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(6), Inches(1)).text_frame.paragraphs[0]
    paragraph.add_run().text = "Seen."
    for text, change in (build(slide) or {}).items():
        run = paragraph.add_run()
        run.text = f" {text}"
        change(run.font)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def test_slide_hides_it(tmp_path):
    """White by value or by the theme, where nothing is drawn, and print of a point."""
    hidden = {
        "white": lambda font: setattr(font.color, "rgb", WHITE),
        "paper": lambda font: setattr(font.color, "theme_color", MSO_THEME_COLOR.BACKGROUND_1),
        "tiny": lambda font: setattr(font, "size", Pt(1)),
    }
    loaded = load(tmp_path, "a.pptx", write_pptx(lambda slide: hidden))
    assert (loaded.pages, loaded.warnings) == (("# Slide 1\n\nSeen.",), left_out(3))


def add_background(slide):
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = BLUE


def add_shape(slide):
    shape = slide.shapes.add_textbox(0, 0, Inches(9), Inches(9))
    shape.fill.solid()
    shape.fill.fore_color.rgb = BLUE


def add_layout_shape(slide):
    properties = slide.slide_layout.placeholders[0]._element.spPr
    properties.append(properties.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}gradFill", {}))


@pytest.mark.parametrize("draw", [add_background, add_shape, add_layout_shape])
def test_slide_shows_white_where_anything_is_drawn(tmp_path, draw):
    """Whatever may lie behind the letters: a background, a shape, what the layout has."""

    def build(slide):
        draw(slide)
        return {"white": lambda font: setattr(font.color, "rgb", WHITE)}

    loaded = load(tmp_path, "a.pptx", write_pptx(build))
    assert loaded.pages[0].endswith("Seen. white")
    assert loaded.warnings == ()


def write_xlsx(build):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "Name", "Budget", "Alpha", 5
    sheet["A3"] = "Beta"
    sheet["A3"].font = Font(color="FFFFFFFF")
    build(sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_sheet_hides_white_cells(tmp_path):
    """White on no filling."""
    loaded = load(tmp_path, "a.xlsx", write_xlsx(lambda sheet: None))
    assert "Alpha" in loaded.pages[0]
    assert "Beta" not in loaded.pages[0]
    assert loaded.warnings == ("1 white cell left out; show them if they count",)


def shade(sheet):
    sheet["A3"].fill = PatternFill("solid", fgColor="FF1F3864")


def make_table(sheet):
    sheet.add_table(Table(displayName="T", ref="A1:B3"))


def format_by_rule(sheet):
    from openpyxl.formatting.rule import CellIsRule

    sheet.conditional_formatting.add("A1:B9", CellIsRule("greaterThan", ["0"], fill=PatternFill("solid")))


@pytest.mark.parametrize("change", [shade, make_table, format_by_rule])
def test_sheet_shows_white_on_a_ground(tmp_path, change):
    """A filling, the style of a table, or a rule may colour the cell."""
    loaded = load(tmp_path, "a.xlsx", write_xlsx(change))
    assert "Beta" in loaded.pages[0]
    assert loaded.warnings == ()


@pytest.mark.parametrize(
    ("body", "text", "pieces"),
    [
        (r"Seen. {\cf1 secret} {\fs2 secret}", "Seen.", 2),
        (r"Seen. {\fs0 secret} {\fs Seen}", "Seen. Seen", 1),
        (r"Seen. \cf1 secret\plain  again", "Seen. again", 1),
        (r"{\cf1\highlight2 On blue.} {\cf1\chcbpat2 And on.}", "On blue. And on.", 0),
        (r"\pard\cbpat2{\cf1 On blue.}\par\pard {\cf1 secret}Black.", "On blue.\n\nBlack.", 1),
        (r"{\cf1\cb1 secret}\cf2 Blue.", "Blue.", 1),
        (r"\trowd\clcbpat2\cellx1\cellx2\pard\intbl\cf1 On\cell Blue\cell\row\pard\plain x\par", "On: Blue\n\nx", 0),
    ],
)
def test_rich_text_hides_white_on_white(tmp_path, body, text, pieces):
    """Letters, paragraphs and cells may have a colour behind them."""
    loaded = load(tmp_path, "a.rtf", (RTF + body + "}").encode())
    assert loaded.pages[0].strip("| ") == text
    assert loaded.warnings == (left_out(pieces) if pieces else ())


@pytest.mark.parametrize(
    ("body", "text", "pieces"),
    [
        ('<text:p>Seen.<text:span text:style-name="white"> secret</text:span></text:p>', "Seen.", 1),
        ('<text:p>Seen.</text:p><text:p text:style-name="white">secret</text:p>', "Seen.", 1),
        (
            '<text:p text:style-name="child"><text:span text:style-name="white">On blue.</text:span></text:p>',
            "On blue.",
            0,
        ),
    ],
)
def test_open_document_hides_white_on_white(tmp_path, body, text, pieces):
    """The styles of what is around tell what is behind the letters, also those that they inherit from."""
    import zipfile

    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    loaded = load(tmp_path, "a.odt", buffer.getvalue())
    assert loaded.pages == (text,)
    assert loaded.warnings == (left_out(pieces) if pieces else ())
