"""Read the areas of the programmes that run: what names places in them, each with where it stands.

All documents of the running period that a programme has as its title are read, not only those that the search came
upon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.compose.enumerated import Enumerated, find_enumerations
from kb.compose.material import Material
from kb.compose.partaking import AREA
from kb.compose.places import places_in
from kb.compose.question import Terms, names_in, peoples_in
from kb.compose.quotation import Quotation
from kb.compose.show import show_cell, show_lines
from kb.compose.which_programmes import YEAR, newest_year
from kb.index import StoredDocument
from kb.names import Name, find_names
from kb.tables import read_row
from kb.units import find_units
from kb.words import term_set

NOT_AREA = re.compile(
    r"\b(?:offices?|secretariats?|authorit\w+|contacts?|committees?|boards?|members? of|earlier|former|formerly|"
    r"previous|predecessors?|dropped|suspended|without|except|excluded|not eligible)\b",
    re.I,
)
_OPENING = 400  # characters of a page in which it says what it is about


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of a programme's area: where it stands, the places it names, the countries it is of."""

    programme: Name
    title: str
    one: Enumerated
    entries: tuple[tuple[str, Terms], ...]  # each entry, with a place that it names
    countries: Terms


def find_areas(material: Material) -> Iterator[Area]:
    """Read the areas of all programmes of the running period."""
    index = material.index
    for programme in find_names(index).all:
        if not programme.titled or find_names(index).is_subject(programme):
            continue
        for one in find_enumerations(material, programme):
            document, hit = index.document(one.source), material.hit_at(one.source, 1, one.start)
            told = f"{hit.heading} {one.lead}"
            if document is None or not is_programme(material, document) or not material.admits(hit):
                continue
            if not AREA & term_set(one.lead) or NOT_AREA.search(told) or is_past(material, told):
                continue
            entries = tuple((entry, place) for entry in one.entries for place, _ in places_in(entry))
            countries = peoples_in(index, one.entries[-1] if one.row and one.entries else one.lead)
            yield Area(programme, document.title, one, entries, countries)


def is_programme(material: Material, document: StoredDocument) -> bool:
    """Tell whether a document is about a programme that runs: its title or first words say so."""
    told = f"{document.title} {material.index.text_of(document.source, 1)[:_OPENING]}"
    return re.search(r"\bprogramm?e?\b", told, re.I) is not None and not is_past(material, document.title)


def is_past(material: Material, text: str) -> bool:
    """Tell whether a text tells of years that are all over: "ENI CBC 2014-2020"."""
    years = YEAR.findall(text)
    return bool(years) and max(years) < newest_year(material)


def quote_area(material: Material, area: Area, entry: str) -> Quotation:
    """Quote the item that names a place, else the whole row or sentence, behind the programme's title."""
    one, page = area.one, material.index.text_of(area.one.source, 1)
    start, end = one.start, one.end
    if not one.row:
        named = entry.partition(",")[0]
        units = [unit for unit in find_units(page, start, end) if named in page[unit.start : unit.end]]
        start, end = min(((unit.start, unit.end) for unit in units), key=lambda place: place[1] - place[0])
    quote = page[start:end]
    shown = show_lines(quote)
    if one.row:
        head, *cells = read_row(page, start, end).cells
        values = [cells[0].value] if len(cells) == 1 else map(show_cell, cells)
        shown = f"{head.value} – {'; '.join(values)}"
    label = "" if area.programme in names_in(material.index, shown) else f"{area.title}: "
    return Quotation(material.hit_at(one.source, 1, start), start, end, quote, f"- {label}{shown}")


def quote_whole_area(material: Material, area: Area) -> Quotation:
    """Quote all of an area in one line behind the programme's title."""
    one = area.one
    if one.row:
        return quote_area(material, area, "")
    quote = material.index.text_of(one.source, 1)[one.start : one.end]
    label = "" if area.programme in names_in(material.index, one.lead) else f"{area.title}: "
    hit = material.hit_at(one.source, 1, one.start)
    return Quotation(hit, one.start, one.end, quote, f"- {label}{one.lead.rstrip(':')}: {', '.join(one.entries)}")
