"""Comparisons that no table answers: what each side is told of, by a question on it alone."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.index import Index
from kb.lookup import look_up
from kb.two_sides import ask_sides

PAGES = {
    "river.md": """# River Valley (RV)

River Valley is a programme of the lakes. River Valley runs until 2027.

## Bodies

The managing authority of River Valley is the Region of Lakes.

## Calls

The second small call of River Valley closed on 28 July 2025. The first small call of River Valley closed on 3 May 2023.
The second small call of River Valley had EUR 12 million. In River Valley a pilot project lasts 12 months. In River
Valley a regular project lasts 36 months.

## Area

The northern part of River Valley is made up of the two counties Ash and Birch.
""",
    "coast.md": """# Sunny Coast (SC)

Sunny Coast is a programme of the sea. Sunny Coast runs until 2029.

## Bodies

The managing authority of Sunny Coast is the City of Sands.

## Calls

The second small call of Sunny Coast closed on 21 June 2025. The number of ships of Sunny Coast is not known.

## Area

The northern part of Sunny Coast is made up of the three counties Cedar, Date and Elm.
""",
}


@pytest.fixture(scope="module")
def programmes(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two programmes that tell much of the same."""
    return make_library(tmp_path_factory.mktemp("programmes"), PAGES)


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        (
            "Did the second small call close later in River Valley or in Sunny Coast?",
            ["When second small call close in River Valley?", "When second small call close in Sunny Coast?"],
        ),
        (
            "How does the northern part of River Valley differ from that of Sunny Coast?",
            ["What is the northern part of River Valley?", "What is the northern part of Sunny Coast?"],
        ),
        (
            "Who has more counties, Sunny Coast or River Valley?",
            ["How many counties Sunny Coast?", "How many counties River Valley?"],
        ),
        (
            "Which had the bigger budget, River Valley or Sunny Coast?",
            ["How much budget River Valley?", "How much budget Sunny Coast?"],
        ),
        (
            "Did the first or the second call of River Valley close later?",
            ["When first call of River Valley close?", "When second call of River Valley close?"],
        ),
        (
            "What is the difference between a pilot project and a regular project in River Valley?",
            ["What is a pilot project in River Valley?", "What is a regular project in River Valley?"],
        ),
        ("Who manages River Valley?", []),
        ("River Valley: 12 or 15 months?", []),  # two answers to one question
    ],
)
def test_each_side_is_asked_about_alone(programmes: Index, question: str, alone: list[str]) -> None:
    assert [asked for _, asked in ask_sides(programmes, look_up(programmes, question))] == alone


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Did the second small call close later in River Valley or in Sunny Coast?", ["28 July 2025", "21 June 2025"]),
        ("How does the northern part of River Valley differ from that of Sunny Coast?", ["Ash and Birch", "Cedar"]),
        (
            "What is the difference between a pilot project and a regular project in River Valley?",
            ["12 months", "36 months"],
        ),
    ],
)
def test_both_sides_are_told(programmes: Index, question: str, told: list[str]) -> None:
    answer = answer_question(programmes, question)
    assert answer.status is Status.ANSWERED
    assert all(one in answer.text for one in told)


def test_the_side_of_which_nothing_is_told_is_named(programmes: Index) -> None:
    answer = answer_question(programmes, "Did River Valley or Sunny Coast have more money in the second small call?")
    assert answer.status is Status.PARTLY
    assert "EUR 12 million" in answer.text
    assert answer.missing == "The passages quoted do not tell this of “Sunny Coast”."
    assert "until 2029" not in answer.text


def test_whether_two_have_the_same_is_told_of_both(shipped: Index) -> None:
    """What is "the same as" something is compared: what is likest to the question is on one of them."""
    text = answer_question(shipped, "Is the application system of HUSKROUA the same as in Poland-Ukraine?").text
    assert "INTERREG+" in text
    assert "WOD2021" in text
