"""Put the figures of a run together, as the report, --json and --compare read them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import numpy as np

from kb.evaluation.abstention import auroc_interval, guess_of, operating_point, risk_coverage
from kb.evaluation.bootstrap import mean_interval
from kb.evaluation.causes import Library, find_cause
from kb.evaluation.measures import judge_answer, measure_answer, measure_retrieval
from kb.evaluation.run import Asked
from kb.evaluation.sets import EvaluationQuestion, EvaluationSet
from kb.index import Index

SMALLEST_GROUP = 5
GROUPS: dict[str, Callable[[EvaluationQuestion], str]] = {
    "kind": lambda question: question.kind,
    "lang": lambda question: question.lang,
    "topic": lambda question: question.topic,
}

Figures = dict[str, dict[str, float | int]]  # measure -> value, low, high, n
Results = dict[str, Any]


def combine_results(sets: Sequence[Results], command: str, min_confidence: float) -> Results:
    """Put the results of sets together with when and how they were made."""
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"made_at": made_at, "command": command, "min_confidence": min_confidence, "sets": list(sets)}


def summarise_set(
    given: EvaluationSet,
    asked: Sequence[Asked],
    index: Index,
    min_confidence: float,
    grades: Sequence[dict[str, float]] | None = None,
) -> Results:
    """Measure every answer of a set, in total and by group, with the likely cause of each that is wrong.

    grades are what a chat model thinks of each answer, if one was asked.
    """
    measured = [
        measure_answer(one, index) | ranked for one, ranked in zip(asked, measure_retrieval(asked), strict=True)
    ]
    if grades is not None:
        measured = [own | graded for own, graded in zip(measured, grades, strict=True)]
    library = Library(index)
    guesses = [guess for one in asked if (guess := guess_of(one)) is not None]
    seconds = [float(one.answer["seconds"]) for one in asked]
    p50, p95 = np.percentile(seconds, [50, 95]) if seconds else (0.0, 0.0)
    return {
        "name": given.name,
        "path": str(given.path),
        "questions": len(asked),
        "index": {
            "generation": int(index.path.name) if index.path.name.isdecimal() else 0,
            "documents": len(index.documents),
            "chunks": len(index),
            "content": str(index.manifest.get("content", "")),
        },
        "measures": summarise_measures(asked, measured),
        "groups": _group(asked, measured),
        "confusion": _confusion(asked),
        "curve": risk_coverage(guesses),
        "operating_point": operating_point(asked, min_confidence),
        "seconds": {"p50": round(float(p50), 4), "p95": round(float(p95), 4), "total": round(sum(seconds), 2)},
        "items": [_item(one, own, library) for one, own in zip(asked, measured, strict=True)],
    }


def summarise_measures(asked: Sequence[Asked], measured: Sequence[dict[str, float]]) -> Figures:
    """Give each measure's mean over the questions it applies to, its 95 % interval and their number; and AUROC."""
    values: dict[str, list[float]] = defaultdict(list)
    for own in measured:
        for name, value in own.items():
            values[name].append(value)
    figures = {name: _figure(mean_interval(found), len(found)) for name, found in values.items()}
    guesses = [guess for one in asked if (guess := guess_of(one)) is not None]
    auroc = auroc_interval(guesses)
    if auroc is not None:
        figures["AUROC"] = _figure(auroc, len(guesses))
    return {name: figures[name] for name in sorted(figures, key=_order)}


ORDER = (
    *("correct", "all facts", "facts", "holds reference", "exact match", "token F1", "reference words", "words"),
    *("wrongly refused", "doubted", "rightly refused", "AUROC"),
    *("citations exact", "cited passage holds facts", "cited source relevant", "cited evidence", "cited page right"),
    *("nDCG@10", "R@5", "R@10", "RR", "Success@1", "Success@5", "evidence@1", "evidence@5"),
)


def _order(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _figure(interval: tuple[float, float, float], n: int) -> dict[str, float | int]:
    value, low, high = interval
    return {"value": round(value, 4), "low": round(low, 4), "high": round(high, 4), "n": n}


def _group(asked: Sequence[Asked], measured: Sequence[dict[str, float]]) -> dict[str, dict[str, Figures]]:
    """Summarise each kind, language and topic that has SMALLEST_GROUP questions or more."""
    groups: dict[str, dict[str, Figures]] = {}
    for by, name_of in GROUPS.items():
        members: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(asked):
            members[name_of(one.question)].append(number)
        groups[by] = {
            name: summarise_measures([asked[i] for i in numbers], [measured[i] for i in numbers])
            for name, numbers in sorted(members.items())
            if name and len(numbers) >= SMALLEST_GROUP
        }
    return groups


def _confusion(asked: Sequence[Asked]) -> dict[str, dict[str, int]]:
    return {
        name: dict(sorted(Counter(one.answer["status"] for one in asked if one.question.answerable is value).items()))
        for name, value in (("answerable", True), ("unanswerable", False))
    }


def _item(asked: Asked, measured: dict[str, float], library: Library) -> Results:
    question, answer = asked.question, asked.answer
    correct = judge_answer(question, answer)
    told = ("status", "missing", "text", "confidence", "seconds", "citations", "passages")
    return {
        **{name: getattr(question, name) for name in ("id", "kind", "lang", "topic", "question")},
        "history": answer.get("history", [asdict(turn) for turn in question.history]),
        "answerable": question.answerable,
        "expected": [list(facts) for facts in question.expect] or list(question.answers),
        "relevant": list(question.relevant),
        **{name: answer[name] for name in told},
        "correct": correct,
        "cause": find_cause(question, answer, correct, library),
        "measures": {name: round(value, 4) for name, value in measured.items()},
    }
