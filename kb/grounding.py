"""Whether a passage says what a sentence says: the check that every worded sentence goes through.

A sentence is held against the units of the passages (a sentence, an item, a table row, each with its title, heading and
lead-in; and a list as a whole). One unit must hold every figure, date and name of it, the words of it that the passages
could have used, and what turns a meaning round: no, only, before, more. What is left, the words a person puts in
others, must stand in the table of paraphrases or be like a word of the unit by late interaction. Where a unit as near
denies it, it is not borne. Where a sentence joins two statements, two units may bear it, if both speak of what it is
about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kb.direction import ORDER, is_reversed, mixes_clauses
from kb.figures import MONTHS, NUMBER_WORDS, ORDINALS, SCALE_WORDS, Figure, covers, read_figures, unify_bounds
from kb.index import Hit, Index
from kb.models import TokenEmbedding, TokenEmbeddings
from kb.orders import is_order, overlaps_order
from kb.paraphrase import root, same_as, says_same, unify_idioms
from kb.scores import token_similarity
from kb.synonyms import kin_of
from kb.units import Unit, find_units, group_lists
from kb.words import STOP_WORDS, fold, split_words

LIKE = 0.5  # cosine from which a word of the unit means what a word of the sentence does
NAMED_LIKE = 0.8  # the same for "Italian" and "Italy", which begin alike
ALIKE = 4  # letters
MEANT = 0.5  # share of the content words that the unit must hold itself; what is left is light or like
TOLD = 2  # words that two clauses share if they tell of the same
JOINED = 3  # words from which a part of a sentence is a statement of its own
LABEL = re.compile(r"[^\n:|(]{2,80}")  # what an item or the first cell of a row is called

_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w'’-]*", re.UNICODE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:eu|org|com|net|int|gov|info)\b\S*", re.I)
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+")
_NUMERO = re.compile(r"\bNo\.?(?=\s\d)")  # "Regulation (EU) No 232/2014" denies nothing
_JOINTS = re.compile(r"[;,]\s+(?:and|while|whereas|but)?\s*|\s+(?:while|whereas)\s+|\s+and\s+(?=the\b)")
_NEITHER = re.compile(r"\bnor\b|(?<=\bnor )not\b", re.I)  # "neither ... nor" denies once
_INSERTED = re.compile(r"([^,]+), (?:which|who) ([^,]+), ([^,].*)")
# "..., as printed on a page of B": B is not what the rest is about.
_ATTRIBUTION = re.compile(
    r",?\s(?:as (?:\w+ )?(?:printed|stated|reported|named|given|told|announced|said) (?:on|in|by|at)|according to)"
    r" [^,.;|]*",
    re.I,
)
_ATTRIBUTES = frozenset(
    root(word) for word in "according say state report print write give tell name put count".split()
)
_RELATIVE = re.compile(r"\b(?:that|which|who)\b")
_APPOSED = re.compile(r"([^,]+), ((?:an?|the) [^,]+), (?!and\b|or\b)([^,].*)")  # "A, the head of B, leads C"
_INTRODUCED = re.compile(
    r"(?:Its|Their|The|His|Her) ([a-z][^,]+), ([^,]+), (?!and\b|or\b)([^,].*)"
)  # "Its head, A, ..."
_PARTS = re.compile(r"[,;:|()–]|\b(?:and|but|while)\b")
_NOW, _THEN = frozenset({"is", "are"}), frozenset({"was", "were"})
_MODAL = frozenset("can could may might able allowed possible".split())
_NEGATIVE = frozenset("no not never none neither nor without cannot nobody nothing unknown".split())
# What a passage must say itself if a sentence says it; each line are words that say the same.
_STRICT = [
    frozenset(line.split())
    for line in """
    only solely exclusively sole just
    most mainly mostly majority half
    more above over exceed least
    less below
    because due owing reason cause caused therefore thanks consequently
    will plan planned intend
    possibly perhaps might
    must shall obliged required require need needed necessary
    """.strip().splitlines()
]
_EVERY = frozenset("all every each whole entire always both".split())
_WHERE = frozenset(root(word) for word in "territory area part".split())  # "with its whole territory"
_REACH = 2  # content words behind "all" that say all of what
# "Managing authority" and "national authority" are two: the word before such a noun is a part of its name.
_PLAIN = STOP_WORDS | frozenset(NUMBER_WORDS) | {"new", "other", "programm"}
_BODIES = frozenset(root(word) for word in "authority committee secretariat office body point partner group".split())
# Words that carry no fact of their own: what a person puts in others without changing what is said.
_LIGHT = frozenset(
    root(word)
    for word in """
    able according account across act additional address allow along already also altogether always among amount
    amounts answer answers appear apply around aside ask asked available base based became become behind belong
    belongs between
    bring brings brought call called came carry combined come comes comprise concern consist contain contribute
    contributes cooperate cover covers currently date day deal document documents duration each early eligible entire
    exist explain fall feature
    find form found give given gives go goes going gone hand handed have held help hold include includes
    including instead involve join joined keep known late latest lie lies list listed made main make makes mean
    means meant mention name named namely necessary new newly now number numbers offer offered offers one ones
    original originally otherwise overall part participate people person place possible present programme
    provide provided provides put reach reached receive received receives refer regard related rely responsible
    rest rested run say says see send serve set several side since sit so sort stand stands state stated states
    subject submit submitted take taken takes taking talk task tell thing things thus time together topic total totally
    turn under use used uses way well went whole within word work worked works worth write
    """.split()
)
# Words of which one can't stand for the other, however near their vectors are.
_OPPOSITES = [
    (frozenset(root(word) for word in one.split()), frozenset(root(word) for word in other.split()))
    for one, other in [
        ("increase rise rose grow grew more", "decrease fall fell drop decline less reduce cut"),
        ("begin start open launch", "end close finish stop suspend terminate discontinue"),
        ("approve accept adopt", "reject refuse"),
        ("join", "leave left withdraw"),
        ("largest highest biggest", "smallest lowest least"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("member", "partner"),
        ("include with", "exclude"),
        ("allow", "forbid prohibit ban"),
        ("after", "before"),
    ]
]


@dataclass(frozen=True, slots=True)
class Ground:
    """A unit of a passage that bears a sentence: text_of(hit.source, hit.page)[start:end]."""

    hit: Hit
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Support:
    """How far a unit bears a sentence: the share of its words that it holds, with and without what stands around it."""

    held: float
    own: float
    denied: bool


class Grounds:
    """The units that a chat model was given, made ready for checking its sentences."""

    def __init__(self, index: Index, hits: Sequence[Hit]) -> None:
        self._index = index
        self._units = [unit for hit in hits for unit in _units_of(index, hit)]
        self._names = frozenset(name for unit in self._units for name in unit.names)

    def check(self, sentence: str) -> tuple[Ground, ...]:
        """Give the units that bear a sentence, the best first; none when it is not borne; a question states nothing."""
        if sentence.rstrip(" \"'”’»)").endswith("?"):
            return ()
        whole = self._best(sentence, frozenset())
        if whole is not None:
            return (whole,)
        inserted = _read_inserted(sentence)
        if inserted:
            both = [self._best(said, frozenset()) for said in inserted]
            return tuple(dict.fromkeys(ground for ground in both if ground)) if all(both) else ()
        # A sentence may join two statements; each must be borne, and be about what the first one names.
        parts = [part for part in _JOINTS.split(sentence) if part]
        if len(parts) < 2 or any(len(split_words(part)) < JOINED for part in parts):
            return ()
        subject = self._claim(parts[0]).names(self._names)
        found = [self._best(part, frozenset() if self._claim(part).names(self._names) else subject) for part in parts]
        return tuple(dict.fromkeys(ground for ground in found if ground)) if all(found) else ()

    def _best(self, sentence: str, about: frozenset[str]) -> Ground | None:
        claim = self._claim(sentence)
        if not claim.content or len(claim.content) + len(claim.figures) < 2:  # a word states nothing
            return None
        found = [(support, unit) for unit in self._units if (support := self._support(claim, unit, about))]
        borne = [(support, unit) for support, unit in found if not support.denied]
        if not borne:
            return None
        support, unit = max(borne, key=lambda pair: (pair[0].held, pair[0].own))
        denied = max((other.own for other, _ in found if other.denied), default=0.0)
        return unit.ground if denied < support.own or not denied else None

    def _claim(self, sentence: str) -> "_Claim":
        text = _unify(sentence)
        return _Claim(text, tuple(match.span() for match in _WORD.finditer(text)), self._index.encoder)

    def _support(self, claim: "_Claim", unit: "_Unit", about: frozenset[str]) -> _Support | None:
        """Hold a sentence against a unit; None when the unit lacks what it must hold."""
        if not (claim.addresses <= unit.addresses and claim.bodies <= unit.bodies and unit.plain_enough(claim)):
            return None
        names = claim.names(self._names)
        if unit.attributed and claim.roots.isdisjoint(_ATTRIBUTES):
            return None
        if not all(root(name) in unit.roots or name in unit.plain for name in about):
            return None
        if not all(covers(unit.figures, unit.all_text, figure, claim.modal, says_same) for figure in claim.figures):
            return None
        own_text = unit.own_text
        if any(_turned(claim, unit, pair) for pair in _OPPOSITES):
            return None
        if is_reversed(claim.text, own_text) or mixes_clauses(claim.text, own_text):
            return None
        held = own = 0
        others: list[tuple[int, int]] = []  # words that the unit has in other words, if at all
        for start, end in claim.content:
            word = fold(claim.text[start:end])
            term = root(word)
            if term in unit.roots or word in unit.plain:
                held += 1
                own += term in unit.own_roots
                continue
            meant = not (kin_of(term) if word in names else same_as(term)).isdisjoint(unit.own_roots)
            if meant or (word not in names and term in _LIGHT | ORDER):
                own += meant and term not in _LIGHT
                continue
            others.append((start, end))
        figures, words = len(claim.figures), len(claim.content) + len(claim.figures)
        share = (held + figures) / words
        # Words are compared by their vectors last: a unit that has less than half of them tells of something else.
        if share < MEANT or not _has_like(claim, unit, others, names):
            return None
        denied = claim.negative != unit.denies(claim.roots) or unit.moves_denial(claim)
        if _outdated(claim, unit) and not denied:
            return None
        return _Support(share, (own + figures) / words, denied)


@dataclass(frozen=True)
class _Claim:
    """A sentence to be checked; its bounds are unified."""

    text: str
    words: tuple[tuple[int, int], ...]
    encoder: TokenEmbeddings

    @cached_property
    def embedding(self) -> TokenEmbedding:
        """Embed it once a word needs it, which is most of the time that a check takes."""
        return self.encoder.embed_tokens([self.text])[0]

    @cached_property
    def plain(self) -> frozenset[str]:
        return frozenset(split_words(self.text))

    @cached_property
    def roots(self) -> frozenset[str]:
        return _roots(self.text)

    @cached_property
    def content(self) -> tuple[tuple[int, int], ...]:
        """Give the words that must be borne; figures are held by themselves."""
        without = STOP_WORDS | _NEGATIVE | SCALE_WORDS | NUMBER_WORDS.keys() | ORDINALS.keys() | MONTHS.keys()
        return tuple(
            (start, end)
            for start, end in self.words
            if not self.text[start].isdigit() and fold(self.text[start:end]) not in without
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return read_figures(self.text)

    @cached_property
    def modal(self) -> bool:
        return not self.plain.isdisjoint(_MODAL)

    @cached_property
    def addresses(self) -> frozenset[str]:
        return _addresses(self.text)

    @cached_property
    def bodies(self) -> frozenset[tuple[str, str]]:
        return _bodies(self.text)

    @cached_property
    def negative(self) -> bool:
        return is_negative(self.text)

    @cached_property
    def every(self) -> tuple[frozenset[str], ...]:
        return _every(self.text)

    def names(self, known: frozenset[str]) -> frozenset[str]:
        """Give its names: words with a capital, the first one only if the passages know it as a name."""
        found = set()
        for start, end in self.words:
            word = self.text[start:end]
            folded = fold(word)
            if not word[:1].isupper() or folded in STOP_WORDS or folded in MONTHS or folded in SCALE_WORDS:
                continue
            if start > self.words[0][0] or word[1:] != word[1:].lower() or folded in known:
                found.add(folded)
        return frozenset(found)


@dataclass(frozen=True)
class _Unit:
    """A unit of a passage with what stands around it; said is its text as far as a sentence may rest on it."""

    ground: Ground
    about: str
    lead: str
    tokens: NDArray[np.int8]
    said: str = ""
    attributed: bool = False

    @cached_property
    def own_text(self) -> str:
        return _unify(self.said or self.ground.text)

    @cached_property
    def all_text(self) -> str:
        return f"{self.context}\n{self.own_text}"

    @cached_property
    def context(self) -> str:
        return _unify(f"{self.about}\n{self.lead}")

    @cached_property
    def plain(self) -> frozenset[str]:
        return frozenset(split_words(self.all_text))

    @cached_property
    def roots(self) -> frozenset[str]:
        return _roots(self.all_text)

    @cached_property
    def own_roots(self) -> frozenset[str]:
        return _roots(f"{self.lead}\n{self.own_text}")

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return (*read_figures(self.own_text), *read_figures(self.context))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(fold(name) for name in _NAME.findall(self.all_text)) - STOP_WORDS

    @cached_property
    def addresses(self) -> frozenset[str]:
        return _addresses(self.all_text)

    @cached_property
    def bodies(self) -> frozenset[tuple[str, str]]:
        return _bodies(self.all_text.casefold())

    def plain_enough(self, claim: _Claim) -> bool:
        """Tell whether the unit itself has the words that widen or narrow what the sentence says."""
        if any(line & claim.plain and not line & self.plain for line in _STRICT):
            return False
        if not claim.every:
            return True
        told = _every(self.all_text)
        return all(
            any(near & other or not near or (other & _WHERE and near <= self.own_roots) for other in told)
            for near in claim.every
        )

    def denies(self, said: frozenset[str]) -> bool:
        """Tell whether the part of the unit that speaks of what was said denies it."""
        shared = [(len(said & _roots(part)), part) for part in _PARTS.split(self.own_text)]
        most = max(count for count, _ in shared)
        return any(is_negative(part) for count, part in shared if count == most)

    def moves_denial(self, claim: _Claim) -> bool:
        """Tell whether a sentence that denies something denies another clause than the unit does."""
        if not claim.negative or not is_negative(self.own_text):
            return False
        theirs = _denials(_PARTS.split(self.own_text))
        for roots, negative in _denials(_PARTS.split(_RELATIVE.sub(",", claim.text))):
            most = max(len(roots & other) for other, _ in theirs)
            nearest = {denied for other, denied in theirs if len(roots & other) == most}
            if most >= TOLD and nearest == {not negative}:
                return True
        return False


def _read_inserted(sentence: str) -> tuple[str, str] | None:
    """Give the two statements of a sentence that says in between what its subject is, None for others."""
    if found := _INSERTED.fullmatch(sentence):
        subject, clause, rest = found.groups()
        return f"{subject} {rest}", f"{subject} {clause}"
    if found := _APPOSED.fullmatch(sentence):
        subject, what, rest = found.groups()
        return f"{subject} {rest}", f"{subject} is {what}"
    if found := _INTRODUCED.fullmatch(sentence):
        what, subject, rest = found.groups()
        return f"{subject} {rest}", f"{subject} is the {what}"
    return None


def _unify(text: str) -> str:
    return unify_bounds(unify_idioms(text))


def _denials(clauses: Iterable[str]) -> list[tuple[frozenset[str], bool]]:
    """Give for each clause the roots of its words that are no names, and whether it denies something."""
    return [
        (_roots(" ".join(word for word in _WORD.findall(clause) if word[0].islower())), is_negative(clause))
        for clause in clauses
    ]


def is_negative(text: str) -> bool:
    """Tell whether a statement denies something; two denials make none."""
    text = _NUMERO.sub("", text).replace("n't", " not").replace("n’t", " not")
    words = split_words(_NEITHER.sub("", text))
    return sum(word in _NEGATIVE for word in words) % 2 == 1


def _roots(text: str) -> frozenset[str]:
    return frozenset(root(word) for word in split_words(text) if word not in STOP_WORDS)


def _addresses(text: str) -> frozenset[str]:
    return frozenset(match.rstrip(".,;)") for match in _ADDRESS.findall(text.casefold()))


def _bodies(text: str) -> frozenset[tuple[str, str]]:
    """Give the bodies that a text names, by two roots: what kind of authority, committee, office."""
    words = _WORD.findall(text)
    pairs = ((one, fold(other)) for one, other in pairwise(words) if one.islower())
    found = ((root(one), root(other)) for one, other in pairs if one not in _PLAIN)
    return frozenset(pair for pair in found if pair[1] in _BODIES)


def _every(text: str) -> tuple[frozenset[str], ...]:
    """Give for each "all", "every", "whole" the roots of the content words right behind it."""
    words = split_words(text)
    found = []
    for place, word in enumerate(words):
        if word in _EVERY:
            behind = [root(following) for following in words[place + 1 :] if following not in STOP_WORDS]
            found.append(frozenset(behind[:_REACH]))
    return tuple(found)


def _turned(claim: _Claim, unit: _Unit, pair: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Tell whether the sentence says one side of an opposition and the unit's own words only the other."""
    said = frozenset(root(word) for word in claim.plain)
    own = frozenset(root(word) for word in split_words(unit.own_text))
    return any(said & one and not own & one and own & other and not said & other for one, other in (pair, pair[::-1]))


