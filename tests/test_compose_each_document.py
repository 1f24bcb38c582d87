"""What is asked of each of several things, told by the documents of the things."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.each_document import compose_each_document
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up


def line(name: str, rows: str, more: str = "") -> str:
    """A document on one line with a table of its items."""
    table = "\n".join(
        f"| Item: {item} | {name}: {value}" for item, _, value in (r.partition("=") for r in rows.split(";"))
    )
    return f"# {name}\n\n{name} is a line.\n\n## At a glance\n\n{table}\n\n{more}"


PAGES = {
    "lines.md": (
        "# The lines\n\nThree lines run.\n\n## Ports\n\nThe ports of the lines are:\n\n"
        "| Line: Alpine Line | Port: Riga\n| Line: Baltic Line | Port: Turku\n| Line: Coastal Line | Port: Narva\n"
    ),
    "alpine.md": line(
        "Alpine Line", "Ticket price announced=EUR 2;Ticket price in May=EUR 3;Crew=9 after the storm (8 before)"
    ),
    "baltic.md": line(
        "Baltic Line", "Ticket price=EUR 4;Ticket price, other figure=EUR 5;Ticket price of old=EUR 1;Crew=7"
    ),
    "coastal.md": line("Coastal Line", "Colour=red;Crew=6", "The ticket price of the Coastal Line is not known."),
}
PRICES = [
    "- Alpine Line – Ticket price announced: EUR 2",
    "- Alpine Line – Ticket price in May: EUR 3",
    "- Baltic Line – Ticket price: EUR 4",
    "- Baltic Line – Ticket price, other figure: EUR 5",
    "- The ticket price of the Coastal Line is not known.",
]
CREWS = [
    "- Alpine Line – Crew: 9 after the storm (8 before)",
    "- Baltic Line – Crew: 7",
    "- Coastal Line – Crew: 6",
]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents of one build, and one that names the three."""
    return make_library(tmp_path_factory.mktemp("lines"), PAGES)


@pytest.mark.parametrize(
    ("question", "told", "decided"),
    [
        ("What is the ticket price of each line?", PRICES, True),
        ("For each line, the ticket price", PRICES, True),
        ("ticket prices line by line", PRICES, True),
        ("What is the crew of each line before and after the storm?", CREWS, False),
        ("What is the colour of each line?", [], False),  # of one only
        ("What is the crew of each line after the flood?", [], False),
        ("What is the ticket price of each boat?", [], False),
        ("What is the ticket price of the lines?", [], False),
        ("Which of the three lines has the largest crew?", [], False),
        ("What is the ticket price of each part of the Alpine Line?", [], False),
    ],
)
def test_each_document_tells_its_own(question: str, told: list[str], decided: bool, lines: Index) -> None:
    """All rows that may differ, and where none tells it the sentence that says so; none where most do not tell it."""
    composed = compose_each_document(Material(lines, look_up(lines, question)))

    assert [one.shown for one in composed.quotations] == told if composed else not told
    assert composed is None or composed.decided is decided


def test_the_thing_that_nothing_is_told_of_is_named(tmp_path: Path) -> None:
    """Its document has no such row, and does not say that it is not known."""
    pages = {**PAGES, "coastal.md": line("Coastal Line", "Colour=red")}
    index = make_library(tmp_path, pages)

    composed = compose_each_document(Material(index, look_up(index, "What is the ticket price of each line?")))

    assert composed is not None
    assert composed.untold == "Coastal Line"


def test_few_documents_are_no_each(tmp_path: Path) -> None:
    """Two documents of one build may be so by chance."""
    index = make_library(tmp_path, {source: PAGES[source] for source in ("lines.md", "alpine.md", "baltic.md")})

    assert compose_each_document(Material(index, look_up(index, "What is the ticket price of each line?"))) is None
