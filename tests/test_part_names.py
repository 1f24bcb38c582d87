"""A part of a name stands for the whole where it can mean one thing only."""

import pytest
from libraries import make_library

from kb.names import Names, find_names
from kb.part_names import complete_names

PAGES = {
    "black.md": "# Black Sea Basin\n\nBlack Sea Basin is a programme.\n",
    "med.md": "# Mediterranean Sea Basin\n\nMediterranean Sea Basin is a programme.\n",
    "pair.md": "# Romania-Ukraine\n\nRomania-Ukraine is a programme.\n",
    "people.md": "# People at the Harbour Board\n\nThe Harbour Board has people.\n",
    "four.md": "# Hungary-Slovakia-Romania-Ukraine\n\nHungary-Slovakia-Romania-Ukraine is a programme.\n",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """The names of a library with four programmes, some of whose words are shared, and of what belongs to a board."""
    return find_names(make_library(tmp_path_factory.mktemp("names"), PAGES))


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("Who runs the Black Sea programme?", "Who runs the Black Sea Basin programme?"),
        ("Who runs the mediterranean programme?", "Who runs the Mediterranean Sea Basin programme?"),
        ("the black sea programm", "the Black Sea Basin programm"),
        ("When was the Black Sea's call?", "When was the Black Sea Basin's call?"),
        ("the Romanian-Ukrainian programme", "the Romania-Ukraine programme"),
        ("the Slovak programme", "the Hungary-Slovakia-Romania-Ukraine programme"),
        ("Who runs the Black Sea Basin programme?", "Who runs the Black Sea Basin programme?"),
        ("Who runs the Harbour Board?", "Who runs the Harbour Board?"),  # a thing of its own
        ("Who runs the Sea Basin programme?", "Who runs the Sea Basin programme?"),
        ("the Romanian programmes", "the Romanian programmes"),
        ("a new programme", "a new programme"),
        ("the Alpine-Slovak programme", "the Alpine-Slovak programme"),  # half of another name
        ("What is a programme?", "What is a programme?"),
    ],
)
def test_a_part_of_a_name_is_completed_where_it_means_one_thing(typed: str, completed: str, names: Names) -> None:
    """What several titles share, and what is in none, stays as it was typed."""
    assert complete_names(names, typed) == completed
