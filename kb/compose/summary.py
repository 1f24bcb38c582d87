"""Answer for a whole document or section what it is about, and for one attribute what a table at a glance says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.material import Material, Placed
from kb.compose.question import holds, names_in, typed_terms
from kb.compose.quotation import Composed, Quotation
from kb.compose.sections import LONGEST_LIST, Section, find_sections, read_groups
from kb.compose.subject import KNOWN, Subject, find_subject, quote_group, tell_subject
from kb.index import Index
from kb.names import Name
from kb.question import Kind, holds_kind
from kb.synonyms import kin_of
from kb.tables import Block, Row
from kb.words import terms

FEWEST_ROWS = 4  # of a table at a glance, and of it that a summary shows
MOST_ROWS = 8
LONGEST_LABEL = 5  # words
MOST_OPENING = 2  # sentences of a document without such a table that tell what it is
MOST_SECTIONS = 6
MOST_OF_SECTION = 4  # sentences and lists that tell a section

_ABOUT = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\W+)*(?:"
    r"tell? (?:me|us) (?:(?:something|more|everything|all|a (?:bit|little)(?: more)?) )?(?:about|of)|"
    r"(?:(?:give|write|show|send)(?: me| us)? )?(?:an?|the|some)? ?(?:\w+ )?"
    r"(?:overview|summary|introduction|profile|outline|digest) (?:of|on|about|to)|"
    r"summari[sz]e|sum up|outline|introduce|describe|what do you know about|what can you tell (?:me|us) about|"
    r"(?:i|we)(?:'d| would)? (?:want|like|need) to (?:know|learn|hear)(?: more| something)? about|"
    r"(?:(?:give|send|show)(?: me| us)? )?(?:some |more )?(?:info|information|more|something) (?:about|on)|"
    r"what(?:'s| is| does it say) in|what (?:is|are)(?= .* about\W*$)|what does(?= .* (?:say|contain)\W*$)|"
    r"(?P<define>what(?:'s| is)))\s+(?P<thing>[^?!;\n]{2,120}?)"
    r"(?: (?:about|say|contain|please|(?:in )?(?:short|brief)))?\W*$",
    re.I,
)
_OTHER_ASKED = re.compile(r"\b(?:why|where|how(?! (?:much|big|large|high))|which|compare|first|last|list)\b", re.I)
_UNKNOWN = re.compile(r"\W*(?:not known|unknown|n/?a)\b", re.I)
_URL = re.compile(r"https?://\S+|www\.\S+")
_SAYS_UNKNOWN = re.compile(r"\b(?:not known|unknown)\b", re.I)
_YEARS = re.compile(r",?\s*\b\d{4}(?:\s?[-\u2013]\s?\d{2,4})?\b")
_HEAD = re.compile(r"(?:the |an? )?(?P<head>.+?) (?:of|in|with|at|for|on|from)\b", re.I)
_KINDS_OF_TEXT = frozenset(terms("document page file section chapter programme program article guide text"))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be summed up: a document, one section of it, or a subject with sections of its own anywhere."""

    source: str = ""
    section: Section | None = None
    subject: Subject | None = None


def compose_summary(material: Material) -> Composed | None:
    """Sum up the document or section that a question wants an overview of; None when it wants none."""
    asked = _ABOUT.match(material.asked.text)
    if not asked:
        return None
    thing = frozenset(terms(asked["thing"]))
    defined = asked["define"] is not None
    wanted = _find_wanted(material, thing)
    if wanted is None or (defined and (wanted.section or wanted.subject)):
        return None
    if wanted.section or wanted.subject:
        told = _tell_section(material, wanted.section) if wanted.section else ()
        quotations = tell_subject(material, wanted.subject) if wanted.subject else list(told)
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
    """Find the document, else the sections, about nothing but the thing, as it was typed, else without common words."""
    bare = thing - _KINDS_OF_TEXT or thing
    rare = bare - frozenset(terms(material.index.subject)) or bare
    titled = [name for name in material.asked.names if name.titled]
    if len(titled) == 1:
        source = _source_of(material, titled[0])
        if source:
            return _within(material, source, rare - typed_terms(titled[0], rare))
    for wording in dict.fromkeys((thing, bare, rare)):
        about = _titled(material, wording)
        subject = find_subject(material, wording)
        if about and (about[0] == 1.0 or not subject.own):
            return _Wanted(about[1])
        if subject.own or subject.naming:
            return _Wanted(subject=subject)
    return None


def _titled(material: Material, thing: frozenset[str]) -> tuple[float, str] | None:
    """Find the document with the share of its title that a thing is; 1 for all but years, KNOWN for its head only."""
    about: list[tuple[float, str]] = []
    headed: list[str] = []
    for document in material.index.documents:
        if not _is_found(material, document.source):
            continue
        title = frozenset(terms(_YEARS.sub("", document.title))) or frozenset(terms(document.title))
        head = _HEAD.match(document.title)
        if title and thing <= title and len(thing) >= KNOWN * len(title):
            about.append((len(thing) / len(title), document.source))
        elif head and frozenset(terms(head["head"])) == thing:
            headed.append(document.source)
    if not about and len(headed) == 1:
        about.append((KNOWN, headed[0]))
    return max(about, default=None)


def _within(material: Material, source: str, rest: frozenset[str]) -> _Wanted | None:
    """Find what of a named document is wanted: all, or the section whose heading says what else was asked."""
    if not rest:
        return _Wanted(source)
    for section in find_sections(material.index, source):
        if all(holds(term, frozenset(terms(section.heading))) for term in rest):
            return _Wanted(source, section)
    document = material.index.document(source)
    topic = frozenset(terms(document.topic)) if document else frozenset()
    return _Wanted(source) if rest <= topic else None


def _tell_document(material: Material, source: str, placed: Placed | None) -> Iterator[Quotation]:
    """Quote the sentences that open a document and its table at a glance, else how its sections begin."""
    page = material.index.text_of(source, 1)
    sections = find_sections(material.index, source)
    opening = read_groups(page, 0, sections[0].start if sections else len(page))
    sentences = [unit for group in opening if (unit := group[0]).kind == "sentence" and len(group) == 1]
    for unit in sentences[: 1 if placed else MOST_OPENING]:
        yield quote_group(material, source, [unit])
    if placed:
        for row in _main_rows(material, placed):
            yield _quote_row(material, placed, row, "")
        return
    top = min((section.level for section in sections), default=0)
    for section in [section for section in sections if section.level == top][:MOST_SECTIONS]:
        first = next(read_groups(page, section.start, section.end), None)
        if first and first[0].kind == "sentence" and len(first) <= LONGEST_LIST:
            said = frozenset(terms(page[first[0].start : first[-1].end]))
            head = "" if frozenset(terms(section.heading)) <= said else f"{section.heading}: "
            yield quote_group(material, source, first, head)


def _tell_section(material: Material, section: Section) -> Iterator[Quotation]:
    """Quote how a section begins."""
    page = material.index.text_of(section.source, 1)
    told = [group for group in read_groups(page, section.start, section.end) if len(group) <= LONGEST_LIST]
    for group in told[:MOST_OF_SECTION]:
        yield quote_group(material, section.source, group)


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
