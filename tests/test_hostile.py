"""Files made or found to break readers: each ends in text or in one clear line, and harms no other.

``KB_HOSTILE=FOLDER python -m pytest tests/test_hostile.py -s`` reads all files of a folder and prints what they gave.
"""

import io
import os
import time
import zlib
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.child import ParserChild
from kb.errors import DocumentError

resource = pytest.importorskip("resource", reason="limits are those of Unix")

FOLDER = Path(__file__).parent / "hostile"
EXPECTED = [line.split("\t") for line in (FOLDER / "expected.tsv").read_text(encoding="utf-8").splitlines()]
SECONDS = 30.0


@pytest.fixture(scope="module")
def child():
    with ParserChild(seconds=SECONDS) as child:
        yield child


def try_file(child, path):
    """Return the text of a file, or the line that says why there is none."""
    try:
        return "text", "\n".join(child.load(path, path.name).pages)
    except DocumentError as error:
        return "named", str(error)


def assert_unharmed(child, folder):
    (folder / "good.txt").write_text("A good file.")
    assert try_file(child, folder / "good.txt") == ("text", "A good file.")


@pytest.mark.parametrize(("outcome", "name"), EXPECTED, ids=[name for _, name in EXPECTED])
def test_hostile_file_ends_in_text_or_one_line(tmp_path, child, outcome, name):
    """Catalogue A2 to A7: fuzzed, damaged, locked and odd files are told apart, and the next file is read."""
    kind, text = try_file(child, FOLDER / name)

    if outcome == "text":
        assert (kind, text.strip() != "") == ("text", True)
    elif kind == "text":
        # Text recognition, where it is installed, may find some in a picture.
        assert (outcome, name.endswith(".pdf")) == ("no text", True)
    else:
        assert outcome in text
        assert "\n" not in text
    assert_unharmed(child, tmp_path)


def test_every_hostile_file_has_its_origin():
    """The notice names where each file comes from, and each file is tried."""
    notice = (FOLDER / "NOTICE").read_text(encoding="utf-8")
    names = {path.name for path in FOLDER.iterdir()} - {"NOTICE", "expected.tsv"}

    assert {name for name in names if f"  {name} from " not in notice} == set()
    assert names == {name for _, name in EXPECTED}


@pytest.mark.skipif("KB_HOSTILE" not in os.environ, reason="KB_HOSTILE names no folder of hostile files")
def test_all_hostile_files_of_a_folder(tmp_path, child):
    """Every file of the folder ends within the limits, and none costs another."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts: dict[str, int] = {}
    for path in sorted(found for found in Path(os.environ["KB_HOSTILE"]).rglob("*") if found.is_file()):
        started = time.monotonic()
        kind, text = try_file(child, path)
        seconds = time.monotonic() - started
        counts[kind] = counts.get(kind, 0) + 1
        print(f"{kind:5} {seconds:6.2f} s  {path.name}  {text[:100]!r}")
        assert kind == "text" or (text and "\n" not in text)
        assert seconds < SECONDS + 10
        assert_unharmed(child, tmp_path)
    print(counts)
    assert counts
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def write_pdf_objects(*objects):
    """Return a PDF with these objects, the first of which is its root."""
    buffer = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(buffer))
        buffer += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(buffer)
    buffer += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    buffer += b"".join(b"%010d 00000 n \n" % place for place in places)
    buffer += b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(buffer)


def write_stream(content, *entries):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), b" ".join(entries), content)


ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources " + FONT
TEXT = b"BT /F1 12 Tf 72 700 Td (A line of text.) Tj ET"

LOOPS = {
    "page tree in a circle": (ROOT, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "a thousand million pages": (
        ROOT,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>",
        PAGE + b" >> >>",
        write_stream(TEXT),
    ),
    "form that draws itself": (
        ROOT,
        PAGES,
        PAGE + b" /XObject << /X 5 0 R >> >> >>",
        write_stream(TEXT + b" /X Do"),
        write_stream(
            b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
        ),
    ),
    "compressed bomb": (
        ROOT,
        PAGES,
        PAGE + b" >> >>",
        write_stream(zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9), b"/Filter [/FlateDecode /FlateDecode]"),
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_pdf_that_never_ends_is_stopped(tmp_path, child, name):
    """Catalogue A6, A7: circles, false counts and bombs end in text or in one line, and this process stays small."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf_objects(*LOOPS[name]))
    kind, text = try_file(child, path)

    assert "A line of text." in text if kind == "text" else "\n" not in text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert_unharmed(child, tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_pdf_is_named_or_read(tmp_path, child, share):
    """Catalogue A2: a PDF that ends too early is called damaged, or what is left of it is read."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "A line of text.")
    canvas.save()
    (tmp_path / "a.pdf").write_bytes(buffer.getvalue()[: int(len(buffer.getvalue()) * share)])
    kind, text = try_file(child, tmp_path / "a.pdf")

    assert text == "A line of text." if kind == "text" else "damaged" in text or "no text" in text
