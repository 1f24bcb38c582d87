"""Answer which of many things are in a place with all rows of a document's tables that say so.

Which row comes first by likeness says nothing of the others: "Which events took place in Brussels?" wants them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.compose.material import Material, Placed
from kb.compose.question import Terms, is_of_another, names_in, without_names
from kb.compose.quotation import Composed, Quotation
from kb.synonyms import people_of
from kb.tables import Cell, Row
from kb.words import term_set

FEWEST = 2  # rows; one alone is found by likeness
_ASKS = re.compile(
    r"\b(?i:which|what|list|name|show|tell me)\b[^?]*?\b(?:in|at|from) "
    r"(?P<place>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)*)"
    r"(?: in (?P<year>(?:19|20)\d\d))?\W*$",
)
_OTHER = re.compile(
    r"\b(?:not|no|only|first|last|next|most|how|when|who|why|before|after|except|without)\b|n't\b", re.I
)
# What a question may say of a thing in a place beside both.
_TAKES_PLACE = term_set(
    "event took take takes taken place held hold happen happened be been there located based seated sit lie all every "
    "list name show tell me are is were was"
)
_RUN = term_set("run hosted managed led")  # of what has a place for its seat; of what has an area it is another thing
_WHERE = re.compile(r"\b(?:where|place|venue|city|town|seat|location|countr\w+|address)\b", re.I)
_WHEN = re.compile(r"\b(?:when|date|day|period|year)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Located:
    """A row, and its cells that say where or when."""

    placed: Placed
    row: Row
    telling: tuple[Cell, ...]


def compose_located(material: Material) -> Composed | None:
    """Quote every row of the thing in the place that is asked about; None where fewer than two rows tell it."""
    asked = material.asked
    found = _ASKS.search(asked.text)
    if found is None or not asked.thing or _OTHER.search(asked.text):
        return None
    place, year = term_set(found["place"]), found["year"] or ""
    said = term_set(asked.text[: found.start("place")]) - _TAKES_PLACE
    own = replace(asked, names=tuple(names_in(material.index, asked.text)))  # a place is named: it is no follow-up
    by_source: dict[str, list[_Located]] = {}
    for placed in material.blocks:
        if placed.block.rows and not is_of_another(own, placed.about):
            by_source.setdefault(placed.source, []).extend(_find_rows(material, placed, said, place, year))
    best = max(by_source.values(), key=len, default=[])
    if len(best) < FEWEST:
        return None
    return Composed(tuple(_quote(material, one) for one in best), direct=True, decided=True)


def _find_rows(material: Material, placed: Placed, said: Terms, place: Terms, year: str) -> Iterator[_Located]:
    """Find the rows of a table of the thing, or with a column of it, that say that it is in the place."""
    thing, first, about = material.asked.thing, placed.block.headers[0], term_set(placed.about)
    for row in placed.block.rows:
        label, *cells = row.cells
        if thing in term_set(first):
            where = [cell for cell in cells if _WHERE.search(cell.header)]
            known = about | term_set(f"{first} {label.value}")
        else:  # "paying offices" are those of a column, not the police offices beside it
            where = [cell for cell in cells if thing in (own := term_set(cell.header)) and said - _RUN <= own | about]
            known = said
        # A programme that is named after a place is not in it.
        apart = (without_names(material.index, cell.value, titled=True) for cell in where)
        in_place = any(_holds_all(place, term_set(told)) for told in apart)
        in_year = year in " ".join(cell.value for cell in row.cells)
        hit = material.hit_at(placed.source, placed.page, row.start)
        if in_place and in_year and said <= known and material.admits(hit):
            yield _Located(placed, row, tuple(cell for cell in cells if cell in where or _WHEN.search(cell.header)))


def _holds_all(place: Terms, told: Terms) -> bool:
    return all(term in told or not people_of(term).isdisjoint(told) for term in place)


def _quote(material: Material, one: _Located) -> Quotation:
    told = "; ".join(cell.value for cell in one.telling)
    return material.quote(one.placed, one.row.start, one.row.end, f"- {one.row.label} – {told}")
