"""Whether a text gives the reason of what a question asks why, and not that of something else.

"X was suspended because of Y" is a reason for the suspension: what it is the reason of stands in the same sentence as
what gives it, before the cause or behind the comma that ends it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.answer_shape import asks_reason
from kb.cause_forms import CAUSE
from kb.constraints import Place, asked_words, asking_query, check_places, meet_word, proper_words
from kb.endings import number_terms, numbers_in_span, settled_by_end, tells_end
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.succession import shown_by_order
from kb.synonyms import people_of
from kb.units import find_units
from kb.words import fold, stem, term_set

_BEGINS = re.compile(r"^\W*$")
LOOSELY = 0.9  # what a reason counts that tells of an end in other words, against one in those of the question
_SMALL_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?![\w,/-]|\.\d)")
_JOINED = re.compile(r"\b[A-ZÀ-Ž]\w+(?:-[A-ZÀ-Ž]\w+)+")  # "Poland-Russia"
OWN = 0.2  # of what a reason counts, that its own words tell, and not other ones, title or heading
_EXAMPLE = re.compile(r", (?:for example|for instance|such as|including|among them|e\.g\.) [^.;]+")
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
    if not told[best]:
        return list(ranked)
    first = ranked[0] if told[0] else replace(ranked[best], score=ranked[0].score)
    rest = [(unit, worth) for unit, worth in zip(ranked, told, strict=True) if unit.text != first.text]
    return [first, *(unit for unit, worth in rest if worth or not _is_of_another(question, unit))]


def _is_of_another(question: str, unit: Evidence) -> bool:
    """Tell whether a unit that does not give the reason that is asked for gives one of something else."""
    place = Place(unit.hit, unit.start, unit.end, unit.text)
    return asks_reason(question) and next(effects_of(place), None) is not None


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
    """Tell whether a unit that gives some reason, aim or cause may give the one that is asked for, where one is.

    Where it says of what, that must name what was asked, which may not stand as the cause itself.
    """
    question = asking_query(found).text
    if not asks_reason(question) or tells_why(index, found, place):
        return True
    if len(asked_words(question)) < FEWEST:
        return False
    effects = [effect.text for effect in effects_of(place)]
    if effects and not any(names_all(index, effect, question) for effect in effects):
        return False
    met = check_places(index, found, [place], ASKING).near_words
    return met >= SPOKEN and _has_number(place.text, question)


def tells_why(index: Index, found: Found, place: Place) -> float:
    """Tell how well a unit gives the reason that is asked for, 0 to 1: by what it is the reason of."""
    question = asking_query(found).text
    if not asks_reason(question) or len(asked_words(question)) < FEWEST:
        return 0.0
    asked, best = asked_words(question), 0.0
    whole = check_places(index, found, [place])
    if min(whole.years, whole.figures, whole.selected) < 1:
        return 0.0
    for effect in effects_of(place):
        if not names_all(index, effect.text, question):
            continue
        own = term_set(effect.text)
        words = check_places(index, found, [effect], ASKING).near_words if tells_end(question, effect.text) else 0.0
        settled = settled_by_end(question, effect.text, place.text)
        loosely = LOOSELY * check_places(index, found, [effect], ASKING | settled).near_words if settled else 0.0
        met = max(words, loosely)
        said = len(own.intersection(asked)) / len(asked)
        best = max(best, met * (1 - OWN + OWN * said) if met >= MEANT else 0.0)
    return best


def effects_of(place: Place) -> Iterator[Place]:
    """Find what a text gives causes of: what stands before the cause or behind the comma that ends it, in a row all."""
    row = " | " in place.text
    spans = [(0, len(place.text))] if row else [(unit.start, unit.end) for unit in find_units(place.text)]
    for first, last in spans:
        text = place.text[first:last]
        for cause in CAUSE.finditer(text):
            start, end = 0, cause.start()
            if _BEGINS.match(text[:end]):  # "Because of the war, X was stopped"
                comma = text.find(", ", cause.end())
                start, end = (comma + 2, len(text)) if comma > 0 else (0, 0)
            of = _EXAMPLE.search(text, cause.end())
            effect = text[start:end] + (of.group() if of else "")
            yield Place(place.hit, place.start + first + start, place.start + first + end, effect)


def names_all(index: Index, text: str, question: str) -> bool:
    """Tell whether a text itself, not its heading, has the names in a question, if by another form or spelling.

    What the whole library is about need not be named, nor that it is the EU that does something. A country is not
    named by a programme that has it in its name.
    """
    asked, untelling = _spaced(question), term_set(f"{index.subject} EU")
    own = term_set(_JOINED.sub(lambda name: name[0] if _spaced(name[0]) in asked else " ", text))
    telling = [stem(word) for word in proper_words(question)]
    named = all(
        meet_word(word, own, frozenset()) > 0 or not people_of(word).isdisjoint(own)
        for word in telling
        if word not in untelling
    )
    return bool(own) and named and _has_number(text, question)


def _has_number(text: str, question: str) -> bool:
    """Tell whether a text has one of the numbers in a question, if there are any; years are looked at elsewhere."""
    numbers = [number_terms(word) for word in _SMALL_NUMBER.findall(question)] + numbers_in_span(question)
    return not numbers or any(not number.isdisjoint(term_set(text)) for number in numbers)


def _spaced(text: str) -> str:
    return fold(text).replace("-", " ")
