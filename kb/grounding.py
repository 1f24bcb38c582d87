"""Whether a passage says what a sentence says: the check that every worded sentence goes through.

A sentence is held against the units of the passages (a sentence, an item, a table row, each with its title, heading and
lead-in). One unit must hold every figure, date and name of it, the words of it that the passages could have used, and
what turns a meaning round: no, only, before, more. What is left, the words a person puts in others, is compared by late
interaction. Where a sentence joins two statements, two units may bear it, if both speak of what it is about.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.index import Hit, Index
from kb.orders import overlaps_order
from kb.scores import Floats, token_similarity
from kb.units import Unit, find_units
from kb.words import STOP_WORDS, fold, split_words, stem, terms

LIKE = 0.5  # cosine from which a word of the unit means what a word of the sentence does
NAMED_LIKE = 0.8  # the same for "Italian" and "Italy", which begin alike
ALIKE = 4  # letters
MEANT = 0.5  # share of the content words that the unit must hold itself; what is left is light or like
JOINED = 3  # words from which a part of a sentence is a statement of its own

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "hundred": "100"}
_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "last": "last"}
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_FIGURE = re.compile(r"\d+(?:[.,\u202f\u00a0]\d+)*")
_SCALE = re.compile(r"(?<=\d)\s?(%|million|billion|thousand|mio|mn|bn)|(€|EUR|USD|\$|PLN|RON)\s?(?=\d)", re.I)
_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w'’-]*", re.UNICODE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:eu|org|com|net|int|gov|info)\b\S*", re.I)

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+")
_NUMERO = re.compile(r"\bNo\.?(?=\s\d)")  # "Regulation (EU) No 232/2014" denies nothing
_JOINTS = re.compile(r"[;,]\s+(?:and|while|whereas|but)?\s*|\s+(?:while|whereas)\s+")
_PARTS = re.compile(r"[,;:|()–]|\b(?:and|but|while)\b")
_NOW, _THEN = frozenset({"is", "are"}), frozenset({"was", "were"})
_NEGATIVE = frozenset("no not never none neither nor without cannot nobody nothing unknown".split())
# What a passage must say itself if a sentence says it; each line are words that say the same.
_STRICT = [
    frozenset(line.split())
    for line in """
    all every each whole entire always both
    only solely exclusively sole just
    most mainly mostly majority
    more above over exceed least
    less below
    because due reason cause
    may might possibly perhaps
    must shall obliged required
    will plan planned intend
    """.strip().splitlines()
]
# Words that carry no fact of their own: what a person puts in others without changing what is said.
_LIGHT = frozenset(
    stem(word)
    for word in """
    able according across act additional address allow along already also altogether always among amount amounts
    answer answers appear apply around aside ask asked available base based become became belong belongs bring brings
    brought call called carry come comes came comprise concern consist contain contribute contributes cooperate cover
    covers currently deal document documents each entire exist explain fall find found form give gives given go goes
    going gone went hand handed have held help hold host hosts hosted include includes including instead involve
    join joined keep known latest lead leads led lie lies list listed main make makes made mean means meant mention
    name named namely necessary new newly now number numbers offer offered offers one ones original originally
    otherwise overall part participate people person place possible present provide provides provided put reach
    reached receive received receives refer regard related rely responsible rest rested run say says see send serve
    set several sit so sort stand stands state stated states submit submitted take takes taking taken talk task tell
    thing things thus together total totally turn use used uses way well whole within word work worked works write
    """.split()
)
_LEMMAS = {"led": "lead", "leads": "lead", "took": "take", "went": "go", "goes": "go", "came": "come"}
# Who does it to whom: these words a unit must have itself, and in the same direction.
_LATER = frozenset({"follow", "succeed", "successor", "replac", "after"})
_EARLIER = frozenset({"preced", "predecessor", "befor", "earlier", "prior"})
_TOWARDS = frozenset("from to by until since".split())
# Words of which one can't stand for the other, however near their vectors are.
_OPPOSITES = [
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in [
        ("increas rise rose grow grew more", "decreas fall fell drop declin less reduc"),
        ("begin began start open launch", "end close finish stop suspend terminat"),
        ("approv accept adopt", "reject refus"),
        ("join", "leav left withdraw"),
        ("largest highest biggest", "smallest lowest least"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("member", "partner"),
        ("includ with", "exclud"),
        ("allow", "forbid prohibit ban"),
    ]
]


@dataclass(frozen=True, slots=True)
class Ground:
    """A unit of a passage that bears a sentence: text_of(hit.source, hit.page)[start:end]."""

    hit: Hit
    start: int
    end: int
    text: str


class Grounds:
    """The units that a chat model was given, made ready for checking its sentences."""

    def __init__(self, index: Index, hits: Sequence[Hit]) -> None:
        self._index = index
        self._units = [unit for hit in hits for unit in _units_of(index, hit)]
        self._names = frozenset(name for unit in self._units for name in unit.names)

    def check(self, sentence: str) -> tuple[Ground, ...]:
        """Give the units that bear a sentence, the best first; none when it is not borne."""
        whole = self._best(sentence, frozenset())
        if whole is not None:
            return (whole,)
        # A sentence may join two statements; each must be borne, and be about what the first one names.
        parts = [part for part in _JOINTS.split(sentence) if part]
        if len(parts) < 2 or any(len(split_words(part)) < JOINED for part in parts):
            return ()
        subject = self._claim(parts[0]).names(self._names)
        found = [self._best(part, frozenset() if self._claim(part).names(self._names) else subject) for part in parts]
        return tuple(dict.fromkeys(ground for ground in found if ground)) if all(found) else ()

    def _best(self, sentence: str, about: frozenset[str]) -> Ground | None:
        claim = self._claim(sentence)
        if not claim.content:
            return None
        supports = [(self._support(claim, unit, about), -number) for number, unit in enumerate(self._units)]
        best, number = max(supports, default=(0.0, 0))
        return self._units[-number].ground if best >= MEANT else None

    def _claim(self, sentence: str) -> "_Claim":
        embedding = self._index.encoder.embed_tokens([sentence])[0]
        words = tuple(match.span() for match in _WORD.finditer(sentence))
        return _Claim(sentence, words, embedding.tokens, embedding.spans)

    def _support(self, claim: "_Claim", unit: "_Unit", about: frozenset[str]) -> float:
        """Give the share of a sentence's words that a unit holds, 0 when it lacks what it must hold."""
        if not claim.figures <= unit.figures or not claim.addresses <= unit.addresses:
            return 0.0
        if any(line & claim.plain and not line & unit.plain for line in _STRICT):
            return 0.0
        if claim.negative != unit.denies(claim.terms) or _outdated(claim, unit):
            return 0.0
        if any(_turned(claim, unit, pair) for pair in _OPPOSITES) or _reversed(claim.text, unit.ground.text):
            return 0.0
        names = claim.names(self._names)
        if not all(stem(name) in unit.terms or name in unit.plain for name in about):
            return 0.0
        held = 0
        similarity = token_similarity(claim.tokens, unit.tokens)
        for start, end in claim.content:
            word = fold(claim.text[start:end])
            if stem(word) in unit.terms or word in unit.plain or _NUMBERS.get(word, word) in unit.figures:
                held += 1
                continue
            inside = (claim.spans[:, 0] >= start) & (claim.spans[:, 1] <= end)
            like = float(similarity[inside].max(axis=1).mean()) if inside.any() and similarity.size else 0.0
            if word in names:
                if like < NAMED_LIKE or not any(other[:ALIKE] == word[:ALIKE] for other in unit.plain):
                    return 0.0
            elif stem(word) not in _LIGHT | _LATER | _EARLIER and like < LIKE:  # whose order is held against the unit's
                return 0.0
        return held / len(claim.content)


