"""Evidence: every quotable unit of the hits, and how well it answers."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libraries import NETWORK, make_library

from kb.evidence import Evidence, find_evidence
from kb.followup import Turn
from kb.index import Index
from kb.retrieve import prepare_queries, retrieve_hits
from kb.units import find_units


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def find(index: Index, question: str, history: list[Turn] | None = None) -> list[Evidence]:
    queries = prepare_queries(index, question, history or [])
    return find_evidence(index, queries, retrieve_hits(index, queries))


@pytest.mark.parametrize(
    ("question", "kind", "best"),
    [
        ("Who is the contact for the network?", "sentence", "Anna Nowak is the contact for the network."),
        (
            "When did the Commission adopt the rules?",
            "sentence",
            "The Commission adopted the rules on 3 November 2022.",
        ),
        (
            "What are the three aims of the network?",
            "list",
            "The three aims of the network are:\n\n- Harmonisation of the rules\n- Synergies between programmes\n"
            "- Visibility of results",
        ),
        (
            "telephone of Maria Rossi",
            "row",
            "Name: Maria Rossi | Role: press officer | Telephone: +39 070 123 | E-mail: not known",
        ),
    ],
)
def test_best_unit(question: str, kind: str, best: str, small: Index) -> None:
    """The unit that answers comes first: a sentence, a whole list with its lead-in, or a row."""
    first = find(small, question)[0]

    assert (first.kind, first.text) == (kind, best)


words = st.sampled_from(
    "who when how many contact network programme rules aims Rossi telephone budget 2021 ENI ? the".split()
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(question=st.lists(words, min_size=1, max_size=8).map(" ".join))
def test_evidence_of_any_question(question: str, small: Index) -> None:
    """Units are exact, each is there once, the best come first, and all measures lie between 0 and 1."""
    evidence = find(small, question)

    assert [small.text_of(e.hit.source, e.hit.page)[e.start : e.end] for e in evidence] == [e.text for e in evidence]
    places = [(e.hit.source, e.hit.page, e.start, e.end) for e in evidence]
    assert len(set(places)) == len(places)
    scores = [e.score for e in evidence]
    assert scores == sorted(scores, reverse=True)
    for e in evidence:
        assert -1e-6 <= e.coverage <= 1 + 1e-6
        assert -1e-6 <= e.precision <= 1 + 1e-6
        assert -1 <= e.late <= 1.01


def test_all_units_of_the_hits_are_evidence(small: Index) -> None:
    """Every unit but headings and lead-ins is a candidate; a lead-in says nothing without its list."""
    evidence = find(small, "network")

    found = {(e.hit.source, e.start, e.end) for e in evidence if e.kind != "list"}
    units = {
        (source, unit.start, unit.end)
        for source, text in NETWORK.items()
        for unit in find_units(text)
        if unit.kind != "heading" and not text[unit.start : unit.end].endswith(":")
    }
    assert found == units
    assert sorted(e.text.split("\n")[0] for e in evidence if e.kind == "list") == [
        "The seven programmes are:",
        "The three aims of the network are:",
    ]


def test_no_hits_no_evidence(small: Index) -> None:
    """Nothing found is no evidence."""
    assert find_evidence(small, prepare_queries(small, "network"), []) == []


def test_kept_tells_whether_the_kind_is_there(small: Index) -> None:
    """For a question of when, units without a date other than the question's are not kept."""
    kept = {e.text for e in find(small, "When did ENI CBC run in 2014?") if e.kept}

    assert "Before that, ENI CBC ran from 2014 to 2020." in kept
    assert "Anna Nowak is the contact for the network." not in kept


def test_coverage_counts_title_and_heading(small: Index) -> None:
    """A word that only title or heading hold is covered, for a little less than one in the unit itself."""
    coverage = {e.text: e.coverage for e in find(small, "history")}

    assert 0 < coverage["Before that, ENI CBC ran from 2014 to 2020."] < 1
    assert coverage["Anna Nowak is the contact for the network."] == 0


def test_a_list_that_goes_on_in_another_chunk_is_one_piece(tmp_path: Path) -> None:
    """A list over several chunks is quoted whole from any of them, with its lead-in."""
    items = "\n".join(f"- Programme{n} of the border between Aland{n} and Beland{n}" for n in range(20))
    text = f"# Programmes\n\nThe programmes are:\n\n{items}\n"
    index = make_library(tmp_path, {"programmes.md": text})
    assert len(index) > 2

    [whole] = [e for e in find(index, "What is programme19?") if e.kind == "list"]

    assert whole.text == f"The programmes are:\n\n{items}"


def test_history_counts_by_half(small: Index) -> None:
    """A follow-up is scored with its history, but its kind is that of the question alone."""
    evidence = find(small, "And when?", [Turn("user", "Who adopted the rules?")])

    assert evidence[0].text == "The Commission adopted the rules on 3 November 2022."
    assert evidence[0].kept


def test_what_was_said_before_does_not_vouch_for_another_subject(tmp_path: Path) -> None:
    """Coverage counts the question's own words: a history full of the documents' words adds nothing to it."""
    index = make_library(tmp_path, {"a.md": "# Programmes\n\nSardinia manages the Mediterranean programme.\n"})
    history = [Turn("user", "Who manages the Mediterranean programme?")]
    queries = prepare_queries(index, "How tall is the Eiffel Tower?", history)
    evidence = find_evidence(index, queries, retrieve_hits(index, queries))
    assert [unit.coverage for unit in evidence] == [0.0]
