"""Which things are of a kind and not of another: the rows of a table whose cells say so."""

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.of_kind import compose_of_kind
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "harbours.md": (
        "# Harbours\n\nHarbours have owners.\n\n## Owners\n\nThe owners of the harbours are:\n\n"
        "| Harbour: Alpha | Owner: Ministry of Regional Ports, Latvia | Status: open since 2020\n"
        "| Harbour: Beta | Owner: Region of Sand, Estonia | Status: closed for long, and to be opened with new piers\n"
        "| Harbour: Gamma | Owner: Ministry of Piers, Estonia | Status: open\n"
        "| Harbour: Delta | Owner: not known | Status: open\n\n## Sorts\n\nThe sorts of the harbours are:\n\n"
        "| Harbour: Alpha | Sort: sea | Countries: Latvia, Finland | Lines: North Line, South Line\n"
        "| Harbour: Beta | Sort: river | Countries: Estonia | Lines: South Line\n"
        "| Harbour: Gamma | Sort: sea | Countries: Estonia, Latvia | Lines: North Line\n"
    ),
    "north.md": "# North Line\n\nThe North Line is a ferry.\n",
}
ALPHA, BETA = "- Alpha – Owner: Ministry of Regional Ports, Latvia", "- Beta – Owner: Region of Sand, Estonia"
GAMMA = "- Gamma – Owner: Ministry of Piers, Estonia"


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with tables of harbours and their owners."""
    return make_library(tmp_path_factory.mktemp("harbours"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which owners are regions and not ministries?", [BETA]),
        ("Which owners are regions?", [BETA]),
        ("Which owner is a region?", [BETA]),
        ("Which owners are ministries?", [ALPHA, GAMMA]),
        ("How many owners are ministries?", ["2 (counted):", ALPHA, GAMMA]),
        ("Which owners are ministries rather than regions?", [ALPHA, GAMMA]),
        ("Which owners are not in Estonia?", [ALPHA]),  # of the one that is not known it can't be said
        ("Which owners aren't Estonian?", [ALPHA]),
        ("Which harbours are not sea harbours?", ["- Beta – Sort: river"]),
        ("Which harbours do not involve Latvia?", ["- Beta – Countries: Estonia"]),
        ("Which harbours are not on the North Line?", ["- Beta – South Line"]),
        ("Which harbours are not open?", []),  # prose that says so or not
        ("Which owners are not castles?", []),
        ("Which owners are in Estonia?", []),  # told by other rules
        ("Which owners do not have a ministry?", []),
        ("Which lines are not in Latvia?", []),  # a cell lists several
        ("Which owners are no longer ministries, and when did they change?", []),
        ("Are the owners ministries?", []),
    ],
)
def test_the_rows_of_a_kind_are_told(question: str, lines: list[str], harbours: Index) -> None:
    """Only those of which a cell says it; none where no column parts the things so."""
    composed = compose_of_kind(Material(harbours, look_up(harbours, question)))

    told = (f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else ()
    assert "\n".join(told).split("\n") == (lines or [""])
