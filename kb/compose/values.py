"""Amounts, dates and numbers in a cell, as something that can be compared."""

import re
from dataclasses import dataclass
from typing import Literal

_MONTHS = {
    month: number
    for number, month in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
MONTH_NAMES = tuple(_MONTHS)
_SCALES = {"thousand": 1e3, "million": 1e6, "mio": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_SCALE = rf"(?:\s?(?P<scale>{'|'.join(_SCALES)})\b)?"
_NUMBER = r"(?P<number>\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_AMOUNT = re.compile(rf"(?:EUR|USD|PLN|RON|HUF|GBP|€|\$|£)\s?{_NUMBER}{_SCALE}", re.I)
_AMOUNT_BEHIND = re.compile(rf"{_NUMBER}{_SCALE}\s?(?:EUR|USD|euros?|€|\$|£)", re.I)
_DATE = re.compile(
    rf"(?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)}) )?(?P<year>(?:1[89]|20)\d\d)\b"
    r"(?:-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?\b)?",
    re.I,
)
_PLAIN = re.compile(rf"^\W*{_NUMBER}{_SCALE}\s?(?P<percent>%)?")
_UNKNOWN = re.compile(r"\W*(?:not known|unknown|n/?a)\b", re.I)
WHOLE_YEAR = 0  # month and day of a date that names none


@dataclass(frozen=True, slots=True)
class Value:
    """A value with what kind it is; only those of one kind compare. A date is year, month and day as one number."""

    kind: Literal["amount", "date", "number"]
    number: float

    @property
    def is_vague(self) -> bool:
        """Tell whether it is a date without its day, which may lie before or after another one of that year."""
        return self.kind == "date" and self.number % 100 == 0


def read_value(text: str) -> Value | None:
    """Read the first amount of money in a text, else its first date, else the number it begins with."""
    if _UNKNOWN.match(text):
        return None
    amount = _AMOUNT.search(text) or _AMOUNT_BEHIND.search(text)
    if amount:
        return Value("amount", _scaled(amount))
    dates = find_dates(text)
    if dates:
        return Value("date", float(dates[0]))
    plain = _PLAIN.match(text)
    return Value("number", _scaled(plain)) if plain else None


def find_dates(text: str) -> list[int]:
    """Find the dates in a text, each as year, month and day in one number: 20221203, 20221200 or 20220000."""
    found = []
    for match in _DATE.finditer(text):
        month = _MONTHS.get((match["month"] or "").casefold()) or int(match["iso_month"] or WHOLE_YEAR)
        day = int(match["day"] or match["iso_day"] or WHOLE_YEAR)
        found.append(int(match["year"]) * 10_000 + month * 100 + day)
    return found


def find_amounts(text: str) -> list[float]:
    """Find the amounts of money in a text, in its order."""
    found = {match.start(): _scaled(match) for pattern in (_AMOUNT, _AMOUNT_BEHIND) for match in pattern.finditer(text)}
    return [found[start] for start in sorted(found)]


def _scaled(match: re.Match[str]) -> float:
    number = float(re.sub(r"[^\d.]", "", match["number"]))
    return number * _SCALES.get((match["scale"] or "").casefold(), 1.0)
