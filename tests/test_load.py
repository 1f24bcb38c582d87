"""Loading one file of each format: the text, its conventions, and the one line that says why it can't be read."""

import io
import os
import pickle
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.extracted import parse_as_of
from ingest.formats.page import PageText
from ingest.formats.table import write_table
from ingest.load import LOADERS, load_document
from kb.errors import DocumentError


def load(folder, name, content):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_document(path, name)


def read(folder, name, content):
    [page] = load(folder, name, content).pages
    return page


def refuse(folder, name, content):
    with pytest.raises(DocumentError) as caught:
        load(folder, name, content)
    return str(caught.value)


def write_pdf(*pages, encrypt=None, title=None):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt and StandardEncryption(encrypt))
    if title:
        canvas.setTitle(title)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write_docx(build):
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_table(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


TABLE = "| Programme: NEXT MED | Managing authority: Region of Sardinia\n| Programme: Black Sea"


def build_docx(document):
    document.add_heading("Programmes", 1)
    document.add_paragraph("Two of seven.")
    document.add_paragraph("NEXT MED", style="List Bullet")
    document.add_paragraph("inner", style="List Bullet 2")
    document.add_paragraph("first", style="List Number")
    rows = [["Programme", "Managing authority"], ["NEXT MED", "Region of\nSardinia"], ["Black Sea", ""]]
    table = add_table(document, rows)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph("After.")


SAME_EVERYWHERE = {
    "a.md": (
        "# Programmes\n\nTwo of\nseven.\n\n* **NEXT** MED\n  * inner\n\n1. first\n\n"
        "| Programme | Managing authority |\n|---|---|\n| NEXT MED | Region of Sardinia |\n| Black Sea | |\n\nAfter.\n"
    ),
    "a.html": (
        "<title>Programmes</title><h1>Programmes</h1><p>Two of\nseven.<ul><li><b>NEXT</b> MED<ul><li>inner</ul></ul>"
        "<ol><li>first</ol><table><tr><th>Programme<th>Managing authority<tr><td>NEXT MED<td>Region of<br>Sardinia"
        "<tr><td>Black Sea<td></table><p>After."
    ),
    "a.docx": write_docx(build_docx),
}


@pytest.mark.parametrize("name", SAME_EVERYWHERE)
def test_formats_with_structure_give_the_same_text(tmp_path, name):
    """Headings, items, rows and paragraphs look alike whether they come from Markdown, HTML or Word."""
    assert read(tmp_path, name, SAME_EVERYWHERE[name]) == (
        f"# Programmes\n\nTwo of seven.\n\n- NEXT MED\n  - inner\n1. first\n\n{TABLE}\n\nAfter."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", '\ufeffProgramme,Managing authority\nNEXT MED,"Region of\nSardinia"\n\nBlack Sea,\n'),
        ("a.csv", "Programme;Managing authority\r\nNEXT MED;Region of Sardinia\r\nBlack Sea;\r\n"),
        ("a.csv", "Programme|Managing authority\nNEXT MED|Region of Sardinia\nBlack Sea|\n"),
        ("a.tsv", "Programme\tManaging authority\nNEXT MED\tRegion of Sardinia\nBlack Sea\t\n"),
    ],
)
def test_csv_rows_carry_their_headers(tmp_path, name, content):
    """Whatever the delimiter, each row can be read alone, and an empty cell is left out."""
    assert read(tmp_path, name, content) == TABLE


def test_section_text_stands_at_its_offsets(tmp_path):
    """For every format the text of each section is that of its page at its offsets."""
    samples = {**SAME_EVERYWHERE, "a.txt": "One.\n\nTwo.", "a.csv": "a,b\n1,2", "a.pdf": write_pdf(["One line."])}
    for name, content in samples.items():
        loaded = load(tmp_path, name, content)
        assert loaded.sections
        for section in loaded.sections:
            place = section.metadata
            assert loaded.pages[place["page"] - 1][place["start"] : place["end"]] == section.page_content
            assert all(value is not None for value in place.values())
        assert pickle.loads(pickle.dumps(loaded)) == loaded  # noqa: S301 (our own value)


