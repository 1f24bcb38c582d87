"""Tables that are drawn with lines in PDFs."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.load import load_document

LEFT, TOP, WIDTH, HEIGHT = 72, 700, 120, 20


def write_pdf(draw):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800))
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def read(folder, draw):
    path = folder / "a.pdf"
    path.write_bytes(write_pdf(draw))
    [page] = load_document(path, path.name).pages
    return page


def write_cells(canvas, rows):
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.drawString(LEFT + column * WIDTH + 4, TOP - number * HEIGHT - 14, text)


def rule_by_lines(canvas, rows, columns):
    for number in range(rows + 1):
        canvas.line(LEFT, TOP - number * HEIGHT, LEFT + columns * WIDTH, TOP - number * HEIGHT)
    for number in range(columns + 1):
        canvas.line(LEFT + number * WIDTH, TOP, LEFT + number * WIDTH, TOP - rows * HEIGHT)


def rule_by_boxes(canvas, rows, columns):
    for row in range(rows):
        for column in range(columns):
            canvas.rect(LEFT + column * WIDTH, TOP - (row + 1) * HEIGHT, WIDTH, HEIGHT)


def rule_by_thin_fillings(canvas, rows, columns):
    for number in range(rows + 1):
        canvas.rect(LEFT, TOP - number * HEIGHT, columns * WIDTH, 0.5, stroke=0, fill=1)
    for number in range(columns + 1):
        canvas.rect(LEFT + number * WIDTH, TOP - rows * HEIGHT, 0.5, rows * HEIGHT, stroke=0, fill=1)


@pytest.mark.parametrize("rule", [rule_by_lines, rule_by_boxes, rule_by_thin_fillings])
def test_ruled_table_becomes_rows_with_headers(tmp_path, rule):
    """However its lines are drawn, a table keeps its cells, in its place between the paragraphs."""

    def draw(canvas):
        canvas.drawString(LEFT, 740, "Before the table there is a sentence.")
        rule(canvas, 3, 3)
        write_cells(canvas, [["Country", "2021", "2022"], ["Italy", "1", "2"], ["Malta", "", "4"]])
        canvas.drawString(LEFT, 600, "After the table there is another one.")

    assert read(tmp_path, draw) == (
        "Before the table there is a sentence.\n\n"
        "| Country: Italy | 2021: 1 | 2022: 2\n| Country: Malta | 2022: 4\n\n"
        "After the table there is another one."
    )


def test_spanned_cells_reach_as_far_as_they_are_drawn(tmp_path):
    """Where a line is missing, the cell goes on: headers over columns, labels over rows."""

    def draw(canvas):
        for number in range(5):
            begin = LEFT + WIDTH if number in (1, 3) else LEFT
            canvas.line(begin, TOP - number * HEIGHT, LEFT + 3 * WIDTH, TOP - number * HEIGHT)
        for number in range(4):
            top = TOP - HEIGHT if number == 2 else TOP
            canvas.line(LEFT + number * WIDTH, top, LEFT + number * WIDTH, TOP - 4 * HEIGHT)
        write_cells(canvas, [["Country", "Million EUR"], ["", "2021", "2022"], ["Italy", "1", "2"], ["", "3", "4"]])

    assert read(tmp_path, draw) == (
        "| Country: Italy | Million EUR > 2021: 1 | Million EUR > 2022: 2\n"
        "| Country: Italy | Million EUR > 2021: 3 | Million EUR > 2022: 4"
    )


def test_frames_and_charts_are_no_tables(tmp_path):
    """Text in a frame stays text, and a grid without text in its cells changes nothing."""

    def draw(canvas):
        rule_by_boxes(canvas, 4, 4)
        canvas.rect(LEFT, 400, 400, 60)
        canvas.drawString(LEFT + 5, 430, "A sentence in a frame stays a sentence.")

    assert read(tmp_path, draw) == "A sentence in a frame stays a sentence."


def test_text_across_a_line_is_not_cut(tmp_path):
    """Where text lies over the lines, the lines of text are kept rather than cut into cells."""

    def draw(canvas):
        rule_by_lines(canvas, 2, 3)
        write_cells(canvas, [["Country", "2021", "2022"], ["Italy", "1", "2"]])
        canvas.drawString(LEFT + 2 * WIDTH + 60, TOP - 34, "a text that is far too long for its cell and goes on")

    assert "too long for its cell and goes on" in read(tmp_path, draw)
