"""The words of plain English, so that there is always a list of them: those of the packaged model's vocabulary."""

from functools import cache

from kb.config import PACKAGED_MODEL
from kb.models import folder_of

EVERYDAY = 4000  # lines of the vocabulary, which is in order of frequency; the first 1,996 are signs


@cache
def ordinary_words() -> frozenset[str]:
    """Give common words, lower case, some 20,000, whichever model is set."""
    return frozenset(line for line in _vocabulary() if len(line) > 1 and line.isalpha() and line.isascii())


@cache
def everyday_words() -> frozenset[str]:
    """Give the commonest of them, some 2,000."""
    return ordinary_words().intersection(_vocabulary()[:EVERYDAY])


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple((folder_of(PACKAGED_MODEL) / "vocab.txt").read_text(encoding="utf-8").splitlines())
