"""Answer which Member States or partner countries do what, from tables of countries that do not part the two.

"Which Member States take part in more than one programme?" asks a table of countries, of which the rows of the others
are left out. Where a programme is named whose document parts its countries, that is the better answer.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from kb.compose.count import ASKING
from kb.compose.enumerated import is_country, numbers_in
from kb.compose.lists import Listed, quote_listed
from kb.compose.material import Material, Placed
from kb.compose.question import Asked, names_in, typed_terms
from kb.compose.quotation import Composed
from kb.compose.superlative import compose_order, compose_superlative
from kb.compose.tally import compose_tally
from kb.membership import is_member, sorts_in
from kb.names import Name
from kb.question import Kind
from kb.tables import Row
from kb.words import stem, term_set

ENOUGH = 0.95  # of what was asked that a table must be about: a question for something else names countries, too
_COUNTRY = stem("country")
_SORT = term_set("EU Member States partner third non-EU neighbouring neighboring countries country")
_ASKS = re.compile(r"\b(?:which|what|how many|number of|list|name|give|show)\b", re.I)
_ASKS_THEM = re.compile(r"^\W*(?:and |so )?(?:which|what|who) are\b", re.I)
_WHICH = re.compile(r"\b(?:which|what|who|list|name)\b", re.I)


class _CountryTables(Material):
    """Read of the tables of countries only the rows of some sorts, and nothing else."""

    sorts: frozenset[bool] = frozenset()

    @cached_property
    def blocks(self) -> tuple[Placed, ...]:
        """Give the tables of countries that are of no one programme, of each the rows of the sorts."""
        return tuple(self._narrowed(Material(self.index, self.found, self.asked).blocks))

    def _narrowed(self, blocks: tuple[Placed, ...]) -> Iterator[Placed]:
        titled = {name for name in self.asked.names if name.titled}
        for placed in blocks:
            rows = placed.block.rows
            of_countries = bool(rows) and _COUNTRY in term_set(placed.block.headers[0])
            if not of_countries or not all(is_country(row.label) for row in rows):
                continue
            rows = tuple(row for row in rows if is_member(row.label) in self.sorts)
            rows = tuple(row for row in rows if titled <= self._named_in(row))
            if rows and not any(name.titled for name in names_in(self.index, placed.about)):
                lead = "" if titled else placed.block.lead  # it speaks of all programmes
                yield replace(placed, block=replace(placed.block, rows=rows, lead=lead))

    def _named_in(self, row: Row) -> frozenset[Name]:
        return frozenset().union(*(names_in(self.index, cell.value) for cell in row.cells[1:]))


def compose_country_sorts(material: Material) -> Composed | None:
    """Give the rows of a table of countries that are of the sort asked for; None where no table tells it."""
    text, sorts = sorts_in(material.asked.text)
    if not sorts or not _ASKS.search(text) or _are_parted(material):
        return None
    tables = _CountryTables(material.index, material.found, _ask(material.asked, text))
    tables.sorts = sorts
    if not tables.blocks:
        return None
    composed = compose_order(tables) or compose_tally(tables) or compose_superlative(tables) or _list(tables)
    return replace(composed, decided=True) if composed else None


def _are_parted(material: Material) -> bool:
    """Tell whether the document of the one programme that is named parts its countries itself."""
    sources = [name.sources[0] for name in material.asked.names if name.titled]
    return len(sources) == 1 and any(
        sorts_in(material.page_text(placed)[item.start : item.end].partition(":")[0])[1]
        for placed in material.blocks_of(sources[0])
        for item in placed.block.items
    )


def _ask(asked: Asked, text: str) -> Asked:
    """Ask for countries instead of a sort of them."""
    names = tuple(name for name in asked.names if not typed_terms(name, asked.terms) <= _SORT)
    thing = asked.thing and _COUNTRY
    return replace(asked, text=text, thing=thing, names=names, terms=asked.terms - _SORT, rest=asked.rest - _SORT)


def _list(tables: _CountryTables) -> Composed | None:
    """List or count the countries of a table that is about all that is asked."""
    if not (tables.asked.thing or tables.asked.kind is Kind.COUNT or _ASKS_THEM.match(tables.asked.text)):
        return None
    asked = replace(tables.asked, terms=tables.asked.terms - ASKING, rest=tables.asked.rest - ASKING)
    best = max((_listed(asked, placed) for placed in tables.blocks), key=lambda one: one.fit)
    if best.coverage < ENOUGH:
        return None
    quotations = tuple(quote_listed(tables, best))
    lead = quotations[:1] if isinstance(best.placed, Placed) and best.placed.block.lead else ()
    if asked.kind is not Kind.COUNT:
        return Composed(quotations, direct=True, decided=True)
    if lead and best.count in numbers_in(lead[0].shown):  # the lead-in states how many there are
        return Composed(quotations if _WHICH.search(asked.text) else lead, direct=True, decided=True)
    return Composed(tables.count_above(quotations, best.count), direct=True, decided=True, counted=best.count)


def _listed(asked: Asked, placed: Placed) -> Listed:
    """Weigh a table: one that is about all that is asked, and about little else, is best."""
    headers = placed.block.headers
    own = f"{' '.join(placed.block.headings[-1:])} {' '.join(headers)}"
    rows = placed.block.rows
    told = f"{own} {' '.join(cell.value for cell in rows[0].cells)}"  # every row names the programmes asked about
    coverage = asked.coverage(placed.about, told) if asked.rest or asked.names else 1.0
    return Listed(placed, coverage + asked.precision(own), coverage, len(rows), rows, column=headers[-1])
