"""Who does what to whom in a statement, and in which order: what a bag of words can't tell apart.

"A followed B" and "B followed A" have the same words; so have "X is commissioner, and Y leads" and "Y is commissioner".
Both statements are read for the few forms that turn a meaning round; where they differ, one does not bear the other.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from kb.paraphrase import PAST, root
from kb.words import STOP_WORDS, fold, split_words

_LATER = frozenset(root(word) for word in "follow succeed successor replace after".split())
_EARLIER = frozenset(root(word) for word in "precede predecessor before earlier prior".split())
ORDER = _LATER | _EARLIER  # who was first is read from the order of names, so one of them may stand for another
_TOWARDS = frozenset("from to by until since for".split())
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+(?:['’-][^\W_]+)*")
# What begins with a preposition is no clause: "deals with enlargement, and with support for Ukraine".
_CLAUSES = re.compile(
    r";|,\s+(?:and|but)\b(?!\s+(?:with|for|of|to|by|on|from|at|as|in)\b)|,\s+(?:while|whereas|which|who|of which)\b"
    r"|\s+(?:but|while|whereas)\s+"
)
_RELATIVE = re.compile(r"((?:[A-Z][\w'’-]*\s)*[A-Z][\w'’-]*),? who\s")
_GAPPED = re.compile(r"\s+and\s+(?=(?:[A-Z][\w'’-]*\s){1,4}(?:of|for|with|on|after)\b)")  # "A leads B and C of D"
_VERBLESS = re.compile(rf"\b[a-z\d]\w*,?{_GAPPED.pattern}")  # not of "with A and B on 4 March"
_PARTS = re.compile(rf":\s+|{_GAPPED.pattern}")
_FROM_TO = re.compile(r"\bfrom ([^,;|]*?) to ([^,;|.]*)")
_TO = re.compile(r"\bto ([^,;|.]*)")
_BEHIND = 10  # words behind "by" among which the doer's name stands
_MONEY = frozenset("EUR USD PLN RON UAH".split())
_NEAR = 5  # words behind a verb among which "by" makes it passive
_JOINING = frozenset("the a an of and".split())
_BESIDE = frozenset("on in at for to with since under".split())  # what stands behind these did not do it
_ABOUT = frozenset("on in under about regarding concerning".split())
_BEFORE_VERB = frozenset("has have had who which that also then and".split())
_BE = frozenset("is are was were".split())
_TIMES = frozenset(root(word) for word in "after before follow prior".split())
_NOUNS = frozenset(root(word) for word in ("predecessor", "successor"))


def is_reversed(said: str, told: str) -> bool:
    """Tell whether a sentence changes over who did it to whom, or can't be told to keep it.

    "from A to B", "by A": what stands behind such a word in the sentence must stand behind the same word in the unit,
    where the unit has both. "written by A": who is said to write must be A. "A followed B": the unit must say so, or
    "B preceded A".
    """
    ours, theirs = _arguments(said), _arguments(told)
    everywhere, ours_all = _folded(told), _folded(said)
    for word in _TOWARDS & ours.keys() & theirs.keys():
        if _is_counted(ours[word]) != _is_counted(theirs[word]):  # "from 5 to 7 March", "from the community"
            continue
        elsewhere = _beside(said) if word == "for" else frozenset()  # "of A for B" and "for A on B" are one
        if not ours[word] & theirs[word] and ours[word] <= everywhere and theirs[word] & ours_all - elsewhere:
            return True
        own, other = ours[word] - theirs[word], theirs[word] - ours[word]  # "DG A from DG B" for "DG B from DG A"
        if own and other and own != ours[word] and own <= everywhere and other & ours_all - elsewhere:
            return True
    if _other_doer(said, told) or _other_doer(told, said) or _other_way(said, told):
        return True
    before, after = sequence_of(said)
    if not before or not after:
        return False
    there_before, there_after = sequence_of(told)
    return not (before & there_before and after & there_after)


@lru_cache(maxsize=4096)
def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text))


def leaves_verb_out(said: str) -> bool:
    """Tell whether a sentence says of a second name what it says of a first one, without the verb: "and B of D"."""
    return _VERBLESS.search(said) is not None


def mixes_clauses(said: str, told: str) -> bool:
    """Tell whether a sentence takes a name from one clause of the unit and what is said of it from another.

    Only where the other clause speaks of someone whom the sentence does not name, and has words of the sentence that
    the name's own clause has not.
    """
    said = _RELATIVE.sub(r"\1; \1 ", said)  # "A, who leads B" is "A; A leads B"
    parts = (part for clause in _CLAUSES.split(said) for part in _PARTS.split(clause))
    return any(_mixes(part, told) for part in parts if part.strip())


def _mixes(said: str, told: str) -> bool:
    clauses, words = _clauses_of(told)
    if len(clauses) < 2:
        return False
    ours = [word for word in _WORD.findall(said) if fold(word) not in STOP_WORDS]
    our_names = frozenset(root(fold(word)) for word in ours if word[:1].isupper())
    plain = frozenset(root(fold(word)) for word in ours if word[:1].islower())
    for number, clause in enumerate(clauses):
        leading = leading_names(clause)
        if not leading or leading & our_names:
            continue
        elsewhere = frozenset().union(*(other for i, other in enumerate(words) if i != number))
        only_here = ((plain | our_names) & words[number]) - elsewhere
        only_there = our_names & elsewhere - words[number]
        theirs = [other for other, roots in zip(clauses, words, strict=True) if only_there & roots]
        if only_here and theirs and not any(_is_elliptic(other) for other in theirs):
            return True
    return False


@lru_cache(maxsize=4096)
def _clauses_of(text: str) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]]:
    """Cut a text into clauses, and give the roots of the words of each."""
    cut = _CLAUSES.split(text) if " | " not in text else [text]  # a row says one thing, with what its cells list
    clauses = tuple(clause for clause in cut if clause.strip())
    return clauses, tuple(frozenset(root(word) for word in split_words(clause)) for clause in clauses)


def _is_elliptic(clause: str) -> bool:
    """Tell whether a clause leaves its verb to another one: "but Mainz did not"."""
    return all(word[:1].isupper() or fold(word) in STOP_WORDS for word in _WORD.findall(clause))


def leading_names(clause: str) -> frozenset[str]:
    """Give the names with which a clause begins, before its first word in small letters that is no article."""
    found = set()
    for word in _WORD.findall(clause):
        if word[:1].isupper() and fold(word) not in STOP_WORDS:
            found.add(root(fold(word)))
        elif found or not (word.isdigit() or word.casefold() in ("the", "a", "an", "in", "for", "of", "on", "at")):
            break
    return frozenset(found)


def _is_counted(words: frozenset[str]) -> bool:
    return all(word[:1].isdigit() for word in words)


def _other_way(said: str, told: str) -> bool:
    """Tell whether a sentence takes something from those to whom the unit gives it: "from programmes of A to B's"."""
    found = _FROM_TO.search(said)
    if not found:
        return False
    giver, taker = _names(_WORD.findall(found[1])), _names(_WORD.findall(found[2]))
    own, other = giver - taker, taker - giver
    return any(
        own and other and own <= names and other.isdisjoint(names) and other <= _folded(told) - names
        for names in (_names(_WORD.findall(to)) for to in _TO.findall(told))
    )


def _other_doer(active: str, passive: str) -> bool:
    """Tell whether one text says "written by A" and the other that someone else wrote."""
    theirs = _WORD.findall(passive)
    ours = _WORD.findall(active)
    for place, word in enumerate(theirs[:-1]):
        if theirs[place + 1].casefold() != "by" or not (word.endswith("ed") or word in PAST):
            continue
        doers = _first_names(theirs[place + 2 : place + 2 + _BEHIND])
        fits = []
        for at, own in enumerate(ours):
            before = ours[at - 1] if at else ""
            acts = before[:1].isupper() or before in _BEFORE_VERB
            if (
                root(fold(own)) != root(fold(word))
                or not (acts and own.islower())
                or "by" in ours[at + 1 : at + 1 + _NEAR]
            ):
                continue
            left = _names(ours[:at])
            if doers and left:
                acting = _names(_names_before(ours[:at]))  # "the Commission" for "by the European Commission"
                fits.append(2 * len(left & doers) > len(doers) or (bool(acting) and acting <= doers))
        if fits and not any(fits):
            return True
    return False


@lru_cache(maxsize=4096)
def _beside(text: str) -> frozenset[str]:
    """Give the names that stand directly behind "on", "in", "under" and the like: what something is about."""
    words = _WORD.findall(text)
    behind = [_first_names(words[i + 1 :][:3]) for i, word in enumerate(words) if word in _ABOUT]
    return frozenset().union(*behind)


def _names_before(words: Sequence[str]) -> list[str]:
    """Give the names that stand right before a verb."""
    return list(takewhile(lambda word: word[:1].isupper(), reversed(words)))


def _names(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words if word[:1].isupper() and fold(word) not in STOP_WORDS)


def _first_names(words: Sequence[str]) -> frozenset[str]:
    """Give the names that stand first, up to the next word that joins no names."""
    found: list[str] = []
    for word in words:
        if word[:1].isupper():
            found.append(word)
        elif (found and word not in _JOINING) or word in _BESIDE:
            break
    return _names(found)


@lru_cache(maxsize=4096)
def _arguments(text: str) -> dict[str, frozenset[str]]:
    """Give the names and figures that stand directly behind "from", "to", "by", "until", "since", "for"."""
    words = _WORD.findall(text)
    found: dict[str, frozenset[str]] = {}
    for i, word in enumerate(words):
        if word.casefold() not in _TOWARDS:
            continue
        behind = set()
        for following in words[i + 1 :]:
            if following in _MONEY:
                break
            if following[:1].isupper() or (following[:1].isdigit() and word.casefold() != "for"):
                behind.add(fold(following))
            elif following.casefold() not in ("the", "and", "of", "a"):
                break
        if behind:
            found[word.casefold()] = found.get(word.casefold(), frozenset()) | behind
    return found


@lru_cache(maxsize=4096)
def sequence_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names of what came earlier and of what came later, folded, where a text says so; else two empty sets."""
    words = _WORD.findall(text)
    roots = [root(fold(word)) for word in words]
    turn = next((i for i, word in enumerate(roots) if word in ORDER), None)
    if turn is None:
        return frozenset(), frozenset()
    left = frozenset(fold(word) for word in words[:turn] if _is_name(word))
    rest = words[turn + 1 :]
    if not left and roots[turn] in (root("before"), root("after")):  # "Before A came B"
        middle = next((i for i, word in enumerate(rest) if word.islower() and word not in ("the", "of", "and")), 0)
        left = frozenset(fold(word) for word in rest[middle:] if _is_name(word))
        rest = rest[:middle]
    if not left and roots[turn] in _NOUNS:  # "The predecessor of B was A"
        middle = next((i for i, word in enumerate(rest) if word in _BE), len(rest))
        left = frozenset(fold(word) for word in rest[middle:] if _is_name(word))
        rest = rest[:middle]
    right = frozenset(fold(word) for word in rest if _is_name(word))
    if roots[turn] in _TIMES and not any(word[:1].isupper() for word in rest):  # after a date, which is no one
        return frozenset(), frozenset()
    following = words[turn + 1].casefold() if turn + 1 < len(words) else ""
    if following in _BESIDE:  # "B followed in 2014" does not say whom
        return frozenset(), frozenset()
    # "A was followed by B", "the predecessor of B is A", "the predecessor was A"
    passive = following == "by" or (roots[turn] in _NOUNS and following != "of")
    left, right = left - right, right - left
    return (right, left) if (roots[turn] in _LATER) != passive else (left, right)


def _is_name(word: str) -> bool:
    return (word[:1].isupper() and fold(word) not in STOP_WORDS) or word[:1].isdigit()
