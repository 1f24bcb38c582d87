"""Words of a question that are spelt wrong, matched to those of the library. The only owner of rapidfuzz.

A wrong correction turns a question that has no answer into one that is answered, so what may be meant as typed stays:
words of the library, ordinary English words, names of countries, and whatever is not near enough to just one word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.english import ordinary_words
from kb.gloss import read_countries
from kb.index import Index
from kb.names import ADDRESS, read_pages
from kb.once import once_for_index
from kb.words import STOP_WORDS, fold, stem

# Edits (a letter more, less, another one, or two that changed places) by which a word of so many letters may differ.
EDITS = ((3, 1), (6, 2), (11, 3))
EDITS_OF_NAME = ((4, 1), (8, 2))  # fewer: a name may well be one that the library does not have
LONG = 6  # letters from which the first one may be the wrong one
RARELY = 20  # a word written small at least once in so many times is no name
SHORT = 4  # letters up to which a word is only corrected to one of the library
OFTEN = 4  # times as often as any other word as near, a word is what was meant
LONGEST_WORD = 30
SHORTEST_BASE = 3  # letters of a word that has degrees

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+")
_BEGINNING = re.compile(r"(?:^|[.!?:;]\s)[\s\"'«„“(¿-]*$")
_PREFIX = re.compile(r"(?:un|non|re|pre|post|co|mis|over|under|inter|sub|multi|anti)-?")
_DEGREE = re.compile(r"(\w+?)(?:er|est)")  # "fewest"
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_REFERENCE = re.compile(r"\d+(?:/\d+)+")  # the number of a law, not an amount or a date


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text with its words corrected.

    corrections are the pairs (typed, taken). unknown are the words that look like names and are nowhere in the library.
    """

    text: str
    corrections: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


class Vocabulary:
    """The words of one library."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count words, as they are written, and compounds."""
        written: Counter[str] = Counter()
        compounds: Counter[str] = Counter()
        for text in texts:
            plain = ADDRESS.sub(" ", text)
            written.update(_WORD.findall(plain))
            compounds.update(_COMPOUND.findall(plain))
        self.counts: Counter[str] = Counter()
        self.as_written: dict[str, str] = {}
        for word, count in sorted(written.items(), key=lambda item: (-item[1], item[0])):
            folded = fold(word)
            self.counts[folded] += count
            self.as_written.setdefault(folded, word)
        for word, count in written.items():
            if word.islower() and RARELY * count >= self.counts[fold(word)]:
                self.as_written[fold(word)] = word
        self.compounds = {fold(word).replace("-", ""): word for word, _ in reversed(compounds.most_common())}
        self.references = [word for word in self.counts if _REFERENCE.fullmatch(word)]
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted({*self.counts, *ordinary_words(), *STOP_WORDS}):
            if word.isalpha() and len(word) > 2:
                self._by_length[len(word)].append(word)

    def nearest(self, word: str, edits: int) -> str | None:
        """Find the word that is meant: nearest first, then one of the library, then the commonest; None when unsure."""
        lengths = range(len(word) - edits, len(word) + edits + 1)
        candidates = [other for length in lengths for other in self._by_length.get(length, ())]
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=edits, limit=None)
        near = {
            str(other): int(distance)
            for other, distance, _ in found
            if _may_be(word, other, distance) and self._is_likely(word, other, int(distance))
        }
        if not near:
            return None
        least = min(near.values())
        best = sorted(
            (other for other, distance in near.items() if distance == least), key=lambda w: (-self._weight(word, w), w)
        )
        unsure = len(best) > 1 and self._weight(word, best[0]) < OFTEN * self._weight(word, best[1])
        return None if unsure and least > 1 else best[0]

    def _is_likely(self, word: str, other: str, distance: int) -> bool:
        """Tell whether a word may be meant: one of the library, a function word, or nearly what was typed."""
        return other in self.counts or other in STOP_WORDS or (distance == 1 and len(word) > SHORT)

    def _weight(self, typed: str, word: str) -> float:
        # Letters that only changed places are no others: "form" for "from", "contries" for "countries".
        same = len(set(typed) & set(word)) / len(set(typed) | set(word))
        return (1 + 4 * self.counts[word] + (word in STOP_WORDS) * 200) * same**4


@once_for_index
def read_vocabulary(index: Index) -> Vocabulary:
    """Read the words of a library, once for each open index."""
    return Vocabulary([text for _, text in read_pages(index)])


