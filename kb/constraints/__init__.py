"""The constraint check: what a question demands, each demand held against one unit of the documents.

A demand is met by the unit's own words, its title, its heading, or its row's headers. Words match by their stems, by
another spelling of a name of the library, by a synonym of the field, or within a typing error; contact details and
figures by their form.
"""

from kb.constraints.asked import FILLERS, asked_focus, asked_words, asking_query, proper_words
from kb.constraints.check import NO_WORD, Check, check_places
from kb.constraints.numbers import absent_years
from kb.constraints.words import TYPED, Place, is_mistyped, meet_word, meet_words

__all__ = [
    "FILLERS",
    "NO_WORD",
    "TYPED",
    "Check",
    "Place",
    "absent_years",
    "asked_focus",
    "asked_words",
    "asking_query",
    "check_places",
    "is_mistyped",
    "meet_word",
    "meet_words",
    "proper_words",
]
