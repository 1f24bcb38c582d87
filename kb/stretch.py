"""Read the stretch of time that a question asks about: between two moments, since, before, after, until or in one.

A moment is a year or a part of one: days, a month, a season, a quarter, a half, its first months. A part that does not
say its year has that of the other end of its stretch, else the only year that the question names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kb.figures import MONTHS
from kb.words import STOP_WORDS

FIRST, LAST = 0, 99_999_999
_IN_YEAR, _IN_MONTH = 10_000, 100  # dates are year, month and day in one number
_MOST_DAYS = 31  # no matter how many a month has: no date lies behind its last one
_YEAR_END = 1231

_MONTHS = {word: number for name, number in MONTHS.items() for word in (name, name[:3])} | {"sept": 9}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month each begins with
_UNITS = {"half": 6, "semester": 6, "quarter": 3, "trimester": 3}  # the months of each
_LETTERS = {"h": 6, "q": 3}  # "H1 2022"
_LAST = -1
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINALS |= {"last": _LAST, "final": _LAST}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def _any(words: dict[str, int]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?a:{'|'.join(longest_first)})"  # ASCII, else an i is also "ı", which no table has


_Y = r"(?:1[89]|20)\d\d"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_PART = (
    rf"(?:(?:(?P<from>{_D})(?:\s?[-–]\s?| (?:and|to|until) ))?(?P<day>{_D}) (?:of )?)?"
    rf"(?P<month>{_any(_MONTHS)})\b\.?(?: (?P<behind>{_D})\b)?"
    rf"|(?P<nth>{_any(_ORDINALS)}) (?:(?P<unit>{_any(_UNITS)})\b"
    rf"|(?P<count>{_any(_NUMBERS)}|1[0-2]|[1-9]) months\b)"
    rf"|(?P<letter>h(?=[12])|q(?=[1-4]))(?P<number>\d)\b|(?P<season>{_any(_SEASONS)})\b"
)
_OF_YEAR = rf",?(?: of| in)?(?: the)?(?: year)?[ /](?P<year>{_Y})(?(season)(?:[-–/](?:\d\d)?\d\d)?)\b"  # winter 2022/23
_NOT_IN_NAME = r"(?<!\d[-–/])(?<!\d [-–/])"
_MOMENT = re.compile(
    rf"\b(?:(?:(?P<before>{_Y}),? )?(?:{_PART})(?:{_OF_YEAR})?"
    rf"|{_NOT_IN_NAME}(?P<whole>{_Y})(?:\s?[-–]\s?(?P<to>{_Y})\b|\b(?!\s?[-–/]\s?\d)))",
    re.I,
)
_VAGUE = r"(?:(?:early|mid|late|end|beginning|start|middle|years?|months?|period|of|the)[ -])*"
_JOIN = re.compile(rf"(?:,? (?:and|&|is|to|until|till|through|up to) |\s?[-–]\s?|(?P<none>,? )){_VAGUE}", re.I)
_LEAD = re.compile(
    r"\b(?:(?P<since>since|from|after the (?:beginning|start) of)|"
    r"(?P<until>until|till|up to|through|before the end of)|(?P<before>before|prior to|earlier than)|"
    rf"(?P<after>after|later than)|(?P<within>in|on|during|throughout)|(?P<of>of)|(?P<over>over|between)) {_VAGUE}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: first and last as year, month and day in one number; text is the question's words for it."""

    first: int
    last: int
    text: str

    def holds(self, date: int) -> bool:
        """Tell whether a date, all of the year or month that it may be, lies within."""
        length = _YEAR_END if date % _IN_YEAR == 0 else _MOST_DAYS if date % _IN_MONTH == 0 else 0
        return self.first <= date and date + length <= self.last


@dataclass(frozen=True, slots=True)
class _Moment:
    """A year or a part of one in a question: question[place:end], with the word before it question[start:end].

    lead is the kind of that word, "" for none. year is 0 where none is told; first and last count from its begin.
    spans tells that it is itself from one to another ("4-6 March").
    """

    lead: str
    start: int
    place: int
    end: int
    year: int
    first: int
    last: int
    spans: bool

    @property
    def is_part(self) -> bool:
        """Tell whether it is less than a year."""
        return self.first > 0

    def dates(self, year: int) -> tuple[int, int]:
        """Give the first and last day, in its own year or else in the one given."""
        begun = (self.year or year) * _IN_YEAR
        return begun + self.first, begun + self.last


