"""What is asked of each of several things, told by a whole column of a table of them."""

import pytest
from libraries import make_library

from kb.compose.each import compose_each
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "lines.md": (
        "# The lines\n\nTwo lines run.\n\n## Ports\n\nThe ports of the lines are:\n\n"
        "| Line: Alpha | Port: Riga | Fare: EUR 2\n| Line: Beta | Port: Turku | Fare: EUR 3\n"
    ),
}
FARES = ["- Alpha – Fare: EUR 2", "- Beta – Fare: EUR 3"]
LEAD = "The ports of the lines are:"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with one table of lines."""
    return make_library(tmp_path_factory.mktemp("lines"), PAGES)


@pytest.mark.parametrize(
    ("question", "decided"),
    [
        ("What is the fare of each line?", False),
        ("fares line by line", True),  # asks for no one of them
        ("What is the fare per line?", True),
        ("Fares by line", True),
        ("For each line, the fare", False),
        ("The storm per line", None),
        ("fare by boat", None),
        ("What is sent by line to Riga for a fare?", None),
    ],
)
def test_the_column_is_told_of_each(question: str, decided: bool | None, lines: Index) -> None:
    """In whatever words it is said that each is meant; None where the table is not of those things, or on that."""
    composed = compose_each(Material(lines, look_up(lines, question)))

    assert (composed.decided if composed else None) is decided
    assert composed is None or [one.shown for one in composed.quotations] == [LEAD, *FARES]
