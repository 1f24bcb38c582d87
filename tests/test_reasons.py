"""Whether a text gives the reason that is asked for, and not that of something else."""

import pytest
from libraries import make_library

from kb.constraints import Place
from kb.extract import compose_answer
from kb.index import Index
from kb.lookup import Found, look_up
from kb.reasons import may_tell_why, put_told_first, tells_about, tells_why
from kb.weighing import weigh_answer

PAGES = {
    "ferry.md": (
        "# The ferry to Narva\n\nThe ferry to Narva is a boat of the harbour board.\n\n"
        "## Stop of the ferry\n\nThe harbour board stopped the ferry to Narva on 4 March 2022. "
        "The ferry to Narva was stopped because of the ice. Because of a strike, the ticket office was closed. "
        "Under the rules, a ferry can be stopped because of a breach of the contract.\n\n"
        "## News\n\nWhether the ferry has sailed since is told by the board.\n"
    ),
    "calls.md": (
        "# Calls of the harbour\n\nThe second call of the harbour closed on 3 May 2024 with EUR 5 million. The second "
        "call of the harbour, in education and good governance, opened in March 2024.\n"
    ),
    "board.md": (
        "# The harbour board\n\nThe harbour board meets on Mondays, so that the captains can be there. "
        "The harbour board has nine members.\n"
    ),
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library that tells why some things are as they are."""
    return make_library(tmp_path_factory.mktemp("harbour"), PAGES)


def place_of(index: Index, found: Found, text: str) -> Place:
    """Find a sentence among the evidence."""
    unit = next(unit for unit in found.evidence if unit.text.startswith(text))
    return Place(unit.hit, unit.start, unit.end, unit.text)


@pytest.mark.parametrize(
    ("question", "unit", "tells"),
    [
        ("Why was the ferry to Narva stopped?", "The ferry to Narva was stopped", True),
        ("What was the reason for the stop of the Narva ferry?", "The ferry to Narva was stopped", True),
        ("Why was the ferry to Narva stopped?", "Under the rules", False),  # the heading alone names Narva
        ("Why was the ferry to Narva stopped?", "The harbour board stopped", False),
        ("Why was the ticket office closed?", "Because of a strike", True),
        ("Why was the strike?", "Because of a strike", False),  # it is the cause, not what is caused
        ("When was the ferry to Narva stopped?", "The ferry to Narva was stopped", False),
    ],
)
def test_a_reason_is_told_by_what_it_is_the_reason_of(harbour: Index, question: str, unit: str, *, tells: bool) -> None:
    found = look_up(harbour, question)
    assert (tells_why(harbour, found, place_of(harbour, found, unit)) > 0) is tells


def test_the_reason_comes_first(harbour: Index) -> None:
    found = look_up(harbour, "Why was the ferry to Narva stopped?")
    ranked = sorted(found.evidence, key=lambda unit: "because of the ice" in unit.text)
    first = put_told_first(harbour, found, ranked)
    assert first[0].text == "The ferry to Narva was stopped because of the ice."
    assert first[0].score == ranked[0].score
    assert sorted(unit.text for unit in first) == sorted(unit.text for unit in ranked)
    assert "because of the ice" in compose_answer(harbour, found).quotations[0].quote


def test_another_question_keeps_the_order(harbour: Index) -> None:
    found = look_up(harbour, "When was the ferry to Narva stopped?")
    assert put_told_first(harbour, found, found.evidence) == list(found.evidence)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("Why does the harbour board meet on Mondays?", 1.0),
        ("Why does the harbour board have nine members?", 0.0),  # "so that" gives the reason of the Mondays
        ("Why was it stopped?", 0.0),  # too few words to tell what
        ("Why did the captain sink the old lighthouse?", 0.0),
    ],
)
def test_a_reason_of_something_else_is_no_answer(harbour: Index, question: str, typed: float) -> None:
    assert weigh_answer(harbour, look_up(harbour, question)).features["typed"] == typed


def test_a_question_that_asks_no_reason_needs_none(harbour: Index) -> None:
    found = look_up(harbour, "How many members has the harbour board?")
    assert may_tell_why(harbour, found, place_of(harbour, found, "The harbour board has nine members"))


def test_what_a_call_is_about_is_told_by_more_than_its_dates(harbour: Index) -> None:
    found = look_up(harbour, "What was the second call of the harbour about?")
    assert tells_about(harbour, found, place_of(harbour, found, "The second call of the harbour closed")) == 0.0
    subject = place_of(harbour, found, "The second call of the harbour, in education")
    assert tells_about(harbour, found, subject) > 0
    dates_first = sorted(found.evidence, key=lambda unit: "education" in unit.text)
    assert "education" in put_told_first(harbour, found, dates_first)[0].text
    other = look_up(harbour, "When did the second call of the harbour close?")
    assert tells_about(harbour, other, subject) == 0.0


def test_since_may_tell_a_time(harbour: Index) -> None:
    """Where something "has sailed since", no reason is given."""
    found = look_up(harbour, "Why has the ferry sailed?")
    place = place_of(harbour, found, "Whether the ferry has sailed")
    assert tells_why(harbour, found, place) == 0.0