def correct_spelling(
    index: Index, text: str, names: Sequence[tuple[int, int]] = (), *, glossed: bool = False
) -> Spelling:
    """Correct what is spelt wrong in a text outside of names, the places (start, end) of what is known as it stands.

    In a gloss a word without a capital that is farther from all others than by a letter is one of another language.
    """
    vocabulary = read_vocabulary(index)
    shouted = text.isupper()
    pieces: list[str] = []
    corrections: list[tuple[str, str]] = []
    unknown: list[str] = []
    last = 0
    for match in _WORD.finditer(text):
        typed = match.group()
        if any(start <= match.start() < end for start, end in names):
            continue
        capital = typed[0].isupper() and not shouted and not _BEGINNING.search(text, 0, match.start())
        taken = _correct(index, vocabulary, typed, capital, 1 if glossed and not capital else len(typed))
        if taken is not None:
            pieces += [text[last : match.start()], taken]
            last = match.end()
            if fold(taken) not in STOP_WORDS and fold(typed) != fold(taken).replace("-", ""):
                corrections.append((typed, taken))
        elif _is_unknown_name(index, vocabulary, typed, capital):
            unknown.append(typed)
    return Spelling("".join([*pieces, text[last:]]), tuple(corrections), tuple(unknown))


def _correct(index: Index, vocabulary: Vocabulary, typed: str, capital: bool, most: int) -> str | None:
    """Give the word that was meant, at most so many edits away; None for one that stays as it was typed."""
    word = fold(typed)
    if word in vocabulary.counts or word in STOP_WORDS or len(word) > LONGEST_WORD:
        return None
    if _REFERENCE.fullmatch(word):
        near = [other for other in vocabulary.references if _is_same_reference(word, other)]
        return near[0] if len(near) == 1 else None
    if word in vocabulary.compounds:
        return vocabulary.compounds[word]
    if not word.isalpha() or not word.isascii() or word in ordinary_words():
        return None
    limits = EDITS_OF_NAME if capital else EDITS
    edits = min(most, max((allowed for length, allowed in limits if len(word) >= length), default=0))
    if _is_held(index, word) or _is_ordinary(
        word
    ):  # by its stem: "priorites" has that of "prioritised", and is one letter off "priorities"
        taken = vocabulary.nearest(word, 1) if len(word) >= LONG else None
        if taken not in vocabulary.counts or stem(str(taken)) == stem(word):
            return None
    else:
        taken = vocabulary.nearest(word, edits) if edits else None
    if taken is None or (capital and not vocabulary.as_written.get(taken, taken)[0].isupper()):
        return None
    return vocabulary.as_written.get(taken, taken)


def _is_same_reference(typed: str, other: str) -> bool:
    """Tell whether figures changed places, or one of the year is wrong; another last figure is another law."""
    if len(typed) != len(other) or OSA.distance(typed, other) != 1:
        return False
    return sorted(typed) == sorted(other) or typed.partition("/")[2] == other.partition("/")[2]


def _may_be(word: str, other: str, distance: float) -> bool:
    if len(word) == 3:  # too short for another letter: one was left out
        return word[0] == other[0] and len(other) == 4
    return word[0] == other[0] or (distance == 1 and (len(word) >= LONG or sorted(word) == sorted(other)))


def _is_held(index: Index, word: str) -> bool:
    return index.rarity(stem(word)) < index.rarity("\0")


def _is_ordinary(word: str) -> bool:
    if word in ordinary_words() or stem(word) in _ordinary_stems() or word in _countries():
        return True
    degree = _DEGREE.fullmatch(word)
    if degree and len(degree[1]) >= SHORTEST_BASE and degree[1] in ordinary_words():
        return True
    prefix = _PREFIX.match(word)
    return prefix is not None and stem(word[prefix.end() :]) in _ordinary_stems()


@cache
def _ordinary_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in ordinary_words() if len(word) > 3)


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(name) for name in read_countries())


def _is_unknown_name(index: Index, vocabulary: Vocabulary, typed: str, capital: bool) -> bool:
    """Tell whether a word looks like a name, by its capital or because it is no English word, and is new here."""
    word = fold(typed)
    if len(word) < 3 or not word.isalpha() or word in vocabulary.counts or word in STOP_WORDS or _is_held(index, word):
        return False
    return capital or not _is_ordinary(word) or word in _countries()
