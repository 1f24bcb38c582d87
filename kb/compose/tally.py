"""Answer "which countries take part in more than one programme?" by counting what the cells of a table enumerate."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.compose.count import ASKING, NAMES
from kb.compose.enumerated import NUMBER, numbers_in
from kb.compose.lists import ENOUGH, Listed, count_entries, quote_listed
from kb.compose.material import Material, Placed
from kb.compose.question import is_of_another, plurals
from kb.compose.quotation import Composed
from kb.question import Kind, counted_thing
from kb.words import stem, term_set, terms

FEWEST = 2  # rows of a table
MOST = 999  # no cell enumerates so many
# The bounds between which a number lies, from the number that is named.
_BOUNDS = {
    "more than": (1, MOST),
    "over": (1, MOST),
    "at least": (0, MOST),
    "fewer than": (-MOST, -1),
    "less than": (-MOST, -1),
    "at most": (-MOST, 0),
    "exactly": (0, 0),
    "only": (0, 0),
    "just": (0, 0),
}
_CONDITION = re.compile(
    rf"\b(?:(?P<bound>{'|'.join(_BOUNDS)}) (?P<number>{NUMBER.pattern}|a single)|(?P<least>{NUMBER.pattern}) or more|"
    r"(?P<many>several|multiple|various)) (?P<counted>[\w'’-]+(?: [\w'’-]+){0,3})",
    re.I,
)
_SAID = frozenset(terms("more over least fewer less exactly single several multiple various"))


def compose_tally(material: Material) -> Composed | None:
    """Give the rows whose cell enumerates as many things as a question wants; None where no table tells it of each."""
    asked = material.asked
    thing, wants = asked.thing or counted_thing(asked.text), _CONDITION.search(asked.text)
    if not thing or wants is None:
        return None
    least, most = _bounds(wants)
    best = max(_columns(material, thing, wants["counted"]), key=lambda one: one.fit, default=None)
    if best is None:
        return None
    rows = tuple(
        row
        for row in best.rows
        if any(least <= count_entries(cell.value) <= most for cell in row.cells if cell.header == best.column)
    )
    if not rows:
        return None
    quotations = tuple(quote_listed(material, replace(best, rows=rows)))
    if asked.kind is not Kind.COUNT:
        return Composed(quotations, direct=True, decided=True)
    return Composed(material.count_above(quotations, len(rows)), direct=True, decided=True, counted=len(rows))


def _bounds(wants: re.Match[str]) -> tuple[int, int]:
    """Give how many at least and at most."""
    if wants["many"]:
        return 2, MOST
    number = (numbers_in(wants["number"] or wants["least"]) or [1])[0]
    below, above = _BOUNDS[(wants["bound"] or "at least").casefold()]
    return number + below, number + above


def _columns(material: Material, thing: str, counted: str) -> Iterator[Listed]:
    """Find the columns of names of what is counted, in tables of the thing."""
    words = frozenset(stem(word.casefold()) for word in re.findall(r"[\w'’-]+", counted))
    numbers = term_set(" ".join(NUMBER.findall(material.asked.text)))
    asked = replace(material.asked, rest=material.asked.rest - ASKING - _SAID - numbers)
    for placed in material.blocks:
        rows = placed.block.rows
        if len(rows) < FEWEST or is_of_another(asked, placed.about) or thing not in term_set(placed.block.headers[0]):
            continue
        for header in placed.block.headers[1:]:
            cells = [cell for row in rows for cell in row.cells if cell.header == header]
            coverage = asked.coverage(placed.about, f"{placed.block.headers[0]} {header}")
            named = not words.isdisjoint(plurals(header)) and all(NAMES.fullmatch(cell.value) for cell in cells)
            if named and coverage >= ENOUGH and len(cells) == len(rows):
                yield _listed(placed, header, coverage)


def _listed(placed: Placed, header: str, coverage: float) -> Listed:
    return Listed(placed, coverage, coverage, len(placed.block.rows), placed.block.rows, column=header)
