"""A part of a name that can mean one thing only: "the Black Sea programme" where one programme has that in its name."""

import re

from kb.names import Name, Names
from kb.synonyms import people_of
from kb.words import STOP_WORDS, fold, stem, term_set

MOST_WORDS = 5  # before the word that says what kind of thing it is
ALONE = 2  # words of a name, with capitals, that stand for it without such a word behind them
_KIND = re.compile(r"(?P<words>(?:[^\W_][\w'’]*[ \-–/]+){1,8})(?P<kind>programm?e?)\b", re.I)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]\w+(?:[ \-–][A-ZÀ-Þ]\w+)+")
_WORD = re.compile(r"[^\W_]+")
_LINK = frozenset(("and", "of"))
_WITHIN = re.compile(r"(?<=\w)[-–]$")  # "Tunisia" of "Sicily-Tunisia" is half of another name
_BEHIND = re.compile(
    r"\b(?:at|for|in|with|on|to|of) .*$", re.I
)  # a thing of its own, in the name of what belongs to it


def complete_names(names: Names, text: str) -> str:
    """Put the full name where a question has a part of it that no other titled thing shares."""
    taken = [(place.start, place.end) for place in names.find(text) if place.names[0].titled]
    for start, end, least in reversed(_parts(text)):
        if any(start < stop and first < end for first, stop in taken):
            continue
        found = _find_part(names, text, start, end, least)
        if found:
            first, stop, name = found
            text = text[:first] + name.spellings[0] + text[stop:]
            taken.append((first, first + len(name.spellings[0])))
    return text


def _parts(text: str) -> list[tuple[int, int, int]]:
    """Give the stretches that may hold a part of a name, in order, with how many words it must have at least."""
    before_kind = [(m.start("words"), m.end("words"), 1) for m in _KIND.finditer(text)]
    alone = [(m.start(), m.end(), ALONE) for m in _CAPITALS.finditer(text)]
    alone = [part for part in alone if not any(start < part[1] and part[0] < end for start, end, _ in before_kind)]
    return sorted([*before_kind, *alone])


def _find_part(names: Names, text: str, start: int, end: int, least: int) -> tuple[int, int, Name] | None:
    """Find the longest run of words, the last ones of a stretch, that are all of one titled name and of no other."""
    words = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text, start, end)][-MOST_WORDS:]
    for first in range(len(words)):
        run = words[first:]
        if run[0][2] in _LINK or any(word in STOP_WORDS - _LINK for _, _, word in run):
            continue
        if _WITHIN.search(text[: run[0][0]]):
            continue
        told = [stem(word) for _, _, word in run if word not in _LINK]
        if len(names.key_of(" ".join(word for _, _, word in run))) < least or not told:
            continue
        holding = [name for name in names.all if name.titled and not names.is_subject(name) and _has_part(name, told)]
        if least == ALONE:  # "European Commission" is no part of "Contacts at the European Commission"
            holding = [name for name in holding if _has_head(name, told)]
        # "The Romanian-Ukrainian programme" is the one of these two, not the one of four countries.
        holding = [name for name in holding if _is_whole(names, name, told)] or holding
        if len(holding) == 1 and not all(names.is_subject_word(word) for word in told):
            return run[0][0], run[-1][1], holding[0]
    return None


def _has_part(name: Name, told: list[str]) -> bool:
    return any(
        all(word in spelt or not people_of(word).isdisjoint(spelt) for word in told)
        for spelt in map(term_set, name.spellings)
    )


def _has_head(name: Name, told: list[str]) -> bool:
    return any(not term_set(_BEHIND.sub("", spelling)).isdisjoint(told) for spelling in name.spellings)


def _is_whole(names: Names, name: Name, told: list[str]) -> bool:
    meant = frozenset(told).union(*map(people_of, told))
    return any(set(names.key_of(spelling)) <= meant for spelling in name.spellings)
