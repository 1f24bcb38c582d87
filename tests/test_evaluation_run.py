"""Asking a set on a small library: earlier turns, resuming, causes, and the results object."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from libraries import NETWORK, make_library

from kb.evaluation import causes
from kb.evaluation.causes import Library, find_cause
from kb.evaluation.results import Results, combine_results, summarise_set
from kb.evaluation.run import ask_questions, digest_program, key_run
from kb.evaluation.sets import EvaluationQuestion, EvaluationSet
from kb.evaluation.table import results_for_people
from kb.followup import Turn
from kb.index import Index

QUESTIONS = (
    EvaluationQuestion("contact", "Who is the contact for the network?", True, "contact", expect=(("Anna Nowak",),)),
    EvaluationQuestion(
        "budget", "What was the budget of the network in 2021?", True, "fact", answers=("EUR 1.5 million",)
    ),
    EvaluationQuestion("aims", "What are the three aims of the network?", True, "list", relevant=("network.md",)),
    EvaluationQuestion("rules", "When did the Commission adopt the rules?", True, "fact", relevant=("history.md",)),
    EvaluationQuestion("later", "And who is its contact?", True, "fact", earlier=("Where does the network meet?",)),
    EvaluationQuestion("meal", "Which dishes does the canteen serve?", False, "out"),
    EvaluationQuestion("hello", "Hello", None),
    EvaluationQuestion("empty", " ", None),
)
SET = EvaluationSet("tiny", Path("tiny"), QUESTIONS)
THRESHOLD = 0.0  # the confidence is calibrated for the real model: nothing is held back by it


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A small library."""
    index = make_library(tmp_path_factory.mktemp("network"), NETWORK)
    yield index
    index.close()


def evaluate(index: Index, questions: tuple[EvaluationQuestion, ...] = QUESTIONS, kept: Path | None = None) -> Results:
    asked = ask_questions(index, questions, THRESHOLD, kept)
    return summarise_set(replace(SET, questions=questions), asked, index, THRESHOLD)


def without_seconds(results: Any) -> Any:
    if isinstance(results, dict):
        return {name: without_seconds(value) for name, value in results.items() if name != "seconds"}
    return [without_seconds(value) for value in results] if isinstance(results, list) else results


# asking


def test_earlier_turns_are_asked_first(network: Index) -> None:
    """The history is what the user said and what the program itself answered to it."""
    asked = {one.question.id: one for one in ask_questions(network, QUESTIONS, THRESHOLD)}
    first = ask_questions(network, [EvaluationQuestion("first", "Where does the network meet?")], THRESHOLD)[0]

    assert asked["later"].answer["history"] == [
        {"role": "user", "text": "Where does the network meet?"},
        {"role": "assistant", "text": first.answer["text"]},
    ]
    assert asked["contact"].answer["history"] == []


def test_a_given_history_is_taken_as_it_is(network: Index) -> None:
    """What was said before is not asked again."""
    history = (Turn("user", "Tell me of Kyiv"), Turn("assistant", "Gladly"))
    asked = ask_questions(network, [EvaluationQuestion("q", "And its contact?", history=history)], THRESHOLD)

    assert [turn["text"] for turn in asked[0].answer["history"]] == ["Tell me of Kyiv", "Gladly"]


def test_a_question_that_cannot_be_asked_stops_nothing(network: Index) -> None:
    """It gets the status error, and its message as text."""
    asked = ask_questions(network, [EvaluationQuestion("e", " "), QUESTIONS[0]], THRESHOLD)

    assert (asked[0].answer["status"], asked[0].answer["text"]) == ("error", "Please type a question.")
    assert asked[1].answer["status"] == "answered"


def test_a_refusal_comes_with_what_was_held_back(network: Index) -> None:
    """Confidence and passages are those of the refusal; the text is what a threshold of 0 would show."""
    asked = ask_questions(network, [QUESTIONS[0]], 1.0)[0]

    assert asked.answer["status"] == "not_found"
    assert "Anna Nowak" in asked.unguarded["text"]
    assert (asked.unguarded["confidence"], asked.unguarded["passages"]) == (
        asked.answer["confidence"],
        asked.answer["passages"],
    )


def test_scope_limits_what_is_found(network: Index) -> None:
    """A question with a scope finds passages of those sources only."""
    asked = ask_questions(network, [replace(QUESTIONS[0], scope=("history.md",))], THRESHOLD)[0]

    assert {passage["source"] for passage in asked.answer["passages"]} == {"history.md"}


