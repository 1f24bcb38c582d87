"""No number of one thing, or of a period past, is told for the sum over all of today."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.quotation import Composed
from kb.compose.totals import compose_total
from kb.lookup import look_up

PAGES = {
    "old.md": "# Old Ferry Scheme\n\nThe Old Ferry Scheme had launched 39 calls and 12 regattas by April 2019.\n",
    "north.md": "# North Line\n\nThe North Line has launched two calls.\n",
    "now.md": "# What runs now\n\nSeven programmes run now. They have held 12 regattas together.\n",
}


@pytest.mark.parametrize(
    ("question", "withheld"),
    [
        ("In total, how many calls were launched by the seven programmes?", True),
        ("How many calls have the programmes launched so far?", True),
        ("How many regattas have the programmes held so far?", False),  # that is stated
        ("How many calls did the Old Ferry Scheme launch in total?", False),
        ("How many calls has the North Line launched so far?", False),
        ("How many calls have the programmes launched?", False),
        ("Which calls have the programmes launched so far?", False),
    ],
)
def test_a_sum_that_no_text_states_is_not_told(question: str, withheld: bool, tmp_path: Path) -> None:
    """An empty answer is given in its place."""
    index = make_library(tmp_path, PAGES)

    composed = compose_total(Material(index, look_up(index, question)))

    assert composed == (Composed(()) if withheld else None)
