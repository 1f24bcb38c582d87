"""What is read out of a statement, the sentence's and the passage's alike: roots, addresses, bodies, "all of what"."""

import re
from functools import lru_cache
from itertools import pairwise

from kb.figures import NUMBER_WORDS, unify_bounds
from kb.grounding.times import unify_times
from kb.paraphrase import PAST, root, unify_idioms
from kb.words import STOP_WORDS, fold, split_words

WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:[.,/]\d+)*|[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:eu|org|com|net|int|gov|info)\b\S*", re.I)
_DECISION = re.compile(r"\b(?:com|swd|c|join|sec)\s?\((?:19|20)\d\d\)\s?\d+", re.I)
_COMPOUND = re.compile(r"\b[^\W\d_a-zà-ÿ]\w+(?:[-–][^\W\d_a-zà-ÿ]\w+)+")
_CANNOT, _NOT = re.compile(r"\bcan['’]t\b", re.I), re.compile(r"(?<=[a-z])n['’]t\b")
_PLURAL = re.compile(r"(?<=\b[A-Z]{2})s\b|(?<=\b[A-Z]{3})s\b|(?<=\b[A-Z]{4})s\b")  # of an abbreviation: "SCOs"
_EVERY = frozenset("all every each whole entire always both".split())
_REACH = 2  # content words behind "all" that say all of what
_SHARES = frozenset("half most percent quarter third majority".split())  # "half of all"
# "Managing authority" and "national authority" are two: the word before such a noun is a part of its name.
_NO_KIND = STOP_WORDS | frozenset(NUMBER_WORDS) | {"new", "other", "programm"} | frozenset(PAST)
_BODIES = frozenset(root(word) for word in "authority committee secretariat office body point partner group".split())


@lru_cache(maxsize=16_384)
def unify(text: str) -> str:
    """Write short forms in full, idioms in plain words and bounds as signs."""
    return unify_bounds(unify_idioms(unify_times(_PLURAL.sub("", _NOT.sub(" not", _CANNOT.sub("cannot", text))))))


def roots_of(text: str) -> frozenset[str]:
    """Give the roots of the content words of a text."""
    return frozenset(root(word) for word in split_words(text) if word not in STOP_WORDS)


def addresses_of(text: str) -> frozenset[str]:
    """Give the web and e-mail addresses of a text, in small letters, and the numbers of decisions: "COM(2025) 552"."""
    codes = (re.sub(r"\s", "", match) for match in _DECISION.findall(text.casefold()))
    return frozenset([*(match.rstrip(".,;)") for match in _ADDRESS.findall(text.casefold())), *codes])


def compounds_of(text: str) -> frozenset[tuple[str, ...]]:
    """Give the names of a text that are joined by hyphens, in their parts: "Romania-Ukraine"."""
    return frozenset(tuple(re.split("[-–]", fold(match))) for match in _COMPOUND.findall(text))


def without_compounds(text: str) -> str:
    """Give a text without its names joined by hyphens: "Italy" is not named by "Italy-Tunisia"."""
    return _COMPOUND.sub(" ", text)


def bodies_of(text: str) -> frozenset[tuple[str, str]]:
    """Give the bodies that a text names, by two roots: what kind of authority, committee, office."""
    words = WORD.findall(text)
    pairs = ((one, fold(other)) for one, other in pairwise(words) if one.islower())
    found = ((one, root(other)) for one, other in pairs if one not in _NO_KIND and not one.endswith("ed"))
    return frozenset((root(one), other) for one, other in found if other in _BODIES)


def _is_share(before: list[str]) -> bool:
    return before[-1:] == ["of"] and bool(before[-2:-1]) and (before[-2] in _SHARES or before[-2].isdigit())


def every_of(text: str) -> tuple[frozenset[str], ...]:
    """Give for each "all", "every", "whole" the roots of the content words right behind it."""
    words = split_words(text)
    found = []
    for place, word in enumerate(words):
        if word in _EVERY and not _is_share(words[:place]):
            behind = [root(following) for following in words[place + 1 :] if following not in STOP_WORDS]
            found.append(frozenset(behind[:_REACH]))
    return tuple(found)
