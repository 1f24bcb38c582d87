"""Open documents that are ZIP packages: sizes are checked before anything is unpacked, XML is read without entities."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ingest.formats.files import name_content
from kb.errors import DocumentError

_MAX_UNPACKED = 200 * 2**20
_MAX_RATIO = 200
"""Times that a part may grow by unpacking; text in XML seldom grows more than 30 times."""
_MAX_PARTS = 20_000
_DAMAGED = "damaged file; save it again from its source"

# The part that tells what a package is, in the order of looking.
_KINDS = {
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "an Excel workbook",
    "xl/workbook.bin": "a binary Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "visio/document.xml": "a Visio drawing",
    "meta-inf/container.xml": "an EPUB book",
    "content.xml": "an OpenDocument file",
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Hold a link from one part of an Office package to another, by the last word of its type."""

    key: str
    kind: str
    target: str


class Package:
    """Give the parts of a checked ZIP package by name, whatever the case of its letters."""

    def __init__(self, archive: zipfile.ZipFile, kind: str) -> None:
        self.kind = kind
        self._archive = archive
        self._parts = {_normalise(part.filename): part for part in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return _normalise(name) in self._parts

    def names(self) -> list[str]:
        """Return the names of all parts, in lower case."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """Return the content of a part; raise DocumentError if it isn't there or can't be unpacked."""
        part = self._parts.get(_normalise(name))
        if part is None:
            raise DocumentError(f"its part {name} is missing: {_DAMAGED}")
        try:
            return self._archive.read(part)
        except RuntimeError as error:  # what zipfile raises for a part that needs a password
            raise DocumentError("protected by a password; save a copy without one") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DocumentError(f"its part {name} can't be unpacked: {_DAMAGED}") from error

    def tree(self, name: str) -> Any:
        """Return the root of an XML part."""
        return parse_xml(self.read(name), name)

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """Yield the elements of these local names as they end, and forget each after its turn."""
        import lxml.etree

        events = lxml.etree.iterparse(
            io.BytesIO(self.read(name)),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        try:
            for _, element in events:
                _refuse_entities(element, name)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except lxml.etree.XMLSyntaxError as error:
            raise DocumentError(f"its part {name} is not valid XML: {_DAMAGED}") from error

    def relations(self, name: str) -> list[Relation]:
        """Return the links from a part to other parts of the package; those that lead outside are left out."""
        folder, _, file = name.rpartition("/")
        links = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if links not in self:
            return []
        found = []
        for element in self.tree(links).iter("{*}Relationship"):
            if element.get("TargetMode", "").lower() == "external":
                continue
            target = unquote(element.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found.append(Relation(element.get("Id", ""), kind, posixpath.normpath(path)))
        return found

    def related(self, name: str, kind: str) -> list[str]:
        """Return the names of the parts that a part links to by this kind of relation, if they are there."""
        return [link.target for link in self.relations(name) if link.kind == kind and link.target in self]


def open_package(content: bytes, expected: str, suffix: str, kinds: tuple[str, ...]) -> Package:
    """Check a ZIP package before anything in it is unpacked; refuse what is not one of these kinds."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # Encrypted Office files of today and all old ones are both OLE containers.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise DocumentError("protected by a password; save a copy without one")
        raise DocumentError(f"content is an old Office document, expected {expected}; save it as {suffix}")
    if not content.startswith(b"PK"):
        raise DocumentError(f"content is {name_content(content)}, expected {expected}; give it its right file name")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        name = suffix.removeprefix(".").upper()
        raise DocumentError(f"could not be read as {name}: {_DAMAGED}") from error
    check_unpacked_size(parts)
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError("protected by a password; save a copy without one")
    kind = _find_kind(archive, parts)
    if kind not in kinds:
        raise DocumentError(f"content is {kind}, expected {expected}; give it its right file name")
    return Package(archive, kind)


def check_unpacked_size(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that would grow too much, by what it says of itself."""
    unpacked = sum(part.file_size for part in parts)
    # A picture may pack well; only XML is read whole.
    texts = [part for part in parts if re.search(r"\.(?:xml|rels|x?html?|opf|ncx)$", part.filename, re.IGNORECASE)]
    ratio = max((part.file_size / max(part.compress_size, 1) for part in texts), default=0.0)
    if unpacked > _MAX_UNPACKED or (ratio > _MAX_RATIO and unpacked > _MAX_UNPACKED / 10):
        raise DocumentError(f"too large unpacked: {unpacked >> 20} MB; split it")
    if len(parts) > _MAX_PARTS:
        raise DocumentError(f"too many parts: {len(parts):,}, the limit is {_MAX_PARTS:,}; split it")


def parse_xml(content: bytes, name: str, entities: bool = False, recover: bool = False) -> Any:
    """Return the root of an XML text; raise DocumentError if it is none, or declares entities and may not.

    Entities are never followed: where they are allowed, their places stay empty. recover reads what can be read of a
    text that is not valid.
    """
    import lxml.etree

    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=recover
    )
    try:
        root = lxml.etree.fromstring(content, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"its part {name} is not valid XML: {_DAMAGED}") from error
    if root is None:
        raise DocumentError(f"its part {name} is not valid XML: {_DAMAGED}")
    if not entities:
        _refuse_entities(root, name)
    return root


def read_title(package: Package) -> str:
    """Return the title that an Office package gives itself, "" if it has none."""
    return _read_property(package, "title")


def read_language(package: Package) -> str:
    """Return the language that an Office package says it is in, "" if it doesn't."""
    return _read_property(package, "language")


def _read_property(package: Package, name: str) -> str:
    parts = [*package.related("", "core-properties"), *package.related("", "coreProperties")]
    try:
        found = next((package.tree(part).findtext(f"{{*}}{name}") for part in parts), None)
    except DocumentError:  # what a file says of itself is worth less than the file
        return ""
    return " ".join((found or "").split())


def local_name(element: Any) -> str:
    """Return an element's name without its namespace, "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name, whatever its namespace, "" if it isn't there."""
    value = element.get(name)
    if value is None:
        value = next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")
    return str(value)


def _refuse_entities(element: Any, name: str) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise DocumentError(f"its part {name} declares entities, as no office program does; save it again")


def _find_kind(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    names = {_normalise(part.filename): part for part in parts}
    kind = next((kind for name, kind in _KINDS.items() if name in names), "")
    if not kind and "[content_types].xml" in names:
        kind = next((kind for name, kind in _KINDS.items() if f"/{name}".rpartition("/")[2] in _files_in(names)), "")
    if kind != "an OpenDocument file":
        return kind or "a ZIP archive"
    mime = names.get("mimetype")
    if mime is None or mime.file_size > 200:
        return kind
    try:
        told = archive.read(mime).strip()
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError):
        return kind
    return next((words for text, words in _OPEN_DOCUMENT.items() if told.startswith(text)), kind)


def _files_in(names: dict[str, zipfile.ZipInfo]) -> set[str]:
    return {name.rpartition("/")[2] for name in names}


def _normalise(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()
