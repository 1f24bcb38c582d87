"""Of a list that is all that is quoted, the one item that a question names by how it opens."""

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
