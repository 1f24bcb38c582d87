"""Read the files within a file, such as attachments of a mail: each as further pages of one document."""

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.files import words_of_name
from kb.errors import DocumentError

Readers = Mapping[str, Callable[..., Extracted]]
"""From a suffix to what reads such a file; what reads a container also takes the depth it is at."""

CONTAINERS = frozenset((".eml", ".msg", ".zip"))
MAX_DEPTH = 1
"""Containers within containers that are opened: a mail in a ZIP file is, a ZIP file in that mail is not."""

_HEADING = re.compile(r"^(#{1,5}) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A file within a file: its name there and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PartPages:
    """The pages of all parts, and what to know about them."""

    pages: tuple[str, ...]
    warnings: tuple[str, ...]


def read_parts(parts: Iterable[Part], readers: Readers, depth: int) -> PartPages:
    """Read the parts whose suffix has a reader; each begins with its name as a heading, the others are named.

    A part that can't be read doesn't stop the others; it is a warning.
    """
    pages: list[str] = []
    warnings: list[str] = []
    with tempfile.TemporaryDirectory(prefix="parts-") as folder:
        for number, part in enumerate(parts):
            name = clean_name(part.name)
            suffix = Path(name).suffix.lower()
            if suffix not in readers:
                warnings.append(f"{name}: left out, no reader for {suffix or 'files without a suffix'}")
            elif suffix in CONTAINERS and depth >= MAX_DEPTH:
                warnings.append(f"{name}: left out, it is within {depth + 1} others; put it beside them")
            else:
                try:
                    extracted = _read_part(Path(folder) / str(number), part.content, name, readers, depth)
                except DocumentError as error:
                    warnings.append(f"{name}: {error}")
                    continue
                pages += _write_heading(name, extracted)
                warnings += [f"{name}: {warning}" for warning in extracted.warnings]
    return PartPages(tuple(pages), tuple(warnings))


def clean_name(name: str) -> str:
    """Return a name within a file as a reader may see it: one line, without what can't be printed."""
    printable = "".join(char if char.isprintable() else " " for char in name.replace("\\", "/"))
    return " ".join(printable.split())[-200:] or "without a name"


def _read_part(folder: Path, content: bytes, name: str, readers: Readers, depth: int) -> Extracted:
    # Of a name chosen elsewhere only letters reach the disk, and the suffix, which is a known one.
    suffix = Path(name).suffix.lower()
    folder.mkdir()
    path = folder / (re.sub(r"[^\w -]+", " ", Path(name).stem).strip()[:60] + suffix)
    path.write_bytes(content)
    try:
        extracted = readers[suffix](path, depth=depth + 1) if suffix in CONTAINERS else readers[suffix](path)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # as for a whole document: one part must not stop the others
        raise DocumentError("damaged") from error
    finally:
        path.unlink(missing_ok=True)
    if not any(extracted.pages):
        raise DocumentError("no text found in it")
    return extracted


def _write_heading(name: str, extracted: Extracted) -> list[str]:
    """Put the name over the first page, and the part's own headings below it."""
    lower = [_HEADING.sub(r"#\1 ", page) for page in extracted.pages]
    title = extracted.title.replace("\n", " ")
    known = title in name or title == words_of_name(Path(name)) or title in lower[0][: len(title) + 10]
    heading = name if known else f"{name}: {title}"
    return [f"# {heading}\n\n{lower[0]}".rstrip(), *lower[1:]]
