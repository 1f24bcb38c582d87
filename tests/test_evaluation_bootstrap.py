"""Intervals, tests and abstention figures: against known values, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from kb.evaluation.abstention import Guess, auroc_interval, guess_of, operating_point, risk_coverage
from kb.evaluation.bootstrap import compare_paired, compare_verdicts, mean_interval
from kb.evaluation.run import Asked
from kb.evaluation.sets import EvaluationQuestion

SHARES = st.lists(st.sampled_from([0.0, 0.25, 1 / 3, 1.0]), min_size=1, max_size=30)
GUESSES = st.lists(
    st.builds(Guess, st.booleans(), st.sampled_from([0.0, 0.1, 0.5, 0.55, 0.9, 1.0]), st.booleans(), st.booleans()),
    min_size=1,
    max_size=30,
)


@given(SHARES, st.randoms())
def test_an_interval_holds_its_value_in_any_order(values: list[float], random: object) -> None:
    """The interval holds the mean, lies between the extremes, and does not depend on the order or the run."""
    value, low, high = mean_interval(values)
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert value == pytest.approx(sum(values) / len(values))
    assert min(values) - 1e-9 <= low <= value <= high <= max(values) + 1e-9
    assert mean_interval(shuffled) == (value, low, high)


def test_an_interval_is_as_wide_as_theory_says() -> None:
    """Of 100 questions half right, the interval is about the mean plus and minus two standard errors."""
    value, low, high = mean_interval([0.0, 1.0] * 50)

    assert value == 0.5
    assert low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.011)
    assert high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.011)


def test_a_perfect_run_is_certain() -> None:
    """When all are right there is nothing to vary."""
    assert mean_interval([1.0] * 20) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (0, 5, 0.0625), (5, 0, 0.0625), (0, 6, 0.03125), (1, 9, 22 / 1024), (3, 3, 1.0)],
)
def test_exact_mcnemar(better: int, worse: int, p: float) -> None:
    """The p value is that of a fair coin, both tails."""
    assert compare_verdicts(better, worse) == pytest.approx(p)


def test_paired_bootstrap() -> None:
    """Clear differences are significant, none are not, and the sign does not matter to p."""
    clear = compare_paired([0.2, 0.1, 0.3, 0.2, 0.25, 0.15])
    turned = compare_paired([-0.2, -0.1, -0.3, -0.2, -0.25, -0.15])

    assert clear[0] == pytest.approx(0.2)
    assert 0 < clear[1] <= clear[0] <= clear[2]
    assert clear[3] == turned[3] < 0.05
    assert compare_paired([0.1, -0.1, 0.2, -0.2])[3] > 0.5
    assert compare_paired([0.0, 0.0]) == (0.0, 0.0, 0.0, 1.0)


@given(GUESSES)
def test_auroc_is_that_of_scikit_learn(guesses: list[Guess]) -> None:
    """The AUROC is scikit-learn's, ties included; the interval holds it; one class alone has none."""
    found = auroc_interval(guesses)
    answerable = [guess.answerable for guess in guesses]

    if len(set(answerable)) == 1:
        assert found is None
    else:
        assert found is not None
        assert found[0] == pytest.approx(roc_auc_score(answerable, [guess.confidence for guess in guesses]))
        assert 0 <= found[1] <= found[0] <= found[2] <= 1
        assert auroc_interval(guesses[::-1]) == found


def test_risk_coverage_by_hand() -> None:
    """With a higher threshold less is answered; wrong is the share among what is."""
    guesses = [
        Guess(True, 0.9, True, False),
        Guess(True, 0.5, True, True),
        Guess(False, 0.3, True, True),
        Guess(False, 0.8, False, False),
    ]
    curve = {point["threshold"]: (point["answered"], point["wrong"]) for point in risk_coverage(guesses)}

    assert curve[0.0] == (0.75, 0.6667)
    assert curve[0.5] == (0.5, 0.5)
    assert curve[0.6] == (0.25, 0.0)
    assert curve[1.0] == (0.0, 0.0)
    assert risk_coverage([]) == []


@given(GUESSES)
def test_coverage_only_falls(guesses: list[Guess]) -> None:
    """Raising the threshold never answers more."""
    answered = [point["answered"] for point in risk_coverage(guesses)]

    assert (np.diff(answered) <= 0).all()


def test_a_refused_question_is_judged_by_what_it_would_have_said() -> None:
    """The curve needs the answer behind a refusal; small talk has none at any threshold."""
    question = EvaluationQuestion("q", "Q?", True, expect=(("Vienna",),))
    refused = {"status": "not_found", "text": "Not found", "missing": "", "confidence": 0.4, "citations": []}
    behind = refused | {"status": "answered", "text": "In Vienna"}
    talk = refused | {"status": "conversational", "confidence": 0.0}

    assert guess_of(Asked(question, refused, behind)) == Guess(True, 0.4, True, False)
    assert guess_of(Asked(question, refused, behind | {"text": "In Kyiv"})) == Guess(True, 0.4, True, True)
    assert guess_of(Asked(question, talk, talk)) == Guess(True, 0.0, False, False)
    assert guess_of(Asked(EvaluationQuestion("q", "Q?"), talk, talk)) is None
    unanswerable = EvaluationQuestion("q", "Q?", False)
    assert guess_of(Asked(unanswerable, refused, behind)) == Guess(False, 0.4, True, True)
    point = operating_point([Asked(question, refused, behind), Asked(unanswerable, refused, behind)], 0.55)
    assert point == {"threshold": 0.55, "wrongly_refused": 1.0, "wrongly_answered": 0.0}
    assert operating_point([], 0.5) == {"threshold": 0.5, "wrongly_refused": None, "wrongly_answered": None}
