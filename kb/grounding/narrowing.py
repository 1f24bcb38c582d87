"""Words that widen, narrow or turn round what is said: the passage must say them itself, or not their reverse."""

import re
from functools import lru_cache

from kb.grounding.claim import Claim
from kb.grounding.planned import is_allowed_only, is_planned, tells_plan
from kb.grounding.reading import roots_of
from kb.grounding.told import ToldUnit
from kb.opposites import read_opposites
from kb.paraphrase import PAST, root
from kb.synonyms import kin_of
from kb.words import split_words

_AT_PRESENT = frozenset("today now currently nowadays presently".split())
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|can|may|will|must|still|currently|now|today)\b")
# "A, so B", "A. Therefore B": that it follows is said, but not in "so you should ask".
_FOLLOWS = re.compile(
    r"(?:^|[,;:–]\s)(?:and )?(?:so|thus|hence|as a result|that is why|which is why)\b,? "
    r"(?!(?:that|far|called|it is best|you|please|to|the best)\b)",
    re.I,
)
_REASONS = re.compile(
    r"\b(?:so|thus|hence|therefore|because|due|owing|since|reason|result\w*|in this way|why|for this)\b", re.I
)
_BOUND_ON_ONE = re.compile(r"([≤≥＞＜]) (?:one|1)\b(?! (?:million|billion|hundred|thousand|quarter|third|year))", re.I)
_RATE = re.compile(
    r"\b(?:annual\w*|yearly|monthly|weekly|daily|(?:every|each|per|a) (?:year|annum|month|week|day))\b"
    r"(?! (?:later|earlier|longer|shorter|before|after|ago))",
    re.I,
)
_NOW, _THEN = frozenset({"is", "are"}), frozenset({"was", "were"})
# What a passage must say itself if a sentence says it; each line are words that say the same.
_STRICT = [
    frozenset(line.split())
    for line in """
    only solely exclusively sole just alone
    most mainly mostly majority half
    more exceed least
    less
    because due owing reason cause caused therefore thanks consequently
    will plan planned intend
    possibly perhaps might
    must shall obliged required require need needed necessary
    """.strip().splitlines()
]
_ONE = frozenset({"one", "single", "sole", "only"})
_EVERY_OF = re.compile(r"\b(?:all|every|each) ((?:[a-z0-9-]+ ){1,3})of (?:the )?([A-Z][\w-]*(?: [A-Z][\w-]*)*)")
_WHERE = frozenset(root(word) for word in "territory area part".split())  # "with its whole territory"
# Words of which one can't stand for the other, however near their vectors are, with those of kb/lexicon/opposites.txt.
_OPPOSITES = [
    "more | less; increase rise grow | reduce cut; join | leave withdraw; member | partner; with | exclude",
    "allow | ban; government cabinet | parliament; legislature | government",
    "keep retain maintain preserve | abandon drop scrap discard",
    "begin start open launch resume | end close finish stop suspend terminate discontinue; after | before",
    "well | weakly poorly badly; approve accept adopt | reject refuse",
    "continue remain persist | follow succeed replace; allocation allocate earmark | spend disburse",
]
_FOUND = re.compile(
    r"\b(?:found|known|identif\w+|named|given|listed|mention\w*|quoted|confirmed|stated?|traced)\b", re.I
)
_ONLY_FOUND = re.compile(rf"\bonly\b[^.;|]*{_FOUND.pattern}", re.I)
Pair = tuple[frozenset[str], frozenset[str]]  # the roots of one side, and of the other


