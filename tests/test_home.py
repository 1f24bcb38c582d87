"""Who "we" are: the body that the library's network belongs to, unless somebody else is asking."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.followup import Turn
from kb.home import name_home
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "network.md": "# The Blue Ferry network at Lighthouse\n\nThe Blue Ferry network helps the Blue Ferry programmes.\n",
    "lighthouse.md": "# Lighthouse\n\nLighthouse has two offices and helps the Blue Ferry programmes with advice.\n",
    "buoy.md": "# Buoy (BY)\n\nBuoy helps the Blue Ferry programmes abroad.\n",
    "rules.md": "# Rules\n\nA Blue Ferry programme needs three partners.\n",
    "terms.md": "# Blue Ferry terms\n\nBlue Ferry is short for the ferries of the Blue Ferry programmes.\n",
}


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library about Blue Ferry, whose network is at Lighthouse."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what exactly do we do for the programmes?", "what exactly does Lighthouse do for the programmes?"),
        ("the difference between us and Buoy", "the difference between Lighthouse and Buoy"),
        ("How does Buoy differ from us?", "How does Buoy differ from Lighthouse?"),
        ("where do we have offices?", "where does Lighthouse have offices?"),
        ("Where are our offices?", "where does Lighthouse have offices?"),
        ("which tools do we offer", "which tools does Lighthouse offer"),
        ("what is a cruise, and do we run any ourselves?", "what is a cruise, and does Lighthouse run any itself?"),
        ("do you have an office in Riga?", "does Lighthouse have an office in Riga?"),
        ("Who here deals with ropes?", "who at Lighthouse deals with ropes?"),
        # An applicant may ask so.
        ("How do we apply for money?", "How do we apply for money?"),
        ("what do we do if a partner leaves?", "what do we do if a partner leaves?"),
        ("which offices do we have to ask in our region?", "which offices do we have to ask in our region?"),
        ("what does our programme do for boats?", "what does our programme do for boats?"),
        ("which deadlines do we have?", "which deadlines do we have?"),
        ("do we run our project alone?", "do we run our project alone?"),
        ("Who runs Lighthouse for us?", "Who runs Lighthouse for us?"),
    ],
)
def test_who_we_are(question: str, named: str, ferries: Index) -> None:
    """Where staff asks what they do, have or are, the body stands for them."""
    assert name_home(ferries, question) == named


def test_who_says_who_they_are_is_meant_by_we(ferries: Index) -> None:
    """In the message or in one before."""
    asked = "Where do we have offices?"
    turns = (Turn("user", "We are a port in Riga, who helps us?"), Turn("assistant", "Buoy."))

    assert "Lighthouse" in look_up(ferries, asked).reading.text
    assert "Lighthouse" not in look_up(ferries, f"We are a port in Riga. {asked}").reading.text
    assert "Lighthouse" not in look_up(ferries, asked, turns).reading.text


def test_a_library_without_a_home_reads_nothing_so(tmp_path: Path) -> None:
    """No title says whose network it is."""
    index = make_library(tmp_path, PAGES | {"network.md": "# The Blue Ferry network\n\nIt helps Blue Ferry.\n"})

    assert name_home(index, "where do we have offices?") == "where do we have offices?"
