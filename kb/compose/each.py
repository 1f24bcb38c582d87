"""Answer "when was each programme adopted?" with the whole column of a table: three rows of seven are no answer."""

import re

from kb.answer_shape import COUNT_WORDS
from kb.compose.lists import Listed, quote_listed
from kb.compose.material import Material, Placed
from kb.compose.question import Asked, Terms, holds, is_of_another
from kb.compose.quotation import Composed
from kb.question import Kind
from kb.words import stem, term_set

ENOUGH = 0.7  # share of what is asked of each that the table's headings and headers must have
WHOLE = 0.99  # of it
FEWEST = 2  # rows
_COUNTS = rf"{'|'.join(COUNT_WORDS)}|\d+"
_EACH = re.compile(
    rf"\b(?:each|every|all|the (?={_COUNTS}\b))(?: one)?(?: of)?(?: the| our| these)?(?: {_COUNTS})?"
    r"(?P<things>(?: [\w'’-]+){1,4})",
    re.I,
)
# "Programme by programme", "per programme", and at the end "by programme".
_ONE_AFTER_OTHER = re.compile(
    r"\b(?P<thing>[a-z]+) by (?P=thing)\b|\bper (?P<per>[a-z]+)\b|\bby (?P<by>[a-z]+)\W*$", re.I
)
_ONE_BY_ONE = re.compile("each|every", re.I)  # "how many countries are in the seven?" asks for one number
SAID = term_set(f"each every per by all much many different respective respectively {' '.join(COUNT_WORDS)}")


def compose_each(material: Material) -> Composed | None:
    """Quote the column that tells what is asked of each of several things; None when that is not asked, or not there.

    The things are those of the table's first column.
    """
    asked = material.asked
    things = read_each(asked)
    if not things:
        return None
    fitting = [
        one
        for placed in material.blocks
        if len(placed.block.rows) >= FEWEST and not is_of_another(asked, placed.about)
        if (one := _column_of(material, placed, things))
    ]
    best = max(fitting, key=lambda one: one.fit, default=None)
    if best is None:
        return None
    # "Programme by programme" says that no one of them is meant.
    decided = best.coverage >= WHOLE and _ONE_AFTER_OTHER.search(asked.text) is not None
    return Composed(tuple(quote_listed(material, best)), direct=True, decided=decided)


def read_each(asked: Asked) -> Terms:
    """Give the terms among which are those of the things, if something is asked of each of several; none otherwise."""
    each, apart = _EACH.search(asked.text), _ONE_AFTER_OTHER.search(asked.text)
    if apart:
        return frozenset({stem((apart["thing"] or apart["per"] or apart["by"]).casefold())})
    if each is None or (asked.kind is Kind.COUNT and not _ONE_BY_ONE.match(each[0])):
        return frozenset()
    return frozenset(stem(word.casefold()) for word in re.findall(r"[\w'’-]+", each["things"]))


def _column_of(material: Material, placed: Placed, things: Terms) -> Listed | None:
    """Find the column of a table of the things that tells what is asked of each."""
    asked, (label, *headers) = material.asked, placed.block.headers
    own = term_set(label)
    wanted = asked.terms - own - SAID - term_set(material.index.subject)
    if not own or not own <= things or not headers or not wanted:
        return None

    def share(text: str) -> float:
        told, total = term_set(text), sum(map(material.index.rarity, wanted))
        return sum(material.index.rarity(term) * holds(term, told) for term in wanted) / total

    column = max(headers, key=share) if max(map(share, headers)) else headers[0]
    coverage = share(f"{placed.about} {column}")
    if coverage < ENOUGH:
        return None
    rows = tuple(row for row in placed.block.rows if any(cell.header == column for cell in row.cells))
    return Listed(placed, coverage + 0.1 * share(column), coverage, len(rows), rows, column=column)
