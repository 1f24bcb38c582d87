"""Training questions that are made of a library."""

import re

import pytest
from libraries import make_library

from kb.evaluation.sets import EvaluationQuestion
from kb.index import Index
from kb.synthetic import MADE_KIND, YEARS, make_questions
from kb.words import term_set

PAGES = {
    "programmes/ferry.md": (
        "# Nordland Ferry Programme\n\nThe Nordland Ferry Programme runs ferries. Its logo is a ferry.\n\n"
        "## At a glance\n\n"
        "| Item: Budget | Nordland Ferry Programme: EUR 5 million\n"
        "| Item: Secretariat | Nordland Ferry Programme: Not known\n\n"
        "The harbourmaster committee of the Nordland Ferry Programme met in Riga.\n"
    ),
    "programmes/island.md": "# Sudland Island Programme\n\nThe Sudland Island Programme has a beach.\n",
    "places/beach.md": "# Beaches\n\n" + "\n\n".join(f"## Beach {n}\n\nBeach {n} is long." for n in range(9)) + "\n",
}
ASKED = (
    EvaluationQuestion("q1", "Which harbourmaster does the Nordland Ferry Programme have?", True, lang="en"),
    EvaluationQuestion("q2", "What did the Nordland Ferry Programme do in 2021?", True, lang="en"),
    EvaluationQuestion("q3", "Who won the cup?", False, lang="en"),
)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of two programmes."""
    return make_library(tmp_path_factory.mktemp("ferries"), PAGES)


@pytest.fixture(scope="module")
def made(ferries: Index) -> dict[str, EvaluationQuestion]:
    return {question.question: question for question in make_questions(ferries, ASKED)}


def test_cells_are_asked_for(made: dict[str, EvaluationQuestion]) -> None:
    """A cell that tells something makes an answerable question, one that says "not known" a near miss."""
    told, untold = (
        made["What is the budget of Nordland Ferry Programme?"],
        made["What is the secretariat of Nordland Ferry Programme?"],
    )

    assert (told.answerable, told.expect) == (True, (("EUR 5 million",),))
    assert (untold.answerable, untold.expect) == (False, ())


def test_years_are_those_in_which_nothing_is_told(made: dict[str, EvaluationQuestion]) -> None:
    """An answerable question is asked of a year of which the library tells nothing, its own year replaced."""
    texts = [text for text in made if text.startswith("What did the Nordland Ferry Programme do in")]

    [year] = [int(number) for text in texts for number in re.findall(r"\d{4}", text)]
    assert year in YEARS
    assert made[texts[0]].answerable is False
    assert not any(text.startswith("Who won the cup") for text in made)


def test_another_programme_is_asked_what_only_one_tells(made: dict[str, EvaluationQuestion]) -> None:
    """What is told of one programme is asked of the other, which does not tell it."""
    assert made["Which harbourmaster does the Sudland Island Programme have?"].answerable is False


def test_attributes_are_told_nowhere(ferries: Index, made: dict[str, EvaluationQuestion]) -> None:
    """No passage that names a thing holds the words of an attribute that is asked of it."""
    assert "What is the logo of Nordland Ferry Programme?" not in made
    attributes = [question for question in made.values() if not question.answerable and "/" in question.topic]
    assert attributes
    page = ferries.text_of("programmes/ferry.md", 1)
    for question in attributes:
        name = question.topic.rpartition("/")[0]
        rest = question.question.replace(name, " ")
        assert not {"budget", "logo"} & term_set(rest) or "Ferry" not in name, (question.question, page)


def test_questions_are_distinct_and_the_same_each_time(ferries: Index, made: dict[str, EvaluationQuestion]) -> None:
    """Ids and texts are unique, and making them again gives the same."""
    assert len({question.id for question in made.values()}) == len(made)
    assert {question.kind for question in made.values()} == {MADE_KIND}
    assert list(made) == [question.question for question in make_questions(ferries, ASKED)]


def test_the_shipped_library_gives_many(shipped: Index) -> None:
    """There are hundreds of each sort, enough to train on."""
    made = make_questions(shipped, ())

    assert sum(question.answerable is True for question in made) > 300
    assert sum(question.answerable is False for question in made) > 300
