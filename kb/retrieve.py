"""From a question to hits: what the question finds, alone and with its history, without near-duplicates."""

import re
from collections.abc import Iterable, Sequence

from kb.followup import Turn, search_texts
from kb.index import Hit, Index, Query
from kb.words import terms

_NAME = re.compile(r"(?<=\w )[A-ZÀ-Þ]|\d")  # a capital within, or a figure
SAME = 0.9  # share of common terms from which two chunks say the same


def prepare_queries(index: Index, question: str, history: Sequence[Turn] = ()) -> list[Query]:
    """Prepare what to search for; the first query is the question alone.

    A question that names nothing ("Which programmes are there?") is about what the whole library is about.
    """
    texts = search_texts(question, history)
    alone = index.prepare(question)
    names_nothing = len(set(alone.terms)) == 1 and not _NAME.search(question) and index.is_common(alone.terms[0])
    if len(texts) == 1 and index.subject and names_nothing:
        texts.append(f"{index.subject}: {question}")
    return [alone, *(index.prepare(text) for text in texts[1:])]


def retrieve_hits(
    index: Index, queries: Sequence[Query], top_k: int = 10, scope: Iterable[str] | None = None
) -> list[Hit]:
    """Find the top_k best chunks within scope (sources), best first, each thing said once."""
    hits = index.search(queries, top_k * 2, scope)
    kept: list[Hit] = []
    seen: list[frozenset[str]] = []
    for hit in hits:
        own = frozenset(terms(hit.text))
        if not any(len(own & other) > SAME * len(own | other) for other in seen):
            kept.append(hit)
            seen.append(own)
    return kept[:top_k]
