"""Split sections into chunks that fit the embedding model and know their offsets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from langchain_core.documents import Document

from kb.index import context_of
from kb.units import find_units, group_lists

# Part of what a generation is made with: raise it when chunks of the same text would come out differently.
CHUNKING = "units-1"

CountTokens = Callable[[Sequence[str]], list[int]]


def split_sections(sections: Sequence[Document], count_tokens: CountTokens, max_tokens: int) -> list[Document]:
    """Split each section into chunks of whole units that fit max_tokens together with their context.

    A chunk's text is page_text[start:end] and never crosses a heading. Sentences, list items and table rows stay
    whole unless one alone is too long; a list's lead-in stays with its first item. Together the chunks of a section
    hold all of its text but white space.
    """
    return [chunk for section in sections for chunk in _split_section(section, count_tokens, max_tokens)]


def _split_section(section: Document, count_tokens: CountTokens, max_tokens: int) -> list[Document]:
    context = context_of(section.metadata["title"], section.metadata["heading"])
    room = max_tokens - count_tokens([context])[0]
    pieces = _pieces(section.page_content, count_tokens, room)
    chunks: list[Document] = []
    first, used = 0, 0
    for i, piece in enumerate(pieces):
        if i > first and used + piece.tokens > room:
            # A lead-in at the end of a chunk says nothing there: it goes with its list.
            lead = pieces[i - 1]
            stop = i - 1 if lead.leads and i - 1 > first and lead.tokens + piece.tokens <= room else i
            chunks.append(_chunk(section, pieces[first].start, pieces[stop - 1].end))
            first, used = stop, sum(moved.tokens for moved in pieces[stop:i])
        used += piece.tokens
    if pieces:
        chunks.append(_chunk(section, pieces[first].start, pieces[-1].end))
    return chunks


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    tokens: int
    leads: bool  # a sentence that leads in a list


def _pieces(text: str, count_tokens: CountTokens, room: int) -> list[_Piece]:
    """Cut a text into consecutive pieces that each fit: units, what lies between two going with the second."""
    groups = group_lists(text, find_units(text))
    units = [(unit.end, len(group) > 1 and unit.kind == "sentence") for group in groups for unit in group]
    ends = [end for end, _ in units[:-1]] + [len(text)]
    leads = [lead for _, lead in units] or [False]
    bounds = [_strip(text, start, end) for start, end in pairwise([0, *ends])]
    counts = count_tokens([text[start:end] for start, end in bounds])
    pieces: list[_Piece] = []
    for (start, end), count, lead in zip(bounds, counts, leads, strict=True):
        if count <= room:
            pieces.append(_Piece(start, end, count, lead))
            continue
        parts = _halve(text, start, end, count_tokens, room)
        sizes = count_tokens([text[s:e] for s, e in parts])
        pieces.extend(_Piece(s, e, size, False) for (s, e), size in zip(parts, sizes, strict=True))
    return [piece for piece in pieces if piece.start < piece.end]


def _halve(text: str, start: int, end: int, count_tokens: CountTokens, room: int) -> list[tuple[int, int]]:
    """Halve text[start:end] at white space near the middle until each part fits; inside a word only if need be."""
    if end - start < 2 or count_tokens([text[start:end]])[0] <= room:
        return [(start, end)]
    middle = (start + end) // 2
    spaces = [i for i in (text.rfind(" ", start, middle), text.find(" ", middle, end)) if start < i < end - 1]
    cut = min(spaces, key=lambda i: abs(i - middle), default=middle)
    left, right = _strip(text, start, cut), _strip(text, cut, end)
    return _halve(text, *left, count_tokens, room) + _halve(text, *right, count_tokens, room)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _chunk(section: Document, start: int, end: int) -> Document:
    offset = section.metadata["start"]
    metadata = {**section.metadata, "start": offset + start, "end": offset + end}
    return Document(page_content=section.page_content[start:end], metadata=metadata)
