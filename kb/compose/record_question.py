"""What a question wants of a table of records, read word by word.

A rule that answers for a whole table must have understood all of the question: a word that speaks neither of the table
and its columns nor of what stands in its rows leaves the question to others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.compose.in_order import Order, find_order
from kb.compose.question import RELATING, Asked, Terms, holds, plurals, without_names
from kb.compose.record_columns import (
    ORDINALS,
    cells_of,
    columns_of,
    columns_of_kind,
    dates_in,
    dating_columns,
    first_day,
    kind_of_column,
    lies_within,
    may_lie_within,
    words_in,
)
from kb.names import Name
from kb.question import Kind, counted_thing
from kb.records import Record, Records
from kb.stretch import Period, find_period
from kb.synonyms import SYNONYMS, people_of
from kb.words import stem, term_set, terms

_ASKS = re.compile(
    r"^\W*(?:(?:please|and|so|can you|could you) )*(?:which|what|how (?:many|much|late)|list|show|give|name|tell|when|"
    r"where|(?:until|till|by|since|at|in|to|for|of) (?:when|which|what))\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:not|no|only|except|without|other|another|than|or|if|why|who|whom|whose|how long|how often|still|now|"
    r"next (?:call|round|meeting|one|time|year|month)s?|current(?:ly)?|recent|"
    r"(?:last|latest|newest)(?! of all\b|\W*$)|final|both|neither|similar|same|differ\w*|average|mean|"
    r"planned|open calls?)\b|n['’]t\b",
    re.I,
)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b", re.I)
_FOR_PROPOSALS = re.compile(r"(?<=\bcall )for proposals\b|(?<=\bcalls )for proposals\b", re.I)
_HELD = re.compile(r"\b(?:took|take|takes|taken|taking) place\b|\b(?:was|were|been) held\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IS = re.compile(r"^\W*what(?:'s| (?:is|are|was|were))\b", re.I)
_SUM = re.compile(r"\b(?:sum|total|in total|altogether|all in all)\b", re.I)
_WHEN = re.compile(r"\bwhen\b|\b(?:what|which) (?:dates?|days?|months?)\b", re.I)
_MUCH = re.compile(r"\bhow much\b", re.I)
# How a question asks for a column without its name, and a word that means the header.
_PHRASES = (
    (re.compile(r"\bwhere\b", re.I), "place"),
    (re.compile(r"\babout\b|\bwhat\b[^?]* for\W*$|\bfor what\b|\bdeal\w* with\b|\bfocus\w*(?: on)?\b", re.I), "theme"),
    (
        re.compile(
            r"\b(?:until|till|by) (?:when|(?:what|which) date)\b(?:[^?]*? (?:submit\w*|apply|handed in|sent in)\b)?|"
            r"\bhow late\b",
            re.I,
        ),
        "closed",
    ),
)
# What one column is of another no row says, but both are told.
_RATE = re.compile(
    r"\b(?:success|approval|acceptance|selection) (?:rates?|shares?|ratios?|quotas?)\b|"
    r"\b(?:rate|share|ratio|percentage|proportion) of (?:success|approval|selection|acceptance)\b|"
    r"\b(?:applications?|proposals?|bids?) (?:per|for (?:each|every)) (?:selected|approved|chosen|successful) "
    r"(?:project|application|proposal)\b|"
    r"\b(?:rate|share|percentage|proportion) of (?:the )?(?:applications?|proposals?|bids?)(?: that)?"
    r"(?: (?:was|were))? (?:selected|approved|chosen|successful)\b",
    re.I,
)
_PER = re.compile(r"\b(?:per|for (?:each|every|one)|in (?:relation|proportion) to|relative to)\b", re.I)
_RATED = frozenset(terms("applications selected"))
_SAID = RELATING | frozenset(
    terms(
        """programme program interreg next eu european draw drew drawn receive attract get got come came bring brought
        held hold happen occur there figure figures known people person against compared relative respectively
        overview table meant intended aimed designed targeted ever altogether far each every many much late long
        number sum total euro eur question
        """
    )
)
_MEANT = dict.fromkeys(terms("demand request sought"), term_set("asked"))  # by which "asked for" is meant
_ALIKE = {one: term_set("youth") for one in terms("young youngster")}
BEFORE = 2  # words before the thing that may name what it is of
DAYS = 20  # of a period
YEARS = 2  # before the first record, in which it is known that there was none


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a table of records.

    records are those that meet what is asked, unsure those of which a date that decides it is not known. named are the
    columns that are asked for, told those and the ones that decide it. by_word is whether words within the rows chose
    them, dated whether a period did. rate is what is asked of one column in relation to another, as it was typed, ""
    for most.
    """

    records: tuple[Record, ...]
    unsure: tuple[Record, ...]
    named: tuple[str, ...]
    told: tuple[str, ...]
    order: Order | None
    by_word: bool
    dated: bool
    rate: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it speaks of a table: what is left of its words has to stand in the rows."""

    owners: frozenset[Name]
    order: Order | None
    period: Period | None
    ordinals: frozenset[str]
    named: tuple[str, ...]
    rest: tuple[str, ...]
    rate: str
    named_by: Terms  # words right before the thing, as in "the Mediterranean call": they may be of a name


def read_wanted(asked: Asked, table: Records) -> Wanted | None:
    """Read what a question wants of a table; None where it is not about that, or says what is not understood."""
    read = _read(asked, table)
    if read is None:
        return None
    wanted = _choose(table, read)
    added = wanted is not None and len(wanted.records) > 1 and _SUM.search(asked.text)
    return None if added else wanted  # no row tells a sum


def _choose(table: Records, read: _Read) -> Wanted | None:
    """Choose the records that a question wants; None where that is not told by this table."""
    chosen = [one for one in table.records if not read.owners or one.of in read.owners]
    chosen = [one for one in chosen if not read.ordinals or not read.ordinals.isdisjoint(_label_of(one))]
    known = frozenset[str]().union(*(_words_of(table, one, read.named_by) for one in table.records))
    if not all(_holds(known, term) for term in read.rest):
        return None
    chosen = [one for one in chosen if all(_holds(_words_of(table, one, read.named_by), term) for term in read.rest)]
    if read.period is None:
        return _wanted(table, read, chosen, [], [])
    verbal = [header for header in read.named if kind_of_column(table, header) == "date"]
    deciding = verbal or dating_columns(table)
    earliest = [
        first_day(date) for one in table.records for header in deciding for date in dates_in(table, one, header)
    ]
    if not earliest or read.period.last < min(earliest) - YEARS * 10_000:
        return None  # what was before may be told elsewhere
    met = [one for one in chosen if lies_within(table, one, deciding, read.period)]
    long = read.period.last - read.period.first >= DAYS  # of a single day it says little that another is not known
    others = [one for one in chosen if verbal and long and one not in met]
    unsure = [one for one in others if may_lie_within(table, one, deciding, read.period)]
    return _wanted(table, read, met, unsure, deciding)


def _wanted(
    table: Records, read: _Read, met: Sequence[Record], unsure: Sequence[Record], deciding: Sequence[str]
) -> Wanted:
    shown = {*read.named, *deciding, *_telling(table, met, read.rest)}
    told = tuple(header for header in columns_of(table) if header in shown)
    dated = read.period is not None
    return Wanted(tuple(met), tuple(unsure), read.named, told, read.order, bool(read.rest), dated, read.rate)


def _read(asked: Asked, table: Records) -> _Read | None:
    """Read a question word by word; None where it is not about the table, or has words that no row can have."""
    text, columns = asked.text, columns_of(table)
    owners = frozenset(name for name in asked.names if name.titled)
    said = _FOR_PROPOSALS.sub(" ", without_names(asked.index, text, titled=True))
    rate = _RATE.search(said)
    if not (_ASKS.match(text) or asked.thing or rate) or _OTHER.search(text):
        return None
    order = find_order(text)
    if not owners <= {record.of for record in table.records} or (order and order.shown != "first"):
        return None
    said = _RATE.sub(" ", said)
    if order and _PER.search(said):
        return None  # what is the most for each of another column no column tells
    period, said = _cut_period(_HELD.sub(" ", said))
    named = [header for header in columns if rate and any(_means(term, header) for term in _RATED)]
    named = [header for header in named if kind_of_column(table, header) != "date"]
    for pattern, word in _PHRASES:
        if pattern.search(said):
            named += [header for header in columns if _means(stem(word), header)]
            said = pattern.sub(" ", said)
    of_order = order.said if order else frozenset[str]()
    ordinals = frozenset(word.casefold() for word in _ORDINAL.findall(said)) - of_order
    spoken = [term for term in terms(said) if term not in of_order] + sorted(order.by if order else ())
    rest: list[str] = []
    for term in spoken:
        headers = [header for header in columns if _means(term, header)]
        known = _is_kind(table, term) or term in _SAID | term_set(table.of) or term in ordinals
        named += [] if known else headers
        rest += [] if known or headers else [term]
    about_it = _is_about(table, spoken, dated=period is not None) or (rate and owners)
    several = any(_is_head(table, term) for term in plurals(said))  # which one "the first call" is nobody knows
    listed = several and (ordinals or named or not _IS.match(text))  # "What are calls?" wants no list
    which = owners or rest or period or order or listed
    if not about_it or not which or not all(map(_may_choose, rest)):
        return None
    named += _by_kind(table, said, named)
    if _MUCH.search(said) and set(columns_of_kind(table, "amount")).isdisjoint(named):
        return None
    thing = counted_thing(text) if asked.kind is Kind.COUNT else ""
    counts = bool(thing) and not _is_head(table, thing)
    named = _without_counted(asked, table, named)
    if counts and not any(_tells_number(table, header) for header in named):
        return None  # "How many projects did it fund?" is not told by its funds
    head = [place for place, term in enumerate(spoken) if _is_head(table, term)]
    named_by = frozenset(term for place in head for term in spoken[max(0, place - BEFORE) : place])
    columns_named = tuple(dict.fromkeys(named))
    return _Read(owners, order, period, ordinals, columns_named, tuple(rest), rate[0] if rate else "", named_by)


def _is_about(table: Records, spoken: Sequence[str], *, dated: bool) -> bool:
    """Tell whether a question speaks of the things of a table: of meetings of a committee, not of any meetings.

    Of a period it is enough to speak of what all of them are of: "what did the committees decide in 2024?"
    """
    heads = any(_is_head(table, term) for term in spoken)
    more = {word for word in table.words - term_set(table.of) if word not in ORDINALS and not _is_head(table, word)}
    said = any(_is_alike(term, frozenset(more)) for term in spoken)
    return (heads and (said or not more)) or (dated and said)


def _is_head(table: Records, term: str) -> bool:
    """Tell whether a term is the word for a thing of a table, not only one that all their labels have."""
    return _is_alike(term, term_set(table.block.headers[0]))


def _is_kind(table: Records, term: str) -> bool:
    """Tell whether a term is one for the things of a table."""
    return _is_alike(term, table.words)


def _means(term: str, header: str) -> bool:
    """Tell whether a term stands for a header, by itself or by another word that means the same."""
    own = term_set(header)
    return _is_alike(term, own) or not _MEANT.get(term, Terms()).isdisjoint(own)


def _is_alike(term: str, own: Terms) -> bool:
    return term in own or any(term in group and not group.isdisjoint(own) for group in SYNONYMS)


def _by_kind(table: Records, said: str, named: Sequence[str]) -> list[str]:
    """Give the columns that a question for a time or an amount asks for without naming them."""
    dates, amounts = columns_of_kind(table, "date"), columns_of_kind(table, "amount")
    times = dating_columns(table) if _WHEN.search(said) and set(dates).isdisjoint(named) else []
    money = amounts[:1] if _MUCH.search(said) and not named else []  # not "how much did projects get"
    return times + money


def _tells_number(table: Records, header: str) -> bool:
    """Tell whether the cells of a column begin with a number of things."""
    cells = [cell.value for one in table.records for cell in cells_of(table, one, [header])]
    return kind_of_column(table, header) != "date" and any(value[:1].isdigit() for value in cells)


def _without_counted(asked: Asked, table: Records, named: Sequence[str]) -> list[str]:
    """Leave out the column of what is counted where another one tells the number: "how many projects were selected"."""
    counted = counted_thing(asked.text) if asked.kind is Kind.COUNT else ""
    kept = [one for one in named if kind_of_column(table, one) or not counted or not _means(counted, one)]
    return kept or list(named)


def _cut_period(said: str) -> tuple[Period | None, str]:
    """Give the period that a question asks about, and the rest of its words; a year alone is one."""
    years = _YEAR.findall(said)
    period = find_period(said)
    if period is None and len(years) == 1:
        return find_period(f"in {years[0]}"), said.replace(years[0], " ")
    return period, said.replace(period.text, " ") if period else said


def _may_choose(term: str) -> bool:
    """Tell whether a word may choose rows: no number, and no country, as areas are told elsewhere."""
    return not any(map(str.isdigit, term)) and not people_of(term)


def _label_of(record: Record) -> list[str]:
    return record.row.label.casefold().split()


def _words_of(table: Records, record: Record, named_by: Terms) -> Terms:
    """Give the terms of a record: of its label, its cells, and those by which the question may name what it is of."""
    told = (words_in(cell.value) for cell in cells_of(table, record))
    own = frozenset[str]().union(*map(term_set, record.of.spellings))
    return ((term_set(record.row.label) - own) | (own & named_by)).union(*told)


def _telling(table: Records, records: Sequence[Record], said: Sequence[str]) -> set[str]:
    """Give the columns that have words which chose the rows, those of words before those of values."""
    cells = [cell for one in records for cell in cells_of(table, one)]
    telling = {cell.header for cell in cells for term in said if _holds(words_in(cell.value), term)}
    return {header for header in telling if not kind_of_column(table, header)} or telling


def _holds(told: Terms, term: str) -> bool:
    return holds(term, told) > 0 or not told.isdisjoint(_ALIKE.get(term, Terms()))
