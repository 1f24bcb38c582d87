"""Comparisons and superlatives: what is put side by side, and what comes first."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.signals import is_of_another_year, is_opposite
from kb.compose.superlative import compose_order, compose_superlative
from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up

LIBRARY = {
    "overview.md": """# The programmes

## Money of each programme

| Programme: Alpine North | EU contribution: EUR 5 million | Adopted: 3 May 2022
| Programme: Baltic West | EU contribution: EUR 17 million | Adopted: 1 April 2022
| Programme: Coastal South | EU contribution: not known | Adopted: June 2023

## Bodies and goals

| Programme: Alpine North | Managing authority (MA): Styria | Goals: Green and blue, Safe | Closed: 2 May 2024
| Programme: Baltic West | Managing authority (MA): Skania | Goals: Fish, Ice, Wind | Closed: before 2024
| Programme: Coastal South | Managing authority (MA): Bari | Goals: Ports, Ships, Sand, Sun | Closed: 3 June 2024

## Seats

The offices sit in three countries:

| Programme: Alpine North | Seat: Bolzano
| Programme: Baltic West | Seat: Lund
| Programme: Coastal South | Seat: Bari
""",
    "alpine.md": "# Alpine North\n\nAlpine North is a programme in the mountains.",
    "baltic.md": "# Baltic West\n\nBaltic West is a programme at the sea.",
    "coastal.md": "# Coastal South\n\nCoastal South is a programme of ports.",
    "terms.md": """# Terms

A lead partner signs the contract for all partners.

A local partner only carries out its own part.

Port Net looks after the ships, and Rail Net after the trains.

