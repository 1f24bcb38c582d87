"""Measures of one answer: against values worked out by hand, and against ir-measures itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import NETWORK, make_library

from kb.evaluation.measures import (
    RETRIEVAL,
    covered_words,
    holds_evidence,
    holds_reference,
    judge_answer,
    measure_answer,
    measure_retrieval,
    normalise,
    refuses,
    strip_marks,
    token_f1,
)
from kb.evaluation.run import Asked
from kb.evaluation.sets import EvaluationQuestion
from kb.index import Index


def an_answer(text: str = "", status: str = "answered", **more: object) -> dict[str, Any]:
    empty = {"missing": "", "confidence": 0.9, "seconds": 0.1, "citations": [], "passages": [], "history": []}
    return {"text": text, "status": status, **empty, **more}


def asked(question: EvaluationQuestion, answer: Mapping[str, Any]) -> Asked:
    return Asked(question, dict(answer), dict(answer))


def passages(*sources: str) -> list[dict[str, Any]]:
    return [{"source": source, "page": 1, "start": 0, "end": 4, "score": 1.0, "text": "text"} for source in sources]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A small library."""
    index = make_library(tmp_path_factory.mktemp("network"), NETWORK)
    yield index
    index.close()


FACTS = EvaluationQuestion("q", "Q?", True, expect=(("Vienna", "Wien"), ("spring",)))
SHORT = EvaluationQuestion("q", "Q?", True, answers=("the Black Sea", "Black Sea Basin"))
LONG = EvaluationQuestion(
    "q", "Q?", True, answers=("programmes cooperate across external borders since ancient times",)
)
SOURCE = EvaluationQuestion("q", "Q?", True, relevant=("a.md",))
CITED = [{"source": "a.md", "page": 1, "start": 0, "end": 1, "quote": "x"}]
UNANSWERABLE = EvaluationQuestion("q", "Q?", False)


@pytest.mark.parametrize(
    ("question", "answer", "verdict"),
    [
        (FACTS, an_answer("In WIEN, in spring"), True),
        (FACTS, an_answer("In Vienna"), False),
        (FACTS, an_answer("Vienna in spring", "partly", missing="the year"), True),
        (FACTS, an_answer("Vienna in spring", "not_found"), False),
        (FACTS, an_answer("Vienna in spring", "error"), False),
        (SHORT, an_answer("It is the Black Sea. [1]"), True),
        (SHORT, an_answer("It is the Blackest Sea."), False),
        (LONG, an_answer("Programmes cooperate across borders [1]"), True),
        (LONG, an_answer("Programmes end"), False),
        (SOURCE, an_answer("x", citations=CITED), True),
        (SOURCE, an_answer("x"), False),
        (EvaluationQuestion("q", "Q?", True), an_answer("x"), None),
        (EvaluationQuestion("q", "Q?", True, answers=("Yes",)), an_answer("x"), None),
        (EvaluationQuestion("q", "Q?", None, answers=("x",)), an_answer("x"), None),
        *((UNANSWERABLE, an_answer("x", status), True) for status in ("not_found", "unclear", "conversational")),
        (UNANSWERABLE, an_answer("x", "partly", missing="the year"), True),
        (UNANSWERABLE, an_answer("x", "partly"), False),
        (UNANSWERABLE, an_answer("x"), False),
        (UNANSWERABLE, an_answer("x", "error"), False),
    ],
)
def test_verdicts(question: EvaluationQuestion, answer: dict[str, Any], verdict: bool | None) -> None:
    """The best that is known about a right answer decides; partly is a refusal only with what is missing."""
    assert judge_answer(question, answer) is verdict
    if question.answerable is False:
        assert refuses(answer) is verdict


@pytest.mark.parametrize(
    ("text", "reference", "f1"),
    [
        ("the Black Sea", "Black Sea", 1.0),
        ("Black Sea Basin programme", "Black Sea", 2 * 2 / 6),
        ("a cat sat", "the dog", 0.0),
        ("sea sea", "sea", 2 / 3),
        ("", "", 1.0),
        ("", "sea", 0.0),
    ],
)
def test_token_f1(text: str, reference: str, f1: float) -> None:
    """Words in common count as often as both have them; articles do not."""
    assert token_f1(text, reference) == pytest.approx(f1)


def test_squad_normalisation() -> None:
    """Case, punctuation, articles and white space go, as in SQuAD's own script."""
    assert normalise("The  U.S. won\na (big) prize!") == "us won big prize"
    assert strip_marks("One. [1]\nTwo [12]") == "One.\nTwo"
    assert holds_reference("It was in 2014. [1]", ["2014"])
    assert not holds_reference("It was in 20145.", ["2014"])


def test_covered_words() -> None:
    """Stems are compared and stop words are none; the best reference counts."""
    assert covered_words("the programme funds regions", ["programmes are funding the borders"]) == pytest.approx(2 / 3)
    assert covered_words("regions", ["a border", "region"]) == 1.0
    assert covered_words("regions", ["the of"]) == 0.0


def test_evidence_is_found_in_parts() -> None:
    """A passage that is a part of the evidence is it; one that shares a few words is not."""
    evidence = ["The network meets in Vienna every spring. It has seven members and a small budget of its own."]

    assert holds_evidence("the network meets in Vienna, every spring", evidence)
    assert holds_evidence("Before.\n" + evidence[0] + "\nAfter it.", evidence)
    assert not holds_evidence("The network meets in Kyiv every autumn and has nine members.", evidence)
    assert not holds_evidence("", evidence)


