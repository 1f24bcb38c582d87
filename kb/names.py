"""The names of a library: every way its documents write each thing, found by the forms in which documents tell it.

Told are: a title or heading "Full Name (FN)", an abbreviation in brackets behind or before the words whose letters it
takes, "also ..., in full ..." in brackets, and tables whose headers or row labels speak of names ("Short form", "Stands
for", "Other names"). Titles and first cells that are proper names are names with a single spelling.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakKeyDictionary

from kb.english import ordinary_words
from kb.index import Index
from kb.words import STOP_WORDS, fold, stem

MOST_CHARACTERS = 3_000_000  # of a library that are read for names: a second or two, once for each generation
MOST_WORDS = 12  # of a name
RARELY = 10  # a word written small less often than this, against once within sentences with a capital, is a name
LINKED = 2  # words of a name that can have a tie between them
MOST_SOURCES = 8  # documents that a name without a document of its own is said to stand in

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+")
_STRAND = re.compile(r"\b[IVX]+-[A-Z]\b", re.I)  # "Interreg VI-A NEXT": no part of a name
_OF_STRAND = re.compile(r"[ivx]+|[a-z]")  # a word that may be part of one, and then of no name
_WITHIN = " -/.'’\u2010\u2011\u2012\u2013\u2014\u2015"  # what stands between the words of a name
_GENERIC = frozenset(map(stem, "programme program the republic of".split()))
_YEARS = re.compile(r",?\s+(?:\d{4}\s?[-\u2013]\s?\d{2,4}|\d{4})$")
_SHORT = re.compile(r"[A-Z][\w&/]*(?: ?[A-Z][\w&/]*){0,2}")
_BRACKET = re.compile(r"\(([^()\n]{2,160})\)")
_ALSO = re.compile(
    r"^(?:and )?(?:in full|in short|also(?: called| known as| written| spelt| spelled)?|or|known as|short)[:,]? (?=\S)",
    re.I,
)
_NOT_KNOWN = re.compile(r"\bnot known\b|\bunknown\b", re.I)
_CLAUSE = re.compile(r"\.(?:\s|$)|;\s")
_LIST = re.compile(r",\s+(?:or\s+)?|\s+or\s+|;\s+")
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d|$)", re.I
)
_WRAPPED = re.compile(r"(?<!\n)\n(?![\n|#-])")  # a line break within a paragraph
ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")
SITE = re.compile(r"\b[\w-]+\.[a-z]{2,}\b", re.I)  # "keep.eu" is a name, however it is written
_SMALL = re.compile(r"(?<![\w.@/-])[a-zà-ÿ][^\W_]*")
_LARGE = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][^\W\d_]*[^\W\d_A-Z](?![^\W_])")
_PARTS = re.compile(r"\s*[-/\u2010-\u2015]\s*")
_PERSON_HEADERS = frozenset("name|person|contact|contact person|full name".split("|"))
# Headers of columns, and labels of rows, under which names stand.
_SHORT_HEADERS = frozenset(
    "abbreviation|acronym|abbr|short form|short name|short|initials|code name|symbol|abbreviated name".split("|")
)
_FULL_HEADERS = frozenset(
    "stands for|full name|full form|in full|meaning|long form|expansion|official name|name in full|full title".split(
        "|"
    )
)
_OTHER_HEADERS = frozenset(
    "other names|other name|other spellings|also called|also known as|aliases|alias|synonyms|synonym|former name".split(
        "|"
    )
)


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


Key = tuple[str, ...]
_Word = tuple[int, int, str]  # start, end, folded


@dataclass(slots=True)
class _Group:
    """A thing while its spellings are collected; titled holds those that are a document's title."""

    spellings: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    sources: Counter[str] = field(default_factory=Counter)
    titled: set[str] = field(default_factory=set)


