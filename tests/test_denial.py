"""What the documents say is not known, where nothing nearer to the question is told."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.denial import find_denial
from kb.evidence import Evidence
from kb.extract import compose_answer
from kb.index import Index
from kb.lookup import look_up
from kb.wording import phrase

PAGES = {
    "harbour.md": """# Harbour

A project of the first call needed three partners from three countries. Which projects were selected in the first call
is not known: no list was found. The first call drew 631 proposals.

## Meetings

The committee met in Cagliari. The day of the second meeting is not known.

## Offices

The street address of the harbour office is not known: the page on offices shows none. The harbour office is a branch of
the port authority.

## Tugs

The result for the large tug projects of 2023 is not known.

## Lighters

Large lighter projects are approved without a call. The result for the large lighter projects handed in is not known.

## Anchors

| Item: Total budget | Port of Narva: not known: ask the board
""",
    "mill.md": """# Mill Valley (MV)

Whether Mill Valley was amended after its approval is not known.

## Calls

Mill Valley held two calls for projects:

- First call of Mill Valley, small-scale projects: March 2024, EUR 2 million
- Second call of Mill Valley, small-scale projects: May 2025, EUR 3 million

The second call of Mill Valley had EUR 3 million. The result of the second Mill Valley call is not known: it was not
found.
""",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one page."""
    return make_library(tmp_path_factory.mktemp("harbour"), PAGES)


def deny(index: Index, question: str) -> Evidence | None:
    found = look_up(index, question)
    return find_denial(index, found, compose_answer(index, found))


@pytest.mark.parametrize(
    "question",
    ["How many projects did the first call select?", "Which projects did the first call approve?"],
)
def test_what_is_said_to_be_unknown(question: str, harbour: Index) -> None:
    """A question for what the documents say is not known gets that sentence, as part of an answer at most."""
    answer = answer_question(harbour, question, min_confidence=0.0)

    assert (answer.status, answer.missing) == (Status.PARTLY, phrase("not_known"))
    assert "Which projects were selected" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Which projects were approved in the second call of Mill Valley?",
        "How many projects did the second Mill Valley call select?",
        "Which projects did Mill Valley approve in its second call?",
    ],
)
def test_the_result_of_a_call_is_what_it_selected(question: str, harbour: Index) -> None:
    """A list of calls, which speaks of projects, too, is no list of those that were selected."""
    answer = answer_question(harbour, question, min_confidence=0.0)

    assert (answer.status, answer.missing) == (Status.PARTLY, phrase("not_known"))
    assert "The result of the second Mill Valley call is not known" in answer.citations[0].quote


def test_what_gives_no_number_denies_none(harbour: Index) -> None:
    """A sentence with each word of the question, but without a number of the things, is not nearer to "how many"."""
    denial = deny(harbour, "How many large lighter projects were approved?")

    assert denial is not None
    assert "The result for the large lighter projects" in denial.text
    assert deny(harbour, "Are large lighter projects approved without a call?") is None


@pytest.mark.parametrize(
    "question",
    [
        "Which calls did Mill Valley hold?",
        "How much money did the second call of Mill Valley have?",
        "How many proposals did the first call draw?",
        "Where did the committee meet?",
        "How many partners?",
        "Whose branch is the harbour office?",
        "What was amended after the approval?",  # of no programme that one could know
        "Which inspectors are there at the Port of Narva?",  # its budget is not known
        "How many cranes may a large tug project have?",  # which were chosen is not known
    ],
)
def test_what_is_told_is_not_denied(question: str, harbour: Index) -> None:
    """Where the documents tell it, what else they don't know does not matter."""
    assert deny(harbour, question) is None


def test_that_something_else_is_not_known_is_no_answer(harbour: Index) -> None:
    """Where the office belongs is told; that its address is not known is left out, though it names the office first."""
    answer = answer_question(harbour, "Whose branch is the harbour office?", min_confidence=0.0)

    assert "port authority" in answer.text
    assert "not known" not in answer.text


def test_without_evidence_nothing_is_denied(harbour: Index) -> None:
    """A question that finds nothing is not denied by anything."""
    assert deny(harbour, "🙂") is None
