"""What a library counts: "which of the seven" are the seven programmes where it speaks of seven programmes most."""

import re
from collections import Counter

from kb.index import Index
from kb.names import read_pages
from kb.once import once_for_index

FEWEST = 5  # times that a library writes the number with what it counts
MOSTLY = 0.5  # of the things that it counts so many of
_NUMBERS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_NUMBER = rf"(?P<number>{'|'.join(_NUMBERS)}|[2-9]|[1-9]\d)"
# The number with no noun behind it: "of the seven", "of the seven in Italy", "how many of the seven have ...".
_ASKS = re.compile(
    rf"\b(?P<of>(?:which|how many|what|list|name|each|all|any|one|most|some) of the ){_NUMBER}"
    r"(?=\W*$| (?:is|are|was|were|has|have|had|do|does|did|can|could|may|will|in|on|at|with|from|that|which|by|"
    r"take|took|run|work|get|got|cover|include|support|fund|offer|use|hold|held|lie|sit)\b)",
    re.I,
)
_COUNTED = re.compile(rf"\b{_NUMBER} (?:(?!and\b|or\b|of\b|to\b)[\w-]+ ){{0,2}}?(?P<thing>[a-z]{{3,}}s)\b", re.I)


def name_numbered(index: Index, text: str) -> str:
    """Put behind "of the seven" what the library has seven of, where that is one thing for the most part."""

    def name(asks: re.Match[str]) -> str:
        things = _things(index).get(_in_words(asks["number"]), Counter())
        best, times = max(things.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        sure = times >= FEWEST and times > MOSTLY * things.total()
        return f"{asks[0]} {best}" if sure else asks[0]

    return _ASKS.sub(name, text)


@once_for_index
def _things(index: Index) -> dict[str, Counter[str]]:
    """Count for each number the plurals that stand behind it in the library."""
    things: dict[str, Counter[str]] = {}
    for _, text in read_pages(index):
        for found in _COUNTED.finditer(text):
            things.setdefault(_in_words(found["number"]), Counter())[found["thing"].casefold()] += 1
    return things


def _in_words(number: str) -> str:
    """Write a number in words as far as they are known, so that "7" and "seven" are one."""
    small = number.isdecimal() and int(number) - 2 < len(_NUMBERS)
    return _NUMBERS[int(number) - 2] if small else number.casefold()
