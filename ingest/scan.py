"""Find what there is to ingest: the regular files of a folder, or the passages of a corpus."""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.load import LOADERS
from ingest.passage import Passage
from kb.errors import ConfigError, DocumentError
from kb.originals import make_readable

NOT_DOCUMENTS = {"README.md", "web.yaml"}  # at the top of the folder only
IGNORED_NAMES = {"thumbs.db", "desktop.ini"}
CORPUS = "corpus.jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """A document found: a file at path, or a passage. sha256 is "" and problem says why when it can't be read.

    url and as_of are what is known of a document from elsewhere, such as the address and the day it was fetched from;
    they stand where it doesn't say so itself.
    """

    source: str
    size: int
    sha256: str = ""
    path: Path = Path()
    passage: Passage | None = None
    problem: str = ""
    url: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a folder holds: documents to ingest, and names that are left out with the reason.

    unreachable holds folders that could not be looked into, with the reason: what was in them is not gone. outdated
    holds what could not be brought up to date, such as a web page whose site is down, with the reason.
    """

    documents: tuple[Found, ...]
    left_out: dict[str, str]
    unreachable: dict[str, str] = field(default_factory=dict)
    outdated: dict[str, str] = field(default_factory=dict)


def scan_folder(folder: Path) -> Scan:
    """Scan a folder of documents, a corpus.jsonl, or an evaluation set that holds one of them.

    Raises ConfigError when there is nothing of the kind.
    """
    if folder.is_file() and folder.suffix == ".jsonl":
        return Scan(tuple(_scan_corpus(folder)), {})
    if (folder / CORPUS).is_file():
        return Scan(tuple(_scan_corpus(folder / CORPUS)), {})
    if (folder / "questions.jsonl").is_file() and (folder / "documents").is_dir():
        folder = folder / "documents"
    if not folder.is_dir():
        raise ConfigError(f"There is no folder {folder}. Name the folder of the documents, or a corpus.jsonl.")
    documents: dict[str, Found] = {}
    left_out: dict[str, str] = {}
    unreachable: dict[str, str] = {}

    def note_unreachable(error: OSError) -> None:
        place = Path(os.fsdecode(error.filename)).relative_to(folder)
        unreachable[source_of(place) if place != Path() else ""] = error.strerror or str(error)

    for path in _walk(folder, note_unreachable):
        source = source_of(path.relative_to(folder))
        if source in documents:  # "bad\\xff.md" may be a name as it stands, or how a byte of another is written
            left_out[f"{source} (2)"] = "another file has the same name once it is made readable; rename one"
            continue
        reason = _reason_to_leave_out(path, source)
        if reason:
            left_out[source] = reason
        elif not _is_ignored(path.name):
            documents[source] = look_at(path, source)
    return Scan(tuple(found for _, found in sorted(documents.items())), left_out, unreachable)


def source_of(relative: Path) -> str:
    """Name a document by its path in the folder; bytes and control characters that no one can read are escaped."""
    return make_readable(relative.as_posix())


def _walk(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=onerror):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A linked folder is not walked into; it is named like a linked file.
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted(files + links):
            yield Path(place) / name


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in IGNORED_NAMES


def _reason_to_leave_out(path: Path, source: str) -> str:
    if _is_ignored(path.name) or source in NOT_DOCUMENTS:
        return "" if _is_ignored(path.name) else "not a document"
    try:
        mode = path.lstat().st_mode
    except OSError:  # gone since the folder was listed, or out of reach: looking at it will tell
        mode = stat.S_IFREG
    if stat.S_ISLNK(mode):
        return "a link; only regular files are read"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    if path.suffix.lower() not in LOADERS:
        return f"no reader for {path.suffix or 'files without a suffix'}"
    return ""


def look_at(path: Path, source: str) -> Found:
    """Look at a file: its size and the digest of its content, or why it can't be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            return Found(
                source,
                os.fstat(descriptor).st_size,
                hashlib.file_digest(file, "sha256").hexdigest(),
                path,
            )
    except OSError as error:
        return Found(source, 0, path=path, problem=f"can't be read: {error.strerror or error}")


def _scan_corpus(path: Path) -> Iterator[Found]:
    """Read a corpus: one JSON object a line with id, text and perhaps title."""
    seen: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                source, passage = str(row["id"]), Passage(str(row.get("title") or ""), str(row["text"]))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise DocumentError(
                    f"{path}, line {number}: expected a JSON object with id, title and text."
                ) from error
            if source in seen:
                raise DocumentError(f"{path}, line {number}: the id {source!r} occurs twice.")
            seen.add(source)
            yield Found(source, len(line), hashlib.sha256(line.encode()).hexdigest(), path, passage)


def scan_all(folder: Path, index_folder: Path, further: Callable[[Path], Scan]) -> Scan:
    """Scan a folder, and what there is beside it."""
    scan, more = scan_folder(folder), further(index_folder)
    return Scan(
        (*scan.documents, *more.documents),
        scan.left_out | more.left_out,
        scan.unreachable | more.unreachable,
        scan.outdated | more.outdated,
    )