# resuming


class Countdown:
    """An index that is interrupted at its n-th question."""

    def __init__(self, index: Index, left: int) -> None:
        self._index, self.left = index, left

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def prepare(self, text: str) -> Any:
        """Prepare a question, or be interrupted."""
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return self._index.prepare(text)


def test_an_interrupted_run_goes_on(network: Index, tmp_path: Path) -> None:
    """What was answered is not asked again, a half-written line is; the figures are those of a run in one go."""
    kept = tmp_path / "kept.jsonl"
    whole = evaluate(network)
    with pytest.raises(KeyboardInterrupt):
        ask_questions(Countdown(network, 3), QUESTIONS, THRESHOLD, kept)  # type: ignore[arg-type]
    done = [json.loads(line)["key"] for line in kept.read_text().splitlines() if line]
    with kept.open("a") as file:
        file.write('\n{"key": "half')

    again = evaluate(network, kept=kept)

    assert 0 < len(done) < len(QUESTIONS)
    assert without_seconds(again) == without_seconds(whole)
    assert ask_questions(Countdown(network, 0), QUESTIONS, THRESHOLD, kept)  # type: ignore[arg-type]


def test_progress_counts_every_question(network: Index) -> None:
    """Progress goes from none to all."""
    seen: list[tuple[int, int]] = []
    ask_questions(network, QUESTIONS[:2], THRESHOLD, progress=lambda done, of: seen.append((done, of)))

    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_a_run_is_named_by_all_that_decides_its_answers(network: Index, tmp_path: Path) -> None:
    """Another threshold or another index is another run."""
    other = make_library(tmp_path, NETWORK | {"new.md": "# New\n\nSomething new."})
    names = {key_run(network, 0.5), key_run(network, 0.5), key_run(network, 0.6), key_run(other, 0.5)}
    other.close()

    assert len(names) == 3
    assert digest_program("kb") == digest_program("kb") != digest_program("ingest")


# causes


def cause(question: EvaluationQuestion, index: Index, status: str, *sources: str) -> str:
    """Name the cause for a wrong answer of a status, after passages that are whole pages."""
    passages = [{"source": source, "text": index.text_of(source, 1)} for source in sources]
    return find_cause(question, {"status": status, "passages": passages}, False, Library(index))


VIENNA = EvaluationQuestion("q", "Where?", True, expect=(("vienna", "Wien"), ("every\nspring",)))
KYIV = EvaluationQuestion("q", "Where?", True, expect=(("vienna",), ("Kyiv",)))
SHORT = EvaluationQuestion("q", "When?", True, answers=("3 November 2022",), relevant=("history.md",))
SOURCE = EvaluationQuestion("q", "When?", True, relevant=("history.md",))
GONE = EvaluationQuestion("q", "When?", True, relevant=("gone.md",))
EVIDENCE = replace(SOURCE, evidence=("The suspension of Russia and Belarus began in March 2022.",))


@pytest.mark.parametrize(
    ("question", "status", "sources", "named"),
    [
        (VIENNA, "answered", ["network.md"], causes.NOT_CHOSEN),
        (VIENNA, "not_found", ["network.md"], causes.REFUSED),
        (VIENNA, "answered", ["history.md"], causes.NOT_RETRIEVED),
        (VIENNA, "not_found", [], causes.NOT_RETRIEVED),
        (VIENNA, "unclear", ["network.md"], causes.WRONG_STATUS),
        (VIENNA, "conversational", [], causes.WRONG_STATUS),
        (VIENNA, "error", [], causes.WRONG_STATUS),
        (KYIV, "answered", ["network.md"], causes.NOT_IN_DOCUMENTS),
        (SHORT, "answered", ["history.md"], causes.NOT_CHOSEN),
        (SHORT, "answered", ["network.md"], causes.NOT_RETRIEVED),
        (replace(SHORT, answers=("5 May 1955",)), "answered", ["history.md"], causes.NOT_IN_DOCUMENTS),
        (SOURCE, "partly", ["network.md", "history.md"], causes.NOT_CHOSEN),
        (SOURCE, "partly", ["network.md"], causes.NOT_RETRIEVED),
        (EVIDENCE, "answered", ["history.md"], causes.NOT_CHOSEN),
        (
            replace(EVIDENCE, evidence=("Something else entirely was said here.",)),
            "answered",
            ["history.md"],
            causes.NOT_RETRIEVED,
        ),
        (GONE, "answered", [], causes.NOT_IN_DOCUMENTS),
        (QUESTIONS[5], "answered", [], causes.ANSWERED_ANYWAY),
        (QUESTIONS[5], "partly", [], causes.WRONG_STATUS),
    ],
)
def test_causes(question: EvaluationQuestion, status: str, sources: list[str], named: str, network: Index) -> None:
    """The cause is the first place on the way from the documents to the answer where the fact is missing."""
    assert cause(question, network, status, *sources) == named


