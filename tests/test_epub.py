"""Reading EPUB books."""

import io
import zipfile

import pytest

from ingest.load import load_document
from kb.errors import DocumentError

CONTAINER = '<container><rootfiles><rootfile full-path="book/the.opf"/></rootfiles></container>'


def write_epub(*chapters, **parts):
    """Return the bytes of a book with these chapters, and further parts."""
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    book = (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The book</dc:title>'
        "<dc:language>en</dc:language><dc:date>2021-05-01T00:00:00Z</dc:date></metadata>"
        f'<manifest>{items}<item id="x" href="x.png" media-type="image/png"/></manifest>'
        f"<spine>{order}</spine></package>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", CONTAINER)
        package.writestr("book/the.opf", book)
        for n, chapter in enumerate(chapters):
            package.writestr(f"book/text/c {n}.xhtml", chapter)
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def load(folder, content):
    path = folder / "a.epub"
    path.write_bytes(content)
    return load_document(path, path.name)


def test_each_chapter_is_a_page(tmp_path):
    """Chapters are read in the order of reading, with the book's own title, language and date."""
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    first = (
        f"{head}<h1>One</h1><p>Über &amp; out.</p><script>secret()</script><p hidden='hidden'>secret</p></body></html>"
    )
    loaded = load(tmp_path, write_epub(first, "<h1>Two</h1><ul><li>item</li></ul>"))

    assert loaded.pages == ("# One\n\nÜber & out.", "# Two\n\n- item")
    assert (loaded.title, loaded.lang, loaded.as_of) == ("The book", "en", "2021-05-01")
    assert [(section.metadata["page"], section.metadata["heading"]) for section in loaded.sections] == [
        (1, "One"),
        (2, "Two"),
    ]


def test_a_chapter_that_cannot_be_read_costs_no_other(tmp_path):
    """An empty chapter is a warning with its number."""
    loaded = load(tmp_path, write_epub("<p>one</p>", "", "<p>three</p>"))

    assert loaded.pages == ("one", "", "three")
    assert loaded.warnings == ("chapters without text: 2",)


def test_locked_and_renamed_books_are_named(tmp_path):
    """Catalogue A3, A4: what is encrypted or no book says so."""
    locked = '<encryption><CipherReference URI="book/text/c%200.xhtml"/></encryption>'
    with pytest.raises(DocumentError, match="protected against copying"):
        load(tmp_path, write_epub("<p>x</p>", **{"META-INF__encryption.xml": locked}))
    fonts = locked.replace("text/c%200.xhtml", "font.otf")
    assert load(tmp_path, write_epub("<p>x</p>", **{"META-INF__encryption.xml": fonts})).pages == ("x",)
    with pytest.raises(DocumentError, match="content is a PDF, expected an EPUB book"):
        load(tmp_path, b"%PDF-1.4")
