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


LINES = {
    "lines.md": """# Lines of the harbour

None of the lines planned with Kunda, such as Kunda-Riga and Vormsi, came about, because the war began. A page of 2020
counted 14 lines of the harbour, because it still included Kunda.

## Money of the lines

The sources give two totals for the lines, EUR 9 million (Board) and EUR 5 million (Union):

| Item: Total, Board | Lines: EUR 9 million | Note: At the time of the figure, Kunda was still planned
| Item: Total, Union | Lines: EUR 5 million | Note: Page of 2024

## Members of the lines

Hiiumaa joined the lines in 2019. The membership of Ruhnu in the lines of the harbour was suspended.
""",
    "union.md": "# The Union\n\nThe Union suspended the work with Ruhnu because of the oil. The Union has a flag.\n",
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library that tells why some things are no more."""
    return make_library(tmp_path_factory.mktemp("lines"), LINES)


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


@pytest.mark.parametrize(
    ("question", "unit", "tells"),
    [
        ("Why is Vormsi no longer on the list?", "None of the lines", True),  # it came to nothing, in other words
        ("Why did Vormsi open?", "None of the lines", False),
        ("Why did Riga lose its lines?", "None of the lines", False),  # named only as an end of Kunda-Riga
        ("Why did the lines shrink from 14 to 7?", "A page of 2020", True),
        ("Why did the lines shrink from 12 to 7?", "A page of 2020", False),
        ("Why did a page count 13 lines of the harbour?", "A page of 2020", False),
    ],
)
def test_that_it_ended_may_be_told_in_other_words(lines: Index, question: str, unit: str, *, tells: bool) -> None:
    found = look_up(lines, question)
    assert (tells_why(lines, found, place_of(lines, found, unit)) > 0) is tells


def test_the_reason_comes_first(harbour: Index) -> None:
    found = look_up(harbour, "Why was the ferry to Narva stopped?")
    ranked = sorted(found.evidence, key=lambda unit: "because of the ice" in unit.text)
    first = put_told_first(harbour, found, ranked)
    assert first[0].text == "The ferry to Narva was stopped because of the ice."
    assert first[0].score == ranked[0].score
    of_another = {unit.text for unit in ranked} - {unit.text for unit in first}
    assert of_another == {  # a reason for something else
        "Because of a strike, the ticket office was closed.",
        "The harbour board meets on Mondays, so that the captains can be there.",
        "Under the rules, a ferry can be stopped because of a breach of the contract.",
    }
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


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # By a row below what tells that there are two.
        ("Why do the Board and the Union give two totals?", ["The sources give two totals", "Item: Total, Board"]),
        # By what tells of the same end of the same.
        (
            "Why isn't Ruhnu in the lines of the harbour?",
            ["The membership of Ruhnu", "The Union suspended the work with Ruhnu"],
        ),
    ],
)
def test_a_reason_that_stands_beside_is_brought(lines: Index, question: str, told: list[str]) -> None:
    composed = compose_answer(lines, look_up(lines, question))
    assert composed.decided
    assert [quoted.quote[: len(text)] for quoted, text in zip(composed.quotations, told, strict=True)] == told


@pytest.mark.parametrize(
    "question",
    [
        "Why isn't Hiiumaa in the lines?",  # it joined
        "Why are there three harbours for the lines?",
        "Which two totals are there for the lines?",
        "Why did the oil come to Ruhnu?",  # it is the cause
    ],
)
def test_a_reason_of_something_else_is_not_brought(lines: Index, question: str) -> None:
    assert not compose_answer(lines, look_up(lines, question)).decided
