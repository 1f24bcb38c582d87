"""Read Markdown with optional YAML front matter."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.extracted import UNDATED, Extracted, is_url, parse_as_of
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.hidden import is_hidden
from ingest.formats.html import write_markup
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.table import write_table
from kb.errors import DocumentError

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SOURCE = re.compile(r"Sources?: ")
# What is nested deeper is dropped by markdown-it, silently; its own limit is ten lists deep.
_MAX_NESTING = 100
_VOID_TAGS = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    title: str = ""
    topic: str = ""
    as_of: str = UNDATED
    lang: str = ""
    url: str = ""


def read_markdown(path: Path) -> Extracted:
    """Read a Markdown file as one page; HTML in it is read as it shows, what it hides is left out."""
    from markdown_it import MarkdownIt

    text = decode_text(read_bytes(path), "Markdown").replace("\r\n", "\n").replace("\r", "\n")
    front, body = _split_front_matter(text)
    tokens = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"]).parse(body)
    writer = _Writer()
    writer.write(tokens)
    title = front.title or writer.first_heading or words_of_name(path)
    warnings = describe_unseen(writer.page.unseen)
    if writer.left_out:
        warnings += (f"{writer.left_out} block{'s' if writer.left_out > 1 else ''} of hidden HTML left out",)
    return Extracted((writer.page.text(),), title, front.as_of, front.topic, front.url, front.lang, warnings=warnings)


class _HiddenTags(HTMLParser):
    """Follow raw HTML from token to token, to know whether the text between is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        """The hidden elements that are open, and those within them."""
        self.text = False
        self.seen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID_TAGS and (self.open or is_hidden(tag, dict(attrs))):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text, self.seen = self.text or bool(self.open), self.seen or not self.open


class _Writer:
    """Write Markdown tokens as canonical text."""

    def __init__(self) -> None:
        self.page = PageText()
        self.first_heading = ""
        self.left_out = 0
        self._html = _HiddenTags()
        self._numbers: list[int | None] = []
        """For each open list the number of its current item, None for bullets."""
        self._item_waits = False

    def write(self, tokens: Sequence["Token"]) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "table_open":
                end = next(at for at in range(index, len(tokens)) if tokens[at].type == "table_close")
                self._write_table(tokens[index:end])
                index = end
            elif token.type == "heading_open":
                text = " ".join(self._read_inline(tokens[index + 1]))
                level = int(token.tag[1:])
                self.page.heading(level, text)
                if level == 1 and not self.first_heading:
                    self.first_heading = " ".join(text.split())
                index += 2
            else:
                self._write_token(token)
            index += 1

    def _write_token(self, token: "Token") -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._numbers.append(None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif token.type == "list_item_open":
            self._numbers[-1] = int(token.info) if token.info else None
            self._item_waits = True
        elif token.type == "list_item_close":
            self._item_waits = False
        elif token.type == "inline":
            for line in self._read_inline(token):
                self._write_text(line)
        elif token.type in ("fence", "code_block") and not self._html.open:
            self.page.paragraph(token.content)
        elif token.type == "html_block":
            self._write_html(token.content)

    def _write_html(self, content: str) -> None:
        """Write a block of HTML as it shows; what it hides is counted, and so is what hidden blocks go around."""
        self._html.text = self._html.seen = False
        self._html.feed(content)
        self.left_out += self._html.text
        if self._html.seen and not self._html.open:
            write_markup(self.page, content)

    def _write_text(self, text: str) -> None:
        if self._numbers and self._item_waits and not _SOURCE.match(text):
            self.page.item(len(self._numbers) - 1, text, self._numbers[-1])
            self._item_waits = False
        elif self._numbers and not _SOURCE.match(text):
            self.page.extend_item(text)
        else:
            self.page.paragraph(text)

    def _write_table(self, tokens: Sequence["Token"]) -> None:
        rows: list[list[str]] = []
        for index, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(" ".join(self._read_inline(tokens[index + 1])))
        self.page.table(write_table(rows, headers=1))

    def _read_inline(self, token: "Token") -> list[str]:
        """Return the text of a paragraph as one line, except that a source line stays a line of its own."""
        lines: list[str] = []
        for line in "".join(self._read_pieces(token.children or [])).split("\n"):
            if lines and not _SOURCE.match(line.strip()):
                lines[-1] += " " + line
            else:
                lines.append(line.strip())
        return [line for line in lines if line]

    def _read_pieces(self, tokens: Sequence["Token"]) -> Iterator[str]:
        for token in tokens:
            if token.type == "html_inline":
                hidden = len(self._html.open)
                self._html.feed(token.content)
                self.left_out += not hidden and bool(self._html.open)
                yield "\n" if token.content.lower().startswith("<br") else ""
            elif self._html.open:
                continue
            elif token.type in ("text", "code_inline"):
                yield token.content
            elif token.type in ("softbreak", "hardbreak"):
                yield "\n"
            elif token.type == "image":
                yield token.content


def _split_front_matter(text: str) -> tuple[_FrontMatter, str]:
    import yaml

    match = _FRONT_MATTER.match(text)
    if not match:
        if re.match(r"---[ \t]*\n\w+:", text):
            raise DocumentError("front matter, line 1: no closing line `---`")
        return _FrontMatter(), text
    try:
        fields = yaml.safe_load(match.group(1))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise DocumentError(f"front matter, line {line}: not valid YAML; put values with `: ` in quotes") from error
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError("front matter: not valid YAML (a wrong date or character?)") from error
    if fields is None:
        return _FrontMatter(), text[match.end() :]
    if not isinstance(fields, dict):
        raise DocumentError("front matter, line 2: expected lines of the form `name: value`")
    return _check_front_matter(fields, match.group(1)), text[match.end() :]


def _check_front_matter(fields: dict[Any, Any], text: str) -> _FrontMatter:
    def refuse(name: str, expected: str) -> DocumentError:
        line = next((at for at, row in enumerate(text.split("\n"), 2) if row.startswith(f"{name}:")), 2)
        return DocumentError(f"front matter, line {line}: {name} is {fields[name]!r}, expected {expected}")

    def read_text(name: str) -> str:
        value = fields.get(name)
        if value is None:
            return ""
        if isinstance(value, dict | list):
            raise refuse(name, "a text")
        return " ".join(str(value).split())

    value = fields.get("as_of")
    if isinstance(value, datetime.datetime):
        value = value.date()
    as_of = UNDATED if value is None else parse_as_of(str(value))
    if as_of is None:
        raise refuse("as_of", "YYYY, YYYY-MM, YYYY-MM-DD or undated")
    sources = fields.get("sources")
    if sources is not None and not isinstance(sources, list):
        raise refuse("sources", "a list")
    url = read_text("url")
    if url and not is_url(url):
        raise refuse("url", "an address that begins with https://")
    urls = [url, *(str(source) for source in sources or [])]
    first_url = next((address for address in urls if is_url(address)), "")
    return _FrontMatter(read_text("title"), read_text("topic"), as_of, read_text("lang"), first_url)