def test_measures_of_a_right_answer_are_all_one(network: Index) -> None:
    """An answer that quotes the expected facts from the right place is perfect in every measure but its length."""
    text = network.text_of("network.md", 1)
    quote = "The network meets in Vienna every spring."
    start = text.index(quote)
    place = {"source": "network.md", "page": 1, "start": start, "end": start + len(quote)}
    answer = an_answer(f"{quote} [1]", citations=[place | {"quote": quote}], passages=[place | {"text": quote}])
    question = EvaluationQuestion(
        "q",
        "Where?",
        True,
        expect=FACTS.expect,
        answers=("Vienna",),
        relevant=("network.md",),
        evidence=(quote,),
        pages=(1,),
    )

    measured = measure_answer(asked(question, answer), network) | measure_retrieval([asked(question, answer)])[0]

    assert measured.pop("words") == 7
    assert measured.pop("wrongly refused") == 0
    assert measured.pop("doubted") == 0
    assert measured.pop("token F1") == pytest.approx(2 / 7)
    assert measured.pop("exact match") == 0
    assert set(measured.values()) == {1.0}, measured
    assert {"correct", "facts", "cited page right", "cited evidence", "evidence@1", "nDCG@10"} < set(measured)


def test_a_citation_that_is_not_the_stored_text_is_not_exact(network: Index) -> None:
    """Half of two citations being exact counts one half; a source that is not there is not exact."""
    right = {"source": "network.md", "page": 1, "start": 2, "end": 13, "quote": "The network"}
    for wrong in (right | {"quote": "The Network"}, right | {"source": "none.md"}, right | {"page": 2}):
        measured = measure_answer(asked(SOURCE, an_answer("x", citations=[right, wrong])), network)
        assert measured["citations exact"] == 0.5


def test_a_refusal_holds_nothing(network: Index) -> None:
    """A refused answerable question has no facts, and neither citations nor words are measured."""
    measured = measure_answer(asked(FACTS, an_answer("Not found: Vienna, spring", "not_found")), network)

    assert measured == {"correct": 0, "wrongly refused": 1, "doubted": 0, "facts": 0, "all facts": 0}


@pytest.mark.parametrize(("status", "missing", "doubted"), [("partly", "x", 1), ("partly", "", 0), ("answered", "", 0)])
def test_a_doubt_about_what_is_told_is_counted(status: str, missing: str, doubted: float, network: Index) -> None:
    """It is no refusal, but whoever asked reads that something is missing."""
    measured = measure_answer(asked(FACTS, an_answer("Vienna, spring", status, missing=missing)), network)

    assert (measured["wrongly refused"], measured["doubted"]) == (0, doubted)


def test_retrieval_by_hand() -> None:
    """The sources are ranked where they come first: the second of three found at rank 2, one of two relevant."""
    question = EvaluationQuestion("q", "Q?", True, relevant=("b", "z"))

    measured = measure_retrieval([asked(question, an_answer("x", passages=passages("a", "a", "b", "c")))])

    by_hand = {"nDCG@10": 0.6309297535714575 / 1.6309297535714575, "R@5": 0.5, "R@10": 0.5, "RR": 0.5}
    assert measured == [pytest.approx(by_hand | {"Success@1": 0, "Success@5": 1})]


def test_nothing_found_counts_as_nothing() -> None:
    """A question without passages scores zero; one without relevant sources is not measured."""
    nothing = asked(EvaluationQuestion("q", "Q?", True, relevant=("b",)), an_answer("x"))
    unknown = asked(EvaluationQuestion("r", "R?", True), an_answer("x", passages=passages("a")))

    assert measure_retrieval([nothing, unknown]) == [dict.fromkeys(RETRIEVAL, 0.0), {}]


SOURCES = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=10)


@given(st.lists(st.tuples(SOURCES, st.sets(st.sampled_from("abcdefgh"), min_size=1)), min_size=1, max_size=5))
def test_retrieval_is_that_of_ir_measures(found: list[tuple[list[str], set[str]]]) -> None:
    """The mean over the questions is what ir-measures gives for the whole run, in whatever order they are asked."""
    questions = [
        asked(
            EvaluationQuestion(str(i), "Q?", True, relevant=tuple(sorted(relevant))),
            an_answer("x", passages=passages(*ranked)),
        )
        for i, (ranked, relevant) in enumerate(found)
    ]
    qrels = [ir_measures.Qrel(str(i), source, 1) for i, (_, relevant) in enumerate(found) for source in relevant]
    run = [
        ir_measures.ScoredDoc(str(i), source, 1 / (1 + rank))
        for i, (ranked, _) in enumerate(found)
        for rank, source in enumerate(dict.fromkeys(ranked))
    ]
    measures = [ir_measures.parse_measure(name) for name in RETRIEVAL]
    whole = ir_measures.calc_aggregate(measures, qrels, run)

    measured = measure_retrieval(questions)

    assert measure_retrieval(questions[::-1]) == measured[::-1]
    assert mean(measured) == pytest.approx({str(measure): value for measure, value in whole.items()})


def mean(measured: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(own[name] for own in measured) / len(measured) for name in RETRIEVAL}
