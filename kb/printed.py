"""Find a passage of a page's stored text in the text as it is printed on the page.

The two differ: lines are joined, hyphens at their ends dropped, ligatures taken apart, rows carry their headers. So
only letters and figures are compared, folded. Where a passage stands more than once, or not word for word, the words
of the whole page are aligned, and the words around the passage tell.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.tables import read_row
from kb.units import find_units

ENOUGH = 0.8  # of a passage's letters; less of it found is not found
MOST_WORDS = 5000  # of a page, to align: the time grows with their square
_HYPHENS = "-\u00ad\u2010\ufffe\x02"  # pdfium writes the last two for a hyphen at a line's end

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Letters:
    """Letters and figures, folded, with the place that each has in its text."""

    text: str
    places: Sequence[int]


def find_printed(text: str, start: int, end: int, printed: str) -> list[Range]:
    """Give the stretches [first, stop) of the printed text that hold text[start:end]; none if it is not there."""
    shown = list(_shown(text))
    stored = _fold(text, shown)
    on_page = _fold(printed, [(0, len(printed))])
    inside = [number for number, place in enumerate(stored.places) if start <= place < end]
    if not inside:
        return []
    first, stop = inside[0], inside[-1] + 1
    needle = stored.text[first:stop]
    found = list(_occurrences(needle, on_page.text))
    alike = list(_occurrences(needle, stored.text))
    if len(found) == len(alike):
        at = found[alike.index(first)]
        return [_range(on_page, at, at + len(needle))]
    aligned = list(_align(text, shown, start, end, printed))
    if found and aligned:
        nearest = min(found, key=lambda at: abs(on_page.places[at] - aligned[0][0]))
        return [_range(on_page, nearest, nearest + len(needle))]
    letters = sum(len(_fold(printed, [words]).text) for words in aligned)
    return _merge(aligned, printed) if letters >= ENOUGH * len(needle) else []


def _shown(text: str) -> Iterator[Range]:
    """Yield what of a stored text is printed: no marks, and of rows not the headers that each cell repeats."""
    for unit in find_units(text):
        if unit.kind == "row":
            yield from ((cell.start, cell.end) for cell in read_row(text, unit.start, unit.end).cells)
        elif unit.kind == "item":
            yield text.rfind("\n", 0, unit.start) + 1, unit.end  # the number before an item is printed, too
        else:
            yield unit.start, unit.end


def _fold(text: str, ranges: Sequence[Range]) -> _Letters:
    letters: list[str] = []
    places: list[int] = []
    for start, stop in ranges:
        for place in range(start, stop):
            for letter in unicodedata.normalize("NFKD", text[place]).casefold():
                if letter.isalnum():
                    letters.append(letter)
                    places.append(place)
    return _Letters("".join(letters), places)


def _occurrences(needle: str, text: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _range(letters: _Letters, first: int, stop: int) -> Range:
    return letters.places[first], letters.places[stop - 1] + 1


def _align(text: str, shown: Sequence[Range], start: int, end: int, printed: str) -> Iterator[Range]:
    """Yield the printed words that correspond to the words of the passage."""
    own = [word for part in shown for word in _words(text, *part)]
    theirs = list(_words(printed, 0, len(printed)))
    if max(len(own), len(theirs)) > MOST_WORDS:
        return
    matcher = SequenceMatcher(
        None, [_fold(text, [w]).text for w in own], [_fold(printed, [w]).text for w in theirs], autojunk=False
    )
    for match in matcher.get_matching_blocks():
        for offset in range(match.size):
            first, stop = own[match.a + offset]
            if first < end and stop > start:
                yield theirs[match.b + offset]


def _words(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the words between blanks; a word that a line's end cuts is one."""
    first = start
    for place in range(start, end + 1):
        if place < end and not text[place].isspace():
            continue
        before = text[first:place].strip()
        if before and (place == end or before[-1] not in _HYPHENS):
            yield first, place
            first = place + 1
        elif not before:
            first = place + 1
    if text[first:end].strip():
        yield first, end


def _merge(words: Sequence[Range], printed: str) -> list[Range]:
    """Join words that only blanks part."""
    merged: list[Range] = []
    for first, stop in sorted(words):
        if merged and not printed[merged[-1][1] : first].strip():
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((first, stop))
    return merged
