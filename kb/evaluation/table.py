"""Write results for a terminal: a short table a set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

STATUSES = ("answered", "partly", "not_found", "unclear", "conversational", "error")


def results_for_people(results: Mapping[str, Any]) -> str:
    """Write each set's measures with interval and n, its statuses, causes and times."""
    return "\n\n".join("\n".join(_set_lines(one)) for one in results["sets"])


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Align columns: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _set_lines(one: Mapping[str, Any]) -> list[str]:
    index, seconds = one["index"], one["seconds"]
    lines = [
        f"{one['name']}: {one['questions']} questions, {index['documents']} documents, {index['chunks']} chunks",
        "",
        *align([("measure", "value", "95 % interval", "n"), *_figures(one["measures"])]),
        "",
        *_confusion(one["confusion"]),
    ]
    point = one["operating_point"]
    shares = [
        f"{share:.1%} of the {which} questions {what}"
        for which, what, share in (
            ("answerable", "refused", point["wrongly_refused"]),
            ("unanswerable", "answered", point["wrongly_answered"]),
        )
        if share is not None
    ]
    if shares:
        lines.append(f"At a confidence of {point['threshold']}: {', '.join(shares)}.")
    causes = Counter(item["cause"] for item in one["items"] if item["cause"])
    if causes:
        lines.append("Wrong answers: " + ", ".join(f"{count} {cause}" for cause, count in causes.most_common()) + ".")
    lines.append(
        f"Seconds an answer: {seconds['p50']:.3f} in the middle, {seconds['p95']:.3f} for 95 of 100; "
        f"{seconds['total']:.1f} together."
    )
    return lines


def _figures(measures: Mapping[str, Mapping[str, float]]) -> list[tuple[str, str, str, str]]:
    return [
        (
            name,
            _number(name, figure["value"]),
            f"{_number(name, figure['low'])} to {_number(name, figure['high'])}",
            str(figure["n"]),
        )
        for name, figure in measures.items()
    ]


def _number(name: str, value: float) -> str:
    return f"{value:.1f}" if name == "words" else f"{value:.3f}"


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> list[str]:
    shown = [status for status in STATUSES if any(status in row for row in confusion.values())]
    rows = [(name, *(str(row.get(status, 0)) for status in shown)) for name, row in confusion.items() if row]
    return [*align([("", *shown), *rows]), ""] if rows else []
