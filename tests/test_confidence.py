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
from kb.config import MIN_CONFIDENCE
from kb.evidence import Evidence
from kb.extract import Composed, Quotation, compose_answer
from kb.index import Index
from kb.lookup import Found, look_up

WEIGHTS = json.loads((files("kb") / "confidence.json").read_text(encoding="utf-8"))
NOTHING = dict.fromkeys(FEATURES, 0.0)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def measure(index: Index, question: str) -> dict[str, float]:
    return features_of(index, look_up(index, question))


def features_of(index: Index, found: Found) -> dict[str, float]:
    return evidence_features(index, found, compose_answer(index, found), denied=False)


def test_weights_are_those_of_the_features() -> None:
    """The stored weights name each feature once, in order, and tell what they were trained on."""
    assert list(WEIGHTS["weights"]) == list(FEATURES)
    assert set(WEIGHTS) == {"trained_at", "sets", "intercept", "weights", "measured"}


def test_the_threshold_has_a_measured_meaning() -> None:
    """For the default threshold it is told how many questions it refuses and how many it answers wrongly."""
    meaning = WEIGHTS["measured"]["golden"]["thresholds"][str(MIN_CONFIDENCE)]

    assert set(meaning) == {"answerable_refused", "unanswerable_answered"}


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
    """The trained weights count every feature in favour, but against it what the documents say is not known.

    That a type is held counts less in prose, yet never against an answer.
    """
    half = dict.fromkeys(FEATURES, 0.5)

    directions = {name: confidence_of(half | {name: 1.0}) > confidence_of(half) for name in FEATURES}
    assert directions == {name: name not in ("denied", "typed_in_prose") for name in FEATURES}
    assert WEIGHTS["weights"]["typed"] + WEIGHTS["weights"]["typed_in_prose"] > 0


@pytest.mark.parametrize("question", ["Who is the contact for the network?", "xyzzy", "🙂", "the", "network " * 100])
def test_measures_of_any_question(question: str, small: Index) -> None:
    """Each feature is there and lies between 0 and 1."""
    features = measure(small, question)

    assert list(features) == list(FEATURES)
    assert [name for name, value in features.items() if not 0 <= value <= 1] == []


def test_measures_of_nothing(small: Index) -> None:
    """Without units or hits every feature is 0."""
    found = look_up(small, "network")

    nothing = Composed(())
    assert evidence_features(small, replace(found, evidence=()), nothing, denied=False) == NOTHING
    assert evidence_features(small, replace(found, hits=()), nothing, denied=False) == NOTHING


def test_what_is_told_is_more_probable_than_what_is_not(small: Index, tmp_path: Path) -> None:
    """Of two questions the one that the documents answer is the more probable."""
    told, untold = (
        confidence_of(measure(small, f"Who is the {role} of the network?")) for role in ("contact", "barber")
    )

    assert told > untold


def test_a_list_that_is_shown_is_weighed_as_a_whole(tmp_path: Path) -> None:
    """Of "regular" and "large" projects the list tells both, though the best unit found is of the large ones alone."""
    page = (
        "# Harbour Programme\n\nThe Harbour Programme funds two types of projects:\n\n"
        "- Large projects of the Harbour Programme run for up to 30 months, for piers\n"
        "- Regular projects of the Harbour Programme run for up to 24 months, for ships\n"
    )
    index = make_library(tmp_path, {"harbour.md": page})
    found = look_up(index, "How long do regular projects of the Harbour Programme run?")
    large = next(unit for unit in found.evidence if unit.text.startswith("Large"))
    whole = next(unit for unit in found.evidence if unit.kind == "list")
    quoted = Quotation(whole.hit, whole.start, whole.end, whole.text, whole.text)
    first = replace(found, evidence=(large, *(unit for unit in found.evidence if unit is not large)))

    def selected(*quotations: Quotation) -> float:
        return evidence_features(index, first, Composed(quotations), denied=False)["selected"]

    assert selected(quoted) == 1.0
    assert selected(Quotation(large.hit, large.start, large.end, large.text, large.text)) == 0.0


def test_the_one_that_is_shown_counts_where_another_was_found_first(tmp_path: Path) -> None:
    """The call with piers, though the sentence on the one without was found first; not where it tells less."""
    page = (
        "# Harbour\n\nThe deadline of the Harbour call with piers was in May. "
        "The deadline of the Harbour call without piers was in June. The Harbour has piers.\n"
    )
    index = make_library(tmp_path, {"harbour.md": page})
    found = look_up(index, "What is the deadline of the Harbour call with piers?")
    right, wrong, beside = (
        next(unit for unit in found.evidence if unit.text.startswith(text) and end in unit.text)
        for text, end in (("The deadline", "May"), ("The deadline", "June"), ("The Harbour has", ""))
    )
    first = replace(found, evidence=(wrong, *(unit for unit in found.evidence if unit is not wrong)))

    def selected(unit: Evidence) -> float:
        quoted = Quotation(unit.hit, unit.start, unit.end, unit.text, unit.text)
        return evidence_features(index, first, Composed((quoted,)), denied=False)["selected"]

    assert (selected(right), selected(wrong), selected(beside)) == (1.0, 0.0, 0.0)
