"""Both figures where sources differ, from the rows and sentences that say so."""

import pytest
from libraries import make_library

from kb.answer import Answer, Status, answer_question
from kb.index import Index

PAGES = {
    "ferry.md": """# Ferry

The Ferry carries people between the islands.

## Money

The Ferry had EUR 12 million of EU money in 2023. Another page prints EUR 15 million of EU money for the Ferry.

| Amount: Harbour fee | Ferry: EUR 300
| Amount: Harbour fee, other figure | Ferry: EUR 340

## Length

The sources disagree on the length of the Ferry: 44 metres (owner) or 47 metres (yard).

The mast of the Ferry is 19 metres high.
""",
    "survey.md": """# Survey

## Answers

The report counts 1,200 people who took part in the survey on timetables.

The ministry speaks of 1,500 people in the survey on timetables, while the report names 1,200.
""",
}


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with two figures of the same thing in rows, in neighbours and in one sentence."""
    return make_library(tmp_path_factory.mktemp("ferry"), PAGES)


def ask(index: Index, question: str) -> Answer:
    """Answer whatever the confidence."""
    return answer_question(index, question, min_confidence=0.0)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How much is the harbour fee of the Ferry?", ("300", "340")),
        ("How much EU money did the Ferry have?", ("12 million", "15 million")),
        ("What is the length of the Ferry?", ("44 metres", "47 metres")),
        ("How many people took part in the survey on timetables?", ("1,200", "1,500")),
    ],
)
def test_both_figures_are_told(question: str, figures: tuple[str, str], ferry: Index) -> None:
    """The second figure is told with the first one, "another page" behind what it differs from."""
    answer = ask(ferry, question)

    assert answer.status is Status.ANSWERED
    assert -1 < answer.text.find(figures[0]) < answer.text.find(figures[1])


def test_quotations_are_exact(ferry: Index) -> None:
    """What is added is the text of its place."""
    citations = ask(ferry, "How much is the harbour fee of the Ferry?").citations

    assert [one.quote for one in citations] == [ferry.text_of(c.source, c.page)[c.start : c.end] for c in citations]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("How high is the mast of the Ferry?", "disagree"),
        ("Who carries people between the islands?", "million"),
    ],
)
def test_other_attributes_are_not_in_dispute(question: str, other: str, ferry: Index) -> None:
    """That sources differ on the length says nothing of the mast, and no figure is added where none was asked for."""
    assert other not in ask(ferry, question).citations[0].quote


def test_shipped_library_tells_both_totals(shipped: Index) -> None:
    """The total on which the sources disagree is told with both figures."""
    answer = ask(shipped, "What is the total budget of NEXT MED?")

    assert "EUR 281,473,092" in answer.text
    assert "EUR 263 million" in answer.text
