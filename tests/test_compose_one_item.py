"""Of a list that is all that is quoted, the one item that a question names by how it opens."""

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.one_item import tell_one_item
from kb.compose.quotation import Quotation
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


def told(index: Index, question: str, *, beside: bool = False) -> list[str]:
    material = Material(index, look_up(index, question))
    start, end = PAGE.index(LEAD), PAGE.index(ZONE) + len(ZONE)
    whole = Quotation(material.hit_at("tickets.md", 1, start), start, end, PAGE[start:end], WHOLE)
    lines = tell_one_item(material, [whole, whole] if beside else [whole])
    assert all(index.text_of("tickets.md", 1)[one.start : one.end] == one.quote for one in lines)
    return [one.shown for one in lines]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("How much is a single ticket?", [LEAD, SINGLE]),
        ("How much does a group ticket cost?", [LEAD, GROUP]),
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
    """Behind the lead-in, each with its own place; the whole list where none or several are named."""
    assert told(ferry, question) == lines


def test_a_list_among_others_stays_whole(ferry: Index) -> None:
    """Where more is quoted, nothing is taken from it."""
    assert told(ferry, "How much is a single ticket?", beside=True) == [WHOLE, WHOLE]
