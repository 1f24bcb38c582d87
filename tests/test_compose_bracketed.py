"""The items of a list that are of a kind, which each says in brackets."""

import pytest
from libraries import make_library

from kb.compose.bracketed import compose_bracketed
from kb.compose.material import Material
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "ferries.md": (
        "# Ferries\n\nFerries run.\n\n## Which\n\nThe ferries that run all year are:\n\n"
        "- Alpha (lake ferry)\n- Beta (sea crossing)\n- Gamma, the old one (lake ferry)\n\n"
        "## Boats\n\nThe boats are:\n\n- Gull (lake boat)\n- Tern\n"
    ),
}
ALPHA, GAMMA = "- Alpha (lake ferry)", "- Gamma, the old one (lake ferry)"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a list whose items say of what kind each is."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("How many ferries are sea crossings?", ["1 (counted):", "- Beta (sea crossing)"]),
        ("Which ferries are on a sea crossing?", ["- Beta (sea crossing)"]),
        ("Which lake ferries are there?", [ALPHA, GAMMA]),
        ("How many ferries are there?", []),
        ("How many ferries are at sea?", []),  # no item says just that
        ("Which ferries are no sea crossing?", []),
        ("Which boats are lake boats?", []),  # one says nothing
    ],
)
def test_the_items_of_the_kind_are_told(question: str, lines: list[str], ferries: Index) -> None:
    """Counted where that is asked; none where an item of the list says nothing of its kind."""
    composed = compose_bracketed(Material(ferries, look_up(ferries, question)))

    told = (f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else ()
    assert "\n".join(told).split("\n") == (lines or [""])
