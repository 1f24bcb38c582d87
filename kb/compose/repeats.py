"""Tell once what two tables tell of one thing: the same person, the same event of the same day."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.compose.question import Terms
from kb.compose.quotation import Quotation
from kb.compose.show import is_about_people, is_dated
from kb.tables import read_row
from kb.words import fold, term_set

_SHORT_FORM = re.compile(r"\((?:[A-Z]{2,}|as of [^()]*)\)")
_URL = re.compile(r"https?://\S+")
_LAST_DAY = re.compile(r"^\d{1,2}[-–](?=\d)")  # the first of "27-28 March"
_LIGHT = term_set("take takes place held hold holds event")


def without_repeats(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Leave out each line that says nothing beside the row of another on the same; that is shown with what it lacks."""
    kept = list(quotations)
    # Of two that say the same, the better stands first, and stays.
    for _, one in sorted(enumerate(quotations), key=lambda placed: (len(_said(placed[1])), -placed[0])):
        rest = [other for other in kept if other is not one]
        richer = next((other for other in rest if _tells_all(one, other)), None)
        if richer is not None and one in kept:
            kept[kept.index(richer)] = _with_missing(richer, _said(one))
            kept.remove(one)
    return tuple(kept)


def _label(quotation: Quotation) -> str:
    """Give whom or which day a row is about, "" for what is no such row."""
    label, dash, _ = quotation.shown.removeprefix("- ").partition(" – ")
    once = is_dated(_LAST_DAY.sub("", label)) or is_about_people(quotation.quote)
    return fold(label) if dash and once and " | " in quotation.quote and not quotation.above else ""


def _said(quotation: Quotation) -> Terms:
    return term_set(_SHORT_FORM.sub(" ", _URL.sub(" ", quotation.shown))) - _LIGHT


def _tells_all(one: Quotation, other: Quotation) -> bool:
    """Tell whether a row has all that a line of the same label says; a line with others below it is left alone."""
    alike = bool(_label(one)) and _label(one) == _label(other) and one.quote != other.quote
    return alike and "\n" not in one.shown and _said(one) <= term_set(other.quote)


def _with_missing(quotation: Quotation, said: Terms) -> Quotation:
    """Add the cells of a line's row that have what was said beside it."""
    missing = said - term_set(quotation.shown)
    cells = read_row(quotation.quote, 0, len(quotation.quote)).cells[1:]
    told = [cell.value for cell in cells if not missing.isdisjoint(term_set(cell.value))]
    first, newline, rest = quotation.shown.partition("\n")
    return replace(quotation, shown=f"{'; '.join([first, *told])}{newline}{rest}")
