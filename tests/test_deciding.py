"""What is told as an answer, and what only with a doubt."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.config import SURE_CONFIDENCE
from kb.index import Index

RIVERS = {
    "river.md": """# River-Lake-Hill Programme (RLH)

A project of the River-Lake-Hill Programme could have at most six partners. The River-Lake-Hill Programme was adopted in
2022.
""",
    "lake.md": """# Lake-Hill Programme (LH)

The Lake-Hill Programme was adopted in 2023. The projects of the Lake-Hill Programme began in 2024.
""",
}


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two programmes, of which one has the other's name in its own."""
    return make_library(tmp_path_factory.mktemp("rivers"), RIVERS)


def test_what_another_programme_has_is_told_with_a_doubt_however_sure(rivers: Index) -> None:
    """Each word of the question stands there."""
    of_the_other = answer_question(rivers, "How many partners could a project of the Lake-Hill Programme have at most?")
    own = answer_question(rivers, "How many partners could a project of the River-Lake-Hill Programme have at most?")

    assert of_the_other.confidence > SURE_CONFIDENCE, "the question no longer shows it"
    assert "River-Lake-Hill" in of_the_other.text
    assert (of_the_other.status, of_the_other.doubt) == (Status.PARTLY, True)
    assert (own.status, own.doubt) == (Status.ANSWERED, False)


@pytest.mark.parametrize(("asked", "doubt"), [("Amber Coast Fund", True), ("Silver Coast Fund", False)])
def test_the_money_of_a_thing_of_like_name_is_told_with_a_doubt(asked: str, doubt: bool, tmp_path: Path) -> None:
    """Neither has a document of its own: they stand under headings of one."""
    told = """# Related funds

Of the funds some are related.

## Silver Coast Fund

Silver Coast Fund has EUR 215 million of EU money as its budget for 2021-2027.

## Amber Coast Fund

Amber Coast Fund is a fund of towns, suspended for 2021-2027.
"""
    index = make_library(tmp_path, {"related.md": told, **RIVERS})

    answer = answer_question(index, f"What is the budget of {asked} for 2021-2027?")

    assert answer.confidence > SURE_CONFIDENCE, "the question no longer shows it"
    assert "EUR 215 million" in answer.text
    assert answer.status is (Status.PARTLY if doubt else Status.ANSWERED)
