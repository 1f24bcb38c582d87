"""Answer in which programmes a place takes part, with what names it in the area of each: a sentence, item or row.

All documents of the running period that a programme has as its title are read, not only those that the search came
upon. A table that says of a country in which programmes it is comes first. Where the row of a place's country names no
regions at all ("Whole territory", "Five regions, not named"), it is told, too: the place may be one of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.compose.enumerated import Enumerated, find_enumerations, is_country, numbers_in
from kb.compose.material import Material
from kb.compose.partaking import ALLOWED, AREA
from kb.compose.places import find_asked, places_in, without_their_countries
from kb.compose.question import Terms, names_in, peoples_in
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import show_cell, show_lines
from kb.index import StoredDocument
from kb.names import Name, find_names
from kb.question import Kind
from kb.tables import read_blocks, read_row
from kb.units import find_units
from kb.wording import phrase
from kb.words import term_set, terms

_PROGRAMME = r"programm?e?s?\b"
_ASKS = re.compile(
    r"\b(?:which|what|how many|number of|any|several|multiple|more than one|all|list|name|is there an?|are there)\b"
    r"(?:\W+(?!countr|region|count|oblast|provinc|governorat|voivodeship|states?\b|area|part\b)[\w'’-]+){0,4}?\W+"
    rf"{_PROGRAMME}|^\W*(?:interreg |next |the )*{_PROGRAMME}",
    re.I,
)
# "We are a museum in Lublin. Where can we get money?" asks for programmes, too.
_ASKS_MONEY = re.compile(
    r"\bwhere (?:can|could|do|should|may|might) (?:i|we|one|they|he|she|you|an? [\w -]{2,40}?) "
    r"(?:get|find|apply|ask|look|obtain|go)\b[^?]*?\b(?:money|funding|funds|grants?|support)\b",
    re.I,
)
_ASKS_MORE = re.compile(
    r"\b(?:not|no|only|other|before|after|was|were|did|had|who|whom|whose|when|where|why|how(?! many)|most|or|"
    r"(?<!more )than|more(?! than one)|offices?|secretariats?|managing|national|contacts?|committees?|boards?)\b|n't\b",
    re.I,
)
_REFERS = re.compile(r"\b(?:it|they|them|he|she|we|us|i|that|this)\b", re.I)
_MAY = re.compile(r"\b(?:can|could|may|might|should|eligible|appl(?:y|ies)|open|available|possible)\b", re.I)
_MONEY = frozenset(terms("project projects fund funded funding money grant grants receive beneficiary beneficiaries"))
_A_PARTNER = re.compile(r"\b(?:an?|the|our|my) (?:[\w'’-]+ ){1,4}(?=(?:from|based in|located in) )", re.I)
_ALLOWED = (ALLOWED - term_set("sea basin")) | frozenset(
    terms(
        """may might must ask asks asking asked call called calls caller phone phoned wrote write writes mail want
        wants wanted wish like know knows wonder wonders find look looking interested question open opened apply
        applying applicant possible available exist all any both several multiple many number list name involve involves
        involved use join relevant concern concerns suitable colleague person someone body public local regional
        authority hall council school hospital institute agency museum chamber sme ngo mayor live lives come comes work
        works operate operates border borders bordering running current programming period cooperation european eu"""
    )
)
_NOT_AREA = re.compile(
    r"\b(?:offices?|secretariats?|authorit\w+|contacts?|committees?|boards?|members? of|earlier|former|formerly|"
    r"previous|predecessors?|dropped|suspended|without|except|excluded|not eligible)\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
_OPENING = 400  # characters of a page in which it says what it is about


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch of a programme's area: where it stands, the places it names, the countries it is of."""

    programme: Name
    title: str
    one: Enumerated
    entries: tuple[tuple[str, Terms], ...]  # each entry, with a place that it names
    countries: Terms


