"""Cut canonical page text into sections: the stretches of text under one heading, each with its own source and date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from langchain_core.documents import Document

from ingest.extracted import Extracted, is_url, parse_as_of

_HEADING = re.compile(r"(#{1,6}) (.+)")
_SOURCE_LINE = re.compile(r"Sources?: (.*)")
_FIRST_SOURCE = re.compile(r"(?P<what>.*?)\s*(?:\(as of (?P<as_of>[^()]*)\))?\.?")
_AS_OF_CELLS = frozenset(("as of", "as_of"))
_URL_CELLS = frozenset(("source", "source url", "url"))


@dataclass(frozen=True, slots=True)
class _Origin:
    """Hold where a text comes from and when it was true."""

    as_of: str
    url: str

    def override(self, as_of: str, url: str) -> "_Origin":
        """Return what is valid of the two, and the old values for the rest."""
        return _Origin(parse_as_of(as_of) or self.as_of, url.strip() if is_url(url.strip()) else self.url)


@dataclass(slots=True)
class _Part:
    """Hold what stands under one heading on one page, while its lines are read."""

    heading: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def find_sections(extracted: Extracted, source: str) -> list[Document]:
    """Return one Document for each section, in order; its text is that of its page from ``start`` to ``end``.

    A line ``Source: URL (as of DATE)`` that ends a section dates it and stays outside. A table row whose last
    cells are ``As of:`` or ``Source:`` is a section of its own, without these cells. What a row or a source line
    doesn't say, or says wrongly, is taken from the section, then from the file.
    """
    sections = []
    path = _HeadingPath(extracted.title)
    file_origin = _Origin(extracted.as_of, extracted.url)
    for number, page in enumerate(extracted.pages, 1):
        for part in _split_at_headings(page, path):
            for start, end, origin in _split_part(page, part, file_origin):
                metadata = {
                    "source": source,
                    "title": extracted.title,
                    "topic": extracted.topic,
                    "page": number,
                    "heading": part.heading,
                    "start": start,
                    "end": end,
                    "as_of": origin.as_of,
                    "url": origin.url,
                    "lang": extracted.lang,
                }
                sections.append(Document(page_content=page[start:end], metadata=metadata))
    return sections


class _HeadingPath:
    """Remember the headings that are open, through all pages; the document's own title is not one of them."""

    def __init__(self, title: str) -> None:
        self._title = title.casefold()
        self._open: list[tuple[int, str]] = []

    def enter(self, level: int, text: str) -> None:
        self._open = [heading for heading in self._open if heading[0] < level]
        # "Frequently asked questions - Ministry of Health" is the title of a page headed "Frequently asked questions".
        if not (level == 1 and self._title.startswith(text.casefold())):
            self._open.append((level, text))

    def __str__(self) -> str:
        return " > ".join(text for _, text in self._open)


def _split_at_headings(page: str, path: _HeadingPath) -> Iterator[_Part]:
    part = _Part(str(path))
    start = 0
    for line in page.split("\n"):
        if heading := _HEADING.fullmatch(line):
            yield part
            path.enter(len(heading.group(1)), heading.group(2))
            part = _Part(str(path))
        elif line.strip():
            part.lines.append((start, line))
        start += len(line) + 1
    yield part


def _split_part(page: str, part: _Part, file_origin: _Origin) -> Iterator[tuple[int, int, _Origin]]:
    """Yield the stretches of a part: text around the rows with origins of their own, and these rows."""
    lines = part.lines
    origin = file_origin
    if lines and (source_line := _SOURCE_LINE.fullmatch(lines[-1][1])):
        origin = _read_source(source_line.group(1), file_origin)
        lines = lines[:-1]
    stretch: list[int] = []
    for start, line in lines:
        tail = _read_tail(line, origin)
        if tail:
            yield from _strip(page, stretch, origin)
            stretch = []
            yield start, start + tail[0], tail[1]
        else:
            stretch = [stretch[0] if stretch else start, start + len(line)]
    yield from _strip(page, stretch, origin)


def _strip(page: str, stretch: list[int], origin: _Origin) -> Iterator[tuple[int, int, _Origin]]:
    if stretch:
        start, end = stretch
        text = page[start:end]
        yield start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()), origin


def _read_source(text: str, origin: _Origin) -> _Origin:
    first = _FIRST_SOURCE.fullmatch(re.split(r";\s", text)[0].strip())
    return origin.override(first["as_of"] or "", first["what"]) if first else origin


def _read_tail(line: str, origin: _Origin) -> tuple[int, _Origin] | None:
    """Return the length of a row without its last cells on date and source, and what they say; None without any."""
    if not line.startswith("| "):
        return None
    end = len(line)
    as_of = url = ""
    while (cut := line.rfind(" | ", 0, end)) > 0:
        name, colon, value = line[cut + 3 : end].partition(":")
        if not colon or name.strip().casefold() not in _AS_OF_CELLS | _URL_CELLS:
            break
        if name.strip().casefold() in _AS_OF_CELLS:
            as_of = value
        else:
            url = value
        end = cut
    return (end, origin.override(as_of, url)) if end < len(line) else None
