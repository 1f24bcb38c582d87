"""An answer to a follow-up about something that the conversation never named is no sure one."""

from dataclasses import replace

import pytest
from libraries import make_library

from kb.compose.quotation import Composed, Quotation
from kb.followup import Turn
from kb.index import Index
from kb.lookup import Found, look_up
from kb.straying import strays

PAGES = {
    "north.md": "# Alpine North\n\nAlpine North is a programme with offices in Turku.\n",
    "west.md": "# Baltic West\n\nBaltic West is a programme with offices in Riga.\n",
}
HISTORY = (Turn("user", "What is Alpine North?"), Turn("assistant", "Alpine North is a programme."))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library on two programmes."""
    return make_library(tmp_path_factory.mktemp("straying"), PAGES)


def quote(index: Index, found: Found, source: str) -> Composed:
    """Quote what a document tells."""
    hit = next(hit for hit in found.hits if hit.source == source)
    return Composed((Quotation(hit, hit.start, hit.end, hit.text, hit.text),))


def test_another_programme_than_those_spoken_of_is_none_that_was_asked_about(index: Index) -> None:
    """Where the question leans on what was said, and only there."""
    found = replace(look_up(index, "which offices"), leans=True)

    assert strays(index, found, HISTORY, quote(index, found, "west.md"))
    assert not strays(index, found, HISTORY, quote(index, found, "north.md"))
    assert not strays(index, replace(found, leans=False), HISTORY, quote(index, found, "west.md"))
    assert not strays(index, found, (), quote(index, found, "west.md"))


def test_one_more_detail_of_the_last_question_may_be_told_nowhere(index: Index) -> None:
    """What answers is the last question, again."""
    found = look_up(index, "How much? What is Alpine North?")

    assert strays(index, replace(found, leans=True), HISTORY, quote(index, found, "north.md"))
