"""How a library writes its words: small, or with a capital."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kb.names.words import ADDRESS
from kb.words import fold

RARELY = 10  # a word written small less often than this, against once within sentences with a capital, is a name

_SMALL = re.compile(r"(?<![\w.@/-])[a-zà-ÿ][^\W_]*")
_LARGE = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][^\W\d_]*[^\W\d_A-Z](?![^\W_])")


@dataclass(frozen=True, slots=True)
class Case:
    """How a library writes its words: which it (also) writes small, and which it writes large within sentences."""

    small: frozenset[str]
    large: frozenset[str]


def observe_case(texts: Iterable[str]) -> Case:
    """Count how texts write their words."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        # Without the addresses: pl-ua.eu would make small words of names.
        plain = ADDRESS.sub(" ", text)
        small.update(_SMALL.findall(plain))
        large.update(_LARGE.findall(plain))
    names = {fold(word): count for word, count in large.items()}
    often = {word for word, count in small.items() if count * RARELY > names.get(fold(word), 0)}
    ordinary = frozenset(map(fold, often))
    return Case(ordinary, frozenset(names) - ordinary)
