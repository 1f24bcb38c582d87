"""From a question to hits: what the question finds, alone and with its history, without near-duplicates."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.followup import Turn, search_texts
from kb.index import Hit, Index, Query, Scope
from kb.records import find_retold
from kb.rerank import RERANKED, rerank_hits
from kb.words import fold, term_set

_NAME = re.compile(r"(?<=\w )[A-ZÀ-Þ]|\d")  # a capital within, or a figure
# A figure, a name (a capital within a sentence or a row), what turns a statement round.
_TELLING = re.compile(r"\d+(?:[.,/-]\d+)*|(?<=[\w,;:|(] )[A-ZÀ-Þ][\w-]*|\b(?i:not|no|nor|never|none|without|except)\b")
REPLIES = term_set("yes yeah yep ok okay sure right correct nope")  # to what was asked back: they name nothing
SAME = 0.9  # share of common terms from which two chunks say the same


def prepare_queries(index: Index, question: str, history: Sequence[Turn] = ()) -> list[Query]:
    """Prepare what to search for; the first query is the question alone.

    The more a question names, the less its history counts: "And where?" is found by what was said before, a new
    subject by itself. A question that names nothing ("Which programmes are there?") and has no history is about what
    the whole library is about.
    """
    alone, *together = (index.prepare(text) for text in search_texts(question, history))
    if together:
        own = replace(alone, weight=_count_named(index, alone.terms))
        return [own, *(replace(query, weight=1 / len(together)) for query in together)]
    names_nothing = len(set(alone.terms)) == 1 and not _NAME.search(question) and index.is_common(alone.terms[0])
    if index.subject and names_nothing:
        return [alone, index.prepare(f"{index.subject}: {question}")]
    return [alone]


def _count_named(index: Index, asked: Iterable[str]) -> float:
    """Count distinct terms, each by its rarity: one in no chunk is 1, one in every chunk next to 0.

    All of the history weighs as much as one term that is in no chunk. Found on the dev halves of MTRAG (govt),
    OR-ShARC and questions of CLAP NQ behind turns on other subjects; half and twice as much differ little.
    """
    return sum(index.rarity(term) for term in set(asked) - REPLIES) / index.rarest


def retrieve_hits(
    index: Index, queries: Sequence[Query], top_k: int = 10, scope: Iterable[str] | None = None
) -> list[Hit]:
    """Find the top_k best chunks within scope (sources, or a Scope), best first, each thing said once.

    What a row of a table of records tells is found in the document that it is told in, where that is within scope.
    """
    reranker = index.encoder.reranker
    scope = scope if scope is None or isinstance(scope, Scope) else tuple(scope)
    dated = isinstance(scope, Scope) and scope.dates is not None
    sources = None if scope is None else frozenset(scope)
    retold = {} if dated else find_retold(index)
    without = {row for row, told_in in retold.items() if sources is None or told_in <= sources}
    found = index.search(queries, max(top_k * 2, RERANKED if reranker else 0), scope, without)
    if reranker:
        found = rerank_hits(reranker, queries, found)
    kept: list[Hit] = []
    seen: list[tuple[frozenset[str], frozenset[str]]] = []
    for hit in found:
        own, telling = term_set(hit.text), telling_words(hit.text)
        if not any(telling == other and len(own & said) > SAME * len(own | said) for said, other in seen):
            kept.append(hit)
            seen.append((own, telling))
    return kept[:top_k]


def telling_words(text: str) -> frozenset[str]:
    """Give the words in which two texts must agree to say the same: figures, names and negations."""
    return frozenset(fold(word) for word in _TELLING.findall(text))
