"""Write canonical page text: clean every piece, mark headings, items and rows, keep blank lines right."""

import re
import unicodedata
from collections.abc import Iterable

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# What nobody sees but a search or a model would read: controls, zero-width and bidirectional marks,
# fillers, variation selectors, tags, private use, surrogates, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
# Removed like the others, but too ordinary to warn of: soft hyphens and the byte order mark.
_ORDINARY = re.compile("[\xad\ufeff\ufe0e\ufe0f]")

# Bullets that Word and PDFs take from the Symbol and Wingdings fonts.
_FONT_BULLETS = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\uf02d\uf06c\uf06e\uf071\uf076]")
_BULLET = re.compile(r"(?:[•–—▪▫◦‣⁃∙●○◘■□➢➤►▶✓✔·*-])\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_ACCIDENTAL = re.compile(r"(?:#{1,6}\s+|\|\s+)+")


def is_item(line: str) -> bool:
    """Tell whether a line begins with a bullet or a number, as a list item does."""
    line = _FONT_BULLETS.sub("•", line).lstrip()
    return bool(_BULLET.match(line) or _NUMBER.match(line))


class PageText:
    """Collect the blocks of one page and give them as canonical text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._last = ""
        self.unseen = 0
        """How many invisible characters were removed so far."""

    def heading(self, level: int, text: str) -> None:
        """Add a heading of level 1 to 6."""
        if text := self._line(text):
            self._add("heading", f"{'#' * min(max(level, 1), 6)} {text}")

    def item(self, depth: int, text: str, number: int | None = None) -> None:
        """Add a list item; the outermost list has depth 0, a numbered item keeps its number."""
        if text := self._line(text):
            mark = "-" if number is None else f"{number}."
            self._add("item", f"{'  ' * depth}{mark} {text}")

    def extend_item(self, text: str) -> None:
        """Add a further paragraph of the last item to its line; without an item it is a paragraph."""
        if self._last != "item":
            self.paragraph(text)
        elif text := self._line(text):
            self._parts.append(f" {text}")

    def table(self, rows: Iterable[str]) -> None:
        """Add a table as the lines that ``ingest.formats.table.write_table`` gives."""
        if lines := [line for row in rows if (line := self._line(row)) not in ("", "|")]:
            self._add("table", "\n".join(lines))

    def paragraph(self, text: str) -> None:
        """Add a paragraph; lines in it stay lines, and one that begins with a bullet becomes an item."""
        lines: list[str] = []
        for raw in _LINE_BREAKS.sub("\n", text).split("\n"):
            line = _ACCIDENTAL.sub("", self._line(raw), count=1) if raw else ""
            bullet = _BULLET.match(line)
            if bullet:
                self._add("paragraph", "\n".join(lines))
                lines = []
                self.item(0, line[bullet.end() :])
            elif line:
                lines.append(line)
        self._add("paragraph", "\n".join(lines))

    def text(self) -> str:
        """Return the page as one text."""
        return "".join(self._parts)

    def _line(self, text: str) -> str:
        text = _FONT_BULLETS.sub("•", text)
        text, removed = _UNSEEN.subn("", _LINE_BREAKS.sub(" ", _ORDINARY.sub("", text)))
        self.unseen += removed
        return " ".join(unicodedata.normalize("NFC", text).split())

    def _add(self, kind: str, text: str) -> None:
        if not text:
            return
        if self._parts:
            self._parts.append("\n" if kind == self._last == "item" else "\n\n")
        self._parts.append(text)
        self._last = kind


def describe_unseen(count: int) -> tuple[str, ...]:
    """Return the warning for that many removed characters, if any."""
    if not count:
        return ()
    return (f"{count} invisible character{'s' if count > 1 else ''} removed",)


def describe_left_out(pieces: int) -> tuple[str, ...]:
    """Say how many pieces of hidden text were left out; nothing when there were none."""
    return (f"{pieces} piece{'' if pieces == 1 else 's'} of hidden text left out",) if pieces else ()
