"""Whether a text gives the reason of what a question asks why, and not that of something else.

"X was suspended because of Y" is a reason for the suspension: what it is the reason of stands in the same sentence as
what gives it, before the cause or behind the comma that ends it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.answer_shape import asks_reason
from kb.constraints import Place, asked_words, asking_query, check_places, meet_word, proper_words
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.succession import shown_by_order
from kb.units import find_units
from kb.words import stem, term_set

# What gives a reason and nothing else: "since 2022" and "to apply" may tell a time and an act.
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|as a result of|in (?:response|reaction) to|for lack of|thanks to|in view of|"
    r"the reason (?:is|was)|for the reason|as a consequence of|in order to|so that|so as to)\b|(?<=, )since (?!\d)",
    re.I,
)
_BEGINS = re.compile(r"^\W*$")
ASKING = term_set("reason reasons cause causes")  # no text need say them
MEANT = 0.75  # of the words of a question, by rarity, that what the reason is of must have
FEWEST_OWN = 3  # words of a sentence that say what a thing is about
# "What was the second call about?"; what a whole document is about, its summary tells.
_ASKS_ABOUT = re.compile(r"\bwhat (?:is|was|are|were) [^?]*\bcalls?\b[^?]* (?:all )?(?:about|for)\W*$", re.I)
_SAYS_NOTHING = term_set(
    "January February March April May June July August September October November December EUR million billion open "
    "opened close closed ran run launch launched publish published result known found public source consulted state"
)
SPOKEN = 0.6  # the same of a unit that gives some reason or aim, of whatever
FEWEST = 2  # words of a question, by which one effect is told from another


def put_told_first(index: Index, found: Found, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Put the unit first that tells best what is asked for and any unit may lack: a reason, what came after, a subject.

    It scores as the first did; where no unit tells it, the order stays.
    """
    question = asking_query(found).text
    told = [
        tells_why(index, found, place)
        or float(bool(shown_by_order(question, place.text)))
        or tells_about(index, found, place)
        for place in (Place(unit.hit, unit.start, unit.end, unit.text) for unit in ranked)
    ]
    best = max(range(len(ranked)), key=lambda number: (told[number], -number))
    if told[0] or not told[best]:
        return list(ranked)
    first = replace(ranked[best], score=ranked[0].score)
    return [first, *(unit for number, unit in enumerate(ranked) if number != best)]


def tells_about(index: Index, found: Found, place: Place) -> float:
    """Tell how well a sentence says what a thing that it names is about, 0 to 1: by words that are no dates or amounts.

    "The second call ran until May with EUR 5 million" does not.
    """
    question = asking_query(found).text
    if not _ASKS_ABOUT.search(question) or "\n" in place.text or " | " in place.text:
        return 0.0
    told = term_set(place.text) - term_set(f"{question} {place.hit.title} {place.hit.heading}") - _SAYS_NOTHING
    words = check_places(index, found, [place], ASKING).near_words
    return words if words >= MEANT and len([term for term in told if term.isalpha()]) >= FEWEST_OWN else 0.0


def may_tell_why(index: Index, found: Found, place: Place) -> bool:
    """Tell whether a unit that gives some reason, aim or cause may give the one that is asked for, where one is."""
    question = asking_query(found).text
    if not asks_reason(question) or tells_why(index, found, place):
        return True
    return len(asked_words(question)) >= FEWEST and check_places(index, found, [place], ASKING).near_words >= SPOKEN


def tells_why(index: Index, found: Found, place: Place) -> float:
    """Tell how well a unit gives the reason that is asked for, 0 to 1: by what it is the reason of."""
    question = asking_query(found).text
    if not asks_reason(question) or len(asked_words(question)) < FEWEST:
        return 0.0
    best = 0.0
    for unit in find_units(place.text):
        text = place.text[unit.start : unit.end]
        for cause in _CAUSE.finditer(text):
            start, end = 0, cause.start()
            if _BEGINS.match(text[:end]):  # "Because of the war, X was stopped"
                comma = text.find(", ", cause.end())
                start, end = (comma + 2, len(text)) if comma > 0 else (0, 0)
            first = place.start + unit.start
            effect = Place(place.hit, first + start, first + end, text[start:end])
            if _names(effect.text, question):
                words = check_places(index, found, [effect], ASKING).near_words
                best = max(best, words if words >= MEANT else 0.0)
    return best


def _names(text: str, question: str) -> bool:
    """Tell whether a text itself, not its heading, has the names in a question, if by another form or spelling."""
    own = term_set(text)
    return bool(own) and all(meet_word(stem(word), own, frozenset()) > 0 for word in proper_words(question))
