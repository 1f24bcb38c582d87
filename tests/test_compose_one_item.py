"""Of a list that is all that is quoted, the one item that a question names by how it opens."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.one_item import tell_one_item
from kb.compose.quotation import Composed, Quotation
from kb.index import Index
from kb.lookup import look_up

LEAD = "The ferry has three kinds of tickets:"
SINGLE = "- Single tickets of the ferry cost EUR 2 and are sold on board."
GROUP = "- Large group tickets of the ferry cost EUR 9 for the week."
ZONE = "- Zone C, island tickets: EUR 4"
PAGE = f"# Tickets\n\n{LEAD}\n\n{SINGLE}\n{GROUP}\n{ZONE}\n\nDogs travel free with all of them.\n"
WHOLE = "\n".join([LEAD, SINGLE, GROUP, ZONE])


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a list of tickets."""
    return make_library(tmp_path_factory.mktemp("ferry"), {"tickets.md": PAGE})


def told(index: Index, question: str, *, lists: int = 1, direct: bool = False) -> list[str]:
    found = look_up(index, question)
    start, end = PAGE.index(LEAD), PAGE.index(ZONE) + len(ZONE)
    hit = Material(index, found).hit_at("tickets.md", 1, start)
    whole = Quotation(hit, start, end, PAGE[start:end], WHOLE)
    composed = tell_one_item(index, found, Composed((whole,) * lists, direct=direct))
    assert all(index.text_of("tickets.md", 1)[one.start : one.end] == one.quote for one in composed.quotations)
    return [one.shown for one in composed.quotations]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("How much is a single ticket?", [SINGLE.removeprefix("- ")]),
        ("How much does a group ticket cost?", [GROUP.removeprefix("- ")]),
        ("What is the price of zone C?", [LEAD, ZONE]),
        ("How much is a ticket?", [WHOLE]),
        ("What was zoned?", [WHOLE]),  # no name of an item
        ("How much is a ticket sold on board?", [WHOLE]),  # no item opens with that
        ("How much are single and group tickets?", [WHOLE]),
        ("How do single tickets differ?", [WHOLE]),
        ("Which single tickets are there?", [WHOLE]),  # the list is asked for
        ("How many single tickets are there?", [WHOLE]),
    ],
)
def test_the_item_that_is_named_is_told(question: str, lines: list[str], ferry: Index) -> None:
    """Behind the lead-in where it is no sentence, each with its own place; the whole list where none or several are."""
    assert told(ferry, question) == lines


def test_several_lists_and_those_of_a_rule_stay_whole(ferry: Index) -> None:
    """What is compared, or was asked for as a list, is told in full."""
    assert told(ferry, "How much is a single ticket?", lists=2) == [WHOLE, WHOLE]
    assert told(ferry, "How much is a single ticket?", direct=True) == [WHOLE]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("What was the budget of the 2025 small race?", [2]),
        ("What was the budget of the race in 2023?", [0]),
        ("What was the budget of the big race?", [1]),
        ("What was the budget of the big race of 2025?", [0, 1, 2]),  # there is none such
        ("What was the budget of the race in 2024?", [0, 1, 2]),  # in two of them
        ("What was the budget of the race in 2021-2025?", [0, 1, 2]),
        ("Which races were there in 2025?", [0, 1, 2]),
    ],
)
def test_the_item_of_the_year_is_told(question: str, lines: list[int], tmp_path: Path) -> None:
    """Also where it opens with something else; none where no item, or several, have the year and the words."""
    items = [
        "Small first race: May 2023, EUR 1",
        "Big race: May 2024, EUR 2",
        "Small last race: April 2024 to May 2025",
    ]
    lead = "The club has held three races:"
    whole = "\n".join([lead, *(f"- {item}" for item in items)])
    page = f"# Races\n\n{lead}\n\n{whole.partition(chr(10))[2]}\n"
    index = make_library(tmp_path, {"races.md": page})
    found = look_up(index, question)
    start, end = page.index(lead), len(page) - 1
    hit = Material(index, found).hit_at("races.md", 1, start)

    composed = tell_one_item(index, found, Composed((Quotation(hit, start, end, page[start:end], whole),)))

    shown = "\n".join(one.shown for one in composed.quotations)
    assert [number for number, item in enumerate(items) if item in shown] == lines
