"""Answer "the co-financing rate of each programme" from the documents of the things, where no one table tells it.

Things of one kind have documents of one build: each with tables of its own whose second column is headed by its name.
"""

from collections.abc import Iterator, Mapping, Sequence

from kb.compose.compare import is_other_figure
from kb.compose.each import SAID, read_each
from kb.compose.in_order import find_order
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, names_in
from kb.compose.quotation import Composed, Quotation
from kb.names import Name
from kb.tables import Row
from kb.units import find_units
from kb.words import term_set

FEWEST = 3  # documents of one build
MOST = 30  # documents that are read
TOLD = 0.5  # share of the documents that must tell it: else it is none of their items
_TIMES = term_set("before after since until")  # words that values tell by their order
LABEL_AND_VALUE = 2  # columns of a table that tells of one thing


def compose_each_document(material: Material) -> Composed | None:
    """Quote from the document of each of several things the row on what is asked; None where few of them have one."""
    asked = material.asked
    things = read_each(asked)
    # "Which of the seven has the smallest?" asks for one of them.
    if not things or find_order(asked.text) or any(name.titled for name in asked.names):
        return None
    tables = [one for one in material.blocks if one.block.rows and _heads(one) and _heads(one) <= things]
    kind = frozenset[str]().union(*map(_heads, tables))
    wanted = asked.terms - kind - SAID - term_set(material.index.subject)
    siblings = _siblings(material, tables)
    if len(siblings) < FEWEST or not wanted:
        return None
    told = {name: _rows(tables, wanted) for name, tables in siblings.items()}
    whole = sum(map(bool, told.values())) > TOLD * len(siblings)
    if not whole:
        told = _rows_with_rest(siblings, wanted)
    quotations: list[Quotation] = []
    untold: list[str] = []
    for name, rows in told.items():
        own = [_quote(material, placed, row) for placed, row in rows]
        own = own or list(_not_known(material, siblings[name][0], wanted))
        quotations += own
        untold += [] if own else [name.spellings[0]]
    return Composed(tuple(quotations), direct=True, decided=whole, untold=", ".join(untold)) if quotations else None


def _heads(placed: Placed) -> Terms:
    """Give the terms of what the rows of a table are."""
    return term_set(placed.block.headers[0])


def _siblings(material: Material, naming: Sequence[Placed]) -> dict[Name, list[Placed]]:
    """Find the things with a document of their own, that a table of such things names, with their tables."""
    labels = [row.label for placed in naming for row in placed.block.rows]
    named = dict.fromkeys(name for label in labels for name in names_in(material.index, label) if name.titled)
    found: dict[Name, list[Placed]] = {}
    for name in list(named)[:MOST]:
        tables = [one for one in material.blocks_of(name.sources[0]) if _is_of(material, one, name)]
        if tables:
            found[name] = tables
    return found


def _is_of(material: Material, placed: Placed, name: Name) -> bool:
    """Tell whether a table tells of one thing: an item a row, under the name."""
    headers = placed.block.headers if placed.block.rows else ()
    return len(headers) == LABEL_AND_VALUE and name in names_in(material.index, headers[1])


def _rows(tables: Sequence[Placed], wanted: Terms) -> list[tuple[Placed, Row]]:
    """Choose the row labelled just so, with its other figures in that table, else the rows that have all the words."""
    fitting = [[(placed, row) for row in placed.block.rows if wanted <= term_set(row.label)] for placed in tables]
    exact = [rows for rows in fitting if any(term_set(row.label) == wanted for _, row in rows)]
    for rows in exact:
        return [one for one in rows if term_set(one[1].label) == wanted or is_other_figure(one[1])]
    return next((rows for rows in fitting if rows), [])


def _rows_with_rest(siblings: Mapping[Name, Sequence[Placed]], wanted: Terms) -> dict[Name, list[tuple[Placed, Row]]]:
    """Choose the rows with the label that has most of what is asked, if most things have it, and its values the rest.

    "The budget before and after the amendment" is told by "Budget: EUR 5 after the amendment (EUR 4 before)".
    """
    rows = {name: [(one, row) for one in tables for row in one.block.rows] for name, tables in siblings.items()}
    labels = {label for own in rows.values() for _, row in own if (label := term_set(row.label)) and label <= wanted}
    for label in sorted(labels, key=lambda one: (-len(one), sorted(one))):
        told = {name: [one for one in own if term_set(one[1].label) == label][:1] for name, own in rows.items()}
        values = term_set(" ".join(row.cells[-1].value for own in told.values() for _, row in own))
        if sum(map(bool, told.values())) > TOLD * len(siblings) and wanted - label <= values | _TIMES:
            return told
    return {}


def _quote(material: Material, placed: Placed, row: Row) -> Quotation:
    shown = f"- {placed.title} – {row.label}: {row.cells[-1].value}"
    return material.quote(placed, row.start, row.end, shown)


def _not_known(material: Material, placed: Placed, wanted: Terms) -> Iterator[Quotation]:
    """Quote the sentence of a document that says of what is asked that it is not known."""
    page = material.page_text(placed)
    for unit in find_units(page):
        text = page[unit.start : unit.end]
        if unit.kind == "sentence" and "not known" in text and wanted <= term_set(text):
            yield material.quote(placed, unit.start, unit.end, f"- {text}")
            return
