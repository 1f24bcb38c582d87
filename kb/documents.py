"""The folder of documents as the page may change it: topics, safe names, adding in one step, deleting.

Whatever comes from outside is a name here, never a path: a topic is one of the folders that there are, a file name is
made safe. A file is written beside its place under a name that no ingest reads, and takes its place whole.
"""

import contextlib
import os
import re
import secrets
import stat
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kb.errors import UploadError

LARGEST = 50 * 2**20  # bytes; an ingest reads no larger file
ASIDE = ".upload-"
LEFT_SECONDS = 3600  # after which what an upload left is swept
LONGEST_NAME = 120  # bytes; file systems take 255
# At the top of the folder these say something of the whole, and are no documents.
RESERVED = ("readme.md", "web.yaml", "corpus.jsonl", "questions.jsonl")

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\\/]')
_BLANK = re.compile(r"\s+")


def list_topics(folder: Path) -> list[str]:
    """List the folders within that documents may be put into, by their path; "" is the folder itself, and first."""
    if not folder.is_dir():
        return []
    found = [""]
    for place, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name.isprintable())
        folders[:] = [name for name in folders if not (Path(place) / name).is_symlink()]
        found += [(Path(place) / name).relative_to(folder).as_posix() for name in folders]
    return [found[0], *sorted(found[1:])]


def safe_name(name: str) -> str:
    """Make a name of a file from outside safe: no path, no control or direction marks, not hidden, not too long.

    Raises UploadError when nothing is left of it.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    plain = _BLANK.sub(" ", _NOT_IN_NAMES.sub("_", plain)).strip(" .")
    plain = plain.removeprefix("~$").lstrip("-. ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    suffix = suffix[:16]
    room = LONGEST_NAME - len(f".{suffix}".encode())
    stem = stem.encode()[:room].decode(errors="ignore").strip(" .")
    if not stem:
        raise UploadError("The file has no name that can be kept. Give it one.", "name")
    return f"{stem}.{suffix.lower()}" if suffix else stem


def find_place(folder: Path, topic: str, name: str) -> Path:
    """Give the place of a document of a safe name in a topic; the file that is there already, however it spells it.

    Raises UploadError for a topic that there is not, and for a name that is no document's.
    """
    if topic not in list_topics(folder):
        raise UploadError(f"There is no folder {topic!r} for documents. Choose one that there is.", "topic")
    if not topic and name.lower() in RESERVED:
        raise UploadError(
            f"{name} is no document here: the name has a meaning of its own. Rename the file.", "reserved"
        )
    within = folder / topic
    wanted = _folded(name)
    try:
        same = next((there for there in sorted(os.listdir(within)) if _folded(there) == wanted), name)
    except OSError as error:
        raise UploadError(
            f"The folder {topic or '.'} can't be looked into ({error.strerror or error}).", "disk"
        ) from error
    return within / same


@contextlib.contextmanager
def set_aside(place: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a file beside a place that no ingest reads, of the same kind; what is still there at the end is removed."""
    _sweep(place.parent)
    aside = place.parent / f"{ASIDE}{secrets.token_hex(8)}{place.suffix}"
    try:
        with aside.open("xb") as file:
            yield file, aside
    except OSError as error:
        raise UploadError(f"{place.name} can't be written ({error.strerror or error}).", "disk") from error
    finally:
        aside.unlink(missing_ok=True)


def put_in_place(aside: Path, place: Path, *, replace: bool) -> None:
    """Move what was set aside to its place in one step; raises UploadError if a document is there and shall stay."""
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    if replace:
        os.replace(aside, place)
        return
    try:
        os.link(aside, place)  # unlike a rename it never overwrites
    except FileExistsError as error:
        raise already_there(place) from error
    except OSError:  # a file system without links
        if place.exists():
            raise already_there(place) from None
        os.replace(aside, place)


def already_there(place: Path) -> UploadError:
    """Say that a document is there, and that it is not replaced unasked."""
    return UploadError(f"There is a document {place.name} already. Replace it, or rename the new one.", "exists")


def delete_document(folder: Path, source: str) -> None:
    """Delete the file of a document for good; raises UploadError for what is no file of the folder."""
    path = folder / source
    try:
        inside = path.parent.resolve(strict=True).is_relative_to(folder.resolve(strict=True))
        named = not Path(source).is_absolute() and ".." not in Path(source).parts and source.lower() not in RESERVED
        if not (inside and named and stat.S_ISREG(path.lstat().st_mode)):
            raise UploadError(f"{source} is no file that can be deleted here.", "no_file")
        path.unlink()
    except (OSError, ValueError) as error:  # a ValueError for a NUL in it
        raise UploadError(f"{source} is no file that can be deleted here.", "no_file") from error


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{ASIDE}*"):
        with contextlib.suppress(OSError):  # another upload has just finished with it
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                left.unlink()
