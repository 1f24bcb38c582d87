"""Answer comparisons: the same attribute of the things named, or what the documents say of each side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.degree import Degree, find_degree
from kb.compose.material import Material, Placed
from kb.compose.plain import quote_unit
from kb.compose.question import holds, names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import asked_cells
from kb.compose.values import read_value
from kb.evidence import Evidence
from kb.lookup import look_up
from kb.names import Name, find_names
from kb.tables import Cell, Row
from kb.words import term_set, terms

LABEL = 0.5  # share of a row's label that must be the side's name
ENOUGH = 0.5  # share of what was asked about the sides that a table must have
MOST_SIDES = 4
LABEL_AND_VALUE = 2  # cells of a row whose heading says what the value is
LOOKED_AT = 3  # best units of the whole question that may speak of all sides
_BRACKETS = re.compile(r"\([^()]*\)")
MAIN_CELLS = 5  # that are compared when no attribute is asked for
MOST_WORDS = 40  # of a cell that is compared unasked
_COMPARING = re.compile(
    r"\b(?:compar\w+|differ\w*|versus|vs|than|or|both|respectively|who does what|as opposed|unlike)\b", re.I
)
_SIDES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bbetween (?P<a>.+?) and (?P<b>[^,;:?]+)",
        r"\bhow (?:do|does|is|are) (?P<a>.+?) (?:differ(?:ent)?|distinct) from (?P<b>[^,;:?]+)",
        r"\bcompare (?P<a>.+?) (?:with|to|and) (?P<b>[^,;:?]+)",
        r"(?P<a>[^,;:?]+?) (?:versus|vs\.?|or|compared (?:to|with)|as opposed to|unlike) (?P<b>(?:(?! - )[^,;:?])+)",
        r"\b(?P<a>first|second|third|fourth|old|new)\b.* than .*\b(?P<b>first|second|third|fourth|old|new)\b",
    )
)
_FILLER = re.compile(
    r"\b(?:compar\w+|differ\w*|difference|versus|vs|than|or|between|both|respectively|that of|those of|what|which|who|"
    r"does|do|did|is|are|was|were|how|the|two|who does what|of the|has|have|had|more|less|fewer|in|with)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the things compared: as it is asked about, what tells it from the others, and its name if it has one."""

    question: str
    terms: frozenset[str]
    name: Name | None


@dataclass(frozen=True, slots=True)
class _Attribute:
    """What a document or table says of one side: the row, and the cells that were asked for."""

    placed: Placed
    row: Row
    cells: tuple[Cell, ...]


def compose_comparison(material: Material) -> Composed | None:
    """Put what was asked about two to four things side by side; None when nothing is compared."""
    asked = material.asked
    compared = _COMPARING.search(asked.text) is not None
    if not compared and sum(name.titled for name in asked.names) < 2:
        return None
    sides = _sides(material)
    if not 2 <= len(sides) <= MOST_SIDES or len({side.name is None for side in sides}) > 1:
        return None
    degree = find_degree(asked.text)
    own = frozenset[str]().union(*(side.terms for side in sides if side.name is None))
    wanted = asked.rest - own - (degree.terms if degree else frozenset()) - {asked.thing}
    attributes: list[_Attribute] = []
    # Of two terms it is what they mean that is compared, of two programmes all that a table says.
    if wanted or all(side.name is not None and side.name.titled for side in sides):
        attributes = _rows_of_one_table(material, sides, wanted) or _rows_of_documents(material, sides, wanted)
    if attributes:
        return Composed(tuple(_quote(material, attributes, degree)), direct=True)
    return _compare_units(material, sides, bool(wanted)) if compared else None


def _rows_of_one_table(material: Material, sides: Sequence[_Side], wanted: frozenset[str]) -> list[_Attribute]:
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
        own = f"{placed.about} {' '.join(placed.block.headers)}"
        share = _share(material, wanted, term_set(own)) if wanted else len(placed.block.headers) / 100
        attributes = [_Attribute(placed, row, _cells(row, wanted)) for row in rows]
        if (share >= ENOUGH or not wanted) and all(attribute.cells for attribute in attributes):
            found.append((share + 0.1 * placed.score, attributes))
    return max(found, key=lambda one: one[0], default=(0.0, []))[1]


def _rows_of_documents(material: Material, sides: Sequence[_Side], wanted: frozenset[str]) -> list[_Attribute]:
    """Find the row on what is asked in the document of each side."""
    found: list[_Attribute] = []
    for side in sides:
        if side.name is None or not side.name.titled or not wanted:
            return []
        best: tuple[float, _Attribute | None] = (ENOUGH, None)
        for placed in material.blocks_of(side.name.sources[0]):
            for row in placed.block.rows:
                share = _share(material, wanted, term_set(f"{row.label} {row.cells[-1].header}"))
                if share > best[0] and len(row.cells) == 2:
                    best = share, _Attribute(placed, row, (Cell(row.label, row.cells[1].value, 0, 0),))
        if best[1] is None:
            return []
        found.append(best[1])
    return found


