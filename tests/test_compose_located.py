"""Which of many things are in a place: every row of a document's tables that says so."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.compose.located import compose_located
from kb.compose.material import Material
from kb.compose.quotation import Composed
from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "events.md": (
        "# Events\n\nThe events of the harbours are these.\n\n## Of all harbours\n\n"
        "| Event: Harbour day | When: 3-4 May 2023 | Where: Riga (old town) | What: A fair | As of: 2024\n"
        "| Event: Harbour night | When: 5 June 2024 | Where: Tallinn | What: People from Riga sang | As of: 2024\n\n"
        "## Of single harbours\n\n"
        "| Event: Launch of the ferry | When: 9 June 2024 | Where: Riga | What: A launch | As of: 2024\n"
        "| Event: End of the ferry | When: 1 July 2024 | Where: Narva | What: A party | As of: 2024\n\n"
        "## Of the Ferrymen and the Pilots\n\n"
        "| Event: Pilots' talk | When: 2 May 2023 | Where: online | What: A talk | As of: 2024\n"
        "| Event: Day of ropes | When: 7 May 2023 | Where: online, Riga | What: Knots | As of: 2024\n\n"
        "## Of guests\n\n"
        "| Event: Lamp lecture | When: 8 May 2024 | Where: online | What: Lights by the Ferrymen | As of: 2024\n"
        "| Event: Whale talk | When: 9 May 2024 | Where: online | What: Whales | As of: 2024\n"
    ),
    "days.md": (
        "# Chronology\n\n| Date: 3 May 2023 | Event: The harbour day begins in Riga.\n"
        "| Date: 9 June 2024 | Event: A ferry leaves for Narva.\n"
    ),
    "bodies.md": (
        "# Bodies\n\nThe bodies of the harbours are these.\n\n"
        "| Harbour: North Pier | Paying office: Bank of Latvia, Riga | Police office: Tallinn\n"
        "| Harbour: South Pier | Paying office: Latvian treasury | Police office: Riga\n"
        "| Harbour: East Pier | Paying office: Bank of Estonia | Police office: Latvia\n\n"
        "## When they were opened\n\n"
        "| Harbour: North Pier | Opened: 3 May 2021 | Painted: 2023\n"
        "| Harbour: South Pier | Opened: 4 June 2021 | Painted: May 2022\n\n"
        "## Who sweeps them\n\n"
        "| Harbour: North Pier | Swept by: Brooms of Latvia\n| Harbour: South Pier | Swept by: Finnish state\n"
        "| Harbour: East Pier | Swept by: Latvian guild\n"
    ),
}
DAY = "- Harbour day – 3-4 May 2023; Riga (old town)"
FERRY = "- Launch of the ferry – 9 June 2024; Riga"
ROPES = "- Day of ropes – 7 May 2023; online, Riga"
PILOTS, LAMP = "- Pilots' talk – 2 May 2023; online", "- Lamp lecture – 8 May 2024; online"
WHALES = "- Whale talk – 9 May 2024; online"


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of events in several tables, and of bodies in the columns of one."""
    return make_library(tmp_path_factory.mktemp("harbours"), PAGES)


