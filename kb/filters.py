"""Limit a search to topics, documents, languages or a time."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kb.errors import QuestionError
from kb.index import Index, Scope

NAMED = 20  # topics or documents that a message names at most

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer may rest on; what is empty limits nothing.

    documents are sources or titles. since and until are YYYY[-MM[-DD]], both included; a passage whose date says less
    ("2024") passes when any day of it does, one without a date never.
    """

    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


NO_FILTERS = Filters()


def find_scope(index: Index, filters: Filters, sources: Iterable[str] | None = None) -> Scope | None:
    """Find what filters leave of an index, or of the given sources of it; None when nothing limits.

    Raises QuestionError for a topic, document or language that the index does not have, and for what is no date.
    """
    since, until = _check_date("since", filters.since), _check_date("until", filters.until)
    if since and until and since > _end(until):
        told = f"Nothing is since {since} and until {until}: give the earlier date to since."
        raise QuestionError(told, "period", since=since, until=until)
    if sources is None and filters == NO_FILTERS:
        return None
    every = index.documents
    topics = _known("topic", filters.topics, [{document.topic} for document in every])
    named = _known("document", filters.documents, [{document.source, document.title} for document in every])
    languages = _known("language", filters.languages, [{document.lang} for document in every])
    given = None if sources is None else frozenset(sources)
    chosen = tuple(
        document.source
        for document in every
        if (not topics or document.topic in topics)
        and (not named or not named.isdisjoint((document.source, document.title)))
        and (not languages or document.lang in languages)
        and (given is None or document.source in given)
    )
    if not since and not until:
        return Scope(chosen)
    dated = (as_of for as_of in index.dates() if _DATE.fullmatch(as_of))
    return Scope(chosen, frozenset(as_of for as_of in dated if since <= _end(as_of) and as_of <= _end(until)))


def _known(kind: str, wanted: Sequence[str], names: Sequence[set[str]]) -> frozenset[str]:
    """Give the names as the index writes them, whatever their case; raises QuestionError for an unknown one."""
    known = sorted({name for some in names for name in some if name})
    folded = {name.casefold() for name in known}
    for name in wanted:
        if name.casefold() not in folded:
            near = difflib.get_close_matches(name, known, n=NAMED, cutoff=0.0)
            more = f" and {len(known) - len(near)} more" if len(known) > len(near) else ""
            raise QuestionError(
                f"There is no {kind} {name!r} in the index; there is: {', '.join(near) or 'none'}{more}.",
                "not_there",
                name=name,
            )
    asked = {name.casefold() for name in wanted}
    return frozenset(name for name in known if name.casefold() in asked)


def _check_date(name: str, value: str) -> str:
    if value:
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if _DATE.fullmatch(value) else "")
        except ValueError as error:
            raise QuestionError(f"{name} is {value!r}: expected a date as YYYY, YYYY-MM or YYYY-MM-DD.") from error
    return value


def _end(as_of: str) -> str:
    """Give a date no earlier than any day that as_of stands for; "" stands for all time."""
    return as_of + "-99-99"[len(as_of) - 4 :] if as_of else "9999"
