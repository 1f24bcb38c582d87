"""Whether all of a place is in the area of a programme: told by what says so, and no verdict where nothing does."""

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.whole import compose_whole
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "harbour.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Area\n\n"
        "Three countries take part in the Harbour Programme: Latvia, Estonia and Finland.\n\n"
        "The Latvian part of the area is made up of 3 of the 5 regions of Latvia:\n\n- Kurzeme region\n"
        "- Vidzeme region\n- Latgale region, only in part\n\n"
        "The Estonian part of the area is made up of all two counties of Saaremaa:\n\n- Kuressaare\n- Muhu\n\n"
        "Finland takes part in the Harbour Programme with its whole territory.\n"
    ),
    "ferry.md": (
        "# Baltic Ferry Programme\n\nThe Baltic Ferry Programme runs ferries.\n\n## Area\n\n"
        "Three countries take part in the Baltic Ferry Programme: Latvia, Estonia with Saaremaa, and Malta.\n\n"
        "| Country: Latvia | Regions in the ferry area: Kurzeme and Zemgale\n"
        "| Country: Malta | Regions in the ferry area: Whole territory\n"
    ),
}
HARBOUR, FERRY = "Harbour Programme", "Baltic Ferry Programme"
SOME = "The Latvian part of the area is made up of 3 of the 5 regions of Latvia."
ALL = "The Estonian part of the area is made up of all two counties of Saaremaa."
ROW = f"- {FERRY}: Latvia – Kurzeme and Zemgale"


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of two programmes with areas."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Is the whole of Latgale eligible?", [f"No. {HARBOUR}: Latgale region, only in part"]),
        ("Is all of Latvia eligible in the Harbour Programme?", [f"No. {SOME}"]),
        ("Is all of Latvia eligible in the Baltic Ferry Programme?", [ROW]),  # nothing says that there are others
        ("Is all of Latvia eligible?", [ROW, SOME]),
        ("Does Malta take part in the Baltic Ferry Programme with its whole territory?",
         [f"Yes. {FERRY}: Malta – Whole territory"]),
        ("Is the whole of Finland part of the Harbour Programme?",
         ["Yes. Finland takes part in the Harbour Programme with its whole territory."]),
        ("Is all of Saaremaa eligible in the Harbour Programme?", [f"Yes. {ALL}"]),
        ("Is Vidzeme eligible as a whole?", [f"- {HARBOUR}: Vidzeme region"]),
        ("Are all Latvian regions eligible in the Harbour Programme?", [f"No. {SOME}"]),
        ("Is every region of Latvia in the Baltic Ferry Programme?", [ROW]),
        ("Is only part of Latgale eligible?", []),
        ("Is Latgale eligible?", []),
        ("Is the whole of Lapland eligible?", []),
        ("Was all of Latvia eligible?", []),
        ("Is the whole pier eligible?", []),
        ("Are all partners eligible?", []),
        ("Is all of Latvia rich?", []),
    ],
)  # fmt: skip
def test_what_is_told_of_all_of_a_place(question: str, lines: list[str], piers: Index) -> None:
    """Yes or no where a word says how much of it, one line for each programme; nothing for another question."""
    composed = compose_whole(Material(piers, look_up(piers, question)))

    assert sorted(one.shown for one in composed.quotations) == sorted(lines) if composed else not lines