class Names:
    """All names of one library, to be found in any text."""

    def __init__(self, names: Iterable[Name], subject: str, ordinary: frozenset[str] = frozenset()) -> None:
        """Prepare for finding; subject is what the whole library is about, ordinary are words that also mean other."""
        self.all = tuple(names)
        self._subject = frozenset(stem(word) for word in fold(subject).split())
        self._ordinary = ordinary
        self._by_key: dict[Key, list[Name]] = defaultdict(list)
        self._by_parts: dict[Key, list[Name]] = defaultdict(list)
        self._by_words: dict[Key, list[Name]] = defaultdict(list)
        self._capitals: dict[Key, set[str]] = defaultdict(set)
        for name in self.all:
            for spelling in name.spellings:
                self._register(name, spelling)
        keys = (*self._by_key, *self._by_parts, *self._by_words)
        self._in_names = self._subject | _GENERIC | {"and"}.union(*keys)
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
        parts = _parts(spelling)
        if len(parts) > 1:
            known = tuple(sorted(key))
            if name not in self._by_parts[known]:
                self._by_parts[known].append(name)

    def key_of(self, spelling: str) -> Key:
        """Give what all spellings of a name that differ in case, marks or number have in common."""
        return self._key([word for _, _, word in _words(_STRAND.sub(" ", spelling))])

    def _key(self, words: Sequence[str]) -> Key:
        """Give what of a name tells it from others: stems without the library's subject and such words as "programme".

        The subject alone, or what is left of it, is a name too.
        """
        stems = [stem(word) for word in words]
        kept = [word for word in stems if word not in self._subject and word not in _GENERIC]
        if not kept or (len(kept) == 1 and len(kept[0]) < 3):
            kept = [word for word in stems if word not in _GENERIC] or stems
        return tuple(kept)

    def is_subject(self, name: Name) -> bool:
        """Tell whether a name is what the whole library is about: nothing in it is told from the rest by that."""
        return any(set(self.key_of(spelling)) <= self._subject for spelling in name.spellings)

    def is_subject_word(self, word: str) -> bool:
        """Tell whether a stem is one of the subject of the whole library."""
        return word in self._subject

    def find(self, text: str, *, any_order: bool = False) -> list[NamePlace]:
        """Find the names in a text in its order, the longest ones; places don't overlap.

        any_order: the words of a name may come in another order, as those of a gloss do ("basin of the Black Sea").
        """
        words = _words(text)
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
        return places

    def _reach(self, text: str, words: Sequence[_Word]) -> list[int]:
        """Tell for each word up to which one a name that begins there may go; before itself where none begins."""
        reach: list[int] = []
        for number in range(len(words) - 1, -1, -1):
            _, end, word = words[number]
            if stem(word) not in self._in_names and not _OF_STRAND.fullmatch(word):
                reach.append(number - 1)
            elif not reach or text[end : words[number + 1][0]].strip(_WITHIN):
                reach.append(number)
            else:
                reach.append(reach[-1])
        return reach[::-1]

    def _longest(
        self, text: str, words: Sequence[_Word], first: int, reach: int, shouted: bool, any_order: bool
    ) -> tuple[int, tuple[Name, ...]] | None:
        for last in range(min(first + MOST_WORDS - 1, reach), first - 1, -1):
            span = words[first : last + 1]
            if len(span) > 1 and (_is_filler(text, span[0], span[1]) or _is_filler(text, span[-1], span[-2])):
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

    def _is_meant(self, text: str, span: Sequence[_Word], key: Key, shouted: bool) -> bool:
        """Tell whether a word that also means something else ("hit", "next") is meant as the name: by its capitals."""
        if len(span) > 1:
            return True
        (start, end, word) = span[0]
        typed = text[start:end]
        if any(typed == spelling for spelling in self._capitals.get(key, ())):
            return not shouted or word not in STOP_WORDS
        return word not in STOP_WORDS and word not in self._ordinary

    def _is_tied(self, span: Sequence[_Word]) -> bool:
        """Tell whether the subject of the library stands at an edge, tied to the rest by "of", "and" or the like."""
        edges = ((span[0][2], span[1][2]), (span[-1][2], span[-2][2]))
        return any(stem(edge) in self._subject and beside in STOP_WORDS for edge, beside in edges)

    def _cuts_compound(self, text: str, words: Sequence[_Word], first: int, last: int) -> bool:
        """Tell whether a name is part of a longer compound: Slovakia-Romania-Ukraine does not name Romania-Ukraine."""
        dashes = ("-", "\u2010", "\u2011", "\u2013", "/")
        before = first > 0 and text[words[first - 1][1] : words[first][0]] in dashes
        after = last + 1 < len(words) and text[words[last][1] : words[last + 1][0]] in dashes
        return before or after


