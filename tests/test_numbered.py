"""A number without its noun stands for what the library counts so many of."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.index import Index
from kb.numbered import name_numbered

PAGES = {
    "piers.md": (
        "# Piers\n\nThe seven piers are old. Seven stone piers were built. The seven piers are listed. All 7 piers are "
        "open. The seven northern piers are closed. Seven ships sank.\n\nThree ferries and three harbours were there. "
        "The three ferries left, the three harbours stayed.\n"
    ),
}


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library that speaks of seven piers."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Which of the seven are in Riga?", "Which of the seven piers are in Riga?"),
        ("how many of the 7 have a light?", "how many of the 7 piers have a light?"),
        ("List all of the seven", "List all of the seven piers"),
        ("Which of the seven ships are in Riga?", "Which of the seven ships are in Riga?"),  # it says of what
        ("Which of the seven northern ones are open?", "Which of the seven northern ones are open?"),
        ("Which of the three are in Riga?", "Which of the three are in Riga?"),  # ferries as well as harbours
        ("Which of the nine are in Riga?", "Which of the nine are in Riga?"),
        ("At seven in Riga?", "At seven in Riga?"),
    ],
)
def test_the_number_is_completed(asked: str, read: str, piers: Index) -> None:
    """Only where no noun follows, and where the library counts one thing so for the most part."""
    assert name_numbered(piers, asked) == read


def test_a_library_that_counts_nothing_keeps_the_words(tmp_path: Path) -> None:
    """What stands nowhere is not made up."""
    other = make_library(tmp_path, {"one.md": "# One\n\nThere is one pier.\n"})

    assert name_numbered(other, "Which of the seven are in Riga?") == "Which of the seven are in Riga?"
