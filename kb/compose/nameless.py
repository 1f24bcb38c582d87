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
_SHORT = re.compile(r"\w\w+ \(([A-Z]{2,})\)")  # "Load Factor (LF)"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BRACKETS = re.compile(rf"\([^)]*\)|{_QUOTED.pattern}")


def is_nameless(index: Index, hit: Hit, text: str) -> bool:
    """Tell whether a text is a row that names nothing, in a document whose title is the name of its file and no more.

    Such a title is a name like any other title's, but one that stands nowhere else.
    """
    return _is_of_sheet(index, hit, text) and not names_in(index, read_row(text, 0, len(text)).label)


def may_be_meant(index: Index, found: Found, place: Place) -> bool:
    """Tell whether a row of a table that does not say whose it is tells all that is asked for but for that.

    It names nothing that the question does not name, and tells of no other year than the one that is asked about:
    when something in it happened ("Contract ends: 2020") is not what year it is of.
    """
    if not _is_of_sheet(index, place.hit, place.text):
        return False
    question = asking_query(found).text
    label, *cells = read_row(place.text, 0, len(place.text)).cells
    asked, named = term_set(question), names_in(index, label.value)
    of_another = any(asked.isdisjoint(term for one in name.spellings for term in terms(one)) for name in named)
    years = " ".join([label.header, label.value, *(cell.header for cell in cells)])
    another_year = is_of_another_year(question, f"{place.hit.heading} {years}")
    if of_another or another_year or not _is_headed(index, question, place.text):
        return False
    told = {stem(year) for year in _YEAR.findall(question)} if not _YEAR.search(years) else set()
    apart = frozenset(map(stem, proper_words(question))) | told
    met = [value for word, value in meet_words(index, found, place).items() if word not in apart]
    return sum(met) >= MOST * len(met)


def _is_of_sheet(index: Index, hit: Hit, text: str) -> bool:
    """Tell whether a text is a row, not on people, of a document that has no title but the name of its file."""
    untitled = split_words(hit.title) == split_words(PurePosixPath(hit.source).stem)
    if " | " not in text or not untitled or not _UNHEADED.fullmatch(hit.heading) or is_about_people(text):
        return False
    return not any(len(name.spellings) > 1 or len(name.sources) > 1 for name in names_in(index, hit.title))


def _is_headed(index: Index, question: str, text: str) -> bool:
    """Tell whether a question has most of a row's label, or of one of its headers where the label is a date.

    The rare words count more; one of the ways in which it is written is enough: "Cost per seat mile ("CASM")".
    """
    asked = term_set(question)
    label, *cells = read_row(text, 0, len(text)).cells
    heads = (
        [cell.header for cell in cells] if is_dated(label.value) else [label.value, label.value.rpartition(" – ")[2]]
    )

    def weigh(words: list[str]) -> float:
        return sum(map(index.rarity, words))

    return any(
        weigh([word for word in way if word in asked or not kin_of(word).isdisjoint(asked)]) > MOST * weigh(way)
        for head in heads
        for way in _ways(head)
    )


def _ways(head: str) -> list[list[str]]:
    """Give the words of a head without what stands in brackets, each part in quotation marks, and its abbreviation."""
    parts = [_BRACKETS.sub(" ", head), *_QUOTED.findall(head), *_short_forms(head)]
    ways = ([word for word in terms(part) if len(word) > 1 and not word.isdigit()] for part in parts)
    return [way for way in ways if way]


def _short_forms(head: str) -> list[str]:
    """Give what in brackets has the initials of the words before it: "Load Factor (LF)", not "Staff (EUR)"."""
    initials = "".join(word[0] for word in head.split() if word[0].isupper())
    return [short for short in _SHORT.findall(head) if short in initials]
