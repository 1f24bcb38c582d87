"""Which words of a sentence a unit has: the words themselves, others of the same meaning or family, or like ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.direction import ORDER
from kb.grounding.claim import Claim
from kb.grounding.covering import MEASURES, tells_change, tells_length, tells_unit
from kb.grounding.told import ToldUnit
from kb.paraphrase import ALIKE as FAMILY
from kb.paraphrase import is_derived, light_roots, root, same_as, undone
from kb.scores import token_similarity
from kb.synonyms import kin_of
from kb.words import STOP_WORDS, fold

LIKE = 0.4  # cosine from which a word of the unit means what a word of the sentence does
NAMED_LIKE = 0.8  # the same for "Italian" and "Italy", which begin alike
ALIKE = 4  # letters
_PROGRAMME = root("programme")
_EXPECTED = frozenset(root(word) for word in "expected scheduled supposed intended".split())  # "was to be"
_COUNTRY = frozenset({root("country"), root("nation"), root("state")})  # "the two countries" are named


@dataclass(frozen=True, slots=True)
class Match:
    """The share of the words and figures of a sentence that a unit holds, and how many words it has by itself.

    others: the places of the words that it has in other words, if at all. undone: it has one with a prefix that denies
    it, as "discontinued" for "continued".
    """

    share: float
    own: int
    others: tuple[tuple[int, int], ...]
    undone: bool


def match_words(claim: Claim, unit: ToldUnit, names: frozenset[str]) -> Match:
    """Look for each word of a sentence in a unit; its figures count as held."""
    held = own = light = 0
    denied = False
    others: list[tuple[int, int]] = []
    for start, end in claim.content:
        word = fold(claim.text[start:end])
        term = root(word)
        if term in unit.roots or word in unit.plain:
            held += 1
            own += term in unit.own_roots
        elif _means(word, word in names, unit) or tells_length(term, claim.figures, unit.figures):
            held += 1
            own += term not in light_roots()
        elif word not in names and (
            (_is_light(term, claim) and not _is_one_programme(claim, term, start))
            or (term in _COUNTRY and unit.names_country)
            or (term in _EXPECTED and unit.plans)
        ):
            light += 1
        elif not undone(term).isdisjoint(unit.own_roots):
            held += 1
            own += 1
            denied = not denied
        else:
            others.append((start, end))
    words = len(claim.content) - light + len(claim.figures)
    share = (held + len(claim.figures)) / words if words else 0.0
    return Match(share, own, tuple(others), denied)


def _means(word: str, is_name: bool, unit: ToldUnit) -> bool:
    """Tell whether a unit says a word in another one of the same meaning or family."""
    if is_name:
        return not kin_of(root(word)).isdisjoint(unit.own_roots)
    same = not same_as(root(word)).isdisjoint(unit.own_roots)
    return same or any(is_derived(word, other) for other in unit.families.get(word[:FAMILY], ()))


def _is_one_programme(claim: Claim, term: str, start: int) -> bool:
    """Tell whether a word is that of "a programme": of what kind a thing is said to be is a fact."""
    return term == _PROGRAMME and claim.text[:start].endswith((" a ", " an "))


def _is_light(term: str, claim: Claim) -> bool:
    """Tell whether a word carries no fact of its own, or only what the figures of its sentence show."""
    figures = claim.figures
    return term in light_roots() | ORDER or tells_unit(term, figures) or tells_change(term, figures)


def _is_of_other_noun(place: tuple[int, int], claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether a word stands before a noun that the unit has only with another word before it: "external side".

    What tells two of a kind apart is as near by its vector as what says the same.
    """
    at = claim.words.index(place) + 1
    if at == len(claim.words) or claim.text[place[1] : claim.words[at][0]].strip():
        return False
    noun = fold(claim.text[slice(*claim.words[at])])
    before = frozenset() if noun in STOP_WORDS else unit.modifiers.get(root(noun), frozenset())
    return bool(before) and "" not in before and before.isdisjoint(claim.roots)


def has_like(claim: Claim, unit: ToldUnit, words: Sequence[tuple[int, int]], names: frozenset[str]) -> bool:
    """Tell whether a unit has for each of some words of a sentence one that means the same by its vector."""
    if not words:
        return True
    said = [fold(claim.text[start:end]) for start, end in words]
    if any(root(word) in MEASURES for word in said):  # months are as near as years
        return False
    if any(word in names and not any(other[:ALIKE] == word[:ALIKE] for other in unit.plain) for word in said):
        return False
    if any(_is_of_other_noun(place, claim, unit) for place in words):
        return False
    similarity = token_similarity(claim.embedding.tokens, unit.tokens)
    spans = claim.embedding.spans
    for start, end in words:
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
        like = float(similarity[inside].max(axis=1).mean()) if inside.any() and similarity.size else 0.0
        if like < (NAMED_LIKE if fold(claim.text[start:end]) in names else LIKE):
            return False
    return True
