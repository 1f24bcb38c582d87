"""Questions that say next to nothing themselves ask the question before for more, or compare what was named."""

import pytest
from libraries import make_library

from kb.elliptic import is_joined, narrowing_words
from kb.followup import Turn
from kb.names import Names, find_names
from kb.standalone import stand_alone

PAGES = {
    "north.md": "# Alpine North\n\nAlpine North is a programme.\n",
    "west.md": "# Baltic West\n\nBaltic West is a programme of Poland and Sweden.\n",
}
LISTED = "Sweden: Alpine North, Baltic West"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """The names of a library on two programmes."""
    return find_names(make_library(tmp_path_factory.mktemp("names"), PAGES))


@pytest.mark.parametrize(
    ("asked", "question", "alone"),
    [
        ("Is there money for new boats?", "How much?", "How much money is there for new boats?"),
        ("Is there money for new boats?", "and how much is it", "How much money is there for new boats?"),
        ("Is there money for new boats?", "where", "Where is there money for new boats?"),
        ("Is there money for new boats?", "which places", "Which places? Is there money for new boats?"),
        ("Was Alpine North amended?", "when", "When was Alpine North amended?"),
        ("When did Alpine North open?", "where?", "Where did Alpine North open?"),
        ("What did Alpine North decide in Rome?", "when was that?", "When did Alpine North decide in Rome?"),
        ("When did Alpine North open?", "when exactly?", "When did Alpine North open?"),
        ("Who runs Alpine North?", "since when", "Since when? Who runs Alpine North?"),
        ("Tell me about Alpine North", "when", "when was Alpine North?"),
        ("Tell me about Alpine North", "how much money", "how much money is in Alpine North?"),
        ("How much money has Alpine North?", "what for", "What was Alpine North for?"),
        ("How much money has Alpine North?", "exactly, please", "How much money has Alpine North?"),
        ("How much money has Alpine North?", "the exact amount pls", "How much money has Alpine North?"),
        ("How much has Alpine North?", "and at the beginning?", "How much has Alpine North at the beginning?"),
        ("the budget of Alpine North", "originally?", "the budget of Alpine North originally?"),
        # What was listed is counted.
        ("Which boats are in Alpine North?", "how many are there?", "How many boats are in Alpine North?"),
        ("Which boats are in Alpine North?", "and how many of them?", "How many boats are in Alpine North?"),
        ("Where is Alpine North?", "how many are there?", None),
        # What was named or listed is compared.
        ("Which programmes is Sweden in?", "and which is older?", "Which of Alpine North and Baltic West is older?"),
        ("Which programmes is Sweden in?", "which one has more boats",
         "Which of Alpine North and Baltic West has more boats"),
        ("Which programmes is Sweden in?", "which of the two opened first?",
         "Which of Alpine North and Baltic West opened first?"),
        ("Are Alpine North and Baltic West open?", "which is bigger",
         "Which of Alpine North and Baltic West is bigger"),
        ("How many boats have Alpine North and Baltic West?", "which has more?",
         "Which of Alpine North and Baltic West has more boats?"),
        ("Which boats have Alpine North and Baltic West?", "which of the two has more of them",
         "Which of Alpine North and Baltic West has more boats?"),
        ("Are Alpine North and Baltic West open?", "which has more", None),
        ("Which programme covers Sweden?", "which is older?", "Which of Alpine North and Baltic West is older?"),
        ("What did Alpine North do in May?", "where?", "Where? What did Alpine North do in May?"),
        ("Which programmes is Sweden in?", "which is Alpine North's oldest boat",
         "which is Alpine North's oldest boat"),
        ("What does Sweden pay?", "and which is older?", None),
    ],
)  # fmt: skip
def test_more_is_asked_of_the_last_question(asked: str, question: str, alone: str | None, names: Names) -> None:
    """An interrogative asks one more detail of the question before it, a degree compares the programmes named."""
    assert stand_alone(names, question, [Turn("user", asked), Turn("assistant", LISTED)]) == alone


def test_more_is_asked_of_the_question_that_was_asked_first(names: Names) -> None:
    """Details don't pile up."""
    turns = [Turn("user", "Is there money for boats?"), Turn("user", "which places"), Turn("user", "which harbours")]

    assert stand_alone(names, "since when", turns) == "Since when is there money for boats?"


@pytest.mark.parametrize(
    ("question", "joined"),
    [
        ("Which places? Is there money for boats?", True),
        ("Why? Is there money for boats?", False),
        ("Is there money for boats?", False),
    ],
)
def test_a_question_that_was_joined_is_known(question: str, joined: bool) -> None:
    """One that asks for a reason is checked for that."""
    assert is_joined(question) is joined


@pytest.mark.parametrize(
    ("question", "words"),
    [("and how many of them were online?", {"onlin"}), ("how many of them", set()), ("how many were online?", set())],
)
def test_words_that_narrow_what_was_counted(question: str, words: set[str]) -> None:
    """Only what is said of "them" narrows what was counted."""
    assert narrowing_words(question) == words
