"""What came after a thing, or before it: the words are the same, the direction is not."""

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.index import Index
from kb.succession import ANOTHER, meet_order, shown_by_order
from kb.words import stem

PAGES = {
    "ferries.md": (
        "# Ferries of the lake\n\nThe Swan is a ferry of the lake. The Swan was followed by the Heron in 1950. "
        "The Swan replaced the Otter on 1 May 1920. The captains of the Swan came together after work.\n\n"
        "## Harbours\n\nThe harbours of the lake are North Pier and South Pier.\n"
    ),
}


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Three ferries, one after the other."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "told", "met"),
    [
        ("What came after the Swan?", "The Swan was followed by the Heron.", 1.0),
        ("What came after the Swan?", "The Heron replaced the Swan in 1950.", 1.0),
        ("What came after the Swan?", "The Swan replaced the Otter.", 0.0),
        ("What replaced the Swan?", "The Swan followed the Otter.", 0.0),
        ("Which ferry followed the Swan?", "The captains met in May.", ANOTHER),
        ("The Swan's successor?", "The successor of the Swan was the Heron.", 1.0),
        ("What came before the Swan?", "The Swan replaced the Otter.", 1.0),
        ("What did the Swan replace?", "The Heron replaced the Swan.", 0.0),
        ("What was the predecessor of the Swan?", "The Swan was followed by the Heron.", 0.0),
        # Of several before one, the last came after the others.
        ("What came before the Swan?", "Before the Heron came the Otter, the Seal and the Swan.", ANOTHER),
        ("What came after the Swan?", "Date: 1950 | Event: The Heron replaces the Swan. | Lake: Blue", 1.0),
        ("What came after the Swan?", "Date: 1920 | Event: The Swan replaces the Otter. | Lake: Blue", 0.0),
        ("What came after the Swan?", "Ferry: Swan | Captain: Ada", 1.0),  # a row has no order of words
        ("When was the Swan replaced?", "The captains met in May.", 1.0),
    ],
)
def test_the_end_that_is_asked(question: str, told: str, met: float) -> None:
    assert meet_order(question, told) == met


def test_whatever_word_tells_the_order_the_asked_one_need_not_be_told() -> None:
    assert stem("came") in shown_by_order("What came after the Swan?", "The Swan was followed by the Heron.")


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("What came after the Swan?", "Heron", "Otter"),
        ("What did the Swan replace?", "Otter", "Heron"),
    ],
)
def test_the_answer_is_in_the_right_direction(ferries: Index, question: str, told: str, not_told: str) -> None:
    first = answer_question(ferries, question).text.partition("\n")[0]
    assert told in first
    assert not_told not in first
