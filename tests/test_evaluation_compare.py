"""Comparing two runs: what got better, worse and changed, and when that fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from kb.errors import ConfigError
from kb.evaluation.compare import (
    compare_results,
    comparison_fields,
    comparison_for_people,
    fails,
    read_results,
)


def item(
    id_: str, correct: bool | None, text: str = "An answer", ndcg: float | None = None, **more: object
) -> dict[str, Any]:
    """Make a question's item as results hold it."""
    return {
        **{"id": id_, "question": f"What is {id_}?", "history": [], "answerable": True, "expected": [["a", "b"]]},
        **{"status": "answered", "missing": "", "text": text, "confidence": 0.9, "correct": correct},
        "cause": "" if correct is not False else "not chosen",
        "measures": {} if ndcg is None else {"nDCG@10": ndcg},
        **more,
    }


def results(*items: dict[str, Any], name: str = "s") -> dict[str, Any]:
    return {"sets": [{"name": name, "items": list(items)}]}


def ids(differences: Any) -> list[str]:
    return [difference.id for difference in differences]


def test_questions_are_compared_one_by_one() -> None:
    """Each question is better, worse, changed, the same, new, gone, or another question under an old id."""
    before = results(
        *(item("better", False), item("worse", True), item("reworded", True), item("same", True), item("gone", True)),
        *(item("unjudged", None), item("status", True), item("asked anew", True)),
    )
    after = results(
        *(
            item("new", False),
            item("better", True),
            item("worse", False),
            item("reworded", True, "Other"),
            item("same", True),
        ),
        *(item("unjudged", None, "Other"), item("status", True, status="partly")),
        item("asked anew", False, expected=[["c"]]),
    )

    compared = compare_results(before, after)

    assert (ids(compared.better), ids(compared.worse)) == (["better"], ["worse"])
    assert ids(compared.changed) == ["reworded", "unjudged", "status"]
    assert compared.same == 1
    assert (compared.new, compared.gone) == ((("s", "new"),), (("s", "gone"),))
    assert compared.other_question == (("s", "asked anew"),)
    assert (compared.verdict_p, compared.ranking) == (1.0, None)


def test_a_run_compared_with_itself_is_the_same() -> None:
    """Nothing changes, nothing fails."""
    run = results(item("a", True, ndcg=0.5), item("b", False, ndcg=1.0), item("c", None))

    compared = compare_results(run, run)

    assert (compared.better, compared.worse, compared.changed, compared.same) == ((), (), (), 3)
    assert compared.ranking == (0.0, 0.0, 0.0, 1.0)
    assert fails(compared) == []


def test_the_same_id_in_another_set_is_another_question() -> None:
    """Sets are told apart by name."""
    compared = compare_results(results(item("a", True), name="one"), results(item("a", False), name="two"))

    assert (compared.worse, compared.new, compared.gone) == ((), (("two", "a"),), (("one", "a"),))


@pytest.mark.parametrize(
    ("worse", "better", "allow", "reasons"),
    [
        (1, 0, 0, ["1 answers got worse, 0 may."]),
        (1, 9, 0, ["1 answers got worse, 0 may."]),
        (1, 0, 1, []),
        (5, 0, 5, []),
        (6, 0, 6, ["Significantly more answers got worse than better (p = 0.031)."]),
        (0, 9, 0, []),
    ],
)
def test_when_a_comparison_fails(worse: int, better: int, allow: int, reasons: list[str]) -> None:
    """More answers got worse than are allowed, or significantly more than got better."""
    numbers = range(worse + better)
    before = results(*(item(str(i), i < worse) for i in numbers))
    after = results(*(item(str(i), i >= worse) for i in numbers))

    assert fails(compare_results(before, after), allow) == reasons


def test_a_worse_ranking_fails_without_a_worse_answer() -> None:
    """NDCG@10 that is lower by more than chance is reason enough; a higher one is none."""
    high = results(*(item(str(i), True, ndcg=0.9) for i in range(20)))
    low = results(*(item(str(i), True, ndcg=0.8 - i / 100) for i in range(20)))

    assert fails(compare_results(high, low)) == ["nDCG@10 is significantly lower (p = 0.002)."]
    assert fails(compare_results(low, high)) == []


def test_old_and_new_stand_side_by_side() -> None:
    """A person sees question, expectation, both answers with status, verdict and cause, and why it fails."""
    before = item(
        "capital", True, "Vienna is the seat. [1]\nSince 2014. [2]", history=[{"role": "user", "text": "Where?"}]
    )
    after = before | {
        "text": "Not found in the documents.",
        "status": "not_found",
        "correct": False,
        "cause": "refused",
    }

    shown = comparison_for_people(compare_results(results(before), results(after))).splitlines()

    at = shown.index("worse: s/capital: Where? / What is capital?")
    assert shown[at + 1 : at + 5] == [
        "  expected: a or b",
        f"{'answered (0.90), right':<48} | not_found (0.90), wrong, refused",
        f"{'Vienna is the seat. [1]':<48} | Not found in the documents.",
        f"{'Since 2014. [2]':<48} |",
    ]
    assert "worse                 1" in [" ".join(line.split(" ")) for line in shown] or "worse" in shown[1]
    assert shown[-1] == "1 answers got worse, 0 may."


def test_programs_read_the_same() -> None:
    """The fields hold both sides, the tests and the reasons, and are JSON."""
    fields = comparison_fields(
        compare_results(results(item("a", True, ndcg=1)), results(item("a", False, "Other", ndcg=0)))
    )

    side = {"status": "answered", "confidence": 0.9}
    assert fields["worse"] == [
        {
            **{"set": "s", "id": "a", "question": "What is a?"},
            "before": {**side, "text": "An answer", "correct": True, "cause": ""},
            "after": {**side, "text": "Other", "correct": False, "cause": "not chosen"},
        }
    ]
    assert fields["nDCG@10"]["difference"] == -1
    assert fields["verdicts"] == {"better": 0, "worse": 1, "p": 1.0}
    assert fields["fails"][0] == "1 answers got worse, 0 may."
    json.dumps(fields)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"sets": [{}]}', '{"sets": [{"items": 5}]}', None])
def test_what_is_no_result_is_named(content: str | None, tmp_path: Path) -> None:
    """A file that evaluate did not write is refused."""
    path = tmp_path / "a.json"
    if content is not None:
        path.write_text(content)

    with pytest.raises(ConfigError, match="holds no results"):
        read_results(path)
