"""Programmes that a question names and no document does, though each of their words stands somewhere."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.index import Index
from kb.names import find_names
from kb.reading import read_question
from kb.strangers import unknown_programmes

PAGES = {
    "network.md": (
        "# Interlake NEXT network\n\nThe Interlake NEXT network has the Interlake programmes of the central lakes and "
        "of northern Europe. Interlake Europe is a fund. The budget of Interlake Baltic is EUR 12 million.\n\n"
        "Source: https://example.org/interlake-central-lakes\n"
    ),
    "river.md": "# Interlake NEXT River Valley\n\nInterlake NEXT River Valley has a budget of EUR 5 million.\n",
    "coast.md": "# Interlake NEXT Sunny Coast\n\nInterlake NEXT Sunny Coast has a budget of EUR 7 million.\n",
    "moor.md": "# Interlake NEXT Moor\n\nInterlake NEXT Moor has a budget of EUR 8 million.\n",
    "dunes.md": "# Interlake NEXT Dunes\n\nInterlake NEXT Dunes has a budget of EUR 9 million.\n",
}


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of a family of programmes."""
    return make_library(tmp_path_factory.mktemp("lakes"), PAGES)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What is the budget of Interlake Central Europe?", ["Interlake Central Europe"]),
        ("Who runs Interlake Central Lakes?", ["Interlake Central Lakes"]),  # an address is no name
        ("Who runs Interlake Northern Shores of the Sea?", ["Interlake Northern Shores of the Sea"]),
        ("What is the budget of Interlake Baltic?", []),
        ("What is Interlake Europe?", []),
        ("What is the budget of Interlake NEXT River Valley?", []),
        ("What is the budget of the Interlake Programme River Valley?", []),
        ("Which Interlake Programmes are there?", []),
        ("which programmes has interlake in central europe?", []),  # no name without capitals
    ],
)
def test_a_family_name_with_words_of_its_own(lakes: Index, question: str, unknown: list[str]) -> None:
    assert unknown_programmes(lakes, find_names(lakes), question) == unknown
    assert [name for name in read_question(lakes, question).unknown if " " in name] == unknown


def test_nothing_is_told_of_an_unknown_programme(lakes: Index) -> None:
    answer = answer_question(lakes, "What is the budget of Interlake Central Europe?")
    assert answer.status is Status.NOT_FOUND
    assert answer_question(lakes, "What is the budget of Interlake Baltic?").status is Status.ANSWERED