Port Net has a page. Rail Net has a page.
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a table of programmes, a document on each, and two terms."""
    return make_library(tmp_path_factory.mktemp("compare"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


def test_a_lead_in_is_no_header(library: Index) -> None:
    """That a table is said to have something to do with countries does not make its seats countries."""
    composed = compose(library, "Which countries take part in both Alpine North and Baltic West?")

    assert not any("Bolzano" in one.shown or "Lund" in one.shown for one in composed.quotations)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Compare the EU contribution of Alpine North with that of Baltic West",
            ["Alpine North – EU contribution: EUR 5 million", "Baltic West – EU contribution: EUR 17 million"],
        ),
        (
            "Which has the larger EU contribution, Alpine North or Baltic West?",
            ["Larger: Baltic West – EU contribution: EUR 17 million", "Alpine North – EU contribution: EUR 5 million"],
        ),
        (
            "Which programme has the largest EU contribution?",
            ["Largest: Baltic West – EU contribution: EUR 17 million", "Alpine North – EUR 5 million"],
        ),
        (
            "Compare the managing authorities of Alpine North and Coastal South",
            [
                "Alpine North – Managing authority (MA): Styria",
                "Coastal South – Managing authority (MA): Bari",
            ],
        ),
        (
            "Which is smaller, Baltic West or Alpine North?",
            ["Smaller: Alpine North – EU contribution: EUR 5 million", "Baltic West – EU contribution: EUR 17 million"],
        ),
        (
            "Compare Alpine North with Baltic West: money, goals",  # each thing that is asked has its lines
            [
                "Alpine North – EU contribution: EUR 5 million",
                "Baltic West – EU contribution: EUR 17 million",
                "Alpine North – Goals: Green and blue, Safe",
                "Baltic West – Goals: Fish, Ice, Wind",
            ],
        ),
        (
            "Compare the seats and the managing authorities of Alpine North and Coastal South",
            [
                "Alpine North – Seat: Bolzano",
                "Coastal South – Seat: Bari",
                "Alpine North – Managing authority (MA): Styria",
                "Coastal South – Managing authority (MA): Bari",
            ],
        ),
        (
            "Which goals do Alpine North and Baltic West have in common?",
            ["Alpine North – Goals: Green and blue, Safe", "Baltic West – Goals: Fish, Ice, Wind"],
        ),
        (
            "Which programme has the most goals?",
            [
                "Most: Coastal South – Goals (4): Ports, Ships, Sand, Sun",
                "Baltic West – Goals (3): Fish, Ice, Wind",
                "Alpine North – Goals (2): Green and blue, Safe",
            ],
        ),
        (
            "Which of the three has the smallest EU contribution?",
            [
                "Smallest of those known: Alpine North – EU contribution: EUR 5 million",
                "Baltic West – EUR 17 million",
                "Coastal South – not known",  # it may be smaller
            ],
        ),
        (
            "Which programme is the richest and which is the poorest?",
            [
                "Richest: Baltic West – EU contribution: EUR 17 million",
                "Poorest of those known: Alpine North – EUR 5 million",
                "Coastal South – not known",
            ],
        ),
        (
            "How much time lay between the first and the last adoption of the programmes?",
            [
                "First: Baltic West – Adopted: 1 April 2022",
                "Last: Alpine North – 3 May 2022",
                "Coastal South – June 2023",
            ],
        ),
        (
            "Rank the three programmes by number of goals",
            [
                "- Coastal South – Goals (4): Ports, Ships, Sand, Sun",
                "- Baltic West – Goals (3): Fish, Ice, Wind",
                "- Alpine North – Goals (2): Green and blue, Safe",
            ],
        ),
        (
            "Please sort the programmes by EU contribution, smallest first",
            [
                "- Alpine North – EU contribution: EUR 5 million",
                "- Baltic West – EUR 17 million",
                "- Coastal South – not known",
            ],
        ),
        (
            "In which order were the programmes adopted?",
            ["- Baltic West – Adopted: 1 April 2022", "- Alpine North – 3 May 2022", "- Coastal South – June 2023"],
        ),
        (
            "List the programmes in order of adoption, from the earliest to the latest",
            ["- Baltic West – Adopted: 1 April 2022", "- Alpine North – 3 May 2022", "- Coastal South – June 2023"],
        ),
        (
            "Which programme closed first?",
            ["First: Alpine North – Closed: 2 May 2024", "Coastal South – 3 June 2024", "Baltic West – before 2024"],
        ),
        (
            "Which programme was adopted first?",
            ["First: Baltic West – Adopted: 1 April 2022", "Alpine North – 3 May 2022", "Coastal South – June 2023"],
        ),
    ],
)
def test_rows_are_put_side_by_side(question: str, lines: list[str], library: Index) -> None:
    """The rows of the things asked about are shown with the asked column, the one that was asked for first."""
    composed = compose(library, question)

    assert [quotation.shown for quotation in composed.quotations] == lines
    assert composed.direct


@pytest.mark.parametrize(
    "question",
    [
        "Which programme has the most money and the fewest goals?",  # no one scale
        "Rank the programmes by weather",
        "Which documents do I need in order to be paid by the programme?",
        "How much time lay between the first and the last storm?",
        "Which programme has the most adoptions?",  # a date is no number of them
        "Which seat is in the most programmes?",
    ],
)
def test_what_no_column_tells_is_not_ordered(question: str, library: Index) -> None:
    """Nor is one end of a scale that is asked for beside the end of another."""
    material = Material(library, look_up(library, question))

    assert compose_order(material) is None
    assert compose_superlative(material) is None


def test_what_is_asked_of_one_thing_is_not_told_of_others(tmp_path: Path) -> None:
    """The richest of what a document of its own is about stands in no other table, nor among examples."""
    pages = {
        "cargo.md": "# Cargo Line\n\nThe Cargo Line ships coal.\n\n## Examples of harbours\n\nTwo have money:\n\n"
        "| Harbour: Riga | Money: EUR 4 million\n| Harbour: Turku | Money: EUR 5 million\n",
        "money.md": "# Money\n\n## Harbours\n\nThe harbours have money:\n\n"
        "| Harbour: Narva | Money: EUR 1 million\n| Harbour: Kotka | Money: EUR 2 million\n",
    }
    index = make_library(tmp_path, pages)
    of_all, of_one = (f"Which harbour{of} has the most money?" for of in ("", " of the Cargo Line"))

    told = compose_superlative(Material(index, look_up(index, of_all)))
    assert told is not None
    assert told.quotations[0].shown == "Most: Kotka – Money: EUR 2 million"
    assert compose_superlative(Material(index, look_up(index, of_one))) is None


@pytest.mark.parametrize(
    ("question", "decided"),
    [
        ("Compare the managing authorities of Alpine North and Coastal South", True),
        ("Compare Alpine North and Coastal South", True),
        ("Compare the goals and the weather of Alpine North and Baltic West", False),
        ("Compare the seats, the goals and the weather of Alpine North and Baltic West", False),
        ("Compare the seats and the goals of Alpine North and Baltic West", True),
    ],
)
def test_a_comparison_is_sure_where_all_that_was_asked_is_shown(question: str, decided: bool, library: Index) -> None:
    """A column for each thing that is asked about both sides; a word that no heading has leaves a doubt."""
    assert compose(library, question).decided is decided


def test_a_side_is_told_by_all_rows_that_may_differ(tmp_path: Path) -> None:
    """The row that is labelled as asked with its other figure, or all that have the words; of no other row."""
    pages = {
        "alpine.md": "# Alpine North\n\nAlpine North is a programme.\n\n## Money\n\n"
        "| Item: Rate announced | Alpine North: 90%\n| Item: Rate of the first call | Alpine North: 89%\n"
        "| Item: Grants | Alpine North: EUR 3 million\n",
        "baltic.md": "# Baltic West\n\nBaltic West is a programme.\n\n## Money\n\n"
        "| Item: Rate | Baltic West: 80%\n| Item: Rate, other figure | Baltic West: 79%\n"
        "| Item: Rate before adoption | Baltic West: 50%\n",
    }
    composed = compose(make_library(tmp_path, pages), "Compare the rates of Alpine North and Baltic West")

    assert [quotation.shown for quotation in composed.quotations] == [
        "Alpine North – Rate announced: 90%",
        "Alpine North – Rate of the first call: 89%",
        "Baltic West – Rate: 80%",
        "Baltic West – Rate, other figure: 79%",
    ]


def test_a_name_with_its_years_is_the_same_side(tmp_path: Path) -> None:
    """A row labelled "North Line 2014-2020" is the North Line's."""
    pages = {
        "periods.md": "# Periods\n\nThere were two lines.\n\n## Money in each period\n\nThe lines had money:\n\n"
        "| Line: North Line 2014-2020 | Money: EUR 4 million\n| Line: South Line 2007-2013 | Money: EUR 5 million\n",
        "north.md": "# North Line\n\nThe North Line sails.\n",
        "south.md": "# South Line\n\nThe South Line sails.\n",
    }
    composed = compose(make_library(tmp_path, pages), "Compare the money of the North Line and the South Line")

    assert [quotation.shown for quotation in composed.quotations] == [
        "North Line 2014-2020 – Money: EUR 4 million",
        "South Line 2007-2013 – Money: EUR 5 million",
    ]


