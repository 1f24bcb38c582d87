"""Answer for a whole document, a section or a subject what it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compose.about import KNOWN, Subject, find_subject
from kb.compose.glance import FEWEST_ROWS, KINDS_OF_TEXT, UNKNOWN, find_glance, is_found, quote_row, source_of
from kb.compose.material import Material, Placed
from kb.compose.question import holds, names_in, typed_terms
from kb.compose.quotation import Composed, Quotation
from kb.compose.sections import LONGEST_LIST, Section, find_sections, read_groups
from kb.compose.subject import REPEATS, quote_group, tell_subject
from kb.synonyms import kin_of
from kb.tables import Row
from kb.words import terms

MOST_ROWS = 8
MOST_OPENING = 2  # sentences of a document without such a table that tell what it is
MOST_SECTIONS = 6
MOST_OF_SECTION = 4  # sentences and lists that tell a section
MOST_OF_BESIDE = 2  # of one beside it

_PAPER = (
    r"\b(?:reports?|evaluations?|studies|study|surveys?|papers?|proposals?|analys[ei]s|consultations?|strategy|"
    r"regulations?|declarations?|documents?|conferences?|events?)\b"
)
_ABOUT = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\W+)*(?:"
    r"tell? (?:me|us) (?:(?:something|more|everything|all|a (?:bit|little)(?: more)?) )?(?:about|of)|"
    r"(?:(?:give|write|show|send)(?: me| us)? )?(?:an?|the|some)? ?(?:\w+ )?"
    r"(?:overview|summary|introduction|profile|outline|digest|gist|essence|essentials|basics) (?:of|on|about|to)|"
    r"(?:(?:give|write|show|send)(?: me| us)? )?(?:the )?(?:key|main|basic) (?:facts|points) (?:of|on|about)|"
    r"brief (?:me|us) (?:on|about)|what (?:are|were) (?:the )?(?:main |key )?(?:findings|conclusions|key points) of"
    rf"(?= .*{_PAPER})|"
    r"summari[sz]e|sum up|outline|introduce|describe|explain(?! (?:to|me|us|how|why|what|when|where|who|whether|if)\b)|"
    r"what (?:should|must|do|does|ought) (?:[\w-]+ ){1,3}?(?:(?:need|needs|have|has|ought) )?(?:to )?know about|"
    r"what do you know about|what can you tell (?:me|us) about|"
    r"(?:i|we)(?:'d| would)? (?:want|like|need) to (?:know|learn|hear)(?: more| something)? about|"
    r"(?:(?:give|send|show)(?: me| us)? )?(?:some |more )?(?:info|information|more|something) (?:about|on)|"
    r"what(?:'s| is| does it say) in|what (?:is|are)(?= .* about\W*$)|what does(?= .* (?:say|contain)\W*$)|"
    rf"what (?:do|does|did)(?= .*{_PAPER} (?:say|find|conclude)\W*$)|"
    r"(?P<define>what(?:'s| is)))\s+(?P<thing>[^?!;\n]{2,120}?)"
    r"(?: (?:about|say|find|conclude|contain|please|(?:in )?(?:short|brief)))?\W*$",
    re.I,
)
_URL = re.compile(r"https?://\S+|www\.\S+")
_SAYS_UNKNOWN = re.compile(r"\b(?:not known|unknown)\b", re.I)
_ADJOINING = re.compile(r"(?<=\d) \(\d{4}-\d{4}\)?")  # as kb.periods puts it behind "after 2027"
_YEARS = re.compile(r",?\s*\b\d{4}(?:\s?[-\u2013]\s?\d{2,4})?\b")
_HEAD = re.compile(r"(?:the |an? )?(?P<head>.+?) (?:of|in|with|at|for|on|from)\b", re.I)
_KINDS_OF_THING = KINDS_OF_TEXT | frozenset(terms("principle concept idea notion term role"))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be summed up: a document, sections of it, or a subject with sections of its own anywhere."""

    source: str = ""
    sections: tuple[Section, ...] = ()
    subject: Subject | None = None


def compose_summary(material: Material) -> Composed | None:
    """Sum up the document or section that a question wants an overview of; None when it wants none."""
    asked = _ABOUT.match(material.asked.text)
    if not asked:
        return None
    thing = frozenset(terms(_ADJOINING.sub("", asked["thing"])))
    defined = asked["define"] is not None
    wanted = _find_wanted(material, thing)
    if wanted is None or (defined and (wanted.sections or wanted.subject)):
        return None
    if wanted.sections or wanted.subject:
        told = _tell_sections(material, wanted.sections)
        quotations = tell_subject(material, wanted.subject) if wanted.subject else list(told)
        if quotations and _SAYS_UNKNOWN.search(quotations[0].quote.partition("\n")[0]):
            return Composed(tuple(quotations), unknown=True)
    else:
        placed = find_glance(material, wanted.source)
        if defined and placed is None:  # one sentence is the answer
            return None
        quotations = list(_tell_document(material, wanted.source, placed))
    framed = frozenset(terms(material.asked.text[: asked.start("thing")])) | (thing & _KINDS_OF_THING)
    return Composed(tuple(quotations), direct=True, settled=framed) if quotations else None


