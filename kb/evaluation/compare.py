"""Compare two runs, question by question: what got better, worse, changed; and whether that is more than chance."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from kb.errors import ConfigError
from kb.evaluation.bootstrap import compare_paired, compare_verdicts
from kb.evaluation.table import align

SIGNIFICANT = 0.05
TESTED = "nDCG@10"
WIDTH = 100

Item = Mapping[str, Any]
Key = tuple[str, str]  # set, question


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose answer differs: before and after are its items in the two runs."""

    set: str
    id: str
    before: Item
    after: Item


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two runs.

    changed are answers with another text or status and the same verdict. verdict_p is that of the exact McNemar test
    between right and wrong; ranking has the mean difference of nDCG@10 with its interval and p, None when no question
    has it in both.
    """

    better: tuple[Difference, ...]
    worse: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    same: int
    new: tuple[Key, ...]
    gone: tuple[Key, ...]
    verdict_p: float
    ranking: tuple[float, float, float, float] | None
    other_question: tuple[Key, ...]  # the id stayed, what is asked or expected did not

    @property
    def verdicts_worse(self) -> bool:
        """Tell whether significantly more answers got worse than better."""
        return len(self.worse) > len(self.better) and self.verdict_p < SIGNIFICANT

    @property
    def ranking_worse(self) -> bool:
        """Tell whether nDCG@10 is significantly lower."""
        return self.ranking is not None and self.ranking[0] < 0 and self.ranking[3] < SIGNIFICANT


def read_results(path: Path) -> dict[str, Any]:
    """Read what evaluate wrote with --output or --json; raises ConfigError."""
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(one["items"], list) for one in results["sets"]):
            raise TypeError("items")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{path} holds no results: expected what `python -m kb evaluate SET --output FILE` writes."
        ) from error
    return dict(results)


def compare_results(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two results; questions are the same when set and id are."""
    old, new = _items(before), _items(after)
    both = [key for key in new if key in old]
    pairs = [Difference(*key, old[key], new[key]) for key in both if _asks_the_same(old[key], new[key])]
    verdicts = [(pair, pair.before["correct"], pair.after["correct"]) for pair in pairs]
    better = [pair for pair, was, now in verdicts if (was, now) == (False, True)]
    worse = [pair for pair, was, now in verdicts if (was, now) == (True, False)]
    changed = [pair for pair, was, now in verdicts if {was, now} != {True, False} and _answer_changed(pair)]
    ranked = [
        pair.after["measures"][TESTED] - pair.before["measures"][TESTED]
        for pair in pairs
        if TESTED in pair.after["measures"] and TESTED in pair.before["measures"]
    ]
    return Comparison(
        better=tuple(better),
        worse=tuple(worse),
        changed=tuple(changed),
        same=len(pairs) - len(better) - len(worse) - len(changed),
        new=tuple(key for key in new if key not in old),
        gone=tuple(key for key in old if key not in new),
        verdict_p=compare_verdicts(len(better), len(worse)),
        ranking=compare_paired(ranked) if ranked else None,
        other_question=tuple(key for key in both if not _asks_the_same(old[key], new[key])),
    )


def fails(compared: Comparison, allow: int = 0) -> list[str]:
    """Say why a run is worse than the one before, nothing when it is not; allow is how many answers may get worse."""
    reasons = []
    if len(compared.worse) > allow:
        reasons.append(f"{len(compared.worse)} answers got worse, {allow} may.")
    if compared.verdicts_worse:
        reasons.append(f"Significantly more answers got worse than better ({_p(compared.verdict_p)}).")
    if compared.ranking_worse and compared.ranking:
        reasons.append(f"{TESTED} is significantly lower ({_p(compared.ranking[3])}).")
    return reasons


