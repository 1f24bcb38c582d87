"""Answer "which" and "list ..." with whole lists: a list with its lead-in, the rows of a table, a cell that enumerates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.material import Material, Placed
from kb.compose.question import Asked, Terms, holds, plurals
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import label_with_title, show_cell, show_lines
from kb.tables import Cell, Row
from kb.words import stem, terms

ENOUGH = 0.6  # share of what was asked that a list must be about to be the answer
PRECISE = 0.35  # weight of how much of its lead-in was asked for: "The two programmes of strand B" are not all of them
FOUND = 0.15  # weight of the best hit on its page
NAMED = 0.5  # share of a row's label that must be asked for
MOST_ROWS = 30
_ENUMERATED = re.compile(r",| and |;")
_COUNTED = re.compile(r"^[\w .-]{0,40}?: ")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that may answer: the things in it as quotations, how many they are, and how well it fits."""

    placed: Placed
    fit: float
    coverage: float
    count: int
    rows: tuple[Row, ...] = ()
    cell: Cell | None = None  # the one that enumerates
    column: str = ""  # header of the column that was asked for


def compose_list(material: Material) -> Composed | None:
    """Give the complete list that a question asks for; None when it asks for none or no list is about it."""
    asked = material.asked
    if not asked.thing:
        return None
    best = find_listed(material)
    if best is None or best.coverage < ENOUGH:
        return None
    return Composed(tuple(quote_listed(material, best)), direct=True)


def find_listed(material: Material) -> Listed | None:
    """Find the list that fits best what a question wants listed or counted."""
    fitting = [one for placed in material.blocks for one in _listed(material, placed)]
    return max(fitting, key=lambda one: (one.fit, one.count), default=None)


def quote_listed(material: Material, listed: Listed) -> Iterator[Quotation]:
    """Quote a list: whole with its lead-in, or the rows that were asked for, each with its own citation."""
    placed, block = listed.placed, listed.placed.block
    title = placed.title
    if listed.cell is not None:
        row, cell = listed.rows[0], listed.cell
        head = "" if _names(row.label, material.asked.thing) else f"{row.label} – "
        shown = label_with_title(f"{head}{show_cell(cell)}" if head else f"{row.label}: {cell.value}", title)
        yield material.quote(placed, row.start, row.end, shown)
        return
    if not listed.rows:
        shown = show_lines(material.page_text(placed)[block.start : block.end])
        yield material.quote(placed, block.start, block.end, label_with_title(shown, title))
        return
    if block.lead and len(listed.rows) == len(block.rows):
        yield material.quote(placed, block.start, block.start + len(block.lead), block.lead)
    for row in listed.rows[:MOST_ROWS]:
        cells = [cell for cell in row.cells[1:] if cell.header == listed.column]
        shown = " – ".join([row.label, *map(show_cell, cells)])
        yield material.quote(placed, row.start, row.end, f"- {shown}")


def _listed(material: Material, placed: Placed) -> Iterator[Listed]:
    """Find what in a block could be what the question wants listed."""
    asked, block = material.asked, placed.block
    about = frozenset(terms(placed.about))
    if block.items:
        if asked.thing in plurals(block.lead) or (block.headings and asked.thing in plurals(block.headings[-1])):
            text = material.page_text(placed)
            coverage = asked.coverage(asked.terms, about)
            lead = frozenset(terms(block.lead or block.headings[-1]))
            entries = sum(_entries(text[item.start : item.end]) for item in block.items)
            yield Listed(placed, _fit(asked, coverage, lead, placed), coverage, entries)
        return
    yield from _labels(material, placed, about)
    yield from _cells(asked, placed, about)


def _labels(material: Material, placed: Placed, about: Terms) -> Iterator[Listed]:
    """List the labels of a table of the thing asked for, of all rows or of those that meet the rest of the question."""
    asked, block = material.asked, placed.block
    first = block.headers[0]
    lead = frozenset(terms(block.lead or (block.headings[-1] if block.headings else placed.title)))
    heads = frozenset(terms(" ".join(block.headers)))
    if asked.thing not in frozenset(terms(first)):
        return
    column = _column(asked, block.headers[1:])
    known = about | heads
    coverage = asked.coverage(asked.terms, known)
    yield Listed(placed, _fit(asked, coverage, lead, placed), coverage, len(block.rows), block.rows, column=column)
    condition = frozenset(term for term in asked.terms if not holds(term, known) and term != asked.thing)
    if not condition:
        return
    meeting: list[tuple[Row, str]] = []
    for row in block.rows:
        told = [cell for cell in row.cells[1:] if condition & frozenset(terms(cell.value))]
        held = frozenset(terms(" ".join(cell.value for cell in row.cells[1:])))
        if told and all(holds(term, held) for term in condition):
            meeting.append((row, told[0].header))
    if meeting and len(meeting) < len(block.rows):
        everything = known | condition
        coverage = asked.coverage(asked.terms, everything)
        rows = tuple(row for row, _ in meeting)
        fit = _fit(asked, coverage, lead, placed)
        yield Listed(placed, fit, coverage, len(rows), rows, column=meeting[0][1])


def _cells(asked: Asked, placed: Placed, about: Terms) -> Iterator[Listed]:
    """List what one cell enumerates: in the column of the thing, or in the row that is labelled with it."""
    for row in placed.block.rows:
        label = frozenset(terms(row.label))
        for cell in row.cells[1:]:
            header = frozenset(terms(cell.header))
            named = holds(asked.thing, header) and asked.precision(label) >= NAMED
            if not (named or asked.thing in label) or _entries(cell.value) < 2:
                continue
            coverage = asked.coverage(asked.terms, about | label | header)
            own = label | header
            yield Listed(placed, _fit(asked, coverage, own, placed), coverage, _entries(cell.value), (row,), cell)


def _fit(asked: Asked, coverage: float, own: Terms, placed: Placed) -> float:
    return coverage + PRECISE * asked.precision(own) + FOUND * placed.score


def _column(asked: Asked, headers: Sequence[str]) -> str:
    """Choose the column that is asked for beside the labels, "" when none is."""
    named = asked.terms - {asked.thing}
    covered = [(asked.coverage(named, frozenset(terms(header))), header) for header in headers]
    best = max(covered, default=(0.0, ""))
    return best[1] if best[0] > 0 else ""


def _names(text: str, thing: str) -> bool:
    return thing in frozenset(stem(word.casefold()) for word in text.split())


def _entries(text: str) -> int:
    """Count what a text enumerates: "EU Member States: Cyprus, France and Malta" has three entries."""
    listed = _COUNTED.sub("", text)
    return len([part for part in _ENUMERATED.split(listed) if part.strip()])
