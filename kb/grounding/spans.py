"""From what to what: the two ends of a range, what was changed into what, and what happened between two days."""

import re
from functools import lru_cache
from itertools import pairwise

from kb.figures import MONTHS, figures_of, read_figures

_YEAR = r"(?:19|20)\d\d"
_MONTH = "|".join(MONTHS)
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTH})(?: {_YEAR})?"
_YEARS = re.compile(rf"\b({_YEAR})(?:\s?[-–]\s?| to | until )({_YEAR})\b|\bbetween ({_YEAR}) and ({_YEAR})\b", re.I)
_AMOUNT = rf"(?!{_YEAR}\b)(?:(?:EUR|€) ?)?\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion))?"
_AMOUNTS = re.compile(
    rf"\bbetween ({_AMOUNT}) and ({_AMOUNT})\b|(?<![\w.,-])({_AMOUNT}) to ({_AMOUNT})(?!\d)(?! (?:{_MONTH})\b)", re.I
)
_BY = re.compile(rf"\bby (?:[≈≥≤＞＜] )?{_AMOUNT}", re.I)  # "by EUR 5 million to EUR 9 million" is no range
_CHANGE = (
    r"\b(?:mov|extend|postpon|chang|shift|prolong|rais|increas|reduc|lower|cut|grow|grew|ros|ris|fell|fall)\w*\b"
    r"(?! to\b)[^,;.|]{0,30}?"
)
_CHANGED = re.compile(rf"{_CHANGE}\bfrom ([^,;|]+?) to (?=≤|＜|about|≈|{_DATE}|{_AMOUNT})([^,;|]+)", re.I)
# What says of a figure that it is the old one.
_OLD = re.compile(
    r"\b(?:original\w*|initial\w*|former\w*|earlier|previous\w*|before|planned|due|(?:was|were) to|had been|instead|"
    r"from|until then|at first|first (?:set|planned|fixed)|old|not|rather)\b",
    re.I,
)
_BETWEEN = re.compile(rf"\bbetween (?:the )?({_DATE}) and (?:the )?({_DATE})", re.I)
_BOUNDED = re.compile(r"\b(?:between|by|until|before|not? later than|at the latest|from)\b", re.I)


def mixes_ends(said: str, told: str) -> bool:
    """Tell whether a sentence makes a range of two figures that are the ends of none: "18 to 6" of "18 to 30, 2 to 6".

    told: what a unit says, with what stands around it.
    """
    years = {(ends[0] or ends[2], ends[1] or ends[3]) for ends in _YEARS.findall(said)}
    if years and not years <= _pairs_of(told)[0]:
        return True
    amounts = [
        figures_of(ends[0] or ends[2]) | figures_of(ends[1] or ends[3]) for ends in _AMOUNTS.findall(_BY.sub("", said))
    ]
    return any(len(ends) == 2 and ends not in _pairs_of(told)[1] for ends in map(_bare, amounts))


@lru_cache(maxsize=4096)
def _pairs_of(told: str) -> tuple[frozenset[tuple[str, str]], frozenset[frozenset[str]]]:
    """Give the years, and the values of the amounts, that follow each other in a text."""
    figures = read_figures(told)
    years = [figure.value.split("-")[0] for figure in figures if figure.kind in ("year", "date")]
    amounts = [figure.value for figure in figures if figure.kind == "amount"]
    return frozenset(pairwise(years)), frozenset(map(frozenset, pairwise(amounts)))


def _bare(figures: frozenset[str]) -> frozenset[str]:
    return frozenset(figure.split(" ")[-1] for figure in figures)


def tells_old_figure(said: str, told: str) -> bool:
    """Tell whether a sentence gives as it stands what a unit says was changed: the first day of "moved from A to B"."""
    if _OLD.search(said):
        return False
    figures = figures_of(said)
    for old, new in _CHANGED.findall(told):
        before, after = figures_of(old), figures_of(new)
        if figures & before - after and not figures & after - before:
            return True
    return False


def tells_end_as_day(said: str, told: str) -> bool:
    """Tell whether a sentence gives the day of what happened at some time between two days, one of which it names."""
    if _BOUNDED.search(said):
        return False
    figures = figures_of(said)
    return any(len(figures & figures_of(f"{first}; {last}")) == 1 for first, last in _BETWEEN.findall(told))
