"""Whether one can apply now: told by what is said of open calls, with the latest call of each programme."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.open_calls import compose_open_calls
from kb.index import Index
from kb.lookup import look_up

NONE = "No call that is open in May 2026 was found."
OVERVIEW = (
    f"# Overview\n\nThe programmes pay for boats.\n\n## Latest calls\n\n{NONE} The latest call found of each is:\n\n"
    "| Programme: Harbour Programme | Latest call found: Second call: closed on 3 May 2025\n"
    "| Programme: Ferry Programme | Latest call found: First call: closed on 9 June 2024\n"
)
AREA = "The {people} part of the area is made up of two regions:\n\n- {one} region\n- {other} region\n"
PAGES = {
    "overview.md": OVERVIEW,
    "planned.md": "# Planned\n\nBlue Coast (BC) was planned as a programme and never ran.\n",
    "harbour.md": "# Harbour Programme\n\nThe Harbour Programme builds piers. Who applied was trained.\n\n"
    "## Area\n\n" + AREA.format(people="Latvian", one="Kurzeme", other="Vidzeme"),
    "ferry.md": "# Ferry Programme\n\nThe Ferry Programme runs ferries. Whoever can apply now is told by mail.\n\n"
    "## Area\n\n" + AREA.format(people="Swedish", one="Gotland", other="Skåne"),
}
HARBOUR = "- Harbour Programme – Latest call found: Second call: closed on 3 May 2025"
FERRY = "- Ferry Programme – Latest call found: First call: closed on 9 June 2024"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a table of the latest calls, under a sentence that says that none is open."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Can I apply to the Ferry Programme now?", [NONE, FERRY]),
        ("Is anything open right now where I could hand in a project?", [NONE, HARBOUR, FERRY]),
        ("Which calls are open?", [NONE, HARBOUR, FERRY]),
        ("are there any open calls at the moment", [NONE, HARBOUR, FERRY]),
        ("When can we apply to the Harbour Programme?", [NONE, HARBOUR]),
        ("Is there any call right now that somebody could apply to?", [NONE, HARBOUR, FERRY]),
        ("Does any programme take applications at the moment?", [NONE, HARBOUR, FERRY]),
        ("Are applications to the Ferry Programme still being accepted?", [NONE, FERRY]),
        ("where could we apply right now", [NONE, HARBOUR, FERRY]),
        ("Can a company from Kurzeme still hand in a proposal somewhere?", [NONE, HARBOUR]),
        ("Can a school in Skåne apply now?", [NONE, FERRY]),
        ("Who can apply now?", []),
        ("Which documents must we submit now?", []),
        ("Did the Ferry Programme accept applications?", []),
        ("Is the Harbour Programme still open for applications?", [NONE, HARBOUR]),
        ("We are a port in Skåne. Can we still submit a proposal?", [NONE, FERRY]),
        ("Can I apply to the Ferry Programme?", []),  # whether one may at all
        ("Which calls were open in 2024?", []),
        ("Is the second call of the Harbour Programme still open?", []),
        ("Can a partner from Norway still apply?", []),
        ("Which programmes are open to Swedish partners?", []),
        ("Is the network open to other programmes now?", []),
        ("When did the first call open?", []),
        ("Is a call of Blue Coast open now?", []),  # a programme that was only planned
    ],
)
def test_what_is_told_of_open_calls(question: str, shown: list[str], ferries: Index) -> None:
    """The sentence, and the row of each programme that is asked about; nothing where something else is asked."""
    composed = compose_open_calls(Material(ferries, look_up(ferries, question)))

    assert [one.shown for one in composed.quotations] == shown if composed else not shown


def test_calls_of_which_nothing_is_said_to_be_open_or_not_are_not_told(tmp_path: Path) -> None:
    """The latest call of a table without that sentence may well be open."""
    index = make_library(tmp_path, PAGES | {"overview.md": OVERVIEW.replace(f"{NONE} ", "")})

    assert compose_open_calls(Material(index, look_up(index, "Which calls are open?"))) is None
