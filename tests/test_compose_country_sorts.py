"""Member States and partner countries: the rows of a table of countries that are of the sort asked for."""

import pytest
from libraries import make_library

from kb.compose.country_sorts import compose_country_sorts
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "ferries.md": (
        "# Ferries\n\nFerries run between countries.\n\n## Which country has which ferry\n\n"
        "Four countries have ferries, two Member States and two partner countries:\n\n"
        "| Country: Estonia | Ferries: North Line, East Line\n| Country: Latvia | Ferries: East Line\n"
        "| Country: Republic of Moldova | Ferries: North Line, South Line\n| Country: Georgia | Ferries: South Line\n"
    ),
    "east.md": "# East Line\n\nThe East Line is a ferry.\n",
    "north.md": (
        "# North Line\n\nThe North Line is a ferry.\n\nThe countries of the North Line are:\n\n"
        "- Member States: Estonia\n- Partner countries: Republic of Moldova\n"
    ),
}
LEAD = "Four countries have ferries, two Member States and two partner countries:"
ESTONIA, LATVIA = "- Estonia – North Line, East Line", "- Latvia – East Line"
MOLDOVA, GEORGIA = "- Republic of Moldova – North Line, South Line", "- Georgia – South Line"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a table of countries that does not part them."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which Member States have ferries?", [LEAD, ESTONIA, LATVIA]),
        ("List the partner countries with ferries", [LEAD, MOLDOVA, GEORGIA]),
        ("Which are the partner countries?", [LEAD, MOLDOVA, GEORGIA]),
        ("Which non-EU countries have ferries?", [LEAD, MOLDOVA, GEORGIA]),
        ("Which neighbouring countries have ferries?", [LEAD, MOLDOVA, GEORGIA]),
        ("Which partner countries and Member States have ferries?", [LEAD, ESTONIA, LATVIA, MOLDOVA, GEORGIA]),
        ("How many Member States have ferries?", [LEAD]),
        ("How many Member States have ferries, and which are they?", [LEAD, ESTONIA, LATVIA]),
        ("Which Member States have more than one ferry?", ["- Estonia – Ferries: North Line, East Line"]),
        (
            "How many partner countries have several ferries?",
            ["1 (counted):", "- Republic of Moldova – Ferries: North Line, South Line"],
        ),
        (
            "Which partner country has the most ferries?",
            [
                "Most: Republic of Moldova – Ferries (2): North Line, South Line",
                "Georgia – Ferries (1): South Line",
            ],
        ),
        (
            "Which Member States have the East Line?",
            ["- Estonia – Ferries: North Line, East Line", "- Latvia – Ferries: East Line"],
        ),
        ("Which Member States have the North Line?", []),  # its own document parts them
        ("Which Member States have lighthouses?", []),
        ("Which countries have ferries?", []),
        ("What is a partner country?", []),
        ("Do partner countries have ferries?", []),
    ],
)
def test_the_rows_of_a_sort_are_told(question: str, lines: list[str], ferries: Index) -> None:
    """Listed, counted or ranked like those of all countries; none where no table is about what is asked."""
    composed = compose_country_sorts(Material(ferries, look_up(ferries, question)))

    told = (f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else ()
    assert "\n".join(told).split("\n") == (lines or [""])
