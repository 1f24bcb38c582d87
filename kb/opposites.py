"""Whether a text tells the reverse of what is asked: "not funded" of "funded", "smallest" of "largest".

A question made of a text by turning one word round meets every other word of it, so that likeness cannot tell. It is
the commonest way in which the questions of SQuAD 2.0 that have no answer were made (Rajpurkar et al. 2018,
https://arxiv.org/abs/1806.03822, table 1: negation and antonym, 29 %).
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from kb.words import fold, split_words, stem

_PREFIXES = ("un", "dis", "non", "im", "ir", "il")
_ROOT = 5  # letters that a word has at least before which a prefix denies it: "un" does not deny "it"
_HELPING = "did|do|does|is|are|was|were|can|could|should|will|would|has|have|had"
# The verb of a question is denied: "which were not funded", "what does it not cover".
_DENIED = re.compile(
    rf"\b(?:{_HELPING})(?:n['’]t| (?:\w+ ){{0,4}}?not)\b|\bwhat(?: \w+){{1,4}} not\b|\bnever\b|"
    r"\b(?:has|have|had) no\b(?! (?:idea|clue|doubt|time)\b)|\black(?:s|ed)?\b",
    re.IGNORECASE,
)
# Where nothing is asked that is denied: "isn't it?", "programmes that are not NEXT", "I don't know", "why can't we".
_ASIDE = re.compile(
    rf",\s*\w+n['’]t (?:it|they|he|she|we|you|that|this|these|those)\b|"
    rf"\b(?:that|which|who) (?:{_HELPING})(?:n['’]t| not)\b|"
    rf"\bI (?:{_HELPING})(?: not|n['’]t)|\bwhy (?:{_HELPING})(?:n['’]t| \w+ not)|^\W*\w+n['’]t\b",
    re.IGNORECASE,
)
_TELLS_DENIED = re.compile(
    r"\b(?:not?|never|none|neither|nor|nobody|without|cannot|\w+n['’]t|except|unless|fail\w*|lack\w*|exclud\w*|"
    r"refus\w*|reject\w*|un\w{4,})\b",
    re.IGNORECASE,
)


def tells_reverse(question: str, text: str, met: Mapping[str, float]) -> bool:
    """Tell whether a text only has the opposite of a word of the question, or states what the question denies.

    met tells of the stems of the question's words how well the text and its headings have them, 0 to 1.
    """
    if _DENIED.search(_ASIDE.sub(" ", question)) and not _TELLS_DENIED.search(text):
        return True
    asked, told = set(split_words(question)), set(split_words(text))
    stems = {stem(word) for word in told} - {stem(word) for word in asked}
    # An action is none of its sides: "the opening rounds" are not the opposite of those that "closed" in May.
    unmet = [word for word in asked - told if not met.get(stem(word)) and not word.endswith("ing")]
    return any(
        not _opposites().get(stem(word), frozenset()).isdisjoint(stems) or _is_denied(word, told) for word in unmet
    )


def _is_denied(word: str, told: set[str]) -> bool:
    """Tell whether a text has a word with the prefix that denies it, or has it without the prefix."""
    bare = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
    return any(len(root) >= _ROOT and root in told for root in bare) or (
        len(word) >= _ROOT and any(prefix + word in told for prefix in _PREFIXES)
    )


def read_opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Read the pairs of kb/lexicon/opposites.txt: the folded words of one side, and those that say the reverse."""
    lines = (files("kb") / "lexicon" / "opposites.txt").read_text(encoding="utf-8").splitlines()
    pairs = ";".join(line for line in lines if not line.startswith("#")).split(";")
    sides = ([frozenset(fold(word) for word in side.split()) for side in pair.split("|")] for pair in pairs)
    return tuple((one, other) for one, other in sides)


@lru_cache(maxsize=1)
def _opposites() -> Mapping[str, frozenset[str]]:
    """Give for each stem of kb/lexicon/opposites.txt those that say its reverse."""
    table: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for one, other in read_opposites():
        for words, reverse in ((one, other), (other, one)):
            for word in words:
                table[stem(word)] |= frozenset(stem(word) for word in reverse)
    return table