def test_every_suffix_is_read(tmp_path):
    """The table of loaders holds the formats of the README, and another suffix is named."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`\..*?) \|", readme, re.MULTILINE)
    assert {suffix for row in rows for suffix in re.findall(r"`(\.\w+)`", row)} == set(LOADERS)
    assert refuse(tmp_path, "a.doc", "x") == "unknown format .doc; save it as .docx"
    assert refuse(tmp_path, "a.xyz", "x").startswith("unknown format .xyz; known are .csv, ")


# --- Markdown


def test_front_matter_describes_the_file(tmp_path):
    """Title, topic, date, language and the first address of the sources go to every section."""
    text = (
        "---\ntitle: 'About: NEXT'\ntopic: network\nas_of: 2024-03-07\nlang: en\n"
        "sources: [the manual, 'https://a.eu/x', 'https://b.eu']\n---\n# About: NEXT\n\nText.\n"
    )
    loaded = load(tmp_path, "a.md", text)

    assert loaded.pages == ("# About: NEXT\n\nText.",)
    [section] = loaded.sections
    assert section.metadata == {
        "source": "a.md",
        "title": "About: NEXT",
        "topic": "network",
        "page": 1,
        "heading": "",
        "start": 15,
        "end": 20,
        "as_of": "2024-03-07",
        "url": "https://a.eu/x",
        "lang": "en",
    }


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("title: x\nas_of: soon", "line 3: as_of is 'soon', expected YYYY, YYYY-MM, YYYY-MM-DD or undated"),
        ("as_of: 2024-13", "line 2: as_of is '2024-13'"),
        ("title: a: b", "line 2: not valid YAML"),
        ("title: [a]", "line 2: title is ['a'], expected a text"),
        ("sources: x", "line 2: sources is 'x', expected a list"),
        ("url: x", "line 2: url is 'x', expected an address"),
        ("only words", "line 2: expected lines of the form"),
        ("as_of: 2024-02-31", "not valid YAML"),
    ],
)
def test_wrong_front_matter_is_named(tmp_path, front, message):
    """A wrong field refuses the file and says the line and what was expected."""
    assert message in refuse(tmp_path, "a.md", f"---\n{front}\n---\ntext")


def test_front_matter_that_never_ends_is_named(tmp_path):
    """A missing closing line is an error, while a mere rule at the top is a rule."""
    assert refuse(tmp_path, "a.md", "---\ntitle: x\n\ntext") == "front matter, line 1: no closing line `---`"
    assert read(tmp_path, "a.md", "---\n\ntext") == "text"


@pytest.mark.parametrize("value", ["2024", "2024-03", "2024-03-07", "undated", "2024-03-07 10:00:00"])
def test_front_matter_dates_of_every_precision(tmp_path, value):
    """A date may be a year, a month or a day, whatever type YAML makes of it."""
    [section] = load(tmp_path, "a.md", f"---\nas_of: {value}\n---\ntext").sections
    assert section.metadata["as_of"] == value[:10]


def test_markdown_marks_are_gone_and_text_stays(tmp_path):
    """Only what a reader sees is kept: no marks, no link targets, no HTML, nothing hidden; a warning says so."""
    text = (
        "A **bold** `code` [link](https://x.eu) <https://y.eu> https://z.eu ~~old~~ ![map](m.png) a<br>b\n\n"
        "<!-- secret -->\n\n<script>secret()</script>\n\n<div hidden>\n\nsecret\n\n</div>\n\n"
        "x <span style='display: none'>secret</span>y\n\n```py\n# comment\nx = 1\n```\n\n"
        "> quoted\n> on\n\n\\# no heading\n"
    )
    loaded = load(tmp_path, "a.md", text)

    assert loaded.pages == (
        "A bold code link https://y.eu https://z.eu old map a b\n\nx y\n\ncomment\nx = 1\n\nquoted on\n\nno heading",
    )
    assert loaded.warnings == ("2 blocks of hidden HTML left out",)


def test_html_in_markdown_is_read_as_it_shows(tmp_path):
    """Catalogue A17: a table or list written as HTML is read like any other, and a large block of code stays whole."""
    code = "x = 1\n" * 33_000
    text = (
        "Before.\n\n<table><tr><th>Name<th>Year<tr><td>NEXT<td>2021</table>\n\n"
        "<ul><li>one<li>two<li hidden>secret</li></ul>\n\n<!-- secret -->\n\n"
        f"<a name='x'></a>\n\n```\n{code}```\n"
    )
    loaded = load(tmp_path, "a.md", text)

    assert loaded.pages == (f"Before.\n\n| Name: NEXT | Year: 2021\n\n- one\n- two\n\n{code.strip()}",)
    assert loaded.warnings == ("1 block of hidden HTML left out",)


def test_markdown_source_line_stays_a_line(tmp_path):
    """A source line counts also where it follows text or a list without a blank line."""
    text = "text\nSource: https://x.eu (as of 2023)\n\n## B\n\n- item\n- last\nSource: https://y.eu\n"
    loaded = load(tmp_path, "a.md", text)

    assert loaded.pages[0] == (
        "text\n\nSource: https://x.eu (as of 2023)\n\n## B\n\n- item\n- last\n\nSource: https://y.eu"
    )
    assert [(s.metadata["url"], s.metadata["as_of"]) for s in loaded.sections] == [
        ("https://x.eu", "2023"),
        ("https://y.eu", "undated"),
    ]


def test_list_items_keep_numbers_and_paragraphs(tmp_path):
    """Numbers are kept, and further paragraphs of an item stay on its line."""
    text = "3. three\n\n   more\n4. four\n   - inner\n     1. deep\n"
    assert read(tmp_path, "a.md", text) == "3. three more\n4. four\n  - inner\n    1. deep"


# --- plain text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"],
)
def test_text_in_any_usual_encoding(tmp_path, encoding):
    """Western text is right in Unicode of all kinds and in the old code pages."""
    text = "Coopération transfrontalière: España, Österreich, Århus, für München und Straßburg."
    assert read(tmp_path, "a.txt", text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zażółć gęślą jaźń, współpraca Polska i Białoruś.", "cp1250"),
        ("Zażółć gęślą jaźń, współpraca Polska i Białoruś.", "iso8859-2"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("România şi Moldova, judeţul Iaşi, cooperare transfrontalieră.", "cp1250"),
        ("Програма транскордонного співробітництва, її цілі.", "cp1251"),
        ("Программа сотрудничества. Привет, мир!", "koi8-r"),
        ("Πρόγραμμα διασυνοριακής συνεργασίας Ελλάδα", "cp1253"),
        ("Karadeniz Havzası Sınır Ötesi İşbirliği Programı", "cp1254"),
        ("برنامج التعاون عبر الحدود", "cp1256"),
        ("Budget 5 000 € – £30 ±5 %", "cp1252"),
        ("日本語のテキストです。これは長い文章で、判別できるはずです。", "shift_jis"),
    ],
)
def test_text_of_the_neighbourhood_in_old_encodings(tmp_path, text, encoding):
    """Languages of the programmes are told apart where their code pages overlap."""
    assert read(tmp_path, "a.txt", text.encode(encoding)) == text


def test_mixed_encodings_are_refused(tmp_path):
    """Text that is UTF-8 but for a few bytes is refused with the line, not guessed."""
    content = "Première ligne: été, à, ç, ô\n".encode() * 3 + "é\n".encode("latin-1")
    assert refuse(tmp_path, "a.txt", content) == (
        "content mixes UTF-8 with another encoding in line 4; save it as UTF-8"
    )


def test_wrapped_lines_are_joined(tmp_path):
    """Lines that go on are joined, lines that stand alone stay lines, and bullets become items."""
    text = (
        "A title\n\nThis paragraph was wrapped by hand at about sixty columns, as\n"
        "Emails are. It ends here, and cross-\nborder co-\nordination is mended too.\n\n"
        "Ms Anna Example\nManaging Authority\nTel. 123\n\n• one\n– two\n* three\n1. four\n\n"
        "# not a heading\n| not a row\n"
    )
    assert read(tmp_path, "a.txt", text) == (
        "A title\n\nThis paragraph was wrapped by hand at about sixty columns, as Emails are. "
        "It ends here, and cross-border coordination is mended too.\n\n"
        "Ms Anna Example\nManaging Authority\nTel. 123\n\n- one\n- two\n- three\n\n1. four\n\nnot a heading\nnot a row"
    )


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a-b_c.txt", "First line\n\nText.", "First line"),
        ("programmes-compared.txt", "First line\nText.", "Programmes compared"),
        ("programmes-compared.csv", "a,b\n1,2", "Programmes compared"),
        ("a.md", "text\n\n# Head\n", "Head"),
        ("plain-words.md", "text", "Plain words"),
        ("a.html", "<p>x<h1>Head <i>line</i></h1>", "Head line"),
        ("a.pdf", write_pdf(["Text."], title="A good title"), "A good title"),
        ("the-file.pdf", write_pdf(["Text."], title="scan0001.pdf"), "The file"),
        ("a.docx", write_docx(lambda document: document.add_heading("Head", 1)), "Head"),
    ],
)
def test_title_comes_from_the_text_or_the_name(tmp_path, name, content, title):
    """The title is what the file calls itself, else its name in words."""
    assert load(tmp_path, name, content).title == title


# --- HTML


def test_web_page_without_its_frame(tmp_path):
    """Navigation, scripts, forms and hidden text are left out; language, address and date are read."""
    text = "".join(f"<p>Paragraph {n} of the main text, which is long enough, as real ones are.</p>" for n in range(9))
    page = (
        "<html lang=en><head><title>News</title><link rel=canonical href='https://x.eu/news'>"
        "<meta property='article:published_time' content='2024-03-07T10:00'></head><body>"
        "<nav><ul><li><a href=/>Home</a><li><a href=/c>Contact us</a></ul></nav><h1>Big news</h1>"
        f"<main>{text}<p style='display:none'>secret</p><script>secret()</script><template>secret</template>"
        "<ul><li>one<li>two</ul></main><footer>Imprint</footer></body></html>"
    )
    loaded = load(tmp_path, "a.html", page)

    assert loaded.pages[0].startswith("# Big news\n\nParagraph 0 of the main text")
    assert loaded.pages[0].endswith(
        "Paragraph 8 of the main text, which is long enough, as real ones are.\n\n- one\n- two"
    )
    assert loaded.sections[0].metadata | {"heading": ""} == {
        "source": "a.html",
        "title": "News",
        "topic": "",
        "page": 1,
        "heading": "",
        "start": 12,
        "end": len(loaded.pages[0]),
        "as_of": "2024-03-07",
        "url": "https://x.eu/news",
        "lang": "en",
    }


def test_html_tables_are_expanded(tmp_path):
    """Spans are filled, header rows joined, titles kept, and a layout table is no table."""
    page = (
        "<table><caption>Budget</caption><thead><tr><th rowspan=2>Priority<th colspan=2>Million EUR<tr><th>2021<th>2022"
        "<tbody><tr><td rowspan=2>One<td>1<td>2<tr><td>3<td>a|b<tr><td colspan=3>Sum below</table>"
        "<table><tr><td><p>left</p><td><h2>right</h2></table>"
        "<table><tr><td>Phone:<td>123<tr><td>Mail<td>a@b.eu</table>"
        "<dl><dt>Term<dd>meaning<dt>Other<dd>sense<dt>Long<dd><p>one<p>two</dl>"
    )
    assert read(tmp_path, "a.html", page) == (
        "Budget\n\n"
        "| Priority: One | Million EUR > 2021: 1 | Million EUR > 2022: 2\n"
        "| Priority: One | Million EUR > 2021: 3 | Million EUR > 2022: a/b\n"
        "| Sum below\n\n"
        "left\n\n## right\n\n| Phone: 123\n| Mail: a@b.eu\n\n- Term: meaning\n- Other: sense\n\nLong\n\none\n\ntwo"
    )


def test_deeply_nested_html_keeps_its_text(tmp_path):
    """Catalogue A15: text that the HTML parser would drop for its depth is kept, and scripts stay out."""
    page = "<div>" * 3000 + "deep<script>secret</script>" + "</div>" * 3000 + "<p>after"
    assert read(tmp_path, "a.html", page) == "deep\n\nafter"
    assert "nested more than 255" in refuse(tmp_path, "b.html", "<ul><li>" * 2000 + "deep")


@pytest.mark.parametrize(
    "charset", ["<meta charset=iso-8859-2>", "<meta http-equiv=x content='text/html; charset=iso-8859-2'>"]
)
def test_html_is_decoded_as_it_declares(tmp_path, charset):
    """The declared encoding wins over a guess."""
    assert read(tmp_path, "a.html", f"{charset}<p>šč".encode("iso-8859-2")) == "šč"


# --- tables


@pytest.mark.parametrize(
    ("rows", "headers", "lines"),
    [
        ([["", "2021"], ["Poland", "5"]], 1, ["| Poland | 2021: 5"]),
        ([["", ""], ["Name", "x"], ["", "y"]], 1, ["| Name: x", "| y"]),
        ([["Field", "Value"], ["Name:", "x"]], 1, ["| Name: x"]),
        ([["A", "B"], ["1", "2", "3"], ["", ""]], 1, ["| A: 1 | B: 2 | 3"]),
        ([["", "Y", "Y"], ["", "2021", "2022"], ["a", "1", "2"]], 1, ["| a | Y > 2021: 1 | Y > 2022: 2"]),
        ([["T", "T"], ["Year", "Sum"], ["2021", "5"]], 2, ["| T", "| Year: 2021 | Sum: 5"]),
        ([["Year", "Sum"], ["2021", "5"]], None, ["| Year: 2021 | Sum: 5"]),
        ([["a", "b"], ["c", "d"]], None, ["| a: b", "| c: d"]),
        ([["A", "B", "C"], ["x", "y", "z"], ["u", "v", "w"]], None, ["| A: x | B: y | C: z", "| A: u | B: v | C: w"]),
        ([["1", "2", "3"], ["4", "5", "6"]], None, ["| 1 | 2 | 3", "| 4 | 5 | 6"]),
        ([["", "2021", "2022"], ["Sum", "$", "5"]], 1, ["| Sum | 2022: $5"]),
        ([["a", "$", "5", "(", "6", ")", "7", "%"]], None, ["| a | $5 | (6) | 7%"]),
        ([["$", "a"], ["%", "b"]], None, ["| $: a", "| %: b"]),
        ([["only", "headers", "here"]], 1, ["| only | headers | here"]),
        ([], None, []),
    ],
)
def test_table_rows_can_be_read_alone(rows, headers, lines):
    """Each value carries the header of its column, where there is one."""
    assert write_table(rows, headers) == lines


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n7,8\n', 'the row that begins in line 3 has a quote (") that is not closed'),
        ('a,b\n1,"2" x\n', "line 2 has a quote"),
        (f"a,b\n1,{'x' * 140_000}\n", "line 2 has a cell of more than 131,072 characters"),
        (b"a,b\n1,\0\n", "content is binary, expected text"),
        ("\n\n", "no text found in it"),
    ],
)
def test_csv_that_would_lose_rows_is_refused(tmp_path, content, message):
    """Catalogue A12: a quote that is never closed or a giant cell is named with its line, no row is swallowed."""
    assert message in refuse(tmp_path, "a.csv", content)


def test_csv_with_long_rows_warns(tmp_path):
    """Cells without a header are kept and the line is named."""
    loaded = load(tmp_path, "a.csv", "a,b\n1,2\n3,4,5\n")
    assert loaded.pages == ("| a: 1 | b: 2\n| a: 3 | b: 4 | 5",)
    assert loaded.warnings == ("1 row has more cells than the header, the first in line 3",)


# --- PDF and Word


def test_pdf_pages_keep_their_numbers(tmp_path):
    """Each page is one page, an empty one too, and wrapped lines are joined to paragraphs."""
    lines = [
        "Cross-border cooperation at the external borders of the European Union, which",
        "Interreg supports, is described here. It has several managing author-",
        "ities and one secretariat.",
        "",
        "A new paragraph.",
        "\u2022 an item",
    ]
    loaded = load(tmp_path, "a.pdf", write_pdf(lines, [], ["Third page."]))

    assert loaded.pages == (
        "Cross-border cooperation at the external borders of the European Union, which Interreg supports, is "
        "described here. It has several managing authorities and one secretariat.\n\nA new paragraph.\n\n- an item",
        "",
        "Third page.",
    )
    assert [section.metadata["page"] for section in loaded.sections] == [1, 3]


def test_pdf_without_text_is_a_scan(tmp_path):
    """Catalogue A5: a PDF in which no page has text is not counted as read."""
    assert refuse(tmp_path, "a.pdf", write_pdf([], [])).startswith("no text found (a scan?)")


def test_word_text_is_what_a_reader_sees(tmp_path):
    """Insertions, text boxes, content controls and merged cells are there; deletions and hidden runs are not."""
    inner = "<w:r><w:t>{}</w:t></w:r>"

    def build(document):
        body = document.element.body
        for xml in (
            "<w:p {ns}><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>text</w:t></w:r></w:p>",
            f"<w:sdt {{ns}}><w:sdtContent><w:p>{inner.format('control')}</w:p></w:sdtContent></w:sdt>",
            f"<w:p {{ns}}><w:r><w:pict><w:txbxContent><w:p>{inner.format('box')}</w:p></w:txbxContent></w:pict>"
            "</w:r></w:p>",
        ):
            body.insert(len(body) - 1, parse_xml(xml.format(ns=nsdecls("w"))))
        table = add_table(document, [["", "Year", "x"], ["a", "1", "2"], ["b", "", "3"]])
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 1).merge(table.cell(2, 1))

    assert read(tmp_path, "a.docx", write_docx(build)) == (
        "new text\n\ncontrol\n\nbox\n\n| a | Year x: 1 | Year x: 2\n| b | Year x: 1 | Year x: 3"
    )


# --- what can't be read


def write_zip(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


BOMB = {"word__document.xml": b" " * (220 << 20), "[Content_Types].xml": b"x"}
SOME_PDF = write_pdf(["Text of a page."])
SOME_DOCX = write_docx(build_docx)


@pytest.mark.parametrize("suffix", sorted(LOADERS))
def test_empty_file_is_named(tmp_path, suffix):
    """Catalogue A1: a file of 0 bytes is an empty file in every format."""
    assert refuse(tmp_path, f"a{suffix}", b"") == "empty file"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", "<html>", "content is a web page or XML, expected a PDF"),
        ("a.pdf", write_zip(x="y"), "content is a ZIP archive or an Office document, expected a PDF"),
        ("a.pdf", SOME_PDF[: len(SOME_PDF) // 10], "could not be read as PDF: damaged file"),
        ("a.pdf", write_pdf(["x"], encrypt="secret"), "protected by a password"),
        ("a.docx", SOME_PDF, "content is a PDF, expected a Word document"),
        ("a.docx", "text", "content is text, expected a Word document"),
        ("a.docx", write_zip(x="y"), "content is a ZIP archive, expected a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "content is an old Office document"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.docx", SOME_DOCX[: len(SOME_DOCX) // 2], "could not be read as DOCX: damaged file"),
        (
            "a.docx",
            write_zip(word__document_xml="x", **{"word__document.xml": "<w"}),
            "its part word/document.xml is not valid XML",
        ),
        ("a.docx", write_zip(**BOMB), "too large unpacked: 220 MB"),
        ("a.txt", SOME_PDF, "content is a PDF, expected text"),
        ("a.txt", b"\x00\x01\x02\x03 binary", "content is binary, expected text"),
        ("a.txt", b"\xff\xfea", "content is not text: damaged UTF-16 at byte 2; save it as UTF-8"),
        ("a.md", SOME_DOCX, "content is a ZIP archive or an Office document, expected Markdown"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(50), "content is an image, expected a web page"),
        ("a.html", "<script>x</script>", "no text found in it"),
        ("a.txt", " \n \n", "no text found in it"),
    ],
)
def test_unreadable_file_is_named(tmp_path, name, content, message):
    """Catalogue A2 to A4, A7: each fault is one line that says what is wrong, without a library's own words."""
    text = refuse(tmp_path, name, content)
    assert text.startswith(message)
    assert "\n" not in text


