"""The answer regression test: every golden question but those of first.yaml, asked of the shipped library.

The shares in the tables are what was measured, rounded down to the next 5 %. Raise them when answers get better. When
one fails, the message names where the facts were lost. To see the answers before and after a change side by side, run
`python -m kb evaluate tests/golden --output FILE.json` before and after it, then compare both with `--compare`.
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

GOLDEN = Path(__file__).parent / "golden"
FIRST = "first.yaml"  # has a test of its own: tests/test_golden.py

# The share of the questions of each kind that must be right: answered with all expected facts, or rightly refused.
RIGHT = {
    "amount": 0.95,
    "comparison": 0.90,
    "contact": 0.90,
    "count": 0.85,
    "date": 0.95,
    "definition": 0.95,
    "disagreement": 0.90,
    "explanation": 0.80,
    "fact": 0.90,
    "follow-up": 0.85,
    "history": 0.95,
    "injection": 1.00,
    "language": 0.95,
    "list": 0.90,
    "misspelling": 0.95,
    "near-miss": 0.85,
    "out-of-scope": 1.00,
    "staff": 0.80,
    "superlative": 0.75,
    "unclear": 0.65,
    "yes-no": 0.95,
}
# Over all kinds: measures of which more is better.
AT_LEAST = {
    "correct": 0.90,
    "all facts": 0.90,
    "rightly refused": 0.90,
    "citations exact": 1.00,
    "cited passage holds facts": 0.90,
    "nDCG@10": 0.85,
    "R@5": 0.95,
    "AUROC": 0.95,
}
AT_MOST = {"wrongly refused": 0.05, "doubted": 0.15}

QUESTIONS: tuple[EvaluationQuestion, ...] = tuple(
    question for path in sorted(GOLDEN.glob("*.yaml")) if path.name != FIRST for question in read_golden_questions(path)
)
KINDS = sorted({question.kind for question in QUESTIONS})


@pytest.fixture(scope="session")
def golden(shipped: Index) -> Results:
    """The results of asking every question, the earlier turns first."""
    threshold = Config().min_confidence
    asked = ask_questions(shipped, QUESTIONS, threshold)
    return summarise_set(EvaluationSet("golden", GOLDEN, QUESTIONS), asked, shipped, threshold)


def describe(item: dict[str, Any]) -> str:
    """Tell all that one needs to see why an answer is wrong."""
    said = [turn["text"] for turn in item["history"] if turn["role"] == "user"]
    passages = "".join(
        f"\n    {passage['score']:.3f} {passage['source']}: {passage['text'][:150]!r}"
        for passage in item["passages"][:5]
    )
    return (
        f"\n{item['id']} ({item['kind']}): {' / '.join([*said, item['question']])}"
        f"\n  {item['status']} ({item['confidence']:.3f}): {item['text']}"
        f"\n  expected: {item['expected'] or 'a refusal'}\n  cause: {item['cause']}\n  passages:{passages}\n"
    )


def tell_causes(items: list[dict[str, Any]]) -> str:
    """Tell how many answers are wrong, and where on the way from the documents their facts were lost."""
    causes = Counter(item["cause"] for item in items if item["correct"] is False)
    lost = ", ".join(f"{count} {cause}" for cause, count in causes.most_common())
    return f"{causes.total()} of {len(items)} wrong: {lost}\n"


def tell_wrong(items: list[dict[str, Any]]) -> str:
    """Tell where the facts of the wrong answers were lost, then each of them."""
    return tell_causes(items) + "".join(describe(item) for item in items if item["correct"] is False)


def test_every_kind_has_its_share() -> None:
    """A new kind of question needs a row in the table, and a row without questions guards nothing."""
    assert sorted(RIGHT) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_golden_questions_are_answered_right(kind: str, golden: Results) -> None:
    """Of each kind at least its share is right."""
    items = [item for item in golden["items"] if item["kind"] == kind]
    right = sum(item["correct"] is True for item in items)

    assert right >= RIGHT[kind] * len(items), tell_wrong(items)


@pytest.mark.parametrize("measure", AT_LEAST)
def test_golden_measures_hold(measure: str, golden: Results) -> None:
    """Over all questions each measure is at least what it was."""
    value = golden["measures"].get(measure, {"value": 0.0})["value"]  # nothing is measured when all is refused
    low = [item for item in golden["items"] if item["measures"].get(measure, 1) < 1]

    told = f"{measure} is {value}, less than {AT_LEAST[measure]}: {tell_causes(golden['items'])}"
    assert value >= AT_LEAST[measure], told + "".join(map(describe, low))


@pytest.mark.parametrize("measure", AT_MOST)
def test_few_answerable_questions_are_refused_or_doubted(measure: str, golden: Results) -> None:
    """What the documents tell is refused, or answered with a doubt, no more often than it was."""
    told = [item for item in golden["items"] if item["measures"].get(measure)]

    assert golden["measures"][measure]["value"] <= AT_MOST[measure], tell_wrong(told)


def test_facts_are_in_the_documents(golden: Results) -> None:
    """No golden question expects what the documents no longer tell; `python -m kb golden check` names the fact."""
    gone = [item for item in golden["items"] if item["cause"] == "fact not in the documents"]

    assert gone == [], "".join(map(describe, gone))
