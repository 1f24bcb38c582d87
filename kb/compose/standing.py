"""What holds now goes before what held at first: the latest budget before the total "at adoption"."""

import re
from collections.abc import Sequence

from kb.compose.quotation import Quotation
from kb.compose.values import find_amounts

# What marks an amount as that of earlier, behind it or before it.
_EARLIER = re.compile(
    r"\b(?:at|on|before|upon) (?:its |the )?(?:adoption|approval|amendment|increase|start|launch)\b|\b(?:at first|"
    r"originally|initially|first drafts?|old total|other figure)\b",
    re.I,
)
_ASKS_EARLIER = re.compile(
    r"\b(?:adopt\w*|approv\w*|before|first|original\w*|initial\w*|drafts?|was|were|had|did|begin\w*|start\w*|"
    r"differ\w*|changed?|increased?|other|(?:19|20)\d\d)\b",
    re.I,
)


def put_standing_first(question: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Put amounts that are marked as those of earlier behind those that are not, where nothing of earlier is asked."""
    if _ASKS_EARLIER.search(question) or not all(find_amounts(one.shown) for one in quotations):
        return list(quotations)
    return sorted(quotations, key=lambda one: _is_of_earlier(one.shown))


def _is_of_earlier(text: str) -> bool:
    """Tell whether all amounts of a line are those of earlier: its mark stands before them, or there is but one."""
    marked = _EARLIER.search(text)
    return marked is not None and (not find_amounts(text[: marked.start()]) or len(find_amounts(text)) == 1)
