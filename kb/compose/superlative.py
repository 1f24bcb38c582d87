"""Answer "which has the most" from the column of a table: the rows in order, the one asked for first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.compose.degree import Degree, find_degree
from kb.compose.lists import count_entries
from kb.compose.material import Material, Placed
from kb.compose.question import RELATING, holds, names_in, plurals
from kb.compose.quotation import Composed
from kb.compose.values import Value, read_value
from kb.tables import Row
from kb.words import stem, term_set, terms

_OF_ITSELF = re.compile("earlier|later|more|less", re.I)
_NUMBERS = frozenset(terms("two three four five six seven eight nine ten eleven twelve"))
_PROGRAMME = frozenset(terms("programme program"))
ENOUGH = 0.6  # share of what was asked that a table must be about
EXACT = 0.3  # what a column's own words count once more: the "EU budget" is in "EU contribution", not "total budget"
MOST_ROWS = 3
FEWEST = 2  # rows with a value: one alone is no comparison
ENTRIES = 2  # things that a cell must enumerate for their number to be a value


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of comparable values, and how well it tells what was asked.

    alike is whether its rows are said to be what is asked for. counted: the values are numbers of entries.
    """

    fit: float
    alike: bool
    placed: Placed
    header: str
    rows: tuple[tuple[Row, Value], ...]
    counted: bool = False


def compose_superlative(material: Material) -> Composed | None:
    """Rank the rows of the table that tells what was asked; None when no end of a scale is asked for.

    A row whose date is not exact comes last: it can't be told whether it was before or after the others.
    """
    degree = find_degree(material.asked.text)
    if degree is None or len(material.asked.names) > 1:
        return None
    fitting = [column for column in _columns(material, degree) if column.fit >= ENOUGH]
    best = max(fitting, key=lambda one: (one.alike, one.fit), default=None)
    if best is None:
        return None
    sign = -1 if degree.most else 1
    ordered = sorted(best.rows, key=lambda one: (one[1].is_vague, sign * one[1].number))
    same = sum(value == ordered[0][1] for _, value in ordered)  # all that share the first place are told
    quotations = []
    for number, (row, value) in enumerate(ordered[: max(MOST_ROWS, same)]):
        told = next(cell.value for cell in row.cells if cell.header == best.header)
        head = f"{degree.word.capitalize()}: " if number == 0 else ""
        header = f"{best.header} ({value.number:.0f})" if best.counted else best.header
        shown = f"{head}{row.label} – {header}: {told}" if number == 0 or best.counted else f"{row.label} – {told}"
        quotations.append(material.quote(best.placed, row.start, row.end, shown))
    return Composed(tuple(quotations), direct=True, settled=degree.terms | RELATING | _NUMBERS)


def _columns(material: Material, degree: Degree) -> Iterator[_Column]:
    """Find the columns of comparable values, with how well each tells what was asked."""
    asked = material.asked
    wanted = asked.rest - degree.terms - {asked.thing} - _NUMBERS - term_set(material.index.subject)
    # "The largest programme" does not ask for a number of programmes, "the most programmes" does.
    wanted -= _PROGRAMME - frozenset(terms(asked.text[asked.text.find(degree.word) :])[1:2])
    total = sum(map(material.index.rarity, wanted)) + sum(map(asked.weight, asked.names))
    things = term_set(asked.text)
    for placed in material.blocks:
        block = placed.block
        labels = frozenset(map(stem, block.headers[0].casefold().split())) if block.rows else frozenset()
        if not block.rows:
            continue
        alike = bool((labels | plurals(block.lead)) & things)
        about = term_set(placed.about) | labels
        named = sum(asked.weight(name) for name in asked.names if name in names_in(asked.index, placed.about))
        if asked.names and not named and _OF_ITSELF.fullmatch(degree.word):
            continue  # "What did X do earlier?" compares X with nothing
        for header in block.headers[1:]:
            own = term_set(header)
            # "Which of the seven has the smallest total budget?" does not say what they are.
            if not any(holds(term, own) for term in wanted) or not (alike or wanted <= own):
                continue
            held = sum(material.index.rarity(term) * holds(term, about | own) for term in wanted) + named
            exact = sum(holds(term, own) for term in wanted) / len(wanted)
            fit = held / (total or 1.0) + EXACT * exact + 0.1 * placed.score
            cells = [(row, cell.value) for row in block.rows for cell in row.cells if cell.header == header]
            values = [(row, value) for row, told in cells if (value := read_value(told))]
            if _is_comparable(values, len(block.rows)):
                yield _Column(fit, alike, placed, header, tuple(values))
            elif wanted & own & plurals(header):
                counts = [(row, count) for row, told in cells if (count := count_entries(told)) >= ENTRIES]
                if len(counts) == len(block.rows):
                    numbers = tuple((row, Value("number", float(count))) for row, count in counts)
                    yield _Column(fit, alike, placed, header, numbers, counted=True)


def _is_comparable(values: list[tuple[Row, Value]], rows: int) -> bool:
    return len(values) >= max(FEWEST, rows / 2) and len({value.kind for _, value in values}) == 1
