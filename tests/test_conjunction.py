"""The word "when" as a question word and as a conjunction."""

import pytest

from kb.answer_type import answer_type
from kb.conjunction import without_conjunctions
from kb.question import Kind, kind_of


@pytest.mark.parametrize(
    "question",
    [
        "Why does TESIM count eight when there are seven programmes?",
        "What happens when a programme is suspended?",
        "Is English needed when applying?",
        "Who helps when nobody answers?",
    ],
)
def test_a_conjunction_asks_for_no_time(question: str) -> None:
    """Behind another question word, or in a question for yes or no, it says under which circumstances."""
    assert " when " not in without_conjunctions(question)
    assert kind_of(question) is not Kind.WHEN
    assert answer_type(question) != "date"


@pytest.mark.parametrize(
    "question",
    [
        "When does the call close?",
        "Where was the meeting? When was that?",
        "When did the call close when it was new?",
        "Since when does HUSKROUA exist?",
        "Tell me when the call closes",
        "Do you know when it was adopted?",
        "Who manages it, and when was it adopted?",
        "How do I find out when the call closes?",
        "Which programme was adopted when?",
        "Where does it say when the call closes?",
    ],
)
def test_a_question_word_asks_for_a_time(question: str) -> None:
    """At the beginning, behind what one knows or says, as a second question and at the end it asks when."""
    assert without_conjunctions(question).casefold().count("when") >= 1
    assert answer_type(question) == "date"
