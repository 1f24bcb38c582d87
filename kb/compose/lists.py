"""Answer "which" and "list ..." with whole lists: with their lead-in, the rows of a table, a cell that enumerates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.answer_shape import COUNT_WORDS
from kb.compose.material import Material, Placed
from kb.compose.plain import quote_unit
from kb.compose.question import (
    NEGATED,
    Asked,
    Terms,
    holds,
    is_of_another,
    is_of_another_people,
    names_in,
    peoples_in,
    plurals,
)
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import label_with_title, needs_title, show_cell, show_lines
from kb.evidence import Evidence
from kb.names import Name
from kb.question import first_plural
from kb.tables import Cell, Row
from kb.words import stem, term_set

ENOUGH = 0.6  # share of what was asked that a list must be about to be the answer
PRECISE = 0.35  # weight of how much of its lead-in was asked for: "The two programmes of strand B" are not all of them
FOUND = 0.15  # weight of the best hit on its page
ANOTHER_WORD = 3.0  # taken in that share from a list named by another word ("provinces"): second choice
NAMED = 0.5  # share of a row's label that must be asked for
MOST_ROWS = 30
MOST_SENTENCES = 20  # best units that are looked at for enumerations
FEWEST = 3  # things that a sentence must name to enumerate
_ENUMERATED = re.compile(r",| and |;")
_KINDS = re.compile(r"\b(?P<what>type|kind|sort|form|categor|group|round|generation)\w* of \w+", re.I)
# What stands before the thing in "the four goals named for the programmes", which lists goals; the names of programmes
# are programmes, and what is counted itself ("works on the following four fields") is what is listed.
_OF_IT = re.compile(
    r"\b(?!(?:list|name|title)s\b)[a-z]{2,}s\b(?<!ss)(?: [a-z]+(?:ed|en))? (?:for|of|in|on|by|from|with) "
    rf"(?:(?!(?:{'|'.join(COUNT_WORDS)}|\d+|these|following)\b)[\w'’-]+ ){{0,4}}$"
)
_CONTACT_FOR = re.compile(r"\bcontact (?:[\w-]+ ){0,4}?(?:for|on|about|regarding) ", re.I)  # "... for small funds": who
_COUNTED = re.compile(r"^[\w .-]{0,40}?: ")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that may answer: the things in it as quotations, how many they are, and how well it fits."""

    placed: Placed | Evidence  # the second for a sentence that enumerates
    fit: float
    coverage: float
    count: int
    rows: tuple[Row, ...] = ()
    cell: Cell | None = None  # the one that enumerates
    column: str = ""  # header of the column that was asked for

    @property
    def start(self) -> int:
        """Give where it begins on its page."""
        return self.placed.block.start if isinstance(self.placed, Placed) else self.placed.start


def compose_list(material: Material) -> Composed | None:
    """Give the complete list that a question asks for; None when it asks for none or no list is about it."""
    asked = material.asked
    if not asked.thing or _CONTACT_FOR.search(asked.text):
        return None
    best = find_listed(material)
    if best is None or best.coverage < ENOUGH:
        return None
    return Composed(tuple(quote_parts(material, best)), direct=True)


def quote_parts(material: Material, best: Listed) -> Iterator[Quotation]:
    """Quote a list, and where it is of one country only of several, those of the others beside it, in their order."""
    for part in sorted([best, *_other_parts(material, best)], key=lambda one: one.start):
        yield from quote_listed(material, part)


def _other_parts(material: Material, best: Listed) -> list[Listed]:
    """Find the lists under the same heading that tell the same of another country: "The Polish part ..."."""
    if not isinstance(best.placed, Placed) or best.rows or peoples_in(material.index, material.asked.text):
        return []
    own = best.placed
    ours = peoples_in(material.index, own.block.lead)
    parts = []
    for placed in material.blocks if ours else ():
        beside = (placed.source, placed.page, placed.block.headings) == (own.source, own.page, own.block.headings)
        theirs = peoples_in(material.index, placed.block.lead) if beside and not placed.block.rows else frozenset()
        if theirs and theirs.isdisjoint(ours):
            parts += list(_listed(material, placed))
    return parts


