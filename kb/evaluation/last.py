"""The last evaluation, as the page tells of it: what `make evaluate` left."""

import json
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path("evaluation.json")
REPORT = Path("evaluation.html")
SHOWN = ("correct", "all facts", "wrongly refused", "rightly refused", "citations exact", "Success@5")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One set that was asked: a few of its measures, each as a share of 1 with its 95 % interval and number."""

    name: str
    questions: int
    generation: int
    measures: dict[str, tuple[float, float, float, int]]


@dataclass(frozen=True, slots=True)
class LastEvaluation:
    """When the last evaluation was made, and of what sets."""

    made_at: str
    sets: tuple[Evaluated, ...]


def read_last_evaluation(path: Path = RESULTS) -> LastEvaluation | None:
    """Read the results of an evaluation; None when there are none that can be read."""
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
        return LastEvaluation(
            str(results["made_at"]),
            tuple(
                Evaluated(
                    str(one["name"]),
                    int(one["questions"]),
                    int(one["index"]["generation"]),
                    {
                        name: (float(found["value"]), float(found["low"]), float(found["high"]), int(found["n"]))
                        for name in SHOWN
                        if (found := one["measures"].get(name))
                    },
                )
                for one in results["sets"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
