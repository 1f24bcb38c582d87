"""Hold the sentences of a chat model against the units of passages."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.direction import ORDER, is_reversed, mixes_clauses
from kb.grounding.claim import Claim, read_claim
from kb.grounding.clauses import cut_statements, read_inserted, strip_opening
from kb.grounding.covering import MEASURES, counts_own_list, covers, mispairs, mispairs_names, tells_change, tells_unit
from kb.grounding.denying import denies, moves_denial, swaps_denial
from kb.grounding.narrowing import OPPOSITES, is_outdated, is_plain_enough, is_turned
from kb.grounding.reading import roots_of
from kb.grounding.times import part_fits, resolve_years
from kb.grounding.told import Ground, ToldUnit, units_of
from kb.index import Hit, Index
from kb.paraphrase import is_derived, is_everyday, light_roots, root, same_as, says_same
from kb.scores import token_similarity
from kb.synonyms import kin_of
from kb.words import STOP_WORDS, fold

LIKE = 0.4  # cosine from which a word of the unit means what a word of the sentence does
NAMED_LIKE = 0.8  # the same for "Italian" and "Italy", which begin alike
ALIKE = 4  # letters
MEANT = 0.6  # share of the content words that the unit must hold itself; what is left is light or like
_ATTRIBUTES = frozenset(
    root(word) for word in "according say state report print write give tell name put count".split()
)


@dataclass(frozen=True, slots=True)
class _Support:
    """How far a unit bears a sentence: the share of its words that it holds, and how many of them by itself."""

    held: float
    own: int
    denied: bool


class Grounds:
    """The units that a chat model was given, made ready for checking its sentences."""

    def __init__(self, index: Index, hits: Sequence[Hit]) -> None:
        self._index = index
        self._units = [unit for hit in hits for unit in units_of(index, hit)]
        self._names = frozenset(name for unit in self._units for name in unit.names)
        self._plain = frozenset(word for unit in self._units for word in unit.plain)

    def check(self, sentence: str) -> tuple[Ground, ...]:
        """Give the units that bear a sentence, the best first; none when it is not borne; a question states nothing."""
        if sentence.rstrip(" \"'”’»)").endswith("?"):
            return ()
        sentence = resolve_years(strip_opening(sentence))
        whole = self._best(sentence, frozenset())
        if whole is not None:
            return (whole,)
        inserted = read_inserted(sentence)
        if inserted:
            both = [self._best(said, frozenset()) for said in inserted]
            if all(both):
                return tuple(dict.fromkeys(ground for ground in both if ground))
        # A sentence may join statements; each must be borne, and be about what the first one names.
        tried: dict[tuple[str, frozenset[str], Ground | None], Ground | None] = {}
        for parts in cut_statements(sentence):
            subject = self._claim(parts[0]).names(self._names)
            found: list[Ground | None] = []
            for part in parts:
                named = bool(self._claim(part).names(self._names))
                near = None if named or subject or not found else found[0]  # nothing names what it is about
                key = part, frozenset() if named else subject, near
                if key not in tried:
                    tried[key] = self._best(*key)
                found.append(tried[key])
                if tried[key] is None:
                    break
            grounds = tuple(dict.fromkeys(ground for ground in found if ground))
            # An amount in one part may not be given to a name in another.
            if all(found) and not any(mispairs_names(sentence, ground.text) for ground in grounds):
                return grounds
        return ()

    def _best(self, sentence: str, about: frozenset[str], near: Ground | None = None) -> Ground | None:
        """Find the unit that bears a statement and has the names it is about, under the heading of near if given."""
        claim = self._claim(sentence)
        if not claim.content or len(claim.content) + len(claim.figures) < 2:  # a word states nothing
            return None
        found = [(support, unit) for unit in self._units if (support := self._support(claim, unit, about))]
        borne = [
            (support, unit)
            for support, unit in found
            if not support.denied and (near is None or _is_near(unit.ground.hit, near.hit))
        ]
        if not borne:
            return None
        _, unit = max(borne, key=lambda pair: (pair[0].held, pair[0].own))
        denied = max((other.own for other, _ in found if other.denied), default=0)
        return unit.ground if not denied or denied < max(support.own for support, _ in borne) else None

    def _claim(self, sentence: str) -> Claim:
        return read_claim(sentence, self._index.encoder)

    def _strange(self, claim: Claim) -> frozenset[str]:
        """Give the first word if nobody knows it, so that it can only be a name: "Reuters reported"."""
        first = fold(claim.text[slice(*claim.words[0])]) if claim.words else ""
        known = not first or first in self._plain or first in STOP_WORDS or is_everyday(root(first))
        return frozenset() if known or not first.isalpha() else frozenset({first})

    @staticmethod
    def _means(word: str, is_name: bool, unit: "ToldUnit") -> bool:
        """Tell whether a unit says a word in another one of the same meaning or family."""
        if is_name:
            return not kin_of(root(word)).isdisjoint(unit.own_roots)
        same = not same_as(root(word)).isdisjoint(unit.own_roots)
        return same or any(is_derived(word, other) for other in unit.own_plain)

    @staticmethod
    def _is_light(term: str, claim: Claim) -> bool:
        """Tell whether a word carries no fact of its own, or only what the figures of its sentence show."""
        figures = claim.figures
        return term in light_roots() | ORDER or tells_unit(term, figures) or tells_change(term, figures)

    def _support(self, claim: "Claim", unit: "ToldUnit", about: frozenset[str]) -> _Support | None:
        """Hold a sentence against a unit; None when the unit lacks what it must hold."""
        if not (claim.addresses <= unit.addresses and claim.bodies <= unit.bodies and is_plain_enough(claim, unit)):
            return None
        own_text = unit.own_text
        names = claim.names(self._names) | self._strange(claim)
        if any(_is_of_rival(claim, unit, joined & names, joined) for joined in unit.rivals):
            return None
        if unit.attributed and claim.roots.isdisjoint(_ATTRIBUTES):
            return None
        if 2 * sum(root(name) in unit.roots or name in unit.plain for name in about) < len(about):
            return None
        if not all(
            covers(unit.figures, unit.all_text, figure, claim.modal, says_same)
            or counts_own_list(figure, claim.text, unit.listed)
            for figure in claim.figures
        ):
            return None
        if mispairs(claim.figures, unit.figures) or mispairs_names(claim.text, own_text):
            return None
        if not part_fits(claim.text, unit.figures, own_text):
            return None
        if any(is_turned(claim, unit, pair) for pair in OPPOSITES):
            return None
        if is_reversed(claim.text, own_text) or mixes_clauses(claim.text, own_text):
            return None
        held = own = light = meant = 0
        others: list[tuple[int, int]] = []  # words that the unit has in other words, if at all
        for start, end in claim.content:
            word = fold(claim.text[start:end])
            term = root(word)
            if term in unit.roots or word in unit.plain:
                held += 1
                own += term in unit.own_roots
            elif self._means(word, word in names, unit):
                meant += 1
                own += term not in light_roots()
            elif word not in names and self._is_light(term, claim):
                light += 1
            else:
                others.append((start, end))
        figures, words = len(claim.figures), len(claim.content) - light + len(claim.figures)
        share = (held + meant + figures) / words if words else 0.0
        # Words are compared by their vectors last: a unit that has less than half of them tells of something else.
        if share < MEANT or not _has_like(claim, unit, others, names):
            return None
        denied = claim.negative != denies(own_text, claim.roots) or moves_denial(claim.text, own_text)
        denied = denied or swaps_denial(claim.text, own_text)
        if is_outdated(claim, unit) and not denied:
            return None
        return _Support(share, own + figures, denied)


def _is_near(one: Hit, other: Hit) -> bool:
    return (one.source, one.page, one.heading) == (other.source, other.page, other.heading)


def _is_of_rival(claim: Claim, unit: ToldUnit, said: frozenset[str], joined: frozenset[str]) -> bool:
    """Tell whether a unit speaks of one of several names in its heading, and the sentence only of another."""
    own = roots_of(unit.own_text)
    theirs = {name for name in joined if root(name) in own or not kin_of(root(name)).isdisjoint(own)}
    ours = {name for name in joined if name in claim.plain or not kin_of(root(name)).isdisjoint(claim.roots)}
    return bool(said) and bool(theirs) and theirs.isdisjoint(ours)


def _has_like(claim: Claim, unit: ToldUnit, words: Sequence[tuple[int, int]], names: frozenset[str]) -> bool:
    """Tell whether a unit has for each of some words of a sentence one that means the same by its vector."""
    if not words:
        return True
    said = [fold(claim.text[start:end]) for start, end in words]
    if any(root(word) in MEASURES for word in said):  # months are as near as years
        return False
    if any(word in names and not any(other[:ALIKE] == word[:ALIKE] for other in unit.plain) for word in said):
        return False
    similarity = token_similarity(claim.embedding.tokens, unit.tokens)
    spans = claim.embedding.spans
    for start, end in words:
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
        like = float(similarity[inside].max(axis=1).mean()) if inside.any() and similarity.size else 0.0
        if like < (NAMED_LIKE if fold(claim.text[start:end]) in names else LIKE):
            return False
    return True
