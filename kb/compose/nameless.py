"""Rows of tables that do not say whose they are: a sheet of figures from one company, without its name."""

import re
from pathlib import PurePosixPath

from kb.compose.question import names_in
from kb.compose.show import is_about_people, is_dated
from kb.compose.signals import is_of_another_year
from kb.index import Hit, Index
from kb.synonyms import kin_of
from kb.tables import Row, read_row
from kb.words import split_words, term_set, terms

MOST = 0.5  # of the words of a label
# What programs call a sheet.
_UNHEADED = re.compile(r"(?:(?:sheet|tabelle|feuil|foglio|foaie|arkusz|аркуш) ?\d*)?", re.I)
_BRACKETS = re.compile(r"\([^)]*\)|[\"“][^\"”]*[\"”]")


def is_nameless(index: Index, hit: Hit, text: str) -> bool:
    """Tell whether a text is a row that names nothing, in a document whose title is the name of its file and no more.

    Such a title is a name like any other title's, but one that stands nowhere else.
    """
    untitled = split_words(hit.title) == split_words(PurePosixPath(hit.source).stem) and _UNHEADED.fullmatch(
        hit.heading
    )
    if " | " not in text or not untitled or is_about_people(text):
        return False
    titled = any(len(name.spellings) > 1 or len(name.sources) > 1 for name in names_in(index, hit.title))
    return not titled and not names_in(index, read_row(text, 0, len(text)).label)


def is_asked_for(question: str, hit: Hit, text: str) -> bool:
    """Tell whether a question has most words of a row's label, or of one of its headers where the label is a date.

    One of several ways in which it is written is enough: "Cost per seat mile (CASM)". A row of other years than the one
    that is asked about is not asked for.
    """
    asked = term_set(question)
    ways = [way for head in _heads(read_row(text, 0, len(text))) for way in _ways(head)]
    spoken_of = any(sum(word in asked or bool(kin_of(word) & asked) for word in way) >= MOST * len(way) for way in ways)
    return spoken_of and not is_of_another_year(question, f"{hit.heading} {text}")


def _heads(row: Row) -> list[str]:
    label = row.label.rpartition(" – ")[2]
    return [cell.header for cell in row.cells[1:]] if is_dated(label) else [label]


def _ways(head: str) -> list[list[str]]:
    """Give the words of a head without what stands in brackets, and those of each of these."""
    parts = [_BRACKETS.sub(" ", head), *_BRACKETS.findall(head)]
    ways = ([word for word in terms(part) if len(word) > 1 and not word.isdigit()] for part in parts)
    return [way for way in ways if way]
