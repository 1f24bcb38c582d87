"""Which things are about a subject: all rows of their tables that say so, and nothing where their documents do not."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.compose.dealing import compose_dealing
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "events.md": (
        "# Events\n\nThe events of the harbours are these.\n\n## Of all harbours\n\n"
        "| Event: Rope day | When: 3 May 2023 | Where: Riga | What: Ropes and knots\n"
        "| Event: Lamp night | When: 5 June 2024 | Where: Narva | What: Lights, and a talk on knots\n"
        "| Event: Whale week | When: 7 July 2024 | Where: Rope Street, Riga | What: Whales\n"
    ),
    "rules.md": (
        "# Rules\n\nThe communication of 2003 has rules of the harbours. An event of communication is an event.\n\n"
        "| Rule: Speed | Limit: 5 knots\n| Rule: Depth | Limit: 3 metres\n"
    ),
}
ROPES = "- Rope day – 3 May 2023; Riga; Ropes and knots"
LAMPS = "- Lamp night – 5 June 2024; Narva; Lights, and a talk on knots"


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of events with what each is about."""
    return make_library(tmp_path_factory.mktemp("harbours"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which events were about knots?", [ROPES, LAMPS]),
        ("What events are there on ropes?", [ROPES]),  # a street is no subject
        ("List all events about ropes and knots", [ROPES]),
        ("Which events are about communication?", []),
        ("Which events are about streets?", None),
        ("Which sailing events are about knots?", None),  # another document may tell of them
        ("Which events were not about knots?", None),
        ("When were the events about knots?", None),
        ("Which events were on 3 May 2023?", None),
        ("Which rules are about knots?", None),  # the table does not say what each is about
        ("Which captains know about knots?", None),
    ],
)
def test_the_rows_about_the_subject_are_told(question: str, lines: list[str] | None, harbours: Index) -> None:
    """With when and where; none at all where the documents of the events do not name the subject."""
    composed = compose_dealing(Material(harbours, look_up(harbours, question)))

    assert ([one.shown for one in composed.quotations] if composed else None) == lines


def test_what_no_event_is_about_is_not_found(harbours: Index) -> None:
    """What another document says of communication is about no event."""
    assert answer_question(harbours, "Which events are about communication?").status is Status.NOT_FOUND