def find_listed(material: Material) -> Listed | None:
    """Find the list that fits best what a question wants listed or counted."""
    own = [placed for placed in material.blocks if not is_of_another(material.asked, placed.about)]
    fitting = [one for placed in own for one in _listed(material, placed)]
    fitting += [one for unit in material.found.evidence[:MOST_SENTENCES] for one in _enumerated(material.asked, unit)]
    return max(fitting, key=lambda one: (one.fit, one.count), default=None)


def quote_listed(material: Material, listed: Listed) -> Iterator[Quotation]:
    """Quote a list: whole with its lead-in, or the rows that were asked for, each with its own citation."""
    placed = listed.placed
    if isinstance(placed, Evidence):
        yield quote_unit(placed, material.asked.terms)
        return
    block, title = placed.block, placed.title
    if listed.cell is not None:
        row, cell = listed.rows[0], listed.cell
        head = "" if _names(row.label, material.asked.thing) else f"{row.label} – "
        shown = f"{head}{show_cell(cell)}" if head else f"{row.label}: {cell.value}"
        if needs_title(material.page_text(placed)[row.start : row.end], title):
            shown = label_with_title(shown, title)
        yield material.quote(placed, row.start, row.end, shown)
        return
    if not listed.rows:
        shown = show_lines(material.page_text(placed)[block.start : block.end])
        yield material.quote(placed, block.start, block.end, label_with_title(shown, title))
        return
    led = bool(block.lead) and len(listed.rows) == len(block.rows)
    if led:
        yield material.quote(placed, block.start, block.start + len(block.lead), block.lead)
    announced = led and term_set(listed.column) <= term_set(f"{' '.join(block.headings)} {block.lead}")
    for row in listed.rows[:MOST_ROWS]:
        cells = [cell for cell in row.cells[1:] if cell.header == listed.column]
        shown = " – ".join([row.label, *(cell.value if announced else show_cell(cell) for cell in cells)])
        yield material.quote(placed, row.start, row.end, f"- {shown}")


def _listed(material: Material, placed: Placed) -> Iterator[Listed]:
    """Find what in a block could be what the question wants listed."""
    asked, block = material.asked, placed.block
    if block.items:
        lead = block.lead or (block.headings[-1] if block.headings else "")
        held = 0.0 if lists_kinds(asked, lead, asked.thing) else holds(asked.thing, plurals(lead))
        if held and not is_of_another_people(asked, lead):
            text = material.page_text(placed)
            coverage = asked.coverage(placed.about)
            entries = sum(count_entries(text[item.start : item.end]) for item in block.items)
            fit = _fit(asked, coverage, lead, placed.score) - ANOTHER_WORD * (1 - held)
            yield Listed(placed, fit, coverage, entries)
        return
    yield from _labels(material, placed)
    yield from _cells(asked, placed)
    yield from _columns(asked, placed)


def lists_kinds(asked: Asked, lead: str, thing: str) -> bool:
    """Tell whether a lead-in announces kinds of the thing, or what is of it or has its name, which are not asked for.

    "Three types of projects", "four goals of the projects", "two small projects funds".
    """
    kinds = _KINDS.search(lead)
    beside = re.findall(r"([\w'’-]+)(?= ([\w'’-]+))", lead)
    heads = {first_plural([after]) for word, after in beside if stem(word.casefold()) == thing} - {""}
    other = bool(heads) and heads.isdisjoint(plurals(asked.text))
    first = next((word.start() for word in re.finditer(r"\w+s\b", lead) if stem(word[0].casefold()) == thing), 0)
    return (
        other
        or _OF_IT.search(lead[:first]) is not None
        or (kinds is not None and kinds["what"].casefold() not in asked.text.casefold())
    )


