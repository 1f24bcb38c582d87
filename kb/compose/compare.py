"""Answer comparisons: the same attribute of the things named, or what the documents say of each side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.compose.degree import Degree, find_degree
from kb.compose.material import Material, Placed
from kb.compose.plain import quote_unit
from kb.compose.question import RELATING, Asked, holds, is_of_years, names_in, typed_terms
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import asked_cells
from kb.compose.sides import Side, find_sides
from kb.compose.values import read_value
from kb.evidence import Evidence
from kb.lookup import look_up
from kb.names import find_names
from kb.question import defines
from kb.synonyms import kin_of
from kb.tables import Cell, Row
from kb.words import term_set, terms

LABEL = 0.5  # share of a row's label that must be the side's name
ENOUGH = 0.5  # share of what was asked about the sides that a table must have
MOST_SIDES = 4
LABEL_AND_VALUE = 2  # cells of a row whose heading says what the value is
LOOKED_AT = 6  # best units of the whole question that may speak of all sides
_CONTRASTING = re.compile(
    r"\b(?:while|whereas|unlike|in contrast|on the other hand)\b|, (?:and|but) (?P<next>\w+)", re.I
)
_BETWEEN = re.compile(r"[,;:]|\band\b|\bas well as\b", re.I)
_THEIRS = re.compile(r"\W*(?:(?:the|their|number of) )*programmes\W*", re.I)  # is asked for, and ties to nothing
_OTHER_FIGURE = re.compile(r"\bother figure\b", re.I)
_BEGUN = re.compile(r"\b(?:adopt|approv|start|launch|found|begin|began|establish|creat|set up|birth|born)", re.I)
_BRACKETS = re.compile(r"\([^()]*\)")
_TYING = frozenset(
    terms("programme programmes programs between both either compare versus than common same shared side")
)
MOST_ALIKE = 3  # rows of a document that have all that is asked
MAIN_CELLS = 5  # that are compared when no attribute is asked for
MOST_WORDS = 40  # of a cell that is compared unasked
_COMPARING = re.compile(
    r"\b(?:compar\w+|differ\w*|versus|vs|than|or|both|respectively|who does what|as opposed|unlike|"
    r"(?:is|are|was|were)\b[^?]* (?:the|one and the) same(?: (?:as|thing)\b|\W*$))",
    re.I,
)
_ROLES = re.compile(r"\bwho does what\b|\b(?:roles?|tasks?|division)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Attribute:
    """What a document or table says of one side: the row, and the cells that were asked for."""

    placed: Placed
    row: Row
    cells: tuple[Cell, ...]


def compose_comparison(material: Material) -> Composed | None:
    """Put what was asked about two to four things side by side; None when nothing is compared."""
    asked = material.asked
    compared = is_comparing(asked.text)
    if not compared and sum(name.titled for name in asked.names) < 2:
        return None
    sides = find_sides(material)
    if not 2 <= len(sides) <= MOST_SIDES or len({side.name is None for side in sides}) > 1:
        return None
    degree = find_degree(asked.text)
    own = frozenset[str]().union(*(_terms_of(side, asked) for side in sides))
    # "Managing authority" is a name, too: it is what is compared, as long as it is none of the sides.
    said = _TYING | term_set(asked.index.subject) | (degree.terms if degree else frozenset())
    unread = asked.terms - own - said
    wanted = frozenset(term for term in unread if material.index.rarity(term) < material.index.rarest)
    apart = [] if degree else _asked_apart(material, own)
    groups = [found for one in apart if (found := _find_rows(material, sides, one, None))] if len(apart) > 1 else []
    if len(groups) > 1:
        quotations = tuple(line for group in groups for line in _quote(material, group, None))
        decided = len(groups) == len(apart) and all(
            _is_told(part, attribute) for part, group in zip(apart, groups, strict=True) for attribute in group
        )
        return Composed(quotations, direct=True, settled=_TYING, decided=decided)
    attributes: list[_Attribute] = []
    # Of two terms it is what they mean that is compared, of two programmes all that a table says.
    if wanted or all(side.name is not None and side.name.titled for side in sides):
        attributes = _find_rows(material, sides, wanted, degree)
    if attributes:
        settled = _TYING | (degree.terms if degree else frozenset())
        decided = all(_is_told(unread, attribute) for attribute in attributes)
        quotations = tuple(_quote(material, attributes, degree))
        return Composed(quotations, direct=True, settled=settled, decided=decided)
    return _compare_units(material, sides, bool(wanted)) if compared else None


def _asked_apart(material: Material, own: frozenset[str]) -> list[frozenset[str]]:
    """Give what is asked about the sides, each thing apart: "their programmes, money and legal base"."""
    before, colon, listed = material.asked.text.partition(":")
    said = own | RELATING | term_set(material.index.subject)
    parts = _BETWEEN.split(listed if colon else before)
    told = [term_set(part) - said - (frozenset() if colon or _THEIRS.fullmatch(part) else _TYING) for part in parts]
    return [part for part in told if part]


def _find_rows(
    material: Material, sides: Sequence[Side], wanted: frozenset[str], degree: Degree | None
) -> list[_Attribute]:
    """Find what tells one thing of all sides: the rows of one table, else those of the document on each."""
    return _rows_of_one_table(material, sides, wanted, degree) or _rows_of_documents(material, sides, wanted)


def is_comparing(question: str) -> bool:
    """Tell whether a question has a word that compares."""
    return _COMPARING.search(question) is not None


def _is_told(wanted: frozenset[str], attribute: _Attribute) -> bool:
    """Tell whether headings of what is shown, or the row's label, have all that is wanted."""
    told = term_set(
        f"{attribute.placed.about} {attribute.row.label} {' '.join(cell.header for cell in attribute.cells)}"
    )
    return all(holds(term, told) == 1 for term in wanted)


