"""Hold the sentences of a chat model against the units of passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.direction import ORDER, is_reversed, mixes_clauses
from kb.grounding.claim import Claim, read_claim
from kb.grounding.covering import covers
from kb.grounding.denying import denies, moves_denial
from kb.grounding.narrowing import OPPOSITES, is_outdated, is_plain_enough, is_turned
from kb.grounding.told import Ground, ToldUnit, units_of
from kb.index import Hit, Index
from kb.paraphrase import root, same_as, says_same
from kb.scores import token_similarity
from kb.synonyms import kin_of
from kb.words import fold, split_words

LIKE = 0.5  # cosine from which a word of the unit means what a word of the sentence does
NAMED_LIKE = 0.8  # the same for "Italian" and "Italy", which begin alike
ALIKE = 4  # letters
MEANT = 0.5  # share of the content words that the unit must hold itself; what is left is light or like
JOINED = 3  # words from which a part of a sentence is a statement of its own
_JOINTS = re.compile(r"[;,]\s+(?:and|while|whereas|but)?\s*|\s+(?:while|whereas)\s+|\s+and\s+(?=the\b)")
_INSERTED = re.compile(r"([^,]+), (?:which|who) ([^,]+), ([^,].*)")
_APPOSED = re.compile(r"([^,]+), ((?:an?|the) [^,]+), (?!and\b|or\b)([^,].*)")  # "A, the head of B, leads C"
_INTRODUCED = re.compile(
    r"(?:Its|Their|The|His|Her) ([a-z][^,]+), ([^,]+), (?!and\b|or\b)([^,].*)"
)  # "Its head, A, ..."
_ATTRIBUTES = frozenset(
    root(word) for word in "according say state report print write give tell name put count".split()
)
# Words that carry no fact of their own: what a person puts in others without changing what is said.
_LIGHT = frozenset(
    root(word)
    for word in """
    able according account across act additional address allow along already also altogether always among amount
    amounts answer answers appear apply around aside ask asked available base based became become behind belong
    belongs between
    bring brings brought call called came carry combined come comes comprise concern consist contain contribute
    contributes cooperate cover covers currently date day deal document documents duration each early eligible entire
    exist explain fall feature
    find form found give given gives go goes going gone hand handed have held help hold include includes
    including instead involve join joined keep known late latest lie lies list listed made main make makes mean
    means meant mention name named namely necessary new newly now number numbers offer offered offers one ones
    original originally otherwise overall part participate people person place possible present programme
    provide provided provides put reach reached receive received receives refer regard related rely responsible
    rest rested run say says see send serve set several side since sit so sort stand stands state stated states
    subject submit submitted take taken takes taking talk task tell thing things thus time together topic total totally
    turn under use used uses way well went whole within word work worked works worth write
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Support:
    """How far a unit bears a sentence: the share of its words that it holds, with and without what stands around it."""

    held: float
    own: float
    denied: bool


