"""Collect the names that documents tell, page by page.

Told are: a title or heading "Full Name (FN)", an abbreviation in brackets behind or before the words whose letters it
takes, "also ..., in full ..." in brackets, and tables whose headers or row labels speak of names ("Short form", "Stands
for", "Other names"). Titles and first cells that are proper names are names with a single spelling.
"""

import re
from collections import defaultdict

from kb.names.abbreviations import SHORT, cut_expansion, find_long_form, is_abbreviation, takes_letters
from kb.names.case import Case
from kb.names.groups import Groups
from kb.names.known import Name
from kb.names.words import MOST_WORDS, locate_words, strip_marks
from kb.words import STOP_WORDS, fold

_YEARS = re.compile(r",?\s+(?:\d{4}\s?[-\u2013]\s?\d{2,4}|\d{4})$")
_BRACKET = re.compile(r"\(([^()\n]{2,160})\)")
_ALSO = re.compile(
    r"^(?:and )?(?:in full|in short|also(?: called| known as| written| spelt| spelled)?|or|known as|short)[:,]? (?=\S)",
    re.I,
)
_NOT_KNOWN = re.compile(r"\bnot known\b|\bunknown\b", re.I)
_CLAUSE = re.compile(r"\.(?:\s|$)|;\s")
_LIST = re.compile(r",\s+(?:or\s+)?|\s+or\s+|;\s+")
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d|$)", re.I
)
_WRAPPED = re.compile(r"(?<!\n)\n(?![\n|#-])")  # a line break within a paragraph
_PERSON_HEADERS = frozenset("name|person|contact|contact person|full name".split("|"))
# Headers of columns, and labels of rows, under which names stand.
_SHORT_HEADERS = frozenset(
    "abbreviation|acronym|abbr|short form|short name|short|initials|code name|symbol|abbreviated name".split("|")
)
_FULL_HEADERS = frozenset(
    "stands for|full name|full form|in full|meaning|long form|expansion|official name|name in full|full title".split(
        "|"
    )
)
_OTHER_HEADERS = frozenset(
    "other names|other name|other spellings|also called|also known as|aliases|alias|synonyms|synonym|former name".split(
        "|"
    )
)


class Collector:
    """The names that the pages of a library tell."""

    def __init__(self, subject: str, case: Case) -> None:
        self._case = case
        self._groups = Groups(subject)
        self._surnames: dict[str, set[str]] = defaultdict(set)

    def add_title(self, source: str, title: str) -> None:
        """Take a document's title for a name, if it is one."""
        spellings = _title_spellings(title)
        if all(self._is_proper(spelling) for spelling in spellings[:1]):
            self._groups.join(spellings, source, title=True)

    def add_page(self, source: str, title: str, text: str) -> None:
        """Take the names that a page tells."""
        of_document = _title_spellings(title)[0] if title else ""
        for line in _WRAPPED.sub(" ", text).split("\n"):
            if line.startswith("| "):
                self._add_row(source, of_document, line[2:])
            elif line.startswith("#"):
                heading = line.lstrip("#").strip()
                spellings = _title_spellings(heading)
                if len(spellings) > 1 and takes_letters(spellings[1], spellings[0]):
                    self._groups.join(spellings, source)
                elif self._is_proper(spellings[0]):
                    self._groups.join(spellings[:1], source)
                self._add_brackets(heading, source)
            else:
                self._add_brackets(line, source)

    def _add_row(self, source: str, of_document: str, row: str) -> None:
        cells = [(fold(header), value) for header, _, value in (cell.partition(": ") for cell in row.split(" | "))]
        label = strip_marks(cells[0][1])
        headed = [(header, value) for header, value in cells[1:] if value and not _NOT_KNOWN.search(value)]
        for header, value in headed:
            if header in _FULL_HEADERS or (header in _SHORT_HEADERS and value != label):
                self._join_told(label, value, source)
            elif header in _OTHER_HEADERS:
                for other in _LIST.split(_CLAUSE.split(value)[0]):
                    self._groups.join([label, strip_marks(other)], source)
        if fold(label) in _SHORT_HEADERS | _FULL_HEADERS | _OTHER_HEADERS and headed:
            header, value = headed[0]
            named = of_document
            for other in _LIST.split(_CLAUSE.split(value)[0]) if fold(label) in _OTHER_HEADERS else [value]:
                if named and len(other.split()) <= MOST_WORDS:
                    self._groups.join([named, strip_marks(other)], source)
        elif self._is_proper(label):
            self._groups.join([label], source)
            given, _, surname = label.partition(" ")
            if cells[0][0] in _PERSON_HEADERS and given.istitle() and surname.istitle() and " " not in surname:
                self._surnames[surname].add(label)
        if len(cells[0][1]) < 200:
            self._add_brackets(cells[0][1], source)

    def _join_told(self, label: str, value: str, source: str) -> None:
        """Join an abbreviation with the words it stands for; of two readings ("A, or B") it names both."""
        readings = re.split(r",? or (?=\S)", value) if " or " in value else [value]
        for reading in readings:
            full = strip_marks(cut_expansion(label, reading))
            if 0 < len(full.split()) <= MOST_WORDS:
                self._groups.join([label, full], source, ambiguous=len(readings) > 1)

    def _add_brackets(self, line: str, source: str) -> None:
        for bracket in _BRACKET.finditer(line):
            first, *rest = [part.strip() for part in bracket[1].split(", ")]
            before = line[: bracket.start()].rstrip()
            if is_abbreviation(first) and len(first) > 2:  # two letters are found in any words
                full = find_long_form(first, before)
                if full:
                    self._groups.join([full, first], source)
            else:
                short = re.search(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*$", before)
                if (
                    short
                    and len(short[0]) <= 10
                    and takes_letters(short[0], first)
                    and len(first.split()) <= MOST_WORDS
                ):
                    self._groups.join([first, short[0]], source)
            told = [_ALSO.sub("", part) for part in (first, *rest) if _ALSO.match(part)]
            if told and 0 < len(before.split()) <= MOST_WORDS and self._is_proper(before):
                shorts = [part for part in (first, *rest) if SHORT.fullmatch(part)]
                for other in (*shorts, *told):
                    self._groups.join([before, strip_marks(other)], source)

    def _is_proper(self, text: str) -> bool:
        """Tell whether a text is a proper name: all its words have capitals, and not all are known without."""
        words = [text[start:end] for start, end, word in locate_words(text) if word not in STOP_WORDS]
        capitals = [word for word in words if word[0].isupper()]
        if not capitals or len(words) > MOST_WORDS or len(capitals) < sum(word[0].isalpha() for word in words):
            return False
        if len(words) == 1 and words[0].istitle():
            return fold(words[0]) in self._case.large
        return not _DATE.search(text) and any(fold(word) not in self._case.small for word in capitals)

    def names(self) -> list[Name]:
        """Give what was collected; a surname that only one person bears is a spelling of theirs."""
        for surname, people in self._surnames.items():
            if len(people) == 1 and fold(surname) not in self._case.small:
                self._groups.join([*people, surname], "")
        return self._groups.names()


def _title_spellings(title: str) -> list[str]:
    """Give the spellings in a title: "NEXT Black Sea Basin (BSB)" holds two."""
    bracket = _BRACKET.search(title)
    bare = re.sub(r"^(?:the|an?) ", "", strip_marks(title), flags=re.I)
    spellings = [_YEARS.sub("", bare) or bare]
    if bracket and SHORT.fullmatch(bracket[1]):
        spellings.append(bracket[1])
    return spellings
