"""Programming periods: "2014-20" is 2014-2020, "after 2027" also stands for the period that begins then."""

import re
from collections import Counter

from kb.index import Index
from kb.names import read_pages
from kb.once import once_for_index

FEWEST = 5  # times that a library speaks of a period; else it is a stretch of time that stands there by chance
_PERIOD = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)[-–]((?:19|20)\d\d)(?![\d/.-])")
_BOUND = re.compile(
    r"\b(?P<side>after|beyond|post|following|before)[ -](?P<year>(?:19|20)\d\d)\b(?!\s?[-–/(]\s?\d)", re.I
)
_SHORT = re.compile(
    r"(?<![\d/.,-])['’]?(?P<first>(?:19|20)?\d\d)\s?[-–/]\s?['’]?(?P<last>(?:19|20)?\d\d)(?![\d/.,-]*\d)"
    r"(?! (?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)",
    re.I,
)
_CHRONICLES = re.compile(
    r"\b(?:happened|occurred|changed|events?|meetings?|milestones?|chronology|timeline|history)\b", re.I
)


def write_periods(index: Index, text: str) -> str:
    """Write "2014-20", "2014/2020" and "14-20" as 2014-2020, where the library speaks of that period often."""

    def write(short: re.Match[str]) -> str:
        first, last = (int(f"20{short[part]}"[-4:]) for part in ("first", "last"))
        return f"{first}-{last}" if _periods(index)[first, last] >= FEWEST else short[0]

    return _SHORT.sub(write, text)


def name_periods(index: Index, text: str) -> str:
    """Put behind "after 2027" the period that begins in 2028, behind "before 2007" the one that ends in 2006.

    Documents head what they tell with the period, and a question that names only its border finds what stands beside
    the border's year. Where the library knows no such period the text stays, and where events are asked for: they are
    told by their own dates.
    """
    if _CHRONICLES.search(text):
        return text

    def name(bound: re.Match[str]) -> str:
        year, before = int(bound["year"]), bound["side"].casefold() == "before"
        period = _adjoining(index, year, before=before)
        return f"{bound[0]} ({period[0]}-{period[1]})" if period else bound[0]

    return _BOUND.sub(name, text)


def _adjoining(index: Index, year: int, *, before: bool) -> tuple[int, int] | None:
    """Give the period that the library speaks of most among those that end before a year, or begin behind it."""
    periods = _periods(index)
    fitting = [one for one in periods if (one[1] == year - 1 if before else one[0] == year + 1)]
    best = max(fitting, key=lambda one: (periods[one], one), default=None)
    return best if best and periods[best] >= FEWEST else None


@once_for_index
def _periods(index: Index) -> Counter[tuple[int, int]]:
    texts = (text for _, text in read_pages(index))
    return Counter((int(a), int(b)) for text in texts for a, b in _PERIOD.findall(text) if a < b)
