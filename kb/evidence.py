"""From hits to evidence: every quotable unit in them, scored by how well it answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kb.index import Hit, Index, Query
from kb.orders import overlaps_order
from kb.question import defined_term, defines, holds_kind, kind_of
from kb.scores import Floats, token_similarity
from kb.synonyms import KIN, kin_of
from kb.units import Unit, find_units, group_lists, refers_back
from kb.words import term_set, terms

# What counts for a unit, found on the dev part of SQuAD 2.0 (right sentence first: 0.82 of 192 questions; late
# interaction alone 0.82, word coverage alone 0.76), where single weights change little.
COVERAGE = 0.3
HIT = 0.1
KIND = 0.1
DEFINES = 0.15  # the sentence that says what a thing is, where that is asked
REFERS = 0.15  # of its score, that a sentence gives one which refers back to it: SQuAD 2.0, sample of the dev part
CONTEXT = 0.85  # what a match with title or heading counts, against one with the unit's own words


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit, or a whole list with its lead-in: text[start:end] of a hit's page.

    late, the late interaction with the question, alone or with its history, whichever is better, and coverage, the
    share of the question's rare words that the unit or its title and heading hold, are 0 to 1. kept is whether it holds
    what the question's kind asks for. precision is the share of the rare words of its first line that were asked for.
    """

    kind: Literal["sentence", "item", "row", "list"]
    hit: Hit
    start: int
    end: int
    text: str
    score: float
    late: float
    coverage: float
    kept: bool
    precision: float


def find_evidence(index: Index, queries: Sequence[Query], hits: Sequence[Hit]) -> list[Evidence]:
    """Score every unit in the hits, best first; of several queries (with and without history) the mean counts.

    The first query is the question alone: it tells what kind of thing is asked for.
    """
    found: dict[tuple[str, int, int, int], Evidence] = {}
    scales = [_Scale(index, query) for query in queries]
    weights = [1.0, *(query.weight for query in queries[1:])]  # those with a history weigh as much as one together
    for hit in hits:
        page = index.text_of(hit.source, hit.page)
        tokens, spans = index.tokens_of(hit.row)
        similarities = [token_similarity(query.embedding.tokens, tokens) for query in queries]
        context = term_set(f"{hit.title} {hit.heading}")
        for kind, start, end in _candidates(page, hit.start, hit.end):
            inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
            if not inside.any():
                continue
            own = term_set(page[start:end])
            judged = [
                scale.judge(similarity, inside, spans[:, 0] < 0, page[start:end], own, context, hit.score)
                for scale, similarity in zip(scales, similarities, strict=True)
            ]
            means = np.average([row[:3] for row in judged], axis=0, weights=weights)
            score, late, coverage = (float(mean) for mean in means)
            late = max(late, judged[0][1])  # a new subject is found by the question alone
            kept = judged[0][3]
            if queries[0].terms:  # what was said before must not vouch for a question on something else
                coverage = judged[0][2]
            key = (hit.source, hit.page, start, end)
            if key not in found or found[key].score < score:
                text = page[start:end]
                precision = _precision(index, text.split("\n")[0], queries)
                found[key] = Evidence(kind, hit, start, end, text, score, late, coverage, kept, precision)
    evidence = [_with_reference(unit, found.values()) for unit in found.values()]
    return sorted(evidence, key=lambda e: (-e.score, e.hit.source, e.hit.page, e.start))


def follows(unit: Evidence, other: Evidence) -> bool:
    """Tell whether a sentence stands right behind another one, in its paragraph."""
    same_page = (unit.hit.source, unit.hit.page) == (other.hit.source, other.hit.page)
    return same_page and unit.kind == other.kind == "sentence" and 0 <= unit.start - other.end <= 1


def _with_reference(unit: Evidence, others: Iterable[Evidence]) -> Evidence:
    """Give a sentence that refers back a share of what it refers to is worth."""
    if unit.kind != "sentence" or not refers_back(unit.text):
        return unit
    before = max((other.score for other in others if follows(unit, other)), default=0.0)
    return replace(unit, score=unit.score + REFERS * before)


def _precision(index: Index, line: str, queries: Sequence[Query]) -> float:
    asked = {term for query in queries for term in query.terms}
    rarity = {term: index.rarity(term) for term in terms(line)}
    return sum(weight for term, weight in rarity.items() if term in asked) / (sum(rarity.values()) or 1.0)


class _Scale:
    """Judge units against one query."""

    def __init__(self, index: Index, query: Query) -> None:
        self.asked = frozenset(query.terms)
        self.kind = kind_of(query.text)
        self.defined = defined_term(query.text)
        self.rarity = {term: index.rarity(term) for term in self.asked}
        self.kin = {term: kin_of(term) for term in self.asked}
        self.total = sum(self.rarity.values()) or 1.0
        self.weights = query.weights

    def judge(
        self,
        similarity: Floats,
        inside: NDArray[np.bool_],
        outside: NDArray[np.bool_],
        text: str,
        own: frozenset[str],
        context: frozenset[str],
        hit_score: float,
    ) -> tuple[float, float, float, bool]:
        """Give score, late interaction, coverage, and whether the unit holds the kind of thing asked for."""
        if not similarity.size:
            return 0.0, 0.0, 0.0, False
        best = similarity[:, inside].max(axis=1)
        if outside.any():
            best = np.maximum(best, CONTEXT * similarity[:, outside].max(axis=1))
        late = float(best @ self.weights)
        coverage = sum(self.rarity[term] * self._held(term, own, context) for term in self.asked) / self.total
        kept = holds_kind(self.kind, text, self.asked)
        score = late + COVERAGE * coverage + HIT * hit_score + KIND * kept + DEFINES * defines(text, self.defined)
        return score, late, coverage, kept

    def _held(self, term: str, own: frozenset[str], context: frozenset[str]) -> float:
        if term in own:
            return 1.0
        if term in context:
            return CONTEXT
        return KIN if not self.kin[term].isdisjoint(own | context) else 0.0


@lru_cache(maxsize=256)
def _units_of(page: str) -> tuple[tuple[Unit, ...], tuple[tuple[Unit, ...], ...]]:
    units = [unit for unit in find_units(page) if unit.kind != "heading"]
    return tuple(units), tuple(tuple(group) for group in group_lists(page, units))


def _candidates(page: str, start: int, end: int) -> list[tuple[Literal["sentence", "item", "row", "list"], int, int]]:
    """List the units of page[start:end], and the whole lists with a lead-in that begin or go on there.

    What gives orders to a chatbot is none.
    """
    units, groups = _units_of(page)
    found: list[tuple[Literal["sentence", "item", "row", "list"], int, int]] = []
    leads = set()
    for group in groups:
        if len(group) == 1 or group[0].kind != "sentence":
            continue
        leads.add(group[0])  # says nothing without what it leads in
        # A table's rows carry their headers and dates each: they are quoted one by one.
        if group[1].kind == "item" and group[0].start < end and group[-1].end > start:
            found.append(("list", group[0].start, group[-1].end))
    for unit in units:
        first, stop = max(unit.start, start), min(unit.end, end)
        if first < stop and unit.kind != "heading" and unit not in leads:
            found.append((unit.kind, first, stop))
    return [candidate for candidate in found if not overlaps_order(page, *candidate[1:])]
