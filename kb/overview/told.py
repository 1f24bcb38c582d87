"""What a value of a table says: whether anything, how it sorts, which countries, and whether two differ."""

import re
from collections.abc import Sequence
from functools import cache

from kb.compose.values import Value, find_amounts, read_value
from kb.gloss import read_countries
from kb.words import fold

ROUNDING = 0.01  # share by which amounts may differ that are one amount, rounded

_BRACKET = re.compile(r"\([^()]*\)")
_UNKNOWN = re.compile(r"\W*(?:not known|unknown|n/?a)\b", re.I)


def is_known(text: str) -> bool:
    """Tell whether a value says anything."""
    return bool(text) and _UNKNOWN.match(text) is None


def sort_key(text: str) -> tuple[int, float, str]:
    """Give what a value is sorted by: its amount, date or number, else its words; what is not known comes last."""
    value: Value | None = read_value(text)
    if not is_known(text):
        return (2, 0.0, "")
    return (0, value.number, "") if value else (1, 0.0, fold(text))


def find_countries(text: str) -> tuple[str, ...]:
    """Find the countries that a text enumerates, in its order, as it spells them."""
    known = _country_names()
    parts = [part.strip().removeprefix("the ") for part in re.split(r"[,;/:]|\band\b|\n", _BRACKET.sub(" ", text))]
    return tuple(dict.fromkeys(part for part in parts if fold(part) in known))


def differ(one: str, other: str) -> bool:
    """Tell whether two texts give different figures for the same: neither has all amounts of the other."""
    first, second = find_amounts(one), find_amounts(other)
    return bool(first and second) and not (_holds_all(first, second) or _holds_all(second, first))


def _holds_all(amounts: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(amount - other) <= ROUNDING * other for amount in amounts) for other in others)


@cache
def _country_names() -> frozenset[str]:
    names = {fold(name) for name in read_countries()}
    return frozenset({f"{before}{name}" for name in names for before in ("", "republic of ")})


def is_amount(text: str) -> bool:
    """Tell whether a value has an amount of money."""
    return bool(find_amounts(text))