def _terms_of(side: Side, asked: Asked) -> frozenset[str]:
    return side.terms if side.name is None else typed_terms(side.name, asked.terms)


def _rows_of_one_table(
    material: Material, sides: Sequence[Side], wanted: frozenset[str], degree: Degree | None
) -> list[_Attribute]:
    """Find the table that has a row for each side and tells what is asked about them."""
    asked = material.asked
    others = [name for name in asked.names if name.titled and name not in {side.name for side in sides}]
    found: list[tuple[float, list[_Attribute]]] = []
    for placed in material.blocks:
        if not placed.block.rows:
            continue
        rows = [row for side in sides if (row := _row_about(material, placed, side))]
        if len({row.start for row in rows}) < len(sides):
            continue
        if not names_in(material.index, placed.about).issuperset(others):
            continue
        if degree and not wanted:
            attributes = _comparable(placed, rows, "date" if degree.is_of_age else "amount")
            if attributes:
                found.append((len(placed.block.headers) / 100, attributes))
            continue
        # Without the lead-in, which tells other things, too: "The authorities sit in four countries".
        own = " ".join((placed.title, *placed.block.headings, *placed.block.headers))
        share = _share(material, wanted, term_set(own)) if wanted else len(placed.block.headers) / 100
        attributes = [_Attribute(placed, row, _cells(row, wanted)) for row in rows]
        if (share >= ENOUGH or not wanted) and all(attribute.cells for attribute in attributes):
            found.append((share + 0.1 * placed.score, attributes))
    return max(found, key=lambda one: one[0], default=(0.0, []))[1]


def _comparable(placed: Placed, rows: Sequence[Row], kind: Literal["amount", "date"]) -> list[_Attribute]:
    """Choose for "which is bigger?" the first column with an amount of money in each of the rows.

    For "which is older?" it is a date on which the things began.
    """
    for header in placed.block.headers[1:]:
        if kind == "date" and not _BEGUN.search(header):
            continue
        cells = [cell for row in rows for cell in row.cells if cell.header == header]
        values = [read_value(cell.value) for cell in cells]
        if len(cells) == len(rows) and all(value is not None and value.kind == kind for value in values):
            return [_Attribute(placed, row, (cell,)) for row, cell in zip(rows, cells, strict=True)]
    return []


def _rows_of_documents(material: Material, sides: Sequence[Side], wanted: frozenset[str]) -> list[_Attribute]:
    """Find the row on what is asked in the document of each side."""
    found: list[_Attribute] = []
    for side in sides:
        if side.name is None or not side.name.titled or not wanted:
            return []
        best: tuple[float, list[_Attribute]] = (ENOUGH, [])
        for placed in material.blocks_of(side.name.sources[0]):
            told = [
                (_share(material, wanted, term_set(f"{row.label} {row.cells[-1].header}")), row)
                for row in placed.block.rows
                if len(row.cells) == LABEL_AND_VALUE
            ]
            most = max((share for share, _ in told), default=0.0)
            if most > best[0]:
                best = most, _alike(placed, [row for share, row in told if share == most], wanted)
        if not best[1]:
            return []
        found += best[1]
    return found


def _alike(placed: Placed, rows: Sequence[Row], wanted: frozenset[str]) -> list[_Attribute]:
    """Choose among rows that have all that is wanted: the one labelled so with its other figures, else all of them.

    "Co-financing rate announced" and "Co-financing rate of the first call" may not say the same.
    """
    exact = [row for row in rows if term_set(row.label) <= wanted]
    others = [row for row in rows if is_other_figure(row)]
    chosen = [*exact[:1], *others] if exact else rows[:MOST_ALIKE]
    return [_Attribute(placed, row, (Cell(row.label, row.cells[1].value, 0, 0),)) for row in chosen]


def is_other_figure(row: Row) -> bool:
    """Tell whether a row is labelled as another figure for what a row beside it tells."""
    return _OTHER_FIGURE.search(row.label) is not None


def _share(material: Material, wanted: frozenset[str], told: frozenset[str]) -> float:
    total = sum(map(material.index.rarity, wanted))
    return sum(material.index.rarity(term) * holds(term, told) for term in wanted) / total if total else 1.0


