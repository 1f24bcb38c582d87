"""Whether a statement denies something, and whether two statements deny the same."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kb.grounding.reading import WORD, roots_of
from kb.paraphrase import PAST, PRESENT
from kb.words import split_words

REACH = 3  # words before and behind "not" of which one is stated and the other denied
TOLD = 2  # words that two clauses share if they tell of the same
NEGATIVE = frozenset(
    "no not never none neither nor without cannot nobody nothing unknown avoid avoids avoided avoiding".split()
)
_NUMERO = re.compile(r"\bNo\.?(?=\s\d)")  # "Regulation (EU) No 232/2014" denies nothing
_NEITHER = re.compile(r"\bnor\b|(?<=\bnor )not\b", re.I)  # "neither ... nor" denies once
_RELATIVE = re.compile(r"\b(?:that|which|who)\b")
_PARTS = re.compile(r"[;:|()–]")
PIECES = re.compile(r",(?!\d)|[;:|()–]|\b(?:and|but|while)\b")
_COORDINATED = re.compile(r",|\b(?:and|but|while)\b")
# What a page does not say is not denied.
_UNSAID = re.compile(
    r"[,(]?\s*(?:without (?:say|stat|specify)ing|(?:(?:which|it|this|the \w+) )?(?:does|do|did) not "
    r"(?:say|state|specify|indicate|mention))"
    r" whether (?:[^.;|)]|\.(?=\d))*\)?",
    re.I,
)
_UNKNOWN_CELL = re.compile(r"(?:^|\|)([^:|]+): not known\b")  # "e-mail: not known" in a row
_DENIED_NAME = re.compile(r"\s\((not [^()]*)\)")  # "Alpha (not a Beta)" is one clause
_CONTRAST = re.compile(r"\s*not\s(?!known\b|clear\b)")
_NOT_KNOWN = re.compile(r"^(.*?) (?:of|for|in) .*\b(?:not known|unknown)\b", re.I)
_ATTACHED = re.compile(r"\s*(?:without|in|for|with|by|of|to|from|on|at|under|$)(?:\b|$)")  # goes with what is before
_ROLE = re.compile(r"\s*(?:both |either |neither )?as\b")
_VERBS = "|".join([*PAST, *PRESENT])
# "May" is a month.
VERB = re.compile(
    rf"\b(?:is|are|has|have|does|do|can|could|(?-i:may)|might|will|would|must|shall|should|\w+ed|{_VERBS})\b", re.I
)


def is_negative(text: str) -> bool:
    """Tell whether a statement denies something; two denials make none."""
    text = _NUMERO.sub("", text).replace("n't", " not").replace("n’t", " not")
    words = split_words(_NEITHER.sub("", text))
    return sum(word in NEGATIVE for word in words) % 2 == 1


def states_nothing_denied(text: str) -> str:
    """Give a text without what it says is not said: "..., without saying whether that is all" denies nothing."""
    return _UNSAID.sub("", text)


def denies(told: str, said: frozenset[str]) -> bool:
    """Tell whether the part of a unit that speaks of what was said denies it."""
    if any(label and label <= said for label in _unknown_cells(told)):
        return True
    shared = [(len(said & roots), pieces) for pieces, roots in _clauses_of(states_nothing_denied(told))]
    most = max(count for count, _ in shared)
    return any(
        is_negative(piece) and _is_reached(piece, said) and not _is_of_other(pieces, said)
        for count, pieces in shared
        if count == most
        for piece in pieces
    )


def _is_reached(piece: str, said: frozenset[str]) -> bool:
    """Tell whether what was said has a word of what a piece denies: "without a call" denies the call alone."""
    if (contrast := _CONTRAST.match(piece)) and not VERB.search(piece):  # "made by A, not by B" denies B alone
        return not said.isdisjoint(roots_of(piece[contrast.end() :]))
    before, without, behind = piece.partition("without ")
    return not without or is_negative(before) or not said.isdisjoint(roots_of(behind))


@lru_cache(maxsize=4096)
def _unknown_cells(told: str) -> tuple[frozenset[str], ...]:
    return tuple(roots_of(label) for label in _UNKNOWN_CELL.findall(told))


@lru_cache(maxsize=4096)
def _clauses_of(told: str) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    return tuple((tuple(pieces), roots_of(" ".join(pieces))) for pieces in _clauses(told))


def _is_of_other(pieces: Iterable[str], said: frozenset[str]) -> bool:
    """Tell whether what is not known is something of what was said: "the dates of the events are not known"."""
    found = _NOT_KNOWN.search(" ".join(pieces))
    return found is not None and bool(roots_of(found[1])) and said.isdisjoint(roots_of(found[1]))


def moves_denial(said: str, told: str) -> bool:
    """Tell whether a sentence that denies something denies another clause than the unit does."""
    if not is_negative(said) or not is_negative(told):
        return False
    theirs = _denials(PIECES.split(told))
    for roots, negative in _denials(PIECES.split(_RELATIVE.sub(",", said))):
        most = max(len(roots & other) for other, _ in theirs)
        nearest = {denied for other, denied in theirs if len(roots & other) == most}
        if most >= TOLD and nearest == {not negative}:
            return True
    return False


def swaps_denial(said: str, told: str) -> bool:
    """Tell whether a sentence denies what the unit says and says what the unit denies: "A, not B" for "B, not A"."""
    ours, theirs = _around_denial(said), _around_denial(told)
    return any(
        denied & their_stated - their_denied and stated & their_denied - their_stated
        for stated, denied in ours
        for their_stated, their_denied in theirs
    )


def _around_denial(text: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Give for each "not" and "without" the roots of the words before and behind it, as far as its reach goes."""
    words = split_words(text)
    return [
        (roots_of(" ".join(words[max(place - REACH, 0) : place])), roots_of(" ".join(words[place + 1 :][:REACH])))
        for place, word in enumerate(words)
        if word in ("not", "without")
    ]


def _clauses(text: str) -> list[list[str]]:
    """Cut a text into clauses, each in pieces: what is listed, as in "the address and the telephone are", is one."""
    found: list[list[str]] = []
    for part in _PARTS.split(_DENIED_NAME.sub(r", \1,", text)):
        clauses: list[list[str]] = [[]]
        for piece in _COORDINATED.split(part):
            if any(VERB.search(other) for other in clauses[-1]) and not _ATTACHED.match(piece):
                clauses.append([piece])
            else:
                clauses[-1].append(piece)
        if len(clauses) > 1 and not any(VERB.search(piece) for piece in clauses[-1]):
            clauses[-2:] = [[*clauses[-2], *clauses[-1]]]
        found.extend(clauses)
    return found


def _denials(clauses: Iterable[str]) -> list[tuple[frozenset[str], bool]]:
    """Give for each clause the roots of its words that are no names and its numbers, and whether it denies."""
    found: list[tuple[frozenset[str], bool]] = []
    for clause in clauses:
        negative = is_negative(clause)
        if found and _ROLE.match(clause):  # "cannot join, both as partners and as hosts"
            negative = negative or found[-1][1]
        told = " ".join(word for word in WORD.findall(clause) if not word[0].isupper())
        found.append((roots_of(told), negative))
    return found
