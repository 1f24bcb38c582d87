"""What came after a thing is asked, or what came before it: whether a text tells that end, or the other one.

"A was followed by B" and "B replaced A" answer what came after A, and not what came before it, though both questions
share all their words with both.
"""

import re
from functools import lru_cache

from kb.direction import sequence_of
from kb.words import STOP_WORDS, fold, terms

_THING = r"(?P<{}>[^,;?]{{2,80}})"
_LATER = re.compile(
    r"\b(?:what|who|which [\w-]+) (?:came|comes|come) (?:right |directly |next )?after " + _THING.format("a") + "|"
    r"\b(?:what|who|which [\w-]+) (?:has |have )?(?:followed|succeeded|replaced|took over from) "
    + _THING.format("b")
    + "|"
    r"\bsuccessors? (?:of|to) " + _THING.format("c") + "|" + _THING.format("d") + r"['’]s? successors?\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:what|who|which [\w-]+) (?:came|comes|come) (?:right |directly |just )?before " + _THING.format("a") + "|"
    r"\b(?:what|who|which [\w-]+) (?:has |have )?preceded " + _THING.format("b") + "|"
    r"\bwh(?:at|ich [\w-]+|om?) did " + _THING.format("c") + r" (?:replace|follow|succeed)\b|"
    r"\bpredecessors? (?:of|to) " + _THING.format("d") + "|" + _THING.format("e") + r"['’]s? predecessors?\b",
    re.I,
)
ANOTHER = 0.5  # how well a sentence meets it that tells no order, or that of other things


_SEVERAL = re.compile(r", [^,]+(?:,)? and ")
_SAID_BY = frozenset(
    terms(
        "came come comes right directly next just after before followed follow succeeded succeed replaced replace took "
        "preceded successor successors predecessor predecessors"
    )
)


def meet_order(question: str, told: str) -> float:
    """Tell how well a unit tells what came after, or before, what a question names: 0 where it tells the reverse.

    A row tells it in a cell of its own, if at all. Lists, and other questions, are met by all.
    """
    names, later = _asked_end(question)
    if not names or "\n" in told:
        return 1.0
    cells = told.split(" | ")
    orders = [order for cell in cells if (order := _order_in(cell, names, later=later)) is not None]
    return max(orders, default=1.0 if len(cells) > 1 else ANOTHER)


def shown_by_order(question: str, told: str) -> frozenset[str]:
    """Give the stems of the words that ask what came after or before, if a unit tells it by whatever word."""
    names, later = _asked_end(question)
    tells = bool(names) and any(_order_in(cell, names, later=later) == 1 for cell in told.split(" | "))
    return _SAID_BY if tells else frozenset()


def _order_in(text: str, names: frozenset[str], *, later: bool) -> float | None:
    """Tell whether a text tells the asked end of things, 1, or the other, 0; None where it tells neither.

    Of several things that came before one, the last came after the others: "before X came A, B and C".
    """
    before, after = sequence_of(text)
    own, other = (before, after) if later else (after, before)
    if not names & (own | other):
        return None
    side = own if names & own else other
    if _SEVERAL.search(text) and len(side - names) > len(names):
        return ANOTHER
    return float(side is own)


@lru_cache(maxsize=1024)
def _asked_end(question: str) -> tuple[frozenset[str], bool]:
    """Give the names of the thing, folded, and whether what came later is asked; no names where neither is."""
    later = _LATER.search(question)
    asked = later or _EARLIER.search(question)
    thing = next(group for group in asked.groups() if group) if asked else ""
    names = frozenset(fold(word) for word in re.findall(r"[^\W_]+", thing) if word[0].isupper())
    return names - STOP_WORDS, later is not None
