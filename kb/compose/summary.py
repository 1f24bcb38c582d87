"""Answer for a whole document or section what it is about, and for one attribute what a table at a glance says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.material import Material, Placed
from kb.compose.question import holds, names_in, typed_terms
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_lines
from kb.index import Index
from kb.names import Name
from kb.question import Kind, holds_kind
from kb.synonyms import kin_of
from kb.tables import Block, Row
from kb.units import Unit, find_units, group_lists
from kb.words import terms

FEWEST_ROWS = 4  # of a table at a glance, and of it that a summary shows
MOST_ROWS = 8
LONGEST_LABEL = 5  # words
MOST_OPENING = 2  # sentences of a document without such a table that tell what it is
MOST_SECTIONS = 6
MOST_OF_SECTION = 4  # sentences and lists that tell a section
LONGEST_LIST = 10  # items or rows of such a list
KNOWN = 0.6  # share of a title that must be asked for where no name leads to the document

_ABOUT = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\W+)*(?:"
    r"tell? (?:me|us) (?:(?:something|more|everything|all|a (?:bit|little)(?: more)?) )?about|"
    r"(?:(?:give|write|show|send)(?: me| us)? )?(?:an?|the|some)? ?(?:\w+ )?"
    r"(?:overview|summary|introduction|profile|outline|digest) (?:of|on|about|to)|"
    r"summari[sz]e|sum up|outline|introduce|describe|what do you know about|"
    r"what(?:'s| is| does it say) in|what (?:is|are)(?= .* about\W*$)|what does(?= .* (?:say|contain)\W*$)|"
    r"(?P<define>what(?:'s| is)))\s+(?P<thing>[^?!;\n]{2,120}?)(?: (?:about|say|contain|(?:in )?(?:short|brief)))?\W*$",
    re.I,
)
_OTHER_ASKED = re.compile(r"\b(?:why|where|how(?! (?:much|big|large|high))|which|compare|first|last|list)\b", re.I)
_HEADING = re.compile(r"^(#{1,6}) +(.+)$", re.M)
_UNKNOWN = re.compile(r"\W*(?:not known|unknown|n/?a)\b", re.I)
_URL = re.compile(r"https?://\S+|www\.\S+")
_SAYS_UNKNOWN = re.compile(r"\b(?:not known|unknown)\b", re.I)
_ORIGIN = re.compile(r"(?:sources?|as of)\s*:", re.I)
_KINDS_OF_TEXT = frozenset(terms("document page file section chapter programme program article guide text"))


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and all that stands under it, deeper headings included: page[start:end]."""

    level: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be summed up: a document, or one section of it."""

    source: str
    section: _Section | None = None


def compose_summary(material: Material) -> Composed | None:
    """Sum up the document or section that a question wants an overview of; None when it wants none."""
    asked = _ABOUT.match(material.asked.text)
    if not asked:
        return None
    thing = frozenset(terms(asked["thing"]))
    defined = asked["define"] is not None
    wanted = _find_wanted(material, thing - _KINDS_OF_TEXT or thing)
    if wanted is None or (defined and wanted.section):
        return None
    if wanted.section:
        quotations = list(_tell_section(material, wanted.source, wanted.section))
        if quotations and _SAYS_UNKNOWN.search(quotations[0].quote):
            return Composed(tuple(quotations), unknown=True)
    else:
        placed = find_glance(material, wanted.source)
        if defined and placed is None:  # one sentence is the answer
            return None
        quotations = list(_tell_document(material, wanted.source, placed))
    return Composed(tuple(quotations), direct=True) if quotations else None


def compose_attribute(material: Material) -> Composed | None:
    """Answer what is asked about one named thing with the rows on it of its table at a glance; None without any."""
    asked = material.asked
    # What follows up on an answer ("and when it was adopted?") may ask for that again, as of another time.
    titled = [name for name in material.found.reading.names if name.titled]
    if len(titled) != 1 or asked.kind in (Kind.COUNT, Kind.LIST) or _OTHER_ASKED.search(asked.text):
        return None
    own = frozenset(material.found.queries[0].terms)
    # "Managing authority" is a name too, and a row's label.
    wanted = asked.terms - typed_terms(titled[0], own) - frozenset(terms(material.index.subject)) - _KINDS_OF_TEXT
    placed = _glance_of(material, titled[0])
    if placed is None or not wanted:
        return None
    rows = [row for row in placed.block.rows if all(holds(term, frozenset(terms(row.label))) for term in wanted)]
    rows = [row for row in rows if frozenset(terms(row.label)) <= own] or rows
    known = [row for row in rows if not _UNKNOWN.match(row.cells[1].value)]
    told = " ".join(row.cells[1].value for row in known)
    if not rows or (known and not holds_kind(asked.kind, told, asked.terms)):
        return None
    chosen = [*known, *(row for row in rows if row not in known)]
    quotations = tuple(_quote_row(material, placed, row, f"{placed.title} – ") for row in chosen)
    return Composed(quotations, unknown=not known, direct=bool(known))


def find_glance(material: Material, source: str) -> Placed | None:
    """Find a document's table at a glance: the first thing in it that is no prose, with one column of values."""
    first = next(iter(material.blocks_of(source)), None)
    return first if first and is_glance(material.index, first.block, first.title) else None


