"""Reading rich text: encodings, headings, lists, tables, notes, and what is not shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.rtf import read_rtf
from ingest.load import load_document
from kb.errors import DocumentError

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset204 Arial;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s5 Title;}}"
    r"{\*\generator Some program;}{\info{\title The title}{\author Nobody}}"
)


def load(folder, body):
    path = folder / "a.rtf"
    path.write_bytes((HEAD + body + "}").encode("cp1252"))
    return load_document(path, path.name)


def read(folder, body):
    [page] = load(folder, body).pages
    return page


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"plain {\b bold} and\tab more\par next", "plain bold and more\n\nnext"),
        (r"\'e9t\'e9 \f1\'b9\f2\'e4\'e0", "été ąда"),
        (r"\u8364? \u-10179?\u-8704?x \uc2\u233\'c3\'a9y \uc0\u233 z", "€ 😀x éy éz"),
        (r"a\~b \{c\} d\\e\emdash\ldblquote q\rdblquote", "a b {c} d\\e—“q”"),
        (r"\pard\s1 Head\par\pard text", "# Head\n\ntext"),
        (r"\pard\outlinelevel2 Deep\par", "### Deep"),
        (r"{\listtext 1.\tab}\pard\ls1 one\par{\listtext 2.\tab}\pard\ls1 two\par", "1. one\n2. two"),
        (r"\pard{\listtext\f0 \'b7\tab}\ls2\ilvl0 a\par\pard{\listtext o\tab}\ls2\ilvl1 b\par", "- a\n  - b"),
        (r"x{\footnote\pard {\super\chftn} A note.}y", "x [1]y\n\n[1] A note."),
        (r'see {\field{\*\fldinst HYPERLINK "http://x.eu"}{\fldrslt the page}}.', "see the page."),
        (r"{\shp{\*\shpinst{\sp{\sn name}{\sv value}}{\shptxt \pard boxed}}}", "boxed"),
        (r"{\pict\wmetafile8 0102030405}{\header running head}{\*\unknown gone}kept\bin4 {{{{ too", "kept too"),
    ],
)
def test_text_is_what_a_reader_sees(tmp_path, body, text):
    """Characters of any font, headings, items, notes and boxes are kept; pictures, fields and running heads go."""
    assert read(tmp_path, body) == text


def test_table_rows_carry_their_headers(tmp_path):
    """Header rows, cells merged across and down, and the text after the table are told apart."""
    body = (
        r"\trowd\trhdr\cellx1\cellx2\clmrg\cellx3\pard\intbl Name\cell Million EUR\cell\cell\row"
        r"\trowd\trhdr\cellx1\cellx2\cellx3\pard\intbl\cell 2021\cell 2022\cell\row"
        r"\trowd\cellx1\cellx2\cellx3\pard\intbl Italy\cell 1\cell 2\cell\row"
        r"\trowd\clvmrg\cellx1\cellx2\cellx3\pard\intbl\cell 3\cell 4\cell\row\pard After.\par"
    )
    assert read(tmp_path, body) == (
        "| Name: Italy | Million EUR > 2021: 1 | Million EUR > 2022: 2\n"
        "| Name: Italy | Million EUR > 2021: 3 | Million EUR > 2022: 4\n\nAfter."
    )


def test_hidden_text_and_comments_are_no_part_of_the_text(tmp_path):
    """Hidden runs are left out and told; a comment stands under its own heading."""
    loaded = load(tmp_path, r"Seen{\v secret}.{\*\atnauthor Ann}{\*\annotation Is it?}\par")

    assert loaded.pages == ("Seen.\n\n# Comments\n\nAnn: Is it?",)
    assert loaded.title == "The title"
    assert loaded.warnings == ("1 piece of hidden text left out",)


def test_what_is_wrong_is_named(tmp_path):
    """Catalogue A2, A3: a renamed file is refused, one that ends too early is read and told, as is too deep a one."""
    path = tmp_path / "a.rtf"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(DocumentError, match="content is a ZIP archive or an Office document, expected rich text"):
        load_document(path, "a.rtf")
    path.write_bytes(rb"{\rtf1 {\b begun")
    assert load_document(path, "a.rtf").warnings == ("the file ends too early; save it again from its source",)
    path.write_bytes(rb"{\rtf1 " + b"{" * 100_000 + b"x")
    with pytest.raises(DocumentError, match="nested more than 5000 deep"):
        load_document(path, "a.rtf")


@given(
    st.lists(
        st.sampled_from("{ } \\par \\cell \\row \\trowd \\intbl \\u-9999? \\'e9 \\'zz \\* \\bin9 x \\v0 \\".split())
    )
)
def test_any_mixture_of_controls_is_read(tmp_path_factory, pieces):
    """No order of groups and controls breaks the reader."""
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    path.write_bytes(("{\\rtf1 " + " ".join(pieces)).encode())
    assert read_rtf(path).pages
