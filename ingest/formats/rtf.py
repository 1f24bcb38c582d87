"""Read rich text (RTF) documents."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.comments import Comment, write_comments
from ingest.formats.files import name_content, read_bytes, words_of_name
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.rtf_ink import BLACK, INK_WORDS, Ink, find_white
from ingest.formats.rtf_words import CHARACTERS, CODE_PAGES, KNOWN, SIGNS, SKIPPED, TOKEN, find_codec
from ingest.formats.table import Repeated, write_table
from kb.errors import DocumentError

_MAX_DEPTH = 5000


@dataclass(slots=True)
class _State:
    """Hold what is valid within one group."""

    skipped: bool = False
    target: str = "text"
    hidden: bool = False
    font: int = 0
    fallback: int = 1  # bytes after a Unicode character that say it again for older programs
    encoding: str = ""
    ink: Ink = BLACK


@dataclass(slots=True)
class _Paragraph:
    """Hold the properties of the paragraph that is being read."""

    style: int = 0
    outline: int | None = None
    in_table: bool = False
    listed: bool = False
    depth: int = 0
    label: str = ""
    bold: bool = False
    shaded: bool = False


@dataclass(slots=True)
class _Row:
    """Hold the cells of the row that is being read, and how its columns are merged."""

    cells: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    header: bool = False
    merge: str = ""
    shaded: bool = False


def read_rtf(path: Path) -> Extracted:
    """Read a rich text document as one page: headings, lists, tables, footnotes; hidden text is left out."""
    content = read_bytes(path)
    if not content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        raise DocumentError(f"content is {name_content(content)}, expected rich text (RTF); give it its right name")
    reader = _Reader()
    reader.read(content)
    warnings = describe_unseen(reader.page.unseen) + describe_left_out(reader.hidden)
    if reader.depth:
        warnings += ("the file ends too early; save it again from its source",)
    title = reader.title or reader.heading or words_of_name(path)
    return Extracted((reader.page.text(),), title, warnings=warnings)


class _Reader:
    """Follow the groups and control words of a document, and write its paragraphs as they end."""

    def __init__(self) -> None:
        self.page = PageText()
        self.title = ""
        self.heading = ""
        self.hidden = 0
        self.collected = {"title": "", "footnote": "", "annotation": "", "author": "", "label": "", "style": ""}
        self._text: list[str] = []
        self._bytes = bytearray()
        self._stack: list[_State] = []
        self._state = _State()
        self._paragraph = _Paragraph()
        self._fonts: dict[int, str] = {}
        self._headings: dict[int, int] = {}
        self._default = "cp1252"
        self._skip = 0
        self._row = _Row()
        self._rows: list[_Row] = []
        self._notes: list[str] = []
        self._comments: list[Comment] = []
        self._starred = False
        self._surrogate = 0
        self._white: frozenset[int] = frozenset()

    @property
    def depth(self) -> int:
        """How many groups are still open."""
        return len(self._stack)

    def read(self, content: bytes) -> None:
        """Read a whole document."""
        self._white = find_white(content)
        position = 0
        while position < len(content):
            match = TOKEN.match(content, position)
            if match is None:
                break
            position = match.end()
            if match["brace"]:
                self._open_group() if match["brace"] == b"{" else self._close_group()
            elif match["word"]:
                number = int(match["number"]) if match["number"] else None
                word = match["word"].decode("ascii")
                if word == "bin":
                    position += min(max(number or 0, 0), len(content))
                else:
                    self._control(word, number)
            elif match["byte"]:
                self._add_bytes(bytes((int(match["byte"], 16),)))
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["text"]:
                self._add_bytes(match["text"])
        self._end_paragraph()
        self._end_table()
        for note in self._notes:
            self.page.paragraph(note)
        write_comments(self.page, self._comments, 1)

    def _open_group(self) -> None:
        self._flush()
        if len(self._stack) >= _MAX_DEPTH:
            raise DocumentError(f"its groups are nested more than {_MAX_DEPTH} deep; save it in a simpler form")
        self._stack.append(replace(self._state))
        self._starred = False
        self._skip = 0

    def _close_group(self) -> None:
        self._flush()
        ended = self._state
        self._state = self._stack.pop() if self._stack else _State()
        self._skip = 0
        if ended.skipped:
            return
        if ended.target == self._state.target == "style":
            self._end_style(self.collected.pop("style"))
            self.collected["style"] = ""
        elif ended.target != self._state.target:
            self._end_target(ended.target)

    def _end_target(self, target: str) -> None:
        text = " ".join(self.collected[target].split()) if target in self.collected else ""
        if target == "footnote" and text:
            self._notes.append(f"[{len(self._notes) + 1}] {text}")
            self._text.append(f" [{len(self._notes)}]")
        elif target == "annotation" and text:
            self._comments.append(Comment(self.collected["author"], "", text))
            self.collected["author"] = ""
        elif target == "label":
            self._paragraph.listed = True
            self._paragraph.label = text
        elif target == "title":
            self.title = self.title or text
        if target in ("footnote", "annotation", "label", "title"):
            self.collected[target] = ""

    def _end_style(self, name: str) -> None:
        name = name.strip().rstrip(";").lower()
        if match := re.fullmatch(r"heading (\d)", name):
            self._headings[self._paragraph.style] = int(match.group(1))
        elif name == "title":
            self._headings[self._paragraph.style] = 1
        self._paragraph = _Paragraph()

    def _sign(self, sign: bytes) -> None:
        self._flush()
        if sign == b"*":
            self._starred = True
        elif sign in (b"\r", b"\n"):
            self._control("par", None)
        elif sign in SIGNS:
            self._add_text(SIGNS[sign])

    def _control(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        state = self._state
        if word == "u" and number is not None:
            self._add_unicode(number % 65536)
            return
        self._flush()
        if word in SKIPPED or (starred and word not in KNOWN):
            # The style sheet is read for the names of its headings only.
            state.target = "style" if word == "stylesheet" else state.target
            state.skipped = word != "stylesheet"
        elif word in CHARACTERS:
            self._add_text(CHARACTERS[word])
        elif word in ("footnote", "annotation", "title", "info"):
            state.target = word
        elif word == "atnauthor":
            state.target = "author"
        elif word in ("listtext", "pntext"):
            state.target = "label"
        elif word == "pn":
            state.skipped = True
        elif word == "fonttbl":
            state.target = "fonts"
        elif word == "ansicpg" and number is not None:
            self._default = find_codec(f"cp{number}") or self._default
        elif word in ("mac", "pc", "pca"):
            self._default = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "f" and number is not None:
            state.font = number
        elif word == "fcharset" and number is not None and state.target == "fonts":
            self._fonts[state.font] = CODE_PAGES.get(number, "")
        elif word == "uc" and number is not None:
            state.fallback = min(max(number, 0), 8)
        elif word == "v":
            state.hidden = number != 0
        elif word == "plain":
            state.hidden, state.ink = False, BLACK
        elif word in INK_WORDS:
            state.ink = state.ink.change(word, number)
        elif word in ("par", "sect", "page", "pard"):
            self._change_paragraph(word)
        elif word in ("s", "outlinelevel", "ls", "ilvl", "intbl", "cbpat") and state.target in ("text", "style"):
            self._describe_paragraph(word, number or 0)
        elif state.target == "text" and not state.skipped:
            self._change_table(word)

    def _change_paragraph(self, word: str) -> None:
        if self._state.target != "text":
            self._add_text(" ")
        elif word == "pard":
            # It comes before the text that it is about; a label may stand before it.
            label, listed = self._paragraph.label, self._paragraph.listed and bool(self._paragraph.label)
            self._paragraph = _Paragraph(label=label, listed=listed)
        elif self._paragraph.in_table:
            self._text.append(" ")
        else:
            self._end_paragraph()

    def _describe_paragraph(self, word: str, number: int) -> None:
        if word == "s":
            self._paragraph.style = number
        elif word == "outlinelevel":
            self._paragraph.outline = number
            if self._state.target == "style" and number < 6:
                self._headings[self._paragraph.style] = number + 1
        elif word == "ilvl":
            self._paragraph.depth = min(max(number, 0), 8)
        elif word == "ls":
            self._paragraph.listed = number > 0
        elif word == "cbpat":
            self._paragraph.shaded = number not in self._white | {0}
        else:
            self._paragraph.in_table = True

    def _change_table(self, word: str) -> None:
        if word == "trowd":
            self._row.merges = []
            self._row.header, self._row.merge, self._row.shaded = False, "", False
        elif word in ("clcbpat", "trcbpat"):
            self._row.shaded = True
        elif word == "trhdr":
            self._row.header = True
        elif word in ("clmrg", "clvmrg"):
            self._row.merge = word
        elif word == "cellx":
            self._row.merges.append(self._row.merge)
            self._row.merge = ""
        elif word in ("cell", "nestcell"):
            text = " ".join("".join(self._text).split())
            self._text = []
            if word == "nestcell":  # part of the cell around it
                self._text.append(f"{text} ")
            else:
                self._row.cells.append(text)
        elif word == "row":
            self._rows.append(self._row)
            self._row = _Row(merges=self._row.merges, header=self._row.header)

    def _add_bytes(self, content: bytes) -> None:
        if self._skip:
            dropped = min(self._skip, len(content))
            self._skip -= dropped
            content = content[dropped:]
        self._bytes += content

    def _add_unicode(self, code: int) -> None:
        if self._skip == 0 or self._surrogate:
            self._flush()
        self._skip = self._state.fallback
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000 and self._surrogate:
            code = 0x10000 + ((self._surrogate - 0xD800) << 10) + code - 0xDC00
        self._surrogate = 0
        self._flush()
        self._add_text(chr(code))

    def _flush(self) -> None:
        if self._bytes:
            encoding = self._fonts.get(self._state.font) or self._default
            text, self._bytes = self._bytes.decode(encoding, errors="replace"), bytearray()
            self._add_text(text)

    def _add_text(self, text: str) -> None:
        state = self._state
        if state.skipped:
            return
        shaded = self._paragraph.shaded or (self._paragraph.in_table and self._row.shaded)
        if state.target == "text" and (state.hidden or not state.ink.is_seen(self._white, shaded=shaded)):
            self.hidden += bool(text.strip())
        elif state.target == "text":
            if not self._paragraph.in_table and self._rows and text.strip():
                self._end_table()
            self._text.append(text)
        elif state.target in self.collected:
            self.collected[state.target] += text

    def _end_paragraph(self) -> None:
        self._flush()
        text, self._text = " ".join("".join(self._text).split()), []
        paragraph = self._paragraph
        if not text:
            return
        self._end_table()
        level = self._headings.get(paragraph.style)
        if level is None and paragraph.outline is not None and paragraph.outline < 6:
            level = paragraph.outline + 1
        number = re.search(r"(\d{1,4})[.)]?$", paragraph.label)
        if level is not None:
            self.page.heading(level, f"{paragraph.label} {text}".strip())
            self.heading = self.heading or text
        elif paragraph.listed:
            self.page.item(paragraph.depth, text, int(number.group(1)) if number else None)
        else:
            self.page.paragraph(text)
        paragraph.label = ""

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        grid: list[list[str]] = []
        for row in rows:
            cells: list[str] = []
            for column, text in enumerate(row.cells):
                merge = row.merges[column] if column < len(row.merges) else ""
                if merge == "clmrg" and cells and not text:
                    cells.append(Repeated(cells[-1]))
                elif merge == "clvmrg" and grid and column < len(grid[-1]) and not text:
                    cells.append(grid[-1][column])
                else:
                    cells.append(text)
            grid.append(cells)
        headers = next((number for number, row in enumerate(rows) if not row.header), len(rows))
        self.page.table(write_table(grid, headers or None))
