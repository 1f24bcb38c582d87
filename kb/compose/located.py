"""Answer which of many things are in a place with all rows of a document's tables that say so.

Which row comes first by likeness says nothing of the others: "Which events took place in Brussels?" wants them all.
What is run from a place is told by the column of who runs it, not by that of the countries that take part; what was
adopted in a month by the column of when it was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.compose.chronology import GATHERINGS
from kb.compose.enumerated import numbers_in
from kb.compose.material import Material, Placed
from kb.compose.question import NEGATED, Terms, holds, is_of_another, names_in, without_names
from kb.compose.quotation import Composed, Quotation
from kb.compose.values import MONTH_NAMES
from kb.question import Kind, counted_thing, first_plural
from kb.synonyms import people_of
from kb.tables import Cell, Row
from kb.words import term_set

FEWEST = 2  # rows; one alone is found by likeness
_LISTS = r"\b(?i:which|what|how many|list|name|show|give|tell me)\b"
_ASKS = re.compile(
    rf"{_LISTS}[^?]*?\b(?:in|at|from|by) "
    r"(?P<place>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)*)"
    r"(?: in (?P<year>(?:19|20)\d\d))?\W*$",
)
_ASKS_ONLINE = re.compile(rf"{_LISTS}[^?]*?\b(?P<place>online)\b(?: \w+| in (?P<year>(?:19|20)\d\d))?\W*$")
_MONTH = "|".join(MONTH_NAMES)
ASKS_DATE = re.compile(rf"{_LISTS}[^?]*?\b(?:in|on) (?P<date>(?i:(?:\d{{1,2}} )?(?:{_MONTH}) )?(?:19|20)\d\d)\W*$")
_ASKS_LIST = re.compile(_LISTS)
# "Managed from Latvia and not from Estonia" says two things.
_OTHER = re.compile(
    r"\b(?:only|first|last|next|most|how(?! many)|when|who|why|before|after|except|without|(?:and|but) not)\b", re.I
)
# What a question may say of a thing in a place beside both.
_TAKES_PLACE = term_set(
    "event took take takes taken taking place held hold happen happened be been there located based seated seat sit "
    "lie all every each many number list name show give tell me are is was were do does have has had their its "
    "aren isn wasn weren don doesn hasn haven"
)
_RUN = term_set("run hosted managed led")  # of what has a place for its seat; of what has an area it is another thing
_EITHER = re.compile(r"\b([^\W\d_a-z][\w-]+)(?:,? and|,? or|,) ([^\W\d_a-z][\w-]+)(?= [a-z])")
WHERE = re.compile(r"\b(?:where|place|venue|city|town|seat|location|countr\w+|address)\b", re.I)
WHEN = re.compile(r"\b(?:when|date|day|period|year)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for: a thing in a place, of a year, with all of said told of it and one of either.

    run is whether only the column of who runs it will do, as no place stands where one does, or it is denied.
    """

    thing: str
    place: Terms
    year: str
    said: Terms
    either: Terms
    run: bool = False


@dataclass(frozen=True, slots=True)
class _Located:
    """A row, and its cells that say where or when; whole is whether a single one answers."""

    placed: Placed
    row: Row
    telling: tuple[Cell, ...]
    whole: bool = False


def compose_located(material: Material) -> Composed | None:
    """Quote every row of the thing in the place that is asked about; None where fewer than two rows tell it.

    One is enough where a column tells who runs each.
    """
    wanted = _read(material)
    if wanted is None:
        return None
    # A place is named: it is no follow-up.
    own = replace(material.asked, names=tuple(names_in(material.index, material.asked.text)))
    by_source: dict[str, list[_Located]] = {}
    for placed in material.blocks:
        if placed.block.rows and not is_of_another(own, placed.about):
            by_source.setdefault(placed.source, []).extend(_find_rows(material, placed, wanted))
    best = max(by_source.values(), key=len, default=[])
    if NEGATED.search(material.asked.text):
        best = _others([one for found in by_source.values() for one in found])
    if wanted.year and not best and _tells_of_others(material, wanted):
        return Composed(())
    if len(best) < FEWEST and not any(one.whole for one in best):
        return None
    quotations = tuple(_quote(material, one) for one in best)
    if material.asked.kind is not Kind.COUNT:
        return Composed(quotations, direct=True, decided=True)
    return Composed(material.count_above(quotations, len(best)), direct=True, decided=True, counted=len(best))