def _labels(material: Material, placed: Placed) -> Iterator[Listed]:
    """List the labels of a table of the thing asked for, of all rows or of those that meet the rest of the question."""
    asked, block = material.asked, placed.block
    lead = block.lead or (block.headings[-1] if block.headings else placed.title)
    if asked.thing not in term_set(block.headers[0]):
        return
    heads = " ".join(block.headers)
    known = term_set(f"{placed.about} {heads}")
    column = _column(asked, block.headers[1:])
    coverage = asked.coverage(placed.about, heads)
    yield Listed(
        placed, _fit(asked, coverage, lead, placed.score), coverage, len(block.rows), block.rows, column=column
    )
    named = names_in(asked.index, placed.about)
    names = [name for name in asked.names if name not in named]
    condition = frozenset(term for term in asked.rest if not holds(term, known) and term != asked.thing)
    if (not condition and not names) or NEGATED.search(asked.text):
        return
    meeting: list[tuple[Row, str]] = []
    for row in block.rows:
        cells = [cell for cell in row.cells[1:] if _meets(asked, cell, condition, names)]
        if cells:
            meeting.append((row, cells[0].header))
    if meeting and len(meeting) < len(block.rows):
        rows = tuple(row for row, _ in meeting)
        coverage = asked.coverage(placed.about, f"{heads} {' '.join(cell.value for cell in rows[0].cells[1:])}")
        yield Listed(placed, _fit(asked, coverage, lead, placed.score), coverage, len(rows), rows, column=meeting[0][1])


def _meets(asked: Asked, cell: Cell, condition: Terms, names: Sequence[Name]) -> bool:
    told, named = term_set(cell.value), names_in(asked.index, cell.value)
    return all(holds(term, told) for term in condition) and all(name in named for name in names)


def _cells(asked: Asked, placed: Placed) -> Iterator[Listed]:
    """List what one cell enumerates: in the column of the thing, or in the row that is labelled with it."""
    for row in placed.block.rows:
        for cell in row.cells[1:]:
            named = holds(asked.thing, plurals(cell.header)) and asked.precision(row.label) >= NAMED
            if not named and (count_entries(cell.value) < 2 or not holds(asked.thing, plurals(row.label))):
                continue
            own = f"{row.label} {cell.header}"
            coverage = asked.coverage(placed.about, own)
            yield Listed(
                placed, _fit(asked, coverage, own, placed.score), coverage, count_entries(cell.value), (row,), cell
            )


def _columns(asked: Asked, placed: Placed) -> Iterator[Listed]:
    """List a column of the thing over all rows, in a table of the programme that is named: its regions by country."""
    titled = {name for name in asked.names if name.titled}
    if not titled or peoples_in(asked.index, asked.text):
        return
    for header in placed.block.headers[1:]:
        own = f"{placed.about} {header}"
        if holds(asked.thing, plurals(header)) == 1 and titled <= names_in(asked.index, own):
            coverage = asked.coverage(placed.about, header)
            rows = placed.block.rows
            yield Listed(placed, _fit(asked, coverage, header, placed.score), coverage, len(rows), rows, column=header)


def _enumerated(asked: Asked, unit: Evidence) -> Iterator[Listed]:
    """Find in a sentence what it enumerates: "The area has three regions: North, East and South"."""
    lead, colon, listed = unit.text.partition(": ")
    if unit.kind != "sentence" or not colon or not holds(asked.thing, plurals(lead)) or count_entries(listed) < FEWEST:
        return
    coverage = asked.coverage(f"{unit.hit.title} {unit.hit.heading}", lead)
    yield Listed(unit, _fit(asked, coverage, lead, unit.hit.score), coverage, count_entries(listed))


def _fit(asked: Asked, coverage: float, own: str, score: float) -> float:
    return coverage + PRECISE * asked.precision(own) + FOUND * score


def _column(asked: Asked, headers: Sequence[str]) -> str:
    """Choose the column that is asked for beside the labels, "" when none is."""
    rest = asked.rest - {asked.thing}

    def named(header: str) -> float:
        own = term_set(header)
        return sum(asked.index.rarity(term) * holds(term, own) for term in rest)

    best = max(headers, key=named, default="")
    return best if best and named(best) else ""


def _names(text: str, thing: str) -> bool:
    return thing in frozenset(stem(word.casefold()) for word in text.split())


def count_entries(text: str) -> int:
    """Count what a text enumerates: "EU Member States: Cyprus, France and Malta" has three entries."""
    listed = _COUNTED.sub("", text)
    parts = [part for part in re.split("[,;]", listed) if part.strip()]
    if len(parts) > 1 and any(" and " in part for part in parts[:-1]):  # "Green and blue, Safe": two, not three
        return len(parts)
    return len([part for part in _ENUMERATED.split(listed) if part.strip()])
