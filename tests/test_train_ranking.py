"""Fitting how units are ranked: what wins is what tells, and what is written can be read again."""

import json
from pathlib import Path

import numpy as np
import pytest
from libraries import NETWORK, make_library
from test_train import write_golden

from kb.compose import rank
from kb.errors import ConfigError
from kb.index import Index
from kb.train_ranking import FEWEST, Ranking, fit_ranking, fit_weights

RANDOM = np.random.default_rng(0)


def make_ranking(number: int) -> Ranking:
    """Make the units of a question: the first feature tells which is right, the others nothing."""
    features = np.column_stack([RANDOM.random(8), RANDOM.random(8), np.full(8, 0.5)])
    return Ranking(f"{number}.md", features, (features[:, 0] == features[:, 0].max()).astype(float), 1.0)


def test_the_feature_that_tells_gets_the_weight() -> None:
    """What says nothing gets little, what never differs none."""
    tells, noise, constant = fit_weights([make_ranking(number) for number in range(60)], ["a", "b", "c"])

    assert tells > 10 * abs(noise)
    assert constant == 0


def test_what_never_speaks_for_a_unit_does_not() -> None:
    """Even where it would tell which unit is right."""
    tells, _, _ = fit_weights([make_ranking(number) for number in range(60)], ["list_not_asked", "b", "c"])

    assert tells == 0


def test_what_is_fitted_is_written_and_readable(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A weight for each feature, with the date, the questions and what was measured; the same twice."""
    monkeypatch.setattr("kb.train_ranking.FEWEST", 2)
    small = make_library(tmp_path_factory.mktemp("small"), NETWORK)
    golden = write_golden(tmp_path / "golden.yaml", 6, 5)
    target = tmp_path / "ranking.json"

    trained = fit_ranking([golden], lambda _: small, target)

    assert json.loads(target.read_text(encoding="utf-8")) == trained
    assert list(trained) == ["trained_at", "questions", "weights", "measured"]
    assert trained["weights"].keys() == rank._weights().keys()  # type: ignore[attr-defined]
    assert fit_ranking([golden], lambda _: small, tmp_path / "again.json") == trained


def test_too_few_questions_are_named(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """And nothing is written."""
    small: Index = make_library(tmp_path_factory.mktemp("small"), NETWORK)
    target = tmp_path / "ranking.json"

    with pytest.raises(ConfigError, match=f"Too few questions to rank by: \\d. Give {FEWEST} with answers or more."):
        fit_ranking([write_golden(tmp_path / "golden.yaml", 6, 5)], lambda _: small, target)
    assert not target.exists()
