"""Calibration: what is learned from golden questions, and what is written."""

import json
import math
from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.confidence import FEATURES
from kb.errors import ConfigError
from kb.golden import read_golden
from kb.index import Index
from kb.train import NEAR_MISS, _examples, train_confidence

ANSWERABLE = [
    ("Who is the contact for the network?", "Anna Nowak"),
    ("Where does the network meet?", "Vienna"),
    ("When did the Commission adopt the rules?", "3 November 2022"),
    ("Which programmes are there?", "Italy-Tunisia"),
    ("What is the telephone number of Maria Rossi?", "+39 070"),
    ("What was the budget of the network in 2021?", "1.5 million"),
]
UNANSWERABLE = [
    "What will the weather be tomorrow?",
    "Who won the cup?",
    "Which hotel is cheap?",
    "How tall is the tower?",
    "When is the next election in 2031?",
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def write_golden(path: Path, answerable: int, unanswerable: int) -> Path:
    """Write a golden file with that many questions of each kind."""
    about = {"kind": "fact", "lang": "en"}
    told = [
        {"id": f"a{n}", **about, "answerable": True, "turns": [question], "expect": [{"any": [fact]}]}
        for n, (question, fact) in enumerate(ANSWERABLE[:answerable])
    ]
    untold = [
        {"id": f"u{n}", **about, "answerable": False, "turns": [question]}
        for n, question in enumerate(UNANSWERABLE[:unanswerable])
    ]
    path.write_text(json.dumps({"questions": told + untold}))
    return path


def test_what_is_trained_is_written_and_readable(small: Index, tmp_path: Path) -> None:
    """The weights stand as JSON with what they were trained on, one for each feature, and are what is returned."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)
    target = tmp_path / "confidence.json"

    trained = train_confidence(small, [golden], target)

    written = json.loads(target.read_text(encoding="utf-8"))
    assert written == trained
    assert list(written) == ["trained_at", "sets", "answerable", "unanswerable", "auroc", "intercept", "weights"]
    assert (written["sets"], written["answerable"], written["unanswerable"]) == (["golden.yaml"], 6, 5 + 6)
    assert list(written["weights"]) == list(FEATURES)
    assert all(math.isfinite(weight) for weight in [written["intercept"], *written["weights"].values()])
    assert 0.5 < written["auroc"] <= 1
    assert target.read_text(encoding="utf-8").endswith("}\n")


def test_trained_weights_tell_the_questions_apart(small: Index, tmp_path: Path) -> None:
    """On the questions that it was trained on the regression puts most answerable ones above the others."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)
    weights = train_confidence(small, [golden], tmp_path / "confidence.json")["weights"]
    assert isinstance(weights, dict)

    def score(features: dict[str, float]) -> float:
        return sum(weights[name] * features[name] for name in FEATURES)

    asked = [next(_examples(small, question)) for question in read_golden(golden)]
    told = [score(example.features) for example in asked if example.answerable]
    untold = [score(example.features) for example in asked if not example.answerable]
    pairs = [(one, other) for one in told for other in untold]
    assert sum(one > other for one, other in pairs) >= 0.9 * len(pairs)


def test_training_twice_gives_the_same(small: Index, tmp_path: Path) -> None:
    """The same questions give the same weights."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)

    first, second = (train_confidence(small, [golden], tmp_path / f"{n}.json") for n in range(2))

    assert first == second


def test_near_misses_are_made_by_dropping_the_evidence(small: Index, tmp_path: Path) -> None:
    """An answerable question is used twice: as it is, and without the hits that hold the fact, at a lower weight."""
    for question in read_golden(write_golden(tmp_path / "golden.yaml", 6, 0)):
        whole, near_miss = _examples(small, question)

        assert (whole.answerable, whole.weight) == (True, 1.0)
        assert (near_miss.answerable, near_miss.weight) == (False, NEAR_MISS)
        assert near_miss.features["late"] < whole.features["late"]
        assert near_miss.features["coverage"] <= whole.features["coverage"]


def test_unanswerable_questions_are_used_as_they_are(small: Index, tmp_path: Path) -> None:
    """No near miss is made of what the documents do not tell."""
    for question in read_golden(write_golden(tmp_path / "golden.yaml", 0, 5)):
        [example] = _examples(small, question)
        assert (example.answerable, example.weight) == (False, 1.0)


@pytest.mark.parametrize(("answerable", "unanswerable"), [(0, 0), (4, 5), (6, 4), (6, 0), (0, 5)])
def test_too_few_questions(answerable: int, unanswerable: int, small: Index, tmp_path: Path) -> None:
    """With fewer than five questions of each kind nothing is trained, and the old weights stay."""
    target = tmp_path / "confidence.json"
    target.write_text("old")

    with pytest.raises(ConfigError) as caught:
        train_confidence(small, [write_golden(tmp_path / "golden.yaml", answerable, unanswerable)], target)

    assert str(caught.value) == (
        f"Too few questions to train on: {answerable} answerable, {unanswerable} not. Give 5 of each or more."
    )
    assert target.read_text() == "old"
