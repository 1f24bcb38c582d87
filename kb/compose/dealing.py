"""Answer which events, documents or the like are about a subject with all rows of their tables that say so.

Where the documents that list the things say nothing of the subject, there is nothing to tell: what another document
says of it is about no such thing.
"""

import re

from kb.compose.enumerated import numbers_in
from kb.compose.material import Material, Placed
from kb.compose.question import Terms, holds, is_of_another
from kb.compose.quotation import Composed, Quotation
from kb.tables import Row
from kb.words import term_set

_ASKS = re.compile(
    r"^\W*(?:(?:please|can you|could you) )*(?:which|what|list|name|show|give me|tell me|are there(?: any)?)\b"
    r"(?P<things>[^?]*?)\b(?:about|on|concerning|regarding|(?:deal\w*|dealt) with|devoted to) (?P<subject>[^?]+?)\W*$",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:not|no|only|first|last|next|most|how|when|who|why|before|after|except|without|and (?:when|where))\b|n't\b",
    re.I,
)
# What a question may say of a thing about a subject beside both.
_SAID = term_set(
    "list name show give tell me is are was were be been there held took take place event all any exist "
    "topic theme subject matter"
)
_WHAT = re.compile(r"\b(?:what|subjects?|topics?|themes?|contents?|description|about|title)\b", re.I)
_TOLD_BESIDE = re.compile(r"\b(?:when|date|day|year|where|place)\b", re.I)
_URL = re.compile(r"https?://\S+")


def compose_dealing(material: Material) -> Composed | None:
    """Quote every row of the thing that is about the subject; empty where the documents of the thing do not name it.

    None where something else is asked, or no table tells what each of the things is about.
    """
    asked = material.asked
    found = _ASKS.match(asked.text)
    if found is None or not asked.thing or _OTHER.search(asked.text) or numbers_in(found["subject"]):
        return None
    subject = term_set(found["subject"]) - _SAID
    rest = term_set(found["things"]) - _SAID - {asked.thing} - term_set(material.index.subject)
    tables = [
        placed for placed in material.blocks if _tells(placed, asked.thing) and not is_of_another(asked, placed.about)
    ]
    if not subject or not tables:
        return None
    rows = [
        (placed, row)
        for placed in tables
        for row in placed.block.rows
        if _is_about(material, placed, row, subject, rest)
    ]
    if rows:
        return Composed(tuple(_quote(material, *one) for one in rows), direct=True, decided=True)
    told = term_set(" ".join(_URL.sub(" ", material.page_text(placed)) for placed in tables))
    return None if any(holds(term, told) for term in subject) else Composed(())


def _tells(placed: Placed, thing: str) -> bool:
    """Tell whether a table is of the thing, with a column of what each is about."""
    rows, headers = placed.block.rows, placed.block.headers if placed.block.rows else ()
    return bool(rows) and thing in term_set(headers[0]) and any(map(_WHAT.search, headers[1:]))


def _is_about(material: Material, placed: Placed, row: Row, subject: Terms, rest: Terms) -> bool:
    """Tell whether what a row calls the thing, or says that it is about, has all terms of the subject."""
    label, *cells = row.cells
    told = term_set(" ".join([label.value, *(cell.value for cell in cells if _WHAT.search(cell.header))]))
    own = told | term_set(f"{placed.about} {label.header}")
    hit = material.hit_at(placed.source, placed.page, row.start)
    return all(holds(term, told) for term in subject) and rest <= own and material.admits(hit)


def _quote(material: Material, placed: Placed, row: Row) -> Quotation:
    beside = [cell.value for cell in row.cells[1:] if _TOLD_BESIDE.search(cell.header)]
    about = [cell.value for cell in row.cells[1:] if _WHAT.search(cell.header)]
    return material.quote(placed, row.start, row.end, f"- {row.label} – {'; '.join([*beside, *about])}")
