"""What a sum of money is: what was asked for, what was added, what one project gets, which part of a whole."""

import re

from kb.figures import figures_of
from kb.paraphrase import root

_AMOUNT = r"(?:[≈≤≥＞＜] )*((?:EUR|€) ?\d[\d.,]*\d?(?: (?:thousand|million|billion)\b)?)"
_ADDED = re.compile(
    rf"{_AMOUNT} (?:(?:of|in) )?(?:extra|additional|more\b(?! than))|\b(?:extra|additional) {_AMOUNT}", re.I
)
_MORE = re.compile(
    r"\b(?:extra|addition\w*|more|increas\w*|ris(?:e|es|en|ing)|rose|rais\w*|boost\w*|top\w*|gain\w*|add(?:s|ed)?|"
    r"brought|plus|grew|grow\w*|went up|another|further)\b",
    re.I,
)
_ADDS = re.compile(rf"\b(?:extra|additional) {_AMOUNT}|{_AMOUNT} (?:extra|more\b(?! than))", re.I)
_ASKED = re.compile(
    rf"\b(?:ask|request|appl(?:y|ied)|applying|seek|sought)\w*(?: for)?(?: a total of)? {_AMOUNT}", re.I
)
_ASKS = re.compile(r"\b(?:ask|request|appl[iy]|seek|sought|demand|want|proposal|bid)", re.I)
_NATIONAL = re.compile(rf"{_AMOUNT} (?:(?:of|in) )?national\b", re.I)
_OF_STATES = re.compile(r"\b(?:national\w*|countries|states?|own)\b", re.I)
# Who gets what a rule allows "a project": not the call.
_GETS = frozenset(
    root(word) for word in "project applicant application proposal beneficiary grant partnership partner each".split()
)


def mistakes_sum(said: str, told: str, around: str) -> bool:
    """Tell whether a sentence makes a sum another kind of one than a unit does; around: what stands around the unit."""
    figures = figures_of(said)
    added = _sums(_ADDED, told)
    if added & figures and not _MORE.search(said) and not added & figures_of(_ADDED.sub("", told)):
        return True
    if _sums(_ADDS, said) & figures_of(told) and not _MORE.search(f"{around} {told}"):
        return True
    if _sums(_ASKED, told) & figures and not _ASKS.search(said):
        return True
    return bool(_sums(_NATIONAL, told) & figures) and not _OF_STATES.search(said)


def gives_share_as_whole(roots: frozenset[str], said: str, generic: frozenset[str]) -> bool:
    """Tell whether a sentence gives a sum to something else than what a unit tells a rule of: "A project could get"."""
    return bool(generic & _GETS) and not roots & _GETS and re.search(r"EUR|€", said) is not None


def _sums(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset().union(
        *(figures_of(found) for match in pattern.finditer(text) for found in match.groups() if found)
    )