def is_plain_enough(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the unit itself has the words that widen or narrow what the sentence says."""
    if any(line & claim.strict and not line & unit.plain for line in _STRICT):
        return False
    if claim.only_one and _ONE.isdisjoint(unit.plain):
        return False
    return all(
        any(
            (near & other and not _widens(near, other, claim, unit))
            or not near
            or (other & _WHERE and near <= unit.own_roots)
            for other in unit.every
        )
        or near & unit.generic
        for near in claim.every
    )


def _widens(near: frozenset[str], other: frozenset[str], claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether "all A" is said of what the unit says "all A B", with B a part of the name: "Interreg NEXT".

    Or of "all A of B", and B is not said: "all Italian provinces" of "all provinces of Sicily".
    """
    names = frozenset(root(name) for name in unit.names - unit.uncapitalised)
    if near & names and not other & names <= claim.all_roots:
        return True
    whose = [
        roots_of(whose) for every, whose in _EVERY_OF.findall(f"{unit.lead}\n{unit.own_text}") if roots_of(every) & near
    ]
    return bool(whose) and all(
        all(claim.all_roots.isdisjoint(kin_of(name) | {name}) for name in each) for each in whose if each
    )


def is_turned(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says one side of an opposition and the unit's own words only the other."""
    return any(not unit.own_words & one and unit.own_words & other for one, other in _sides_of(claim.all_roots))


@lru_cache(maxsize=1024)
def _sides_of(said: frozenset[str]) -> tuple[Pair, ...]:
    """Give the oppositions of which a sentence says one side only, that side first."""
    pairs = [oriented for pair in _pairs() for oriented in (pair, pair[::-1])]
    return tuple((one, other) for one, other in pairs if said & one and not said & other)


@lru_cache(maxsize=1)
def _pairs() -> tuple[Pair, ...]:
    own = [[side.split() for side in pair.split("|")] for line in _OPPOSITES for pair in line.split(";")]
    return tuple(
        (frozenset(root(word) for word in one), frozenset(root(word) for word in other))
        for one, other in (*own, *read_opposites())
    )


def draws_conclusion(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says that one thing follows from another, which the unit does not."""
    return _FOLLOWS.search(claim.text) is not None and not _REASONS.search(unit.own_text)


def bounds_one(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says "at most one" or "at least one" where the unit does not."""
    said, told = (frozenset(_BOUND_ON_ONE.findall(text)) for text in (claim.text, unit.all_text))
    return ("≤" in said and "≤" not in told) or ("≥" in said and "≤" in told - said)


def adds_rate(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says how often something is so where the unit does not: "a yearly fair"."""
    return _RATE.search(claim.text) is not None and not _RATE.search(unit.all_text)


def is_outdated(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says "is" or "today" of what the unit says "was"."""
    if claim.plain & _AT_PRESENT and not unit.is_row and _tells_past(unit.own_text):
        return True
    own = frozenset(split_words(unit.own_text))
    return bool(claim.plain & _NOW and own & _THEN and not own & (_NOW | {"has", "have"}) and not claim.plain & _THEN)


def _tells_past(text: str) -> bool:
    words = split_words(text)
    return not _PRESENT.search(text) and any(word in PAST or word.endswith("ed") for word in words)


def tells_plan_as_fact(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says as a fact what the unit, where it speaks of it, only plans."""
    if is_allowed_only(unit.own_text, claim.text):
        return True
    if claim.planned:
        return False
    if unit.is_row:  # one statement, whose cells say of each other what they are
        return tells_plan(unit.own_text)
    return unit.led_by_plan or is_planned(unit.own_text, claim.roots)


def tells_open_as_fact(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence says as a fact what the unit leaves open, or leaves open what the unit does not."""
    if claim.unsaid:
        return "whether" not in unit.own_text
    if "only" in claim.plain and not claim.open and _ONLY_FOUND.search(unit.own_text):
        return not _FOUND.search(claim.text)  # that no other was found does not say that there is none
    return not claim.open and not unit.open.isdisjoint(claim.roots)


def names_part_of_name(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether the sentence names "Romania-Ukraine" and the unit only "Hungary-Slovakia-Romania-Ukraine"."""
    return any(
        len(other) > len(one) and any(other[at : at + len(one)] == one for at in range(len(other)))
        for one in claim.compounds - unit.compounds
        for other in unit.compounds
    )
