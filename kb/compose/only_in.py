"""Answer "which governorates are in programme A but not in B?" by comparing what the two list of the same country.

Both lists are quoted. Where one of them leaves regions unnamed it is not known; regions of another size, as provinces,
can't be compared.
"""

import re
from dataclasses import replace

from kb.compose.areas import Area, find_areas, quote_whole_area
from kb.compose.enumerated import OPEN, is_country
from kb.compose.material import Material
from kb.compose.places import places_in
from kb.compose.question import Terms, peoples_in, without_names
from kb.compose.quotation import Composed
from kb.compose.which_programmes import BESIDE
from kb.names import Name, find_names
from kb.wording import phrase
from kb.words import term_set

_ASKS = re.compile(
    r"^\W*(?:which|what|list|name)\b[^?]*?\b"
    r"(?P<kind>regions|counties|oblasts|provinces|governorates|voivodeships)\b",
    re.I,
)
_REGIONS = "regions"
_NOT = re.compile(r"\b(?:not|without|except)\b|n['’]t\b", re.I)
_MORE = re.compile(r"\b(?:or|how|when|where|why|most|more|first|last|offices?|contacts?|points?)\b", re.I)
_SAID = term_set("are is in not but and of the part only without except listed named area belong")


def compose_only_in(material: Material) -> Composed | None:
    """Name what the one programme lists and the other does not, above both lists; None where they can't be compared."""
    text = material.asked.text
    asked, programmes = _ASKS.match(text), _read_two(material)
    if asked is None or programmes is None or _MORE.search(text):
        return None
    said = term_set(without_names(material.index, text, titled=True)) - peoples_in(material.index, text)
    if said - term_set(asked["kind"]) - _SAID - BESIDE:
        return None
    areas = [area for area in find_areas(material) if not area.one.countries]
    countries = peoples_in(material.index, text) or _with_kind(areas, asked["kind"])
    first, second = ([area for area in areas if _is_of(area, one, countries)] for one in programmes)
    both = [area for area in first if any(area.countries & other.countries for other in second)]
    if not both:
        return None
    told = [quote_whole_area(material, area) for area in (*both, *second)]
    if any(map(_leaves_open, [*both, *second])):
        return Composed(tuple(told), unknown=True, direct=True, decided=True)
    if not all(_are_alike(area, second, asked["kind"]) for area in both):
        return None
    entries = [entry for area in both for entry in area.one.entries if _names_region(entry)]
    only = [entry for entry in entries if not _is_among(entry, second)]
    if not only:
        return Composed(material.count_above(told, 0), direct=True, decided=True, counted=0)
    titles = {"first": both[0].title, "second": second[0].title}
    above = phrase("only_in", material.found.reading.language, things=", ".join(only), **titles)
    return Composed((replace(told[0], above=above), *told[1:]), direct=True, decided=True)


def _read_two(material: Material) -> tuple[Name, Name] | None:
    """Give the two programmes of which the second is denied; None for any other number, or without "not" between."""
    names = find_names(material.index)
    places = [place for place in names.find(material.asked.text) if place.names[0].titled]
    places = [place for place in places if not names.is_subject(place.names[0])]
    if len(places) != len(("first", "second")) or places[0].names[0] == places[1].names[0]:
        return None
    between = material.asked.text[places[0].end : places[1].start]
    return (places[0].names[0], places[1].names[0]) if _NOT.search(between) else None


def _with_kind(areas: list[Area], kind: str) -> Terms:
    """Give the countries that have such a kind of region; all where the kind is "regions", which all have."""
    of_kind = (area for area in areas if kind.casefold() == _REGIONS or term_set(kind) <= term_set(area.one.lead))
    return frozenset[str]().union(*(area.countries for area in of_kind))


def _is_of(area: Area, programme: Name, countries: Terms) -> bool:
    return area.programme == programme and bool(area.countries & countries) and bool(area.entries or area.one.row)


def _are_alike(area: Area, others: list[Area], kind: str) -> bool:
    """Tell whether lists are of regions of one size: of the kind asked for by their own words, or with one in common.

    Sicily is not missing in the list of its provinces.
    """
    beside = [other for other in others if other.countries & area.countries]
    called = [" ".join((one.one.lead, *one.one.entries)) for one in (area, *beside)]
    same = kind.casefold() != _REGIONS and all(term_set(kind) <= term_set(told) for told in called)
    return same or any(_is_among(entry, beside) for entry in area.one.entries)


def _is_among(entry: str, areas: list[Area]) -> bool:
    known = {place for area in areas for _, place in area.entries}
    return any(place in known for place, _ in places_in(entry))


def _leaves_open(area: Area) -> bool:
    """Tell whether a list may not be whole, or names no region: "Whole territory", "Five regions, not named"."""
    one = area.one
    return OPEN.search(" ".join((one.lead, *one.entries))) is not None or not any(map(_names_region, one.entries))


def _names_region(entry: str) -> bool:
    return not is_country(entry) and bool(places_in(entry))
