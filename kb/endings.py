"""That something is no more, or less than it was: how it is asked and told, in many words for the same.

"No longer on the list", "came to an end", "none of them came about" and "was suspended" may all say it.
"""

import re

from kb.answer_shape import COUNT_WORDS
from kb.constraints import asked_words, meet_word
from kb.words import term_set

_ASKS_END = re.compile(
    r"\b(?:no longer|no|not|none|nobody|only|any ?more|any longer|fewer|less|without|end(?:ed|s)?|stop(?:ped|s)?|"
    r"ceased?|lost|lose|loses|fall|fell|shr[aiu]nk\w*|drop(?:ped|s)?|decreased?|declined?|disappear\w*|vanish\w*|gone|missing|"
    r"suspend\w*|cancel\w*|abandon\w*|abolish\w*|given up|left out|cut)\b|n['’]t\b",
    re.I,
)
_TELLS_END = re.compile(
    r"\b(?:no|not|none|never|no longer|without|lost|suspend\w*|suspension|stopped|ended|ceased|dropped|cancel\w*|"
    r"abandon\w*|given up|came to an end|until)\b",
    re.I,
)
_ENDING = term_set(
    "nobody longer anymore fewer less end ended stop stopped cease lost lose fall fell shrink shrank drop dropped "
    "decrease decline disappear vanish gone missing given left cut list exist part"
)
_FROM_TO = re.compile(rf"\bfrom (\d+|{'|'.join(COUNT_WORDS)}) to (\d+|{'|'.join(COUNT_WORDS)})\b", re.I)


def tells_end(question: str, text: str) -> bool:
    """Tell whether a text itself says that what a question asks the end of ended, in the same word or a synonym.

    Under a heading that says so stands what came of it, too.
    """
    own, ends = term_set(text), _asked_end(question)
    return not ends or any(meet_word(word, own, frozenset()) > 0 for word in ends)


def settled_by_end(question: str, effect: str, told: str) -> frozenset[str]:
    """Give the stems that need not be told of what ended, where told says so in any way.

    "Why was it suspended?" names how it ended: what ended in another way is something else. "Why did it fall from 15
    to seven?" is answered, too, by why it had been 15.
    """
    if not _ASKS_END.search(question) or not _asked_end(question) <= _ENDING:
        return frozenset()
    settled = _ENDING if _TELLS_END.search(told) else frozenset()
    sides = numbers_in_span(question)
    return settled.union(_ENDING, *sides) if any(side & term_set(effect) for side in sides) else settled


def ending_in(text: str) -> frozenset[str]:
    """Give the stems by which a text says that something ended, was lost or suspended."""
    return term_set(" ".join(_TELLS_END.findall(text)))


def _asked_end(question: str) -> frozenset[str]:
    """Give the stems by which a question asks why something ended."""
    return term_set(" ".join(_ASKS_END.findall(question))).intersection(asked_words(question))


def numbers_in_span(question: str) -> list[frozenset[str]]:
    """Give the terms of both numbers of "from 15 to seven"."""
    return [number_terms(side) for sides in _FROM_TO.findall(question) for side in sides]


def number_terms(text: str) -> frozenset[str]:
    """Give the terms of a number, in words and in figures."""
    if text.isdecimal():
        return term_set(f"{text} {COUNT_WORDS[int(text) - 1] if 0 < int(text) <= len(COUNT_WORDS) else ''}")
    return term_set(f"{text} {COUNT_WORDS.index(text.casefold()) + 1}")
