"""The arithmetic of retrieval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from kb.scores import late_interaction, min_max, quantise, token_similarity

scores = nps.arrays(np.float32, st.integers(1, 30), elements=st.floats(-1000, 1000, width=32))


@st.composite
def tokens(draw: st.DrawFn, most: int = 6, dimension: int = 8) -> np.ndarray:
    """Draw some vectors of unit length."""
    count = draw(st.integers(1, most))
    drawn = draw(nps.arrays(np.float32, (count, dimension), elements=st.floats(-1, 1, width=16)))
    drawn[:, 0] += np.where(np.linalg.norm(drawn, axis=1) < 0.1, 1, 0)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize(
    ("given_scores", "expected"),
    [
        ([], []),
        ([3], [0]),
        ([2, 2, 2], [0, 0, 0]),
        ([1, 3, 2], [0, 1, 0.5]),
        ([-1, 0, 3], [0, 0.25, 1]),
        ([0.5, 0.5 + 1e-10], [0, 0]),
    ],
)
def test_min_max(given_scores: list[float], expected: list[float]) -> None:
    """The least becomes 0, the greatest 1, and scores that are all equal become 0."""
    assert min_max(np.array(given_scores, dtype=np.float32)).tolist() == expected


@given(scores)
def test_min_max_keeps_the_order(given_scores: np.ndarray) -> None:
    """Stretched scores lie between 0 and 1, in the order they had."""
    stretched = min_max(given_scores)

    assert stretched.dtype == np.float32
    assert ((stretched >= 0) & (stretched <= 1)).all()
    assert (np.diff(stretched[np.argsort(given_scores, kind="stable")]) >= 0).all()


@given(tokens(), tokens())
def test_packed_cosines_keep_two_decimals(question: np.ndarray, passage: np.ndarray) -> None:
    """A byte a dimension is enough: cosines against packed vectors are off by less than 0.02."""
    packed = quantise(passage)

    assert (packed.dtype, packed.shape) == (np.int8, passage.shape)
    assert np.abs(token_similarity(question, packed) - question @ passage.T).max() < 0.02


def test_packing_does_not_overflow() -> None:
    """The ends of the scale stay: 1 is 127, -1 is -127."""
    assert quantise(np.array([[1, -1, 0, 1.01]], dtype=np.float32)).tolist() == [[127, -127, 0, 127]]


@pytest.mark.parametrize(
    ("similarity", "weights", "expected"),
    [
        (np.zeros((0, 3)), [], 0.0),
        (np.zeros((3, 0)), [0.5, 0.25, 0.25], 0.0),
        (np.array([[0.5]]), [1], 0.5),
        (np.array([[0.25, 1.0], [0.5, 0.0]]), [0.5, 0.5], 0.75),
        (np.array([[0.25, 1.0], [0.5, 0.0]]), [0.25, 0.75], 0.625),
        (np.array([[-0.5, -0.25]]), [1], -0.25),
    ],
)
def test_late_interaction(similarity: np.ndarray, weights: list[float], expected: float) -> None:
    """Late interaction is the weighted mean over the question's tokens of the best cosine; of nothing it is 0."""
    assert late_interaction(similarity.astype(np.float32), np.array(weights, dtype=np.float32)) == expected


@given(tokens(), tokens())
def test_a_longer_passage_is_never_worse(question: np.ndarray, passage: np.ndarray) -> None:
    """More tokens can only add better matches."""
    similarity = token_similarity(question, quantise(passage))
    weights = np.full(len(question), 1 / len(question), dtype=np.float32)

    assert late_interaction(similarity, weights) >= late_interaction(similarity[:, :1], weights) - 1e-6
