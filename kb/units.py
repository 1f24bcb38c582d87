"""Find the units of a page's text: what can be quoted whole, each with its offsets.

Every format is stored as plain text with four conventions (ingest/formats): `# ` opens a heading, `- ` or `1. ` a
list item, `| ` a table row whose cells are `Header: value`, and other lines are paragraphs, parted by blank lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "sentence", "item", "row"]

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"#{1,6} \s*")
_ITEM = re.compile(r" *(?:-|\d{1,3}[.)]) \s*")
_ROW = re.compile(r"\| \s*")

# A full stop and what may close a quotation after it, or a note's mark ("[1]", "[citation needed]"); then white space
# and something that can open a sentence.
_MARKS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\[[^\[\]\n]{1,30}\])*")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*([^\W_])|\s*$")
_ABBREVIATIONS = frozenset(
    """art arts no nos nr p pp par paras e.g i.e eg ie cf vs etc approx ca st dr mr mrs ms prof fig vol ch sec eds ed
    jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp dept est gen gov hon jr sr reg rev sen tel mio mn
    bn u.s u.k e.u a.m p.m al op cit""".split()
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]+$")
_LOOKED_BACK = 20  # characters, more than any abbreviation has


_REFERS = re.compile(
    r"(?:this|that|these|those|it|its|he|she|his|her|they|their|such|both|here|there|in (?:this|these|that)|"
    r"(?:most|one|some|many|all|each|none) of (?:them|these|those)|the (?:former|latter|other|others))\b",
    re.I,
)
_THUS = re.compile(r"\bin (?:this|that|the same) way\b", re.I)


@dataclass(frozen=True, slots=True)
class Unit:
    """One quotable piece of a page: text[start:end], without its mark (`- `, `| `, `# `)."""

    kind: Kind
    start: int
    end: int


def find_units(text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """Find the units of text[start:end] in order; offsets count from the beginning of text."""
    end = len(text) if end is None else end
    units: list[Unit] = []
    paragraph: list[tuple[int, int]] = []

    def close_paragraph() -> None:
        if paragraph:
            units.extend(_sentences(text, paragraph[0][0], paragraph[-1][1]))
            paragraph.clear()

    last = start
    for line in _LINE.finditer(text, start, end):
        first, stop = _trim(text, line.start(), line.end())
        if first == stop:
            continue
        if text.count("\n", last, line.start()) > 1 or line.start() == start:
            close_paragraph()
        last = line.end()
        marked = False
        kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (
            ("heading", _HEADING),
            ("item", _ITEM),
            ("row", _ROW),
        )
        for kind, pattern in kinds:
            mark = pattern.match(text, line.start(), stop)
            if mark and mark.end() < stop:
                close_paragraph()
                units.append(Unit(kind, mark.end(), stop))
                marked = True
                break
        if not marked:
            paragraph.append((first, stop))
    close_paragraph()
    return units


def group_lists(text: str, units: list[Unit]) -> list[list[Unit]]:
    """Group what belongs together: a list or table with its lead-in, the sentence before it that ends in a colon."""
    groups: list[list[Unit]] = []
    for unit in units:
        before = groups[-1][-1] if groups else None
        if before and unit.kind in ("item", "row"):
            leads = before.kind == "sentence" and text[before.end - 1] == ":"
            near = not text[before.end : unit.start].strip("-| \n1234567890.)")
            if near and (before.kind == unit.kind or leads):
                groups[-1].append(unit)
                continue
        groups.append([unit])
    return groups


def refers_back(sentence: str) -> bool:
    """Tell whether a sentence opens with a word whose meaning stands before it: "It also ...", "These states ...".

    So does one that says "in this way", wherever in it.
    """
    return _REFERS.match(sentence) is not None or _THUS.search(sentence) is not None


def _sentences(text: str, start: int, end: int) -> Iterator[Unit]:
    """Split one paragraph at its full stops, not at those of abbreviations, initials and numbers."""
    first = start
    for match in _MARKS.finditer(text, start, end):
        following = _NEXT.match(text, match.end(), end)
        if following is None or not _ends_sentence(text, first, match, following[1] or ""):
            continue
        yield from _unit(text, first, match.end())
        first = match.end()
    yield from _unit(text, first, end)


def _ends_sentence(text: str, first: int, mark: re.Match[str], following: str) -> bool:
    if not following:
        return True
    if mark.group().startswith("."):
        word_match = _LAST_WORD.search(text, max(first, mark.start() - _LOOKED_BACK), mark.start())
        word = word_match.group() if word_match else ""
        initial = len(word) == 1 and word.isupper() and mark.group() == "."  # not "(as it is in C.)"
        if word.casefold().rstrip(".") in _ABBREVIATIONS or initial:
            return False
    return not following.islower()


def _unit(text: str, start: int, end: int) -> Iterator[Unit]:
    start, end = _trim(text, start, end)
    if start < end:
        yield Unit("sentence", start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
