"""Calibrate the confidence: a logistic regression over the evidence that questions find.

Golden files are asked of the library's own index, folders of questions of an index of their documents. Of a folder
only half of the questions are trained on (by a hash of their ids); the other half shows how well it carries over.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.confidence import FEATURES
from kb.config import MIN_CONFIDENCE, SURE_CONFIDENCE
from kb.errors import ConfigError
from kb.evaluation.sets import RECORD_KIND, EvaluationQuestion, EvaluationSet, read_set
from kb.extract import compose_answer
from kb.followup import Turn
from kb.golden import holds_facts
from kb.index import Hit, Index
from kb.lookup import Found, look_up, weigh_hits
from kb.smalltalk import reply_to_smalltalk, without_greeting
from kb.synthetic import MADE_KIND, make_questions
from kb.weighing import weigh_answer

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

REGULARISATION = 0.1  # scikit-learn's C; few questions, few features
TRAINED_ON = ("", "en")  # the language of the documents; in another one words match by chance
GOLDEN = 4.0  # weight of a golden question against one of a folder: where the two pull apart, the golden ones win
TOLD_IN_PROSE = 2.0  # weight of an answerable question of a folder: there to refuse what is told is the worse mistake
NEAR_MISS = 0.1  # weight of a near miss without its evidence: other words for the fact may stand in what was left
MADE = 0.15  # weight of a question that was made of the library: its words are a machine's
MADE_OF = 4  # one in so many of them is used
RECORD = 0.3  # weight of a record's question, which is a search rather than a question
FOLDS = 5
# For which is told what they mean.
THRESHOLDS = tuple(sorted({*(step / 20 for step in range(1, 15)), MIN_CONFIDENCE, SURE_CONFIDENCE}))


@dataclass(frozen=True, slots=True)
class Example:
    """What was found for a question, and whether the documents answer it.

    question names the document that tells it, or what it was made of: what has the same name is left out of a fit
    together. asked is False for what was made or stands in a record: nothing is measured on it.
    """

    question: str
    features: dict[str, float]
    answerable: bool
    weight: float
    golden: bool = True
    asked: bool = True


def train_confidence(
    paths: Sequence[Path], open_index: Callable[[EvaluationSet], Index], target: Path
) -> dict[str, object]:
    """Fit the regression on sets of questions, write it to target as JSON, and give it.

    open_index gives the index that a set's questions are asked of. Each answerable golden question is used twice: as
    it is, and as a near miss, with every hit that holds an expected fact taken away. More are made of the library
    (kb/synthetic.py). What is measured on the golden
    questions is measured on each left out of the fit (5 folds), on a folder on the half that is not trained on.
    """
    given = [read_set(path) for path in paths]
    by_set = {one.name: list(_examples_of(open_index(one), one)) for one in given}
    library = [one for one in given if one.documents is None]
    if library:
        asked = [question for one in library for question in one.questions]
        by_set["made"] = list(_made(open_index(library[0]), asked))
    golden = [example for examples in by_set.values() for example in examples if example.golden]
    others = {name: [e for e in examples if not e.golden] for name, examples in by_set.items()}
    trained_on = [e for examples in others.values() for e in examples if is_trained_on(e.question)]
    yes, no = (sum(e.asked and e.answerable is told for e in golden) for told in (True, False))
    if min(yes, no) < FOLDS:
        raise ConfigError(f"Too few questions to train on: {yes} answerable, {no} not. Give {FOLDS} of each or more.")
    held_out = _cross_validate(golden, trained_on)
    model = _fit(golden, trained_on)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    trained: dict[str, object] = {
        "trained_at": datetime.now(UTC).date().isoformat(),
        "sets": {name: sum(e.weight != NEAR_MISS for e in examples) for name, examples in by_set.items()},
        "intercept": round(float(regression.intercept_[0] - weights @ scaler.mean_), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
        "measured": {
            "golden": _measure(golden, held_out),
            **{
                name: _measure(left_out, _predict(model, left_out))
                for name, examples in others.items()
                if (left_out := [e for e in examples if not is_trained_on(e.question)])
            },
        },
    }
    target.write_text(json.dumps(trained, indent=1) + "\n", encoding="utf-8")
    return trained


def _fit(golden: Sequence[Example], others: Sequence[Example]) -> "Pipeline":
    """Fit the regression, answerable and other golden questions counting the same together."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=1000))
    weights = [*_balance(golden, GOLDEN), *_balance(others, 1.0, TOLD_IN_PROSE)]
    examples = [*golden, *others]
    model.fit(_matrix(examples), _answerable(examples), logisticregression__sample_weight=weights)
    return model


def _balance(examples: Sequence[Example], weight: float, told: float = 1.0) -> Iterator[float]:
    """Give each example's weight, so that answerable ones together weigh told times what the others do."""
    total = {yes: sum(e.weight for e in examples if e.answerable is yes) or 1.0 for yes in (True, False)}
    half = sum(e.weight for e in examples) / 2
    for example in examples:
        yield weight * (told if example.answerable else 1.0) * example.weight * half / total[example.answerable]


