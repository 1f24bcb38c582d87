"""All names of one library, to be found in any text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.names.words import (
    GENERIC,
    MOST_WORDS,
    OF_STRAND,
    STRAND,
    WITHIN,
    NameWord,
    is_filler,
    locate_words,
    split_compound,
)
from kb.words import STOP_WORDS, fold, stem

REMEMBERED = 1000  # texts, the last ones, in which names were found
LINKED = 2  # words of a name that can have a tie between them

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A thing of the library that a question names: every way the documents write it, and the documents about it.

    spellings hold the plain one first. sources are the documents whose title or table of names it stands in. titled is
    whether a document has it as its title, so that its tables are about it. proper is whether it is a proper name,
    which "managing authority" is not.
    """

    spellings: tuple[str, ...]
    sources: tuple[str, ...]
    titled: bool = False
    proper: bool = True


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a text names something: text[start:end], and what it may stand for, the likeliest first."""

    start: int
    end: int
    names: tuple[Name, ...]


class Names:
    """All names of one library, to be found in any text."""

    def __init__(self, names: Iterable[Name], subject: str, ordinary: frozenset[str] = frozenset()) -> None:
        """Prepare for finding; subject is what the whole library is about, ordinary are words that also mean other."""
        self.all = tuple(names)
        self._subject = frozenset(stem(word) for word in fold(subject).split())
        self._ordinary = ordinary
        # Each rule that reads a question looks for the names in it.
        self._found = lru_cache(REMEMBERED)(self._find)
        self._by_key: dict[Key, list[Name]] = defaultdict(list)
        self._by_parts: dict[Key, list[Name]] = defaultdict(list)
        self._by_words: dict[Key, list[Name]] = defaultdict(list)
        self._capitals: dict[Key, set[str]] = defaultdict(set)
        for name in self.all:
            for spelling in name.spellings:
                self._register(name, spelling)
        keys = (*self._by_key, *self._by_parts, *self._by_words)
        self._in_names = self._subject | GENERIC | {"and"}.union(*keys)
        for found in (*self._by_key.values(), *self._by_parts.values(), *self._by_words.values()):
            found.sort(key=lambda name: (not name.titled, not name.proper))

    def _register(self, name: Name, spelling: str) -> None:
        key = self.key_of(spelling)
        if not key:
            return
        for known in {key, ("".join(key),)} if sum(map(len, key)) > 3 else {key}:
            if name not in self._by_key[known]:
                self._by_key[known].append(name)
        if len(key) > 1 and name not in self._by_words[tuple(sorted(key))]:
            self._by_words[tuple(sorted(key))].append(name)
        if len(key) == 1:
            self._capitals[key].add(spelling)
        parts = split_compound(spelling)
        if len(parts) > 1:
            known = tuple(sorted(key))
            if name not in self._by_parts[known]:
                self._by_parts[known].append(name)

    def key_of(self, spelling: str) -> Key:
        """Give what all spellings of a name that differ in case, marks or number have in common."""
        return self._key([word for _, _, word in locate_words(STRAND.sub(" ", spelling))])

    def _key(self, words: Sequence[str]) -> Key:
        """Give what of a name tells it from others: stems without the library's subject and such words as "programme".

        The subject alone, or what is left of it, is a name too.
        """
        stems = [stem(word) for word in words]
        kept = [word for word in stems if word not in self._subject and word not in GENERIC]
        if not kept or (len(kept) == 1 and len(kept[0]) < 3):
            kept = [word for word in stems if word not in GENERIC] or stems
        return tuple(kept)

    def is_subject(self, name: Name) -> bool:
        """Tell whether a name is what the whole library is about: nothing in it is told from the rest by that."""
        return any(set(self.key_of(spelling)) <= self._subject for spelling in name.spellings)

    def is_subject_word(self, word: str) -> bool:
        """Tell whether a stem is one of the subject of the whole library."""
        return word in self._subject

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word is (also) written small in the library."""
        return fold(word) in self._ordinary

    def find(self, text: str, *, any_order: bool = False) -> list[NamePlace]:
        """Find the names in a text in its order, the longest ones; places don't overlap.

        any_order: the words of a name may come in another order, as those of a gloss do ("basin of the Black Sea").
        """
        return list(self._found(text, any_order))

    def _find(self, text: str, any_order: bool) -> tuple[NamePlace, ...]:
        words = locate_words(text)
        shouted = text.isupper()
        places: list[NamePlace] = []
        reach = self._reach(text, words)
        first = 0
        while first < len(words):
            place = self._longest(text, words, first, reach[first], shouted, any_order)
            if place is None:
                first += 1
                continue
            last, names = place
            places.append(NamePlace(words[first][0], words[last][1], names))
            first = last + 1
        return tuple(places)

    def _reach(self, text: str, words: Sequence[NameWord]) -> list[int]:
        """Tell for each word up to which one a name that begins there may go; before itself where none begins."""
        reach: list[int] = []
        for number in range(len(words) - 1, -1, -1):
            _, end, word = words[number]
            if stem(word) not in self._in_names and not OF_STRAND.fullmatch(word):
                reach.append(number - 1)
            elif not reach or text[end : words[number + 1][0]].strip(WITHIN):
                reach.append(number)
            else:
                reach.append(reach[-1])
        return reach[::-1]

    def _longest(
        self, text: str, words: Sequence[NameWord], first: int, reach: int, shouted: bool, any_order: bool
    ) -> tuple[int, tuple[Name, ...]] | None:
        for last in range(min(first + MOST_WORDS - 1, reach), first - 1, -1):
            span = words[first : last + 1]
            if len(span) > 1 and (is_filler(text, span[0], span[1]) or is_filler(text, span[-1], span[-2])):
                continue  # "the TESIM programme": the name stands between
            if len(span) > LINKED and self._is_tied(span):
                continue  # "the bodies of NEXT" are the bodies
            key = self.key_of(text[span[0][0] : span[-1][1]])
            if "and" in key and first and words[first - 1][2] == "between":
                key = tuple(word for word in key if word != "and")
            together = self._by_words if any_order else self._by_parts
            named = self._by_key.get(key) or (together.get(tuple(sorted(key))) if len(key) > 1 else None)
            if named and self._is_meant(text, span, key, shouted) and not self._cuts_compound(text, words, first, last):
                return last, tuple(named)
        return None

    def _is_meant(self, text: str, span: Sequence[NameWord], key: Key, shouted: bool) -> bool:
        """Tell whether a word that also means something else ("hit", "next") is meant as the name: by its capitals."""
        if len(span) > 1:
            return True
        (start, end, word) = span[0]
        typed = text[start:end]
        if any(typed == spelling for spelling in self._capitals.get(key, ())):
            return not shouted or word not in STOP_WORDS
        return word not in STOP_WORDS and word not in self._ordinary

    def _is_tied(self, span: Sequence[NameWord]) -> bool:
        """Tell whether the subject of the library stands at an edge, tied to the rest by "of", "and" or the like."""
        edges = ((span[0][2], span[1][2]), (span[-1][2], span[-2][2]))
        return any(stem(edge) in self._subject and beside in STOP_WORDS for edge, beside in edges)

    def _cuts_compound(self, text: str, words: Sequence[NameWord], first: int, last: int) -> bool:
        """Tell whether a name is part of a longer compound: Slovakia-Romania-Ukraine does not name Romania-Ukraine."""
        dashes = ("-", "\u2010", "\u2011", "\u2013", "/")
        before = first > 0 and text[words[first - 1][1] : words[first][0]] in dashes
        after = last + 1 < len(words) and text[words[last][1] : words[last + 1][0]] in dashes
        return before or after
