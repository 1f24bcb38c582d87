"""How probable it is that the documents answer: measures of the evidence, and the trained weights."""

import json
import math
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import NETWORK, make_library

from kb.confidence import FEATURES, confidence_of, evidence_features
from kb.index import Index
from kb.lookup import look_up

WEIGHTS = json.loads((files("kb") / "confidence.json").read_text(encoding="utf-8"))
NOTHING = dict.fromkeys(FEATURES, 0.0)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def measure(index: Index, question: str) -> dict[str, float]:
    return evidence_features(look_up(index, question))


def test_weights_are_those_of_the_features() -> None:
    """The stored weights name each feature once, in order, and tell what they were trained on."""
    assert list(WEIGHTS["weights"]) == list(FEATURES)
    assert set(WEIGHTS) == {"trained_at", "sets", "answerable", "unanswerable", "auroc", "intercept", "weights"}


def test_no_evidence_is_no_confidence() -> None:
    """Where nothing was found the probability is 0, not that of the intercept."""
    assert confidence_of(NOTHING) == 0.0


@given(st.fixed_dictionaries({name: st.floats(0.001, 1) for name in FEATURES}))
def test_confidence_is_the_logistic_regression(features: dict[str, float]) -> None:
    """The probability is that of the stored weights, between 0 and 1."""
    total = WEIGHTS["intercept"] + sum(WEIGHTS["weights"][name] * features[name] for name in FEATURES)

    assert confidence_of(features) == pytest.approx(1 / (1 + math.exp(-total)))
    assert 0 < confidence_of(features) < 1


def test_better_evidence_is_more_probable() -> None:
    """The trained weights count every feature in favour, but a missing year against."""
    half = dict.fromkeys(FEATURES, 0.5)

    directions = {name: confidence_of(half | {name: 1.0}) > confidence_of(half) for name in FEATURES}
    assert directions == {name: name != "year" for name in FEATURES}


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("When did ENI CBC run?", 0),
        ("Did ENI CBC run in 2014?", 0),
        ("Did ENI CBC run in 1999?", 1),
        ("Did ENI CBC run in 2014 or 2031?", 1),
        ("Is No 232/2014 a rule of ENI CBC?", 0),
        ("Did ENI CBC have 12014 projects?", 0),
    ],
)
def test_a_year_that_is_nowhere(question: str, year: float, small: Index) -> None:
    """The year counts when the question names one that the best units, their titles and headings do not."""
    assert measure(small, question)["year"] == year


@pytest.mark.parametrize("question", ["Who is the contact for the network?", "xyzzy", "🙂", "the", "network " * 100])
def test_measures_of_any_question(question: str, small: Index) -> None:
    """Each feature is there and lies between 0 and 1, cosines of what has nothing in common a little below."""
    features = measure(small, question)

    assert list(features) == list(FEATURES)
    assert [name for name, value in features.items() if not -0.5 <= value <= 1.01] == []


def test_measures_of_nothing(small: Index) -> None:
    """Without units or hits every feature is 0."""
    found = look_up(small, "network")

    assert evidence_features(replace(found, evidence=())) == NOTHING
    assert evidence_features(replace(found, hits=())) == NOTHING


def test_what_is_told_is_more_probable_than_what_is_not(small: Index, tmp_path: Path) -> None:
    """Of two questions the one that the documents answer is the more probable."""
    told, untold = (
        confidence_of(measure(small, f"Who is the {role} of the network?")) for role in ("contact", "barber")
    )

    assert told > untold
