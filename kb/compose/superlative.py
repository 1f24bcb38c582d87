"""Answer "which has the most" from the column of a table: the rows in order, the one asked for first."""

from collections.abc import Iterator

from kb.compose.degree import Degree, find_degree
from kb.compose.material import Material, Placed
from kb.compose.question import holds, plurals
from kb.compose.quotation import Composed
from kb.compose.values import Value, read_value
from kb.tables import Row
from kb.words import stem, term_set

ENOUGH = 0.6  # share of what was asked that a table must be about
MOST_ROWS = 7
FEWEST = 2  # rows with a value: one alone is no comparison
Ranked = tuple[float, Placed, str, list[tuple[Row, Value]]]


def compose_superlative(material: Material) -> Composed | None:
    """Rank the rows of the table that tells what was asked; None when no end of a scale is asked for."""
    degree = find_degree(material.asked.text)
    if degree is None or len(material.asked.names) > 1:
        return None
    best = max(_ranked(material, degree), key=lambda one: one[0], default=None)
    if best is None or best[0] < ENOUGH:
        return None
    _, placed, header, valued = best
    valued.sort(key=lambda one: one[1].number, reverse=degree.most)
    quotations = []
    for number, (row, _) in enumerate(valued[:MOST_ROWS]):
        told = next(cell.value for cell in row.cells if cell.header == header)
        head = f"{degree.word.capitalize()}: " if number == 0 else ""
        shown = f"{head}{row.label} – {header}: {told}" if number == 0 else f"{row.label} – {told}"
        quotations.append(material.quote(placed, row.start, row.end, shown))
    return Composed(tuple(quotations), direct=True)


def _ranked(material: Material, degree: Degree) -> Iterator[Ranked]:
    """Find the columns of comparable values, with how well each tells what was asked."""
    asked = material.asked
    wanted = asked.rest - degree.terms - {asked.thing}
    total = sum(map(material.index.rarity, wanted)) + sum(map(asked.weight, asked.names))
    things = term_set(asked.text)
    for placed in material.blocks:
        block = placed.block
        labels = frozenset(map(stem, block.headers[0].casefold().split())) if block.rows else frozenset()
        if not block.rows or not (labels | plurals(block.lead)) & things:
            continue
        about = term_set(placed.about) | labels
        named = sum(asked.weight(name) for name in asked.names if asked.coverage(placed.about) > 0)
        for header in block.headers[1:]:
            own = term_set(header)
            if not any(holds(term, own) for term in wanted):
                continue
            values = [
                (row, value)
                for row in block.rows
                for cell in row.cells
                if cell.header == header
                if (value := read_value(cell.value))
            ]
            kinds = {value.kind for _, value in values}
            if len(values) < max(FEWEST, len(block.rows) / 2) or len(kinds) != 1:
                continue
            held = sum(material.index.rarity(term) * holds(term, about | own) for term in wanted) + named
            # The column's own words count once more: "total budget" is not the column "EU contribution".
            exact = sum(material.index.rarity(term) for term in wanted & own)
            yield (held + 0.2 * exact) / (total or 1.0) + 0.1 * placed.score, placed, header, values
