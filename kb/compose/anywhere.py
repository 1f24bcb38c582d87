"""Answer whether a country takes part in any programme at all with the table of all countries that do.

The table is closed: its lead-in says how many countries take part, and it has as many rows. A person or body of a
country stands for the country, but where the country takes part nothing is said of whether the body may.
"""

import re
from collections.abc import Iterator

from kb.compose.enumerated import OPEN, is_country, numbers_in
from kb.compose.material import Material, Placed
from kb.compose.partaking import APPLIES, ASKS, LIMITS, SORTS, TAKES_PART
from kb.compose.places import find_town
from kb.compose.question import Terms, names_in
from kb.compose.quotation import Composed
from kb.compose.show import show_cell
from kb.compose.which_programmes import BEFORE_NOUN, BESIDE, PROGRAMME, asks_chance, with_asker
from kb.gloss import read_countries
from kb.synonyms import people_of
from kb.tables import Row
from kb.wording import phrase
from kb.words import fold, stem, term_set

FEWEST = 3  # rows
_IS_THERE = re.compile(
    rf"^\W*(?:is|are) there (?:(?:an?|any|no|some|interreg|next|eu) )+{PROGRAMME} (?:for|with|in|open)\b", re.I
)
_IS_ASKED = re.compile(r"^\W*(?:is|are|does|do|can|could|may|might)\b", re.I)


def compose_anywhere(material: Material) -> Composed | None:
    """Give the row of a country in the table of all that take part, or what the table says without it."""
    asked = material.asked
    found = _country(material)
    if found is None:
        return None
    country, body, town = found
    part = TAKES_PART.search(asked.text) or _IS_THERE.match(asked.text)
    takes_part = part is not None and APPLIES.search(asked.text) is None
    language = material.found.reading.language
    table = next(_closed_tables(material), None)
    if table is None:
        return None
    row = next((row for row in table.block.rows if term_set(row.label) - SORTS == term_set(country) - SORTS), None)
    if row is not None:
        shown = f"{row.label} – {'; '.join(map(show_cell, row.cells[1:]))}"
        word = phrase("yes", language) if takes_part and not (body or town) else ""
        quotation = material.quote(table, row.start, row.end, f"{word} {shown}".strip())
        return Composed((quotation,), direct=True, decided=True, untold=town)
    whole = _quote_whole(material, table)
    word = phrase("no", language) if takes_part else ""
    unnamed = "" if takes_part else f"\n{phrase('not_listed', language, thing=country)}"
    told = material.quote(table, table.block.start, table.block.end, f"{word} {whole}{unnamed}".strip())
    return Composed((told,), direct=True, decided=True)


def _country(material: Material) -> tuple[str, bool, str] | None:
    """Give the one country that is asked about, whether by a body of it, and a town of it that no document names.

    None where something else is asked.
    """
    text = material.asked.text
    if not _IS_ASKED.match(text) or ASKS.search(text) or LIMITS.search(text):
        return None
    subject = material.index.subject
    told = with_asker(material, text)
    town = find_town(told)
    town = town if not term_set(town).isdisjoint(term_set(" ".join(material.found.reading.unknown))) else ""
    of_any = re.search(PROGRAMME, text, re.I) or (subject and subject.casefold() in text.casefold())
    if not (of_any or (told != text and asks_chance(text))):
        return None
    if not (TAKES_PART.search(text) or APPLIES.search(text) or _IS_THERE.match(text)):
        return None
    if any(name.titled for name in names_in(material.index, text)):
        return None
    countries = {word: word for word in re.findall(r"[^\W\d_]+", told) if word[:1].isupper() and is_country(word)}
    countries |= {word: country for word in BEFORE_NOUN.findall(told) if (country := _country_of(word))}
    if len(set(countries.values())) != 1:
        return None
    [(word, country), *_] = countries.items()
    own = frozenset(term for term in term_set(told) if len(term) > 1) - term_set(town)
    rest = own - term_set(subject) - term_set(" ".join(countries)) - BESIDE
    return None if rest else (country, word != country or told != text, town)


def _country_of(people: str) -> str:
    """Give the country whose people a word names, "" for other words."""
    kin = people_of(stem(fold(people)))
    found = [name for name in read_countries() if len(name.split()) == 1 and stem(fold(name)) in kin]
    return found[0] if len(found) == 1 else ""


def _closed_tables(material: Material) -> Iterator[Placed]:
    """Find the tables of as many countries as their lead-in says that take part."""
    for document in material.index.documents:
        for placed in material.blocks_of(document.source):
            block = placed.block
            if len(block.rows) < FEWEST or not TAKES_PART.search(block.lead) or OPEN.search(block.lead):
                continue
            counted = numbers_in(block.lead)[:1] == [len(block.rows)]
            hit = material.hit_at(placed.source, placed.page, block.start)
            if counted and all(_is_country(row) for row in block.rows) and material.admits(hit):
                yield placed


def _is_country(row: Row) -> bool:
    own: Terms = term_set(row.label)
    return any(term_set(name) - SORTS == own - SORTS for name in read_countries())


def _quote_whole(material: Material, placed: Placed) -> str:
    """Write the lead-in and the countries of a table in one line."""
    return f"{placed.block.lead} {', '.join(row.label for row in placed.block.rows)}"
