"""Which of many things are of a country: the items of a list that name it, where the list says it of each."""

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.narrowed import compose_narrowed
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "offices.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Branch offices\n\n"
        "The Harbour Programme has branch offices in at least four places (the list may be incomplete):\n\n"
        "- Branch office in Riga (Latvia)\n- Branch office in Ventspils (Latvia)\n- Branch office in Narva (Estonia)\n"
        "- Branch office in Turku (Finland)\n\n## Boats\n\nThe Harbour Programme has three boats:\n\n"
        "- Gull, from Latvia\n- Tern\n- Petrel, from Estonia\n"
    ),
    "ended.md": (
        "# Ended ferries\n\nFerries ended in 2022.\n\n## Which\n\n"
        "The five ferries that ended with Russia and Belarus are:\n\n"
        "- Narva-Russia\n- Karelia (with Russia)\n- Latvia-Belarus\n- Ladoga\n- Poland-Russia-Ukraine\n\n"
        "## Boats\n\nThree boats were painted in 2021 or 2022:\n\n- Gull (3 May 2021)\n- Tern (May 2022)\n"
        "- Petrel (May 2021)\n\nThe pilots were chosen on 5 April 2020:\n\n- Anna\n"
        "- Jan (since 2018)\n\nThe captains with Russia were:\n\n- Ivan\n- Olga (Russia)\n\n"
        "## Names\n\nThe ferries had three kinds of ropes: thick, thin and none.\n"
    ),
}
LEAD = "The Harbour Programme has branch offices in at least four places (the list may be incomplete):"
LATVIAN = [LEAD, "- Branch office in Riga (Latvia)", "- Branch office in Ventspils (Latvia)"]
RUSSIAN = ["- Narva-Russia", "- Karelia (with Russia)", "- Poland-Russia-Ukraine"]


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with lists of which each item, or the lead-in, names countries."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which branch offices are in Latvia?", LATVIAN),
        ("List the Latvian branch offices", LATVIAN),
        ("How many branch offices are in Latvia?", LATVIAN),  # no number of a list that may be incomplete
        ("Which branch offices are in Finland?", [LEAD, "- Branch office in Turku (Finland)"]),
        ("Which ferries were with Russia?", RUSSIAN),
        ("How many ferries were with Russia?", ["3 (counted):", *RUSSIAN]),
        ("Which ferries were with Belarus?", ["- Latvia-Belarus"]),
        ("Which boats are from Latvia?", []),  # one of them may be, without saying so
        ("Is there any branch office I can visit in Latvia?", LATVIAN),
        ("Is there a branch office in Spain?", []),
        ("In which ferry was Poland together with Russia?", ["- Poland-Russia-Ukraine"]),
        ("Which ferries did Latvia have together with Belarus?", ["- Latvia-Belarus"]),
        ("Which ferries did Latvia have together with Russia?", []),
        ("Which branch offices are in Spain?", []),
        ("Which branch offices are not in Latvia?", []),
        ("Which branch offices are in Latvia or Estonia?", []),
        ("Which branch offices speak Latvian?", []),
        ("Which boats were painted in May 2021?", ["- Gull (3 May 2021)", "- Petrel (May 2021)"]),
        ("How many boats were painted in 2022?", ["1 (counted):", "- Tern (May 2022)"]),
        ("Which boats were painted in 1999?", []),
        (
            "Which pilots were chosen in April 2020?",  # the lead-in says it of all
            ["The pilots were chosen on 5 April 2020:", "- Anna", "- Jan (since 2018)"],
        ),
        ("Which pilots were chosen in 2018?", []),
        ("Which captains were with Russia?", []),  # all of them: no list to narrow
        ("Which ferries ended in 2022?", []),  # not each is dated
        ("Which ropes are from Russia?", []),
        ("Which branch offices are there?", []),
        ("When did the ferries with Russia end?", []),
    ],
)
def test_the_items_of_the_country_are_told(question: str, lines: list[str], ferries: Index) -> None:
    """Those that name it, in their order; none where not every item would say what it is of."""
    composed = compose_narrowed(Material(ferries, look_up(ferries, question)))

    told = (f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else ()
    assert "\n".join(told).split("\n") == (lines or [""])
