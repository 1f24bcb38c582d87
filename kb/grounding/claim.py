"""A sentence of a chat model, read for what has to be borne."""

import re
from dataclasses import dataclass
from functools import cached_property

from kb.figures import MONTHS, NUMBER_WORDS, ORDINALS, SCALE_WORDS, Figure, read_figures
from kb.grounding.denying import NEGATIVE, PIECES, is_negative, states_nothing_denied
from kb.grounding.planned import leaves_open
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
from kb.models import TokenEmbedding, TokenEmbeddings
from kb.paraphrase import root
from kb.synonyms import people_of
from kb.words import STOP_WORDS, fold, split_words

_DIGIT = re.compile(r"\d")  # a word with one is a figure or a code
_ONLY = re.compile(rf"\b(?:only|just) (?=(?:EUR |€ ?)?(?:\d|(?:{'|'.join(NUMBER_WORDS)})\b))", re.I)
_ONLY_ONE = re.compile(r"\b(?:only|just) one\b|\ba single\b", re.I)
_PIECES = re.compile(r"[:;]\s")
_PERIOD = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–]\s?| to | until | and )(?:19|20)\d\d\b")
_EACH = frozenset({"each", "every"})  # held by what they say it of
_MODAL = re.compile(r"\b(?:can|could|(?-i:may)|might|able|allowed|possible)\b", re.I)  # "May" is a month
_WITHOUT_FACT = STOP_WORDS | NEGATIVE | SCALE_WORDS | NUMBER_WORDS.keys() | ORDINALS.keys() | MONTHS.keys() | _EACH


@dataclass(frozen=True)
class Claim:
    """A sentence to be checked, or a part of one; its bounds are unified. planned: the sentence tells a plan."""

    text: str
    words: tuple[tuple[int, int], ...]
    encoder: TokenEmbeddings
    planned: bool
    said: str  # as it was written

    @cached_property
    def embedding(self) -> TokenEmbedding:
        """Embed it once a word needs it, which is most of the time that a check takes."""
        return self.encoder.embed_tokens([self.text])[0]

    @cached_property
    def plain(self) -> frozenset[str]:
        """Give its words, folded."""
        return frozenset(split_words(self.text))

    @cached_property
    def pieces(self) -> tuple[frozenset[str], ...]:
        """Give the words, folded, of what its colons and semicolons part, without names with hyphens."""
        return tuple(frozenset(split_words(without_compounds(piece))) for piece in _PIECES.split(self.text))

    @cached_property
    def strict(self) -> frozenset[str]:
        """Give its words, but "only" before a number, which the number says: "only 15 of them"."""
        return frozenset(split_words(_ONLY.sub("", self.text))) if "only" in self.plain else self.plain

    @cached_property
    def only_one(self) -> bool:
        """Tell whether it says that there is one and no other."""
        return _ONLY_ONE.search(self.text) is not None

    @cached_property
    def roots(self) -> frozenset[str]:
        """Give the roots of its content words."""
        return roots_of(self.text)

    @cached_property
    def all_roots(self) -> frozenset[str]:
        """Give the roots of all its words."""
        return frozenset(root(word) for word in self.plain)

    @cached_property
    def content(self) -> tuple[tuple[int, int], ...]:
        """Give the words that must be borne; figures are held by themselves."""
        return tuple(
            (start, end)
            for start, end in self.words
            if not _DIGIT.search(self.text, start, end) and fold(self.text[start:end]) not in _WITHOUT_FACT
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Read its figures."""
        return read_figures(self.text)

    @cached_property
    def lone_years(self) -> frozenset[str]:
        """Give the years that stand alone, not as the end of a period, which a title may tell: "in 2014-2020"."""
        alone = read_figures(_PERIOD.sub("", self.text))
        return frozenset(figure.value for figure in alone if figure.kind == "year")

    @cached_property
    def modal(self) -> bool:
        """Tell whether it says what can or may be."""
        return _MODAL.search(self.text) is not None

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Give its addresses."""
        return addresses_of(self.text)

    @cached_property
    def bodies(self) -> frozenset[tuple[str, str]]:
        """Give the bodies that it names."""
        return bodies_of(self.text)

    @cached_property
    def negative(self) -> bool:
        """Tell whether it denies something."""
        return any(is_negative(piece) for piece in PIECES.split(states_nothing_denied(self.text)))

    @cached_property
    def open(self) -> bool:
        """Tell whether it says that something is not known."""
        return leaves_open(self.text)

    @cached_property
    def unsaid(self) -> bool:
        """Tell whether it says what a page does not say."""
        return states_nothing_denied(self.text) != self.text

    @cached_property
    def compounds(self) -> frozenset[tuple[str, ...]]:
        """Give its names with hyphens."""
        return compounds_of(self.text)

    @cached_property
    def every(self) -> tuple[frozenset[str], ...]:
        """Give of what it says "all" or "every"."""
        return every_of(states_nothing_denied(self.text))

    def names(self, known: frozenset[str]) -> frozenset[str]:
        """Give its names: words with a capital, the first one only if it is a country or known to the passages."""
        found = set()
        for start, end in self.words:
            word = self.text[start:end]
            folded = fold(word)
            if (
                not word[:1].isupper()
                or _DIGIT.search(word)
                or folded in STOP_WORDS
                or folded in MONTHS
                or folded in SCALE_WORDS
            ):
                continue
            alone = start == self.words[0][0] and word[1:] == word[1:].lower()
            if not alone or folded in known or people_of(root(folded)):
                found.add(folded)
        return frozenset(found)


def read_claim(sentence: str, encoder: TokenEmbeddings, planned: bool) -> Claim:
    """Read a sentence or a part of one; it is embedded once that is needed."""
    text = unify(sentence)
    return Claim(text, tuple(match.span() for match in WORD.finditer(text)), encoder, planned, sentence)
