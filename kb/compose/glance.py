"""Tables at a glance: what a document says first about the thing that is its title, and for one attribute its row."""

import re

from kb.compose.material import Material, Placed
from kb.compose.question import holds, names_in, typed_terms
from kb.compose.quotation import Composed, Quotation
from kb.index import Index
from kb.names import Name
from kb.question import Kind, holds_kind
from kb.tables import Block, Row
from kb.words import terms

FEWEST_ROWS = 4  # of a table at a glance, and of it that a summary shows
LONGEST_LABEL = 5  # words
UNKNOWN = re.compile(r"\W*(?:not known|unknown|n/?a)\b", re.I)
_OTHER_ASKED = re.compile(r"\b(?:why|where|how(?! (?:much|big|large|high))|which|compare|first|last|list)\b", re.I)
KINDS_OF_TEXT = frozenset(terms("document page file section chapter programme program article guide text"))


def compose_attribute(material: Material) -> Composed | None:
    """Answer what is asked about one named thing with the rows on it of its table at a glance; None without any."""
    asked = material.asked
    # What follows up on an answer ("and when it was adopted?") may ask for that again, as of another time.
    titled = [name for name in material.found.reading.names if name.titled]
    if len(titled) != 1 or asked.kind in (Kind.COUNT, Kind.LIST) or _OTHER_ASKED.search(asked.text):
        return None
    own = frozenset(material.found.queries[0].terms)
    # "Managing authority" is a name too, and a row's label.
    wanted = asked.terms - typed_terms(titled[0], own) - frozenset(terms(material.index.subject)) - KINDS_OF_TEXT
    placed = _glance_of(material, titled[0])
    if placed is None or not wanted:
        return None
    rows = [row for row in placed.block.rows if all(holds(term, frozenset(terms(row.label))) for term in wanted)]
    rows = [row for row in rows if frozenset(terms(row.label)) <= own] or rows
    known = [row for row in rows if not UNKNOWN.match(row.cells[1].value)]
    told = " ".join(row.cells[1].value for row in known)
    if not rows or (known and not holds_kind(asked.kind, told, asked.terms)):
        return None
    chosen = [*known, *(row for row in rows if row not in known)]
    quotations = tuple(quote_row(material, placed, row, f"{placed.title} – ") for row in chosen)
    return Composed(quotations, unknown=not known, direct=bool(known))


def find_glance(material: Material, source: str) -> Placed | None:
    """Find a document's table at a glance: the first thing in it that is no prose, with one column of values."""
    first = next(iter(material.blocks_of(source)), None)
    return first if first and is_glance(material.index, first.block, first.title) else None


def is_glance(index: Index, block: Block, title: str) -> bool:
    """Tell whether a document's first block is its table at a glance; title is the document's."""
    if len(block.rows) < FEWEST_ROWS or len(block.headers) != len(("label", "value")):
        return False
    labels = {row.label for row in block.rows if len(row.label.split()) <= LONGEST_LABEL}
    paired = all(len(row.cells) == len(("label", "value")) for row in block.rows)
    header = block.headers[1]
    about = frozenset(terms(header)) <= frozenset(terms(title)) or bool(
        names_in(index, header) & names_in(index, title)
    )
    return paired and bool(header) and about and len(labels) == len(block.rows)


def _glance_of(material: Material, name: Name) -> Placed | None:
    source = source_of(material, name)
    return find_glance(material, source) if source else None


def source_of(material: Material, name: Name) -> str:
    """Give the document that has a name as its title, "" when the search did not come upon it."""
    for source in name.sources:
        document = material.index.document(source)
        title = frozenset(terms(document.title)) if document else frozenset()
        told = any(frozenset(terms(spelling)) <= title for spelling in name.spellings)
        if told and is_found(material, source):
            return source
    return ""


def is_found(material: Material, source: str) -> bool:
    """Tell whether the search came upon a document: what was filtered out is not told either."""
    return any(hit.source == source for hit in material.found.hits)


def quote_row(material: Material, placed: Placed, row: Row, head: str) -> Quotation:
    """Quote a row of a table at a glance behind a head."""
    shown = f"{head}{row.label}: {row.cells[1].value}"
    return material.quote(placed, row.start, row.end, shown)
