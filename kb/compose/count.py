"""Answer "how many" by counting a list or the rows of a table, where the documents state no number beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.compose.enumerated import NUMBER, numbers_in
from kb.compose.lists import find_listed, quote_listed, quote_parts
from kb.compose.material import Material, Placed
from kb.compose.plain import quote_unit
from kb.compose.question import names_in
from kb.compose.quotation import Composed, Quotation
from kb.evidence import Evidence
from kb.question import Kind, counted_thing, holds_kind
from kb.wording import phrase
from kb.words import term_set, terms

ENOUGH = 0.95  # of what was asked that a list must be about: a count of something else looks just as right
FEWEST = 2  # things that are worth counting
NEAR = 5  # words in which a number and what it counts stand
LOOKED_AT = 10  # best units among which one that states several numbers, or a sum, is looked for
STATING = 5  # best units among which one that states the number is looked for
ASKING = frozenset(terms("many number"))
_ASKED_KIND = re.compile(r"\bhow many (?P<kind>[\w'’-]+(?: [\w'’-]+)? [\w'’-]+s)\b", re.I)
_ASKED_APART = re.compile(
    r"\bhow many\b.*\b(?:and|or) (?:how many )?(?:are |were )?(?:at|over|on|in|by|across)\b", re.I
)
_WHERE = frozenset(terms("over across on by at in"))
_NAME = r"[A-ZÀ-ÞА-Я][\w'’-]*(?: [\w'’-]+){0,3}(?: \([\w'’ -]+\))?"
NAMES = re.compile(rf"{_NAME}(?:(?:,? and|[,;]) {_NAME})*")  # a cell that enumerates, no prose
_OPEN = re.compile(
    r"\b(?:among others|et cetera|etc|such as|including|for example|others?|further|not known|unknown|only in part)\b",
    re.I,
)


def compose_count(material: Material) -> Composed | None:
    """Count the list or rows that a question asks the number of; None where a number is stated or no list is whole."""
    asked = material.asked
    thing = counted_thing(asked.text) if asked.kind is Kind.COUNT else ""
    if not thing:
        return None
    aside = next(_stated_aside(material), None)
    if aside is not None:
        return Composed((aside,), direct=True)
    apart = next(_stated_apart(material, thing), None) if _ASKED_APART.search(asked.text) else None
    if apart is not None:
        return Composed((quote_unit(apart, asked.terms),), direct=True, settled=_WHERE)
    own = replace(asked, thing=thing, terms=asked.terms - ASKING, rest=asked.rest - ASKING)
    listing = Material(material.index, material.found, own)
    best = find_listed(listing)
    if best is None or not isinstance(best.placed, Placed) or best.coverage < ENOUGH:
        return None
    if best.count < FEWEST and not best.cell:
        return None
    quotations = list(quote_listed(listing, best))
    whole = "\n".join(quotation.shown for quotation in quotations)
    lead = best.placed.block.lead if not best.rows or len(best.rows) == len(best.placed.block.rows) else ""
    if holds_kind(Kind.COUNT, lead, asked.terms):  # the sentence that states the number leads the list
        return Composed(tuple(quote_parts(listing, best)), direct=True)
    if _OPEN.search(whole) or (best.cell and not NAMES.fullmatch(best.cell.value)):
        return None
    stating = find_stating(material, thing)
    if stating:
        # The sentence says it better than a count; one with another number than the row has is on something else.
        agreeing = best.cell and asked.names_all(stating[0].text) and best.count in numbers_in(stating[0].text)
        return Composed((quote_unit(stating[0], asked.terms), *quotations), direct=True) if agreeing else None
    first, *rest = quotations
    counted = phrase("counted", material.found.reading.language, number=best.count)
    if first.shown.startswith("- "):
        first = replace(first, above=f"{counted}:")
    else:
        first = replace(first, shown=f"{counted}: {first.shown}")
    return Composed((first, *rest), direct=True, decided=True, counted=best.count)


def _stated_aside(material: Material) -> Iterator[Quotation]:
    """Quote the lead-in of a table that gives the number of what is asked for behind that of all.

    "24 towns take part, 12 old towns and 12 new towns": the rows are of others, too.
    """
    asked = material.asked
    kind = _ASKED_KIND.search(asked.text)
    if kind and term_set(kind["kind"].rpartition(" ")[0]) <= term_set(material.index.subject):
        return  # "Interreg NEXT programmes" are all of them
    titled = {name for name in asked.names if name.titled}
    for placed in material.blocks if kind else ():
        lead = placed.block.lead if placed.block.rows else ""
        told = [lead[number.end() :].casefold().lstrip() for number in NUMBER.finditer(lead)][1:]
        named = {name for name in names_in(material.index, placed.about) if name.titled}
        if kind and named == titled and any(one.startswith(kind["kind"].casefold()) for one in told):
            yield material.quote(placed, placed.block.start, placed.block.start + len(lead), lead)


def _stated_apart(material: Material, thing: str) -> Iterator[Evidence]:
    """Find the sentence that gives the number of each of two kinds: "four at land borders and two in sea basins"."""
    asked = material.asked
    kinds = asked.rest - ASKING - _WHERE - {thing} - term_set(material.index.subject)
    titled = {name for name in asked.names if name.titled}
    for unit in material.found.evidence[:LOOKED_AT]:
        about = {name for name in names_in(material.index, f"{unit.hit.title} {unit.text}") if name.titled}
        told = kinds <= term_set(unit.text) and len(numbers_in(unit.text)) > len(kinds) - 1
        if kinds and unit.kind == "sentence" and told and about == titled and states_number(unit.text, thing):
            yield unit


def find_stating(material: Material, thing: str) -> list[Evidence]:
    """Find among the best units the sentences that state a number of a thing, of all that is asked about."""
    return [
        unit
        for unit in material.found.evidence[:STATING]
        if unit.kind == "sentence"
        and states_number(unit.text, thing)
        and material.asked.names_all(f"{unit.text} {unit.hit.title}")
    ]


def states_number(text: str, thing: str) -> bool:
    """Tell whether a text gives a number of the thing: "four voivodeships", "16 of the 24 governorates"."""
    words = text.split()
    near = (" ".join(words[at : at + NEAR]) for at in range(len(words)))
    return any(thing in terms(part) and holds_kind(Kind.COUNT, part.split()[0], frozenset()) for part in near)
