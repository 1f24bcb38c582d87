"""What a question asks, as composing sees it: its terms and how rare each is, and the things it names."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.index import Index
from kb.lookup import Found
from kb.question import Kind, kind_of, listed_thing
from kb.synonyms import KIN, kin_of
from kb.words import stem, terms

Terms = frozenset[str]

# Words that only tie a thing to what it belongs to: no list is the wrong one for saying them otherwise.
_RELATING = frozenset(
    terms(
        """cover belong include contain comprise consist involve participate participating join eligible apply exist
        around available altogether total overall different various currently present today take part made have named
        called see seen say according know found complete full whole entire like need want following concerned"""
    )
)
_NUMBER = re.compile(r"[\d.,/-]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its terms.

    thing is the stem of what it wants listed or counted, "" for others. before holds the terms of what was said before
    it, none for a question that stands alone. names holds, for each thing it names, the terms of every spelling.
    """

    text: str
    kind: Kind
    thing: str
    terms: Terms
    order: tuple[str, ...]
    before: Terms
    names: tuple[tuple[Terms, ...], ...]
    rarity: Callable[[str], float]

    def coverage(self, asked: Terms, told: Terms) -> float:
        """Give the share of terms, the rare ones counting more, that a text's terms hold."""
        total = sum(map(self.rarity, asked))
        if not total:
            return 0.0
        return sum(self.rarity(term) * holds(term, told) for term in asked) / total

    def precision(self, told: Terms) -> float:
        """Give the share of a text's terms, the rare ones counting more, that the question asks for."""
        asked = self.terms | self.before
        counted = [term for term in told - _RELATING if not _NUMBER.fullmatch(term)]
        total = sum(map(self.rarity, counted))
        return sum(self.rarity(term) * holds(term, asked) for term in counted) / total if total else 0.0


def ask(index: Index, found: Found) -> Asked:
    """Read what is asked."""
    text = found.reading.text
    own = found.queries[0].terms
    before = frozenset(term for query in found.queries[1:] for term in query.terms) - frozenset(own)
    names = tuple(
        tuple(frozenset(terms(spelling)) for spelling in name.spellings if terms(spelling)) for name in found.reading.names
    )
    asked = frozenset(own) - _RELATING or frozenset(own)
    return Asked(text, kind_of(text), listed_thing(text), asked, tuple(own), before, names, index.rarity)


def holds(term: str, told: Terms) -> float:
    """Tell how well terms hold one: 1 as it stands, KIN by another word for it, else 0."""
    if term in told:
        return 1.0
    return KIN if not kin_of(term).isdisjoint(told) else 0.0


def plurals(text: str) -> Terms:
    """Give the stems of a text's words that end like plurals."""
    return frozenset(stem(word.casefold()) for word in text.split() if word.casefold().endswith("s"))
