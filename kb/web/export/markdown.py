"""A conversation as Markdown, and as the plain text that is copied."""

import re
from collections.abc import Iterable

from kb.web.export.entries import Entry, Source

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_BLOCK = re.compile(r"^(\d{0,9})([-+=.)])")  # what makes a list or a title at the beginning of a line
_ITEM = re.compile(r"[-*•]\s+")
_NUMBER = re.compile(r"\[(\d{1,3})\]")


def write_markdown(title: str, note: str, entries: Iterable[Entry]) -> str:
    """Write Markdown in which whatever documents and people wrote is text, never markup."""
    blocks = [f"# {escape_markdown(title)}", f"*{escape_markdown(note)}*"]
    for entry in entries:
        blocks.append(f"## {escape_markdown(' '.join(entry.question.split()))}")
        if entry.status:
            blocks.append(f"**{escape_markdown(entry.status)}**")
        numbers = {source.number for source in entry.sources}
        blocks += _paragraphs(entry.lines, numbers)
        if entry.sources:
            blocks.append(f"### {escape_markdown(entry.sources_title)}")
            blocks += [_source(source) for source in entry.sources]
    return "\n\n".join(blocks) + "\n"


def write_plain(entries: Iterable[Entry]) -> str:
    """Write plain text with its numbered sources below, to be pasted into an e-mail."""
    blocks = []
    for entry in entries:
        blocks.append(entry.question)
        blocks.append("\n".join(entry.lines))
        if entry.sources:
            listed = [
                f"[{s.number}] {_describe(s)}: “{' '.join(s.quote.split())}”" + (f" {s.original}" if s.original else "")
                for s in entry.sources
            ]
            blocks.append("\n".join([f"{entry.sources_title}:", *listed]))
    return "\n\n".join(blocks) + "\n"


def escape_markdown(text: str) -> str:
    """Escape a line of text so that Markdown shows it as it stands, but for blanks around it."""
    return _BLOCK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text.strip()))


def _paragraphs(lines: Iterable[str], numbers: set[int]) -> list[str]:
    """Write each line as a paragraph, and items that follow each other as a list."""
    blocks: list[str] = []
    listing = False
    for line in lines:
        item = _ITEM.match(line)
        if item:
            written = f"- {_text(line[item.end() :], numbers)}"
            if listing:
                blocks[-1] += f"\n{written}"
            else:
                blocks.append(written)
        else:
            blocks.append(_text(line, numbers))
        listing = item is not None
    return blocks


def _text(line: str, numbers: set[int]) -> str:
    """Escape a line but for the numbers of its sources."""
    text, *rest = _NUMBER.split(line)
    # The blank before a number stays.
    written = escape_markdown(text) + (" " if text.endswith(" ") else "")
    for number, following in zip(rest[::2], rest[1::2], strict=True):
        mark = f"[{number}]" if int(number) in numbers else f"\\[{number}\\]"
        written += mark + _SPECIAL.sub(r"\\\1", following)
    return written


def _source(source: Source) -> str:
    quote = escape_markdown(" ".join(source.quote.split()))
    where = f" <{source.original}>" if source.original and not re.search(r"[\s<>]", source.original) else ""
    return f"\\[{source.number}\\] {escape_markdown(_describe(source))}{where}\n\n> {quote}"


def _describe(source: Source) -> str:
    place = f", {source.place}" if source.place else ""
    return f"{source.title}{place} ({source.date})"
