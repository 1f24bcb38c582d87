"""The words that say of what type the thing asked for is: no text says "share" that says "45%"."""

from kb.answer_type import answer_type, holds_type
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


def shown_by_type(question: str, told: str) -> frozenset[str]:
    """Give the stems of the words that ask for the type of thing which a text shows."""
    asked = answer_type(question)
    words = _TERMS.get(asked, frozenset())
    return words if words and holds_type(asked, told, term_set(question)) else frozenset()
