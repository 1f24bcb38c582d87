"""Rank units by a weighted sum of what speaks for each; the weights are fitted on questions (kb train-ranking)."""

import json
import math
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from kb.answer_shape import asks_reason
from kb.answer_type import answer_type, holds_type
from kb.compose.lists import lists_kinds
from kb.compose.question import Asked
from kb.compose.show import is_about_people
from kb.compose.signals import (
    gives_reason,
    is_money_of_another,
    is_of_another_thing,
    is_of_another_year,
    is_opposite,
    is_outdated,
    points_elsewhere,
    says_disputed,
    share_labelled,
    share_named,
)
from kb.constraints import Check, Place, asking_query, check_places
from kb.evidence import Evidence
from kb.index import Index, Query
from kb.lookup import Found
from kb.question import Kind, counted_thing, defined_term, defines
from kb.scores import Floats, token_similarity
from kb.words import term_set

LOOKED_AT = 40  # best units that are ranked again
WEAKEST = 3  # one in so many of the question's tokens is among the weakest
LONG = 80  # words of a long unit
NO_ANSWER = 10.0  # taken from what can be no answer: from what was said, where a question only wants more
_SINGLE = frozenset((Kind.WHO, Kind.WHEN, Kind.MONEY))


def rank_units(index: Index, found: Found, asked: Asked) -> list[Evidence]:
    """Score the best units again and put them in order; a score is the odds of a unit against the best one, 0 to 1.

    Behind one about what was asked none is left about another titled thing only: it would be read as the same's.
    """
    units = found.evidence[:LOOKED_AT]
    if not units:
        return []
    sums = [weigh(features) for features in unit_features(index, found, asked)]
    beside = [is_money_of_another(asked, unit) or counts_kinds(asked, unit) for unit in units]
    if not all(beside):
        sums = [total - NO_ANSWER * is_beside for total, is_beside in zip(sums, beside, strict=True)]
    alone = found.queries[0]
    if asking_query(found) is not alone and not answer_type(alone.text):  # "And before that?": not what was just said
        said = term_set(found.queries[-1].text)
        sums = [total - NO_ANSWER * (term_set(unit.text) <= said) for total, unit in zip(sums, units, strict=True)]
    most = max(sums)
    scored = [replace(unit, score=math.exp(total - most)) for unit, total in zip(units, sums, strict=True)]
    ranked = sorted(scored, key=lambda unit: -unit.score)
    if is_of_another_thing(asked, ranked[0]):
        return ranked
    return [unit for unit in ranked if not is_of_another_thing(asked, unit)]


def counts_kinds(asked: Asked, unit: Evidence) -> bool:
    """Tell whether a list says how many kinds there are of what is counted: "three types of projects" are no three."""
    thing = counted_thing(asked.text) if asked.kind is Kind.COUNT and unit.kind == "list" else ""
    return bool(thing) and lists_kinds(asked, unit.text.partition("\n")[0], thing)


def unit_features(index: Index, found: Found, asked: Asked) -> list[dict[str, float]]:
    """Measure each of the LOOKED_AT best units, each feature 0 to 1 or nearly so.

    nearness falls with the place of the unit's hit, names is the share of the things asked about that unit, title or
    heading name, names_itself that of the unit alone. The others are told where they are measured.
    """
    query = asking_query(found)
    places = {hit.row: number for number, hit in enumerate(found.hits)}
    similarities: dict[int, Floats] = {}
    measured = []
    for unit in found.evidence[:LOOKED_AT]:
        row = unit.hit.row
        if row not in similarities:
            similarities[row] = token_similarity(query.embedding.tokens, index.tokens_of(row)[0])
        check = check_places(index, found, [Place(unit.hit, unit.start, unit.end, unit.text)])
        measured.append(
            {
                **_likeness(index, query, unit, similarities[row]),
                **_demands(check, query.text, unit.text),
                **_shape(asked, query.text, unit),
                "nearness": 1 / (1 + places.get(row, len(places))),
                "names": share_named(asked, f"{unit.hit.title} {unit.hit.heading}", unit.text),
                "names_itself": share_named(asked, unit.text),
            }
        )
    return measured


def _likeness(index: Index, query: Query, unit: Evidence, similarity: Floats) -> dict[str, float]:
    """Measure how like a unit is to the question.

    late is late interaction, late_itself the same without title and heading, weakest that of the third of the
    question's tokens that is met least, back that of the unit's tokens with the question's.
    """
    spans = index.tokens_of(unit.hit.row)[1]
    inside = (spans[:, 0] >= unit.start) & (spans[:, 1] <= unit.end)
    own = similarity[:, inside] if inside.any() and similarity.size else np.zeros((1, 1), dtype=np.float32)
    best = own.max(axis=1)
    weights = query.weights if len(query.weights) == len(best) else np.ones(len(best)) / len(best)
    return {
        "score": unit.score,
        "late": unit.late,
        "late_itself": float(best @ weights),
        "weakest": float(np.sort(best)[: max(1, len(best) // WEAKEST)].mean()),
        "back": float(own.max(axis=0).mean()),
        "hit": unit.hit.score,
        "precision": unit.precision,
    }


def _demands(check: Check, question: str, text: str) -> dict[str, float]:
    """Give how well a unit meets what the question demands (kb/constraints), and whether it holds the type asked."""
    return {
        "words": check.words,
        "near_words": check.near_words,
        "near_heaviest": check.near_heaviest,
        "proper": check.proper,
        "focus": check.focus,
        "form": check.form,
        "selected": check.selected,
        "typed": float(holds_type(answer_type(question), text, term_set(question))),
    }


def _shape(asked: Asked, question: str, unit: Evidence) -> dict[str, float]:
    """Tell what kind of unit it is, beside the kind of question."""
    row, about = unit.kind == "row", f"{unit.hit.title} {unit.hit.heading} {unit.text}"
    is_list, people = unit.kind == "list", row and is_about_people(unit.text)
    thing = defined_term(question)
    one_asked = asked.kind in _SINGLE or asks_reason(asked.text)
    return {
        "item": float(unit.kind == "item"),
        "list": float(is_list and not one_asked),
        "list_asked": float(is_list and asked.kind is Kind.LIST),
        "list_not_asked": float(is_list and one_asked),
        "person_asked": float(people and asked.kind is Kind.WHO),
        "person_not_asked": float(people and asked.kind is not Kind.WHO),
        "label": share_labelled(asked, unit.text) if row else 0.0,
        "kept": float(unit.kept),
        "defines": float(bool(thing) and defines(unit.text, thing)),
        "reason": float(gives_reason(asked.text, unit.text)),
        "length": min(math.log(len(unit.text.split()) + 1) / math.log(LONG), 1.0),
        "opens": float(unit.start == unit.hit.start),
        "points": float(points_elsewhere(unit.text)),
        "outdated": float(is_outdated(asked.text, unit.text)),
        "disputed": float(says_disputed(unit.text)),
        "opposite": float(is_opposite(asked.text, about)),
        "other_year": float(is_of_another_year(asked.text, f"{about} {unit.hit.as_of}")),
    }


def weigh(features: dict[str, float]) -> float:
    """Give the weighted sum, by the weights in ranking.json."""
    weights = _weights()
    return sum(weights[name] * value for name, value in features.items())


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    model = json.loads((files("kb") / "ranking.json").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in model["weights"].items()}
