"""Read a library page by page, each stretch of text with its place: where it stands, its date and its address."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kb.index import Hit, Index, StoredDocument
from kb.tables import Block, Cell, Row, read_blocks

MOST_CHARACTERS = 5_000_000  # of a library that are read for the overviews: some seconds, once for each generation


@dataclass(frozen=True, slots=True)
class Place:
    """What a document says at one place: quote is text_of(source, page)[start:end]."""

    quote: str
    source: str
    title: str
    page: int
    start: int
    end: int
    heading: str
    as_of: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document, with its chunks in their order, which know dates and addresses."""

    document: StoredDocument
    number: int
    text: str
    chunks: tuple[Hit, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Give the lists and tables of the page."""
        return read_blocks(self.text)

    def place(self, start: int, end: int) -> Place:
        """Give the place of text[start:end]."""
        number = bisect_right(self.chunks, start, key=lambda chunk: chunk.start)
        # A heading stands outside the chunks: it belongs to the one behind it.
        if number and self.chunks[number - 1].end <= start and number < len(self.chunks):
            number += 1
        chunk = self.chunks[max(number - 1, 0)] if self.chunks else None
        return Place(
            quote=self.text[start:end],
            source=self.document.source,
            title=self.document.title,
            page=self.number,
            start=start,
            end=end,
            heading=chunk.heading if chunk else "",
            as_of=chunk.as_of if chunk else self.document.as_of,
            url=chunk.url if chunk else self.document.url,
        )

    def place_of(self, part: Cell | Row) -> Place:
        """Give the place of a cell's value or of a row."""
        return self.place(part.start, part.end)


def read_pages(index: Index) -> Iterator[Page]:
    """Read the pages of a library, up to MOST_CHARACTERS in all."""
    left = MOST_CHARACTERS
    for document in index.documents:
        for number in range(1, document.pages + 1):
            text = index.text_of(document.source, number)
            left -= len(text)
            if left < 0:
                return
            yield Page(document, number, text, index.chunks_of(document.source, number))
