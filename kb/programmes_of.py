"""Which countries a programme is of: by its name, and by the tables that have a row for each or tell its countries."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from kb.gloss import read_countries
from kb.index import Index
from kb.names import Name, find_names, read_pages
from kb.once import once_for_index
from kb.tables import read_blocks

Members = Mapping[Name, frozenset[str]]  # the folded countries of each programme

_COUNTRIES = re.compile(r"\W*(?:participating |eligible )?countries\b", re.I)


@cache
def country_pattern() -> re.Pattern[str]:
    """Give the pattern of the English names of all countries."""
    names = sorted(map(re.escape, read_countries()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.I)


def countries_in(text: str) -> frozenset[str]:
    """Find the countries in a text: "Poland-Ukraine" has two."""
    return frozenset(found.group().casefold() for found in country_pattern().finditer(text))


def countries_named(name: Name) -> frozenset[str]:
    """Give the countries that a thing is called by."""
    return frozenset[str]().union(*map(countries_in, name.spellings))


@once_for_index
def read_members(index: Index) -> Members:
    """Read from the tables of a library which countries are in which programme, once for each open index."""
    names = find_names(index)
    titled = {name.sources[0]: name for name in names.all if name.titled and not names.is_subject(name)}
    members: dict[Name, frozenset[str]] = defaultdict(frozenset)
    for source, text in read_pages(index):
        for row in (row for block in read_blocks(text) for row in block.rows):
            own = titled.get(source)
            if own and _COUNTRIES.match(row.label):
                members[own] |= countries_in(" ".join(cell.value for cell in row.cells[1:]))
            labelled = next((place for place in names.find(row.label) if place.names[0].titled), None)
            if labelled and row.label[labelled.start : labelled.end] == row.label.strip():
                told = [cell.value for cell in row.cells[1:] if _COUNTRIES.match(cell.header)]
                members[labelled.names[0]] |= countries_in(" ".join(told))
    return members
