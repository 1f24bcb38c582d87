"""How probable it is that the documents answer a question, from the evidence found for it."""

import json
import math
import re
from functools import lru_cache
from importlib.resources import files

from kb.lookup import Found
from kb.words import split_words

FEATURES = ("late", "coverage", "kept", "cosine", "year")
LOOKED_AT = 3  # best units, and best hits

_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")


def evidence_features(found: Found) -> dict[str, float]:
    """Measure the evidence for a question, each feature 0 to 1.

    late, coverage, kept: the best units' late interaction, word coverage and kind of content; cosine: that of the best
    hits; year: 1 when a year that the question names is in none of the best units.
    """
    query, best, near = found.queries[0], found.evidence[:LOOKED_AT], found.hits[:LOOKED_AT]
    says_something = any(len(word) > 1 for word in split_words(query.text))
    if not best or not near or not says_something:
        return dict.fromkeys(FEATURES, 0.0)
    told = " ".join(f"{unit.hit.title} {unit.hit.heading} {unit.text}" for unit in best)
    return {
        "late": best[0].late,
        "coverage": max(unit.coverage for unit in best),
        "kept": float(best[0].kept),
        "cosine": max(hit.cosine for hit in near),
        "year": float(any(year not in told for year in _YEAR.findall(query.text))),
    }


def confidence_of(features: dict[str, float]) -> float:
    """Give the probability, 0 to 1, by the logistic regression in confidence.json (python -m kb train)."""
    if not any(features.values()):
        return 0.0
    intercept, weights = _model()
    total = intercept + sum(weights[name] * features[name] for name in FEATURES)
    return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def _model() -> tuple[float, dict[str, float]]:
    model = json.loads((files("kb") / "confidence.json").read_text(encoding="utf-8"))
    return float(model["intercept"]), {name: float(weight) for name, weight in model["weights"].items()}
