"""Answer whether one can apply now with what the documents say of open calls, and the latest call of each programme.

A section that lists the latest call of each programme, and says that none was found open, decides it: what else is told
of applications is past.
"""

import re
from collections.abc import Iterator

from kb.compose.enumerated import numbers_in
from kb.compose.material import Material, Placed
from kb.compose.partaking import BODIES
from kb.compose.participation import programmes_of_places
from kb.compose.question import names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_cell
from kb.names import Name, find_names
from kb.tables import Row
from kb.units import find_units
from kb.words import stem, term_set, terms

_NOW = re.compile(
    r"\b(?:now|currently|today|at (?:the|this) moment|in moment|at present|still|these days|"
    r"this (?:week|month|year))\b",
    re.I,
)
_TAKES = r"(?:accept|tak|receiv)(?:e[sdn]?|s|ed|ing)?"
_PROPOSALS = r"(?:applications?|proposals?)"
_APPLIES = re.compile(
    rf"\b(?:apply|submit|hand in|send in|put in|propose|{_TAKES} (?:\w+ ){{0,2}}?{_PROPOSALS}|"
    rf"{_PROPOSALS} (?:[\w-]+ ){{0,8}}?{_TAKES})\b",
    re.I,
)
_WHEN = re.compile(
    r"^\W*(?:(?:and|so|but) )?when (?:can|could|may) (?:[\w'’-]+ ){0,3}?(?:apply|submit|hand in|propose)\b", re.I
)
_THINGS = r"(?:calls?|anything|something|programm?es?|applications?|projects?|proposals?)\b"
_OPEN = re.compile(
    rf"^\W*(?:is|are|any|which|what|do (?:i|we|you) have)\b[^?]*?\b{_THINGS}[^?]*?\bopen\b|"
    r"^\W*(?:there )?calls?(?: for proposals)? open\b|"
    r"^\W*(?:(?:is|are|which|what|any|there) )*(?:an? |any )?open (?:now )?calls?\b|"
    rf"^\W*(?:is|are) [^?]{{2,60}} (?:still )?open (?:for {_THINGS}|now|at the moment|currently)",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:was|were|did|had|until|how|why|who|first|second|third|last|previous|before|after|closed?|not|no|than|"
    r"(?:19|20)\d\d)\b|n't\b",
    re.I,
)
# All that such a question says beside the names of programmes, and who asks.
_SAID = BODIES | frozenset(
    terms(
        """apply applies application applications submit hand send put propose proposal proposals project projects idea
        call calls open opened anything something anywhere somewhere anybody anyone somebody possible accept accepted
        accepting take takes taken taking receive received receiving way chance programme program
        programmes programs interreg next now right currently today moment present still week month year day there where
        which what when money funding fund funds grant grants get getting new soon again already help yet
        small scale regular"""
    )
)
_FROM = re.compile(r"\b(?:from|in|based in) (?P<place>(?:the )?[^\W\d_a-zà-ÿ][\w'’-]*(?: [^\W\d_a-zà-ÿ][\w'’-]*)*)")
_NONE_OPEN = re.compile(r"^(?:no|none)\b.{0,160}\bopen\b", re.I)
_LATEST = re.compile(r"\b(?:latest|last|newest|current) calls?\b", re.I)


def compose_open_calls(material: Material) -> Composed | None:
    """Give what is said of open calls, with the latest call of the programmes that are asked about, else of all."""
    if not asks_open(material):
        return None
    index = material.index
    asked = {name for name in material.asked.names if name.titled} or {
        name for name in names_in(index, material.asked.text) if name.titled
    }
    if not asked:
        around = material.found.around if material.found.says_who else _place_in(material)
        asked = set(programmes_of_places(material, around)) if around else set()
    for placed, told in _find_sections(material):
        rows = [(row, names_in(index, row.label)) for row in placed.block.rows]
        listed: set[Name] = set().union(*(names for _, names in rows))
        wanted = asked & listed
        if asked and not wanted:
            continue
        lines = [_quote_row(material, placed, row) for row, names in rows if not asked or names & wanted]
        return Composed((told, *lines), direct=True, decided=True)
    return None


def asks_open(material: Material) -> bool:
    """Tell whether a question asks for open calls, and says no more than of which programme."""
    text = material.asked.text.removeprefix("or ")
    apply = _APPLIES.search(text) and _NOW.search(text)
    if not (apply or _WHEN.match(text) or _OPEN.search(text)) or _OTHER.search(text):
        return False
    names = find_names(material.index)
    # What has no document of its own may be a programme that never came to be.
    places = [place for place in names.find(text) if place.names[0].titled or names.is_subject(place.names[0])]
    named = {term for place in places for term in terms(text[place.start : place.end])} | term_set(_place_in(material))
    own = {term for term in term_set(text) if len(term) > 1 and not numbers_in(term)}
    return own - named <= _SAID | {stem("programm")}


def _place_in(material: Material) -> str:
    """Give the place in the area of a programme that a question says whoever applies is from, "" where it says none."""
    said = _FROM.search(material.asked.text)
    return said["place"] if said and programmes_of_places(material, said["place"]) else ""


def _find_sections(material: Material) -> Iterator[tuple[Placed, Quotation]]:
    """Find the tables of the latest calls, each with the sentence before it that says that none was found open."""
    for document in material.index.documents:
        for placed in material.blocks_of(document.source):
            block, page = placed.block, material.page_text(placed)
            if not any(_LATEST.search(header) for header in block.headers):
                continue
            hit = material.hit_at(placed.source, placed.page, block.start)
            told = _find_none(page, block.start)
            if told is not None and material.admits(hit):
                start, end = told
                yield placed, material.quote(placed, start, end, page[start:end])


def _find_none(page: str, end: int) -> tuple[int, int] | None:
    """Find the last sentence of a section, up to a place in it, that says that no call was found open."""
    none = None
    for unit in find_units(page, 0, end):
        if unit.kind == "heading":
            none = None
        elif unit.kind == "sentence" and _NONE_OPEN.match(page[unit.start : unit.end]):
            none = unit.start, unit.end
    return none


def _quote_row(material: Material, placed: Placed, row: Row) -> Quotation:
    shown = f"- {row.label} \u2013 {'; '.join(map(show_cell, row.cells[1:]))}"
    return material.quote(placed, row.start, row.end, shown)