def comparison_fields(compared: Comparison, allow: int = 0) -> dict[str, Any]:
    """Give a comparison as the fields that programs read."""

    def side(item: Item) -> dict[str, Any]:
        return {name: item[name] for name in ("status", "text", "correct", "cause", "confidence")}

    def rows(differences: Sequence[Difference]) -> list[dict[str, Any]]:
        return [
            {
                **{"set": one.set, "id": one.id, "question": one.after["question"]},
                **{"before": side(one.before), "after": side(one.after)},
            }
            for one in differences
        ]

    ranking = dict(zip(("difference", "low", "high", "p"), compared.ranking, strict=True)) if compared.ranking else None
    return {
        **{name: rows(getattr(compared, name)) for name in ("better", "worse", "changed")},
        "same": compared.same,
        **{name: [list(key) for key in getattr(compared, name)] for name in ("new", "gone", "other_question")},
        "verdicts": {"better": len(compared.better), "worse": len(compared.worse), "p": compared.verdict_p},
        TESTED: ranking,
        "fails": fails(compared, allow),
    }


def comparison_for_people(compared: Comparison, allow: int = 0) -> str:
    """Write a comparison for a terminal: the count of each, the tests, then old and new answers side by side."""
    counts = [(name, str(len(getattr(compared, name)))) for name in ("better", "worse", "changed")]
    counts += [("same", str(compared.same)), ("newly asked", str(len(compared.new)))]
    counts += [("no longer asked", str(len(compared.gone))), ("other question", str(len(compared.other_question)))]
    lines = [*align(counts), "", f"Right or wrong, exact McNemar test: {_p(compared.verdict_p)}"]
    if compared.ranking:
        value, low, high, p = compared.ranking
        lines.append(f"{TESTED}, paired bootstrap: {value:+.3f} ({low:+.3f} to {high:+.3f}), {_p(p)}")
    for name in ("worse", "better", "changed"):
        for difference in getattr(compared, name):
            lines += ["", *_side_by_side(name, difference)]
    for name, keys in (("newly asked", compared.new), ("no longer asked", compared.gone)):
        lines += ["", f"{name}: {', '.join(f'{set_}/{id_}' for set_, id_ in keys)}"] if keys else []
    reasons = fails(compared, allow)
    return "\n".join([*lines, "", *(reasons or ["Nothing got worse than allowed."])])


def _items(results: Mapping[str, Any]) -> dict[Key, Item]:
    return {(str(one["name"]), str(item["id"])): item for one in results["sets"] for item in one["items"]}


def _asks_the_same(one: Item, other: Item) -> bool:
    return all(one[name] == other[name] for name in ("question", "answerable", "expected"))


def _answer_changed(pair: Difference) -> bool:
    return any(pair.before[name] != pair.after[name] for name in ("text", "status", "missing", "correct"))


def _side_by_side(name: str, difference: Difference) -> list[str]:
    before, after = difference.before, difference.after
    half = (WIDTH - 3) // 2
    columns = [_column(item, half) for item in (before, after)]
    rows = zip_longest(*columns, fillvalue="")
    asked = [*(turn["text"] for turn in after["history"] if turn["role"] == "user"), after["question"]]
    expected = "a refusal" if after["answerable"] is False else " + ".join(map(_variants, after["expected"]))
    return [
        f"{name}: {difference.set}/{difference.id}: {' / '.join(asked)}",
        f"  expected: {textwrap.shorten(expected, WIDTH - 12, placeholder=' ...')}",
        *(f"{left:<{half}} | {right}".rstrip() for left, right in rows),
    ]


def _p(p: float) -> str:
    return f"p = {p:.3f}" if p >= 0.001 else "p < 0.001"


def _variants(facts: Any) -> str:
    return " or ".join(facts) if isinstance(facts, list) else str(facts)


def _column(item: Item, width: int) -> list[str]:
    verdict = {True: "right", False: "wrong", None: "not judged"}[item["correct"]]
    cause = f", {item['cause']}" if item["cause"] else ""
    shown = textwrap.wrap(f"{item['status']} ({item['confidence']:.2f}), {verdict}{cause}", width)
    for line in item["text"].splitlines():
        shown += textwrap.wrap(line, width) or [""]
    return shown
