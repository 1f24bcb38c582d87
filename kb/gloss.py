"""From a question in another language to its words in English, so that English documents can be searched for it.

Phrases are looked up longest first, by their folded and stemmed words; what no lexicon knows stays as it was typed,
Cyrillic in Latin letters. The result is no translation, but its words find what the question means.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from pathlib import Path

from kb.words import fold, stem_in

LEXICON = Path(__file__).parent / "lexicon"
GLOSSED = ("fr", "it", "ro", "uk")
LONGEST = 7  # words of a phrase
ENDING, SHORTEST = 2, 4  # letters that a Ukrainian ending has at most, and what stands before it at least
PREFIX = 5  # letters that two forms of a word share at least

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+")
_OPENING = re.compile(
    r"(?:who|whom|whose|what|which|when|where|how|why|in which|since when|until when|does|is there)\b"
)
_ONLY_FIRST = "is there"  # elsewhere "y a-t-il" says nothing
_VOWELS = "aeiou"
_SINGULAR = frozenset(map(fold, "який яка яке".split()))
_UNCOUNTED = frozenset("money people information advice funding software".split())
_IS = "è"  # Italian for "is", which without its accent is "and"
# Ukrainian "з" is "with" before a noun in the instrumental, else "from".
_WITH, _INSTRUMENTAL = frozenset(("з", "із", "зі")), re.compile(r"(?:[оеє]?ю|[оеє]м|[аяи]ми|ім)$")
# "Який бюджет програми?" has no verb; one ends so.
_VERBAL = re.compile(r"(?:[єв]|[иаяюу]ть|ся|сь|л[аои]|но|ти)$")
# The Ukrainian national system (Resolution 55 of the Cabinet of Ministers, 2010).
_LATIN = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщ",
        "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch".split(),
        strict=True,
    )
)
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_WITHIN = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning: its English words, those of another language for it, and its kind (see kb/lexicon/README.md)."""

    kind: str
    english: str
    words: tuple[str, ...]


