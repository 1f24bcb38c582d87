"""Keep the copies of web pages: one file for each, and a record of where and when it was fetched."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.web.address import normalise_url
from kb.errors import DocumentError

_RECORD = "copies.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class WebCopy:
    """A page as it was when fetched.

    file is its name in the folder of copies; location is where redirects led to. fetched is when this content came,
    checked when it last was confirmed, gone_since when the server first said that the page is gone ("" if it did not),
    all in ISO format. entries are those of web.yaml that lead to it.
    """

    url: str
    file: str
    location: str
    fetched: str
    checked: str
    etag: str = ""
    last_modified: str = ""
    gone_since: str = ""
    entries: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Name the document that it is."""
        return source_of_url(self.url)


def source_of_url(url: str) -> str:
    """Name a web page as a document: web/, then its address as a reader writes it, without the scheme."""
    parts = urlsplit(url)
    name = unquote(parts.netloc + parts.path.rstrip("/"), errors="replace") + (f"?{parts.query}" if parts.query else "")
    return "web/" + "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def read_copies(folder: Path) -> dict[str, WebCopy]:
    """Return the copies in a folder by their addresses; a damaged record, or a copy without its file, is none."""
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        if record["version"] != _VERSION:
            return {}
        copies = [_read_copy(raw) for raw in record["copies"]]
    except (OSError, ValueError, TypeError, KeyError, DocumentError):
        return {}  # what can't be read is fetched again
    return {copy.url: copy for copy in copies if (folder / copy.file).is_file()}


def write_content(folder: Path, url: str, suffix: str, content: bytes) -> str:
    """Write a page's content and return the name of its file; another content of the same page stays until swept."""
    folder.mkdir(parents=True, exist_ok=True)
    page, version = (hashlib.sha256(part).hexdigest()[:16] for part in (url.encode(), content))
    name = f"{page}-{version}{suffix}"
    _replace(folder / name, content)
    return name


def write_copies(folder: Path, copies: Iterable[WebCopy]) -> None:
    """Write the record of all copies."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {"version": _VERSION, "copies": [asdict(copy) for copy in copies]}
    _replace(folder / _RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())


def sweep_copies(folder: Path, copies: Iterable[WebCopy]) -> None:
    """Remove every file that is no copy's content: older contents, pages that are gone, leftovers of a crash."""
    kept = {_RECORD, *(copy.file for copy in copies)}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept and path.is_file():
            path.unlink()


def _read_copy(raw: dict[str, object]) -> WebCopy:
    known = {field.name for field in fields(WebCopy)}
    texts = {name: str(value) for name, value in raw.items() if name in known and name != "entries"}
    entries = raw.get("entries")
    copy = WebCopy(**texts, entries=tuple(map(str, entries)) if isinstance(entries, list) else ())
    if Path(copy.file).name != copy.file or normalise_url(copy.url) != copy.url:
        raise ValueError(copy.file)
    return copy


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.tmp")
    with open(beside, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