def _cross_validate(golden: Sequence[Example], others: Sequence[Example]) -> np.ndarray:
    """Predict each golden example by a fit that has seen neither its question nor what was made of it."""
    from sklearn.model_selection import StratifiedGroupKFold

    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    groups = [example.question for example in golden]
    predicted = np.zeros(len(golden))
    for seen, left_out in folds.split(_matrix(golden), _answerable(golden), groups):
        model = _fit([golden[i] for i in seen], others)
        predicted[left_out] = _predict(model, [golden[i] for i in left_out])
    return predicted


def _measure(examples: Sequence[Example], predicted: np.ndarray) -> dict[str, Any]:
    """Tell how well predictions part the questions as they were asked, and what each threshold means."""
    from sklearn.metrics import roc_auc_score

    pairs = [(e, float(p)) for e, p in zip(examples, predicted, strict=True) if e.asked]
    told = [p for e, p in pairs if e.answerable]
    untold = [p for e, p in pairs if not e.answerable]
    measured: dict[str, Any] = {"answerable": len(told), "unanswerable": len(untold)}
    if told and untold:
        value = roc_auc_score([e.answerable for e, _ in pairs], [p for _, p in pairs])
        measured["auroc"] = round(float(value), 3)
    measured["thresholds"] = {
        str(threshold): {
            "answerable_refused": round(sum(p < threshold for p in told) / max(len(told), 1), 3),
            "unanswerable_answered": round(sum(p >= threshold for p in untold) / max(len(untold), 1), 3),
        }
        for threshold in THRESHOLDS
    }
    return measured


def ask_set(index: Index, given: EvaluationSet) -> Iterator[tuple[EvaluationQuestion, Found]]:
    """Look up each question that is trained on, with its history; small talk is none."""
    for question in given.questions:
        known = question.answerable is not None and question.lang in TRAINED_ON
        if known and reply_to_smalltalk(question.question) is None:
            yield question, _find(index, question)


def _examples_of(index: Index, given: EvaluationSet) -> Iterator[Example]:
    for question, found in ask_set(index, given):
        yield from _examples(index, question, found, golden=given.documents is None)


def _made(index: Index, asked: Sequence[EvaluationQuestion]) -> Iterator[Example]:
    for question in make_questions(index, asked)[::MADE_OF]:
        for example in _examples(index, question, _find(index, question), golden=True):
            yield replace(example, weight=MADE * example.weight, asked=False)


def _find(index: Index, question: EvaluationQuestion) -> Found:
    history = list(question.history)
    for turn in question.earlier:
        # Not answer_question: the weights that it would need are what is being trained.
        told = compose_answer(index, look_up(index, turn, history))
        history += [Turn("user", turn), Turn("assistant", "\n".join(quoted.shown for quoted in told.quotations))]
    return look_up(index, without_greeting(question.question), history, question.scope)


def _examples(index: Index, question: EvaluationQuestion, found: Found, *, golden: bool) -> Iterator[Example]:
    group = (question.relevant or (question.topic or question.id,))[0] if golden else question.id
    is_record = question.kind == RECORD_KIND
    whole = _example(index, group, found, answerable=bool(question.answerable), golden=golden)
    yield replace(whole, weight=RECORD, asked=False) if is_record else whole
    if golden and question.answerable and question.expect and question.kind != MADE_KIND:
        without = [hit for hit in found.hits if not _tells(hit, question)]
        less = _example(
            index, group, weigh_hits(index, found.reading, found.queries, without), answerable=False, golden=True
        )
        yield replace(less, weight=NEAR_MISS, asked=False)


def _example(index: Index, group: str, found: Found, *, answerable: bool, golden: bool) -> Example:
    return Example(group, weigh_answer(index, found).features, answerable, 1.0, golden=golden)


def _tells(hit: Hit, question: EvaluationQuestion) -> bool:
    return any(holds_facts(hit.text, (facts,)) for facts in question.expect)


def is_trained_on(question: str) -> bool:
    """Tell whether a question of a folder, by its id, is of the half that is trained on."""
    return int(hashlib.sha256(question.encode()).hexdigest(), 16) % 2 == 0


def _matrix(examples: Sequence[Example]) -> np.ndarray:
    rows = [[example.features[name] for name in FEATURES] for example in examples]
    return np.array(rows, dtype=np.float64).reshape(-1, len(FEATURES))


def _answerable(examples: Sequence[Example]) -> np.ndarray:
    return np.array([example.answerable for example in examples], dtype=bool)


def _predict(model: "Pipeline", examples: Sequence[Example]) -> np.ndarray:
    predicted: np.ndarray = model.predict_proba(_matrix(examples))[:, 1]
    return predicted
