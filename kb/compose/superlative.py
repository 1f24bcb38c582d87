"""Answer "which has the most" from the column of a table: the rows in order, the one asked for first.

"Which has the most and which the least?" wants both ends of the column, "rank them by money" all of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.count import ASKING, NAMES
from kb.compose.degree import find_degree
from kb.compose.in_order import Order, find_order
from kb.compose.lists import count_entries
from kb.compose.material import Material, Placed
from kb.compose.question import RELATING, holds, is_of_another, names_in, plurals
from kb.compose.quotation import Composed, Quotation
from kb.compose.values import Value, read_value
from kb.lookup import look_up
from kb.tables import Row
from kb.words import stem, term_set, terms

_OF_ITSELF = re.compile("earlier|later|more|less", re.I)
_NUMBERS = frozenset(terms("two three four five six seven eight nine ten eleven twelve"))
_PROGRAMME = frozenset(terms("programme program"))
_COUNTED = re.compile(r"\bthe (?:most|fewest|least) (?P<thing>[^\W\d_]+s)\b", re.I)
_EXAMPLES = re.compile(r"\bexamples?\b", re.I)  # the most may be with one that is not among them
ENOUGH = 0.6  # share of what was asked that a table must be about
EXACT = 0.3  # what a column's own words count once more: the "EU budget" is in "EU contribution", not "total budget"
MOST_ROWS = 3
FEWEST = 2  # rows with a value: one alone is no comparison
ENTRIES = 2  # things that a cell must enumerate for their number to be a value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of comparable values, and how well it tells what was asked.

    alike is whether its rows are said to be what is asked for, titled whether each has a document of its own, as what
    is of today has, or the table is about what the question names. whole: it has all that was asked for. counted: the
    values are numbers of entries. untold are the rows without a value. gaps is whether rows are known to be missing.
    """

    fit: float
    alike: bool
    titled: bool
    whole: bool
    placed: Placed
    header: str
    rows: tuple[tuple[Row, Value], ...]
    untold: tuple[Row, ...]
    counted: bool = False
    gaps: bool = False


def compose_order(material: Material) -> Composed | None:
    """Rank all rows of the table that tells what was asked, or give both ends; None when neither is asked for."""
    order = find_order(material.asked.text)
    return _rank(material, order) if order and order.shown != "first" else None


def compose_superlative(material: Material) -> Composed | None:
    """Give the first of the rows of the table that tells what was asked; None when no end of a scale is asked for."""
    order = find_order(material.asked.text)
    return _rank(material, order) if order and order.shown == "first" else None


def _rank(material: Material, order: Order) -> Composed | None:
    """Rank the rows of the table that tells what was asked.

    A row whose date is not exact comes last: it can't be told whether it was before or after the others.
    """
    if len(material.asked.names) > 1:
        return None
    best = _best_column(material, order)
    if best is None and order.question:
        found = look_up(material.index, order.question, scope=material.found.scope)
        best = _best_column(Material(material.index, found, material.asked), order)
    if best is None:
        return None
    quotations = tuple(quote_order(material, best, order))
    decided = best.whole and order.shown != "first" and (best.alike or (best.titled and order.dates))
    return Composed(quotations, direct=True, settled=order.said | RELATING | _NUMBERS, decided=decided)


def _best_column(material: Material, order: Order) -> Column | None:
    fitting = [column for column in _columns(material, order) if column.fit >= ENOUGH]
    return max(fitting, key=lambda one: (one.alike, one.titled, one.fit), default=None)


def quote_order(material: Material, column: Column, order: Order) -> Iterator[Quotation]:
    """Quote the rows in their order: the first few, those of both ends, or all."""
    downwards = column.rows[0][1].kind != "date" if order.most is None else order.most
    ordered = sorted(column.rows, key=lambda one: (one[1].is_vague, -one[1].number if downwards else one[1].number))
    lines: list[tuple[str, Row, Value | None]] = [("", row, value) for row, value in ordered]
    if order.shown == "whole":
        lines = [("- ", row, value) for row, value in ordered]
    elif order.shown == "ends":
        exact = [one for one in ordered if not one[1].is_vague] or ordered
        ends = zip(order.heads, (exact[0], exact[-1]), strict=True)
        lines = [(f"{_head(word, column)}: ", *one) for word, end in ends for one in exact if one[1] == end[1]]
        lines += [("", *one) for one in ordered if one[1].is_vague]
    else:
        same = sum(value == ordered[0][1] for _, value in ordered)  # all that share the first place are told
        lines = [("", *one) for one in ordered[: max(MOST_ROWS, same)]]
        lines[0] = (f"{_head(order.heads[0], column)}: ", *ordered[0])
    # The smallest may be one that is not known; of many it is enough that they are not all known.
    if order.shown != "first" or (not downwards and len(column.untold) <= MOST_ROWS):
        lines += [("- " if order.shown == "whole" else "", row, None) for row in column.untold]
    for number, (head, row, value) in enumerate(lines):
        told = next(cell.value for cell in row.cells if cell.header == column.header)
        header = f"{column.header} ({value.number:.0f})" if column.counted and value else column.header
        told = f"{header}: {told}" if number == 0 or column.counted else told
        yield material.quote(column.placed, row.start, row.end, f"{head}{row.label} – {told}")


