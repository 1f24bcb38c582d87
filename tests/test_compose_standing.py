"""Amounts that hold now go before those of earlier."""

import pytest
from libraries import make_library

from kb.compose.standing import put_standing_first
from kb.extract import Quotation, compose_answer
from kb.index import Index
from kb.lookup import look_up

FIRST, NOW = "Budget at adoption: EUR 5 million", "Budget: EUR 7 million after the change (EUR 5 million at adoption)"
ONE = "EUR 6 million, before the increase"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one sentence, to quote lines from."""
    return make_library(tmp_path_factory.mktemp("index"), {"a.md": "# Harbour\n\nThe harbour has a budget.\n"})


@pytest.mark.parametrize(
    ("question", "lines", "order"),
    [
        ("What is the budget?", (FIRST, NOW), (NOW, FIRST)),
        ("budget", (ONE, NOW), (NOW, ONE)),
        ("budget", (NOW, FIRST), (NOW, FIRST)),
        # What held at first is asked for, or a line tells no amount.
        ("What was the budget at adoption?", (FIRST, NOW), (FIRST, NOW)),
        ("How has the budget changed?", (FIRST, NOW), (FIRST, NOW)),
        ("budget", (FIRST, "The harbour has boats."), (FIRST, "The harbour has boats.")),
    ],
)
def test_what_holds_now_comes_first(
    question: str, lines: tuple[str, ...], order: tuple[str, ...], index: Index
) -> None:
    """Of amounts one is marked as that of earlier when its mark goes before it, or it is the only one."""
    hit = compose_answer(index, look_up(index, "budget of the harbour")).quotations[0].hit
    quotations = [Quotation(hit, number, number + 1, line, line) for number, line in enumerate(lines)]

    assert tuple(one.shown for one in put_standing_first(question, quotations)) == order
