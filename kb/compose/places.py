"""Read places: what a list of regions or countries names, and which of the library's places a question names."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kb.compose.enumerated import is_country, numbers_in
from kb.compose.partaking import SORTS
from kb.compose.question import Terms
from kb.words import term_set

SHORT = 3  # letters up to which a word within a place's name may be written small: "Kafr el-Sheikh"
MOST_WORDS = 5  # of a place's name
_CUT = re.compile(r",| with | only\b| except | without ")
_BRACKET = re.compile(r"\(([^()]*)\)")
_DOUBLED = re.compile(r"(.)\1+")
_LARGE = r"[^\W\d_a-zà-ÿ][\w'’-]*"
_TOWN = re.compile(
    rf"\b(?:in|from|of|near|at|around|includes?|covers?) (?:the )?(?P<town>{_LARGE}(?: {_LARGE})?)"
    r"(?:, (?:in )?| \(| in )(?P<country>[^\W\d_a-zà-ÿ][\w-]*)\b"
)
_WORD = re.compile(r"[^\W\d_][\w'’]*")


@lru_cache(maxsize=8192)
def places_in(entry: str) -> tuple[tuple[Terms, str], ...]:
    """Give the places that an entry of a list names, each by its terms without its kind, and as it is written.

    "Zakarpatska (Zakarpattia)" has two names, "Italy with Sicily" two places; "Whole territory" names none.
    """
    inside = _BRACKET.findall(entry)
    parts = [*_CUT.split(_BRACKET.sub(" ", entry)), *inside]
    written = [" ".join(part.split()) for part in parts]
    return tuple((own, one) for one in written if _is_name(one) and (own := term_set(one) - SORTS))


def find_asked(wanted: Terms, known: Mapping[Terms, str]) -> tuple[Terms, ...]:
    """Find the places among those known that a question's terms name; none where they say anything else."""
    asked = frozenset(map(_squeeze, wanted))
    held = [place for place in known if frozenset(map(_squeeze, place)) <= asked]
    longest = tuple(place for place in held if not any(place < other for other in held))
    return longest if frozenset(_squeeze(term) for place in longest for term in place) == asked else ()


def find_town(text: str) -> str:
    """Give the place that a text names beside its country, "Kutaisi" of "from Kutaisi, Georgia"; "" for none."""
    found = (match for match in _TOWN.finditer(text) if is_country(match["country"]) and not is_country(match["town"]))
    return next((match["town"] for match in found), "")


def without_their_countries(places: Iterable[Terms], known: Mapping[Terms, str]) -> tuple[Terms, ...]:
    """Leave out the country where a region is named beside it: "Odesa oblast in Ukraine"."""
    regions = tuple(place for place in places if not is_country(known[place]))
    return regions or tuple(places)


def _squeeze(term: str) -> str:
    """Write a term without doubled letters, which spellings of a place differ in most: "Odessa", "Odesa"."""
    return _DOUBLED.sub(r"\1", term)


def _is_name(text: str) -> bool:
    """Tell whether a text is a place's name: its words are written large, but for its kind and the small ones in it."""
    words = _WORD.findall(text)
    named = [word for word in words if not term_set(word) <= SORTS]
    large = any(word[0].isupper() for word in named)
    small = any(word[0].islower() and len(word) > SHORT for word in named)
    return large and not small and len(words) <= MOST_WORDS and not numbers_in(text)