def _head(word: str, column: Column) -> str:
    """Give the word for an end; the least of all may be what is not known."""
    degree = find_degree(word)
    known = not column.gaps and (not column.untold or degree is None or degree.most)
    return word.capitalize() if known else f"{word.capitalize()} of those known"


def _columns(material: Material, order: Order) -> Iterator[Column]:
    """Find the columns of comparable values, with how well each tells what was asked."""
    asked = material.asked
    wanted = order.by or asked.rest - order.said - {asked.thing}
    wanted -= ASKING | RELATING | _NUMBERS | term_set(material.index.subject)
    # "The largest programme" does not ask for a number of programmes, "the most programmes" does.
    counted = _COUNTED.search(asked.text)
    number_of = frozenset({stem(counted["thing"].casefold())}) if counted else order.by
    wanted -= _PROGRAMME - number_of
    total = sum(map(material.index.rarity, wanted)) + sum(map(asked.weight, asked.names))
    things = term_set(asked.text)
    for placed in material.blocks:
        block = placed.block
        labels = frozenset(map(stem, block.headers[0].casefold().split())) if block.rows else frozenset()
        if not block.rows or labels & number_of or is_of_another(asked, placed.about):
            continue  # "Which country is in the most programmes?" ranks no programmes
        if _EXAMPLES.search(placed.about):
            continue
        alike = bool((labels | plurals(block.lead)) & things)
        about = term_set(placed.about) | labels
        named = sum(asked.weight(name) for name in asked.names if name in names_in(asked.index, placed.about))
        compares_itself = any(map(_OF_ITSELF.fullmatch, order.heads))  # "What did X do earlier?"
        if not named and (any(name.titled for name in asked.names) or (asked.names and compares_itself)):
            continue
        titled = {name for row in block.rows for name in names_in(asked.index, row.label) if name.titled}
        for header in block.headers[1:]:
            own = term_set(header)
            # "Which of the seven has the smallest total budget?" does not say what they are.
            if not any(holds(term, own) for term in wanted) or not (alike or wanted <= own):
                continue
            held = sum(material.index.rarity(term) * holds(term, about | own) for term in wanted) + named
            exact = sum(holds(term, own) for term in wanted) / len(wanted)
            whole = all(holds(term, about | own) for term in wanted)
            fit = held / (total or 1.0) + EXACT * exact + 0.1 * placed.score
            cells = [(row, cell.value) for row in block.rows for cell in row.cells if cell.header == header]
            values = [(row, value) for row, told in cells if (value := read_value(told))]
            untold = tuple(row for row, told in cells if not read_value(told))
            dated = bool(values) and values[0][1].kind == "date"
            of_each = named > 0 if asked.names else len(titled) == len(block.rows)
            if _is_comparable(values, len(block.rows)):
                if dated == order.dates or not (order.dates or counted):  # a date is no number of things
                    yield Column(fit, alike, of_each, whole, placed, header, tuple(values), untold)
            elif wanted & own & plurals(header) and not order.dates:
                counts = [(row, count_entries(told)) for row, told in cells]
                if len(counts) == len(block.rows) and _enumerates(counts, cells):
                    numbers = tuple((row, Value("number", float(count))) for row, count in counts)
                    yield Column(fit, alike, of_each, whole, placed, header, numbers, (), counted=True)


def _enumerates(counts: Sequence[tuple[Row, int]], cells: Sequence[tuple[Row, str]]) -> bool:
    """Tell whether the cells of a column list things: each several, or each by name and one of them several."""
    most = [count >= ENTRIES for _, count in counts]
    return all(most) or (any(most) and all(NAMES.fullmatch(told) for _, told in cells))


def _is_comparable(values: list[tuple[Row, Value]], rows: int) -> bool:
    return len(values) >= max(FEWEST, rows / 2) and len({value.kind for _, value in values}) == 1