def find_names(index: Index) -> Names:
    """Find the names of a library, once for each open index."""
    names = _FOUND.get(index)
    if names is None:
        names = _FOUND[index] = _find_names(index)
    return names


_FOUND: WeakKeyDictionary[Index, Names] = WeakKeyDictionary()


def _find_names(index: Index) -> Names:
    pages = list(read_pages(index))
    case = _observe_case(text for _, text in pages)
    found = _Collector(index.subject, case)
    for document in index.documents:
        found.add_title(document.source, document.title)
    for source, text in pages:
        title = index.document(source)
        found.add_page(source, title.title if title else "", text)
    return Names(found.names(), index.subject, (ordinary_words() - case.large) | case.small)


def read_pages(index: Index) -> Iterator[tuple[str, str]]:
    """Give the pages of a library, each with its source, up to MOST_CHARACTERS."""
    left = MOST_CHARACTERS
    for document in index.documents:
        for page in range(1, document.pages + 1):
            text = index.text_of(document.source, page)
            yield document.source, text[:left]
            left -= len(text)
            if left <= 0:
                return


@dataclass(frozen=True, slots=True)
class _Case:
    """How a library writes its words: which it (also) writes small, and which it writes large within sentences."""

    small: frozenset[str]
    large: frozenset[str]


def _observe_case(texts: Iterable[str]) -> _Case:
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        # Without the addresses: pl-ua.eu would make small words of names.
        plain = ADDRESS.sub(" ", text)
        small.update(_SMALL.findall(plain))
        large.update(_LARGE.findall(plain))
    names = {fold(word): count for word, count in large.items()}
    often = {word for word, count in small.items() if count * RARELY > names.get(fold(word), 0)}
    ordinary = frozenset(map(fold, often))
    return _Case(ordinary, frozenset(names) - ordinary)