def _read(material: Material) -> _Wanted | None:
    """Read what is asked for in which place; None where something else is asked."""
    asked = material.asked
    text, either = asked.text, _EITHER.search(asked.text)
    behind = text[either.end() :].split()[:1] if either else []
    thing = first_plural(behind) or asked.thing or counted_thing(text)
    negated = NEGATED.search(text) is not None
    if not thing or _OTHER.search(text):
        return None
    found = _ASKS.search(text) or _ASKS_ONLINE.search(text)
    alike = term_set(" ".join(either.groups())) if either else frozenset[str]()
    if found is not None:
        rest = f"{text[: found.start('place')]} {text[found.end('place') :] if found['place'] == 'online' else ''}"
        said = term_set(rest) - _TAKES_PLACE - alike
        return _Wanted(thing, term_set(found["place"]), found["year"] or "", said, alike, run=negated)
    dated = ASKS_DATE.search(text)
    if (
        dated is not None and thing not in GATHERINGS
    ):  # "adopted in December 2022" is told by a column, as who runs it is
        said = term_set(text[: dated.start("date")]) - _TAKES_PLACE - alike
        return _Wanted(thing, term_set(dated["date"]), "", said, alike, run=True)
    own = term_set(without_names(material.index, text, titled=True))
    places = frozenset(term for term in own if people_of(term))
    if len(places) != 1 or not (asked.thing or _ASKS_LIST.search(text)):
        return None
    said = frozenset(term for term in term_set(text) if len(term) > 1) - places - _TAKES_PLACE - alike
    return _Wanted(thing, places, "", said, alike, run=True)


def _others(found: list[_Located]) -> list[_Located]:
    """Give the other rows of a table each of whose rows names the country that it is run from; none without one."""
    for placed in dict.fromkeys(one.placed for one in found if one.whole):
        rows = {one.row: one.telling[0] for one in found if one.placed is placed}
        header = next(iter(rows.values())).header
        cells = {row: cell for row in placed.block.rows for cell in row.cells if cell.header == header}
        named = (any(map(people_of, term_set(cell.value))) for cell in cells.values())
        if len(cells) == len(placed.block.rows) and all(named):
            return [_Located(placed, row, (cell,), whole=True) for row, cell in cells.items() if row not in rows]
    return []


def _tells_of_others(material: Material, wanted: _Wanted) -> bool:
    """Tell whether tables tell of things in the place in other years, and no row at all of the place in that year."""
    anytime = replace(wanted, year="")
    others = [one for placed in material.blocks if placed.block.rows for one in _find_rows(material, placed, anytime)]
    rows = ((placed, row) for placed in material.blocks for row in placed.block.rows)
    texts = (material.page_text(placed)[row.start : row.end] for placed, row in rows)
    in_year = any(wanted.year in text and _holds_all(wanted.place, term_set(text)) for text in texts)
    return len(others) >= FEWEST and not in_year


def _find_rows(material: Material, placed: Placed, wanted: _Wanted) -> Iterator[_Located]:
    """Find the rows of a table of the thing, or with a column of it, that say that it is in the place."""
    first, about = placed.block.headers[0], term_set(placed.about)
    page, of_thing = material.page_text(placed), wanted.thing in term_set(first)
    for row in placed.block.rows:
        label, *cells = row.cells
        known = about | term_set(f"{first} {label.value} {material.index.subject}")
        run = [cell for cell in cells if of_thing and _is_run(wanted, cell.header, known)]
        if run:
            where = run
        elif wanted.run:
            continue
        elif of_thing:
            where = [cell for cell in cells if WHERE.search(cell.header) and wanted.said <= known]
        else:  # "paying offices" are those of a column, not the police offices beside it
            headed = [cell for cell in cells if wanted.thing in term_set(cell.header)]
            where = [cell for cell in headed if wanted.said - _RUN <= term_set(cell.header) | about]
        # A programme that is named after a place is not in it.
        apart = (without_names(material.index, cell.value, titled=True) for cell in where)
        in_place = any(_holds_all(wanted.place, term_set(told)) for told in apart)
        in_year = wanted.year in " ".join(cell.value for cell in row.cells)
        one_of = not wanted.either or not wanted.either.isdisjoint(about | term_set(page[row.start : row.end]))
        hit = material.hit_at(placed.source, placed.page, row.start)
        if in_place and in_year and one_of and material.admits(hit):
            telling = tuple(cell for cell in cells if cell in where or WHEN.search(cell.header))
            yield _Located(placed, row, telling, whole=bool(run))


def _is_run(wanted: _Wanted, header: str, known: Terms) -> bool:
    """Tell whether a column is of who runs the things: "managed from", "with a managing authority in"."""
    own = term_set(header) - {wanted.thing}
    running = {term for term in wanted.said - {wanted.thing} if holds(term, own)}
    rest = {term for term in wanted.said - running - known if not numbers_in(term)}
    return bool(running) and not rest


def _holds_all(place: Terms, told: Terms) -> bool:
    return all(term in told or not people_of(term).isdisjoint(told) for term in place)


def _quote(material: Material, one: _Located) -> Quotation:
    told = "; ".join(cell.value for cell in one.telling)
    return material.quote(one.placed, one.row.start, one.row.end, f"- {one.row.label} – {told}")
