"""Answer "which cities hosted the annual events?" with every row of the table that tells where each of them was.

The rows that are likest to the question are some of them at most.
"""

import re
from collections.abc import Iterator

from kb.compose.chronology import GATHERINGS
from kb.compose.located import WHEN, WHERE
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, is_of_another
from kb.compose.quotation import Composed, Quotation
from kb.compose.subject import SAYS_UNKNOWN
from kb.question import first_plural
from kb.tables import Row
from kb.words import term_set

FEWEST = 2  # rows; one alone is found by likeness
_THINGS = r"(?:(?:all|the|our|these|past|previous) )*(?P<things>[\w'’-]+(?: [\w'’-]+){0,4}?)"
_YEAR_OF = r"(?: (?:in|of) (?P<of>(?:19|20)\d\d))?"
_YEAR = r"(?: in (?P<year>(?:19|20)\d\d))?\W*$"
_ALL = f"{_THINGS}{_YEAR_OF}"
_PLACES = r"(?:which|what) (?:cit(?:y|ies)|towns?|places?|venues?)"
_ASKS = (
    re.compile(rf"^\W*{_PLACES} (?:has |have )?hosted {_ALL}{_YEAR}", re.I),
    re.compile(
        rf"^\W*(?:where|in {_PLACES}) (?:were|was|have|did) {_ALL}"
        rf" (?:(?:been )?(?:held|hosted|organised|organized)|take place|taken place){_YEAR}",
        re.I,
    ),
)


def compose_hosted(material: Material) -> Composed | None:
    """Quote where and when each of several gatherings was; None where that is not asked, or told of fewer than two."""
    text = material.asked.text
    asked = next(filter(None, (asks.match(text) for asks in _ASKS)), None)
    if asked is None or not first_plural(asked["things"].split()):
        return None
    things, year = term_set(asked["things"]), asked["of"] or asked["year"] or ""
    for wanted in dict.fromkeys((things, things - term_set(material.index.subject))):
        by_source: dict[str, list[Quotation]] = {}
        for placed in material.blocks:
            if placed.block.rows and not is_of_another(material.asked, placed.about):
                by_source.setdefault(placed.source, []).extend(_find(material, placed, wanted, year))
        best = max(by_source.values(), key=len, default=[])
        if len(best) >= FEWEST:
            return Composed(tuple(best), direct=True, decided=True)
    return None


def _find(material: Material, placed: Placed, wanted: Terms, year: str) -> Iterator[Quotation]:
    """Find the rows of a table with a column of places whose label says all that is wanted, in a year if one is."""
    kind = term_set(placed.block.headers[0])
    if not kind & (wanted | GATHERINGS) or not any(map(WHERE.search, placed.block.headers[1:])):
        return
    for row in placed.block.rows:
        when = " ".join(cell.value for cell in row.cells if WHEN.search(cell.header))
        hit = material.hit_at(placed.source, placed.page, row.start)
        if wanted <= term_set(row.label) | kind and (not year or year in when) and material.admits(hit):
            yield material.quote(placed, row.start, row.end, _show(row))


def _show(row: Row) -> str:
    """Write where and when it was, and what else the row says is not known: it may not have taken place."""
    where = [cell.value for cell in row.cells[1:] if WHERE.search(cell.header)]
    when = [cell.value for cell in row.cells[1:] if WHEN.search(cell.header)]
    doubt = [cell.value for cell in row.cells[1:] if not WHERE.search(cell.header) and SAYS_UNKNOWN.search(cell.value)]
    return f"- {row.label} – {'; '.join(dict.fromkeys([*where, *when, *doubt]))}"
