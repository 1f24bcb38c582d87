"""American spellings in a question, put as the documents spell: a "program" is a programme there."""

import re

from kb.index import Index
from kb.words import fold, stem

# How an American spelling becomes a British one; applied only where the library has the word in that spelling.
_SPELT = tuple(
    (re.compile(pattern, re.I), british)
    for pattern, british in (
        (r"^(program)(s?)$", r"\1me\2"),
        (r"^(cent)er(s?)$", r"\1re\2"),
        (r"^(catalog|dialog)(s?)$", r"\1ue\2"),
        (r"^(neighb|lab|fav|hon|behavi|end?eav|harb|col)or(\w*)$", r"\1our\2"),
        (r"^(\w{3,})iz(e[sd]?|ing|ations?|ational|er|ers)$", r"\1is\2"),
        (r"^(\w{3,})yz(e[sd]?|ing)$", r"\1ys\2"),
        (r"^(travel|cancel|model|label|fuel)(ed|ing|er|ers)$", r"\1l\2"),
        (r"^(fulfil)l?(ment|s)?$", r"\1\2"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def write_british(index: Index, text: str) -> str:
    """Put a question's American spellings as the library spells them, where it does."""
    return _WORD.sub(lambda word: _spell(index, word[0]), text)


def _spell(index: Index, word: str) -> str:
    for american, british in _SPELT:
        if american.match(word):
            spelt = american.sub(british, word)
            return spelt if index.rarity(stem(fold(spelt))) < index.rarity(stem(fold(word))) else word
    return word
