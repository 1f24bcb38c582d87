"""The words of a name, and which of them tell nothing."""

import re
from functools import lru_cache

from kb.words import STOP_WORDS, fold, stem

MOST_WORDS = 12  # of a name
STRAND = re.compile(r"\b[IVX]+-[A-Z]\b", re.I)  # "Interreg VI-A NEXT": no part of a name
OF_STRAND = re.compile(r"[ivx]+|[a-z]")  # a word that may be part of one, and then of no name
WITHIN = " -/.'’\u2010\u2011\u2012\u2013\u2014\u2015"  # what stands between the words of a name
GENERIC = frozenset(map(stem, "programme program the republic of".split()))
ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
SITE = re.compile(r"\b[\w-]+\.[a-z]{2,}\b", re.I)  # "keep.eu" is a name, however it is written

WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+")
_PARTS = re.compile(r"\s*[-/\u2010-\u2015]\s*")

NameWord = tuple[int, int, str]  # start, end, folded


@lru_cache(maxsize=4096)
def locate_words(text: str) -> tuple[NameWord, ...]:
    """Give a text's words: where each starts and ends, and how it folds."""
    return tuple((word.start(), word.end(), fold(word.group())) for word in WORD.finditer(text))


def is_filler(text: str, word: NameWord, neighbour: NameWord) -> bool:
    """Tell whether a word at the edge says nothing; one that is tied to its neighbour does, as in IT-TN."""
    between = text[min(word[1], neighbour[1]) : max(word[0], neighbour[0])]
    return (word[2] in STOP_WORDS or stem(word[2]) in GENERIC) and " " in between


def split_compound(spelling: str) -> list[str]:
    """Split a compound of names ("Poland-Ukraine") into them; a single part for any other spelling."""
    last_words = spelling.split()
    if not last_words or not _PARTS.search(spelling):
        return [spelling]
    parts = _PARTS.split(spelling)
    return parts if all(part[:1].isupper() for part in parts) else [spelling]


def strip_marks(text: str) -> str:
    """Take brackets and marks around a name off."""
    return " ".join(re.sub(r"\([^()]*\)|[\"“”„«»]", " ", text).split()).strip(" .,;:")
