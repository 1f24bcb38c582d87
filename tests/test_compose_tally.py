"""Which things have more than so many of others: counted in the cells that enumerate them."""

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.tally import compose_tally
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "lines.md": (
        "# Lines of the ferries\n\nThe ferries run between ports.\n\n## Ports\n\nThese are the ports of the lines:\n\n"
        "| Line: North Line | Ports: Riga, Turku and Narva | Captains: one, not named\n"
        "| Line: South Line | Ports: Riga | Captains: two, among others\n"
        "| Line: East Line | Ports: Riga, Pskov | Captains: Anna\n"
    ),
    "old.md": (
        "# Old Line Society\n\nThe Old Line Society had lines.\n\n"
        "| Line: Dawn | Ports: Riga, Turku\n| Line: Dusk | Ports: Riga, Turku, Narva, Kotka\n"
    ),
}
NORTH, EAST = "- North Line – Ports: Riga, Turku and Narva", "- East Line – Ports: Riga, Pskov"
SOUTH = "- South Line – Ports: Riga"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of lines with their ports."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which ferry lines have more than one port?", [NORTH, EAST]),
        ("Which ferry lines have several ports?", [NORTH, EAST]),
        ("Which ferry lines have at least three ports?", [NORTH]),
        ("Which ferry lines have two or more ports?", [NORTH, EAST]),
        ("Which ferry lines have only one port?", [SOUTH]),
        ("Which ferry lines have exactly two ports?", [EAST]),
        ("Which ferry lines have fewer than three ports?", [SOUTH, EAST]),
        ("How many ferry lines have more than one port?", ["2 (counted):", NORTH, EAST]),
        ("Which ferry lines have more than nine ports?", []),
        ("Which ferry lines have several captains?", []),  # the column does not name them
        ("Which ferry lines have more than one boat?", []),
        ("Which ports have more than one line?", []),  # told the other way round
        ("Which ferry lines have ports?", []),
        ("Has the North Line more than one port?", []),
    ],
)
def test_the_rows_with_so_many_are_told(question: str, lines: list[str], ferries: Index) -> None:
    """Each with what its cell enumerates; none where no table tells it of each."""
    composed = compose_tally(Material(ferries, look_up(ferries, question)))

    told = (f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else ()
    assert "\n".join(told).split("\n") == (lines or [""])