def shown(index: Index, question: str) -> list[str]:
    composed = compose_located(Material(index, look_up(index, question)))
    lines = (f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else ()
    return "\n".join(lines).split("\n") if composed else []


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which events took place in Riga?", [DAY, FERRY, ROPES]),
        ("List all events in Riga", [DAY, FERRY, ROPES]),
        ("What harbour events were held in Riga?", [DAY, FERRY]),
        (
            "Which paying offices are in Latvia?",
            ["- North Pier – Bank of Latvia, Riga", "- South Pier – Latvian treasury"],
        ),
        ("Which events were online?", [PILOTS, ROPES, LAMP, WHALES]),
        ("List the online events", [PILOTS, ROPES, LAMP, WHALES]),
        ("Which of the Ferrymen and Pilots events were online?", [PILOTS, ROPES, LAMP]),
        ("How many events took place in Riga?", ["3 (counted):", DAY, FERRY, ROPES]),
        ("Which events took place in Riga in 2023?", [DAY, ROPES]),
        (
            "Which harbours have their police office in Tallinn?",  # one row: the column says it of each
            ["- North Pier – Tallinn"],
        ),
        ("Which harbours are not swept by Latvia?", ["- South Pier – Finnish state"]),
        (
            "How many harbours aren't swept from Finland?",
            ["2 (counted):", "- North Pier – Brooms of Latvia", "- East Pier – Latvian guild"],
        ),
        ("Which harbours were opened in May 2021?", ["- North Pier – 3 May 2021"]),
        (
            "How many harbours were opened in 2021?",
            ["2 (counted):", "- North Pier – 3 May 2021", "- South Pier – 4 June 2021"],
        ),
        ("Which harbours have a Latvian police office?", ["- East Pier – Latvia"]),
        ("How many harbours have their police office in Riga?", ["1 (counted):", "- South Pier – Riga"]),
        (
            "Which paying offices are run from Latvia?",
            ["- North Pier – Bank of Latvia, Riga", "- South Pier – Latvian treasury"],
        ),
    ],
)
def test_all_rows_that_are_in_the_place_are_told(question: str, lines: list[str], harbours: Index) -> None:
    """Those of every table of the document, with where and when; people from there are no place."""
    assert shown(harbours, question) == lines


@pytest.mark.parametrize(
    "question",
    [
        "Which harbours are swept by Finland and not by Latvia?",
        "Which events were managed from Riga?",  # where they were is not from where
        "Which events took place in Narva?",  # one alone is found by likeness
        "Which events took place in Riga in 2024?",
        "Which events took place in Pskov?",
        "Which events did not take place in Riga?",
        "Which was the first event in Riga?",
        "Which sailing events took place in Riga?",  # nothing says that they were
        "When were the events in Riga?",
        "Which police offices are in Latvia?",
        "Which harbours were sold in 2021?",
        "Which harbours have no police office in Latvia?",  # one without a country may be anywhere
        "Which harbours were opened in 1999?",
        "Which harbours have a tax office in Latvia?",
        "Which harbours are in Latvia?",  # no place stands where they are, only who pays
        "Which sailing events were online?",
        "Where can I buy a ticket online?",
    ],
)
def test_what_is_asked_otherwise_is_left_to_others(question: str, harbours: Index) -> None:
    """Fewer than two rows, a condition that no row tells, or another question than which."""
    assert not shown(harbours, question)


@pytest.mark.parametrize(
    ("question", "empty"),
    [
        ("Which events took place in Riga in 2031?", True),
        ("Which events took place in Pskov in 2031?", False),  # none is known to be there
        ("Which events took place in Tallinn in 2023?", False),
    ],
)
def test_a_year_without_any_in_a_place_of_many_has_none(question: str, empty: bool, harbours: Index) -> None:
    """What happened elsewhere in that year is no answer."""
    composed = compose_located(Material(harbours, look_up(harbours, question)))

    assert composed == (Composed(()) if empty else None)


def test_what_was_spoken_of_before_does_not_limit_the_rows(harbours: Index) -> None:
    """A question with a place of its own is none about the harbour before."""
    before = [Turn("user", "What is the Bodies page about?"), Turn("assistant", "The Bodies of the harbours.")]

    answer = answer_question(harbours, "Which events took place in Riga?", before)

    assert [line.partition(" [")[0] for line in answer.text.splitlines()] == [DAY, FERRY, ROPES]
    assert answer.status is Status.ANSWERED


def test_what_was_filtered_out_is_not_told(harbours: Index) -> None:
    """The scope of a search holds for rows that the tables give, too."""
    question = "Which events took place in Riga?"
    found = look_up(harbours, question, scope=["bodies.md"])

    assert compose_located(Material(harbours, found)) is None


def test_what_is_named_after_a_place_is_not_in_it(tmp_path: Path) -> None:
    """The Riga Ferry, which has a page of its own, may be run from anywhere."""
    pages = {
        "ferry.md": "# Riga Ferry\n\nThe Riga Ferry is a ferry.\n",
        "table.md": "# Table\n\n| Country: Latvia | Ferries: Riga Ferry\n| Country: Estonia | Ferries: Riga Ferry\n",
    }

    assert not shown(make_library(tmp_path, pages), "Which ferries are run from Riga?")
