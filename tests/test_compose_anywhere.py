"""Whether a country takes part in any programme: told by the table of all that do, which is closed."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.anywhere import compose_anywhere
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

LEAD = "Three countries take part in the ferry programmes:"
PAGES = {
    "overview.md": (
        f"# Overview\n\nThe programmes are listed here.\n\n{LEAD}\n\n"
        "| Country: Latvia | Programmes: Harbour Programme, Ferry Programme\n"
        "| Country: Republic of Moldova | Programmes: Ferry Programme\n"
        "| Country: Finland | Programmes: Harbour Programme\n"
    ),
    "harbour.md": "# Harbour Programme\n\nThe Harbour Programme builds piers.\n",
}
WHOLE = f"{LEAD} Latvia, Republic of Moldova, Finland"
LATVIA = "Latvia – Harbour Programme, Ferry Programme"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a table of all countries that take part."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Does Latvia take part in any programme?", f"Yes. {LATVIA}"),
        ("Can a Latvian town take part in a programme?", LATVIA),  # it may lie outside the area
        ("Can Moldovan partners apply to any programme?", "Republic of Moldova – Ferry Programme"),
        ("Does Spain take part in any programme?", f"No. {WHOLE}"),
        ("Can a Spanish school take part in a programme?", f"No. {WHOLE}"),
        ("Could a Spanish school get money from a programme?", f"{WHOLE}\nSpain is not named there."),
        ("Is there a programme for Spain?", f"No. {WHOLE}"),
        ("Are there any programmes with Latvia?", f"Yes. {LATVIA}"),
        ("We are from Spain. Is there a programme for us?", f"No. {WHOLE}"),
        ("we are a school in Spain, is there any EU money for us", f"{WHOLE}\nSpain is not named there."),
        ("We are a school in Latvia. Is there a programme for us?", LATVIA),  # as above
        ("Is there a programme for boats in Spain?", ""),
        ("Is there money for Spain?", ""),
        ("Did Spain take part in any programme?", ""),
        ("Which programmes does Spain take part in?", ""),
        ("Does Spain take part in the Harbour Programme?", ""),
        ("Does Spain or Latvia take part in any programme?", ""),
        ("Does Spain still take part in any programme?", ""),
        ("Does Spain pay for any programme?", ""),
        ("Is Spain part of the EU?", ""),
    ],
)
def test_what_is_told_of_a_country(question: str, shown: str, ferries: Index) -> None:
    """Its row, or that it is not among them; nothing where more or something else is asked."""
    composed = compose_anywhere(Material(ferries, look_up(ferries, question)))

    assert (composed.quotations[0].shown if composed else "") == shown


def test_a_town_that_no_document_names_is_told_by_its_country(ferries: Index) -> None:
    """Without a "Yes": the town may lie outside the area."""
    question = "Can my school from Cēsis, Latvia join any of these programmes?"
    composed = compose_anywhere(Material(ferries, look_up(ferries, question)))

    assert composed is not None
    assert (composed.quotations[0].shown, composed.untold) == (LATVIA, "Cēsis")


@pytest.mark.parametrize(
    "lead",
    ["Four countries take part in the ferry programmes:", "Three countries, among others, take part:", "Ferries:"],
)
def test_a_table_that_is_not_closed_denies_nothing(lead: str, tmp_path: Path) -> None:
    """It must say how many countries take part, and hold so many."""
    index = make_library(tmp_path, {"overview.md": PAGES["overview.md"].replace(LEAD, lead)})

    assert compose_anywhere(Material(index, look_up(index, "Does Spain take part in any programme?"))) is None
