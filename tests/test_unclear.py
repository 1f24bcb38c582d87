"""When a question needs one more detail."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
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
