"""Hold the sentences of a chat model against the units of passages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.direction import is_reversed, leading_names, leaves_verb_out, mixes_clauses
from kb.figures import Figure
from kb.grounding.claim import Claim, read_claim
from kb.grounding.clauses import (
    CONTINUES,
    cut_statements,
    is_adjunct,
    read_inserted,
    read_listed,
    resolve_pair,
    strip_opening,
    subject_of,
)
from kb.grounding.covering import counts_first_names, counts_own_list, covers
from kb.grounding.dated import misdates_act, mixes_times
from kb.grounding.denying import denies, moves_denial, swaps_denial
from kb.grounding.matching import has_like, match_words
from kb.grounding.narrowing import (
    adds_rate,
    bounds_one,
    draws_conclusion,
    is_outdated,
    is_plain_enough,
    is_turned,
    names_part_of_name,
    tells_open_as_fact,
    tells_plan_as_fact,
)
from kb.grounding.pairing import drops_rate, mispairs, mispairs_cells, mispairs_names, mixes_figures
from kb.grounding.planned import denies_unknown, says_plan
from kb.grounding.roles import lets_another, turns_roles
from kb.grounding.spans import mixes_ends, tells_end_as_day, tells_old_figure
from kb.grounding.sums import gives_share_as_whole, mistakes_sum
from kb.grounding.times import part_fits, resolve_years
from kb.grounding.told import Ground, ToldUnit, units_of
from kb.index import Hit, Index
from kb.paraphrase import is_everyday, root, says_same
from kb.synonyms import kin_of
from kb.words import STOP_WORDS, fold, split_words

MOST = 0.6  # share of the names of what "it" is that a unit must have
MEANT = 0.6  # share of the content words that the unit must hold itself; what is left is light or like
_PRONOUN = re.compile(r"(?:it|they|he|she|its|their|his|her)\b", re.IGNORECASE)
_SHORT = re.compile(r"\b[A-Z]{2,4}\b")
_ASKED = re.compile(
    r"(?:who|whom|whose|which|how (?:many|much)|is|are|was|were|do|does|did|has|have|can)\b[^:]{5,}:\s", re.I
)
_ATTRIBUTES = frozenset(
    root(word)
    for word in """according say state report print write give tell name put count announce publish confirm explain
    describe""".split()
)


@dataclass(frozen=True, slots=True)
class _Support:
    """How far a unit bears a sentence: the share of its words that it holds, and how many of them by itself."""

    held: float
    own: int
    denied: bool


class Grounds:
    """The units that a chat model was given, made ready for checking its sentences."""

    def __init__(self, index: Index, hits: Sequence[Hit]) -> None:
        self._index = index
        self._units = [unit for hit in hits for unit in units_of(index, hit)]
        self._claims: dict[tuple[str, bool], Claim] = {}
        self._found: dict[tuple[str, bool], list[tuple[_Support, ToldUnit]]] = {}
        self._plain = frozenset(word for unit in self._units for word in unit.plain)
        uncapitalised = frozenset(word for unit in self._units for word in unit.uncapitalised)
        names = frozenset(name for unit in self._units for name in unit.names) - uncapitalised
        self._names = frozenset(name for name in names if not is_everyday(root(name)))
        often = Counter(name for unit in self._units for name in unit.names & self._names)
        self._general = frozenset(name for name, count in often.items() if 2 * count > len(self._units))
        self._labels = {unit.ground: unit.label & self._names for unit in self._units}

    def check(self, sentence: str, before: Sequence[str] = ()) -> tuple[Ground, ...]:
        """Give the units that bear a sentence, the best first, none when it is not borne.

        before: the question and the sentences that are shown, which tell of what "it" is. A question states nothing,
        even with an answer behind its colon: "Who was first, A or B: A."
        """
        topic = self._topic(before) if _PRONOUN.match(sentence) else frozenset()
        grounds = self._check(sentence, topic)
        return grounds if all(self._tells_of(ground, topic) for ground in grounds) else ()

    def _check(self, sentence: str, topic: frozenset[str]) -> tuple[Ground, ...]:
        if sentence.rstrip(" .\"'”’»)").endswith("?") or _ASKED.match(sentence):
            return ()
        sentence = resolve_years(resolve_pair(strip_opening(sentence)))
        planned = says_plan(sentence)
        whole = self._best(self._claim(sentence, planned), topic)
        if whole is not None:
            return (whole,)
        both = self._bear_inserted(sentence, planned) or self._bear_listed(sentence, planned)
        if both:
            return both
        # A sentence may join statements; each must be borne, and be about what the first one names.
        for parts in cut_statements(sentence):
            grounds = self._bear_parts([self._claim(part, planned) for part in parts])
            # An amount in one part may not be given to a name in another.
            if grounds and not any(mispairs_names(sentence, ground.text) for ground in grounds):
                return grounds
        return ()

    def _topic(self, before: Sequence[str]) -> frozenset[str]:
        """Give the names of the last text that has some of its own, with which it begins if it begins with some."""
        for text in reversed(before):
            short = frozenset(map(fold, _SHORT.findall(text)))  # a page may write it in full
            names = self._claim(text, planned=False).names(self._names) - self._general - short
            leading = leading_names(text)
            if names:
                return frozenset(name for name in names if root(name) in leading) or names
        return frozenset()

    def _tells_of(self, ground: Ground, topic: frozenset[str]) -> bool:
        """Tell whether a unit has most of the names of what is spoken of, around it or in it."""
        if not topic:
            return True
        held = max(
            sum(name in unit.plain or not kin_of(root(name)).isdisjoint(unit.roots) for name in topic)
            for unit in self._units
            if unit.ground == ground
        )
        return held >= MOST * len(topic)

    def _bear_parts(self, parts: Sequence[Claim]) -> tuple[Ground, ...]:
        """Give a unit for each statement of a sentence, none when one of them has none."""
        subject = parts[0].names(self._names)
        said = frozenset().union(*(part.plain for part in parts))
        about = subject_of(parts[0].said)
        leading = frozenset(name for name in subject if root(name) in leading_names(parts[0].text))
        found: list[tuple[Ground, ...]] = []
        firsts: tuple[Ground, ...] = ()
        for part in parts:
            named = bool(part.names(self._names) - subject)
            near = firsts if not named and not subject else ()  # nothing names what it is about
            whose = frozenset() if named else subject
            if named and _PRONOUN.match(part.text):  # "its seat is in Bonn" is said of the first one, not of Bonn
                whose = leading
            if found and about and not named and CONTINUES.match(part.text):
                part = self._claim(f"{about} {part.said}", part.planned)
            grounds = self._bearing(part, whose, near)
            if found and CONTINUES.match(part.text):  # it speaks of the first one, so not by the row of another
                chosen = [others[0] for others in found]
                grounds = tuple(ground for ground in grounds if ground in chosen or self._labels[ground] <= said)
            if not grounds and not named and firsts:  # "it" is what stands around the first, not who is named in it
                grounds = self._bearing(part, frozenset(), firsts, of_heading=True)
            if not grounds and (named or part is parts[0]):
                grounds = self._bear_inserted(part.said, part.planned) or self._bear_listed(part.said, part.planned)
            if not grounds:
                return ()
            if not found:
                firsts = grounds
            elif near:
                firsts = tuple(ground for ground in firsts if _is_near(ground.hit, grounds[0].hit))
            found.append(grounds)
        found[0] = firsts
        for at, part in enumerate(parts):
            if is_adjunct(part.said):  # it is not said of what another page tells
                beside = 1 if at == 0 else at - 1
                if any(_names_subject(ground, parts[beside]) for ground in found[at][: 1 - at]):
                    continue
                found[at], found[beside] = _go_together(found[at], found[beside])
        return tuple(dict.fromkeys(grounds[0] for grounds in found)) if all(found) else ()

    def _bear_listed(self, sentence: str, planned: bool) -> tuple[Ground, ...]:
        """Give a unit for each of the names of which a sentence says the same: "A and B are open" of two rows."""
        each = [self._best(self._claim(said, planned)) for said in read_listed(sentence)]
        return tuple(dict.fromkeys(ground for ground in each if ground)) if each and all(each) else ()

    def _bear_inserted(self, sentence: str, planned: bool) -> tuple[Ground, ...]:
        """Give a unit for each of the two statements of a sentence that says in between what its subject is."""
        both = [self._best(self._claim(said, planned)) for said in read_inserted(sentence) or ()]
        return tuple(dict.fromkeys(ground for ground in both if ground)) if all(both) else ()

    def _best(self, claim: Claim, topic: frozenset[str] = frozenset()) -> Ground | None:
        grounds = self._bearing(claim, frozenset(), ())
        return next((ground for ground in grounds if self._tells_of(ground, topic)), next(iter(grounds), None))

    def _bearing(
        self, claim: Claim, about: frozenset[str], near: Sequence[Ground], of_heading: bool = False
    ) -> tuple[Ground, ...]:
        """Find the units that bear a statement and have the names it is about, the best first.

        near: they must stand under the heading of one of these, if there are any. of_heading: they must speak of what
        stands in title or heading.
        """
        if not claim.content or len(claim.content) + len(claim.figures) < 2:  # a word states nothing
            return ()
        found = [
            (support, unit)
            for support, unit in self._supports(claim)
            if _is_about(unit, about) and (unit.of_heading or not of_heading)
        ]
        borne = [
            (support, unit.ground)
            for support, unit in found
            if not support.denied and (not near or any(_is_near(unit.ground.hit, other.hit) for other in near))
        ]
        denied = max((other.own for other, _ in found if other.denied), default=0)
        if not borne or (denied and denied >= max(support.own for support, _ in borne)):
            return ()
        borne.sort(key=lambda pair: (pair[0].held, pair[0].own), reverse=True)
        return tuple(ground for _, ground in borne)

    def _supports(self, claim: Claim) -> list[tuple[_Support, ToldUnit]]:
        """Hold a statement against each unit, once."""
        key = claim.text, claim.planned
        if key not in self._found:
            names = claim.names(self._names) | self._strange(claim)
            self._found[key] = [
                (support, unit) for unit in self._units if (support := self._support(claim, unit, names)) is not None
            ]
        return self._found[key]

    def _claim(self, text: str, planned: bool) -> Claim:
        """Read a statement once, however many cuts of its sentence hold it; planned: its sentence tells a plan."""
        key = text, planned
        if key not in self._claims:
            self._claims[key] = read_claim(text, self._index.encoder, planned)
        return self._claims[key]

    def _strange(self, claim: Claim) -> frozenset[str]:
        """Give the first word if nobody knows it, so that it can only be a name: "Reuters reported"."""
        first = fold(claim.text[slice(*claim.words[0])]) if claim.words else ""
        known = not first or first in self._plain or first in STOP_WORDS or is_everyday(root(first))
        return frozenset() if known or not first.isalpha() else frozenset({first})

    @staticmethod
    def _support(claim: Claim, unit: ToldUnit, names: frozenset[str]) -> _Support | None:
        """Hold a sentence against a unit; None when the unit lacks what it must hold."""
        if not (claim.addresses <= unit.addresses and claim.bodies <= unit.bodies and is_plain_enough(claim, unit)):
            return None
        match = match_words(claim, unit, names)
        if match.share < MEANT:  # it tells of something else
            return None
        own_text = unit.own_text
        if any(
            _is_of_rival(piece, unit, joined & names, joined, claim.text)
            for joined in unit.rivals
            for piece in claim.pieces
        ):
            return None
        if unit.attributed and claim.roots.isdisjoint(_ATTRIBUTES):
            return None
        if not all(
            covers(_told_of(unit, claim, figure), unit.all_text, figure, claim.modal, says_same)
            or counts_own_list(figure, claim.text, unit.listed)
            or counts_first_names(figure, own_text)
            for figure in claim.figures
        ):
            return None
        if claim.figures and _misplaces_figure(claim, unit):
            return None
        if unit.is_row and mispairs_cells(claim.text, own_text):
            return None
        if not part_fits(claim.text, unit.figures, own_text):
            return None
        if is_turned(claim, unit) or draws_conclusion(claim, unit):
            return None
        if bounds_one(claim, unit) or adds_rate(claim, unit):
            return None
        if claim.negative and denies_unknown(claim.text, own_text):
            return None
        if tells_open_as_fact(claim, unit) or names_part_of_name(claim, unit):
            return None
        if is_reversed(claim.text, own_text) or mixes_clauses(claim.text, own_text):
            return None
        # Words are compared by their vectors last, which costs most.
        if not has_like(claim, unit, match.others, names):
            return None
        denied = (claim.negative != match.undone) != denies(own_text, claim.roots)
        denied = (
            denied
            or turns_roles(claim.text, own_text)
            or lets_another(claim.text, own_text)
            or moves_denial(claim.text, own_text)
            or swaps_denial(claim.text, own_text)
        )
        if not denied and (is_outdated(claim, unit) or tells_plan_as_fact(claim, unit)):
            return None
        return _Support(match.share, match.own + len(claim.figures), denied)


def _misplaces_figure(claim: Claim, unit: ToldUnit) -> bool:
    """Tell whether a sentence gives one of its figures to something else than a unit does, which has them all."""
    said, told = claim.text, unit.own_text
    return (
        mispairs(claim.figures, unit.figures)
        or mispairs_names(said, told)
        or drops_rate(said, told)
        or mixes_figures(said, told)
        or mixes_ends(said, unit.all_text)
        or tells_old_figure(said, told)
        or tells_end_as_day(said, told)
        or mistakes_sum(said, told, unit.context)
        or (not CONTINUES.match(said) and gives_share_as_whole(claim.roots, said, unit.generic))
        or mixes_times(said, told)
        or misdates_act(said, told)
    )


def _told_of(unit: ToldUnit, claim: Claim, figure: Figure) -> tuple[Figure, ...]:
    """Give the figures of a unit that may be one that was said: not the year of a title, where the unit has its own."""
    if figure.kind == "year" and figure.value in claim.lone_years and unit.own_times:
        return unit.own_times
    return (*unit.figures, *unit.state) if claim.open else unit.figures


def _is_about(unit: ToldUnit, about: frozenset[str]) -> bool:
    return 2 * sum(root(name) in unit.roots or name in unit.plain for name in about) >= len(about)


def _go_together(beside: Sequence[Ground], stated: Sequence[Ground]) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
    """Give the first unit for an adjunct and the first for its statement that are one, or sentences of one section."""
    for other in stated:
        for ground in beside:
            if ground == other or (_is_near(ground.hit, other.hit) and _is_sentence(ground) and _is_sentence(other)):
                return (ground,), (other,)
    return (), ()


def _names_subject(ground: Ground, statement: Claim) -> bool:
    """Tell whether a unit itself names what a statement begins with: "Adopted in May, Statute 12/2020 covers ..."."""
    names = leading_names(statement.text)
    codes = {figure.value for figure in statement.figures if figure.kind == "code"}
    told = frozenset(root(word) for word in split_words(ground.text))
    return bool(names) and names <= told and all(code in fold(ground.text) for code in codes)


def _is_sentence(ground: Ground) -> bool:
    return " | " not in ground.text and ground.text.endswith((".", "!", "?"))


def _is_near(one: Hit, other: Hit) -> bool:
    return (one.source, one.page, one.heading) == (other.source, other.page, other.heading)


def _is_of_rival(
    piece: frozenset[str], unit: ToldUnit, names: frozenset[str], joined: frozenset[str], text: str
) -> bool:
    """Tell whether a unit speaks of one of several names in its heading, and a piece of a sentence of another."""
    own, roots = unit.own_apart, frozenset(root(word) for word in piece)
    theirs = {name for name in joined if root(name) in own or not kin_of(root(name)).isdisjoint(own)}
    ours = {name for name in joined if name in piece or not kin_of(root(name)).isdisjoint(roots)}
    said = names & piece or (names and ours)
    if not said or not theirs:
        return False
    return theirs.isdisjoint(ours) or (not ours <= theirs and leaves_verb_out(text))
