"""How units are ranked: by features whose weights are fitted."""

import json
import math
from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.compose.question import ask
from kb.compose.rank import LOOKED_AT, rank_units, unit_features, weigh
from kb.compose.signals import is_outdated
from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up

WEIGHTS = json.loads((Path("kb") / "ranking.json").read_text(encoding="utf-8"))["weights"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Who is the contact for the network?", "Anna Nowak is the contact for the network."),
        ("When did the Commission adopt the rules?", "3 November 2022"),
        ("What is the telephone number of Maria Rossi?", "Maria Rossi"),
    ],
)
def test_the_unit_that_answers_comes_first(question: str, best: str, small: Index) -> None:
    """Its score is 1, and those of the others are their odds against it, best first."""
    found = look_up(small, question)
    ranked = rank_units(small, found, ask(small, found))

    scores = [unit.score for unit in ranked]
    assert best in ranked[0].text
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_the_money_of_a_programme_is_not_that_of_what_pays_for_it(tmp_path: Path) -> None:
    """Though the row has each word of the question; of the programme it is."""
    index = make_library(
        tmp_path,
        {
            "fund.md": "# Money\n\nThe Harbour Development Fund (HDF) amounts to EUR 90 million.\n\n"
            "| Short form: HDF | Stands for: Harbour Development Fund\n",
            "river.md": "# River Programme\n\nThe River Programme began in 2022.\n\n## Money\n\n"
            "| Amount: Total budget | River Programme: EUR 36 million from HDF and national money\n",
        },
    )
    asked = [look_up(index, f"What is the budget of {name}?") for name in ("HDF", "River Programme")]
    best = [rank_units(index, found, ask(index, found))[0].text for found in asked]

    assert "EUR 90 million" in best[0]
    assert "EUR 36 million" in best[1]


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("How many dredging projects were approved in the Harbour Programme?", True),
        ("How many types of projects does the Harbour Programme fund?", False),
    ],
)
def test_how_many_kinds_there_are_is_not_how_many_things(question: str, last: bool, tmp_path: Path) -> None:
    """A list of three types of projects has the words and a number, and tells of none that was approved."""
    kinds = "".join(f"- {one} projects of the Harbour Programme are approved\n" for one in ("Dredging", "Quay", "Tug"))
    lead = "The Harbour Programme funds three types of projects:"
    index = make_library(tmp_path, {"harbour.md": f"# Harbour Programme\n\nIt began in 2021.\n\n{lead}\n\n{kinds}"})
    found = look_up(index, question)

    assert (rank_units(index, found, ask(index, found))[-1].kind == "list") is last


@pytest.mark.parametrize("question", ["Who is the contact?", "xyzzy", "🙂", "the", "network " * 100])
def test_every_feature_has_a_weight(question: str, small: Index) -> None:
    """And is a number that the sum can take, whatever was asked."""
    found = look_up(small, question)

    measured = unit_features(small, found, ask(small, found))

    assert len(measured) == min(len(found.evidence), LOOKED_AT)
    for features in measured:
        assert features.keys() == WEIGHTS.keys()
        assert all(math.isfinite(value) for value in features.values())
        assert weigh(features) == pytest.approx(sum(WEIGHTS[name] * value for name, value in features.items()))


def test_what_counts_for_and_against_a_unit() -> None:
    """The fitted weights say what a person would: likeness and what is asked for count, other years do not."""
    for_it = ("late", "weakest", "near_words", "typed", "form", "label", "reason", "defines", "list_asked")
    against = ("other_year", "opposite", "outdated", "points")

    assert [name for name in for_it if WEIGHTS[name] <= 0] == []
    assert [name for name in against if WEIGHTS[name] >= 0] == []


@pytest.mark.parametrize(("question", "again"), [("And before that?", False), ("When?", True)])
def test_what_was_said_is_no_answer_to_what_else(question: str, again: bool, small: Index) -> None:
    """It is one to a question for a detail of it."""
    said = "The Commission adopted the rules on 3 November 2022."
    found = look_up(small, question, [Turn("user", "What did the Commission adopt?"), Turn("assistant", said)])

    assert (rank_units(small, found, ask(small, found))[0].text == said) is again


def test_nothing_to_rank(small: Index) -> None:
    """Without evidence there is no unit."""
    found = look_up(small, "network", scope=())

    assert rank_units(small, found, ask(small, found)) == []


@pytest.mark.parametrize(
    ("question", "outdated"),
    [
        ("How much money has River Valley?", True),
        ("What came before River Valley?", False),
        ("Which were the earlier programmes?", False),
    ],
)
def test_earlier_programmes_are_told_of_where_the_past_is_asked(question: str, *, outdated: bool) -> None:
    assert is_outdated(question, "River Valley follows three earlier programmes: EUR 5 million") is outdated
