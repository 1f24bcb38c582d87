"""Rows that say what a term is called in other languages: no answer to what it is, unless that is asked."""

import re
from collections.abc import Sequence

from kb.answer_type import LANGUAGE
from kb.evidence import Evidence

FEWEST = 2  # languages of such a row
_HEADED = re.compile(rf"(?:^|\| ){LANGUAGE}: ")
_ASKED = re.compile(rf"\b{LANGUAGE}|\b(?:languages?|translat\w+|call(?:s|ed)?|say|words?)\b", re.I)


def without_translations(units: Sequence[Evidence], question: str) -> list[Evidence]:
    """Leave out the rows of translations where none is asked for, unless there is nothing else."""
    if _ASKED.search(question):
        return list(units)
    telling = [unit for unit in units if len(_HEADED.findall(unit.text)) < FEWEST]
    return telling or list(units)
