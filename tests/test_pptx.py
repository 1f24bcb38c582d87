"""Reading PowerPoint presentations: slide numbers, tables, charts, groups, and what is not on the slide."""

import io

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.load import load_document
from kb.errors import DocumentError

PLACE = (Inches(1), Inches(1), Inches(4), Inches(3))


def write_pptx(build):
    """Return the bytes of a presentation that a function fills."""
    presentation = pptx.Presentation()
    presentation.core_properties.title = ""
    build(presentation)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def add_slide(presentation, title="", *lines):
    """Add a slide with a title and a list, and return it."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = title
    slide.placeholders[1].text = "\n".join(lines)
    return slide


def load(folder, content):
    path = folder / "the-slides.pptx"
    path.write_bytes(content)
    return load_document(path, path.name)


def test_page_numbers_are_those_of_the_slides(tmp_path):
    """Catalogue A18: empty and hidden slides keep their numbers, and a slide without title is named by its own."""

    def build(presentation):
        add_slide(presentation, "Who we are", "seven programmes", "one network")
        add_slide(presentation)
        add_slide(presentation, "Secret", "not shown")._element.set("show", "0")
        slide = add_slide(presentation, "", "First point", "Second point")
        slide.placeholders[1].text_frame.paragraphs[1].level = 1

    loaded = load(tmp_path, write_pptx(build))

    assert loaded.pages == (
        "# Who we are\n\n- seven programmes\n- one network",
        "",
        "",
        "# Slide 4\n\n- First point\n  - Second point",
    )
    assert [(section.metadata["page"], section.metadata["heading"]) for section in loaded.sections] == [
        (1, ""),
        (4, "Slide 4"),
    ]
    assert (loaded.title, loaded.warnings) == ("Who we are", ("1 hidden slide left out; show them if they count",))


def test_notes_are_told_from_the_slide(tmp_path):
    """Catalogue A18: what the speaker noted stands under a heading of its own."""

    def build(presentation):
        add_slide(presentation, "Title", "Line").notes_slide.notes_text_frame.text = "Say hello.\nSmile."

    loaded = load(tmp_path, write_pptx(build))

    assert loaded.pages == ("# Title\n\nLine\n\n## Notes\n\nSay hello.\n\nSmile.",)
    assert [section.metadata["heading"] for section in loaded.sections] == ["", "Notes"]


def test_grouped_shapes_tables_and_charts_are_read(tmp_path):
    """Catalogue A18: text in groups within groups, table cells with their headers, and a chart's figures are kept."""

    def build(presentation):
        slide = add_slide(presentation, "All kinds")
        group = slide.shapes.add_group_shape().shapes.add_group_shape()
        group.shapes.add_textbox(*PLACE).text_frame.text = "in two groups"
        table = slide.shapes.add_table(3, 3, *PLACE).table
        for row, texts in enumerate((["Programme", "Million EUR", ""], ["", "2021", "2022"], ["NEXT MED", "1", "2"])):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(0, 0).merge(table.cell(1, 0))
        chart = CategoryChartData(number_format="0%")
        chart.categories = ["Italy", "Malta"]
        chart.add_series("Women", (0.5, 0.25))
        chart.add_series("Men", (0.5, 0.75))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *PLACE, chart)

    assert load(tmp_path, write_pptx(build)).pages == (
        "# All kinds\n\nin two groups\n\n"
        "| Programme: NEXT MED | Million EUR > 2021: 1 | Million EUR > 2022: 2\n\n"
        "| Italy | Women: 50% | Men: 50%\n| Malta | Women: 25% | Men: 75%",
    )


def test_hidden_shapes_are_left_out_and_told(tmp_path):
    """A shape that is switched invisible is no evidence."""

    def build(presentation):
        box = add_slide(presentation, "Title", "Line").shapes.add_textbox(*PLACE)
        box.text_frame.text = "secret"
        box._element.nvSpPr.cNvPr.set("hidden", "1")

    loaded = load(tmp_path, write_pptx(build))

    assert loaded.pages == ("# Title\n\nLine",)
    assert loaded.warnings == ("1 hidden shape left out; show them if they count",)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_presentation_is_named(tmp_path, share):
    """Catalogue A2: a file that ends too early is called damaged."""
    content = write_pptx(lambda presentation: add_slide(presentation, "Title", "Line"))
    with pytest.raises(DocumentError, match="could not be read as PPTX: damaged file"):
        load(tmp_path, content[: int(len(content) * share)])


def test_presentation_without_text_is_named(tmp_path):
    """Slides of pictures only have no text."""
    with pytest.raises(DocumentError, match="no text found in it"):
        load(tmp_path, write_pptx(add_slide))