@dataclass(frozen=True)
class _Claim:
    """A sentence to be checked, with its token vectors."""

    text: str
    words: tuple[tuple[int, int], ...]
    tokens: Floats
    spans: NDArray[np.int32]

    @cached_property
    def plain(self) -> frozenset[str]:
        return frozenset(split_words(self.text))

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(terms(self.text))

    @cached_property
    def content(self) -> tuple[tuple[int, int], ...]:
        return tuple(span for span in self.words if fold(self.text[slice(*span)]) not in STOP_WORDS | _NEGATIVE)

    @cached_property
    def figures(self) -> frozenset[str]:
        return figures_of(self.text) - {"1"}  # "one of them" counts nothing

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(match.rstrip(".,;)") for match in _ADDRESS.findall(self.text.casefold()))

    @cached_property
    def negative(self) -> bool:
        return is_negative(self.text)

    def names(self, known: frozenset[str]) -> frozenset[str]:
        """Give its names: words with a capital, the first one only if the passages know it as a name."""
        found = set()
        for start, end in self.words:
            word = self.text[start:end]
            folded = fold(word)
            if not word[:1].isupper() or folded in STOP_WORDS or folded in _MONTHS:
                continue
            if start > self.words[0][0] or word[1:] != word[1:].lower() or folded in known:
                found.add(folded)
        return frozenset(found)