def test_what_is_right_has_no_cause(network: Index) -> None:
    """Only wrong answers have one; what is not judged has none."""
    assert [find_cause(VIENNA, {"status": "answered"}, verdict, Library(network)) for verdict in (True, None)] == [
        "",
        "",
    ]


# results


def test_results_of_a_small_set(network: Index) -> None:
    """The results hold what the report and the comparison read, and every question once."""
    results = evaluate(network)

    assert set(results) == {
        *(
            "name",
            "path",
            "questions",
            "index",
            "measures",
            "groups",
            "confusion",
            "curve",
            "operating_point",
            "seconds",
        ),
        "items",
    }
    assert (results["name"], results["questions"]) == ("tiny", len(QUESTIONS))
    assert results["index"] == {"generation": 1, "documents": 3, "chunks": len(network), "content": ""}
    assert results["confusion"] == {"answerable": {"answered": 5}, "unanswerable": {"answered": 1}}
    assert results["measures"]["correct"]["n"] == 5
    assert results["measures"]["citations exact"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 6}
    assert results["measures"]["nDCG@10"]["n"] == 2
    assert results["measures"]["rightly refused"]["value"] == 0.0
    assert results["operating_point"] == {"threshold": THRESHOLD, "wrongly_refused": 0.0, "wrongly_answered": 1.0}
    items = {item["id"]: item for item in results["items"]}
    verdicts = {id_: items[id_]["correct"] for id_ in ("contact", "aims", "meal", "hello")}
    assert verdicts == {"contact": True, "aims": True, "meal": False, "hello": None}
    assert items["meal"]["cause"] == causes.ANSWERED_ANYWAY
    assert items["contact"]["expected"] == [["Anna Nowak"]]
    assert items["budget"]["expected"] == ["EUR 1.5 million"]
    assert items["contact"]["measures"]["all facts"] == 1.0
    json.dumps(combine_results([results], "python -m kb evaluate tiny", THRESHOLD))


def test_two_runs_give_the_same_figures_in_any_order(network: Index) -> None:
    """All but the seconds is the same again, and the figures do not depend on the order of the questions."""
    first, second, turned = evaluate(network), evaluate(network), evaluate(network, QUESTIONS[::-1])

    assert without_seconds(first) == without_seconds(second)
    for name in ("measures", "groups", "confusion", "curve", "operating_point"):
        assert first[name] == turned[name]


def test_groups_have_five_questions_or_more(network: Index) -> None:
    """A kind with five questions is a group of its own, one with fewer is not."""
    kinds = [replace(QUESTIONS[0], id=str(i), kind="contact" if i < 5 else "list") for i in range(9)]

    groups = evaluate(network, tuple(kinds))["groups"]

    assert {by: list(names) for by, names in groups.items()} == {"kind": ["contact"], "lang": [], "topic": []}
    assert groups["kind"]["contact"]["correct"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 5}


def test_a_set_without_judged_questions_has_results(network: Index) -> None:
    """Where nothing is known of right answers, statuses and times are still told."""
    results = evaluate(network, QUESTIONS[6:])

    assert (results["measures"], results["curve"]) == ({}, [])
    assert "tiny: 2 questions" in results_for_people({"sets": [results]})


def test_the_table_for_people(network: Index) -> None:
    """Each measure stands with its interval and n; the statuses and the operating point below."""
    shown = results_for_people({"sets": [evaluate(network)]})

    assert f"tiny: {len(QUESTIONS)} questions, 3 documents, {len(network)} chunks" in shown
    assert "citations exact            1.000  1.000 to 1.000  6" in shown
    assert "At a confidence of 0.0: 0.0% of the answerable questions refused" in shown
