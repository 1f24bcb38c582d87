"""Where each of several gatherings was: all rows of a table that tell it."""

import pytest
from libraries import make_library

from kb.compose.hosted import compose_hosted
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "regattas.md": (
        "# Regattas and feasts\n\nThe regattas are listed here.\n\n"
        "| Event: Spring regatta 2021 | When: 4 May 2021 | Where: Riga | What: 40 boats\n"
        "| Event: Spring regatta 2022 | When: 6 May 2022 | Where: Turku | What: 60 boats\n"
        "| Event: Lantern feast | When: 9 June 2022 | Where: not known | What: Whether it took place is not known\n"
    ),
    "harbours.md": "# Harbours\n\n| Harbour: Narva | Depth: 4 m\n| Harbour: Riga | Depth: 5 m\n",
}
SPRING = ["- Spring regatta 2021 – Riga; 4 May 2021", "- Spring regatta 2022 – Turku; 6 May 2022"]


@pytest.fixture(scope="module")
def regattas(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A table of events with their places, and one of harbours without any."""
    return make_library(tmp_path_factory.mktemp("regattas"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which cities hosted the spring regattas?", SPRING),
        ("Where were the spring regattas held?", SPRING),
        ("In which towns did the spring regattas take place?", SPRING),
        (
            "Which cities hosted events in 2022?",
            [SPRING[1], "- Lantern feast – not known; 9 June 2022; Whether it took place is not known"],
        ),
        (
            "Where did the events of 2022 take place?",
            [SPRING[1], "- Lantern feast – not known; 9 June 2022; Whether it took place is not known"],
        ),
        ("Which city hosted the spring regatta 2021?", []),  # one is found by likeness
        ("Which cities hosted the spring regattas in 2021?", []),
        ("Which cities hosted the autumn regattas?", []),
        ("Which cities hosted the harbours?", []),
        ("Which captains hosted the spring regattas?", []),
        ("When were the spring regattas held?", []),
    ],
)
def test_each_is_told_with_its_place(question: str, lines: list[str], regattas: Index) -> None:
    """In the order of the table, also where the place is not known."""
    composed = compose_hosted(Material(regattas, look_up(regattas, question)))

    assert [one.shown for one in composed.quotations] == lines if composed else not lines
