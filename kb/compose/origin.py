"""Answer how something came about: its sections on its history, origin, reason or predecessors."""

import re

from kb.compose.material import Material
from kb.compose.question import holds
from kb.compose.quotation import Composed, Quotation
from kb.compose.sections import LONGEST_LIST, Section, find_sections, read_groups
from kb.compose.subject import POINTS, REPEATS, SAYS_UNKNOWN, quote_group
from kb.words import term_set

MOST_OPENING = 2  # sentences of a document that is such a history
MOST_OF_SECTION = 3
MOST_TOLD = 6  # sentences and lists

_ASKED = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|and|so)\W+)*(?:(?:tell|explain to|show|give) (?:me|us)\W+)?(?:"
    r"(?:explain )?how (?:did|has|have) (?P<a>.{3,80}?) (?:come (?:about|into being)|aris(?:e|en)|emerge|originate)|"
    r"(?:explain )?how (?P<b>.{3,80}?) (?:came (?:about|into being)|arose|emerged|originated)|"
    r"where (?:does|did|do) (?P<c>.{3,80}?) (?:come|originate|stem) from|what(?:'s| is) (?P<d>.{3,60}?)['’]s? origins?|"
    r"(?:(?:what(?:'s| is| are| was| were)|describe|explain|summari[sz]e) )?(?:the |some |an? )?"
    r"(?:historical )?(?:backgrounds?|origins?|roots|genesis|history|story|timeline|chronology) "
    r"(?:of|to|behind|on) (?P<e>.{3,80}?))\W*$",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:histor(?:y|ies)|origins?|background|(?:comes?|came|coming) (?:from|about|before)|predecessors?|beginnings?|"
    r"roots|generations|why)\b",
    re.I,
)


def compose_origin(material: Material) -> Composed | None:
    """Tell how a thing came about; None when that is not asked, or nothing tells it under a heading of its own."""
    asked = _ASKED.match(material.asked.text)
    if not asked:
        return None
    thing = term_set(next(filter(None, asked.groups())))
    quotations: list[Quotation] = []
    said: set[str] = set()
    for section, most in _find(material, thing):
        page = material.index.text_of(section.source, 1)
        told = 0
        for group in read_groups(page, section.start, section.end):
            text = page[group[0].start : group[-1].end]
            own = term_set(text) - thing
            repeats = len(own & said) >= REPEATS * len(own)
            if told == most or len(quotations) == MOST_TOLD:
                break
            if repeats or len(group) > LONGEST_LIST or POINTS.search(text) or SAYS_UNKNOWN.search(text):
                continue
            told += 1
            quotations.append(quote_group(material, section.source, group))
        said.update(*(term_set(quotation.quote) for quotation in quotations))
    framed = term_set(material.asked.text) - thing
    return Composed(tuple(quotations), direct=True, settled=framed, decided=True) if quotations else None


def _find(material: Material, thing: frozenset[str]) -> list[tuple[Section, int]]:
    """Find what tells the history of a thing, with how much of it is told: those with the thing in the heading first.

    In the document that has the thing as its title a heading such as "Predecessors" need not say whose they are.
    """
    headed: list[tuple[Section, int]] = []
    within: list[tuple[Section, int]] = []
    for source in dict.fromkeys((*_chronicles(material, thing), *(hit.source for hit in material.found.hits))):
        document = material.index.document(source)
        title = document.title if document else ""
        sections = find_sections(material.index, source)
        if _TELLS.search(title) and _holds(title, thing):
            end = sections[0].start if sections else len(material.index.text_of(source, 1))
            headed.insert(0, (Section(source, 1, title, 0, end), MOST_OPENING))
        for section in sections:
            if _TELLS.search(section.heading):
                if _holds(section.heading, thing):
                    headed.append((section, MOST_OF_SECTION))
                elif _holds(title, thing):
                    within.append((section, MOST_OF_SECTION))
    return headed or within


def _chronicles(material: Material, thing: frozenset[str]) -> list[str]:
    """Name the documents on the history of what the whole library is about, of which all passages speak."""
    scope = material.found.scope
    return [
        document.source
        for document in material.index.documents
        if thing <= term_set(material.index.subject)
        and (scope is None or document.source in scope)
        and _TELLS.search(document.title)
        and _holds(document.title, thing)
    ]


def _holds(text: str, thing: frozenset[str]) -> bool:
    told = term_set(text)
    return bool(thing) and all(holds(term, told) for term in thing)
