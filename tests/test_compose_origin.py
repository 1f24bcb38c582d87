"""How something came about: which sections tell it, and which questions do not ask that."""

import pytest
from libraries import make_library

from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up

LIBRARY = {
    "northern.md": """# Northern Ferry

Northern Ferry is a line of ferries in the north.

## Money

The money of Northern Ferry comes from tickets and from the town.

## Predecessors

Northern Ferry follows the Salt Line of 1950. The Salt Line carried salt.

## History of the line

Northern Ferry was founded in 1990. More on Northern Ferry is in Papers.
""",
    "closing.md": """# The closing of the old harbour in 1970

The closing of the old harbour is the end of all work in the old harbour.

## When and why the old harbour was closed

The old harbour was closed because of sand. The sand came with the storm of 1969.

## What came after

Ships went to the new harbour.
""",
    "box.md": """# Papers

Papers are kept in a box.

## Where the Tide Book comes from

The Tide Book goes back to a list of 1880. A pilot made the list.
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library in which a programme, a closing and a book each have a history under headings of their own."""
    return make_library(tmp_path_factory.mktemp("origin"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


FERRY = [
    "Northern Ferry follows the Salt Line of 1950.",
    "The Salt Line carried salt.",
    "Northern Ferry was founded in 1990.",
]
CLOSING = ["The old harbour was closed because of sand.", "The sand came with the storm of 1969."]
BOOK = ["The Tide Book goes back to a list of 1880.", "A pilot made the list."]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("How did Northern Ferry come about?", FERRY),
        ("Tell me how Northern Ferry came into being", FERRY),
        ("What are the origins of Northern Ferry?", FERRY),
        ("Where does the Tide Book come from?", BOOK),
        ("What is the background of the Tide Book?", BOOK),
        ("How did the closing of the old harbour come about?", CLOSING),
        ("Background to the closing of the old harbour", CLOSING),
    ],
)
def test_how_a_thing_came_about_is_told_from_its_history(library: Index, question: str, lines: list[str]) -> None:
    """The thing stands in the heading that tells of an origin, or in the title above it; no pointer is quoted."""
    composed = compose(library, question)
    assert composed.decided
    assert [quotation.shown for quotation in composed.quotations] == lines


@pytest.mark.parametrize(
    "question",
    [
        "Where does the money of Northern Ferry come from?",
        "Where do the sailors of Northern Ferry come from?",
        "How did the closing of the new harbour come about?",
        "How did Northern Ferry carry salt?",
        "What is the origin of the moon?",
    ],
)
def test_where_something_else_comes_from_is_left_to_other_answers(library: Index, question: str) -> None:
    """What a thing has is not the thing, and what no heading tells of has no history."""
    assert not compose(library, question).decided