@dataclass(frozen=True)
class _Unit:
    """A unit of a passage with what stands around it."""

    ground: Ground
    context: str
    tokens: NDArray[np.int8]

    @cached_property
    def _all(self) -> str:
        return f"{self.context}\n{self.ground.text}"

    @cached_property
    def plain(self) -> frozenset[str]:
        return frozenset(split_words(self._all))

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(terms(self._all))

    @cached_property
    def figures(self) -> frozenset[str]:
        return figures_of(self._all)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(fold(name) for name in _NAME.findall(self._all)) - STOP_WORDS

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(match.rstrip(".,;)") for match in _ADDRESS.findall(self._all.casefold()))

    def denies(self, said: frozenset[str]) -> bool:
        """Tell whether the part of the unit that speaks of what was said denies it."""
        shared = [(len(said & frozenset(terms(part))), part) for part in _PARTS.split(self.ground.text)]
        most = max(count for count, _ in shared)
        return any(is_negative(part) for count, part in shared if count == most)


def figures_of(text: str) -> frozenset[str]:
    """Give the figures of a text on one scale: digits, number words, ordinals, months, and figures with their unit."""
    found: set[str] = set()
    for match in _FIGURE.finditer(text):
        found.add(_plain_figure(match.group()))
    for match in _SCALE.finditer(text):
        found.add(_scale(match.group().strip()))
    for word in split_words(text):
        if word in _NUMBERS:
            found.add(_NUMBERS[word])
        elif word in _ORDINALS:
            found.add(_ORDINALS[word])
        elif word in _MONTHS:
            found.add(word)
    return frozenset(found)


def _plain_figure(figure: str) -> str:
    """Write a figure without its thousands' marks: "1,062.2" and "1 062.2" are one."""
    figure = re.sub(r"[\u202f\u00a0]", "", figure)
    figure = re.sub(r",(?=\d{3}(?!\d))", "", figure)
    return figure.replace(",", ".").lstrip("0") or "0"


def _scale(mark: str) -> str:
    same = {"mio": "million", "mn": "million", "bn": "billion", "€": "eur", "$": "usd"}
    return same.get(mark.casefold(), mark.casefold())


def is_negative(text: str) -> bool:
    """Tell whether a statement denies something; two denials make none."""
    words = split_words(_NUMERO.sub("", text).replace("n't", " not").replace("n’t", " not"))
    return sum(word in _NEGATIVE for word in words) % 2 == 1


