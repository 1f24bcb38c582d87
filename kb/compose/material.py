"""What an answer can be put together from beside single units: the lists and tables of the pages that were found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.compose.question import Asked, ask
from kb.compose.quotation import Quotation
from kb.index import Hit, Index, Scope
from kb.lookup import Found
from kb.tables import Block, read_blocks
from kb.wording import phrase

MOST_PAGES = 30  # that are read for lists and tables


@dataclass(frozen=True, slots=True)
class Placed:
    """A list or table and where it stands; score is that of the best hit on its page, 0 where only a name led to it."""

    block: Block
    source: str
    page: int
    title: str
    score: float

    @property
    def about(self) -> str:
        """Give what the block stands under: title, headings and lead-in."""
        return " ".join((self.title, *self.block.headings, self.block.lead))


class Material:
    """Read the lists and tables of the pages that were found for a question."""

    def __init__(self, index: Index, found: Found, asked: Asked | None = None) -> None:
        self.index = index
        self.found = found
        self.asked: Asked = asked or ask(index, found)

    @cached_property
    def blocks(self) -> tuple[Placed, ...]:
        """Give the lists and tables of the pages with hits, best first, then of the documents that names lead to."""
        return tuple(self._blocks(self._pages()))

    def blocks_of(self, source: str) -> tuple[Placed, ...]:
        """Give the lists and tables of one document's first page, which is all of it for most formats."""
        return tuple(self._blocks({(source, 1): 0.0}))

    def quote(self, placed: Placed, start: int, end: int, shown: str) -> Quotation:
        """Quote a stretch of a block's page."""
        text = self.index.text_of(placed.source, placed.page)
        return Quotation(self.hit_at(placed.source, placed.page, start), start, end, text[start:end], shown)

    def hit_at(self, source: str, page: int, start: int) -> Hit:
        """Find the chunk that holds a place, the one before it if none does."""
        chunks = self.index.chunks_of(source, page)
        before = [chunk for chunk in chunks if chunk.start <= start]
        return before[-1] if before else chunks[0]

    def count_above(self, quotations: Sequence[Quotation], number: int) -> tuple[Quotation, ...]:
        """Put how many were counted above the first quotation."""
        first, *rest = quotations
        counted = phrase("counted", self.found.reading.language, number=number)
        return (replace(first, above=f"{counted}:"), *rest)

    def admits(self, hit: Hit) -> bool:
        """Tell whether a chunk is within what the search was limited to: what was filtered out is not told either."""
        scope = self.found.scope
        dates = scope.dates if isinstance(scope, Scope) else None
        return (scope is None or hit.source in scope) and (dates is None or hit.as_of in dates)

    def page_text(self, placed: Placed) -> str:
        """Give the text of a block's page."""
        return self.index.text_of(placed.source, placed.page)

    def _pages(self) -> dict[tuple[str, int], float]:
        pages: dict[tuple[str, int], float] = {}
        for hit in self.found.hits:
            pages.setdefault((hit.source, hit.page), hit.score)
        for name in self.found.reading.names:
            for source in name.sources:
                pages.setdefault((source, 1), 0.0)
        return dict(list(pages.items())[:MOST_PAGES])

    def _blocks(self, pages: dict[tuple[str, int], float]) -> Iterator[Placed]:
        for (source, page), score in pages.items():
            document = self.index.document(source)
            if document is None:
                continue
            for block in read_blocks(self.index.text_of(source, page)):
                yield Placed(block, source, page, document.title, score)