def test_external_entity_is_not_read(tmp_path):
    """Catalogue A10: a Word document can't bring in a file of this machine."""
    (tmp_path / "secret.txt").write_text("secret words")
    with zipfile.ZipFile(io.BytesIO(SOME_DOCX)) as package:
        parts = {name.replace("/", "__"): package.read(name) for name in package.namelist()}
    body = parts["word__document.xml"].replace(b"Two of seven.", b"Two of seven. &x;")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'.encode()
    parts["word__document.xml"] = body.replace(b"?>", b"?>" + head, 1)

    assert refuse(tmp_path, "a.docx", write_zip(**parts)) == (
        "its part word/document.xml declares entities, as no office program does; save it again"
    )


def test_too_large_file_is_refused_unread(tmp_path):
    """Catalogue A14: a file above the limit is refused by its size."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(60 << 20)
    with pytest.raises(DocumentError, match="too large: 60 MB, the limit is 50 MB"):
        load_document(path, "a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_links_and_pipes_are_refused_at_once(tmp_path):
    """Catalogue A25, A26: a link is not followed and a pipe without writer does not hang; a missing file is named."""
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()

    for name, message in (
        ("link.txt", "a link, not a file"),
        ("pipe.txt", "not a regular file"),
        ("folder.txt", "not a regular file"),
        ("missing.txt", "not there any more"),
    ):
        with pytest.raises(DocumentError, match=message):
            load_document(tmp_path / name, name)


@pytest.mark.parametrize("style", ["color: #FFF", "color:white;font-size:1em", "color: rgb(255, 255, 255)"])
def test_white_text_on_the_white_page_is_left_out_and_told(tmp_path, style):
    """What only a machine would read is no evidence; white on a ground that something colours stays."""
    loaded = load(tmp_path, "a.html", f"<h1>Seen</h1><p>Seen.</p><p style='{style}'>secret</p>")
    assert ("secret" in loaded.pages[0], loaded.warnings) == (False, ("1 piece of hidden text left out",))
    for ground in ("<div style='background:#003399'>", "<div bgcolor='#003399'>", "<div class='hero'>"):
        loaded = load(tmp_path, "b.html", f"<h1>Seen</h1>{ground}<p style='{style}'>banner</p></div>")
        assert ("banner" in loaded.pages[0], loaded.warnings) == (True, ())


# --- invariants

UNSEEN = "\u200b\u202e\u00ad\ufeff\ue000\ud800\x00\x07\ufffe\U000e0041"


def test_unseen_characters_are_removed_and_counted(tmp_path):
    """Catalogue A19: what nobody can see is gone and reported; soft hyphens and byte order marks are gone silently."""
    loaded = load(tmp_path, "a.txt", "\ufeffa\u200bb\u202ec\u00add\u00a0e\u0301\ue000.")
    assert loaded.pages == ("abcd \u00e9.",)
    assert loaded.warnings == ("3 invisible characters removed",)
    assert load(tmp_path, "b.txt", "a\u200bb").warnings == ("1 invisible character removed",)


def test_no_category_of_unseen_characters_is_missed():
    """No control, surrogate, private-use or zero-width character survives, of all that Unicode has."""
    visible_format = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        format_mark = (
            unicodedata.category(char) == "Cf" and char not in visible_format and not 0x13430 <= code < 0x13440
        )
        if format_mark or unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp"):
            page = PageText()
            page.paragraph(f"a{char}b")
            assert page.text() in ("ab", "a b", "a\nb", "a•b"), hex(code)


TEXT = st.text(st.one_of(st.characters(), st.sampled_from(UNSEEN + "#|-•*1.: \n\té")), max_size=60)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXT)
@example("#\u200b# x\n\u200b| y\n\n\n\nz")
def test_any_text_becomes_canonical(tmp_path, text):
    """Whatever a text file holds, its page is clean, has no heading or row, and no two blank lines in a row."""
    path = tmp_path / "any.txt"
    path.write_bytes(text.encode("utf-8", errors="replace"))
    try:
        [page] = load_document(path, "any.txt").pages
    except DocumentError:
        return
    assert unicodedata.is_normalized("NFC", page)
    assert page == page.strip()
    assert "\n\n\n" not in page
    for line in page.split("\n"):
        assert line == line.rstrip()
        assert not line.startswith(("# ", "## ", "###### ", "| "))
        assert not set(line) & set(UNSEEN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", "2024"),
        ("2024-12", "2024-12"),
        (" 2024-02-29 ", "2024-02-29"),
        ("Undated", "undated"),
        ("2023-02-29", None),
        ("2024-13", None),
        ("24", None),
        ("2024-1-2", None),
        ("0000", None),
        ("", None),
    ],
)
def test_dates_are_checked(text, expected):
    """A date is a year, a month, a day or undated, and one that exists."""
    assert parse_as_of(text) == expected
