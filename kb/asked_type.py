"""The words that say of what type the thing asked for is: no text says "share" that says "45%".

Nor need a text that tells what a parliament did say that it "decided" so.
"""

import re

from kb.answer_type import answer_type, holds_type
from kb.paraphrase import PAST
from kb.words import term_set

# By the type: the words that ask for it and for no more. A "deadline" or a "budget" is one of several dates or amounts.
_WORDS = {
    "share": "share shares rate rates percentage percentages percent proportion",
    "date": "day days date dates year month exact exactly",
    "duration": "long duration last lasts lasted year years month months week weeks day days hour hours",
    "frequency": "often frequently regularly",
    "place": "city cities town towns place places venue venues",
    "money": "euro euros eur much",
    "number": "number",
    "age": "old age",
    "length": "long far",
}
_TERMS = {name: term_set(words) for name, words in _WORDS.items()}


# "What was decided by the parliament?", "what did the council say?": whatever they did answers.
_DEED = re.compile(
    r"\bwhat (?:else |all )?(?:"
    r"(?:did|has|have|had) [^?]{2,60}? (?P<deed>decided?|agreed?|said|say|concluded?|announced?)|"
    r"(?:was|were|has been|have been) (?P<done>decided|agreed|said|concluded|announced) by)\b",
    re.I,
)
_DID = re.compile(rf"\b(?:[a-z]+ed|{'|'.join(PAST)})\b")


def shown_by_deed(question: str, told: str) -> frozenset[str]:
    """Give the stem of the word by which somebody's deed is asked for, if a text says that something was done."""
    asked = _DEED.search(question)
    return term_set(asked["deed"] or asked["done"]) if asked and _DID.search(told) else frozenset()


def shown_by_type(question: str, told: str) -> frozenset[str]:
    """Give the stems of the words that ask for the type of thing which a text shows."""
    asked = answer_type(question)
    words = _TERMS.get(asked, frozenset())
    return words if words and holds_type(asked, told, term_set(question)) else frozenset()
