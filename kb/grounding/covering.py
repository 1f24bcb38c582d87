"""Whether the figures of a passage hold one that was said: its value, its bound, and what it counts."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from kb.figures import MARKS, SCALES, Figure
from kb.paraphrase import root

Like = Callable[[str, str], bool]

NEAR = 6  # words behind a figure that may say what it counts
# What is measured: one can't stand for another, however near their vectors are.
MEASURES = frozenset(
    root(word)
    for word in """year month week day hour minute kilometre metre tonne point percent people participant country
    programme project region partner""".split()
)
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)


def covers(told: Sequence[Figure], text: str, said: Figure, modal: bool, like: Like) -> bool:
    """Tell whether the figures told by a text hold one that was said, with its bound and for what it counts.

    modal: the sentence says "can" or "may", which makes an upper bound of a figure. like tells whether two roots mean
    the same.
    """
    if said.kind == "date":
        dates = [other for other in told if other.kind == "date" and _edges_fit(other, said)]
        return any(_covers_date(other.value, said.value, told) for other in dates)
    if said.kind == "year":
        years = [other for other in told if other.kind in ("year", "date") and _edges_fit(other, said)]
        return any(said.value == other.value.split("-")[0] for other in years)
    if said.kind == "code":
        return any(other.kind == "code" and other.value == said.value for other in told)
    if said.value == "2" and not said.mark and _BOTH.search(text):
        return True
    rivals = [other for other in told if other.kind == said.kind]
    same = [other for other in rivals if _same(other, said, text)]
    return any(_bound_fits(other.bound, said.bound, modal) and _counts(other, said, rivals, like) for other in same)


def _covers_date(told: str, said: str, all_told: Sequence[Figure]) -> bool:
    """Tell whether a date holds another: each part that was said; a year may stand elsewhere."""
    for theirs, ours in zip(told.split("-"), said.split("-"), strict=True):
        if ours == "?" or theirs == ours:
            continue
        elsewhere = any(figure.kind in ("year", "date") and figure.value.startswith(ours) for figure in all_told)
        if not (theirs == "?" and len(ours) == 4 and elsewhere):
            return False
    return True


def _edges_fit(told: Figure, said: Figure) -> bool:
    return not told.bound or not said.bound or told.bound == said.bound


def _same(told: Figure, said: Figure, text: str) -> bool:
    if told.mark != said.mark and not (not told.mark and _MARK_WORDS[said.mark].search(text)):
        return False
    if told.value == said.value:
        return True
    if said.raw and told.raw == said.raw and told.raw == told.value:  # the scale stands in a header
        return any(Decimal(said.raw).scaleb(power) == Decimal(said.value) and re.search(rf"\b{word}\b", text, re.I)
                   for word, power in SCALES.items() if word != "m")  # fmt: skip
    return said.bound == "≈" and bool(said.raw) and _rounds(told.value, said)


def _rounds(told: str, said: Figure) -> bool:
    step = Decimal(said.value) / Decimal(said.raw) if Decimal(said.raw) else Decimal(1)
    places = len(said.raw.partition(".")[2])
    return round(Decimal(told) / step, places) == Decimal(said.raw)


_MARK_WORDS = {
    mark: re.compile("|".join(re.escape(word) for word, same in MARKS.items() if same == mark), re.I)
    for mark in set(MARKS.values())
} | {"": re.compile(r"(?!)")}


def _bound_fits(told: str, said: str, modal: bool) -> bool:
    if said in ("", "≈"):
        return told in ("", "≈") or (modal and told == "≤")
    return told == said


def _counts(told: Figure, said: Figure, rivals: Sequence[Figure], like: Like) -> bool:
    """Tell whether a figure counts what the same figure was said to count.

    A word near the one must stand near the other. What stands between two figures belongs to the one before it, as in
    "93 standard and 58 small projects", unless nothing else is left to the one behind.
    """
    others = [rival for rival in rivals if rival is not told and rival.mark == told.mark]
    if (told.mark and not others) or said.after[:1] == ("time",):  # "met for the first time"
        return True
    taken = {word for rival in others if rival.after == told.before for word in rival.after}
    around = (*told.after, *(word for word in told.before if word not in taken)) or told.before
    measured = said.after[:1] if said.after[:1] and said.after[0] in MEASURES else ()
    if measured and not any(like(measured[0], word) for word in (*told.after, *told.before)):
        return False
    if not around or not (said.after or said.before) or _meets(said.after[:NEAR], around, like):
        return True
    elsewhere = {word for rival in others for word in rival.after}
    return not elsewhere.intersection(said.after[:NEAR]) and _meets(said.before[-NEAR:], around, like)


def _meets(words: Sequence[str], others: Sequence[str], like: Like) -> bool:
    return any(like(word, other) for word in words for other in others)
