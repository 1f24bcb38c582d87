"""Answer "how many programmes are at a land border?" with the items of a list that say so in brackets.

A list whose items all end with a kind in brackets tells of each of what kind it is; its lead-in speaks of all of them,
so that the list as a whole is no answer to a question for one kind.
"""

import re
from dataclasses import replace

from kb.compose.count import ASKING
from kb.compose.lists import lists_kinds
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, holds, is_of_another, plurals
from kb.compose.quotation import Composed
from kb.compose.show import show_lines
from kb.question import Kind, counted_thing
from kb.units import Unit
from kb.words import term_set

FEWEST = 2  # items of a list
_BRACKET = re.compile(r"\(([^()]+)\)\W*$")
_OTHER = re.compile(r"\b(?:not|no|only|without|except|or)\b|n't\b", re.I)


def compose_bracketed(material: Material) -> Composed | None:
    """Quote the items of a list that are of the kind asked for; None where no list parts its things so."""
    asked = material.asked
    thing = asked.thing or counted_thing(asked.text)
    if not thing or _OTHER.search(asked.text):
        return None
    kind = asked.rest - ASKING - {thing} - term_set(material.index.subject)
    lists = [(placed, items) for placed in material.blocks if (items := _items_of(material, placed, thing, kind))]
    if not kind or not lists:
        return None
    placed, items = max(lists, key=lambda one: len(one[1]))
    page = material.page_text(placed)
    quotations = tuple(
        material.quote(placed, item.start, item.end, f"- {show_lines(page[item.start : item.end])}") for item in items
    )
    if asked.kind is not Kind.COUNT:
        return Composed(quotations, direct=True, decided=True)
    return Composed(material.count_above(quotations, len(items)), direct=True, decided=True, counted=len(items))


def _items_of(material: Material, placed: Placed, thing: str, kind: Terms) -> tuple[Unit, ...]:
    """Give the items of a list of the thing that have just the kind in brackets, none where not all have one."""
    block, page = placed.block, material.page_text(placed)
    lead = block.lead or (block.headings[-1] if block.headings else "")
    asked = replace(material.asked, rest=material.asked.rest - ASKING)
    if len(block.items) < FEWEST or holds(thing, plurals(lead)) < 1 or is_of_another(asked, placed.about):
        return ()
    told = [_BRACKET.search(page[item.start : item.end]) for item in block.items]
    if not all(told) or lists_kinds(asked, lead, thing) or not asked.is_told_of_all(placed.about):
        return ()
    found = tuple(
        item for item, one in zip(block.items, told, strict=True) if one and term_set(one[1]) - {thing} == kind
    )
    return found if len(found) < len(block.items) else ()
