"""The sentence of a thing's own document that tells what a table of records does of it."""

from collections.abc import Sequence

from kb.compose.material import Material
from kb.compose.question import Terms
from kb.compose.quotation import Quotation
from kb.compose.record_columns import ORDINALS
from kb.records import Record, Records
from kb.tables import Cell
from kb.units import find_units
from kb.words import term_set


def find_sentence(
    material: Material, table: Records, records: Sequence[Record], cells: Sequence[Cell]
) -> Quotation | None:
    """Find the sentence that has all that some cells say of records of one thing, and tells which of them these are.

    One with all words of their labels is found first, else one that has the ordinal.
    """
    if len({one.of for one in records}) != 1 or not cells:
        return None
    own = frozenset[str]().union(*map(term_set, records[0].of.spellings))
    labels = [term_set(one.row.label) - own for one in records]
    shared = frozenset.intersection(*labels)
    told = frozenset[str]().union(*(term_set(cell.value) for cell in cells))
    found = _find(material, records[0].of.sources[0], labels, told, shared)
    return found or _find(material, records[0].of.sources[0], labels, told, shared & (table.words | set(ORDINALS)))


def _find(
    material: Material, source: str, labels: Sequence[Terms], told: Terms, which: frozenset[str]
) -> Quotation | None:
    page, heading = material.index.text_of(source, 1), ""
    apart = [label - frozenset.intersection(*labels) for label in labels]
    for unit in find_units(page):
        text = page[unit.start : unit.end]
        if unit.kind == "heading":
            heading = text
        about = term_set(f"{heading} {text}")
        if unit.kind != "sentence" or not (told <= term_set(text) and which <= about):
            continue
        # Of two records it tells both or speaks of them without their own words.
        if len({bool(one & term_set(text)) for one in apart if one}) < 2:
            hit = material.hit_at(source, 1, unit.start)
            return Quotation(hit, unit.start, unit.end, text, text) if material.admits(hit) else None
    return None
