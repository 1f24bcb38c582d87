"""The words that ask for a type of thing, met by a text that holds one."""

import pytest

from kb.answer_type import answer_type, holds_type
from kb.asked_type import shown_by_deed, shown_by_type
from kb.words import term_set


@pytest.mark.parametrize(
    ("question", "told", "met"),
    [
        ("What share goes to transport?", "Transport takes 45% of the money.", "share"),
        ("From which day was the regulation in force?", "It entered into force on 12 November 2022.", "day"),
        ("In which cities are the offices?", "- Office Turku, Finland\n- Office Viborg, Denmark", "cities"),
        ("How often does the committee meet?", "The committee meets twice a year.", "often"),
        ("How many years does it last?", "The phase runs for seven years.", "years"),
    ],
)
def test_what_is_of_the_type_meets_the_words_that_ask_for_it(question: str, told: str, met: str) -> None:
    assert term_set(met) <= shown_by_type(question, told)
    assert not term_set(met) & shown_by_type(question, "The committee decides on projects.")


def test_which_of_several_is_asked_for_is_not_met_by_the_type() -> None:
    assert not term_set("deadline") & shown_by_type("When is the deadline?", "It opened on 3 May 2025.")
    assert not term_set("budget") & shown_by_type("How much is the budget?", "A project gets EUR 2 million.")
    assert not term_set("transport") & shown_by_type("What share goes to transport?", "Health takes 45%.")


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ("It holds an annual event on costs.", True),
        ("The network meets every six months.", True),
        ("Reports are due three times a year.", True),
        ("The event was in Turku.", False),
        ("The rules of 2021 hold.", False),
    ],
)
def test_how_often_is_answered_by_a_frequency(told: str, holds: bool) -> None:
    question = "How often is there an event?"
    assert answer_type(question) == "frequency"
    assert holds_type("frequency", told, term_set(question)) is holds


@pytest.mark.parametrize(
    ("question", "told", "shown"),
    [
        ("What was decided by the parliament in May?", "The parliament ratified the changes in May.", "decided"),
        ("What did the parliament decide in May?", "The parliament ratified the changes in May.", "decide"),
        ("What did the parliament decide in May?", "Second meeting: 4 May, Turku", ""),
        ("What was decided in Turku?", "The committee met in Turku.", ""),  # by whom, and whether anything was
        ("Who decided on the changes?", "The parliament ratified the changes.", ""),
    ],
)
def test_what_somebody_did_is_what_was_decided(question: str, told: str, shown: str) -> None:
    """No text need say that it was decided, only what was done."""
    assert shown_by_deed(question, told) == term_set(shown)
