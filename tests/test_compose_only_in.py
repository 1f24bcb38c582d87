"""Which regions one programme lists and another does not."""

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.only_in import compose_only_in
from kb.index import Index
from kb.lookup import look_up


def programme(name: str, area: str) -> str:
    return f"# {name}\n\nThe {name} is a programme that builds piers.\n\n## Area\n\n{area}"


PAGES = {
    "harbour.md": programme(
        "Harbour Programme",
        "The Latvian part of the area is made up of three regions:\n\n- Kurzeme region\n- Vidzeme region\n"
        "- Latgale region\n\nThe Swedish part of the area is made up of two provinces:\n\n- Skåne\n- Halland\n",
    ),
    "ferry.md": programme(
        "Baltic Ferry Programme",
        "| Country: Latvia | Regions in the ferry area: Kurzeme, Zemgale (Semgallia) and Latgale\n"
        "| Country: Sweden | Regions in the ferry area: Götaland\n",
    ),
    "lights.md": programme(
        "Nordic Lights Programme",
        "| Country: Latvia | Regions in the lights area: Two regions, not named\n"
        "| Country: Sweden | Regions in the lights area: Two provinces: Uppland and Närke\n",
    ),
}
HARBOUR = "Harbour Programme: The Latvian part of the area is made up of three regions:"
LISTS = [
    f"- {HARBOUR} Kurzeme region, Vidzeme region, Latgale region",
    "- Baltic Ferry Programme: Latvia – Kurzeme, Zemgale (Semgallia) and Latgale",
]


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Three programmes of two countries."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


def compose(index: Index, question: str) -> tuple[str, list[str]]:
    composed = compose_only_in(Material(index, look_up(index, question)))
    told = composed.quotations if composed else ()
    return told[0].above if told else "", [one.shown for one in told]


@pytest.mark.parametrize(
    ("question", "above", "lists"),
    [
        (
            "Which regions of Latvia are in the Harbour Programme but not in the Baltic Ferry Programme?",
            "Vidzeme region – in the list of Harbour Programme, not in that of Baltic Ferry Programme (compared):",
            LISTS,
        ),
        (
            "Which Latvian regions are in the Baltic Ferry Programme and not in the Harbour Programme?",
            "Zemgale (Semgallia) – in the list of Baltic Ferry Programme, not in that of Harbour Programme (compared):",
            LISTS[::-1],
        ),
        # Götaland has provinces, of which Skåne is one.
        ("Which regions are in the Harbour Programme but not in the Baltic Ferry Programme?", "", []),
        ("Which regions of Latvia are in the Harbour Programme and in the Baltic Ferry Programme?", "", []),
        (
            "Which regions of Latvia have offices in the Harbour Programme but not in the Baltic Ferry Programme?",
            "",
            [],
        ),
        ("Which regions of Latvia are not in the Baltic Ferry Programme?", "", []),
    ],
)
def test_what_only_one_of_two_lists(question: str, above: str, lists: list[str], piers: Index) -> None:
    """Above both lists."""
    assert compose(piers, question) == (above, lists)


def test_lists_of_one_kind_may_have_nothing_in_common(piers: Index) -> None:
    """Both say that they are of provinces."""
    above, _ = compose(piers, "Which provinces are in the Harbour Programme but not in the Nordic Lights Programme?")

    assert above.startswith("Skåne, Halland – ")


def test_what_a_programme_does_not_name_is_not_known(piers: Index) -> None:
    """Any region may be one of its two."""
    question = "Which regions of Latvia are in the Harbour Programme but not in the Nordic Lights Programme?"
    composed = compose_only_in(Material(piers, look_up(piers, question)))

    assert composed is not None
    assert composed.unknown