def compose_participation(material: Material) -> Composed | None:
    """Give for each programme what names the place asked about; None where nothing does or something else is asked."""
    wanted = _wanted(material)
    if not wanted:
        return None
    areas = list(_areas(material))
    known = {place: text for area in areas for entry, _ in area.entries for place, text in places_in(entry)}
    places = without_their_countries(find_asked(wanted, known), known)
    if not places or any(area.programme in names_in(material.index, material.asked.text) for area in areas):
        return None
    country = all(is_country(known[place]) for place in places)
    counts = material.asked.kind is Kind.COUNT
    if counts and country:  # sentences state that
        return None
    by_programme: dict[Name, list[_Named]] = defaultdict(list)
    for area in sorted(areas, key=lambda area: (area.one.countries is not country, area.one.row)):
        by_programme[area.programme].append(area)
    told = {programme: _naming(own, places) for programme, own in by_programme.items()}
    told = {programme: named for programme, named in told.items() if len(named) == len(places)}
    if not told:
        return None
    table = _table_row(material, places[0], {area.programme for area in areas}) if len(places) == 1 else None
    quotations = [table[0]] if table else []
    covered = table[1] if table else frozenset[Name]()
    for programme, named in told.items():
        if programme not in covered:
            lines = [_quote(material, area, entry) for area, entry in named.values()]
            quotations += {(line.start, line.end): line for line in lines}.values()
    for area, within in _wider(areas, told, known):
        quotations.append(_quote(material, area, within))
        told[area.programme] = {}
    homes = frozenset[str]().union(*(area.countries for named in told.values() for area, _ in named.values()))
    unnamed = [area for area in areas if not country and area.programme not in told and _names_none(area, homes)]
    quotations += [_quote(material, area, "") for area in unnamed]
    if counts and not (unnamed or table):
        counted = phrase("counted", material.found.reading.language, number=len(told))
        quotations[0] = replace(quotations[0], above=f"{counted}:")
        return Composed(tuple(quotations), direct=True, decided=True, counted=len(told))
    return Composed(tuple(quotations), direct=True, decided=True)


def _wanted(material: Material) -> Terms:
    """Give the terms that must be places, if a question asks for programmes and says nothing else; none otherwise."""
    text, around = material.asked.text, material.found.around
    rest = _ASKS_MONEY.sub(" ", text)
    if (rest == text and not _ASKS.search(text)) or _ASKS_MORE.search(rest):
        return frozenset()
    told = f"{around} {text}" if around and _REFERS.search(text) else text
    running = [year for year in _YEAR.findall(told) if year >= _newest(material)[:4]]
    if running:
        told = _YEAR.sub(" ", told)
    own = term_set(_A_PARTNER.sub(" ", told)) - term_set(material.index.subject)
    if own & _MONEY and not _MAY.search(told):  # where money went is another question
        return frozenset()
    return frozenset(term for term in own - _ALLOWED if not numbers_in(term))


def _areas(material: Material) -> Iterator[_Named]:
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
            if not AREA & term_set(one.lead) or _NOT_AREA.search(told) or _is_past(material, told):
                continue
            entries = tuple((entry, place) for entry in one.entries for place, _ in places_in(entry))
            countries = peoples_in(index, one.entries[-1] if one.row and one.entries else one.lead)
            yield _Named(programme, document.title, one, entries, countries)


def is_programme(material: Material, document: StoredDocument) -> bool:
    """Tell whether a document is about a programme that runs: its title or first words say so."""
    told = f"{document.title} {material.index.text_of(document.source, 1)[:_OPENING]}"
    return re.search(r"\bprogramm?e?\b", told, re.I) is not None and not _is_past(material, document.title)


def _is_past(material: Material, text: str) -> bool:
    """Tell whether a text tells of years that are all over: "ENI CBC 2014-2020"."""
    years = _YEAR.findall(text)
    return bool(years) and max(years) < _newest(material)[:4]


def _newest(material: Material) -> str:
    dates = (document.as_of for document in material.index.documents)
    return max((date for date in dates if date[:4].isdecimal()), default="")


def _naming(areas: list[_Named], places: tuple[Terms, ...]) -> dict[Terms, tuple[_Named, str]]:
    """Find for each place the first area that names it, and the entry that does."""
    found: dict[Terms, tuple[_Named, str]] = {}
    for place in places:
        for area in areas:
            entry = next((entry for entry, named in area.entries if named == place), None)
            if entry is not None:
                found.setdefault(place, (area, entry))
    return found


def _wider(
    areas: list[_Named], told: dict[Name, dict[Terms, tuple[_Named, str]]], known: dict[Terms, str]
) -> list[tuple[_Named, str]]:
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


def _names_none(area: _Named, countries: Terms) -> bool:
    """Tell whether a row is of one of some countries and names no region of it."""
    one = area.one
    of_country = one.row and bool(area.countries & countries) and is_country(one.entries[-1])
    return of_country and not any(places_in(entry) for entry in one.entries[:-1])


def _quote(material: Material, area: _Named, entry: str) -> Quotation:
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
                    asked_for = re.search(_PROGRAMME, cell.header, re.I) and not _NOT_AREA.search(cell.header)
                    fits = asked_for and not _is_past(material, f"{about} {cell.header}") and material.admits(hit)
                    if fits and named and (best is None or len(named) > len(best[1])):
                        shown = f"{row.label} – {show_cell(cell)}"
                        best = Quotation(hit, row.start, row.end, page[row.start : row.end], shown), frozenset(named)
    return best
