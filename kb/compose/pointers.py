"""A sentence that only says where more is told answers nothing: "More about the tools is in the guide"."""

import re
from collections.abc import Sequence

from kb.compose.quotation import Quotation

_POINTS = re.compile(
    r"(?:- )?(?:More (?!than\b)|(?:Further |More )?[Dd]etails )[^.;]*\b(?:is|are) (?:told |given )?in\b"
)


def without_pointers(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Leave out the lines that only point elsewhere, unless all do."""
    return tuple(one for one in quotations if not _POINTS.match(one.shown)) or tuple(quotations)
