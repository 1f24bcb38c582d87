"""American spellings of a question, put as the library spells."""

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.british import write_british
from kb.index import Index

HARBOUR = {
    "policy.md": """# The Neighbourhood Policy

The Neighbourhood Policy is the harbour towns' policy for those around them. Its programmes analyse the labour of the
organisations in the centre. The color charts are older.
"""
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library in British English, with one word in American spelling."""
    return make_library(tmp_path_factory.mktemp("harbour"), HARBOUR)


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("Which programs are there?", "Which programmes are there?"),
        ("the Neighborhood Policy", "the Neighbourhood Policy"),
        ("Organizations analyze labor in the Center", "Organisations analyse labour in the Centre"),
        ("Which colors are there?", "Which colors are there?"),  # so the library spells them
        ("What size is the prize of the catalog?", "What size is the prize of the catalog?"),  # it has none of them
        ("", ""),
    ],
)
def test_american_spellings(typed: str, spelt: str, harbour: Index) -> None:
    assert write_british(harbour, typed) == spelt


def test_a_question_in_american_english_is_answered(shipped: Index) -> None:
    british = answer_question(shipped, "What is the European Neighbourhood Policy?")

    assert answer_question(shipped, "What is the European Neighborhood Policy?").text == british.text
    assert answer_question(shipped, "Which programs are there?").text.count("\n- ") == 7
