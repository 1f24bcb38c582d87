"""How sure a figure is: bootstrap intervals and paired tests, the same in every run."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 20261123
LEVEL = 0.95

Values = NDArray[np.float64]


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Give the mean and its 95 % interval: the percentiles of the means of 1,000 resamples.

    The order of the values does not matter; the interval always holds the mean.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    value = float(ordered.mean())
    return (value, *percentiles(_resample(len(ordered), ordered), value))


def percentiles(resampled: Values, value: float) -> tuple[float, float]:
    """Give the ends of the interval of resampled figures, widened to hold the value if rounding left it out."""
    tail = (1 - LEVEL) / 2 * 100
    low, high = np.percentile(resampled, [tail, 100 - tail])
    return min(float(low), value), max(float(high), value)


def compare_verdicts(better: int, worse: int) -> float:
    """Give the two-sided p of the exact McNemar test (a sign test) that better and worse are equally probable."""
    changed = better + worse
    tail = sum(math.comb(changed, k) for k in range(min(better, worse) + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def compare_paired(differences: Sequence[float]) -> tuple[float, float, float, float]:
    """Give the mean of paired differences, its 95 % interval, and the two-sided p of a paired bootstrap."""
    ordered = np.sort(np.asarray(differences, dtype=np.float64))
    value = float(ordered.mean())
    resampled = _resample(len(ordered), ordered)
    tail = min(float((resampled <= 0).mean()), float((resampled >= 0).mean()))
    return (value, *percentiles(resampled, value), min(1.0, 2 * max(tail, 1 / RESAMPLES)))


def draw(count: int, seed: int = SEED) -> NDArray[np.int64]:
    """Draw RESAMPLES samples of count places with replacement; always the same ones."""
    return np.random.default_rng(seed).integers(0, count, (RESAMPLES, count))


def _resample(count: int, ordered: Values) -> Values:
    means: Values = ordered[draw(count)].mean(axis=1)
    return means
