"""Rows of tables that do not say whose they are: a sheet of figures from one company, without its name."""

import re
from pathlib import PurePosixPath

from kb.compose.question import names_in
from kb.compose.show import is_about_people, is_dated
from kb.compose.signals import is_of_another_year
from kb.constraints import Place, asking_query, meet_words, proper_words
from kb.index import Hit, Index
from kb.lookup import Found
from kb.synonyms import kin_of
from kb.tables import read_row
from kb.words import split_words, stem, term_set, terms

MOST = 0.5  # of a label's words, of which more must be asked for, and of the question's but for names, which are told
# What programs call a sheet.
_UNHEADED = re.compile(
    r"(?:(?:sheet|tabelle|feuil|feuille|foglio|foaie|hoja|arkusz|аркуш|лист) ?\d*(?: \(\d\))?)?", re.I
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_BRACKETS = re.compile(rf"\([^)]*\)|{_QUOTED.pattern}")


def is_nameless(index: Index, hit: Hit, text: str) -> bool:
    """Tell whether a text is a row that names nothing, in a document whose title is the name of its file and no more.

    Such a title is a name like any other title's, but one that stands nowhere else.
    """
    untitled = split_words(hit.title) == split_words(PurePosixPath(hit.source).stem)
    if " | " not in text or not untitled or not _UNHEADED.fullmatch(hit.heading) or is_about_people(text):
        return False
    titled = any(len(name.spellings) > 1 or len(name.sources) > 1 for name in names_in(index, hit.title))
    return not titled and not names_in(index, read_row(text, 0, len(text)).label)


def is_asked_for(index: Index, found: Found, place: Place) -> bool:
    """Tell whether a row tells all that is asked for but for whose it is.

    A row of other years than the one that is asked about does not.
    """
    question = asking_query(found).text
    if not _is_headed(question, place.text) or is_of_another_year(question, f"{place.hit.heading} {place.text}"):
        return False
    named = frozenset(map(stem, proper_words(question)))
    met = [value for word, value in meet_words(index, found, place).items() if word not in named]
    return sum(met) >= MOST * len(met)


def _is_headed(question: str, text: str) -> bool:
    """Tell whether a question has most words of a row's label, or of one of its headers where the label is a date.

    One of the ways in which it is written is enough: "Cost per seat mile ("CASM")".
    """
    asked = term_set(question)
    label, *cells = read_row(text, 0, len(text)).cells
    heads = (
        [cell.header for cell in cells] if is_dated(label.value) else [label.value, label.value.rpartition(" – ")[2]]
    )
    return any(
        sum(word in asked or not kin_of(word).isdisjoint(asked) for word in way) > MOST * len(way)
        for head in heads
        for way in _ways(head)
    )


def _ways(head: str) -> list[list[str]]:
    """Give the words of a head without what stands in brackets, and those of each part in quotation marks."""
    parts = [_BRACKETS.sub(" ", head), *_QUOTED.findall(head)]
    ways = ([word for word in terms(part) if len(word) > 1 and not word.isdigit()] for part in parts)
    return [way for way in ways if way]
