"""Tables of records: each row is one of many things of a kind, as calls are, of something with a document of its own.

Such a table brings together what the documents tell, one by one, of their calls. As a whole it answers what none of
them does ("which calls closed in 2024?"); a single row only says once more what stands there in sentences.
"""

import re
from dataclasses import dataclass

from kb.index import Index
from kb.names import Name, find_names
from kb.once import once_for_index
from kb.tables import Block, Row, read_blocks
from kb.words import term_set

FEWEST = 3  # rows of such a table, and things of which they are
_WORD = re.compile(r"\w")
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True, slots=True)
class Record:
    """A row, and the thing with a document of its own of which it is one."""

    row: Row
    of: Name


@dataclass(frozen=True, slots=True)
class Records:
    """A table of records on the first page of a document; of is the header of the column that says of what each is.

    Its rows are labelled with what it holds: all labels have words, which are those for one of its things.
    """

    source: str
    title: str
    block: Block
    of: str
    records: tuple[Record, ...]
    words: frozenset[str]


@once_for_index
def find_records(index: Index) -> tuple[Records, ...]:
    """Find the tables of records of a library."""
    found = []
    for document in index.documents:
        for block in read_blocks(index.text_of(document.source, 1)) if document.pages else ():
            table = _read(index, document.source, document.title, block)
            if table is not None:
                found.append(table)
    return tuple(found)


def _read(index: Index, source: str, title: str, block: Block) -> Records | None:
    """Read a table as one of records; None where no column names, row by row, the thing that the label names."""
    if len(block.rows) < FEWEST:
        return None
    for header in block.headers[1:]:
        told = [(row, cell.value) for row in block.rows for cell in row.cells if cell.header == header]
        if len(told) < len(block.rows):
            continue
        records = [Record(row, name) for row, value in told if (name := _owner(index, row.label, value, source))]
        if len(records) == len(block.rows) and len({one.of for one in records}) >= FEWEST:
            words = frozenset[str].intersection(*(term_set(row.label) for row in block.rows))
            words -= frozenset(index.subject.casefold().split())
            if words & term_set(block.headers[0]):
                return Records(source, title, block, header, tuple(records), words)
    return None


def _owner(index: Index, label: str, value: str, source: str) -> Name | None:
    """Give the thing with a document of its own that a cell consists of and the label names among other words."""
    places = find_names(index).find(value)
    if len(places) != 1 or value[: places[0].start].strip() or value[places[0].end :].strip():
        return None
    name = places[0].names[0]
    named = {place.names[0] for place in find_names(index).find(label) if place.names[0].titled}
    own = frozenset().union(*map(term_set, name.spellings))
    more = bool(term_set(label) - own)
    return name if name.titled and named == {name} and more and name.sources[0] != source else None


@once_for_index
def find_retold(index: Index) -> dict[int, frozenset[str]]:
    """Find the chunks of records whose figures all stand in the documents of the things that they are of, with these.

    What a chunk tells beside them is told nowhere else.
    """
    retold: dict[int, frozenset[str]] = {}
    for table in find_records(index):
        for chunk in index.chunks_of(table.source, 1):
            rows = [one for one in table.records if one.row.start < chunk.end and one.row.end > chunk.start]
            page = index.text_of(table.source, 1)
            ends = [chunk.start, *(place for one in rows for place in (one.row.start, one.row.end)), chunk.end]
            beside = "".join(page[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
            if rows and not _WORD.search(beside) and all(_tells_again(index, one) for one in rows):
                retold[chunk.row] = frozenset(one.of.sources[0] for one in rows)
    return retold


def is_retold(index: Index, source: str) -> bool:
    """Tell whether all that a document tells is told in others, too."""
    document, retold = index.document(source), find_retold(index)
    return document is not None and all(document.first_row + row in retold for row in range(document.rows))


def _tells_again(index: Index, record: Record) -> bool:
    told = " ".join(cell.value for cell in record.row.cells)
    return set(_FIGURE.findall(told)) <= set(_FIGURE.findall(index.text_of(record.of.sources[0], 1)))