def test_each_side_is_looked_up(library: Index) -> None:
    """What no table compares is told for one side after the other; that is likeness, not structure."""
    composed = compose(library, "What is the difference between a lead partner and a local partner?")

    assert [quotation.shown for quotation in composed.quotations] == [
        "A lead partner signs the contract for all partners.",
        "A local partner only carries out its own part.",
    ]
    assert not composed.direct


def test_what_puts_one_side_against_the_other_is_the_answer(library: Index) -> None:
    """Who does what is told by the sentence that speaks of both in turn."""
    composed = compose(library, "Port Net or Rail Net: who does what?")

    assert [quotation.shown for quotation in composed.quotations] == [
        "Port Net looks after the ships, and Rail Net after the trains."
    ]


def test_a_year_that_was_not_asked_about_counts_against_a_unit() -> None:
    """A row on 2014 to 2017 is no answer for 2009; a period holds its years."""
    assert is_of_another_year("What was the price in 2009?", "Price in 2014: EUR 2")
    assert not is_of_another_year("What was the price in 2015?", "Price in 2014-2017: EUR 2")
    assert not is_of_another_year("What was the price in 2009?", "Price: EUR 2")
    assert not is_of_another_year("What was the price?", "Price in 2014: EUR 2")


@pytest.mark.parametrize(
    ("question", "text", "opposite"),
    [
        ("What will be different?", "Two things stay the same.", True),
        ("deadline for projects with works", "The deadline for projects without works is May.", True),
        ("deadline for projects with works", "With or without works: with works it is May.", False),
        ("When did the 2nd call close?", "The first call closed in May.", True),
        ("When did the 2nd call close?", "The second call closed after the first.", False),
        ("When did the call close?", "The first call closed in May.", False),
    ],
)
def test_opposites(question: str, text: str, opposite: bool) -> None:
    """A text that speaks only of the other one of two is no answer to a question that says which."""
    assert is_opposite(question, text) is opposite


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which of Alpine North and Baltic West is older?", "Older: Baltic West – Adopted: 1 April 2022"),
        ("Which is newer, Alpine North or Baltic West?", "Newer: Alpine North – Adopted: 3 May 2022"),
        ("Which of Alpine North and Baltic West is bigger?", "Bigger: Baltic West – EU contribution: EUR 17 million"),
        # A month may be before or after a day of another one of its year.
        ("Which of Alpine North and Coastal South is older?", "Alpine North – Adopted: 3 May 2022"),
    ],
)
def test_the_older_one_is_told_by_dates(question: str, first: str, library: Index) -> None:
    """And the bigger one by money; no one is said to be the older whose date is not exact."""
    assert compose(library, question).quotations[0].shown == first
