"""Join hard-wrapped lines to paragraphs, for text files and PDFs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.formats.page import is_item

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_LABEL = re.compile(r"(?:\(\w{1,4}\)|\d+(?:\.\d+)*[.)]?|[A-Za-z][.)]|[IVXLC]+[.)]|(?:Article|Art\.|Annex|§)\b)(?:\s|$)")
_SOURCE = re.compile(r"Sources?: ")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = r"[^\W\d_]+"
_WHOLE_WORD = rf"(?<![^\W\d_]){_WORD}"
"""A word from its beginning: looking for it from each of its letters takes hours in a word of millions."""
_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*|[-–—$€%]")
_LONGEST = 200
"""Letters of a word, and more."""

# First parts that are seldom words of their own, whose hyphen stays when a line ends after it.
_KEEP_HYPHEN = frozenset("cross multi non quasi self semi socio".split())


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one printed line, whether a paragraph starts with it, and whether it is as wide as the text goes.

    ``full`` means that the first word of the next line would not have fitted: the line was wrapped, not ended.
    """

    text: str
    starts: bool
    full: bool


def join_lines(lines: Iterable[Line], words: frozenset[str] = frozenset()) -> Iterator[tuple[str, bool]]:
    """Yield the joined lines, each with whether a paragraph starts there.

    ``words`` are the lower-case words of the whole document, which tell whether a hyphen at a line's end belongs
    to the word.
    """
    pieces: list[str] = []
    starts, full = True, False
    for line in lines:
        if pieces and not line.starts and _continues(pieces[-1], line.text, full):
            pieces[-1:] = _join(pieces[-1], line.text, words)
        else:
            if pieces:
                yield " ".join(pieces), starts
            pieces, starts = [line.text], line.starts
        full = line.full
    if pieces:
        yield " ".join(pieces), starts


def join_paragraphs(lines: Iterable[Line], words: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the paragraphs; lines that are no continuation of the one before stay lines."""
    paragraph: list[str] = []
    for text, starts in join_lines(lines, words):
        if starts and paragraph:
            yield "\n".join(paragraph)
            paragraph = []
        paragraph.append(text)
    if paragraph:
        yield "\n".join(paragraph)


def list_words(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, hyphened ones whole, without those that a line's end cuts."""
    whole = re.sub(rf"{_WHOLE_WORD}(?:-\s*[\r\n]+|[\ufffe\x02]\s*){_WORD}", " ", text.lower())
    return frozenset(re.findall(rf"{_WORD}(?:-{_WORD})*", whole))


def mend_hyphens(text: str, words: frozenset[str]) -> str:
    """Put back or drop the hyphens of line ends that pdfium has marked with U+FFFE or U+0002."""
    return re.sub(
        rf"({_WHOLE_WORD})?[\ufffe\x02]\s*({_WORD})?",
        lambda halves: _join_halves(halves.group(1) or "", halves.group(2) or "", words),
        text,
    )


def _continues(text: str, following: str, full: bool) -> bool:
    if is_item(following) or _LABEL.match(following) or _SOURCE.match(following):
        return False
    if _find_hyphen(text) and following[0].islower():
        return True
    if _is_figures(text) or _is_figures(following):
        return False
    if _SENTENCE_END.search(text):
        return full and not text.endswith((":", ";"))
    return following[0].islower() or full


def _find_hyphen(line: str) -> re.Match[str] | None:
    """Return the word with a hyphen at the end of a line."""
    return _HYPHEN.search(line, max(len(line) - _LONGEST, 0))


def _join(line: str, following: str, words: frozenset[str]) -> list[str]:
    """Return two lines as two pieces, or as one if a word goes from one to the other."""
    hyphen = _find_hyphen(line)
    rest = re.match(_WORD, following)
    if not hyphen or not rest or not following[0].islower():
        return [line, following]
    if rest.group() in ("and", "or"):  # "cross- and interregional"
        return [line, following]
    return [line[: hyphen.start()] + _join_halves(hyphen.group(1), rest.group(), words) + following[rest.end() :]]


def _join_halves(first: str, second: str, words: frozenset[str]) -> str:
    """Join two halves of a word, with the hyphen between them if it seems to belong there."""
    left, right = first.lower(), second.lower()
    if not left or not right:
        return f"{first}-{second}"
    if f"{left}-{right}" not in words and left + right in words:
        return first + second
    belongs = f"{left}-{right}" in words or left in _KEEP_HYPHEN or {left, right} <= words
    return f"{first}-{second}" if belongs else first + second


def _is_figures(text: str) -> bool:
    """Tell whether a line is a row of figures, as tables in PDFs and text files are."""
    figures = [bool(_FIGURE.fullmatch(part)) for part in text.split()]
    return sum(figures) * 2 >= len(figures) or all(figures[-2:])