def is_glance(index: Index, block: Block, title: str) -> bool:
    """Tell whether a document's first block is its table at a glance; title is the document's."""
    if len(block.rows) < FEWEST_ROWS or len(block.headers) != len(("label", "value")):
        return False
    labels = {row.label for row in block.rows if len(row.label.split()) <= LONGEST_LABEL}
    paired = all(len(row.cells) == len(("label", "value")) for row in block.rows)
    header = block.headers[1]
    about = frozenset(terms(header)) <= frozenset(terms(title)) or bool(
        names_in(index, header) & names_in(index, title)
    )
    return paired and bool(header) and about and len(labels) == len(block.rows)


def _glance_of(material: Material, name: Name) -> Placed | None:
    source = _source_of(material, name)
    return find_glance(material, source) if source else None


def _source_of(material: Material, name: Name) -> str:
    """Give the document that has a name as its title, "" when the search did not come upon it."""
    for source in name.sources:
        document = material.index.document(source)
        title = frozenset(terms(document.title)) if document else frozenset()
        told = any(frozenset(terms(spelling)) <= title for spelling in name.spellings)
        if told and _is_found(material, source):
            return source
    return ""


def _is_found(material: Material, source: str) -> bool:
    """Tell whether the search came upon a document: what was filtered out is not told either."""
    return any(hit.source == source for hit in material.found.hits)


def _find_wanted(material: Material, thing: frozenset[str]) -> _Wanted | None:
    """Find the document, else the section, that is about nothing but the thing."""
    asked = material.asked
    thing = thing - frozenset(terms(material.index.subject)) or thing
    titled = [name for name in asked.names if name.titled]
    if len(titled) == 1:
        source = _source_of(material, titled[0])
        rest = thing - typed_terms(titled[0], thing)
        if source:
            return _within(material, source, rest)
    about: list[tuple[float, str]] = []
    for document in material.index.documents:
        title = frozenset(terms(document.title))
        if title and thing <= title and len(thing) >= KNOWN * len(title) and _is_found(material, document.source):
            about.append((len(thing) / len(title), document.source))
    if about:
        return _Wanted(max(about)[1])
    for source in dict.fromkeys(hit.source for hit in material.found.hits):
        for section in _sections(material.index.text_of(source, 1)):
            heading = frozenset(terms(section.heading))
            named = names_in(material.index, section.heading)
            if heading == thing or (thing <= heading and len(named) == 1 and named == frozenset(asked.names)):
                return _Wanted(source, section)
    return None


