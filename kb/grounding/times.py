"""Times that are said in words: "early March 2022" of 4 March 2022, "the following year"."""

import re
from collections.abc import Sequence

from kb.figures import MONTHS, Figure

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = rf"(?=(?:(?:{_MONTH}) )?{_YEAR.pattern})"
_PARTS = [
    (re.compile(rf"\b(?:(?:at|by|from|in|since|towards?) )?the {part} of {_DATED}", re.I), plain)
    for part, plain in [
        ("(?:very )?(?:start|beginning|outset)", "in early "),
        ("middle", "in mid "),
        ("end", "in late "),
    ]
]
_PART_OF = re.compile(
    rf"\b(early|mid|late)(?:\s|-)(?:in\s)?"
    rf"(?:(?P<month>{_MONTH})(?:\s(?P<of>(?:19|20)\d\d))?|(?P<year>(?:19|20)\d\d))\b",
    re.I,
)
_SAME_MONTH = re.compile(r"\b(?:in|from|of) (?:(?:the|that) same|that) month\b", re.I)
_DATED_MONTH = re.compile(rf"\b({_MONTH}) ((?:19|20)\d\d)\b", re.I)
_FOLLOWING = re.compile(
    r"\b(?:in )?(the (?:following|next)|a|one|(?:the|that) same|that|the previous) year( later| earlier)?\b", re.I
)
# The last day of a month and the last month of a year that are early, and the first ones that are late; mid is between.
_DAYS, _MONTHS = (12, 19), (5, 8)


def unify_times(text: str) -> str:
    """Write "at the beginning of 2020" as "early 2020" and so on."""
    for pattern, plain in _PARTS:
        text = pattern.sub(plain, text)
    return text


def resolve_years(sentence: str) -> str:
    """Write "the following year", "the same year" and "that month" as what is meant, counted from the last named."""

    def written(match: re.Match[str]) -> str:
        years = _YEAR.findall(sentence[: match.start()])
        phrase, shift = match[1].casefold(), (match[2] or "").strip().casefold()
        if not years or (phrase in ("a", "one") and not shift):
            return match[0]
        step = {"earlier": -1, "later": 1}.get(shift, 0)
        if not shift:
            step = 1 if "following" in phrase or "next" in phrase else -1 if "previous" in phrase else 0
        return f"in {int(years[-1]) + step}"

    def month(match: re.Match[str]) -> str:
        months = _DATED_MONTH.findall(sentence[: match.start()])
        return f"in {months[-1][0]} {months[-1][1]}" if months else match[0]

    return _FOLLOWING.sub(written, _SAME_MONTH.sub(month, sentence))


def part_fits(said: str, told: Sequence[Figure], text: str) -> bool:
    """Tell whether what is said to be early, mid or late is so by the dates of a unit, or in its words."""
    for match in _PART_OF.finditer(said):
        part = match[1].casefold()
        year = match["of"] or match["year"]
        dates = [figure.value.split("-") for figure in told if figure.kind == "date"]
        if match["month"]:
            month = f"{MONTHS[match['month'].casefold()]:02}"
            found = [d for y, m, d in dates if m == month and (year is None or y in (year, "?")) and d != "?"]
            bounds = _DAYS
        else:
            found = [m for y, m, _ in dates if y == year]
            bounds = _MONTHS
        if re.search(rf"\b{part}\b", text, re.I):
            continue
        if not any(_part(int(value), bounds) == part or _near(int(value), bounds, part) for value in found):
            return False
    return True


def _part(value: int, bounds: tuple[int, int]) -> str:
    first, last = bounds
    return "early" if value < first else "late" if value > last else "mid"


def _near(value: int, bounds: tuple[int, int], part: str) -> bool:
    """Tell whether a value is at the edge of a part: the 12th is mid, and some call it early."""
    first, last = bounds
    return (value == first and part == "early") or (value == last and part == "late")
