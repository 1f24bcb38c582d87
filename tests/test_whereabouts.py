"""Questions of somebody who says where they are: the programmes of that place answer, or there is a doubt."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.index import Index
from kb.lookup import look_up
from kb.unclear import find_choices

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


def page(name: str, region: str) -> str:
    """Write the page of a programme in one region, built as the others."""
    return (
        f"# {name} Programme\n\nThe {name} Programme is a programme.\n\n## Area\n\n"
        f"The Latvian part of the area is made up of two regions:\n\n- {region} region\n- Riga region\n\n"
        f"## Contract\n\nThe contract is signed by the board of {name}.\n\n## Seat\n\nThe seat is in {name}ville.\n\n"
        f"## Money\n\nThe {name} Programme has money.\n"
    )


def test_only_programmes_of_the_place_are_asked_back_for(tmp_path: Path) -> None:
    """Of three programmes that tell it the two are named that cover the place; one alone needs no question."""
    regions = {"Harbour": "Kurzeme", "Ferry": "Kurzeme", "Lights": "Latgale"}
    index = make_library(tmp_path, {f"{name}.md": page(name, region) for name, region in regions.items()})

    def choices(place: str) -> set[str]:
        return set(find_choices(index, look_up(index, f"We are a port in {place}. Who signs our contract?")))

    assert choices("Kurzeme") == {"Harbour Programme", "Ferry Programme"}
    assert choices("Latgale") == set()
    assert choices("Bavaria") == {f"{name} Programme" for name in regions}
