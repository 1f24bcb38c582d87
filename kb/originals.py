"""The files that documents were read from, opened so that nothing outside their folder can be reached."""

import hashlib
import os
import stat
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any

from kb.errors import DocumentError

MOST_KNOWN = 1000
MISSING = "The original file is not in the folder of the documents."


def documents_folder(documents: Path) -> Path:
    """Give the folder that files lie in: of an evaluation set the one within it, as the ingest reads it."""
    inner = documents / "documents"
    return inner if (documents / "questions.jsonl").is_file() and inner.is_dir() else documents


def make_readable(name: str) -> str:
    """Write a name with its bytes and control characters that no one can read escaped, as documents are named."""
    shown = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def open_original(folder: Path, source: str) -> BufferedReader:
    """Open the file of a document for reading.

    Raises DocumentError unless source names a regular file below folder, by no link, dotfile or way up.
    """
    *folders, name = _parts(source)
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for inner in folders:
                # Step by step from folder to folder: nobody can put a link in the way after it was looked at.
                deeper = os.open(_name_in(at, inner), os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
                os.close(at)
                at = deeper
            file = os.open(_name_in(at, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        finally:
            os.close(at)
    except OSError as error:
        raise DocumentError(MISSING) from error
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise DocumentError(MISSING)
    return open(file, "rb")


class Digests:
    """The sha256 of files, which are not read again for it as long as they have not changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], str] = {}

    def of(self, file: BufferedReader) -> str:
        """Give the sha256 of an open file."""
        status = os.fstat(file.fileno())
        state = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if state not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[state] = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
        return self._known[state]


def ingested_digest(manifest: dict[str, Any], source: str) -> str:
    """Give the sha256 that a document's file had when it was ingested, "" if its generation does not tell."""
    return next((str(file.get("sha256", "")) for file in manifest["files"] if file["source"] == source), "")


def _name_in(folder: int, readable: str) -> str:
    """Give the name in an open folder that is written so; only one with an escape in it may be written otherwise."""
    if "\\" not in readable:
        return readable
    names = sorted(os.listdir(folder))
    return readable if readable in names else next((one for one in names if make_readable(one) == readable), readable)


def _parts(source: str) -> Sequence[str]:
    parts = source.split("/")
    if any(not part or part.startswith(".") or "\0" in part for part in parts):
        raise DocumentError(MISSING)
    return parts
