"""Fit the weights by which units are ranked: a softmax over the units of each question, in which those that tell win.

A listwise loss as in ListNet (Cao et al. 2007, https://www.microsoft.com/en-us/research/publication/
learning-to-rank-from-pairwise-approach-to-listwise-approach/): of each question, minus the logarithm of the probability
that falls on the units that hold most of the expected facts, and a penalty on large weights.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.compose.material import Material
from kb.compose.plain import quote_unit
from kb.compose.rank import unit_features
from kb.errors import ConfigError
from kb.evaluation.measures import holds_reference
from kb.evaluation.sets import RECORD_KIND, EvaluationQuestion, EvaluationSet, read_set
from kb.extract import has_plain_answer
from kb.golden import holds_facts
from kb.index import Index
from kb.lookup import Found
from kb.train import ask_set, is_trained_on

PENALTY = 0.05  # on the squares of the weights
OF_FOLDER = 0.5  # weight of a question of a folder against a golden one
FEWEST = 20  # questions
# Whatever a few questions say, these never speak for a unit: a list where one figure, date or person is asked for, an
# entry on a person where none is.
NEVER_FOR = frozenset(("list_not_asked", "person_not_asked"))
FOLDS = 5

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The units of one question, a row of features each, and how much of what was expected each tells, 0 to 1.

    group names the document that tells it: what has the same one is left out of a fit together.
    """

    group: str
    features: Matrix
    told: Matrix
    weight: float

    @property
    def right(self) -> NDArray[np.bool_]:
        """Tell which units tell most."""
        best: NDArray[np.bool_] = self.told >= self.told.max()
        return best


def fit_ranking(paths: Sequence[Path], open_index: Callable[[EvaluationSet], Index], target: Path) -> dict[str, object]:
    """Fit the weights on the questions of which a single unit may be the answer, write them to target, give them.

    Of a folder only half of the questions are used, as for the confidence. What is measured is measured on golden
    questions left out of the fit (FOLDS folds): how often the first unit, and one of the first three, tells most of
    what was expected.
    """
    names: tuple[str, ...] = ()
    golden: list[Ranking] = []
    folders: list[Ranking] = []
    for one in map(read_set, paths):
        index = open_index(one)
        for question, found in ask_set(index, one):
            if not (question.answerable and found.evidence and (question.expect or question.answers)):
                continue
            material = Material(index, found)
            if question.kind == RECORD_KIND or not has_plain_answer(material):
                continue
            measured = unit_features(index, found, material.asked)
            names = tuple(measured[0])
            ranking = _ranking(question, found, measured, golden=one.documents is None)
            if ranking.told.max() == 0:
                continue
            if one.documents is None:
                golden.append(ranking)
            elif is_trained_on(question.id):
                folders.append(ranking)
    if len(golden) < FEWEST:
        raise ConfigError(f"Too few questions to rank by: {len(golden)}. Give {FEWEST} with answers or more.")
    first, three = _cross_validate(golden, folders, names)
    weights = fit_weights([*golden, *folders], names)
    trained: dict[str, object] = {
        "trained_at": datetime.now(UTC).date().isoformat(),
        "questions": {"golden": len(golden), "folders": len(folders)},
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        "measured": {"first": round(first, 3), "first_three": round(three, 3)},
    }
    target.write_text(json.dumps(trained, indent=1) + "\n", encoding="utf-8")
    return trained


def fit_weights(rankings: Sequence[Ranking], names: Sequence[str]) -> Matrix:
    """Fit a weight for each of the named features; those that are the same for all units come out as 0."""
    from scipy.optimize import minimize

    every = np.concatenate([ranking.features for ranking in rankings])
    scale = every.std(axis=0)
    scale[scale < 1e-6] = np.inf
    scaled = [(ranking.features / scale, ranking.right, ranking.weight) for ranking in rankings]
    total = sum(ranking.weight for ranking in rankings)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for features, right, weight in scaled:
            sums = features @ weights
            odds = np.exp(sums - sums.max())
            every, won = odds / odds.sum(), odds * right / (odds * right).sum()
            value -= weight / total * float(np.log((odds * right).sum() / odds.sum()))
            slope = slope + weight / total * (every - won) @ features
        return value, slope

    bounds = [(None, 0.0 if name in NEVER_FOR else None) for name in names]
    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    weights: Matrix = fitted.x / scale
    return weights


def _ranking(
    question: EvaluationQuestion, found: Found, measured: Sequence[dict[str, float]], *, golden: bool
) -> Ranking:
    group = (question.relevant or (question.id,))[0] if golden else question.id
    asked = frozenset(found.queries[0].terms)
    told = [_told(question, quote_unit(unit, asked).shown) for unit in found.evidence[: len(measured)]]
    features = np.array([list(row.values()) for row in measured])
    return Ranking(group, features, np.array(told), 1.0 if golden else OF_FOLDER)


def _told(question: EvaluationQuestion, shown: str) -> float:
    if question.expect:
        return sum(holds_facts(shown, (facts,)) for facts in question.expect) / len(question.expect)
    return float(holds_reference(shown, question.answers))


def _cross_validate(golden: Sequence[Ranking], folders: Sequence[Ranking], names: Sequence[str]) -> tuple[float, float]:
    """Give the mean of what the first unit, and the best of three, tells, by fits that have not seen the question."""
    groups = sorted({ranking.group for ranking in golden})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    first, three = [], []
    for left_out in range(FOLDS):
        seen = [ranking for ranking in golden if fold[ranking.group] != left_out]
        weights = fit_weights([*seen, *folders], names)
        for ranking in golden:
            if fold[ranking.group] == left_out:
                best = ranking.told[np.argsort(-(ranking.features @ weights))]
                first.append(best[0])
                three.append(best[:3].max())
    return float(np.mean(first)), float(np.mean(three))
