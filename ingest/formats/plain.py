"""Read plain text."""

from collections.abc import Iterator
from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.lines import Line, join_paragraphs, list_words
from ingest.formats.page import PageText, describe_unseen

_WIDTHS = range(50, 121)
"""Line widths that people wrap text at; longer lines are whole paragraphs."""


def read_plain(path: Path) -> Extracted:
    """Read a text file in any usual encoding as one page."""
    text = decode_text(read_bytes(path), "text")
    lines = _split_lines(text)
    page = PageText()
    write_paragraphs(page, text)
    return Extracted((page.text(),), _find_title(lines) or words_of_name(path), warnings=describe_unseen(page.unseen))


def write_paragraphs(page: PageText, text: str) -> None:
    """Write plain text with its wrapped lines joined."""
    for paragraph in join_paragraphs(_mark_lines(_split_lines(text)), list_words(text)):
        page.paragraph(paragraph)


def _split_lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def _mark_lines(lines: list[str]) -> Iterator[Line]:
    lengths = sorted(len(line) for line in lines if line)
    # In a long text some lines run over: the width is what 19 of 20 lines stay within.
    width = lengths[len(lengths) * 19 // 20] if lengths else 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        full = width in _WIDTHS and len(line) + 1 + len(following.split(" ", 1)[0]) > width
        if line:
            yield Line(line, starts=index == 0 or not lines[index - 1], full=full)


def _find_title(lines: list[str]) -> str:
    filled = [index for index, line in enumerate(lines) if line]
    if not filled or len(filled) < 2 or filled[1] == filled[0] + 1:
        return ""
    title = lines[filled[0]].lstrip("#| ").strip()
    return title if 0 < len(title) <= 120 else ""
