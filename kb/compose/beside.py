"""The reason that is asked for, where it is told beside what it is the reason of, or where that is told again.

"The sources give two totals:" tells that they differ; why, is told by a row below it, or by the sentence behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.answer_shape import asks_reason
from kb.constraints import Place, asked_words, asking_query, check_places, proper_words
from kb.endings import ending_in, settled_by_end, tells_end
from kb.evidence import Evidence
from kb.index import Hit, Index
from kb.lookup import Found, look_up
from kb.reasons import ASKING, FEWEST, MEANT, effects_of, may_tell_why, names_all, tells_why
from kb.units import find_units
from kb.words import stem, term_set

LOOKED_AT = 12  # best units that may tell what the reason is asked of
BESIDE = 0.5  # of what is asked, by rarity, that the effect has of a reason which stands beside it


def bring_reason(index: Index, found: Found, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Give what a reason is asked of and the unit beside it that gives one; none where one unit tells both, or none.

    Where no neighbour does, it is given by what tells of the same end of the same: "was suspended", and why it was.
    """
    question = asking_query(found).text
    if not asks_reason(question) or len(asked_words(question)) < FEWEST:
        return []
    first = [_place(unit) for unit in ranked[:1]]
    if not first or tells_why(index, found, first[0]):
        return []
    # What gives a cause already is not put off for a neighbour; only a table headed by what is asked tells it better.
    told = any(effects_of(first[0])) and may_tell_why(index, found, first[0])
    led_in = [lead for hit in found.hits for lead in _leads_in(index, hit)]
    telling = [unit for unit in (*ranked[:LOOKED_AT], *led_in) if _tells_what(index, found, unit)]
    telling = [unit for unit in telling if not told or unit in led_in]
    for unit in telling:
        for other in _neighbours(index, unit):
            if _may_be_of(index, found, other):
                return [unit, other]
    for unit in telling if not told else ():
        for other in look_up(index, f"Why? {unit.text}").evidence if ending_in(unit.text) else ():
            if other.kind != "list" and _ends_the_same(question, unit, other):
                return [unit, other]
    return []


def _tells_what(index: Index, found: Found, unit: Evidence) -> bool:
    """Tell whether a unit, not a list, tells of all that the reason is asked of, and gives no reason of its own."""
    question = asking_query(found).text
    if unit.kind == "list" or any(effects_of(_place(unit))) or not names_all(index, unit.text, question):
        return False
    settled = settled_by_end(question, unit.text, unit.text)
    if not settled and not tells_end(question, unit.text):
        return False
    check = check_places(index, found, [_place(unit)], ASKING | settled)
    return check.near_words >= MEANT and min(check.years, check.figures, check.selected) == 1


def _leads_in(index: Index, hit: Hit) -> Iterator[Evidence]:
    """Give the sentences of a hit that lead in rows or items: alone they are no evidence, so that none was found."""
    page = index.text_of(hit.source, hit.page)
    for unit in find_units(page, hit.start, hit.end):
        text = page[unit.start : unit.end]
        if unit.kind == "sentence" and text.endswith(":"):
            yield Evidence("sentence", hit, unit.start, unit.end, text, 0.0, 0.0, 0.0, kept=True, precision=0.0)


def _neighbours(index: Index, unit: Evidence) -> Iterator[Evidence]:
    """Give the sentences before and behind one in its paragraph, and the rows or items that it leads in."""
    page = index.text_of(unit.hit.source, unit.hit.page)
    units = find_units(page)
    here = next((number for number, one in enumerate(units) if one.start <= unit.start < one.end), None)
    if here is None or units[here].kind != "sentence":
        return
    if unit.text.endswith(":"):
        for below in units[here + 1 :]:
            if below.kind not in ("row", "item"):
                break
            yield replace(unit, kind=below.kind, start=below.start, end=below.end, text=page[below.start : below.end])
    for near in units[max(here - 1, 0) : here] + units[here + 1 : here + 2]:
        apart = max(near.start - units[here].end, units[here].start - near.end)
        if near.kind == "sentence" and apart <= 1:
            yield replace(unit, kind="sentence", start=near.start, end=near.end, text=page[near.start : near.end])


def _may_be_of(index: Index, found: Found, unit: Evidence) -> bool:
    """Tell whether a unit gives a cause of some of what is asked."""
    effects = list(effects_of(_place(unit)))
    return bool(effects) and check_places(index, found, effects).near_words >= BESIDE


def _ends_the_same(question: str, unit: Evidence, other: Evidence) -> bool:
    """Tell whether a unit gives a cause of the end of what is named in a question, which one tells in the same word."""
    named = frozenset(map(stem, proper_words(question)))
    return any(
        not ending_in(unit.text).isdisjoint(ending_in(effect.text)) and not named.isdisjoint(term_set(effect.text))
        for effect in effects_of(_place(other))
    )


def _place(unit: Evidence) -> Place:
    return Place(unit.hit, unit.start, unit.end, unit.text)
