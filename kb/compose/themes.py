"""Answer which programmes support a theme with what each one's priorities or objectives name of it.

The documents of all running programmes are read, not only those that the search came upon: three of seven would be
no answer. A theme is met by its words; the line above the answer says so, as others may mean it by other words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.compose.areas import is_programme
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_lines
from kb.index import StoredDocument
from kb.names import find_names
from kb.question import SUPPORTS
from kb.tables import read_row
from kb.wording import phrase
from kb.words import term_set

_PROGRAMMES = r"programm?e?s?\b"
_AIM = r"(?:priorit(?:y|ies)|objectives?|topics?|themes?|fields?)"
_WHICH = rf"\b(?:which|what)\b[^?,]*?\b{_PROGRAMMES}"
_SUPPORTS = (
    rf"(?:(?:can|could|do|does|will|may) )?(?:also )?(?:{SUPPORTS}|"
    r"(?:gives?|offers?|ha(?:s|ve)|provides?) (?:money|funding|funds|grants|support) (?:for|to)|(?:are|is) about)"
)
# How the programmes are asked for that support something. What a call or a fund is for is another question.
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_WHICH} (?:that |which )?{_SUPPORTS} (?P<theme>[^?,;]+)",
        rf"{_WHICH} (?:ha(?:s|ve)|with) (?P<theme>[^?,;]+?) as (?:an? |one of )?[^?]*?\b{_AIM}",
        rf"{_WHICH} (?:ha(?:s|ve)|with) (?:an? |any )?{_AIM} "
        r"(?:on|for|about|in|of|called|named) (?P<theme>[^?,;]+)",
        rf"\b(?:which|what) {_PROGRAMMES} (?:is|are) (?P<theme>[^?,;]+?) (?:an? |one of )?[^?]*?\b{_AIM}",
        r"\bwhere (?:can|could|do|should|may) (?:i|we|one|they|you) (?:get|find|apply for|ask for|look for|obtain) "
        r"(?:\w+ ){0,2}?(?:money|funding|funds|grants?|support) (?:for|to) (?P<theme>[^?,;]+)",
    )
)
_DRESSING = re.compile(rf"\b(?:projects?|activities|actions|initiatives|measures|the|an?|our|my|{_AIM})\b", re.I)
_OTHER = re.compile(
    r"\b(?:calls?|projects? funds?|(?:small|large|regular)(?:[- ]scale)? (?:\w+ )?projects?|not|no|only|except|without|"
    r"and when|how)\b|n't\b",
    re.I,
)
_ASIDE = re.compile(r"\([^()]*\)")
_AIMS = term_set("priority objective field theme topic")
_OBJECTIVE = re.compile(rf"\b{_AIM}\b", re.I)


def compose_themes(material: Material) -> Composed | None:
    """Quote for each programme what of its priorities and objectives has the theme asked for; None where none has."""
    theme = _theme(material)
    if not theme or any(name.titled for name in names_in(material.index, material.asked.text)):
        return None
    found = [
        min(fitting, key=lambda quotation: len(quotation.shown))
        for document in _programmes(material)
        if (fitting := list(_naming(material, document, theme)))
    ]
    if not found:
        return None
    lead = phrase("themes", material.found.reading.language)
    return Composed((replace(found[0], above=lead), *found[1:]), direct=True, decided=True)


def _theme(material: Material) -> Terms:
    """Give the terms of the theme that programmes are asked for, none where something else is asked."""
    text = material.asked.text
    asked = next((found["theme"] for pattern in _ASKS if (found := pattern.search(text))), "")
    return frozenset() if _OTHER.search(text) else term_set(_DRESSING.sub(" ", asked))


def _programmes(material: Material) -> Iterator[StoredDocument]:
    """Give the documents that a running programme has as its title."""
    index = material.index
    for name in find_names(index).all:
        for source in name.sources if name.titled and not find_names(index).is_subject(name) else ():
            document = index.document(source)
            if document is not None and names_in(index, document.title) & {name} and is_programme(material, document):
                yield document


def _naming(material: Material, document: StoredDocument, theme: Terms) -> Iterator[Quotation]:
    """Quote each item or row of a programme's priorities and objectives that has a theme's words, not all aside."""
    spellings = [theme, *_other_spellings(material, theme)]
    for placed in material.blocks_of(document.source):
        block = placed.block
        heading = block.headings[-1] if block.headings else ""
        if not _AIMS & term_set(f"{heading} {block.lead}"):
            continue
        page = material.page_text(placed)
        places = [(one.start, one.end) for one in block.items] + [(one.start, one.end) for one in block.rows]
        for start, end in places:
            told, outside = term_set(page[start:end]), term_set(_ASIDE.sub(" ", page[start:end]))
            if any(spelt & outside and spelt <= told for spelt in spellings) and material.admits(
                material.hit_at(placed.source, 1, start)
            ):
                yield material.quote(
                    placed, start, end, f"- {placed.title} – {_show(placed, heading, start, end, page)}"
                )


def _other_spellings(material: Material, theme: Terms) -> list[Terms]:
    """Give the terms of the other spellings of a theme that is a name: "SMEs"."""
    named = [[term_set(spelling) for spelling in name.spellings] for name in material.asked.names]
    return [spelling for spellings in named if any(theme <= one for one in spellings) for spelling in spellings]


def _show(placed: Placed, heading: str, start: int, end: int, page: str) -> str:
    """Write an item or row so that it says whether it is a priority or an objective."""
    shown = show_lines(page[start:end])
    if placed.block.rows:
        shown = ": ".join(cell.value for cell in read_row(page, start, end).cells[:2])
    return shown if _OBJECTIVE.search(shown) else f"{heading}: {shown}"