class Lexicon:
    """Look up what words of one language are in English."""

    def __init__(self, language: str, entries: Iterable[Entry]) -> None:
        """Prepare entries, the most special first: the first that holds a word wins."""
        self.language = language
        self.function: set[str] = set()
        self.plural: set[str] = set()
        self._exact: dict[tuple[str, ...], Entry] = {}
        self._opening: dict[tuple[str, ...], Entry] = {}
        self._stemmed: dict[tuple[str, ...], Entry] = {}
        self._by_prefix: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        listed = [(entry, _tokens(words)) for entry in entries for words in entry.words]
        for entry, tokens in listed:
            if len(tokens) == 1 and entry.kind:
                (self.plural if entry.kind == "p" else self.function).update(tokens)
        for entry, tokens in listed:
            if entry.kind == "p" or not tokens:
                continue
            if entry.english != _ONLY_FIRST:
                self._exact.setdefault(tokens, entry)
            if len(tokens) > 1 and _IS in tokens:  # "qual e"
                self._exact.setdefault(tuple("e" if token == _IS else token for token in tokens), entry)
            if entry.kind and _OPENING.match(entry.english):
                self._opening.setdefault(tokens, entry)
            content = tuple(stem_in(language, token) for token in tokens if token not in self.function)
            if content and not entry.kind:
                self._stemmed.setdefault(content, entry)
            if len(tokens) == 1 and not entry.kind:
                self._by_prefix[tokens[0][:PREFIX]].append((tokens[0], entry))

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is in the lexicon, itself or by its stem."""
        return (word,) in self._exact or (stem_in(self.language, word),) in self._stemmed

    def is_shared(self, word: str) -> bool:
        """Tell whether a folded word is the same in English: "secretariat", "Suceava"."""
        entry = self._exact.get((word,)) or self._stemmed.get((stem_in(self.language, word),))
        return entry is not None and not entry.kind and fold(entry.english) == word

    def look_up(self, tokens: Sequence[str], first: int) -> tuple[Entry, int] | None:
        """Find the longest phrase that begins with tokens[first], and where it ends; None when there is none."""
        for count in range(min(LONGEST, len(tokens) - first), 0, -1):
            phrase = tuple(tokens[first : first + count])
            if first == 0 and phrase in self._opening:
                return self._opening[phrase], first + count
            if phrase in self._exact:
                return self._exact[phrase], first + count
            ended = self._exact_without_ending(phrase)
            if ended:
                return ended, first + count
            content = tuple(stem_in(self.language, token) for token in phrase if token not in self.function)
            edges = phrase[0] in self.function or phrase[-1] in self.function
            if content in self._stemmed and not edges:
                return self._stemmed[content], first + count
        entry = self._related(tokens[first])
        return (entry, first + 1) if entry else None

    def _exact_without_ending(self, phrase: tuple[str, ...]) -> Entry | None:
        """Find a Ukrainian word by all of it but its ending: "Лівані" is in Ліван, though Лівія has the same stem."""
        if self.language != "uk" or len(phrase) != 1:
            return None
        word = phrase[0]
        bare = (word[:end] for end in range(len(word) - 1, max(len(word) - ENDING, SHORTEST) - 1, -1))
        return next((found for one in bare if (found := self._exact.get((one,))) and not found.kind), None)

    def _related(self, word: str) -> Entry | None:
        """Find the word that differs least in its ending; forms of a word share most of their letters."""
        best: tuple[int, Entry] | None = None
        for other, entry in self._by_prefix.get(word[:PREFIX], ()):
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
            differing = max(len(word), len(other)) - shared
            if differing <= 3 and shared >= 2 * differing and (best is None or shared > best[0]):
                best = (shared, entry)
        return best[1] if best else None


@cache
def read_entries(language: str) -> tuple[Entry, ...]:
    """Read the packaged words of a language."""
    found: list[Entry] = []
    for name in ("countries.csv", "words.csv"):
        with (LEXICON / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                words = tuple(word.strip() for word in row[language].split(";") if word.strip())
                found.append(Entry(row.get("kind", ""), row["en"], words))
    return tuple(found)


@cache
def read_countries() -> tuple[str, ...]:
    """Read the English names of all countries."""
    with (LEXICON / "countries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["en"] for row in csv.DictReader(file))


@cache
def packaged_lexicon(language: str) -> Lexicon:
    """Give the packaged lexicon of a language."""
    return Lexicon(language, read_entries(language))


def gloss(text: str, lexicon: Lexicon, kept: Sequence[tuple[int, int]] = ()) -> str:
    """Put a text into English word by word; what lies in a place of kept (start, end) stays as it was typed."""
    return "".join(_pieces(text, lexicon, kept)).strip() + ("?" if text.rstrip().endswith("?") else "")


def _pieces(text: str, lexicon: Lexicon, kept: Sequence[tuple[int, int]]) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    tokens = [_fold_word(word.group()) for word in words]
    first, plural, written = 0, False, 0
    while first < len(words):
        start = words[first].start()
        place = next(((begin, end) for begin, end in kept if begin <= start < end), None)
        if place:
            english, last = text[start : place[1]], first + 1
            while last < len(words) and words[last].start() < place[1]:
                last += 1
            plural = False
        else:
            following = min((begin for begin, _ in kept if begin > start), default=len(text))
            found = lexicon.look_up(tokens[: sum(word.start() < following for word in words)], first)
            if found is None:
                english, last, plural = _as_typed(words[first].group()), first + 1, False
            else:
                entry, last = found
                entry = _in_context(lexicon, entry, tokens, first)
                english = _plural(entry.english) if plural and not entry.kind else entry.english
                plural = (plural and bool(entry.kind)) or not lexicon.plural.isdisjoint(tokens[first:last])
                plural = (plural or english in ("what are", "how many")) and not english.endswith("money")
        if english:
            between = text[words[first - 1].end() : start] if first else ""
            joined = between in ("-", "/", "\u2013") and written == first and english[0].isupper()
            yield (between if joined else " " if first else "") + english
            written = last
        first = last


def _in_context(lexicon: Lexicon, entry: Entry, tokens: Sequence[str], first: int) -> Entry:
    """Give what a Ukrainian word means before what follows it, where it has two meanings."""
    token, behind = tokens[first], tokens[first + 1 :]
    if lexicon.language != "uk" or not behind:
        return entry
    if token in _WITH and entry.kind and _INSTRUMENTAL.search(behind[0]):
        return replace(entry, english="with")
    if first == 0 and token in _SINGULAR and not any(map(_VERBAL.search, behind)):
        return replace(entry, english="what is")
    return entry


def _as_typed(word: str) -> str:
    return transliterate(word) if re.search("[\u0400-\u04ff]", word) else word


def transliterate(text: str) -> str:
    """Write Ukrainian in Latin letters, as the national system does."""
    found: list[str] = []
    inside = False
    for letter in text:
        small = letter.lower()
        latin = _LATIN.get(small) or (_WITHIN if inside else _FIRST).get(small)
        if latin is None:
            latin = "" if small in "ь'’ʼ" else letter
        found.append(latin.capitalize() if letter.isupper() else latin)
        inside = letter.isalpha() or (inside and letter in "'’ʼ")
    return "".join(found)


def _plural(english: str) -> str:
    """Give the plural of an English noun, of "call for proposals" that of its first word."""
    head, for_, rest = english.partition(" for ")
    if for_:
        return _plural(head) + for_ + rest
    if english.endswith("s") or english.isupper() or english in _UNCOUNTED:
        return english
    if english.endswith("y") and english[-2] not in _VOWELS:
        return english[:-1] + "ies"
    return english + ("es" if english.endswith(("x", "ch", "sh")) else "s")


def _tokens(words: str) -> tuple[str, ...]:
    return tuple(_fold_word(word) for word in _WORD.findall(words))


def _fold_word(word: str) -> str:
    return _IS if word.casefold() == _IS else fold(word)
