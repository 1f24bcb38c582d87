"""The held-out test: questions that nobody reads who works on the answers, asked of the shipped library.

The questions of tests/heldout have the kinds and the proportions of those staff ask. They are kept out of tuning, so a
failure tells numbers only: how many are wrong, of which kind, and where on the way their facts were lost. What is to be
mended shows in the golden questions (tests/golden) or in new ones of the same kind. The shares are what was measured,
rounded down to the next 5 % (of what should be rare: up). Raise them when answers get better.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kb.config import Config
from kb.evaluation.results import Results, summarise_set
from kb.evaluation.run import ask_questions
from kb.evaluation.sets import EvaluationQuestion, EvaluationSet, read_golden_questions
from kb.index import Index

HELDOUT = Path(__file__).parent / "heldout"

AT_LEAST = {"correct": 0.80, "all facts": 0.85, "rightly refused": 0.75, "citations exact": 1.00}
AT_MOST = {"wrongly refused": 0.05, "doubted": 0.35}

QUESTIONS: tuple[EvaluationQuestion, ...] = tuple(
    question for path in sorted(HELDOUT.glob("*.yaml")) for question in read_golden_questions(path)
)


@pytest.fixture(scope="module")
def heldout(shipped: Index) -> Results:
    """The results of asking every question, the earlier turns first."""
    threshold = Config().min_confidence
    asked = ask_questions(shipped, QUESTIONS, threshold)
    return summarise_set(EvaluationSet("heldout", HELDOUT, QUESTIONS), asked, shipped, threshold)


def count_wrong(items: list[dict[str, Any]]) -> str:
    """Count the wrong answers by kind and cause, without a word of question or answer."""
    lines = []
    for kind, number in sorted(Counter(item["kind"] for item in items).items()):
        causes = Counter(item["cause"] for item in items if item["kind"] == kind and item["correct"] is False)
        lost = ", ".join(f"{count} {cause}" for cause, count in causes.most_common())
        lines.append(f"{kind}: {causes.total()} of {number} wrong{': ' if lost else ''}{lost}")
    return "\n".join(lines)


@pytest.mark.parametrize("measure", AT_LEAST)
def test_heldout_measures_hold(measure: str, heldout: Results) -> None:
    """Over all held-out questions each measure is at least what it was."""
    value, told = heldout["measures"][measure]["value"], count_wrong(heldout["items"])

    assert value >= AT_LEAST[measure], told


@pytest.mark.parametrize("measure", AT_MOST)
def test_few_answerable_heldout_questions_are_refused_or_doubted(measure: str, heldout: Results) -> None:
    """What the documents tell is refused, or answered with a doubt, no more often than it was."""
    value, told = heldout["measures"][measure]["value"], count_wrong(heldout["items"])

    assert value <= AT_MOST[measure], told