def _within(material: Material, source: str, rest: frozenset[str]) -> _Wanted | None:
    """Find what of a named document is wanted: all, or the section whose heading says what else was asked."""
    if not rest:
        return _Wanted(source)
    for section in _sections(material.index.text_of(source, 1)):
        if all(holds(term, frozenset(terms(section.heading))) for term in rest):
            return _Wanted(source, section)
    document = material.index.document(source)
    topic = frozenset(terms(document.topic)) if document else frozenset()
    return _Wanted(source) if rest <= topic else None


def _sections(page: str) -> list[_Section]:
    """Give the sections of a page in order, without the one that its title opens."""
    marks = [(len(mark[1]), mark[2].strip(), mark.start(), mark.end()) for mark in _HEADING.finditer(page)]
    sections = []
    for number, (level, heading, _, start) in enumerate(marks):
        end = next((begin for other, _, begin, _ in marks[number + 1 :] if other <= level), len(page))
        if level > 1:
            sections.append(_Section(level, heading, start, end))
    return sections


def _tell_document(material: Material, source: str, placed: Placed | None) -> Iterator[Quotation]:
    """Quote the sentences that open a document and its table at a glance, else how its sections begin."""
    page = material.index.text_of(source, 1)
    sections = _sections(page)
    opening = _texts(page, 0, sections[0].start if sections else len(page))
    sentences = [unit for group in opening if (unit := group[0]).kind == "sentence" and len(group) == 1]
    for unit in sentences[: 1 if placed else MOST_OPENING]:
        yield _quote(material, source, unit.start, unit.end)
    if placed:
        for row in _main_rows(material, placed):
            yield _quote_row(material, placed, row, "")
        return
    top = min((section.level for section in sections), default=0)
    for section in [section for section in sections if section.level == top][:MOST_SECTIONS]:
        first = next(_texts(page, section.start, section.end), None)
        if first and first[0].kind == "sentence" and len(first) <= LONGEST_LIST:
            said = frozenset(terms(page[first[0].start : first[-1].end]))
            head = "" if frozenset(terms(section.heading)) <= said else f"{section.heading}: "
            yield _quote(material, source, first[0].start, first[-1].end, head)


def _tell_section(material: Material, source: str, section: _Section) -> Iterator[Quotation]:
    """Quote how a section begins."""
    page = material.index.text_of(source, 1)
    told = [group for group in _texts(page, section.start, section.end) if len(group) <= LONGEST_LIST]
    for group in told[:MOST_OF_SECTION]:
        yield _quote(material, source, group[0].start, group[-1].end)


def _texts(page: str, start: int, end: int) -> Iterator[list[Unit]]:
    """Give the sentences, and the lists with their lead-ins, of page[start:end], but what tells of its origin."""
    for group in group_lists(page, find_units(page, start, end)):
        first = group[0]
        if first.kind != "heading" and not _ORIGIN.match(page, first.start):
            yield group


def _main_rows(material: Material, placed: Placed) -> Sequence[Row]:
    """Choose the rows of a table at a glance that people ask for: those whose label has other words that mean it."""
    known = [row for row in placed.block.rows if not _UNKNOWN.match(row.cells[1].value)]
    own = names_in(material.index, placed.title)
    known = [
        row for row in known if not own & names_in(material.index, _URL.sub(" ", row.cells[1].value))
    ]  # other names of it
    asked_for = [row for row in known if any(map(kin_of, terms(row.label)))]
    others = [row for row in known if row not in asked_for]
    chosen = [*asked_for, *others[: max(0, FEWEST_ROWS - len(asked_for))]][:MOST_ROWS]
    return sorted(chosen, key=lambda row: row.start)


def _quote_row(material: Material, placed: Placed, row: Row, head: str) -> Quotation:
    shown = f"{head}{row.label}: {row.cells[1].value}"
    return material.quote(placed, row.start, row.end, shown)


def _quote(material: Material, source: str, start: int, end: int, head: str = "") -> Quotation:
    quote = material.index.text_of(source, 1)[start:end]
    return Quotation(material.hit_at(source, 1, start), start, end, quote, f"{head}{show_lines(quote)}")