def find_period(question: str) -> Period | None:
    """Find the stretch of time that a question asks about; None for none and for one that ends before it begins."""
    moments = tuple(_moments(question))
    years = {one.year: one for one in moments if not one.is_part and not one.spans}
    whole = next(iter(years.values())) if len(years) == 1 else None
    year = whole.year if whole else 0
    pairs = [pair for pair in pairwise(moments) if _joined(question, *pair) and (year or pair[0].year or pair[1].year)]
    dated = [one for one in moments if one.year or year]
    bounds = [one for one in dated if one.lead in ("since", "until", "before", "after") and not one.spans]
    inside = [
        one for one in dated if one.lead in ("within", "of") or (one.lead and one.spans) or (one.is_part and one.year)
    ]
    used: tuple[_Moment, ...]
    if pairs:
        used = pairs[0]
        first, last = _between(*used, year)
    elif bounds:
        used = tuple(bounds)
        first, last = _bounded(bounds, year)
    elif inside:
        # "in spring" of the year named says more than that year; "in March" more than "the decision of March".
        used = (min(inside, key=lambda one: (one.year > 0, one.lead != "within")),)
        first, last = used[0].dates(year)
    else:
        return None
    places = [(used[0].start, used[1].end)] if pairs else [(one.start, one.end) for one in used]
    if whole and whole not in used and not all(one.year for one in used):
        places.insert(0, (whole.start, whole.end))
    said = " ".join(question[slice(*place)] for place in places)
    return Period(first, last, said) if first <= last else None


def change_period(question: str, last: str) -> str | None:
    """Ask the last question of another stretch of time, if that is all that the new one says; None if it is not.

    A part of a year that is not told is one of the year that the last question was about.
    """
    before = find_period(last)
    if before is None or before.text not in last:
        return None
    same_year = before.first // _IN_YEAR == before.last // _IN_YEAR
    within = [f"{question.rstrip(' ?.!')} of {before.first // _IN_YEAR}"] if same_year else []
    for asked in (question, *within):
        period = find_period(asked)
        if period is not None and (period.first, period.last) != (
            before.first,
            before.last,
        ):  # "and now" of that year is none of it
            said = set(re.findall(r"\w+", asked.casefold())) - set(re.findall(r"\w+", period.text.casefold()))
            return last.replace(before.text, period.text) if said <= STOP_WORDS else None
    return None


def _moments(question: str) -> Iterator[_Moment]:
    for found in _MOMENT.finditer(question):
        lead = _LEAD.search(question[: found.start()])
        first, last = _part(found)
        year = int(found["whole"] or found["year"] or found["before"] or 0)
        if found["to"]:
            last += (int(found["to"]) - year) * _IN_YEAR
        yield _Moment(
            lead=lead.lastgroup or "" if lead else "",
            start=lead.start() if lead else found.start(),
            place=found.start(),
            end=found.end(),
            year=year,
            first=first,
            last=last,
            spans=bool(found["to"] or found["from"]),
        )


def _part(found: re.Match[str]) -> tuple[int, int]:
    """Give the first and last day of a moment, counted from the begin of its year."""
    if found["month"]:
        month = _MONTHS[found["month"].casefold()] * _IN_MONTH
        day = found["day"] or found["behind"]
        if not day:
            return month, month + _MOST_DAYS
        return month + _number(found["from"] or day), month + _number(day)
    if found["season"]:
        return _months(_SEASONS[found["season"].casefold()], 3)
    if found["letter"]:
        months = _LETTERS[found["letter"].casefold()]
        return _months((int(found["number"]) - 1) * months + 1, months)
    if found["nth"]:
        months = _UNITS[found["unit"].casefold()] if found["unit"] else _number(found["count"])
        nth = _ORDINALS[found["nth"].casefold()]
        return _months(13 - months if nth == _LAST else (nth - 1) * months + 1, months)
    return 0, _YEAR_END


def _months(begin: int, count: int) -> tuple[int, int]:
    """Give the first and last day of months, which may go on into the next year."""
    years, month = divmod(begin + count - 2, 12)
    return begin * _IN_MONTH, years * _IN_YEAR + (month + 1) * _IN_MONTH + _MOST_DAYS


def _number(text: str) -> int:
    return _NUMBERS.get(text.casefold()) or int(re.sub(r"\D", "", text))


def _joined(question: str, one: _Moment, other: _Moment) -> bool:
    """Tell whether a stretch goes from one moment to another; not where it is said to lie before or behind one."""
    join = _JOIN.fullmatch(question, one.end, other.place)
    if not join or one.lead in ("before", "after", "until"):
        return False
    # "de mars à août 2022" comes without a word between the months.
    return not join["none"] or (one.is_part and not one.year)


def _between(one: _Moment, other: _Moment, year: int) -> tuple[int, int]:
    """Give the first and last day between two moments; what has no year lies in the next or last one if it must."""
    first, last = one.dates(other.year or year)[0], other.dates(one.year or year)[1]
    if first > last and not other.year:
        last += _IN_YEAR
    elif first > last and not one.year:
        first -= _IN_YEAR
    return first, last


def _bounded(bounds: list[_Moment], year: int) -> tuple[int, int]:
    """Give the first and last day that lie where all bounds say, within the year if one of them has only that."""
    first, last = FIRST, LAST
    if not all(bound.year for bound in bounds):
        first, last = year * _IN_YEAR, year * _IN_YEAR + _YEAR_END
    for bound in bounds:
        begins, ends = bound.dates(year)
        if bound.lead == "since":
            first = max(first, begins)
        elif bound.lead == "after":
            first = max(first, ends + 1)
        elif bound.lead == "before":
            last = min(last, begins - 1)
        else:
            last = min(last, ends)
    return first, last
