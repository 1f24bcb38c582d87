"""Which one of several a question selects: the second call, the project without infrastructure."""

import re

from kb.words import fold, split_words, stem

# Words of which each rules out the others of its row: what is told of the first call says nothing of the second.
_EXCLUSIVE: tuple[tuple[frozenset[str], ...], ...] = (
    tuple(
        frozenset(row.split())
        for row in "first 1st|second 2nd|third 3rd|fourth 4th|fifth 5th|sixth 6th|seventh 7th|eighth 8th".split("|")
    ),
    (frozenset({"small"}), frozenset({"regular", "standard"}), frozenset({"large"})),
    (frozenset("total whole entire overall".split()),),  # what tells of a part says nothing of the whole
)
_WITH = re.compile(r"\b(with|without) (?:an? |the )?(\w+)", re.I)


def meet_selection(question: str, told: str, settled: frozenset[str]) -> float:
    """Tell whether a text speaks of the one that the question selects: 0 when it speaks of another one."""
    asked, said = frozenset(split_words(question)) - settled, frozenset(split_words(told))
    results = [1.0]
    for row in _EXCLUSIVE:
        others = any(words & said for words in row if not words & asked)
        results += [1.0 if words & said else 0.0 if others else 0.5 for words in row if words & asked]
    for how, what in _WITH.findall(question):
        stated = [one.casefold() for one, thing in _WITH.findall(told) if stem(fold(thing)) == stem(fold(what))]
        if stated:
            results.append(float(how.casefold() in stated))
    return min(results)
