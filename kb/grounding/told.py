"""The units of passages with what stands around them: what a sentence may rest on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.direction import leading_names
from kb.figures import Figure, read_figures
from kb.grounding.planned import open_roots, tells_plan
from kb.grounding.reading import (
    WORD,
    addresses_of,
    bodies_of,
    compounds_of,
    every_of,
    roots_of,
    unify,
    without_compounds,
)
from kb.index import Hit, Index
from kb.orders import is_order, overlaps_order
from kb.paraphrase import ALIKE, root
from kb.synonyms import people_of
from kb.units import Unit, find_units, group_lists
from kb.words import STOP_WORDS, fold, split_words

LABEL = re.compile(r"[^\n:|(]{2,80}")  # what an item or the first cell of a row is called
_ITEM = re.compile(r"([^\n:|(]{2,80}):\s")
_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w'’-]*", re.UNICODE)
_UNCAPITALISED = re.compile(r"(?<![\w@./-])[a-zà-ÿ]{2,}(?![\w@./-])")
_JOINED = re.compile(r"\b[^\W\d_a-zà-ÿ]\w+(?:(?:[-–]|,? and |, )[^\W\d_a-zà-ÿ]\w+)+")
# "..., as printed on a page of B": B is not what the rest is about.
_ATTRIBUTION = re.compile(
    r",?\s(?:as (?:\w+ )?(?:printed|stated|reported|named|given|told|announced|said) (?:on|in|by|at)|according to)"
    r" [^,.;|]*",
    re.I,
)
_STATE = re.compile(r"\(state(?: of the sources)?: [^()]*\)")
_GENERIC = re.compile(r"An? (\w+)\b[^;:|]*?\b(?:needs?|needed|must|could|can|may|has to|had to)\b")


@dataclass(frozen=True, slots=True)
class Ground:
    """A unit of a passage that bears a sentence: text_of(hit.source, hit.page)[start:end]."""

    hit: Hit
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ToldUnit:
    """A unit of a passage with what stands around it; said is its text as far as a sentence may rest on it.

    attributed: it names where something is printed or said, which bears only a sentence that tells of that. listed: how
    many items it has, when it is a list as a whole.
    """

    ground: Ground
    about: str
    lead: str
    tokens: NDArray[np.int8]
    said: str = ""
    attributed: bool = False
    listed: int = 0

    @cached_property
    def own_text(self) -> str:
        """Give what the unit itself says."""
        return unify(self.said or self.ground.text)

    @cached_property
    def all_text(self) -> str:
        """Give that with what stands around it."""
        return f"{self.context}\n{self.own_text}"

    @cached_property
    def context(self) -> str:
        """Give title, heading and the sentence that leads in."""
        return unify(f"{self.about}\n{self.lead}")

    @cached_property
    def plain(self) -> frozenset[str]:
        """Give all words, folded."""
        return frozenset(split_words(self.all_text))

    @cached_property
    def roots(self) -> frozenset[str]:
        """Give the roots of all content words."""
        return roots_of(self.all_text)

    @cached_property
    def own_roots(self) -> frozenset[str]:
        """Give those of the unit and what leads it in."""
        return roots_of(f"{self.lead}\n{self.own_text}")

    @cached_property
    def own_apart(self) -> frozenset[str]:
        """Give the roots of the unit's own words that stand by themselves, not in a name with hyphens."""
        return roots_of(without_compounds(self.own_text))

    @cached_property
    def modifiers(self) -> dict[str, frozenset[str]]:
        """Give for the root of each own word those of the words right before it, "" for one that is no content."""
        found: dict[str, frozenset[str]] = {}
        before = ""
        for word in WORD.findall(self.own_text):
            own = fold(word)
            found[root(own)] = found.get(root(own), frozenset()) | {before}
            before = "" if own in STOP_WORDS or own[:1].isdigit() else root(own)
        return found

    @cached_property
    def own_plain(self) -> frozenset[str]:
        """Give the words of the unit and what leads it in, folded."""
        return frozenset(split_words(f"{self.lead}\n{self.own_text}"))

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Give the words of the unit and what leads it in by the letters that a family shares at least."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self.own_plain:
            found[word[:ALIKE]] = (*found.get(word[:ALIKE], ()), word)
        return found

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Give the roots of the unit's own words, the stop words among them."""
        return frozenset(root(word) for word in split_words(self.own_text))

    @cached_property
    def compounds(self) -> frozenset[tuple[str, ...]]:
        """Give the names with hyphens."""
        return compounds_of(self.all_text)

    @cached_property
    def open(self) -> frozenset[str]:
        """Give the roots of what the unit leaves open."""
        return open_roots(self.own_text)

    @cached_property
    def every(self) -> tuple[frozenset[str], ...]:
        """Give of what it says "all" or "every"."""
        return every_of(self.all_text)

    @cached_property
    def generic(self) -> frozenset[str]:
        """Give the root of what it tells a rule of: "A project needed two partners" is said of each project."""
        found = _GENERIC.match(self.own_text)
        return roots_of(found[1]) if found else frozenset()

    @property
    def is_row(self) -> bool:
        """Tell whether it is the row of a table."""
        return " | " in self.ground.text

    @cached_property
    def label(self) -> frozenset[str]:
        """Give the words of the first cell of a row or before an item's colon, folded, but for those of the heading."""
        first = self.ground.text.split(" | ")[0] if self.is_row else _ITEM.match(self.ground.text)
        if not first or self.listed:
            return frozenset()
        first = first if isinstance(first, str) else first[1]
        return frozenset(split_words(first)) - frozenset(split_words(self.context)) - {"eu"}

    @cached_property
    def of_heading(self) -> bool:
        """Tell whether what it begins with stands in title or heading: it speaks of nobody else."""
        return (
            not self.is_row
            and not self.listed
            and roots_of(" ".join(leading_names(self.own_text))) <= roots_of(self.context)
        )

    @cached_property
    def plans(self) -> bool:
        """Tell whether it says that something is planned, proposed or expected."""
        return tells_plan(self.own_text)

    @cached_property
    def led_by_plan(self) -> bool:
        """Tell whether the sentence that leads it in tells a plan."""
        return tells_plan(self.lead) or "proposal" in self.lead.casefold()

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Read the figures, the unit's own first, without the day on which nothing was found: "(state: May 2025)"."""
        return (*read_figures(_STATE.sub("", self.own_text)), *read_figures(_STATE.sub("", self.context)))

    @cached_property
    def state(self) -> tuple[Figure, ...]:
        """Read the days on which something was looked for."""
        return tuple(figure for found in _STATE.findall(self.all_text) for figure in read_figures(found))

    @cached_property
    def own_times(self) -> tuple[Figure, ...]:
        """Read the dates and years of the unit and what leads it in."""
        told = read_figures(_STATE.sub("", f"{unify(self.lead)}\n{self.own_text}"))
        return tuple(figure for figure in told if figure.kind in ("year", "date"))

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the words with a capital, folded."""
        return frozenset(fold(name) for name in _NAME.findall(self.all_text)) - STOP_WORDS

    @cached_property
    def names_country(self) -> bool:
        """Tell whether the unit itself names a country."""
        return any(people_of(term) for term in self.own_apart)

    @cached_property
    def uncapitalised(self) -> frozenset[str]:
        """Give the words without a capital: "large" is no name, though a sentence may begin with it."""
        return frozenset(fold(word) for word in _UNCAPITALISED.findall(self.own_text))

    @cached_property
    def rivals(self) -> tuple[frozenset[str], ...]:
        """Give the names that its title, heading and lead-in join: "Kolarctic and Karelia", "Romania-Ukraine"."""
        return tuple(frozenset(split_words(match.group())) for match in _JOINED.finditer(self.context))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Give the addresses."""
        return addresses_of(self.all_text)

    @cached_property
    def bodies(self) -> frozenset[tuple[str, str]]:
        """Give the bodies that are named."""
        return bodies_of(self.all_text.casefold())


def units_of(index: Index, hit: Hit) -> Iterator[ToldUnit]:
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
        yield ToldUnit(ground, about, leading, tokens[inside | outside], attributed=plainly != text)
        if plainly != text:
            yield ToldUnit(ground, about, leading, tokens[inside | outside], plainly)
    for group in group_lists(page, units):
        items = [unit for unit in group if unit.kind == "item"]
        if len(items) < 2:
            continue
        start, end = group[0].start, group[-1].end
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end)
        told = [page[group[0].start : group[0].end]] if group[0].kind == "sentence" else []
        labels = [match.group() for unit in items if (match := LABEL.match(page, unit.start, unit.end))]
        said = f"{' '.join(told)} {', '.join(labels)}"
        whole = Ground(hit, start, end, page[start:end])
        yield ToldUnit(whole, about, "", tokens[inside | outside], said, listed=len(items))
