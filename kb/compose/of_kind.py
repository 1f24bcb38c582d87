"""Answer "which managing authorities are regions and not ministries?" with the rows of a table whose cells say so.

What a question excludes is said in every passage that tells of it, so that likeness finds the very rows that are not
meant. Where a kind, a country or a programme is said of things, their own column is read; of the things that label a
table, one that tells some of them from the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.compose.enumerated import NUMBER, is_country
from kb.compose.lists import Listed, quote_listed
from kb.compose.material import Material, Placed
from kb.compose.question import RELATING, Terms, is_of_another, names_in, plurals, without_names
from kb.compose.quotation import Composed
from kb.lookup import look_up
from kb.names import Name
from kb.question import Kind, first_plural
from kb.synonyms import people_of
from kb.words import STOP_WORDS, stem, term_set

FEWEST = 2  # rows of a table
SHORT = 6  # words of a cell that says of what kind something is, and no more
_ASKS = re.compile(
    r"^\W*(?:which|what|how many)(?: of)?(?: (?:the|our|these|all))*(?P<things>(?: [\w'’-]+){1,5}?) "
    r"(?:are|were|is|was|do|does|did)(?P<said>(?: not|n['’]t)? [^?,;]+)\W*$",
    re.I,
)
_NOT = re.compile(
    r",? ?(?:\b(?:and|but) )?(?:\b(?:are |is )?not\b|n['’]t\b|\b(?:rather than|instead of|without)\b)", re.I
)
_A_KIND = re.compile(r"^\W*(?:in |of |by )?an? ", re.I)
_MORE = re.compile(
    r"\b(?:more|most|than|only|least|fewer|yet|still|any|other|when|where|how|why|before|after|or|have|has)\b", re.I
)
_COUNTRY = stem("country")
_PROGRAMME = term_set("programme")  # "the Black Sea programme" is the Black Sea one


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of things: words of which a cell has all, in one of their forms, and the names it has.

    countries is whether it is a country, kind whether it is a sort of thing; what is neither may be a state.
    """

    words: tuple[frozenset[str], ...]
    names: frozenset[Name]
    countries: bool
    kind: bool

    def holds(self, material: Material, text: str) -> bool:
        """Tell whether a text has all of it."""
        told = _words(text)
        return self.names <= names_in(material.index, text) and all(not told.isdisjoint(word) for word in self.words)

    def may_tell(self, label: bool, header: str, cells: list[str]) -> bool:
        """Tell whether a column is one that says such of things, which label the table or stand in the column."""
        if self.countries:
            return not label or _COUNTRY in term_set(header)
        return self.kind or bool(self.names) or all(len(cell.split()) <= SHORT for cell in cells)


def compose_of_kind(material: Material) -> Composed | None:
    """Give the rows that are of a kind and not of another; None where that is not asked, or no column tells it."""
    asks = _ASKS.match(material.asked.text)
    if asks is None or _MORE.search(_NOT.sub(" ", asks["said"])):
        return None
    denial = _NOT.search(asks["said"])
    affirmed, denied = (asks["said"][: denial.start()], asks["said"][denial.end() :]) if denial else (asks["said"], "")
    things = term_set(NUMBER.sub(" ", asks["things"]))
    wanted, unwanted = _read(material, affirmed, things), _read(material, denied, things)
    if (denial and unwanted is None) or (unwanted is None and (wanted is None or not wanted.kind)):
        return None
    things = things - term_set(material.index.subject) or things
    fitting = list(_columns(material, things, wanted, unwanted))
    if not fitting and unwanted is not None and unwanted.countries:  # tables are found by what they are of
        asking = f"What are the countries of the{NUMBER.sub('', asks['things'])}?"
        found = look_up(material.index, asking, scope=material.found.scope)
        fitting = list(_columns(Material(material.index, found, material.asked), things, wanted, unwanted))
    best = max(fitting, key=lambda one: (one.fit, len(one.rows)), default=None)
    if best is None:
        return None
    quotations = tuple(quote_listed(material, best))
    values = {cell.value for row in best.rows for cell in row.cells if cell.header == best.column}
    labelled = things <= term_set(best.rows[0].cells[0].header)
    # One ministry that is the authority of three programmes is not three.
    if material.asked.kind is not Kind.COUNT or not (labelled or len(values) == len(best.rows)):
        return Composed(quotations, direct=True, decided=True)
    number = len(best.rows)
    return Composed(material.count_above(quotations, number), direct=True, decided=True, counted=number)


def _read(material: Material, text: str, things: Terms) -> _Said | None:
    """Read what is said of things; None where it is nothing: "sea-basin programmes" are of the sea basin."""
    names = frozenset(name for name in names_in(material.index, text) if name.titled)
    words = re.findall(r"\w+", without_names(material.index, text, titled=True).casefold())
    kind = _A_KIND.match(text) is not None or bool(first_plural(words))
    words = [one for one in words if one not in STOP_WORDS and stem(one) not in RELATING | _PROGRAMME | things]
    countries = any(people_of(stem(word)) for word in words)
    return _Said(tuple(map(_forms, words)), names, countries, kind) if words or names else None


def _forms(word: str) -> frozenset[str]:
    """Give a word in the singular as well, of a people its country; "regional" is no form of "regions"."""
    singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    return frozenset({word, singular} | {one for one in people_of(stem(word)) if is_country(one)})


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _columns(material: Material, things: Terms, wanted: _Said | None, unwanted: _Said | None) -> Iterator[Listed]:
    """Find the columns that tell what is said of some things and not of others."""
    said = frozenset[Name]().union(*(one.names for one in (wanted, unwanted) if one))
    names = tuple(name for name in material.asked.names if name.titled and name not in said)
    asked = replace(material.asked, names=names)
    for placed in material.blocks:
        about = names_in(material.index, placed.about)
        if len(placed.block.rows) < FEWEST or not about.issuperset(names) or is_of_another(asked, placed.about):
            continue
        label, *headers = placed.block.headers
        labelled = things <= term_set(label)
        for column in headers:
            # A column of "programmes" lists several in each cell.
            if labelled or (things <= term_set(column) and things.isdisjoint(plurals(column))):
                one = _filtered(material, placed, column, wanted, unwanted, label=labelled)
                if one is not None:
                    yield one


def _filtered(
    material: Material, placed: Placed, column: str, wanted: _Said | None, unwanted: _Said | None, *, label: bool
) -> Listed | None:
    """Filter the rows by a column; None where it does not tell of all, or says of none what is affirmed or denied."""
    rows = placed.block.rows
    cells = [cell.value for row in rows for cell in row.cells if cell.header == column]
    told = all(said is None or said.may_tell(label, column, cells) for said in (wanted, unwanted))
    if len(cells) < len(rows) or not told:
        return None
    met = [wanted is None or wanted.holds(material, cell) for cell in cells]
    barred = [unwanted is not None and unwanted.holds(material, cell) for cell in cells]
    if not any(met) or (unwanted is not None and not any(barred)):
        return None
    if unwanted is not None and unwanted.countries:  # where no country is named it may be that one
        barred = [one or not _names_country(cell) for one, cell in zip(barred, cells, strict=True)]
    kept = tuple(row for row, one, other in zip(rows, met, barred, strict=True) if one and not other)
    if not kept or len(kept) == len(rows):
        return None
    titled = {name for row in rows for name in names_in(material.index, row.label) if name.titled}
    return Listed(placed, float(len(titled) == len(rows)), 1.0, len(rows), kept, column=column)


def _names_country(text: str) -> bool:
    return any(people_of(stem(word)) for word in _words(text))
