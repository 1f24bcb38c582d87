"""Answer in which programmes a place takes part, with what names it in the area of each: a sentence, item or row.

All documents of the running period that a programme has as its title are read, not only those that the search came
upon. A table that says of a country in which programmes it is comes first. Where the row of a place's country names no
regions at all ("Whole territory", "Five regions, not named"), it is told, too: the place may be one of them.
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import partial

from kb.compose.areas import NOT_AREA, Area, find_areas, is_past, quote_area, quote_whole_area
from kb.compose.count import find_stating
from kb.compose.enumerated import is_country, numbers_in
from kb.compose.material import Material
from kb.compose.places import find_asked, places_in, without_their_countries
from kb.compose.question import Terms, names_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_cell
from kb.compose.which_programmes import PROGRAMME, name_countries, read_wanted
from kb.names import Name
from kb.question import Kind, counted_thing
from kb.synonyms import people_of
from kb.tables import read_blocks
from kb.words import term_set

# A place that is called by its kind, of which there are so many that lists name them.
_OF_KIND = re.compile(
    r"\b(?P<place>[^\W\d_a-zà-ÿ][\w'’-]*(?: [^\W\d_a-zà-ÿ][\w'’-]*)?) "
    r"(?P<kind>oblast|county|province|governorate|voivodeship)\b"
)


def compose_participation(material: Material) -> Composed | None:
    """Give for each programme what names the place asked about; None where nothing does or something else is asked."""
    readings = [wanted for wanted in read_wanted(material) if wanted.terms]
    if not readings:
        return None
    areas = list(find_areas(material))
    if any(area.programme in names_in(material.index, material.asked.text) for area in areas):
        return None
    known = {place: text for area in areas for entry, _ in area.entries for place, text in places_in(entry)}
    said = f"{material.found.around} {material.asked.text}"
    for wanted in readings:
        named = find_asked(name_countries(wanted.terms, said, known), known)
        if named:
            composed = _compose(material, areas, known, named)
            return replace(composed, untold=wanted.untold) if composed else None
    return _not_named(material, areas, readings[0].terms)


def programmes_of_places(material: Material, text: str) -> frozenset[Name]:
    """Give the programmes in whose areas all places are that a text names; none where it names no place."""
    areas = list(find_areas(material))
    known = {place: text for area in areas for entry, _ in area.entries for place, text in places_in(entry)}
    own = name_countries(term_set(text), text, known)
    named = [place for place in known if place <= own]
    named = [place for place in named if not any(place < other for other in named)]
    places = without_their_countries(named, known)
    areas = _with_countries(areas, frozenset(named) - frozenset(places))
    by_programme: dict[Name, list[Area]] = defaultdict(list)
    for area in areas:
        by_programme[area.programme].append(area)
    return frozenset(
        programme for programme, own in by_programme.items() if places and len(_naming(own, places)) == len(places)
    )


def _compose(
    material: Material, areas: list[Area], known: dict[Terms, str], named_places: tuple[Terms, ...]
) -> Composed | None:
    """Give what names the places, of the programmes in which the countries named beside them are, too."""
    places = without_their_countries(named_places, known)
    areas = _with_countries(areas, frozenset(named_places) - frozenset(places))
    country = all(is_country(known[place]) for place in places)
    counts = material.asked.kind is Kind.COUNT
    by_programme: dict[Name, list[Area]] = defaultdict(list)
    for area in sorted(areas, key=lambda area: (area.one.countries is not country, area.one.row)):
        by_programme[area.programme].append(area)
    told = {programme: _naming(own, places) for programme, own in by_programme.items()}
    told = {programme: named for programme, named in told.items() if len(named) == len(places)}
    if not told:
        return None
    table = _table_row(material, places[0], {area.programme for area in areas}) if len(places) == 1 else None
    if counts and country:
        if table is None or _is_stated(material, places[0]):
            return None
        counted = material.count_above(table[:1], len(table[1]))
        return Composed(counted, direct=True, decided=True, counted=len(table[1]))
    quotations = [table[0]] if table else []
    covered = table[1] if table else frozenset[Name]()
    for programme, named in told.items():
        if programme not in covered:
            lines = [quote_area(material, area, entry) for area, entry in named.values()]
            quotations += {(line.start, line.end): line for line in lines}.values()
    for area, within in _wider(areas, told, known):
        quotations.append(quote_area(material, area, within))
        told[area.programme] = {}
    homes = frozenset[str]().union(*(area.countries for named in told.values() for area, _ in named.values()))
    unnamed = [area for area in areas if not country and area.programme not in told and _names_none(area, homes)]
    quotations += [quote_area(material, area, "") for area in unnamed]
    if counts and not (unnamed or table):
        told_above = material.count_above(quotations, len(told))
        return Composed(told_above, direct=True, decided=True, counted=len(told))
    return Composed(tuple(quotations), direct=True, decided=True)


def _not_named(material: Material, areas: list[Area], wanted: Terms) -> Composed | None:
    """Show the regions that all programmes have of the countries with such a kind of place, and leave the place untold.

    "Is Chernihiv oblast in any programme?" is not told by the lists of oblasts, nor is that it is in none: it may be
    within a region that is named, or one of those that are not. None where the place stands anywhere in the library.
    """
    asked = _OF_KIND.search(material.asked.text)
    unheard = all(material.index.rarity(term) >= material.index.rarest for term in wanted)
    if asked is None or not unheard or not wanted or not wanted <= term_set(asked["place"]):
        return None
    kind = term_set(asked["kind"])
    of_kind = (area for area in areas if kind <= term_set(f"{area.one.lead} {' '.join(area.one.entries)}"))
    countries = frozenset[str]().union(*(area.countries for area in of_kind))
    lists = [area for area in areas if area.countries & countries and (area.entries or area.one.row)]
    lists = [
        area
        for area in lists
        if not all(is_country(entry) for entry, _ in area.entries) or _names_none(area, countries)
    ]
    shown = {(line.start, line.hit.source): line for line in map(partial(quote_whole_area, material), lists)}
    place = " ".join(word for word in asked["place"].split() if term_set(word) and term_set(word) <= wanted)
    return (
        Composed(tuple(shown.values()), direct=True, decided=True, untold=f"{place} {asked['kind']}") if shown else None
    )


def _with_countries(areas: list[Area], countries: frozenset[Terms]) -> list[Area]:
    """Leave out the programmes in whose area not all of some countries are."""
    of = {
        country: {
            area.programme
            for area in areas
            if country <= area.countries or any(place == country for _, place in area.entries)
        }
        for country in countries
    }
    return [area for area in areas if all(area.programme in programmes for programmes in of.values())]


def _is_stated(material: Material, country: Terms) -> bool:
    """Tell whether a sentence states in how many programmes a country is, where it is not asked of how many of some.

    It may count other programmes than those of the library's tables.
    """
    text = material.asked.text
    if numbers_in(text) or material.index.subject.casefold() in text.casefold():
        return False
    stating = find_stating(material, counted_thing(text))
    return any(not _by_people(country).isdisjoint(term_set(unit.text)) for unit in stating)


def _by_people(country: Terms) -> Terms:
    return country.union(*map(people_of, country))


def _naming(areas: list[Area], places: tuple[Terms, ...]) -> dict[Terms, tuple[Area, str]]:
    """Find for each place the first area that names it, and the entry that does."""
    found: dict[Terms, tuple[Area, str]] = {}
    for place in places:
        for area in areas:
            entry = next((entry for entry, named in area.entries if named == place), None)
            if entry is not None:
                found.setdefault(place, (area, entry))
    return found


def _wider(
    areas: list[Area], told: dict[Name, dict[Terms, tuple[Area, str]]], known: dict[Terms, str]
) -> list[tuple[Area, str]]:
    """Find for the other programmes what names the region that a place lies in: "all provinces of Sicily:"."""
    leads = " ".join(area.one.lead for named in told.values() for area, _ in named.values() if not area.one.row)
    around = {
        place
        for place, text in known.items()
        if not is_country(text) and re.search(rf"\bof {re.escape(text)}\b", leads)
    }
    found = {
        area.programme: (area, entry)
        for area in areas
        for entry, place in area.entries
        if place in around and area.programme not in told
    }
    return list(found.values())


def _names_none(area: Area, countries: Terms) -> bool:
    """Tell whether a row is of one of some countries and names no region of it."""
    one = area.one
    of_country = one.row and bool(area.countries & countries) and is_country(one.entries[-1])
    return of_country and not any(places_in(entry) for entry in one.entries[:-1])


def _table_row(material: Material, place: Terms, programmes: set[Name]) -> tuple[Quotation, frozenset[Name]] | None:
    """Find the row that says of a place in which programmes it is, with those that it names."""
    best: tuple[Quotation, frozenset[Name]] | None = None
    for document in material.index.documents:
        page = material.index.text_of(document.source, 1)
        for block in read_blocks(page):
            for row in block.rows:
                if place not in {own for own, _ in places_in(row.label)}:
                    continue
                about = " ".join((document.title, *block.headings, block.lead))
                hit = material.hit_at(document.source, 1, row.start)
                for cell in row.cells[1:]:
                    named = names_in(material.index, cell.value) & programmes
                    asked_for = re.search(PROGRAMME, cell.header, re.I) and not NOT_AREA.search(cell.header)
                    fits = asked_for and not is_past(material, f"{about} {cell.header}") and material.admits(hit)
                    if fits and named and (best is None or len(named) > len(best[1])):
                        shown = f"{row.label} – {show_cell(cell)}"
                        best = Quotation(hit, row.start, row.end, page[row.start : row.end], shown), frozenset(named)
    return best
