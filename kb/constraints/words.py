"""How well a unit meets each of a question's words."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kb.answer_type import shown_by_language
from kb.asked_type import shown_by_deed, shown_by_type
from kb.bounds import shown_bounds
from kb.constraints.asked import asked_words, asking_query
from kb.contact_forms import shown_by_form
from kb.index import Hit, Index
from kb.lookup import Found
from kb.scores import token_similarity
from kb.succession import shown_by_order
from kb.synonyms import SYNONYMS, people_of
from kb.words import fold, stem, term_set

IN_CONTEXT = 0.9  # what a word in title or heading counts, against one in the unit
ALIKE = (0.35, 0.75)  # cosines of the vectors of two words: between them likeness grows from 0 to 1
TYPED = 5  # letters from which a word may have a typing error

_PEOPLE = re.compile(r"(?<=\w{4})(?:ian|ia|an|ish|ese|n|s|e|i|y)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a hit's page, text[start:end] of it."""

    hit: Hit
    start: int
    end: int
    text: str


def meet_words(index: Index, found: Found, place: Place, settled: frozenset[str] = frozenset()) -> dict[str, float]:
    """Tell how well a unit meets each of the question's words, 0 to 1, one that is only like it in part.

    settled are stems that need not be told.
    """
    return meet_nearly(index, found, place, meet_exactly(found, place, settled)[0])


def meet_exactly(found: Found, place: Place, settled: frozenset[str]) -> tuple[dict[str, float], list[float]]:
    """Tell how well a unit meets each of the question's words, and each of the names in it."""
    own, context = term_set(place.text), term_set(f"{place.hit.title} {place.hit.heading}")
    question = asking_query(found).text
    words = asked_words(question)
    settled |= shown_by_form(question, place.text) | shown_bounds(question, place.text)
    settled |= shown_by_language(question, place.text) | shown_by_order(question, place.text)
    settled |= shown_by_type(question, place.text) | shown_by_deed(question, place.text)
    met = {word: 1.0 if word in settled else meet_word(word, own, context) for word in words}
    named = []
    for name in found.reading.names:
        spelt = [term_set(spelling) for spelling in name.spellings]
        is_met = any(words and words <= own | context for words in spelt)
        named.append(float(is_met))
        if is_met:  # in whatever spelling
            met |= {word: max(met[word], IN_CONTEXT) for words in spelt for word in words if word in met}
    return met, named


def meet_nearly(index: Index, found: Found, place: Place, met: dict[str, float]) -> dict[str, float]:
    """Raise how well words are met by what is only like them in the unit."""
    likeness = _likeness(index, found, place)
    return met | {word: max(met[word], IN_CONTEXT * near) for word, near in likeness.items() if word in met}


def meet_word(word: str, own: frozenset[str], context: frozenset[str]) -> float:
    """Tell how well a stem is met by a unit's own words and those of its title and heading."""
    if word in own:
        return 1.0
    if word in context or any(word in row and row & own for row in SYNONYMS):
        return IN_CONTEXT
    if not people_of(word).isdisjoint(own | context):  # "Spanish islands" are those of Spain
        return IN_CONTEXT
    root = _root(word)
    return IN_CONTEXT if any(_root(other) == root or is_mistyped(word, other) for other in own | context) else 0.0


@lru_cache(maxsize=65_536)
def is_mistyped(word: str, other: str) -> bool:
    """Tell whether two words are one but for a letter too many, too few, wrong, or two in the wrong order."""
    short, long = sorted((word, other), key=len)
    if len(short) < TYPED or len(long) - len(short) > 1 or not word.isalpha() or word[0] != other[0]:
        return word == other
    first = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[first:] == long[first + 1 :]
    swapped = short[first : first + 2] == long[first : first + 2][::-1] and short[first + 2 :] == long[first + 2 :]
    return swapped or short[first + 1 :] == long[first + 1 :]


@lru_cache(maxsize=65_536)
def _root(word: str) -> str:
    """Give what a country and its people have in common: "Romania" and "Romanian"."""
    return _PEOPLE.sub("", word) if len(word) > TYPED else word


def _likeness(index: Index, found: Found, place: Place) -> dict[str, float]:
    """Give for each of the question's words how near the nearest word of the unit is to it, 0 to 1."""
    query = asking_query(found)
    tokens, spans = index.tokens_of(place.hit.row)
    inside = ((spans[:, 0] >= place.start) & (spans[:, 1] <= place.end)) | (spans[:, 0] < 0)
    if not inside.any() or not len(query.embedding.tokens):
        return {}
    best = token_similarity(query.embedding.tokens, tokens[inside]).max(axis=1)
    low, high = ALIKE
    near = np.clip((best - low) / (high - low), 0, 1)
    words = list(re.finditer(r"[^\W_]+", query.text))
    starts = [word.start() for word in words]
    values: list[list[float]] = [[] for _ in words]
    for value, (start, end) in zip(near, query.embedding.spans, strict=True):
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= words[at].end():
            values[at].append(float(value))
    likeness: dict[str, list[float]] = {}
    for word, of_tokens in zip(words, values, strict=True):
        if of_tokens:
            likeness.setdefault(stem(fold(word.group())), []).append(sum(of_tokens) / len(of_tokens))
    return {word: max(values) for word, values in likeness.items()}
