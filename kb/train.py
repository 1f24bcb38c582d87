"""Calibrate the confidence: a logistic regression over the evidence that golden questions find."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from kb.confidence import FEATURES, evidence_features
from kb.errors import ConfigError
from kb.followup import Turn
from kb.golden import GoldenQuestion, read_golden
from kb.index import Hit, Index
from kb.lookup import look_up, weigh_hits

REGULARISATION = 0.1  # scikit-learn's C; few questions, few features
TRAINED_ON = "en"  # the documents' language: in others words match by chance, which would teach that they don't count
NEAR_MISS = 0.1  # weight of a made near miss: other words for the fact may still stand in what was left
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """What was found for a question, and whether the documents answer it."""

    features: dict[str, float]
    answerable: bool
    weight: float


def train_confidence(index: Index, paths: Sequence[Path], target: Path) -> dict[str, object]:
    """Fit the regression on golden files asked of index, write it to target as JSON, and give it.

    Each answerable question is used twice: as it is, and as a near miss, with every hit that holds an expected fact
    taken away. `auroc` is that of the questions as they are, each left out of the fit (5 folds).
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    questions = [question for path in paths for question in read_golden(path) if question.lang == TRAINED_ON]
    examples = [example for question in questions for example in _examples(index, question)]
    x = np.array([[example.features[name] for name in FEATURES] for example in examples])
    y = np.array([example.answerable for example in examples], dtype=bool)
    asked = np.array([example.weight for example in examples]) == 1  # not made from another
    yes, no = int((y & asked).sum()), int((~y & asked).sum())
    if min(yes, no) < FOLDS:
        raise ConfigError(f"Too few questions to train on: {yes} answerable, {no} not. Give {FOLDS} of each or more.")
    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, class_weight="balanced"))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    fitted = {"logisticregression__sample_weight": np.array([example.weight for example in examples])}
    held_out = cross_val_predict(model, x, y, cv=folds, method="predict_proba", params=fitted)[:, 1]
    model.fit(x, y, **fitted)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    trained: dict[str, object] = {
        "trained_at": datetime.now(UTC).date().isoformat(),
        "sets": [path.name for path in paths],
        "answerable": int(y.sum()),
        "unanswerable": int((~y).sum()),
        "auroc": round(float(roc_auc_score(y[asked], held_out[asked])), 3),
        "intercept": round(float(regression.intercept_[0] - weights @ scaler.mean_), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
    }
    target.write_text(json.dumps(trained, indent=1) + "\n", encoding="utf-8")
    return trained


def _examples(index: Index, question: GoldenQuestion) -> Iterator[Example]:
    history = [Turn("user", turn) for turn in question.turns[:-1]]
    found = look_up(index, question.turns[-1], history)
    yield Example(evidence_features(found), question.answerable, 1.0)
    if question.answerable:
        without = [hit for hit in found.hits if not _tells(hit, question)]
        found = weigh_hits(index, found.reading, found.queries, without)
        yield Example(evidence_features(found), answerable=False, weight=NEAR_MISS)


def _tells(hit: Hit, question: GoldenQuestion) -> bool:
    text = hit.text.casefold()
    return any(fact.casefold() in text for facts in question.expect for fact in facts)