def _share(material: Material, wanted: frozenset[str], told: frozenset[str]) -> float:
    total = sum(map(material.index.rarity, wanted))
    return sum(material.index.rarity(term) * holds(term, told) for term in wanted) / total if total else 1.0


def _row_about(material: Material, placed: Placed, side: _Side) -> Row | None:
    """Find the row that is about a side: its label names it and little more."""
    spelt = [side.terms] if side.name is None else [term_set(one) for one in side.name.spellings]
    for row in placed.block.rows:
        label = term_set(_BRACKETS.sub(" ", row.label))
        named = side.name is None or side.name in names_in(material.index, row.label)
        if named and any(label <= one or (one <= label and len(one) >= LABEL * len(label)) for one in spelt if label):
            return row
    return None


def _cells(row: Row, wanted: frozenset[str]) -> tuple[Cell, ...]:
    if wanted:
        chosen = asked_cells(row.cells, wanted) or (list(row.cells[1:]) if len(row.cells) == LABEL_AND_VALUE else [])
        if not chosen:
            return ()
        return (max(chosen, key=lambda cell: sum(holds(term, term_set(cell.header)) for term in wanted)),)
    return tuple(cell for cell in row.cells[1:] if len(cell.value.split()) <= MOST_WORDS)[:MAIN_CELLS]


def _quote(material: Material, attributes: Sequence[_Attribute], degree: Degree | None) -> Iterator[Quotation]:
    """Quote the compared rows; where amounts or dates decide the question, the one it asks for comes first."""
    values = [read_value(attribute.cells[0].value) for attribute in attributes]
    kinds = {value.kind if value else None for value in values}
    ordered = list(attributes)
    head = ""
    if degree and len(kinds) == 1 and None not in kinds:
        numbers = {id(one): value.number for one, value in zip(attributes, values, strict=True) if value}
        ordered.sort(key=lambda one: numbers[id(one)], reverse=degree.most)
        if len(set(numbers.values())) == len(numbers):
            head = f"{degree.word.capitalize()}: "
    for number, one in enumerate(ordered):
        about = one.placed.title if one.cells[0].header == one.row.label else one.row.label
        told = "; ".join(f"{cell.header}: {cell.value}" for cell in one.cells)
        yield material.quote(one.placed, one.row.start, one.row.end, f"{head if number == 0 else ''}{about} – {told}")


def _compare_units(material: Material, sides: Sequence[_Side], attribute: bool) -> Composed | None:
    """Put the best unit on each side beside each other, or give the one that tells the attribute of all."""
    asked, best = material.asked, material.found.evidence[:LOOKED_AT]
    together = [unit for unit in best if all(_is_about(material, unit, side, f"{unit.text}") for side in sides)]
    if together and attribute:
        return Composed((quote_unit(together[0], asked.terms),))
    others = [name for name in asked.names if name.titled and name not in {side.name for side in sides}]
    units: list[Evidence] = []
    for side in sides:
        for unit in look_up(material.index, side.question).evidence:
            about = f"{unit.hit.title} {unit.hit.heading} {unit.text}"
            fits = unit.kind != "list" and _is_about(material, unit, side, about)
            if fits and names_in(material.index, about).issuperset(others):
                units.append(unit)
                break
        else:
            return None
    return Composed(tuple(quote_unit(unit, asked.terms) for unit in units))


def _is_about(material: Material, unit: Evidence, side: _Side, text: str) -> bool:
    if side.name is None:
        return side.terms <= term_set(text)
    told = term_set(text)
    return side.name in names_in(material.index, text) or any(
        term_set(spelling) <= told for spelling in side.name.spellings if not side.name.titled
    )


def _sides(material: Material) -> list[_Side]:
    """Find what is compared: what stands around "or", "versus" and the like, else the things named."""
    text = material.asked.text
    for pattern in _SIDES:
        match = pattern.search(text)
        if not match:
            continue
        rest = text.replace(match["a"], " ", 1).replace(match["b"], " ", 1)
        told = [_FILLER.sub(" ", match[side]).strip() for side in "ab"]
        own = [term_set(side) for side in told]
        named = [sorted(names_in(material.index, side), key=lambda name: name.spellings) for side in told]
        if all(len(names) <= 1 for names in named) and all(own[i] - own[1 - i] for i in (0, 1)):
            return [
                _Side(_alone(told[i], rest), own[i] - own[1 - i], named[i][0] if named[i] else None) for i in (0, 1)
            ]
        break
    places = [place for place in find_names(material.index).find(text) if place.names[0] in material.asked.names]
    rest = text
    for place in reversed(places):
        rest = rest[: place.start] + " " + rest[place.end :]
    spelt = [(text[place.start : place.end], place.names[0]) for place in places]
    return [_Side(_alone(side, rest), term_set(side), name) for side, name in spelt]


def _alone(side: str, rest: str) -> str:
    """Ask about one side alone; without anything else asked, what it is."""
    left = " ".join(re.findall(r"[\w'-]{2,}", _FILLER.sub(" ", rest)))
    return f"{left} {side}" if terms(left) else f"What is {side}?"
