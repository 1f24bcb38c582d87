"""Who does it, to whom it is done and for whom, read around the verb that a sentence shares with its passage."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.paraphrase import PAST, PRESENT, root, says_same
from kb.words import STOP_WORDS, fold

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+(?:['’-][^\W_]+)*|[,;:|]")
_BE = frozenset("is are was were be been being".split())
_AUXILIARY = frozenset("has have had having do does did with".split())
_OF_OBJECT = frozenset("the a an its their his her this these all every each".split())
_ENDS = frozenset(",;:|").union("but while whereas which who that".split())  # of what belongs to a verb
_BESIDE = frozenset("for in on at with from to by under since until during after before within between as".split())
_ALLOWED = re.compile(r"([^,;:|]*)\b(?:may|can|could|must|shall|should|needs? to|(?:has|have|had) to)\b")
_NAMED = r"[^\W\d_a-zà-ÿ][\w'’-]*"
_BESIDE_NAMES = re.compile(rf"\b(?:with|of|in|for|between|from) (?:the )?({_NAMED}(?:,? (?:and (?:the )?)?{_NAMED})*)")
_REACH = 3  # words between "is" and the verb
# What is given and got is told from both ends.
_CONVERSE = frozenset(root(word) for word in "get receive gain obtain give come go join have follow succeed".split())
_VERBS = frozenset([*PAST, *PRESENT])


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb by its root, and by the roots of their words what does it, what it is done to, and for whom.

    named: the doer stands behind "by".
    """

    verb: str
    doer: frozenset[str]
    object: frozenset[str]
    client: frozenset[str]
    named: bool


def turns_roles(said: str, told: str) -> bool:
    """Tell whether a sentence makes the doer of its passage the one to whom it is done, or for whom: "B leads A"."""
    everywhere = _roots(told)
    for ours in _deeds(said):
        like = [
            deed
            for deed in _deeds(told)
            if ours.verb == deed.verb or (ours.verb not in _CONVERSE and says_same(ours.verb, deed.verb))
        ]
        if any(_turns(ours, deed, everywhere) for deed in like) and not any(ours.doer & deed.doer for deed in like):
            return True
    return False


def lets_another(said: str, told: str) -> bool:
    """Tell whether a sentence lets those do something with or for whom another may do it: "B may pay A's costs"."""
    ours, theirs = _ALLOWED.search(said), _ALLOWED.search(told)
    if not ours or not theirs:
        return False
    doer, other = _names(ours[1]), _names(theirs[1])
    beside = _names(" ".join(_BESIDE_NAMES.findall(told[theirs.end() :])))
    return bool(doer and other) and doer <= beside - other and other.isdisjoint(_names(said))


def _names(text: str) -> frozenset[str]:
    return frozenset(word for word in _TOKEN.findall(text) if word[:1].isupper() and fold(word) not in STOP_WORDS)


def _turns(ours: _Deed, theirs: _Deed, everywhere: frozenset[str]) -> bool:
    if not ours.doer or not theirs.doer:
        return False
    if ours.doer & theirs.object and ours.object & theirs.doer:
        return True
    if ours.doer & theirs.client:
        return True
    # "led by B" of "led by A and paid by B"
    return ours.named and theirs.named and ours.verb == theirs.verb and ours.doer <= everywhere


@lru_cache(maxsize=4096)
def _roots(text: str) -> frozenset[str]:
    return _content([fold(token) for token in _TOKEN.findall(text)])


def _content(words: list[str]) -> frozenset[str]:
    return frozenset(root(word) for word in words if word[:1].isalpha() and word not in STOP_WORDS)


@lru_cache(maxsize=4096)
def _deeds(text: str) -> tuple[_Deed, ...]:
    """Read each verb of a text."""
    words = _TOKEN.findall(text)
    folded = [fold(word) for word in words]
    found = []
    for at, word in enumerate(words):
        if not word[:1].islower() or not _is_verb(words, folded, at):
            continue
        start = max((i + 1 for i in range(at) if _is_end(words, i)), default=0)
        end = next((i for i in range(at + 1, len(words)) if _is_end(words, i)), len(words))
        left, right = folded[start:at], folded[at + 1 : end]
        passive = right[:1] == ["by"] or not _BE.isdisjoint(left[-_REACH:])
        before = _content(left)
        if passive:
            doer, other = _content(_behind("by", right)), before
        else:
            doer, other = before, _content(_first(right))
        client = _content(_behind("for", right))
        found.append(_Deed(root(folded[at]), doer - other, other - doer, client, passive and "by" in right))
    return tuple(found)


def _is_end(words: list[str], at: int) -> bool:
    """Tell whether a clause ends here; "and" ends one where it joins no names."""
    word = words[at].casefold()
    return word in _ENDS or (word == "and" and not (at + 1 < len(words) and words[at + 1][:1].isupper()))


def _first(words: list[str]) -> list[str]:
    """Give the words up to the next preposition."""
    return words[: next((i for i, word in enumerate(words) if word in _BESIDE), len(words))]


def _behind(word: str, words: list[str]) -> list[str]:
    return _first(words[words.index(word) + 1 :]) if word in words else []


def _is_verb(words: list[str], folded: list[str], at: int) -> bool:
    """Tell whether a word is used as a verb: by its form, or as what a subject does to something."""
    word, before = folded[at], folded[at - 1] if at else ""
    if word in _BE or word in _AUXILIARY or before in _OF_OBJECT or (before in _BESIDE and before != "to"):
        return False
    if word in _VERBS or word.endswith("ed"):
        return True
    if not before or at + 1 == len(words):
        return False
    of_object = folded[at + 1] in _OF_OBJECT or words[at + 1][:1].isupper()
    if word.endswith("s"):
        return of_object and (
            words[at - 1][:1].isupper() or before in ("who", "which", "that", "it", "also", "and", ":")
        )
    return of_object and word not in _BESIDE and before.endswith("s") and words[at - 1][:1].islower()
