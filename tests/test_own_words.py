"""Questions in people's own words: outsiders, newcomers and programme staff, written without asking the chatbot.

They are harder than the golden ones: indirect, terse or in other words than the documents', and half of those that the
documents do not answer are as near to them as a person could make them. The shares are what was measured, rounded down
to the next 5 % (of what should be rare: up). Raise them when answers get better.
"""

from pathlib import Path

import pytest
from test_golden_answers import describe, tell_causes

from kb.config import Config
from kb.evaluation.results import Results, summarise_set
from kb.evaluation.run import ask_questions
from kb.evaluation.sets import EvaluationSet, read_golden_questions
from kb.index import Index

FOLDER = Path(__file__).parent / "own_words"
AT_LEAST = {"correct": 0.80, "all facts": 0.75, "rightly refused": 0.90, "citations exact": 1.00, "R@5": 0.90}
AT_MOST = {"wrongly refused": 0.15, "doubted": 0.50}


@pytest.fixture(scope="module")
def asked(shipped: Index) -> Results:
    """The results of asking every question, the earlier turns first."""
    questions = tuple(question for path in sorted(FOLDER.glob("*.yaml")) for question in read_golden_questions(path))
    threshold = Config().min_confidence
    answers = ask_questions(shipped, questions, threshold)
    return summarise_set(EvaluationSet("own words", FOLDER, questions), answers, shipped, threshold)


@pytest.mark.parametrize("measure", AT_LEAST)
def test_measures_hold(measure: str, asked: Results) -> None:
    """Over all questions each measure is at least what it was."""
    wrong = [item for item in asked["items"] if item["correct"] is False]

    told = tell_causes(asked["items"]) + "".join(map(describe, wrong))
    assert asked["measures"][measure]["value"] >= AT_LEAST[measure], told


@pytest.mark.parametrize("measure", AT_MOST)
def test_what_should_be_rare_is(measure: str, asked: Results) -> None:
    """What the documents tell is refused or doubted no more often than it was."""
    told = [item for item in asked["items"] if item["measures"].get(measure)]

    assert asked["measures"][measure]["value"] <= AT_MOST[measure], "".join(map(describe, told))
