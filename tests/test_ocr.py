"""Pictures of text: recognised where Tesseract is installed, named where it is not (A5)."""

import io
import shutil
import time

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.child import ParserChild
from ingest.formats.ocr import RECOGNITION_SECONDS, allow_recognition, recognise_text, recognition_seconds
from ingest.load import load_document
from kb.errors import DocumentError

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed (Debian: apt-get install tesseract-ocr)"
)
LINES = ("The third call for proposals", "Applications are due on 14 May 2026.")
TEXT = "\n".join(LINES)


def draw(*lines):
    """Draw lines of text as they look when scanned."""
    picture = Image.new("L", (1650, 400), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((80, 80 + 90 * number), line, fill=0, font=ImageFont.load_default(54))
    return picture


def save(picture, kind="PNG"):
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def write_pdf(*pages):
    """Write a PDF whose pages are text, pictures, or empty."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 770, page)
        elif page is not None:
            canvas.drawImage(ImageReader(page), 40, 500, width=500, preserveAspectRatio=True)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def load(folder, name, content):
    (folder / name).write_bytes(content)
    return load_document(folder / name, name)


def refuse(folder, name, content):
    with pytest.raises(DocumentError) as caught:
        load(folder, name, content)
    return str(caught.value)


@pytest.fixture
def without_tesseract(monkeypatch):
    """A machine on which nothing is installed."""
    monkeypatch.setenv("PATH", "/nonexistent")


@needs_tesseract
def test_a_scanned_page_is_read(tmp_path):
    """Catalogue A5: pages that are pictures of text are recognised, keep their numbers, and are said to be so."""
    content = write_pdf("A page with text.", draw(*LINES), None, draw("Annex"))
    loaded = load(tmp_path, "a.pdf", content)

    assert loaded.pages == ("A page with text.", TEXT, "", "Annex")
    assert loaded.warnings == ("pages 2, 4 read by text recognition: letters may be wrong",)
    assert loaded.sections[1].metadata["page"] == 2


@needs_tesseract
@pytest.mark.parametrize(("suffix", "kind"), [(".png", "PNG"), (".jpg", "JPEG"), (".tif", "TIFF")])
def test_a_picture_of_text_is_read(tmp_path, suffix, kind):
    """A photographed or scanned page that is a picture file is a document."""
    loaded = load(tmp_path, f"a{suffix}", save(draw(*LINES), kind))

    assert loaded.pages == (TEXT,)
    assert loaded.warnings == ("read by text recognition: letters may be wrong",)


@needs_tesseract
def test_a_picture_without_text_is_named(tmp_path):
    """Catalogue A5: what shows no text is no success."""
    picture = Image.new("L", (400, 400), 128)

    assert refuse(tmp_path, "a.png", save(picture)) == "no text found in the picture"
    assert refuse(tmp_path, "a.pdf", write_pdf(picture)) == (
        "no text found (a scan?): text recognition found none either"
    )


def test_without_tesseract_a_scan_is_named(tmp_path, without_tesseract):
    """Catalogue A5: where no text can be recognised, the pages that need it are named with what to do."""
    advice = "install Tesseract (tesseract-ocr) or give the text"
    mixed = load(tmp_path, "a.pdf", write_pdf("A page with text.", draw(*LINES), None, draw("Annex")))

    assert mixed.pages == ("A page with text.", "", "", "")
    assert mixed.warnings == (f"pages 2, 4 without text (a scan?): {advice}",)
    assert refuse(tmp_path, "b.pdf", write_pdf(draw(*LINES))) == f"no text found (a scan?): {advice}"
    assert refuse(tmp_path, "c.png", save(draw(*LINES))) == f"a picture: {advice}"


def test_an_empty_page_is_not_a_scan(tmp_path):
    """A PDF of empty pages says so, and asks for no text recognition."""
    assert refuse(tmp_path, "a.pdf", write_pdf(None, None)) == "no text found (a scan?): its pages are empty"


def test_what_is_no_picture_is_named(tmp_path):
    """Catalogue A3: a file that only is called a picture doesn't reach the program."""
    assert refuse(tmp_path, "a.png", b"%PDF-1.4").startswith("content is a PDF, expected a picture")


@needs_tesseract
def test_recognition_keeps_its_time_and_languages():
    """Once the time of a document is used up its other pictures are named; a missing language is named, too."""
    picture = save(draw(*LINES))

    with allow_recognition("eng", 0.0), pytest.raises(DocumentError, match="no time was left"):
        recognise_text(picture)
    began = time.monotonic()
    with allow_recognition("eng", 0.01), pytest.raises(DocumentError, match=r"took too long|no time was left"):
        recognise_text(picture)
    assert time.monotonic() - began < 10
    with allow_recognition("xyz"), pytest.raises(DocumentError, match=r"lacks a language of 'xyz'.*KB_OCR_LANGUAGES"):
        recognise_text(picture)
    with allow_recognition("eng"), pytest.raises(DocumentError, match="text recognition failed"):
        recognise_text(b"\x89PNG\r\n\x1a\n broken")


@needs_tesseract
def test_a_scan_is_read_in_the_child(tmp_path):
    """Within the limits of the process that parses, Tesseract starts and has time of its own."""
    (tmp_path / "a.pdf").write_bytes(write_pdf(draw(*LINES)))

    with ParserChild() as child:
        assert child.load(tmp_path / "a.pdf", "a.pdf").pages == (TEXT,)
    assert recognition_seconds(tmp_path / "a.pdf") == RECOGNITION_SECONDS
    assert recognition_seconds(tmp_path / "a.docx") == 0