def _turned(claim: _Claim, unit: _Unit, pair: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Tell whether the sentence says one side of an opposition and the unit's own words only the other."""
    said = {stem(word) for word in claim.plain}
    own = {stem(word) for word in split_words(unit.ground.text)}
    return any(said & one and not own & one and own & other and not said & other for one, other in (pair, pair[::-1]))


def _outdated(claim: _Claim, unit: _Unit) -> bool:
    """Tell whether the sentence says "is" of what the unit says "was"."""
    own = frozenset(split_words(unit.ground.text))
    return bool(claim.plain & _NOW and own & _THEN and not own & (_NOW | {"has", "have"}) and not claim.plain & _THEN)


def _reversed(said: str, told: str) -> bool:
    """Tell whether a sentence changes over who did it to whom, or can't be told to keep it.

    "from A to B", "by A": what stands behind such a word in the sentence must stand behind the same word in the unit,
    where the unit has both. "A followed B": the unit must say so, or "B preceded A".
    """
    ours, theirs = _arguments(said), _arguments(told)
    everywhere = frozenset(fold(word) for word in _WORD.findall(told))
    for word in _TOWARDS & ours.keys() & theirs.keys():
        changed = not ours[word] & theirs[word] and ours[word] <= everywhere
        if changed and theirs[word] & frozenset(fold(name) for name in _WORD.findall(said)):
            return True
    before, after = _sequence(said)
    if not before or not after:
        return False
    there_before, there_after = _sequence(told)
    return not (before & there_before and after & there_after)


def _arguments(text: str) -> dict[str, frozenset[str]]:
    """Give the names and figures that stand directly behind "from", "to", "by", "until", "since"."""
    words = _WORD.findall(text)
    found: dict[str, frozenset[str]] = {}
    for i, word in enumerate(words):
        if word.casefold() not in _TOWARDS:
            continue
        behind = set()
        for following in words[i + 1 :]:
            if _is_name(following):
                behind.add(fold(following))
            elif following.casefold() not in ("the", "and", "of", "a"):
                break
        if behind:
            found[word.casefold()] = found.get(word.casefold(), frozenset()) | behind
    return found


def _sequence(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names of what came earlier and of what came later, where a text says so; else two empty sets."""
    words = _WORD.findall(text)
    stems = [stem(fold(word)) for word in words]
    turn = next((i for i, word in enumerate(stems) if word in _LATER | _EARLIER), None)
    if turn is None:
        return frozenset(), frozenset()
    left = frozenset(fold(word) for word in words[:turn] if _is_name(word))
    rest = words[turn + 1 :]
    if not left and stems[turn] in ("befor", "after"):  # "Before A came B"
        middle = next((i for i, word in enumerate(rest) if word.islower() and word not in ("the", "of", "and")), 0)
        left = frozenset(fold(word) for word in rest[middle:] if _is_name(word))
        rest = rest[:middle]
    right = frozenset(fold(word) for word in rest if _is_name(word))
    passive = turn + 1 < len(words) and words[turn + 1].casefold() == "by"
    left, right = left - right, right - left
    return (right, left) if (stems[turn] in _LATER) != passive else (left, right)


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def _units_of(index: Index, hit: Hit) -> Iterable[_Unit]:
    """Cut a passage into its units, each with title, heading and the sentence that leads its list in."""
    page = index.text_of(hit.source, hit.page)
    tokens, spans = index.tokens_of(hit.row)
    outside = spans[:, 0] < 0
    lead: Unit | None = None
    about = f"{hit.title}\n{hit.heading}"
    for unit in find_units(page, hit.start, hit.end):
        if unit.kind == "heading" or overlaps_order(page, unit.start, unit.end):
            continue
        text = page[unit.start : unit.end]
        if unit.kind == "sentence":
            lead = unit if text.endswith(":") else None
        led = lead is not None and unit.kind != "sentence"
        inside = (spans[:, 0] >= unit.start) & (spans[:, 1] <= unit.end)
        context = f"{about}\n{page[lead.start : lead.end]}" if led and lead else about
        yield _Unit(Ground(hit, unit.start, unit.end, text), context, tokens[inside | outside])
