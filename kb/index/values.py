"""What the index takes and gives: plain values."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.models import TokenEmbedding
from kb.scores import Floats

SCHEMA = 1
METADATA = ("source", "title", "topic", "page", "heading", "start", "end", "as_of", "url", "lang")
CONTEXT_LENGTH = 160  # characters of title and heading that are embedded with a chunk; leaves room for its text


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found. score is 0 to 1 within one search, higher is better; cosine and late compare across searches.

    cosine and late are means over what was searched for, weighted: the question alone, and behind its history.
    """

    text: str
    source: str
    title: str
    page: int
    heading: str
    start: int
    end: int
    score: float
    topic: str
    as_of: str
    url: str
    row: int
    cosine: float
    late: float


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search is limited to: chunks of these sources that are of one of these dates (as_of), None for any.

    Whoever reads only sources may iterate over it.
    """

    sources: tuple[str, ...]
    dates: frozenset[str] | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)


@dataclass(frozen=True, slots=True)
class PackedEmbedding:
    """A chunk's vectors as they are stored.

    vector: (dimension,) float32, unit length. tokens: (n, dimension) int8, a cosine of 1 being 127. spans: (n, 2)
    int32 from the chunk's start; below 0 for title and heading.
    """

    vector: Floats
    tokens: NDArray[np.int8]
    spans: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the generation holds it: rows first_row to first_row + rows - 1 are its chunks."""

    source: str
    title: str
    topic: str
    as_of: str
    url: str
    lang: str
    pages: int
    first_row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for searching: its terms for BM25, its vectors for the rest.

    weights: (n,) float32, what each of its n tokens counts in late interaction; they sum to 1. weight: what the query
    counts among those that it is searched with.
    """

    text: str
    terms: tuple[str, ...]
    embedding: TokenEmbedding
    weights: Floats
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PageText:
    """The stored text of one page (counted from 1) of a document."""

    source: str
    page: int
    text: str


def context_of(title: str, heading: str) -> str:
    """Give what is embedded in front of a chunk, so that it says what it is about."""
    context = " > ".join(part for part in (title, heading) if part)
    return context[:CONTEXT_LENGTH].rstrip() + "\n" if context else ""
