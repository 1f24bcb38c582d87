"""Countries inside and outside the EU are asked for by the library's own term."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.gloss import read_countries
from kb.index import Index
from kb.membership import is_member, name_authority, name_sides, sorts_in

PAGES = {
    "harbour.md": (
        "# Harbour Programme\n\nFive countries take part in the Harbour Programme, two EU Member States and three "
        "partner countries:\n\n- EU Member States: Latvia, Estonia\n- Partner countries: Georgia, Moldova, Egypt\n\n"
        "Partner countries pay a share. EU Member States pay another one.\n"
    ),
    "bodies.md": (
        "# Bodies\n\nThe national authority of Latvia is the Ministry of Piers. The national authority of Egypt is not "
        "known. A national authority pays.\n"
    ),
    "money.md": "# Money\n\nThe Commission pays for seven rows of harbours from the money of the fund.\n",
}


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library that parts countries into Member States and partner countries."""
    return make_library(tmp_path_factory.mktemp("harbours"), PAGES)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Which countries outside the EU take part?", "Which partner countries take part?"),
        ("Which countries that are not in the European Union take part?", "Which partner countries take part?"),
        ("How many non-EU countries take part?", "How many partner countries take part?"),
        ("Which third countries take part?", "Which partner countries take part?"),
        ("Which EU countries take part?", "Which EU Member States take part?"),
        (
            "Which countries of the Harbour Programme are in the EU?",
            "Which EU Member States are in the Harbour Programme?",
        ),
        ("Which countries in X are not in the EU?", "Which partner countries are in X?"),
        ("Which countries of the EU take part?", "Which EU Member States take part?"),
        ("Which countries take part?", "Which countries take part?"),
        ("Which countries in the EU programme take part?", "Which countries in the EU programme take part?"),
        ("Is Georgia outside the EU?", "Is Georgia outside the EU?"),
    ],
)
def test_sides_are_named_as_the_library_names_them(asked: str, read: str, harbours: Index) -> None:
    """Only what asks for countries of one side is put in other words."""
    assert name_sides(harbours, asked) == read


def test_a_library_without_the_terms_keeps_the_words(tmp_path: Path) -> None:
    """What the documents do not write is not searched for."""
    other = make_library(tmp_path, {"money.md": PAGES["money.md"]})
    question = "Which countries outside the EU take part?"

    assert name_sides(other, question) == question


def test_the_list_that_parts_them_answers(harbours: Index) -> None:
    """Asked so, the list is given that tells which is which."""
    answer = answer_question(harbours, "Which countries outside the EU take part in the Harbour Programme?")

    assert "- Partner countries: Georgia, Moldova, Egypt" in answer.text.splitlines()


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Which ministry represents Latvia?", "Which ministry is the national authority of Latvia?"),
        ("Who represents the Republic of Moldova?", "Who is the national authority of the Republic of Moldova?"),
        ("Who represents the Commission?", "Who represents the Commission?"),
        ("Who represented Latvia at the fair?", "Who represented Latvia at the fair?"),
        ("What does the pier represent?", "What does the pier represent?"),
    ],
)
def test_who_represents_a_country_is_its_national_authority(asked: str, read: str, harbours: Index) -> None:
    """The body has the library's own name; who stood for a country once, or for something else, is another question."""
    assert name_authority(harbours, asked) == read


def test_the_ministry_that_represents_a_country_is_told(harbours: Index) -> None:
    """What is told of the national authority answers."""
    answer = answer_question(harbours, "Which ministry represents Latvia?")

    assert answer.text.startswith("The national authority of Latvia is the Ministry of Piers.")


@pytest.mark.parametrize(
    ("asked", "read", "sorts"),
    [
        ("Which EU Member States take part?", "Which countries take part?", {True}),
        ("Which partner country pays?", "Which country pays?", {False}),
        ("Which third countries and EU countries pay?", "Which countries and countries pay?", {True, False}),
        ("Which non-EU states pay?", "Which countries pay?", {False}),
        ("Which neighbouring countries of Latvia pay?", "Which neighbouring countries of Latvia pay?", set()),
        ("Which countries pay?", "Which countries pay?", set()),
        ("Which partner pays?", "Which partner pays?", set()),
    ],
)
def test_sorts_of_countries_are_read(asked: str, read: str, sorts: set[bool]) -> None:
    """Each is put as countries, and said whether it is of those in the EU."""
    assert sorts_in(asked) == (read, sorts)


def test_who_is_in_the_union_is_known() -> None:
    """As the list of countries spells it."""
    assert is_member("Czechia")
    assert not is_member("Republic of Moldova")
    assert sum(map(is_member, read_countries())) == 27
