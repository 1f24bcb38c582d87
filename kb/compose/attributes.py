"""Answer "give me the e-mail addresses of the joint secretariats" with a whole column of the table of these bodies.

"Which of them have no e-mail address?" asks for the rows that say so. "List the managing authorities" asks for the
column of the bodies themselves, "list the commissioners" for the table under that heading. "Who is the commissioner
responsible?" asks for it as well: there are several, each for something.
"""

import re
from dataclasses import replace

from kb.compose.enumerated import numbers_in
from kb.compose.lists import Listed, quote_listed
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, names_in
from kb.compose.quotation import Composed
from kb.question import first_plural
from kb.tables import Row
from kb.words import term_set

FEWEST = 2  # rows
_WORDS = r"[\w'’-]+(?: [\w'’-]+)"
_LACKS = r"(?:have no|(?:do not|don['’]t) have|lack|(?:are )?without)"
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\bwhich (?P<things>{_WORDS}{{0,3}}?) (?P<lack>{_LACKS}) (?:an? |any )?(?P<attribute>{_WORDS}{{0,2}})\W*$",
        rf"\bwhich (?P<things>{_WORDS}{{0,3}}?) (?:is|are) (?:the |an? )?(?P<attribute>{_WORDS}{{0,2}}) "
        r"(?P<lack>not known|unknown|missing)\W*$",
        rf"(?P<attribute>{_WORDS}{{0,2}}) (?:of|for) (?:(?:all|each|every|the|these|our|of) )*"
        rf"(?P<things>{_WORDS}{{0,3}})\W*$",
        rf"\b(?:what|which) (?P<attribute>{_WORDS}{{0,2}}) do (?:(?:all|the|these|our) )*"
        rf"(?P<things>{_WORDS}{{0,3}}) have\W*$",
        rf"\bwhich (?P<things>{_WORDS}{{0,3}}) (?P<have>have) (?:an? )?(?P<attribute>{_WORDS}{{0,2}})\W*$",
    )
)
_ASKS_THEM = re.compile(
    r"^\W*(?:(?:please|can you|could you) )*(?:list|name|give me|show(?: me)?|(?:who|what|which) are)"
    r"(?: all)?(?: of)? the "
    rf"(?P<things>{_WORDS}{{0,3}}?)(?: (?:of|at|in|for) (?:all )?(?:the )?(?P<each>{_WORDS}{{0,3}}))?\W*$",
    re.I,
)
_ASKS_WHO = re.compile(
    rf"^\W*(?:and )?who (?:is|was|are|were) the (?P<things>{_WORDS}{{0,2}}?) (?:responsible|in charge|competent)"
    rf"(?: (?:for|of) (?:the )?(?P<each>{_WORDS}{{0,3}}))?\W*$",
    re.I,
)
_UNKNOWN = re.compile(r"\W*(?:not known|unknown|n/?a|none)\b", re.I)


def compose_attributes(material: Material) -> Composed | None:
    """Quote what a table tells of each of several bodies; None where no column of it is what is asked for."""
    text = material.asked.text
    if any(name.titled for name in material.asked.names):
        return None
    for pattern in _ASKS:
        asked = pattern.search(text)
        if asked is not None and first_plural(asked["things"].split()):
            things = _told(material, asked["things"])
            attribute = term_set(asked["attribute"]) - things
            columns = [one for placed in material.blocks if (one := _column(placed, things, attribute))]
            how = asked.groupdict()
            known = False if how.get("lack") else True if how.get("have") else None
            if columns:
                return _quote(material, max(columns, key=lambda one: (one.fit, one.count)), known)
    who, them = _ASKS_WHO.match(text), _ASKS_THEM.match(text)
    asks = who or (them if them and first_plural(them["things"].split()) else None)
    if asks is None:
        return None
    things, each = _told(material, asks["things"]), _told(material, asks["each"] or "")
    columns = [one for placed in material.blocks if who is None and (one := _own_column(placed, things, each))]
    columns = columns or [one for placed in material.blocks if (one := _headed(material, placed, things, each))]
    return _quote(material, max(columns, key=lambda one: one.count)) if columns else None


def _told(material: Material, words: str) -> Terms:
    """Give the terms of words without those of what the whole library is about, and numbers."""
    told = term_set(words) - term_set(material.index.subject)
    return frozenset(term for term in told if not numbers_in(term))


def _quote(material: Material, listed: Listed, known: bool | None = None) -> Composed | None:
    """Quote the column, or only the rows in which it is known, or is not."""
    rows = tuple(row for row in listed.rows if known is None or _is_known(listed, row) is known)
    return (
        Composed(tuple(quote_listed(material, replace(listed, rows=rows))), direct=True, decided=True) if rows else None
    )


def _column(placed: Placed, things: Terms, attribute: Terms) -> Listed | None:
    """Find in a table of the things, or with a column of them, the column whose header is asked for.

    A table of nothing but the things fits better than one of them and others, or with a column of them.
    """
    headers = placed.block.headers if placed.block.rows else ()
    asked = [header for header in headers[1:] if (own := term_set(header)) and own <= attribute]
    if not things or not any(things <= term_set(header) for header in headers) or len(asked) != 1:
        return None
    fit = (things == term_set(headers[0])) + (things <= term_set(headers[0]))
    return _listed(placed, asked[0], float(fit))


def _own_column(placed: Placed, things: Terms, each: Terms) -> Listed | None:
    """Find the column of the things themselves in a table that is headed by them: "Managing authorities"."""
    headers = placed.block.headers if placed.block.rows else ("",)
    heading = term_set(placed.block.headings[-1] if placed.block.headings else "")
    own = [header for header in headers[1:] if things <= heading <= term_set(header)]
    of_each = each <= term_set(f"{headers[0]} {placed.block.lead}")
    return _listed(placed, own[0], 1.0) if things and own and of_each else None


def _headed(material: Material, placed: Placed, things: Terms, each: Terms) -> Listed | None:
    """Find the table that is headed by the things and nothing else, if it is none of programmes that have them."""
    headers = placed.block.headers if placed.block.rows else ()
    heading = _told(material, placed.block.headings[-1] if placed.block.headings else "")
    of_each = each <= term_set(placed.about)
    if len(headers) < FEWEST or not things or not things <= heading <= things | each or not of_each:
        return None
    if any(name.titled for row in placed.block.rows for name in names_in(material.index, row.label)):
        return None
    return _listed(placed, headers[1], 1.0)


def _listed(placed: Placed, column: str, fit: float) -> Listed | None:
    rows = tuple(row for row in placed.block.rows if any(cell.header == column for cell in row.cells))
    return Listed(placed, fit, 1.0, len(rows), rows, column=column) if len(rows) >= FEWEST else None


def _is_known(listed: Listed, row: Row) -> bool:
    return any(cell.header == listed.column and not _UNKNOWN.match(cell.value) for cell in row.cells)
