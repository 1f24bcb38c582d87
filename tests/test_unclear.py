"""When a question needs one more detail."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up
from kb.unclear import find_choices

PAGES = {
    f"{name}.md": f"# {name} Programme\n\nIt has a beach.\n\n## Secretariat\n\nIts secretariat is in {town}.\n"
    for name, town in (("Harbour", "Riga"), ("Lighthouse", "Turku"), ("Ferry", "Palermo"), ("Island", "Iași"))
}


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of four documents of one build."""
    return make_library(tmp_path_factory.mktemp("towns"), PAGES)


def test_what_several_tell_alike_needs_a_name(towns: Index) -> None:
    """A question that several documents answer alike under one heading is answered by asking which is meant."""
    answer = answer_question(towns, "Where is the secretariat?", min_confidence=0.01)

    assert answer.status is Status.UNCLEAR
    assert sorted(answer.choices) == [
        "Ferry Programme",
        "Harbour Programme",
        "Island Programme",
        "Lighthouse Programme",
    ]
    assert answer.text.split("\n")[1:] == [f"- {choice}" for choice in answer.choices]


@pytest.mark.parametrize(
    "question",
    [
        "Where is the secretariat of the Ferry Programme?",
        "How many secretariats are there?",
        "Which secretariats are there?",
    ],
)
def test_what_is_clear(question: str, towns: Index) -> None:
    """A question that names one, and one for all of them, is clear."""
    assert find_choices(towns, look_up(towns, question)) == ()


@pytest.mark.parametrize(
    "question",
    [
        "When is the deadline?",
        "What is the budget?",
        "What is the co-financing rate?",
        "When does the call close?",
        "Hi, is our region eligible?",
        "How many partners do I need for my application?",
        "Quel est le budget ?",
    ],
)
def test_what_each_programme_tells_is_asked_back(question: str, shipped: Index) -> None:
    """On the shipped library a question that each programme answers in its own way needs the programme's name."""
    answer = answer_question(shipped, question)

    assert answer.status is Status.UNCLEAR, answer.text
    assert len(answer.choices) >= 3
    assert all("NEXT" in choice for choice in answer.choices)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the contact for the Interreg NEXT network?",
        "What is a managing authority?",
        "What does the joint secretariat do?",
        "Which programmes are there?",
        "What happened in 2022?",
        "What are the four aims of the network?",
        "What is the deadline of the second HUSKROUA call?",
        "When was the suspension?",
        "who is the comissioner for enlargment",
        "Who could I call about keep.eu?",
    ],
)
def test_no_needless_question_back(question: str, shipped: Index) -> None:
    """What one place answers, what is asked of all, and what names a programme is not asked back."""
    assert find_choices(shipped, look_up(shipped, question)) == ()


def test_the_conversation_says_which(shipped: Index) -> None:
    """What was said before names the programme."""
    before = [Turn("user", "What is NEXT MED?"), Turn("assistant", "NEXT MED is a programme.")]

    assert find_choices(shipped, look_up(shipped, "What is the budget?", before)) == ()
