"""The arithmetic of retrieval: scores brought to one scale, and late interaction."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def min_max(scores: Floats) -> Floats:
    """Stretch scores to 0..1; equal ones all become 0 (they tell nothing)."""
    if not scores.size:
        return scores
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-9:
        return np.zeros_like(scores)
    stretched: Floats = (scores - low) / (high - low)
    return stretched


def quantise(tokens: Floats) -> NDArray[np.int8]:
    """Pack vectors of unit length into a byte a dimension; cosines keep two decimals."""
    packed: NDArray[np.int8] = np.clip(np.round(tokens * 127), -127, 127).astype(np.int8)
    return packed


def token_similarity(question: Floats, passage: NDArray[np.int8]) -> Floats:
    """Give the cosines (question tokens, passage tokens) of float vectors against packed ones."""
    similarity: Floats = question @ (passage.astype(np.float32) / np.float32(127)).T
    return similarity


def late_interaction(similarity: Floats, weights: Floats) -> float:
    """Average over the question's tokens, weighted, the best cosine to any token of the passage.

    MaxSim of ColBERT (Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832), as a mean so that questions of any
    length are on one scale; with the tokens of a sentence embedding model it works untrained. weights sum to 1.
    """
    if not similarity.size:
        return 0.0
    return float(similarity.max(axis=1) @ weights)