class _Collector:
    """Collect spellings that stand for one thing, page by page."""

    def __init__(self, subject: str, case: _Case) -> None:
        self._case = case
        self._keys = Names((), subject)
        self._groups: dict[Key, _Group] = {}
        self._surnames: dict[str, set[str]] = defaultdict(set)

    def add_title(self, source: str, title: str) -> None:
        """Take a document's title for a name, if it is one."""
        spellings = _title_spellings(title)
        if all(self._is_proper(spelling) for spelling in spellings[:1]):
            self._join(spellings, source, title=True)

    def add_page(self, source: str, title: str, text: str) -> None:
        """Take the names that a page tells."""
        of_document = _title_spellings(title)[0] if title else ""
        for line in _WRAPPED.sub(" ", text).split("\n"):
            if line.startswith("| "):
                self._add_row(source, of_document, line[2:])
            elif line.startswith("#"):
                heading = line.lstrip("#").strip()
                spellings = _title_spellings(heading)
                if len(spellings) > 1 and _takes_letters(spellings[1], spellings[0]):
                    self._join(spellings, source)
                elif self._is_proper(spellings[0]):
                    self._join(spellings[:1], source)
                self._add_brackets(heading, source)
            else:
                self._add_brackets(line, source)

    def _add_row(self, source: str, of_document: str, row: str) -> None:
        cells = [(fold(header), value) for header, _, value in (cell.partition(": ") for cell in row.split(" | "))]
        label = _bare(cells[0][1])
        headed = [(header, value) for header, value in cells[1:] if value and not _NOT_KNOWN.search(value)]
        for header, value in headed:
            if header in _FULL_HEADERS or (header in _SHORT_HEADERS and value != label):
                self._join_told(label, value, source)
            elif header in _OTHER_HEADERS:
                for other in _LIST.split(_CLAUSE.split(value)[0]):
                    self._join([label, _bare(other)], source)
        if fold(label) in _SHORT_HEADERS | _FULL_HEADERS | _OTHER_HEADERS and headed:
            header, value = headed[0]
            named = of_document
            for other in _LIST.split(_CLAUSE.split(value)[0]) if fold(label) in _OTHER_HEADERS else [value]:
                if named and len(other.split()) <= MOST_WORDS:
                    self._join([named, _bare(other)], source)
        elif self._is_proper(label):
            self._join([label], source)
            given, _, surname = label.partition(" ")
            if cells[0][0] in _PERSON_HEADERS and given.istitle() and surname.istitle() and " " not in surname:
                self._surnames[surname].add(label)
        if len(cells[0][1]) < 200:
            self._add_brackets(cells[0][1], source)

    def _join_told(self, label: str, value: str, source: str) -> None:
        """Join an abbreviation with the words it stands for; of two readings ("A, or B") it names both."""
        readings = re.split(r",? or (?=\S)", value) if " or " in value else [value]
        for reading in readings:
            full = _bare(_expansion(label, reading))
            if 0 < len(full.split()) <= MOST_WORDS:
                self._join([label, full], source, ambiguous=len(readings) > 1)

    def _add_brackets(self, line: str, source: str) -> None:
        for bracket in _BRACKET.finditer(line):
            first, *rest = [part.strip() for part in bracket[1].split(", ")]
            before = line[: bracket.start()].rstrip()
            if _is_short(first) and len(first) > 2:  # two letters are found in any words
                full = _matching_tail(first, before)
                if full:
                    self._join([full, first], source)
            else:
                short = re.search(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*$", before)
                if (
                    short
                    and len(short[0]) <= 10
                    and _takes_letters(short[0], first)
                    and len(first.split()) <= MOST_WORDS
                ):
                    self._join([first, short[0]], source)
            told = [_ALSO.sub("", part) for part in (first, *rest) if _ALSO.match(part)]
            if told and 0 < len(before.split()) <= MOST_WORDS and self._is_proper(before):
                shorts = [part for part in (first, *rest) if _SHORT.fullmatch(part)]
                for other in (*shorts, *told):
                    self._join([before, _bare(other)], source)

    def _is_proper(self, text: str) -> bool:
        """Tell whether a text is a proper name: all its words have capitals, and not all are known without."""
        words = [text[start:end] for start, end, word in _words(text) if word not in STOP_WORDS]
        capitals = [word for word in words if word[0].isupper()]
        if not capitals or len(words) > MOST_WORDS or len(capitals) < sum(word[0].isalpha() for word in words):
            return False
        if len(words) == 1 and words[0].istitle():
            return fold(words[0]) in self._case.large
        return not _DATE.search(text) and any(fold(word) not in self._case.small for word in capitals)

    def _join(self, spellings: Sequence[str], source: str, *, title: bool = False, ambiguous: bool = False) -> None:
        """Note that spellings name one thing, which source tells."""
        keyed = [(self._keys.key_of(spelling), spelling) for spelling in spellings]
        keyed = [(key, spelling) for key, spelling in keyed if key]
        if not keyed:
            return
        if ambiguous:
            keyed = [(keyed[-1][0], keyed[0][1]), keyed[-1]]
        group = self._groups.setdefault(keyed[0][0], _Group())
        for key, spelling in keyed:
            other = self._groups.setdefault(key, group)
            if other is not group:
                # Two documents are about two things, whatever they have in common.
                if group.titles and other.titles and group.titles != other.titles:
                    continue
                group = self._merge(group, other)
            group.spellings[spelling] += 1
        if source:
            group.sources[source] += 1
        if title:
            group.titles.add(source)
            group.titled.add(spellings[0])

    def _merge(self, one: _Group, other: _Group) -> _Group:
        one.spellings += other.spellings
        one.titles |= other.titles
        one.sources += other.sources
        one.titled |= other.titled
        for key, group in self._groups.items():
            if group is other:
                self._groups[key] = one
        return one

    def names(self) -> list[Name]:
        """Give what was collected; a surname that only one person bears is a spelling of theirs."""
        for surname, people in self._surnames.items():
            if len(people) == 1 and fold(surname) not in self._case.small and (surname,) not in self._groups:
                self._join([*people, surname], "")
        found: list[Name] = []
        groups = {id(group): group for group in self._groups.values()}.values()
        spelt_with = Counter(spelling for group in groups for spelling in group.spellings)
        for group in groups:
            if len(group.spellings) == 1 and not group.titles and max(spelt_with[s] for s in group.spellings) > 1:
                continue  # a label whose meaning another place tells
            spellings = tuple(_plain_first(group))
            proper = bool(group.titles) or not any(_has_small_words(spelling) for spelling in spellings)
            others = [source for source, _ in group.sources.most_common(MOST_SOURCES) if source not in group.titles]
            found.append(Name(spellings, (*sorted(group.titles), *others), bool(group.titles), proper))
        return found


def _has_small_words(spelling: str) -> bool:
    return any(word not in STOP_WORDS and spelling[start].islower() for start, _, word in _words(spelling))


def _is_filler(text: str, word: _Word, neighbour: _Word) -> bool:
    """Tell whether a word at the edge says nothing; one that is tied to its neighbour does, as in IT-TN."""
    between = text[min(word[1], neighbour[1]) : max(word[0], neighbour[0])]
    return (word[2] in STOP_WORDS or stem(word[2]) in _GENERIC) and " " in between


def _plain_first(group: _Group) -> list[str]:
    """Order spellings: a document's title first, then the commonest of the full ones, then abbreviations."""
    return sorted(
        group.spellings,
        key=lambda s: (s not in group.titled, _is_short(s), -group.spellings[s], -len(s), s),
    )


def _title_spellings(title: str) -> list[str]:
    """Give the spellings in a title: "NEXT Black Sea Basin (BSB)" holds two."""
    bracket = _BRACKET.search(title)
    bare = re.sub(r"^(?:the|an?) ", "", _bare(title), flags=re.I)
    spellings = [_YEARS.sub("", bare) or bare]
    if bracket and _SHORT.fullmatch(bracket[1]):
        spellings.append(bracket[1])
    return spellings


def _bare(text: str) -> str:
    """Take brackets and marks around a name off."""
    return " ".join(re.sub(r"\([^()]*\)|[\"“”„«»]", " ", text).split()).strip(" .,;:")


def _expansion(short: str, told: str) -> str:
    """Give the words that an abbreviation stands for: the shortest beginning of what is told that has its letters."""
    bare = _bare(told)
    for cut in re.finditer(r", | [-\u2013] |$", bare):
        if _takes_letters(short, bare[: cut.start()]):
            return bare[: cut.start()]
    return bare


def _takes_letters(short: str, full: str) -> bool:
    """Tell whether an abbreviation's letters come in order in the words, its first one at their beginning."""
    letters, words = re.sub(r"[\W\d_]", "", fold(short)), fold(full)
    if not letters or not words.startswith(letters[0]) or len(full.split()) < 2:
        return False
    place = 0
    for letter in letters:
        place = words.find(letter, place) + 1
        if not place:
            return False
    return True


def _matching_tail(short: str, before: str) -> str:
    """Find the words before a bracket whose letters the abbreviation in it takes; "" when there are none.

    The algorithm of Schwartz and Hearst (2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf):
    letters are matched from the last to the first, which must begin a word.
    """
    letters = re.sub(r"[\W_]", "", fold(short))
    words = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    tail = " ".join(words)
    folded = tail.lower()
    place = len(folded)
    for number, letter in enumerate(reversed(letters)):
        place -= 1
        first = number == len(letters) - 1
        while place >= 0 and (folded[place] != letter or (first and not _begins_word(folded, place))):
            place -= 1
        if place < 0:
            return ""
    full = tail[place:]
    return full if not set(full) & set("()[]:;") and (len(full.split()) > 1 or "-" in full) else ""


def _begins_word(folded: str, place: int) -> bool:
    """Tell whether a word that names something begins at a place, not "of" or the second half of a compound."""
    word = _WORD.match(folded, place)
    return (place == 0 or folded[place - 1] in ' (["“') and word is not None and word.group() not in STOP_WORDS


def _is_short(text: str) -> bool:
    """Tell whether a text looks like an abbreviation: a word with two capitals, or several in capitals ("DG NEAR")."""
    if not _SHORT.fullmatch(text) or len(text) > 12 or sum(c.isupper() for c in text) < 2:
        return False
    return " " not in text or text.isupper()


def _parts(spelling: str) -> list[str]:
    """Split a compound of names ("Poland-Ukraine") into them; a single part for any other spelling."""
    last_words = spelling.split()
    if not last_words or not _PARTS.search(spelling):
        return [spelling]
    parts = _PARTS.split(spelling)
    return parts if all(part[:1].isupper() for part in parts) else [spelling]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    """Give a text's words: where each starts and ends, and how it folds."""
    return tuple((word.start(), word.end(), fold(word.group())) for word in _WORD.finditer(text))
