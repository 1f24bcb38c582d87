"""Write units as a person would: rows without the words that say nothing, labels where the subject is not named."""

import re
from collections.abc import Sequence

from kb.synonyms import kin_of
from kb.tables import Cell, read_row
from kb.words import term_set, terms

LONG_ROW = 4  # cells besides the label; of a row longer than this only what was asked for is shown
SENTENCE = 8  # words from which a cell speaks for itself
MOST_CELLS = 4
_UNKNOWN = re.compile(r"(?:not known|unknown|n/?a|none|-|–|\?)\W*$", re.I)
_PLAIN = re.compile(r"https?://|www\.|\S+@\S+\.\w|\+\d|.*[.!?]$")
_URL = re.compile(r"https?://\S+|www\.\S+")
_SELF_EVIDENT = frozenset("role function position job event what note name organisation organization".split())
_DATED = re.compile(
    r"(?:\d{1,2} |[A-Z][a-z]+ |\d{1,2}[./-]\d{1,2}[./-])?(?:1[89]|20)\d\d\b|\d{1,2} [A-Z][a-z]+ (?:1[89]|20)\d\d"
)
ABOUT_PEOPLE = term_set("e-mail email mail telephone phone role function position address")


def show_lines(text: str) -> str:
    """Write a stretch of text without its blank lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def show_row(text: str, title: str, asked: frozenset[str], whole: bool = False) -> str:
    """Write one row of a table, given as its text; of a long one the cells that asked has terms of.

    title is that of its document: in a table about one thing the title heads the column of values. whole asks for all
    cells that say something.
    """
    row = read_row(text, 0, len(text))
    label, *rest = row.cells
    if not rest:
        return label.value
    if len(rest) == 1 and _is_about(rest[0].header, title):
        return f"{rest[0].header} – {label.value}: {rest[0].value}"
    known = [cell for cell in rest if cell.value and not _UNKNOWN.match(cell.value)]
    people = is_about_people(text)
    if whole:
        cells = known
    elif people and asked & (ABOUT_PEOPLE | {"who", "contact", "ask"}):
        cells = [cell for cell in rest if cell in known or matches_header(cell.header, asked)]
    elif len(rest) > LONG_ROW:
        cells = asked_cells(row.cells, asked) or known[:MOST_CELLS]
    else:
        cells = known or rest
    return " – ".join([label.value, "; ".join(map(show_cell, cells))] if cells else [label.value])


def needs_title(text: str, title: str) -> bool:
    """Tell whether a row says what it is about only under its title, as "Second call" does.

    A person, a date and one of the things that the title announces ("Programmes") speak for themselves.
    """
    label = read_row(text, 0, len(text)).cells[0]
    header = term_set(label.header)
    announced = bool(header) and header <= term_set(title)
    return not (announced or is_about_people(text) or is_dated(label.value))


def is_dated(label: str) -> bool:
    """Tell whether a row's label is a date."""
    return _DATED.match(label) is not None


def is_about_people(text: str) -> bool:
    """Tell whether a row is an entry on a person or an office, by its headers."""
    return any(ABOUT_PEOPLE & term_set(cell.header) for cell in read_row(text, 0, len(text)).cells[1:])


def show_cell(cell: Cell) -> str:
    """Write a cell with its header, unless its value speaks for itself."""
    value = cell.value
    evident = cell.header.casefold() in _SELF_EVIDENT or _PLAIN.match(value) or len(value.split()) >= SENTENCE
    header = term_set(cell.header)
    said = bool(header) and header <= term_set(value)
    return value if not cell.header or said or evident else f"{cell.header}: {value}"


def asked_cells(cells: Sequence[Cell], asked: frozenset[str]) -> list[Cell]:
    """Choose the cells of a row that a question asks for, by their headers, else by what they say."""
    label, *rest = cells
    named = asked - term_set(label.value)
    headed = [cell for cell in rest if matches_header(cell.header, named)]
    return headed or [cell for cell in rest if named & term_set(_URL.sub(" ", cell.value))]


def matches_header(header: str, asked: frozenset[str]) -> bool:
    """Tell whether a question's terms name a header, in its words or in others that mean the same."""
    own = terms(header)
    return any(term in asked or not kin_of(term).isdisjoint(asked) for term in own)


def label_with_title(shown: str, title: str) -> str:
    """Put the title before a text that does not name what it is about."""
    about = term_set(title)
    return shown if not about or about & term_set(shown) else f"{title}: {shown}"


def _is_about(header: str, title: str) -> bool:
    own = term_set(header)
    return bool(own) and own <= term_set(title)
