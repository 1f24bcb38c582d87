"""Reading Word documents: numbering, charts, comments, formulas, notes and what is hidden."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from ingest.load import load_document

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def write_docx(build, **parts):
    """Return the bytes of a Word document that a function fills."""
    document = docx.Document()
    document.core_properties.title = ""
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def load(folder, content):
    path = folder / "a.docx"
    path.write_bytes(content)
    return load_document(path, path.name)


def read(folder, build):
    [page] = load(folder, write_docx(build)).pages
    return page


def number_headings(document):
    """Let the heading styles count as 1, 1.1 and Article 1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate([("upperRoman", "Part %1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")])
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for level in (1, 2, 3):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="99"/></w:numPr>')
        )


def test_headings_carry_the_numbers_that_word_counts(tmp_path):
    """Numbers that are not in the text but on the page are part of the heading."""

    def build(document):
        number_headings(document)
        for level, text in ((1, "Aims"), (2, "One"), (2, "Two"), (3, "Detail"), (1, "Means"), (2, "Three")):
            document.add_heading(text, level)

    assert read(tmp_path, build) == (
        "# Part I Aims\n\n## I.1 One\n\n## I.2 Two\n\n### (a) Detail\n\n# Part II Means\n\n## II.1 Three"
    )


def test_comments_stand_apart_from_the_text(tmp_path):
    """What a reviewer noted is under its own heading, with name and day."""

    def build(document):
        run = document.add_paragraph("The budget is 5 million.").runs[0]
        document.add_comment(run, text="Is it?", author="Ann", initials="A")

    page = read(tmp_path, build)
    head, _, comment = page.partition("\n\n# Comments\n\n")

    assert head == "The budget is 5 million."
    assert comment.startswith("Ann, 20")
    assert comment.endswith(": Is it?")


def test_hidden_text_is_left_out_and_told(tmp_path):
    """Runs that are switched invisible, a point high or white on white are no evidence."""

    def build(document):
        paragraph = document.add_paragraph("Seen.")
        paragraph.add_run(" secret").font.hidden = True
        paragraph.add_run(" tiny secret").font.size = Pt(1)
        paragraph.add_run(" white secret").font.color.rgb = RGBColor(255, 255, 255)

    loaded = load(tmp_path, write_docx(build))

    assert (loaded.pages, loaded.warnings) == (("Seen.",), ("3 pieces of hidden text left out",))


def test_white_text_on_a_shade_is_read(tmp_path):
    """A dark header is a usual thing: shaded cells and runs, highlights and tables with a style keep white text."""
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'

    def build(document):
        run = document.add_paragraph("Seen.").add_run(" White on blue.")
        run.font.color.rgb = RGBColor(255, 255, 255)
        run._r.get_or_add_rPr().append(parse_xml(shade))
        styled = document.add_table(1, 1, style="Table Grid").cell(0, 0).paragraphs[0].add_run("Header")
        styled.font.color.rgb = RGBColor(255, 255, 255)

    loaded = load(tmp_path, write_docx(build))

    assert "White on blue." in loaded.pages[0]
    assert "Header" in loaded.pages[0]
    assert loaded.warnings == ()


def test_formulas_keep_their_parts_apart(tmp_path):
    """Fractions and powers can be told from their digits, and one formula from the next."""

    def build(document):
        formula = (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>"
        )
        xml = f"<w:p {nsdecls('w')} {MATH}>{formula}{formula}</w:p>"
        document.element.body.insert(0, parse_xml(xml))

    assert read(tmp_path, build) == "1/2x^3 1/2x^3"


def test_nested_tables_are_part_of_their_cell(tmp_path):
    """Text of a table in a cell belongs to the row of the outer table."""

    def build(document):
        table = document.add_table(2, 3)
        for cell, text in zip(table._cells, ["Name", "Year", "Note", "Ann", "2021", ""], strict=True):
            cell.text = text
        inner = table.cell(1, 2).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "deep", "er"

    assert read(tmp_path, build) == "| Name: Ann | Year: 2021 | Note: deep er"


def test_strict_documents_are_read_like_others(tmp_path):
    """What was saved as strict OOXML, with other names for the same parts, has the same text."""
    content = write_docx(lambda document: document.add_heading("Head", 1))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            old_links = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            new.writestr(name, part.replace(old_links, b"http://purl.oclc.org/ooxml/officeDocument/relationships/"))

    assert load(tmp_path, buffer.getvalue()).pages == ("# Head",)
