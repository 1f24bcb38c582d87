"""Read pictures of text by Tesseract, where it is installed: a program of its own, called with limits."""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.files import name_content, read_bytes, words_of_name
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.plain import write_paragraphs
from kb.errors import DocumentError

PICTURES = (".jpeg", ".jpg", ".png", ".tif", ".tiff")
RECOGNITION_SECONDS = 300.0
"""What text recognition may take for all pictures of one document, on top of what reading it takes."""
NEEDED = "install Tesseract (tesseract-ocr) or give the text"
RECOGNISED = "read by text recognition: letters may be wrong"

_WITH_PICTURES = (*PICTURES, ".eml", ".msg", ".pdf", ".zip")
_PAGE_SECONDS = 60.0
_DOTS_PER_INCH = 300
_MAX_DOTS = 12_000_000
_MAX_LETTERS = 1_000_000
_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class Recognition:
    """How text is recognised in a document: in which languages (as Tesseract names them), and until when."""

    languages: str = "eng"
    deadline: float = 0.0


_recognition: ContextVar[Recognition | None] = ContextVar("recognition", default=None)


@contextlib.contextmanager
def allow_recognition(languages: str, seconds: float = RECOGNITION_SECONDS) -> Iterator[None]:
    """Let pictures be read within the block, all together for that long."""
    token = _recognition.set(Recognition(languages, time.monotonic() + seconds))
    try:
        yield
    finally:
        _recognition.reset(token)


def can_recognise() -> bool:
    """Tell whether Tesseract is installed."""
    return shutil.which("tesseract") is not None


def recognition_seconds(path: Path) -> float:
    """Return how long text recognition may take for a file: nothing where it isn't installed or has nothing to read."""
    return RECOGNITION_SECONDS if path.suffix.lower() in _WITH_PICTURES and can_recognise() else 0.0


def recognise_text(picture: bytes) -> str:
    """Return the text in a picture, "" if there is none; raise DocumentError if it can't be looked for."""
    program = shutil.which("tesseract")
    if program is None:
        raise DocumentError(NEEDED)
    recognition = _recognition.get() or Recognition(deadline=time.monotonic() + RECOGNITION_SECONDS)
    left = min(recognition.deadline - time.monotonic(), _PAGE_SECONDS)
    if left <= 0:
        raise DocumentError("no time was left for text recognition; split the file")
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", recognition.languages, "--psm", "3"],
            input=picture,
            capture_output=True,
            timeout=left,
            # One thread, as ingest has low priority; nothing else of the environment matters to it.
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError("text recognition took too long; split or simplify the picture") from error
    except OSError as error:
        raise DocumentError(f"text recognition could not be started ({error.strerror})") from error
    if done.returncode != 0:
        told = " ".join(done.stderr.decode("utf-8", errors="replace").split())
        if "Failed loading language" in told:
            raise DocumentError(
                f"text recognition lacks a language of {recognition.languages!r}: "
                "install its package (tesseract-ocr-...) or change KB_OCR_LANGUAGES"
            )
        raise DocumentError(f"text recognition failed: {told[:200] or done.returncode}")
    return done.stdout[:_MAX_LETTERS].decode("utf-8", errors="replace").strip("\f\n ")


def draw_page(page: Any) -> bytes:
    """Draw a page of pypdfium2 as a grey picture (PGM) that is fine enough to be read."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / 72, (_MAX_DOTS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        dots: bytes = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).tobytes()
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + dots
    finally:
        bitmap.close()


def read_picture(path: Path) -> Extracted:
    """Read the text in a picture; each page of a TIFF is a page."""
    content = read_bytes(path)
    if not content.startswith(_MARKS):
        raise DocumentError(f"content is {name_content(content)}, expected a picture; give it its right file name")
    if not can_recognise():
        raise DocumentError(f"a picture: {NEEDED}")
    pages = []
    unseen = 0
    for text in recognise_text(content).split("\f"):
        page = PageText()
        write_paragraphs(page, text)
        pages.append(page.text())
        unseen += page.unseen
    if not any(pages):
        raise DocumentError("no text found in the picture")
    return Extracted(tuple(pages), words_of_name(path), warnings=(*describe_unseen(unseen), RECOGNISED))