def _find_wanted(material: Material, thing: frozenset[str]) -> _Wanted | None:
    """Find the document, else the sections, about nothing but the thing, as it was typed, else without common words."""
    bare = thing - _KINDS_OF_THING or thing
    rare = bare - frozenset(terms(material.index.subject)) or bare
    titled = [name for name in material.asked.names if name.titled]
    if len(titled) == 1:
        source = source_of(material, titled[0])
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
    scope, everywhere = material.found.scope, thing <= frozenset(terms(material.index.subject))
    for document in material.index.documents:
        # All passages speak of what the whole library is about: those found tell nothing of where it is told.
        admitted = everywhere and (scope is None or document.source in scope)
        if not admitted and not is_found(material, document.source):
            continue
        title = frozenset(terms(_YEARS.sub("", document.title))) or frozenset(terms(document.title))
        head = _HEAD.match(document.title)
        dated = frozenset(terms(document.title)) - title  # "the suspension of 2022" of a title that says the year
        own = thing - dated or thing
        headless = head is not None and own.isdisjoint(terms(head["head"]))  # "Events of X" tells of events
        if title and own <= title and len(own) >= KNOWN * len(title) and not headless:
            about.append((len(own) / len(title), document.source))
        elif head and frozenset(terms(head["head"])) == own:
            headed.append(document.source)
    if not about and len(headed) == 1:
        about.append((KNOWN, headed[0]))
    return max(about, default=None)


def _within(material: Material, source: str, rest: frozenset[str]) -> _Wanted | None:
    """Find what of a named document is wanted: all, or the section whose heading says what else was asked."""
    if not rest:
        return _Wanted(source)
    headed = [
        section
        for section in find_sections(material.index, source)
        if all(holds(term, frozenset(terms(section.heading))) for term in rest)
    ]
    if headed:
        beside = (one for one in headed[1:] if one.level == headed[0].level)
        return _Wanted(source, (headed[0], *beside))
    document = material.index.document(source)
    topic = frozenset(terms(document.topic)) if document else frozenset()
    return _Wanted(source) if rest <= topic else None


def _tell_document(material: Material, source: str, placed: Placed | None) -> Iterator[Quotation]:
    """Quote the sentences that open a document and its table at a glance, else how its sections begin."""
    page = material.index.text_of(source, 1)
    sections = find_sections(material.index, source)
    opening = read_groups(page, 0, sections[0].start if sections else len(page))
    sentences = [unit for group in opening if (unit := group[0]).kind == "sentence" and len(group) == 1]
    sentences = sentences[: 1 if placed else MOST_OPENING]
    for unit in sentences:
        yield quote_group(material, source, [unit])
    if placed:
        for row in _main_rows(material, placed):
            yield quote_row(material, placed, row, "")
        return
    top = min((section.level for section in sections), default=0)
    opened = frozenset(terms(" ".join(page[unit.start : unit.end] for unit in sentences)))
    told = 0
    for section in [section for section in sections if section.level == top]:
        first = next(read_groups(page, section.start, section.end), None)
        if told == MOST_SECTIONS or first is None or first[0].kind != "sentence" or len(first) > LONGEST_LIST:
            continue
        said = frozenset(terms(page[first[0].start : first[-1].end]))
        more = said - frozenset(terms(page.partition("\n")[0]))
        if len(more & opened) > REPEATS * len(more):
            continue
        told += 1
        head = "" if frozenset(terms(section.heading)) <= said else f"{section.heading}: "
        yield quote_group(material, source, first, head)


def _tell_sections(material: Material, sections: Sequence[Section]) -> Iterator[Quotation]:
    """Quote how a section begins, and the first that those beside it with the same in their headings say."""
    for number, section in enumerate(sections[:MOST_SECTIONS]):
        page = material.index.text_of(section.source, 1)
        told = [group for group in read_groups(page, section.start, section.end) if len(group) <= LONGEST_LIST]
        for group in told[: MOST_OF_BESIDE if number else MOST_OF_SECTION]:
            yield quote_group(material, section.source, group)


def _main_rows(material: Material, placed: Placed) -> Sequence[Row]:
    """Choose the rows of a table at a glance that people ask for: those whose label has other words that mean it."""
    known = [row for row in placed.block.rows if not UNKNOWN.match(row.cells[1].value)]
    own = names_in(material.index, placed.title)
    known = [
        row for row in known if not own & names_in(material.index, _URL.sub(" ", row.cells[1].value))
    ]  # other names of it
    asked_for = [row for row in known if any(map(kin_of, terms(row.label)))]
    others = [row for row in known if row not in asked_for]
    chosen = [*asked_for, *others[: max(0, FEWEST_ROWS - len(asked_for))]][:MOST_ROWS]
    return sorted(chosen, key=lambda row: row.start)
