"""What an answer is limited to, as the page shows it: in words, as parts that can be taken away, and in addresses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kb.errors import QuestionError
from kb.filters import Filters, find_scope
from kb.index import Index
from kb.web.interface import say


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: topics, documents as (title, source), and the years that passages are of, newest first."""

    topics: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    years: tuple[str, ...]


def find_choices(index: Index) -> Choices:
    """Find what there is to choose from in an index."""
    topics = sorted({document.topic for document in index.documents if document.topic})
    documents = sorted((document.title, document.source) for document in index.documents)
    years = sorted({as_of[:4] for as_of in index.dates() if as_of[:4].isdecimal()}, reverse=True)
    return Choices(tuple(topics), tuple(documents), tuple(years))


def parts_of(filters: Filters, titles: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """Give each part of filters as (what it is called, its key); titles are those of the documents by source."""
    return [
        *((topic.capitalize(), f"topic:{topic}") for topic in filters.topics),
        *((titles.get(source, source), f"document:{source}") for source in filters.documents),
        *([(say("since", language, year=filters.since), "since:")] if filters.since else []),
        *([(say("until", language, year=filters.until), "until:")] if filters.until else []),
    ]


def keep_parts(filters: Filters, keys: Collection[str]) -> Filters:
    """Give filters with only those of its parts whose keys are named."""
    return Filters(
        topics=tuple(topic for topic in filters.topics if f"topic:{topic}" in keys),
        documents=tuple(source for source in filters.documents if f"document:{source}" in keys),
        since=filters.since if "since:" in keys else "",
        until=filters.until if "until:" in keys else "",
    )


def count_documents(index: Index, filters: Filters) -> int:
    """Count the documents in which anything passes the filters; 0 for filters that can't be met."""
    try:
        scope = find_scope(index, filters)
    except QuestionError:
        return 0
    if scope is None:
        return len(index.documents)
    sources, dates = frozenset(scope.sources), scope.dates
    return sum(
        document.source in sources
        and (
            dates is None
            or any(index.dates()[row] in dates for row in range(document.first_row, document.first_row + document.rows))
        )
        for document in index.documents
    )


def describe_filters(index: Index, filters: Filters, language: str) -> str:
    """Say in one line what filters leave, "" when they limit nothing."""
    titles = {document.source: document.title for document in index.documents}
    limits = ", ".join(label for label, _ in parts_of(filters, titles, language))
    if not limits:
        return ""
    counts = {"count": count_documents(index, filters), "all": len(index.documents)}
    return say("only_line", language, limits=limits, **counts)


def read_filters(pairs: Sequence[tuple[str, str]]) -> Filters:
    """Read filters from the query of an address, as link_to_question writes them."""
    return Filters(
        topics=tuple(value for name, value in pairs if name == "topic"),
        documents=tuple(value for name, value in pairs if name == "document"),
        since=next((value for name, value in pairs if name == "since"), ""),
        until=next((value for name, value in pairs if name == "until"), ""),
    )