def _row_about(material: Material, placed: Placed, side: Side) -> Row | None:
    """Find the row that is about a side: its label names it and little more."""
    spelt = [side.terms] if side.name is None else [term_set(one) for one in side.name.spellings]
    for row in placed.block.rows:
        label = term_set(_BRACKETS.sub(" ", row.label))
        told = names_in(material.index, row.label)
        # "ENI CBC 2014-2020" is ENI CBC.
        named = side.name is None or side.name in told or any(is_of_years(side.name, other) for other in told)
        if named and any(label <= one or (one <= label and len(one) >= LABEL * len(label)) for one in spelt if label):
            return row
    return None


def _cells(row: Row, wanted: frozenset[str]) -> tuple[Cell, ...]:
    if wanted:
        chosen = asked_cells(row.cells, wanted) or (list(row.cells[1:]) if len(row.cells) == LABEL_AND_VALUE else [])
        if not chosen:
            return ()
        return (max(chosen, key=lambda cell: sum(holds(term, term_set(cell.header)) for term in wanted)),)
    short = [cell for cell in row.cells[1:] if len(cell.value.split()) <= MOST_WORDS]
    # What people have several words for is what they ask for: money, countries, who is in charge.
    main = [cell for cell in short if any(map(kin_of, terms(cell.header)))]
    chosen = [*main, *(cell for cell in short if cell not in main)][:MAIN_CELLS]
    return tuple(sorted(chosen, key=lambda cell: cell.start))


def _quote(material: Material, attributes: Sequence[_Attribute], degree: Degree | None) -> Iterator[Quotation]:
    """Quote the compared rows; where amounts or dates decide the question, the one it asks for comes first."""
    values = [read_value(attribute.cells[0].value) for attribute in attributes]
    kinds = {value.kind if value else None for value in values}
    ordered = list(attributes)
    head = ""
    if degree and len(kinds) == 1 and None not in kinds:
        numbers = {id(one): value.number for one, value in zip(attributes, values, strict=True) if value}
        ordered.sort(key=lambda one: numbers[id(one)], reverse=degree.most)
        if len(set(numbers.values())) == len(numbers) and not any(value and value.is_vague for value in values):
            head = f"{degree.word.capitalize()}: "
    for number, one in enumerate(ordered):
        about = one.placed.title if one.cells[0].header == one.row.label else one.row.label
        told = "; ".join(f"{cell.header}: {cell.value}" for cell in one.cells)
        yield material.quote(one.placed, one.row.start, one.row.end, f"{head if number == 0 else ''}{about} – {told}")


def _compare_units(material: Material, sides: Sequence[Side], attribute: bool) -> Composed | None:
    """Put the best unit on each side beside each other, or give the one that tells the attribute of all.

    Without an attribute it is what the sides are, else the sentence that puts one against the other.
    """
    asked, best = material.asked, material.found.evidence[:LOOKED_AT]
    together = [unit for unit in best if all(_is_about(material, unit, side, f"{unit.text}") for side in sides)]
    if not attribute:
        units = _units_on_sides(material, sides)
        if units and not _ROLES.search(asked.text) and all(map(_defines, units, sides)):
            return Composed(tuple(quote_unit(unit, asked.terms) for unit in units))
        together = [unit for unit in together if _contrasts(unit.text, sides)]
    if together:
        return Composed((quote_unit(together[0], asked.terms),))
    units = _units_on_sides(material, sides)
    return Composed(tuple(quote_unit(unit, asked.terms) for unit in units), apart=True) if units else None


def _units_on_sides(material: Material, sides: Sequence[Side]) -> list[Evidence]:
    """Give the best unit on each side, none when one of them has none."""
    others = [name for name in material.asked.names if name.titled and name not in {side.name for side in sides}]
    units: list[Evidence] = []
    for side in sides:
        for unit in look_up(material.index, side.question).evidence:
            about = f"{unit.hit.title} {unit.hit.heading} {unit.text}"
            fits = unit.kind != "list" and _is_about(material, unit, side, about)
            if fits and names_in(material.index, about).issuperset(others):
                units.append(unit)
                break
        else:
            return []
    return units


def _defines(unit: Evidence, side: Side) -> bool:
    return defines(unit.text, frozenset(terms(side.text)))


def _contrasts(text: str, sides: Sequence[Side]) -> bool:
    """Tell whether a sentence puts one side against the other: "A does this, while B does that"."""
    own = frozenset[str]().union(*(side.terms for side in sides))
    return any(match["next"] is None or term_set(match["next"]) & own for match in _CONTRASTING.finditer(text))


def _is_about(material: Material, unit: Evidence, side: Side, text: str) -> bool:
    if side.name is None:
        return side.terms <= term_set(text)
    told = term_set(text)
    whole = not side.name.titled or find_names(material.index).is_subject(side.name)  # else part of a longer name
    return side.name in names_in(material.index, text) or (
        whole and any(term_set(spelling) <= told for spelling in side.name.spellings)
    )
