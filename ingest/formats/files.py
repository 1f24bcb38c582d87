"""Read a file's bytes safely, tell what they are, and decode them."""

import contextlib
import os
import re
import stat
from pathlib import Path

from ingest.formats.encodings import decode_declared, guess_encoding, guess_wide
from kb.errors import DocumentError
from kb.originals import make_readable

MAX_BYTES = 50 * 2**20

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_BOMS = (  # the longer ones first: the mark of UTF-32 begins with the mark of UTF-16
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_bytes(path: Path) -> bytes:
    """Return the content of a regular file; links, pipes and devices are refused without waiting on them."""
    try:
        _check_regular(os.lstat(path))
        # The file may have been replaced since: don't follow a link, don't wait for a pipe's writer.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            before = os.fstat(file.fileno())
            _check_regular(before)
            if before.st_size > MAX_BYTES:
                raise DocumentError(
                    f"too large: {before.st_size >> 20} MB, the limit is {MAX_BYTES >> 20} MB; split it"
                )
            content = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise DocumentError("not there any more; ingest again") from error
    except OSError as error:
        raise DocumentError(f"not readable ({error.strerror}); check its permissions") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise DocumentError("changed while it was read; ingest again")
    if not content:
        raise DocumentError("empty file")
    return content


def name_content(content: bytes) -> str:
    """Say in words what the first bytes of a file are."""
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            return name
    if re.match(rb"\s*(<!doctype html|<html|<\?xml)", content[:1024], re.IGNORECASE):
        return "a web page or XML"
    return "binary" if b"\0" in content[:4096] else "text"


def decode_text(content: bytes, expected: str, declared: str = "") -> str:
    """Decode by byte order mark, as declared, as UTF-8, or as it looks; raise DocumentError if it isn't text."""
    name = name_content(content)
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content, encoding, expected)
    if b"\0" in content:
        if name in ("binary", "text") and (wide := guess_wide(content)):
            return content.decode(wide)
        raise DocumentError(f"content is {'binary' if name == 'text' else name}, expected {expected}")
    if name not in ("text", "a web page or XML"):
        raise DocumentError(f"content is {name}, expected {expected}; give it its right file name")
    if declared and (text := decode_declared(content, declared)) is not None:
        return text
    if b"\x1b$" not in content:  # ISO-2022 looks like ASCII
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode("utf-8")
    return _guess(content, expected)


def words_of_name(path: Path) -> str:
    """Return a file's name in words, for a document that has no title."""
    words = re.sub(r"[\s_-]+", " ", make_readable(path.stem)).strip() or make_readable(path.name)
    return words[:1].upper() + words[1:]


def _check_regular(status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise DocumentError("a link, not a file; put the document itself there")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("not a regular file")


def _decode(content: bytes, encoding: str, expected: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"content is not {expected}: damaged {encoding.upper()} at byte {error.start}; save it as UTF-8"
        ) from error


def _guess(content: bytes, expected: str) -> str:
    import charset_normalizer

    attempt = content.decode("utf-8", errors="replace")
    wrong, right = attempt.count("\ufffd"), sum(char > "\x7f" for char in attempt)
    if right > 5 * wrong:  # UTF-8 with some bytes of another encoding: any guess would spoil the rest
        line = attempt[: attempt.index("\ufffd")].count("\n") + 1
        raise DocumentError(f"content mixes UTF-8 with another encoding in line {line}; save it as UTF-8")
    encoding = None if content.isascii() else guess_encoding(content)
    if encoding:
        return content.decode(encoding, errors="replace")
    match = charset_normalizer.from_bytes(content).best()
    if match is None:
        raise DocumentError(f"content is not {expected} in a known encoding; save it as UTF-8")
    return str(match)
