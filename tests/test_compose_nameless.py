"""Tables that do not say whose they are: their rows leave a doubt, and more than one of them may be meant."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import Answer, Status, answer_question
from kb.compose.nameless import is_nameless, may_be_meant
from kb.constraints import Place
from kb.index import Hit, Index
from kb.lookup import look_up

FUEL = "| Fuel costs | 2017: 40 | 2018: 41\n| Load factor (“LF”) | 2017: 81% | 2018: 82%\n| Crew | 2017: 7 | 2018: 8"
OTHER = "| Costs | Fuel costs | 2017: 12 | 2018: 13\n| Costs | Ground staff | 2017: 2 | 2018: 3"
QUESTION = "How much did Meridian Airways pay for fuel costs in 2018?"


def row(text: str, title: str = "Tab 4", heading: str = "", source: str = "tab-4.csv") -> Hit:
    """Make a hit of one row, whose document has a title of its own or that of its file."""
    return Hit(text, source, title, 1, heading, 0, len(text), 1.0, "", "", "", 0, 1.0, 1.0)


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of two tables without a title of their own."""
    pages = {"tab-4": FUEL, "tab-5": OTHER}  # the name of the file is the title
    return make_library(tmp_path_factory.mktemp("nameless"), pages)


@pytest.mark.parametrize(
    ("title", "heading", "source", "expected"),
    [
        ("Tab 4", "", "tab-4.csv", True),
        ("Tab 4", "Sheet1", "tabs/Tab_4.xlsx", True),
        ("Tab 4", "Meridian Airways", "tab-4.xlsx", False),
        ("Costs of Meridian", "", "tab-4.csv", False),
    ],
)
def test_a_table_is_nameless_by_title_and_heading(
    title: str, heading: str, source: str, expected: bool, nameless: Index
) -> None:
    """The name of a file, and what programs call a sheet, say nothing of what a table is about."""
    text = "Fuel costs | 2018: 41"
    assert is_nameless(nameless, row(text, title, heading, source), text) == expected


@pytest.mark.parametrize("text", ["Fuel costs were 41.", "Name: Anna Nowak | E-mail: a@example.eu"])
def test_sentences_and_people_are_not_nameless(text: str, nameless: Index) -> None:
    """A sentence has its subject, an entry on a person has that person."""
    assert not is_nameless(nameless, row(text), text)


def meant(index: Index, question: str, text: str) -> bool:
    hit = row(text)
    return may_be_meant(index, look_up(index, question), Place(hit, 0, len(text), text))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (QUESTION, "Fuel costs | 2017: 40 | 2018: 41", True),
        (QUESTION, "Costs – Fuel costs | 2018: 41", True),
        (QUESTION, "Crew and cabin staff | 2017: 7 | 2018: 8", False),
        (QUESTION, "Fuel costs | 2011: 40 | 2012: 41", False),
        (QUESTION, "Year: 2018 | Fuel costs: 41 | Crew: 8", True),
        ("What was the LF in 2018?", "Load factor (“LF”) | 2018: 82%", True),
        ("What was the LF in 2018?", "Load factor | 2018: 82%", False),
        ("How many EUR were paid in 2018?", "Staff (EUR) | 2018: 82", False),
        ("What happened in 2018?", "2018 | 41 | 42", False),
        ("How many passengers had Polar Airways in 2018?", "Meridian Airways | 2018: 41", False),
        ("How many crew died when the Meridian Airways flight crashed?", "Crew | 2018: 8", False),
        ("How many crew had Meridian Airways?", "Crew | 2018: 8", True),
        # The year of the table is not told, only when something in it ended.
        ("How many crew had Meridian Airways in 2017?", "Group: Crew | Number: 8 | Contract ends: June 2020", True),
        ("How many crew had Meridian Airways in 2017?", "Group: Crew | Number in 2020: 8", False),
        ("How many crew had Meridian Airways in 2017?", "Group: Meridian Crew | Number: 8", True),
        ("How many crew has the CAA?", "Union: Crew of All Airlines (CAA) | Members: 8", True),
        # The rare word of the label is asked for, or only its frequent ones.
        ("What was the liquidity in 2018?", "Costs of liquidity | 2018: 8", True),
        ("What were the costs in 2018?", "Costs of liquidity | 2018: 8", False),
    ],
)
def test_a_row_may_be_meant_by_its_label(question: str, text: str, expected: bool, nameless: Index) -> None:
    """By most of its words, what it is called in quotation marks, a header where it is a date; of that year.

    The name of somebody may be missed, but little else of what is asked.
    """
    assert meant(nameless, question, text) == expected


def test_a_row_of_another_thing_of_the_library_is_not_meant(tmp_path: Path) -> None:
    """Who is named in a row is not who was asked about; whose name is asked for may be meant."""
    pages = {
        "tab-4": FUEL,
        "names": "# Names\n\n| Short: PAW | Stands for: Polar Airways\n| Short: ZL | Stands for: Zephyr",
    }
    index = make_library(tmp_path, pages)

    assert not meant(index, "How many crew had PAW in 2018?", "ZL crew | 2018: 8")
    assert meant(index, "How many crew had ZL in 2018?", "ZL crew | 2018: 8")


def ask(index: Index, question: str) -> Answer:
    return answer_question(index, question)


def test_a_nameless_row_is_shown_with_a_doubt(nameless: Index) -> None:
    """The name that no table has is missed, but the rows may well be meant: those of both tables are shown."""
    answer = ask(nameless, QUESTION)

    assert answer.status is Status.PARTLY
    assert "Meridian" in answer.missing
    assert "2018: 41" in answer.text
    assert "2018: 13" in answer.text
    assert "Costs – Fuel costs" in answer.text


def test_what_no_row_speaks_of_is_not_found(nameless: Index) -> None:
    """A table without a name answers not everything."""
    assert ask(nameless, "Which pilots did Meridian Airways hire in Lisbon?").status is Status.NOT_FOUND


def test_an_untold_minimum_still_refuses(nameless: Index) -> None:
    """Who sets a higher minimum than the usual one wants no doubtful rows."""
    assert answer_question(nameless, QUESTION, min_confidence=0.9).status is Status.NOT_FOUND


def test_a_title_that_other_documents_name_says_whose_a_table_is(tmp_path: Path) -> None:
    """A file named for a thing of the library, or a row with its name, is that thing's."""
    pages = {"zephyr": FUEL, "about": "# About\n\nThe Zephyr Lines (Zephyr) fly to Rome. | Zephyr Lines | 2018: 41"}
    index = make_library(tmp_path, {**pages, "names": "# Names\n\n| Short: Zephyr | Stands for: Zephyr Lines"})

    assert not is_nameless(index, row("Fuel costs | 2018: 41", "zephyr", source="zephyr"), "Fuel costs | 2018: 41")
    assert not is_nameless(index, row("Zephyr Lines | 2018: 41", "t", source="t"), "Zephyr Lines | 2018: 41")
