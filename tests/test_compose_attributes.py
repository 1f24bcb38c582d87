"""What a table tells of each of several bodies: a whole column, or the column of the bodies themselves."""

import pytest
from libraries import make_library

from kb.compose.attributes import compose_attributes
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "bodies.md": (
        "# Bodies of the harbours\n\nThe harbours have bodies.\n\n## Pier guards\n\nThe pier guards (PG) are:\n\n"
        "| Harbour: Riga | Pier guard (PG): Guild of Riga | E-mail: guard@riga.example | Fee: EUR 2\n"
        "| Harbour: Narva | Pier guard (PG): Ministry of Piers | E-mail: not known | Fee: EUR 3\n\n"
        "## Pilots and their boats\n\n"
        "| Harbour: Riga | Pilot: Anna | Boat: Gull\n| Harbour: Narva | Pilot: Jan | Boat: Tern\n"
    ),
    "crew.md": (
        "# Crew of the harbours\n\nThe crew has people.\n\n## Captains at sea\n\nThe captains named in papers are:\n\n"
        "| Name: Ivan | Duty: Captain of ships\n| Name: Olga | Duty: Fog\n\n"
        "## Boats\n\n| Boat: Gull | Captain: Ivan\n| Boat: Tern | Captain: Olga\n"
    ),
    "one.md": "# Gull\n\nThe Gull is a boat. Its e-mail addresses are many.\n",
}
LEAD = "The pier guards (PG) are:"
CAPTAINS = ["The captains named in papers are:", "- Ivan – Duty: Captain of ships", "- Olga – Duty: Fog"]
MAILS = [LEAD, "- Riga – guard@riga.example", "- Narva – E-mail: not known"]
GUARDS = [LEAD, "- Riga – Guild of Riga", "- Narva – Ministry of Piers"]


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of bodies in the columns of tables."""
    return make_library(tmp_path_factory.mktemp("harbours"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Give me all e-mail addresses of the pier guards", MAILS),
        ("e-mails of the pier guards", MAILS),
        ("What e-mail addresses do the pier guards have?", MAILS),
        ("Which pier guards have an e-mail address?", ["- Riga – guard@riga.example"]),
        ("Which pier guards have no e-mail address?", ["- Narva – E-mail: not known"]),
        ("Which pier guards don't have an e-mail address?", ["- Narva – E-mail: not known"]),
        ("For which pier guards is the e-mail address not known?", ["- Narva – E-mail: not known"]),
        ("What are the fees of the pier guards?", [LEAD, "- Riga – Fee: EUR 2", "- Narva – Fee: EUR 3"]),
        ("The boats of the two harbours", ["- Riga – Boat: Gull", "- Narva – Boat: Tern"]),
        ("List the pier guards", GUARDS),
        ("Who are the pier guards of the harbours?", GUARDS),
        ("List the captains at sea", CAPTAINS),  # the heading of a table of them
        ("Who is the captain at sea responsible?", CAPTAINS),
        ("Who is the captain at sea responsible for fog?", []),
        ("List the boats", []),  # each has a document, or may have
        ("What is the e-mail address of the pier guard?", []),  # of one
        ("Telephone numbers of the pier guards", []),
        ("What are the tasks of the pier guards?", []),
        ("What are the e-mail addresses of the captains?", []),
        ("List the captains", []),
        ("List the pilots", []),  # the table is of their boats as well
        ("Who are the pier guards of the ferries?", []),
    ],
)
def test_the_whole_column_is_told(question: str, lines: list[str], harbours: Index) -> None:
    """A row for each, also where it is not known, unless those are asked for that have it."""
    composed = compose_attributes(Material(harbours, look_up(harbours, question)))

    assert [one.shown for one in composed.quotations] == lines if composed else not lines
