"""Let a cross-encoder, which reads question and passage together, have its say on the best hits."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kb.index import Hit, Query, context_of
from kb.models import Reranker
from kb.scores import min_max

RERANKED = 30  # best hits that the cross-encoder reads; each is a forward pass
COUNTS = 0.5  # its share beside the score that a hit has


def rerank_hits(reranker: Reranker, queries: Sequence[Query], hits: Sequence[Hit]) -> list[Hit]:
    """Order hits by the mean of their scores and those of the cross-encoder, brought to 0..1; best first.

    Each query is judged, and counts by its weight, as in the search.
    """
    best = hits[:RERANKED]
    passages = [context_of(hit.title, hit.heading) + hit.text for hit in best]
    asked = [query for query in queries if query.weight]
    if not best or not asked:
        return list(hits)
    judged = [min_max(reranker.score_passages(query.text, passages)) for query in asked]
    given = [*np.average(judged, axis=0, weights=[query.weight for query in asked]).tolist()]
    given += [0.0] * (len(hits) - len(best))
    rescored = [
        replace(hit, score=(1 - COUNTS) * hit.score + COUNTS * score) for hit, score in zip(hits, given, strict=True)
    ]
    return sorted(rescored, key=lambda hit: -hit.score)
