"""Quote of a list the one item that a question names by the words it opens with: "a regular project" of three types."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from kb.compose.enumerated import PLACE
from kb.compose.material import Material
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_lines
from kb.compose.which_programmes import YEAR
from kb.index import Index
from kb.lookup import Found
from kb.question import counted_thing, listed_thing
from kb.units import Unit, find_units
from kb.words import split_words, stem, term_set

FEWEST = 2  # items of a list
MOST = 0.5  # of the words with which an item opens, but what all open with, that a question must have
LONG = 7  # letters of a stem from which two words of it are one: "harmonised", "harmonisation"
LONGEST = 10  # words with which an item opens
# What an item opens with ends at its colon, or, where it has none, at the first of these.
_ENDS = re.compile(
    r" [–-] |[(,;]|\b(?:of|in|for|on|to|with|from|by|is|are|was|were|gets?|has|have|can|may|must|will)\b"
)
_SPAN = re.compile(r"(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d\b")  # a period is no year of an item
_OF_ALL = re.compile(
    r"\b(?:differ\w*|compar\w*|versus|vs|others?|than|all|each|every|both|list|summar\w*|overview)\b", re.I
)


def tell_one_item(index: Index, found: Found, composed: Composed) -> Composed:
    """Put in the place of the one list that is quoted its lead-in and the item asked for, if it is just one.

    Only in an answer that was picked by likeness: another one is the list that was asked for.
    """
    text = found.reading.text
    lists = [quotation for quotation in composed.quotations if "\n" in quotation.quote]
    by_rule = composed.direct or composed.decided or composed.unknown
    if len(lists) != 1 or by_rule or listed_thing(text) or counted_thing(text) or _OF_ALL.search(text):
        return composed
    [whole] = lists
    parts = _parts(Material(index, found), whole, f"{text} {found.reading.question}")  # names may be in other words
    told = [parts if quotation is whole else (quotation,) for quotation in composed.quotations]
    return replace(composed, quotations=tuple(itertools.chain.from_iterable(told)))


def _parts(material: Material, whole: Quotation, typed: str) -> tuple[Quotation, ...]:
    """Give the lead-in of a list and the item that is named, or the list whole where none is."""
    lead, *items = find_units(whole.quote)
    if len(items) < FEWEST or lead.kind != "sentence" or any(unit.kind != "item" for unit in items):
        return (whole,)
    of_places = PLACE.search(whole.quote[: lead.end])  # a list of them decides more than it names
    item = None if of_places else _named(whole.quote, items, typed)
    if item is None:
        return (whole,)
    told = show_lines(whole.quote[item.start : item.end])
    if told.endswith("."):  # a sentence needs no lead-in that announces more than one
        return (_part(material, whole, item, told),)
    shown = f"- {told}"
    return _part(material, whole, lead, whole.shown.partition("\n")[0]), _part(material, whole, item, shown)


def _named(quote: str, items: Sequence[Unit], typed: str) -> Unit | None:
    """Find the one item that opens with all that a question has of what the items open with, but what all open with.

    Of the years of a question it has those that any item has, wherever in it: "the small-scale call of 2025".
    """
    words = frozenset(split_words(typed))
    asked = frozenset(stem(word) for word in words)
    heads = [_opening(quote[item.start : item.end]) for item in items]
    opening = [term_set(head) for head in heads]
    common = frozenset.intersection(*opening)
    wanted = (asked & frozenset().union(*opening)) - common
    told = [frozenset(YEAR.findall(quote[item.start : item.end])) for item in items]
    years = (frozenset(YEAR.findall(_SPAN.sub(" ", typed))) & frozenset().union(*told)) - common
    named = [
        (item, own - common)
        for item, own, dated in zip(items, opening, told, strict=True)
        if (wanted or years) and wanted <= own and years <= dated
    ]
    if len(named) != 1:
        return None
    [(item, own)] = named
    # "What is planned" does not name the item "Plan".
    written = {
        stem(word) for head in heads for word in split_words(head) if {word, f"{word}s", word.rstrip("s")} & words
    }
    if not all(term in written or len(term) >= LONG for term in wanted):
        return None
    numbered = any(len(term) == 1 or term.isdecimal() for term in wanted)  # "strand B", "priority 2"
    return item if numbered or years or len(wanted) >= MOST * len(own) else None


def _opening(item: str) -> str:
    head, colon, _ = item.partition(": ")
    opening = head if colon and len(head.split()) <= LONGEST else _ENDS.split(item, maxsplit=1)[0]
    return " ".join(opening.split()[:LONGEST])


def _part(material: Material, whole: Quotation, unit: Unit, shown: str) -> Quotation:
    start, end = whole.start + unit.start, whole.start + unit.end
    hit = material.hit_at(whole.hit.source, whole.hit.page, start)
    return replace(whole, hit=hit, start=start, end=end, quote=whole.quote[unit.start : unit.end], shown=shown)
