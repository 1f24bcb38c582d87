"""Tell once what two tables tell of one person."""

import re
from collections.abc import Sequence

from kb.compose.question import Terms
from kb.compose.quotation import Quotation
from kb.compose.show import is_about_people
from kb.words import fold, term_set

_SHORT_FORM = re.compile(r"\((?:[A-Z]{2,}|as of [^()]*)\)")
_URL = re.compile(r"https?://\S+")


def without_repeats(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Leave out each line on a person that says nothing beside the row of another line on the same one."""
    kept = list(quotations)
    # Of two that say the same, the better stands first, and stays.
    for _, one in sorted(enumerate(quotations), key=lambda placed: (len(_said(placed[1])), -placed[0])):
        if any(_tells_all(one, other) for other in kept if other is not one):
            kept = [other for other in kept if other is not one]
    return tuple(kept)


def _person(quotation: Quotation) -> str:
    """Give whom a row is about, "" for what is no row on a person or office."""
    label, dash, _ = quotation.shown.removeprefix("- ").partition(" – ")
    return fold(label) if dash and is_about_people(quotation.quote) and not quotation.above else ""


def _said(quotation: Quotation) -> Terms:
    return term_set(_SHORT_FORM.sub(" ", _URL.sub(" ", quotation.shown)))


def _tells_all(one: Quotation, other: Quotation) -> bool:
    """Tell whether a line shows all that another of the same person says; one with others below it is left alone."""
    alike = bool(_person(one)) and _person(one) == _person(other) and "\n" not in one.shown
    return alike and _said(one) <= _said(other)
