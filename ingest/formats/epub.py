"""Read EPUB books, chapter by chapter."""

import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ingest.extracted import UNDATED, Extracted, parse_as_of
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.html import write_markup
from ingest.formats.package import Package, open_package
from ingest.formats.page import PageText, describe_unseen
from kb.errors import DocumentError

_TEXTS = frozenset(("application/xhtml+xml", "text/html", "application/xml"))
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_epub(path: Path) -> Extracted:
    """Read each chapter, in the order of reading, as a page; one that can't be read is a warning."""
    package = open_package(read_bytes(path), "an EPUB book", ".epub", ("an EPUB book",))
    root_file = next(package.tree("META-INF/container.xml").iter("{*}rootfile"), None)
    main = "" if root_file is None else root_file.get("full-path", "")
    root = package.tree(main)
    locked = _find_locked(package)
    pages: list[str] = []
    failed: list[str] = []
    unseen = 0
    for part in _list_chapters(root, main):
        if part in locked:
            raise DocumentError("protected against copying (DRM); give its text in another form")
        page = PageText()
        try:
            text = decode_text(package.read(part), "a chapter")
            write_markup(page, _XML_HEAD.sub("", text))
        except DocumentError:
            failed.append(str(len(pages) + 1))
        unseen += page.unseen
        pages.append(page.text())
    warnings = describe_unseen(unseen)
    if failed:
        warnings += (f"chapters without text: {', '.join(failed)}",)
    title, lang, date = (_read_property(root, name) for name in ("title", "language", "date"))
    as_of = parse_as_of(date[:10]) or parse_as_of(date[:4]) or UNDATED
    return Extracted(tuple(pages), title or words_of_name(path), as_of, lang=lang, warnings=warnings)


def _list_chapters(root: Any, main: str) -> list[str]:
    folder = posixpath.dirname(main)
    parts = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")).partition("#")[0]))
        for item in root.iter("{*}item")
        if item.get("media-type", "") in _TEXTS
    }
    keys = [item.get("idref") for item in root.iter("{*}itemref")]
    return [parts[key] for key in keys if key in parts]


def _find_locked(package: Package) -> frozenset[str]:
    """Return the names of the parts that are encrypted; fonts often are, which locks no text."""
    if "META-INF/encryption.xml" not in package:
        return frozenset()
    references = package.tree("META-INF/encryption.xml").iter("{*}CipherReference")
    return frozenset(posixpath.normpath(unquote(reference.get("URI", ""))) for reference in references)


def _read_property(root: Any, name: str) -> str:
    element = next(root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
    return "" if element is None else " ".join("".join(element.itertext()).split())
