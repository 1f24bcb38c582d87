"""Calibration: what is learned from golden questions, and what is written."""

import json
import math
from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.confidence import FEATURES
from kb.errors import ConfigError
from kb.evaluation.sets import EvaluationSet, read_set
from kb.index import Index
from kb.synthetic import make_questions
from kb.train import MADE_OF, NEAR_MISS, RECORD, THRESHOLDS, _examples, _find, is_trained_on, train_confidence

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

    trained = train_confidence([golden], lambda _: small, target)

    written = json.loads(target.read_text(encoding="utf-8"))
    assert written == trained
    assert list(written) == ["trained_at", "sets", "intercept", "weights", "measured"]
    assert written["sets"]["golden"] == 11
    assert written["sets"]["made"] == len(make_questions(small, read_set(golden).questions)[::MADE_OF]) > 0
    assert list(written["weights"]) == list(FEATURES)
    assert all(math.isfinite(weight) for weight in [written["intercept"], *written["weights"].values()])
    measured = written["measured"]["golden"]
    assert (measured["answerable"], measured["unanswerable"]) == (6, 5)
    assert 0.5 < measured["auroc"] <= 1
    assert list(measured["thresholds"]) == [str(threshold) for threshold in THRESHOLDS]
    assert target.read_text(encoding="utf-8").endswith("}\n")


def test_training_needs_no_weights(small: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new measure has no weight before it is trained."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)
    monkeypatch.setattr("kb.confidence._model", lambda: (0.0, {}))

    assert list(train_confidence([golden], lambda _: small, tmp_path / "new.json")["weights"]) == list(FEATURES)


def test_trained_weights_tell_the_questions_apart(small: Index, tmp_path: Path) -> None:
    """On the questions that it was trained on the regression puts most answerable ones above the others."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)
    weights = train_confidence([golden], lambda _: small, tmp_path / "confidence.json")["weights"]
    assert isinstance(weights, dict)

    def score(features: dict[str, float]) -> float:
        return sum(weights[name] * features[name] for name in FEATURES)

    asked = [
        next(_examples(small, question, _find(small, question), golden=True)) for question in read_set(golden).questions
    ]
    told = [score(example.features) for example in asked if example.answerable]
    untold = [score(example.features) for example in asked if not example.answerable]
    pairs = [(one, other) for one in told for other in untold]
    assert sum(one > other for one, other in pairs) >= 0.9 * len(pairs)


def test_training_twice_gives_the_same(small: Index, tmp_path: Path) -> None:
    """The same questions give the same weights."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)

    first, second = (train_confidence([golden], lambda _: small, tmp_path / f"{n}.json") for n in range(2))

    assert first == second


def test_near_misses_are_made_by_dropping_the_evidence(small: Index, tmp_path: Path) -> None:
    """An answerable question is used twice: as it is, and without the hits that hold the fact, at a lower weight."""
    for question in read_set(write_golden(tmp_path / "golden.yaml", 6, 0)).questions:
        whole, near_miss = _examples(small, question, _find(small, question), golden=True)

        assert (whole.answerable, whole.weight, whole.asked) == (True, 1.0, True)
        assert (near_miss.answerable, near_miss.weight, near_miss.asked) == (False, NEAR_MISS, False)
        assert near_miss.question == whole.question
        assert near_miss.features["late"] < whole.features["late"]


def test_unanswerable_questions_are_used_as_they_are(small: Index, tmp_path: Path) -> None:
    """No near miss is made of what the documents do not tell."""
    for question in read_set(write_golden(tmp_path / "golden.yaml", 0, 5)).questions:
        [example] = _examples(small, question, _find(small, question), golden=True)
        assert (example.answerable, example.weight) == (False, 1.0)


@pytest.mark.parametrize(("answerable", "unanswerable"), [(0, 0), (4, 5), (6, 4), (6, 0), (0, 5)])
def test_too_few_questions(answerable: int, unanswerable: int, small: Index, tmp_path: Path) -> None:
    """With fewer than five questions of each kind nothing is trained, and the old weights stay."""
    target = tmp_path / "confidence.json"
    target.write_text("old")

    with pytest.raises(ConfigError) as caught:
        train_confidence([write_golden(tmp_path / "golden.yaml", answerable, unanswerable)], lambda _: small, target)

    assert str(caught.value) == (
        f"Too few questions to train on: {answerable} answerable, {unanswerable} not. Give 5 of each or more."
    )
    assert target.read_text() == "old"


def test_folders_are_trained_on_by_half(small: Index, tmp_path: Path) -> None:
    """Of a folder of questions half is trained on; what is measured on it is the other half, at each threshold."""
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)
    folder = tmp_path / "prose"
    (folder / "documents").mkdir(parents=True)
    asked = [(text, True) for text, _ in ANSWERABLE] + [(text, False) for text in UNANSWERABLE]
    rows = [{"id": f"p{n}", "question": text, "answerable": told} for n, (text, told) in enumerate(asked)]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    opened: list[str] = []

    def open_index(given: EvaluationSet) -> Index:
        opened.append(given.name)
        return small

    alone = train_confidence([golden], open_index, tmp_path / "1.json")
    both = train_confidence([golden, folder], open_index, tmp_path / "2.json")

    left_out = [row for row in rows if not is_trained_on(str(row["id"]))]
    assert 0 < len(left_out) < len(rows)
    assert opened == ["golden", "golden", "golden", "prose", "golden"]  # the last of each: what is made of it
    assert isinstance(both["sets"], dict)
    assert (both["sets"]["golden"], both["sets"]["prose"]) == (11, len(rows))
    assert isinstance(both["measured"], dict)
    measured = both["measured"]["prose"]
    assert measured["answerable"] + measured["unanswerable"] == len(left_out)
    assert both["weights"] != alone["weights"]


def test_records_are_trained_on_but_not_measured(small: Index, tmp_path: Path) -> None:
    """A record is a search for a fact: an example and a near miss at a low weight, none to measure on."""
    records = tmp_path / "records.yaml"
    rows = [
        {
            "record": "r1",
            "document": "network.md",
            "heading": "",
            "key": "Anna Nowak",
            "query": "contact for the network",
        },
        {"record": "r2", "document": "network.md", "heading": "", "key": "not known", "query": "fax of the network"},
    ]
    records.write_text(json.dumps(rows))

    told, untold = read_set(records).questions
    whole, near_miss = _examples(small, told, _find(small, told), golden=True)
    [unknown] = _examples(small, untold, _find(small, untold), golden=True)

    assert [(e.answerable, e.weight, e.asked) for e in (whole, near_miss, unknown)] == [
        (True, RECORD, False),
        (False, NEAR_MISS, False),
        (False, RECORD, False),
    ]
    assert whole.question == near_miss.question == "network.md"
