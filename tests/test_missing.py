"""What an answer does not tell is said in a line: what is unknown, absent, or not spoken of."""

from dataclasses import replace

import pytest
from libraries import NETWORK, make_library

from kb.answer import Status, answer_question
from kb.config import SURE_CONFIDENCE
from kb.extract import compose_answer
from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up
from kb.missing import asks_unheard_of, describe_doubt, find_missing
from kb.web.messages import status_words
from kb.wording import LANGUAGES, PHRASES


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def doubt(index: Index, question: str) -> str:
    found = look_up(index, question)
    return describe_doubt(index, found, compose_answer(index, found))


def missing_in(index: Index, question: str) -> str:
    found = look_up(index, question)
    return find_missing(index, compose_answer(index, found), found)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Who is the contact for the network of aquariums?", "“aquariums”"),
        ("Who is the contact for the zebra network of Aquarius?", "“zebra”, “Aquarius”"),
    ],
)
def test_words_that_no_passage_speaks_of_are_named(question: str, named: str, small: Index) -> None:
    """As they were typed, in their order."""
    assert doubt(small, question) == PHRASES["unsaid"]["en"].format(what=named)


@pytest.mark.parametrize("question", ["Who is the contact for the network?", "Who was the contacts of a network?"])
def test_where_all_is_spoken_of_the_doubt_names_nothing(question: str, small: Index) -> None:
    """Another form of a word is the same word."""
    assert doubt(small, question) == PHRASES["unsure"]["en"]


def test_what_was_said_before_is_not_named(small: Index) -> None:
    """A question that says nothing of its own leaves nothing unsaid."""
    history = [Turn("user", "Who is the contact for zebras?"), Turn("assistant", "Anna Nowak likes aquariums. [1]")]
    found = look_up(small, "And before that?", history)

    assert describe_doubt(small, found, compose_answer(small, found)) == PHRASES["unsure"]["en"]


def test_at_most_three_words_are_named(small: Index) -> None:
    """The line stays short."""
    told = doubt(small, "Who is the contact for zebras, giraffes, aquariums, volcanoes and glaciers of the network?")

    assert told.count("“") == 3


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What is the fax number of Maria Rossi?", "fax number"),
        ("Who is the contact for the network, and why was she chosen?", "the reason"),
        ("What was the budget of the network in 2019?", "2019"),
    ],
)
def test_what_is_absent_is_named(question: str, missing: str, small: Index) -> None:
    """A detail, a reason or a year that the quotations have not."""
    assert missing_in(small, question) == PHRASES["missing"]["en"].format(what=missing)


BASIN = {
    "basin.md": """# River Basin programme

| Item | Value |
|---|---|
| Programme | River Basin |
| Countries | Georgia, Moldova, Ukraine |
| EU money | EUR 85 million |
| Managing authority | Ministry of Rivers |

The River Basin programme has EUR 85 million of EU money for Georgia, Moldova and Ukraine together. Armenia received
EUR 3 million of the money of the River Basin programme.
""",
    "contacts.md": """# Contacts of the River Basin programme

| Name | Contact for |
|---|---|
| Ada Lopez | Contact for state aid in the River Basin programme |
| Ben Kovacs | Contact for audits of the River Basin programme |
""",
}


@pytest.fixture(scope="module")
def basin(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A programme of several countries, and two contacts."""
    return make_library(tmp_path_factory.mktemp("basin"), BASIN)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How much EU money did Serbia get from the River Basin programme?", "the share of the country alone"),
        ("What is the EU money of the River Basin programme?", ""),
        ("How much money did Serbia get?", "the share of the country alone"),
        ("How much money did Armenia receive from the River Basin programme?", ""),
        ("Who is the contact for monkeys in the River Basin programme?", "whom to contact"),
        ("Who is the contact for state aid in the River Basin programme?", ""),
    ],
)
def test_what_is_told_of_others_is_not_what_was_asked(question: str, missing: str, basin: Index) -> None:
    """The money of all countries is not that of one, and a contact for something else is none."""
    assert missing_in(basin, question) == (PHRASES["missing"]["en"].format(what=missing) if missing else "")


@pytest.mark.parametrize(
    ("question", "unheard_of"),
    [
        ("What salary has the contact for state aid in the River Basin programme?", True),
        ("What name has the contact for state aid in the River Basin programme?", False),
        ("wat is the contact for state aid in the River Basin programme?", False),  # mistyped
    ],
)
def test_what_no_document_speaks_of_leaves_a_doubt(question: str, unheard_of: bool, basin: Index) -> None:
    """However near the rest is: a word that stands nowhere in the library is not answered by what is likeliest."""
    found = look_up(basin, question)
    composed = compose_answer(basin, found)

    assert asks_unheard_of(basin, found, composed) is unheard_of
    assert not asks_unheard_of(basin, found, replace(composed, direct=True))  # there it says how to answer


def test_what_is_not_sure_is_partly_answered(small: Index) -> None:
    """Between the two thresholds an answer says that it is perhaps none; below it is refused, above it says nothing."""
    question = "Which aquariums does the network meet in Vienna?"
    sure = answer_question(small, question).confidence

    assert 0 < sure < SURE_CONFIDENCE, "the question no longer lies between the thresholds"
    told = answer_question(small, question, min_confidence=sure - 0.01)
    assert (told.status, told.doubt, "aquariums" in told.missing) == (Status.PARTLY, True, True)
    assert status_words(told) == "Perhaps an answer"
    assert told.citations
    assert answer_question(small, question, min_confidence=sure + 0.01).status is Status.NOT_FOUND
    assert answer_question(small, "Who is the contact for the network?").missing == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doubt_is_told_in_the_language_of_the_question(language: str) -> None:
    """Every language has both lines."""
    assert "{what}" in PHRASES["unsaid"][language]  # type: ignore[index]
    assert PHRASES["unsure"][language]  # type: ignore[index]


def test_what_is_only_like_a_word_that_no_document_has_leaves_a_doubt(shipped: Index) -> None:
    """The amounts of projects are somewhat like a salary, but the library speaks of none."""
    found = look_up(shipped, "What is the salary of a project manager in a HUSKROUA project?")

    assert asks_unheard_of(shipped, found, compose_answer(shipped, found))
