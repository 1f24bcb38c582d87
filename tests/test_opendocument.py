"""Reading OpenDocument texts, spreadsheets and presentations."""

import io
import zipfile

import pytest

from ingest.load import load_document
from kb.errors import DocumentError

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "presentation", "meta")
)
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
MIME = "application/vnd.oasis.opendocument."
STYLES = (
    '<style:style style:name="gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="unseen"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    '<style:style style:name="closed"><style:table-properties table:display="false"/></style:style>'
    '<text:list-style style:name="counted"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
)


def write_open_document(kind, body, **parts):
    """Return the bytes of an OpenDocument file of a kind with this body."""
    content = (
        f"<office:document-content {NAMES} {DRAW} {DC}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIME + kind)
        package.writestr("content.xml", content)
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


def load(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return load_document(path, name)


def refuse(folder, name, content):
    with pytest.raises(DocumentError) as caught:
        load(folder, name, content)
    return str(caught.value)


def write_rows(*rows):
    """Return table rows whose cells are texts, or elements as they stand."""

    def cell(text):
        return text if text.startswith("<") else f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)


def test_text_keeps_its_structure(tmp_path):
    """Headings, paragraphs, lists, tables with spanned headers, footnotes and text boxes are read in order."""
    header = '<table:table-cell table:number-columns-spanned="2"><text:p>Million EUR</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    body = (
        '<text:h text:outline-level="1">Programmes</text:h>'
        "<text:p>Two<text:s/>of<text:line-break/>seven<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>By count.</text:p></text:note-body></text:note>.</text:p>"
        '<text:list text:style-name="counted"><text:list-item><text:p>first</text:p><text:list><text:list-item>'
        "<text:p>inner</text:p></text:list-item></text:list></text:list-item></text:list>"
        f"<table:table><table:table-header-rows>{write_rows(['Name', header, covered], ['', '2021', '2022'])}"
        f"</table:table-header-rows>{write_rows(['NEXT MED', '1', '2'])}</table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame></text:p>"
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
    )
    loaded = load(tmp_path, "a.odt", write_open_document("text", body))

    assert loaded.pages == (
        "# Programmes\n\nTwo of seven [1].\n\n1. first\n  - inner\n\n"
        "| Name: NEXT MED | Million EUR > 2021: 1 | Million EUR > 2022: 2\n\nin a box\n\n[1] By count.",
    )
    assert loaded.title == "Programmes"


def test_comments_and_hidden_text_are_no_part_of_the_text(tmp_path):
    """A comment stands under its own heading, and what is not displayed is left out and told."""
    body = (
        "<text:p>Seen<office:annotation><dc:creator>Ann</dc:creator><dc:date>2024-03-07T10:00:00</dc:date>"
        '<text:p>Is it?</text:p></office:annotation><text:span text:style-name="gone"> secret</text:span>.</text:p>'
    )
    loaded = load(tmp_path, "a.odt", write_open_document("text", body))

    assert loaded.pages == ("Seen.\n\n# Comments\n\nAnn, 2024-03-07: Is it?",)
    assert loaded.warnings == ("1 piece of hidden text left out",)


def test_title_and_language_come_from_the_file(tmp_path):
    """What the file says of itself is believed."""
    told = "<office:meta><dc:title>T x</dc:title><dc:language>fr-FR</dc:language></office:meta>"
    meta = f"<office:document-meta {NAMES} {DC}>{told}</office:document-meta>"
    loaded = load(tmp_path, "a.odt", write_open_document("text", "<text:p>x</text:p>", meta_xml=meta))

    assert (loaded.title, loaded.lang) == ("T x", "fr-FR")


def test_sheets_are_read_as_shown_and_sparsely(tmp_path):
    """Catalogue A8: cells are what they show, merged ones reach on, and a million repeated empty rows cost nothing."""
    merged = '<table:table-cell table:number-columns-spanned="2"><text:p>Million EUR</text:p></table:table-cell>'
    shown = '<table:table-cell office:value="0.25"><text:p>25 %</text:p></table:table-cell>'
    gap = '<table:table-cell table:number-columns-repeated="16000"/>'
    body = (
        '<table:table table:name="Sums">'
        + write_rows(["", merged, "<table:covered-table-cell/>"], ["", "2021", "2022"], ["Italy", shown, "2", gap])
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        + write_rows(["far", "away"])
        + '</table:table><table:table table:name="None"/>'
        + f'<table:table table:name="Secret" table:style-name="closed">{write_rows(["secret"])}</table:table>'
    )
    loaded = load(tmp_path, "a.ods", write_open_document("spreadsheet", body))

    assert loaded.pages == (
        "# Sums\n\n| Italy | Million EUR > 2021: 25 % | Million EUR > 2022: 2\n\n| far: away",
        "",
        "",
    )
    assert loaded.warnings == ("1 piece of hidden text left out",)


def test_slides_keep_their_numbers_and_notes_stand_apart(tmp_path):
    """Catalogue A18: each slide is a page, notes have a heading, an empty or hidden slide is an empty page."""
    title = (
        '<draw:frame presentation:class="title"><draw:text-box><text:p>Who we are</text:p></draw:text-box></draw:frame>'
    )
    group = "<draw:g><draw:custom-shape><text:p>in a group</text:p></draw:custom-shape></draw:g>"
    notes = (
        '<presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>Smile.</text:p>'
        "</draw:text-box></draw:frame></presentation:notes>"
    )
    body = (
        f"<draw:page>{group}{title}{notes}</draw:page><draw:page/>"
        f'<draw:page draw:style-name="unseen">{group}</draw:page><draw:page>{group}</draw:page>'
    )
    loaded = load(tmp_path, "a.odp", write_open_document("presentation", body))

    assert loaded.pages == (
        "# Who we are\n\nin a group\n\n## Notes\n\nSmile.",
        "",
        "",
        "# Slide 4\n\nin a group",
    )
    assert (loaded.title, loaded.warnings) == ("Who we are", ("1 piece of hidden text left out",))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.odt",
            write_open_document("spreadsheet", ""),
            "content is an OpenDocument spreadsheet, expected an OpenDocument text",
        ),
        (
            "a.ods",
            write_open_document("text", ""),
            "content is an OpenDocument text, expected an OpenDocument spreadsheet",
        ),
        ("a.odp", b"{\\rtf1 x}", "content is a rich text document, expected an OpenDocument presentation"),
        (
            "a.odt",
            write_open_document("text", "<text:p>x</text:p>", **{"META-INF__manifest_xml": "<encryption-data/>"}),
            "protected by a password",
        ),
        ("a.odt", write_open_document("text", "<text:p>"), "its part content.xml is not valid XML: damaged file"),
        ("a.odt", write_open_document("text", "<text:p>x</text:p>")[:300], "could not be read as ODT: damaged file"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, name, content, message):
    """Catalogue A2 to A4: renamed, protected and damaged files say so."""
    assert refuse(tmp_path, name, content).startswith(message)


def test_entities_are_refused(tmp_path):
    """Catalogue A10: text that would grow or be brought in by entities is refused."""
    content = write_open_document("text", "<text:p>x</text:p>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        new.writestr("mimetype", old.read("mimetype"))
        declared = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        new.writestr("content.xml", declared + old.read("content.xml").replace(b">x<", b">&b;<"))

    assert "declares entities" in refuse(tmp_path, "a.odt", buffer.getvalue())
