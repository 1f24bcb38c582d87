"""Pictures are drawn apart: a PDF that breaks, hangs or fills its process costs no other."""

import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kb.errors import DocumentError
from kb.pictures import LARGEST, Pictures, Wanted


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    """A drawer of pages with its own child."""
    pictures = Pictures(seconds=5)
    yield pictures
    pictures.close()


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    """One page with one sentence."""
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, "The cat sat on the mat.")
    canvas.save()
    return (tmp_path / "a.pdf").read_bytes()


def endless(repeats: int) -> bytes:
    """Make a PDF whose page takes far longer to draw than anybody waits, in a few kilobytes."""
    drawing = zlib.compress(b"0 0 600 800 re f 0 0 m 600 800 l 0 800 l 600 0 l f* " * repeats)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n"


def test_a_page_is_drawn_with_its_passage_boxed(pictures: Pictures, pdf: bytes) -> None:
    """What comes from the child is a PNG, and where the words stand."""
    drawn = pictures.draw(pdf, Wanted("x", 1, "The cat sat on the mat.", 4, 7))
    assert drawn.png.startswith(b"\x89PNG")
    assert len(drawn.boxes) == 1
    assert pictures.find("x", 1) == drawn
    assert pictures.find("x", 2) is None
    assert pictures.find("y", 1) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x00" * 1000, b"%PDF-1.7\n1 0 obj\n<<" * 500])
def test_what_is_no_pdf_is_said_and_costs_no_other(pictures: Pictures, pdf: bytes, content: bytes) -> None:
    """After a damaged file the next is drawn by the same child."""
    with pytest.raises(DocumentError, match="can't be drawn"):
        pictures.draw(content, Wanted("bad", 1))
    assert pictures.draw(pdf, Wanted("good", 1)).width > 0


def test_a_page_that_takes_too_long_is_given_up(pdf: bytes) -> None:
    """The child is ended; it is not asked the same again; the next page is drawn by a fresh one."""
    pictures = Pictures(seconds=1)  # in which nothing can be drawn on a busy machine
    slow = endless(200_000)
    for _ in range(2):
        with pytest.raises(DocumentError, match="too long"):
            pictures.draw(slow, Wanted("slow", 1))
    assert pictures._child.process is None, "asked again"
    pictures._seconds = 60
    assert pictures.draw(pdf, Wanted("good", 1)).width > 0
    pictures.close()


def test_a_child_that_dies_is_replaced(pictures: Pictures, pdf: bytes) -> None:
    """Whatever ends the child, the page is given up and the next is drawn."""
    pictures.draw(pdf, Wanted("first", 1))
    killed = pictures._child.process
    assert killed is not None
    threading.Timer(0.2, killed.kill).start()
    with pytest.raises(DocumentError, match="breaks the program"):
        pictures.draw(endless(200_000), Wanted("deadly", 1))
    assert pictures.draw(pdf, Wanted("good", 1)).width > 0


def test_a_large_file_is_not_read_into_memory_twice(pictures: Pictures) -> None:
    """What is too large is refused before any child sees it."""
    with pytest.raises(DocumentError, match="larger than 64 MB"):
        pictures.draw(bytes(LARGEST + 1), Wanted("large", 1))
    assert pictures._child.process is None
