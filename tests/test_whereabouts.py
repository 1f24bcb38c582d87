"""Questions of somebody who says where they are: the programmes of that place answer, or there is a doubt."""

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.index import Index

PAGES = {
    "harbour.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Area\n\n"
        "The Latvian part of the area is made up of two regions:\n\n- Kurzeme region\n- Vidzeme region\n\n"
        "## Projects\n\nA project of the Harbour Programme needs at least three partners.\n"
    ),
    "ferry.md": (
        "# Ferry Programme\n\nThe Ferry Programme runs ferries.\n\n## Area\n\n"
        "The Swedish part of the area is made up of two regions:\n\n- Gotland region\n- Öland region\n\n"
        "## Projects\n\nA project of the Ferry Programme needs at least five partners.\n"
    ),
    "terms.md": "# Terms\n\nThe lead partner signs the contract.\n",
}


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of two programmes in different regions."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("We are a port in Kurzeme. How many partners do we need?", "three partners"),
        ("we are a town on Öland, how many partners do we need", "five partners"),
    ],
)
def test_the_programme_of_the_place_answers(question: str, told: str, piers: Index) -> None:
    """What another programme says is not told."""
    answer = answer_question(piers, question)

    assert [told in citation.quote for citation in answer.citations] == [True]
    assert not answer.doubt


def test_an_answer_for_a_place_that_is_not_known_is_in_doubt(piers: Index) -> None:
    """It may be of another programme than theirs, or there is none."""
    answer = answer_question(piers, "We are a port in Bavaria. How many partners do we need for a project?")

    assert answer.doubt or not answer.citations


def test_what_asks_nothing_for_them_stays_as_it_is(piers: Index) -> None:
    """Who a lead partner is does not depend on where one is."""
    alone = answer_question(piers, "What does the lead partner sign?")

    assert answer_question(piers, "We are a port in Bavaria. What does the lead partner sign?").text == alone.text