class Grounds:
    """The units that a chat model was given, made ready for checking its sentences."""

    def __init__(self, index: Index, hits: Sequence[Hit]) -> None:
        self._index = index
        self._units = [unit for hit in hits for unit in units_of(index, hit)]
        self._names = frozenset(name for unit in self._units for name in unit.names)

    def check(self, sentence: str) -> tuple[Ground, ...]:
        """Give the units that bear a sentence, the best first; none when it is not borne; a question states nothing."""
        if sentence.rstrip(" \"'”’»)").endswith("?"):
            return ()
        whole = self._best(sentence, frozenset())
        if whole is not None:
            return (whole,)
        inserted = read_inserted(sentence)
        if inserted:
            both = [self._best(said, frozenset()) for said in inserted]
            return tuple(dict.fromkeys(ground for ground in both if ground)) if all(both) else ()
        # A sentence may join two statements; each must be borne, and be about what the first one names.
        parts = [part for part in _JOINTS.split(sentence) if part]
        if len(parts) < 2 or any(len(split_words(part)) < JOINED for part in parts):
            return ()
        subject = self._claim(parts[0]).names(self._names)
        found = [self._best(part, frozenset() if self._claim(part).names(self._names) else subject) for part in parts]
        return tuple(dict.fromkeys(ground for ground in found if ground)) if all(found) else ()

    def _best(self, sentence: str, about: frozenset[str]) -> Ground | None:
        claim = self._claim(sentence)
        if not claim.content or len(claim.content) + len(claim.figures) < 2:  # a word states nothing
            return None
        found = [(support, unit) for unit in self._units if (support := self._support(claim, unit, about))]
        borne = [(support, unit) for support, unit in found if not support.denied]
        if not borne:
            return None
        support, unit = max(borne, key=lambda pair: (pair[0].held, pair[0].own))
        denied = max((other.own for other, _ in found if other.denied), default=0.0)
        return unit.ground if denied < support.own or not denied else None

    def _claim(self, sentence: str) -> Claim:
        return read_claim(sentence, self._index.encoder)

    def _support(self, claim: "Claim", unit: "ToldUnit", about: frozenset[str]) -> _Support | None:
        """Hold a sentence against a unit; None when the unit lacks what it must hold."""
        if not (claim.addresses <= unit.addresses and claim.bodies <= unit.bodies and is_plain_enough(claim, unit)):
            return None
        names = claim.names(self._names)
        if unit.attributed and claim.roots.isdisjoint(_ATTRIBUTES):
            return None
        if not all(root(name) in unit.roots or name in unit.plain for name in about):
            return None
        if not all(covers(unit.figures, unit.all_text, figure, claim.modal, says_same) for figure in claim.figures):
            return None
        own_text = unit.own_text
        if any(is_turned(claim, unit, pair) for pair in OPPOSITES):
            return None
        if is_reversed(claim.text, own_text) or mixes_clauses(claim.text, own_text):
            return None
        held = own = 0
        others: list[tuple[int, int]] = []  # words that the unit has in other words, if at all
        for start, end in claim.content:
            word = fold(claim.text[start:end])
            term = root(word)
            if term in unit.roots or word in unit.plain:
                held += 1
                own += term in unit.own_roots
                continue
            meant = not (kin_of(term) if word in names else same_as(term)).isdisjoint(unit.own_roots)
            if meant or (word not in names and term in _LIGHT | ORDER):
                own += meant and term not in _LIGHT
                continue
            others.append((start, end))
        figures, words = len(claim.figures), len(claim.content) + len(claim.figures)
        share = (held + figures) / words
        # Words are compared by their vectors last: a unit that has less than half of them tells of something else.
        if share < MEANT or not _has_like(claim, unit, others, names):
            return None
        denied = claim.negative != denies(unit.own_text, claim.roots) or moves_denial(claim.text, unit.own_text)
        if is_outdated(claim, unit) and not denied:
            return None
        return _Support(share, (own + figures) / words, denied)


def _has_like(claim: Claim, unit: ToldUnit, words: Sequence[tuple[int, int]], names: frozenset[str]) -> bool:
    """Tell whether a unit has for each of some words of a sentence one that means the same by its vector."""
    if not words:
        return True
    if any(
        word in names and not any(other[:ALIKE] == word[:ALIKE] for other in unit.plain)
        for word in (fold(claim.text[start:end]) for start, end in words)
    ):
        return False
    similarity = token_similarity(claim.embedding.tokens, unit.tokens)
    spans = claim.embedding.spans
    for start, end in words:
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
        like = float(similarity[inside].max(axis=1).mean()) if inside.any() and similarity.size else 0.0
        if like < (NAMED_LIKE if fold(claim.text[start:end]) in names else LIKE):
            return False
    return True


def read_inserted(sentence: str) -> tuple[str, str] | None:
    """Give the two statements of a sentence that says in between what its subject is, None for others."""
    if found := _INSERTED.fullmatch(sentence):
        subject, clause, rest = found.groups()
        return f"{subject} {rest}", f"{subject} {clause}"
    if found := _APPOSED.fullmatch(sentence):
        subject, what, rest = found.groups()
        return f"{subject} {rest}", f"{subject} is {what}"
    if found := _INTRODUCED.fullmatch(sentence):
        what, subject, rest = found.groups()
        return f"{subject} {rest}", f"{subject} is the {what}"
    return None