def _has_like(claim: _Claim, unit: _Unit, words: Sequence[tuple[int, int]], names: frozenset[str]) -> bool:
    """Tell whether a unit has for each of some words of a sentence one that means the same by its vector."""
    if not words:
        return True
    if any(
        word in names and not any(other[:ALIKE] == word[:ALIKE] for other in unit.plain)
        for word in (fold(claim.text[start:end]) for start, end in words)
    ):
        return False
    similarity = token_similarity(claim.embedding.tokens, unit.tokens)
    spans = claim.embedding.spans
    for start, end in words:
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
        like = float(similarity[inside].max(axis=1).mean()) if inside.any() and similarity.size else 0.0
        if like < (NAMED_LIKE if fold(claim.text[start:end]) in names else LIKE):
            return False
    return True


def _outdated(claim: _Claim, unit: _Unit) -> bool:
    """Tell whether the sentence says "is" of what the unit says "was"."""
    own = frozenset(split_words(unit.own_text))
    return bool(claim.plain & _NOW and own & _THEN and not own & (_NOW | {"has", "have"}) and not claim.plain & _THEN)


def _units_of(index: Index, hit: Hit) -> Iterator[_Unit]:
    """Cut a passage into its units, each with title, heading and the sentence that leads its list in; then its lists.

    A list as a whole bears what it enumerates, by the names of its items; what is told of one item, only that item.
    """
    page = index.text_of(hit.source, hit.page)
    tokens, spans = index.tokens_of(hit.row)
    outside = spans[:, 0] < 0
    about = "\n".join(text for text in (hit.title, hit.heading) if not is_order(text))
    units = [
        unit
        for unit in find_units(page, hit.start, hit.end)
        if unit.kind != "heading" and not overlaps_order(page, unit.start, unit.end)
    ]
    lead: Unit | None = None
    for unit in units:
        text = page[unit.start : unit.end]
        if unit.kind == "sentence":
            lead = unit if text.endswith(":") else None
        led = lead is not None and unit.kind != "sentence"
        inside = (spans[:, 0] >= unit.start) & (spans[:, 1] <= unit.end)
        leading = page[lead.start : lead.end] if led and lead else ""
        ground, plainly = Ground(hit, unit.start, unit.end, text), _ATTRIBUTION.sub("", text)
        yield _Unit(ground, about, leading, tokens[inside | outside], attributed=plainly != text)
        if plainly != text:
            yield _Unit(ground, about, leading, tokens[inside | outside], plainly)
    for group in group_lists(page, units):
        items = [unit for unit in group if unit.kind == "item"]
        if len(items) < 2:
            continue
        start, end = group[0].start, group[-1].end
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
        told = [page[group[0].start : group[0].end]] if group[0].kind == "sentence" else []
        labels = [match.group() for unit in items if (match := LABEL.match(page, unit.start, unit.end))]
        said = f"{' '.join(told)} {', '.join(labels)}"
        yield _Unit(Ground(hit, start, end, page[start:end]), about, "", tokens[inside | outside], said)
