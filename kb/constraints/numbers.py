"""Years and numbers: whether a unit holds those of the question, and the number of what it counts."""

import re

from kb.constraints.asked import FILLERS
from kb.synonyms import SYNONYMS
from kb.tables import read_row
from kb.words import term_set, terms

NEAR_FIGURE = 4  # words behind a figure, among which is what it counts
LISTED = 0.7  # what a list of the things to be counted counts, against their number
_COUNTED = re.compile(r"\bhow many (?P<thing>[\w'-]+(?: [\w'-]+)?)", re.I)
_NUMBER = re.compile(
    r"\b\d+(?:[.,]\d+)*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?)\b",
    re.I,
)
_APART = re.compile(r";| \| ")  # what a number counts does not stand in another clause or cell
_COUNT = re.compile(
    r"(?:(?:about|some|over|more than|at least|up to|approx\.?|approximately|c\.|~) ?)?\d[\d.,\xa0 ]*(?: \(.*\))?", re.I
)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
_BOUND = re.compile(
    r"\b(?:after|before|beyond|since|until|till|from|post) ?-?(?:19|20)\d\d\b(?: \(\d{4}-\d{4}\))?", re.I
)  # that year need not be told, nor the period that adjoins it
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)\d\d)\b")
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)+|\d{3,}")


def asked_years(question: str) -> list[str]:
    """Name the years that a question asks for, but for those that only bound a stretch of time."""
    return _YEAR.findall(_BOUND.sub(" ", question))


def asked_figures(question: str) -> list[str]:
    """List the figures of a question that are no years."""
    return [figure for figure in _FIGURE.findall(question) if not _YEAR.fullmatch(figure)]


def absent_years(question: str, told: str) -> list[str]:
    """Name the years that a question asks for and a text does not hold, nor a period with them."""
    return [year for year in asked_years(question) if not holds_year(year, told)]


def holds_year(year: str, told: str) -> bool:
    """Tell whether a text holds a year, or a period with it."""
    return year in told or any(first <= year <= last for first, last in _YEARS.findall(told))


def meet_count(question: str, told: str) -> float:
    """Tell whether a text gives the number of what is to be counted ("631 proposals"), or lists it.

    Of a row a cell gives it whose header names the thing ("Proposals: 631"), or the row's label for each of the years.
    """
    asked = _COUNTED.search(question)
    things = term_set(asked["thing"]) - FILLERS if asked else frozenset()
    if not things:
        return 1.0
    alike = things.union(*(row for row in SYNONYMS if row & things))
    numbers = (number for number in _NUMBER.finditer(told) if not _YEAR.fullmatch(number.group()))
    behind = (_APART.split(told[number.end() : number.end() + 60])[0] for number in numbers)
    if any(alike & frozenset(terms(words)[:NEAR_FIGURE]) for words in behind):
        return 1.0
    if " | " in told and "\n" not in told:
        (label, *cells) = read_row(told, 0, len(told)).cells
        counts = [cell for cell in cells if _COUNT.fullmatch(cell.value) and not _YEAR.fullmatch(cell.value)]
        # A column of a year or without a header is one of what the label says.
        heads = (cell.header if cell.header and not _YEAR.search(cell.header) else label.value for cell in counts)
        return float(any(alike & term_set(head) for head in heads))
    lead, *items = told.split("\n")
    return LISTED if items and things & term_set(lead) else 0.0
