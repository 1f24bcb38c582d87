"""Read one sealed generation: search it, quote from it, check it."""

import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import DamagedIndexError, MismatchedIndexError
from kb.index.manifest import read_manifest, stored_documents
from kb.index.stores import get_collection, open_chroma, open_lexical
from kb.index.values import Hit, Query, Scope, StoredDocument
from kb.models import TokenEmbedding, TokenEmbeddings
from kb.scores import Floats, late_interaction, min_max, token_similarity
from kb.words import STOP_WORDS, fold, terms

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

CANDIDATES = 100  # rows that each of dense and lexical search hands to fusion
RESCORED = 30  # best fused rows that late interaction looks at
# What late interaction counts beside the fused scores. It judges the question alone: over the tokens of a long history
# its mean tells little. Found on the dev halves of SciFact, MTRAG (govt), OR-ShARC and SQuAD 2.0; 0.3 to 0.5 are alike.
LATE = 0.45
COMMON = 0.02  # share of the chunks from which a term names nothing in particular
FUNCTION_WORD = 0.3  # weight of "the" and "of" among a question's tokens, against 1 for others
READ_AT_ONCE = 5000  # records; Chroma's get() fails at some 32,000
CHECKED = 50  # stored vectors that a check looks up


class Index:
    """Read one generation. Safe to share between threads; close() it when the last question is done."""

    def __init__(self, path: Path, encoder: TokenEmbeddings) -> None:
        """Open the generation in path; raises DamagedIndexError or MismatchedIndexError."""
        self.path = path
        self.encoder = encoder
        self.manifest = read_manifest(path)
        self.subject: str = self.manifest["subject"]
        made_with = self.manifest["embedding"]["fingerprint"]
        if made_with != encoder.fingerprint:
            raise MismatchedIndexError(
                f"The index was made with the embedding model {made_with}, not {encoder.fingerprint}. "
                "Run `python -m ingest --rebuild`, or set KB_EMBEDDING_MODEL back."
            )
        self._lock = threading.Lock()
        try:
            self._client = open_chroma(path / "chroma")
            self._collection = get_collection(self._client)
            self._lexical = open_lexical(path / "lexical")
            self._texts = sqlite3.connect(
                f"file:{path / 'texts.sqlite'}?immutable=1", uri=True, check_same_thread=False
            )
            self._texts.execute("SELECT source FROM pages LIMIT 1").fetchone()  # SQLite opens nothing until asked
            self.documents = stored_documents(self.manifest["files"])
            with np.load(path / "tokens.npz") as places:
                self._starts: NDArray[np.int64] = places["starts"]
                self._spans: NDArray[np.int32] = places["spans"]
            # Other than the text's where a model adds a layer to the mean of its tokens.
            shape = (len(self._spans), self.manifest.get("token_dimension") or encoder.dimension)
            self._tokens = np.memmap(path / "tokens.int8", dtype=np.int8, mode="r", shape=shape)
        except Exception as error:  # whatever a broken store raises, it is broken
            raise DamagedIndexError(f"The index in {path} is damaged ({type(error).__name__}).") from error
        self.text_of = lru_cache(maxsize=256)(self._text_of)
        self.chunks_of = lru_cache(maxsize=256)(self._chunks_of)
        self.rarity = lru_cache(maxsize=65_536)(self._rarity)
        self._dates: tuple[str, ...] | None = None  # read when first asked for
        self._by_source = {document.source: document for document in self.documents}
        self._document_of = np.repeat(np.arange(len(self.documents)), [document.rows for document in self.documents])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def close(self) -> None:
        """Give files and memory back."""
        self._texts.close()
        self._client.close()

    def document(self, source: str) -> StoredDocument | None:
        """Find a document by its source; None when the generation has none of that name."""
        return self._by_source.get(source)

    def _text_of(self, source: str, page: int) -> str:
        """Give the stored text of a page; raises KeyError when there is none."""
        with self._lock:
            row = self._texts.execute("SELECT text FROM pages WHERE source = ? AND page = ?", (source, page)).fetchone()
        if row is None:
            raise KeyError((source, page))
        return str(row[0])

    def count_characters(self) -> dict[str, int]:
        """Give how many characters the stored text of each document has."""
        with self._lock:
            rows = self._texts.execute("SELECT source, SUM(LENGTH(text)) FROM pages GROUP BY source").fetchall()
        return {str(source): int(count) for source, count in rows}

    def _chunks_of(self, source: str, page: int) -> tuple[Hit, ...]:
        """Give the chunks of a page in order, as hits that no search has scored; none for an unknown document."""
        document = self.document(source)
        if document is None:
            return ()
        rows = list(range(document.first_row, document.first_row + document.rows))
        hits = self._hits(rows, dict.fromkeys(rows, 0.0), ())
        return tuple(sorted((hit for hit in hits if hit.page == page), key=lambda hit: hit.start))

    def dates(self) -> tuple[str, ...]:
        """Give the date (as_of) of each chunk, row after row."""
        if self._dates is None:
            found: list[str] = []
            for first in range(0, len(self), READ_AT_ONCE):
                ids = [str(row) for row in range(first, min(first + READ_AT_ONCE, len(self)))]
                got = self._collection.get(ids=ids, include=["metadatas"])
                pairs = zip(got["ids"], got["metadatas"] or [], strict=True)
                as_of = {id_: str(metadata["as_of"]) for id_, metadata in pairs}
                found.extend(as_of[id_] for id_ in ids)
            self._dates = tuple(found)
        return self._dates

    def prepare(self, text: str) -> Query:
        """Embed a question and find its terms."""
        embedding = self.encoder.embed_tokens([text], question=True)[0]
        return Query(text, tuple(terms(text)), embedding, _weigh_tokens(text, embedding))

    def search(
        self,
        queries: Sequence[Query],
        top_k: int,
        scope: Iterable[str] | None = None,
        without: Collection[int] = (),
    ) -> list[Hit]:
        """Find the best chunks, best first, within scope: sources, or a Scope, which limits dates, too.

        The chunks in the rows of without are not looked at.

        The first query is the question alone. Scores of dense and lexical search are brought to 0..1 and averaged, of
        several queries (a question with and without its history) by their weights; then the best are rescored by late
        interaction with the question alone.
        """
        limits = None if scope is None else self._limits(scope)
        if limits is not None and not len(limits.rows):
            return []
        total = sum(query.weight for query in queries)
        fused: dict[int, float] = {}
        for query in queries:
            for row, share in self._fuse(query, limits, without):
                fused[row] = fused.get(row, 0.0) + share * query.weight / total
        rows = sorted(fused, key=lambda row: (-fused[row], row))
        best, rest = rows[:RESCORED], rows[RESCORED:top_k]
        late = np.array([self._late_in_context(queries[0], row) for row in best], dtype=np.float32)
        counts = LATE * queries[0].weight / total
        score = {row: (1 - counts) * fused[row] for row in rest}
        for row, stretched in zip(best, min_max(late).tolist(), strict=True):
            score[row] = (1 - counts) * fused[row] + counts * stretched
        return self._hits(sorted(score, key=lambda row: (-score[row], row))[:top_k], score, queries)

    def _fuse(self, query: Query, limits: "_Limits | None", without: Collection[int]) -> Iterator[tuple[int, float]]:
        lexical = self._lexical_scores(query.terms)
        if limits is not None:
            outside = np.ones(len(self), dtype=bool)
            outside[limits.rows] = False
            lexical[outside] = 0
        lexical[list(without)] = 0
        count = min(CANDIDATES, len(self))
        best = np.argpartition(-lexical, count - 1)[:count]
        rows = {int(row) for row in best if lexical[row] > 0}
        found = self._collection.query(
            query_embeddings=query.embedding.vector[np.newaxis],
            n_results=min(count + len(without), len(self) if limits is None else len(limits.rows)),
            where=None if limits is None else limits.where,
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        cosine = {int(id_): 1 - distance for id_, distance in zip(found["ids"][0], distances[0], strict=True)}
        cosine = dict([one for one in cosine.items() if one[0] not in without][:count])
        cosine |= self._cosines([row for row in rows if row not in cosine], query)
        union = sorted(cosine)
        dense = min_max(np.array([cosine[row] for row in union], dtype=np.float32))
        sparse = min_max(lexical[union])
        yield from zip(union, ((dense + sparse) / 2).tolist(), strict=True)

    def _cosines(self, rows: list[int], query: Query) -> dict[int, float]:
        if not rows:
            return {}
        got = self._collection.get(ids=[str(row) for row in rows], include=["embeddings"])
        vectors = np.asarray(got["embeddings"], dtype=np.float32)
        cosines = vectors @ query.embedding.vector
        return {int(id_): float(cosine) for id_, cosine in zip(got["ids"], cosines, strict=True)}

    def _lexical_scores(self, query_terms: Sequence[str]) -> Floats:
        known = [term for term in query_terms if term in self._lexical.vocab_dict]
        if not known:
            return np.zeros(len(self), dtype=np.float32)
        scores: Floats = self._lexical.get_scores(known)
        return scores

    def _limits(self, scope: Iterable[str]) -> "_Limits":
        sources = list(scope)
        documents = [document for source in sources if (document := self.document(source))]
        ranges = [np.arange(d.first_row, d.first_row + d.rows, dtype=np.int64) for d in documents]
        rows = np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)
        where: dict[str, Any] = {"source": {"$in": sources}}
        if isinstance(scope, Scope) and scope.dates is not None:
            dates = self.dates()
            rows = rows[[dates[row] in scope.dates for row in rows]] if len(rows) else rows
            where = {"$and": [where, {"as_of": {"$in": sorted(scope.dates)}}]}
        return _Limits(rows, where)

    def _hits(self, rows: list[int], score: dict[int, float], queries: Sequence[Query]) -> list[Hit]:
        if not rows:
            return []
        got = self._collection.get(ids=[str(row) for row in rows], include=["documents", "metadatas", "embeddings"])
        vectors = np.asarray(got["embeddings"], dtype=np.float32)
        by_query = np.array([vectors @ query.embedding.vector for query in queries] or [np.zeros(len(vectors))])
        counts = [query.weight for query in queries] or [1.0]
        cosines = np.average(by_query, axis=0, weights=counts)
        found: dict[int, Hit] = {}
        for i, id_ in enumerate(got["ids"]):
            row, metadata = int(id_), (got["metadatas"] or [])[i]
            late = [self._late(query, row) for query in queries] or [0.0]
            found[row] = Hit(
                text=(got["documents"] or [])[i],
                source=str(metadata["source"]),
                title=str(metadata["title"]),
                page=int(str(metadata["page"])),
                heading=str(metadata["heading"]),
                start=int(str(metadata["start"])),
                end=int(str(metadata["end"])),
                score=score[row],
                topic=str(metadata["topic"]),
                as_of=str(metadata["as_of"]),
                url=str(metadata["url"]),
                row=row,
                cosine=float(cosines[i]),
                late=float(np.average(late, weights=counts)),
            )
        return [found[row] for row in rows]

    def tokens_of(self, row: int) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
        """Give a chunk's packed token vectors and their places in the page; (-1, -1) is title or heading."""
        first, stop = int(self._starts[row]), int(self._starts[row + 1])
        return self._tokens[first:stop], self._spans[first:stop]

    def _late(self, query: Query, row: int) -> float:
        """Score a chunk by late interaction, title and heading included."""
        return late_interaction(token_similarity(query.embedding.tokens, self.tokens_of(row)[0]), query.weights)

    def _late_in_context(self, query: Query, row: int) -> float:
        """Score a chunk by late interaction, a third of it with the chunks before and behind it in its document.

        What a question asks may be told across the border of two chunks. R@5 on MTRAG (govt), dev part: 0.775 -> 0.780.
        """
        if not len(query.embedding.tokens):
            return 0.0
        own = around = token_similarity(query.embedding.tokens, self.tokens_of(row)[0]).max(axis=1)
        for other in (row - 1, row + 1):
            if 0 <= other < len(self) and self._document_of[other] == self._document_of[row]:
                beside = token_similarity(query.embedding.tokens, self.tokens_of(other)[0]).max(axis=1)
                around = np.maximum(around, beside)
        return float((2 * own + around) @ query.weights) / 3

    def _rarity(self, term: str) -> float:
        """Give a term's inverse document frequency over the chunks, as BM25 counts it; unknown terms are rarest."""
        row = self._lexical.vocab_dict.get(term)
        indptr = self._lexical.scores["indptr"]
        return self._rarity_of(0 if row is None else int(indptr[row + 1] - indptr[row]))

    @property
    def rarest(self) -> float:
        """Give the rarity of a term that is in no chunk."""
        return self._rarity_of(0)

    def _rarity_of(self, frequency: int) -> float:
        return float(np.log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5)))

    def check(self) -> None:
        """Raise DamagedIndexError unless the counts, a sample of vectors and a sample of places are right."""
        try:
            self._check()
        except DamagedIndexError:
            raise
        except Exception as error:  # whatever a broken store raises, it is broken
            raise DamagedIndexError(f"The index in {self.path} is damaged ({type(error).__name__}).") from error

    def _check(self) -> None:
        counts = self.manifest["counts"]
        found = self._collection.count()
        if not found == counts["chunks"] == len(self) == sum(d.rows for d in self.documents):
            raise DamagedIndexError(f"{self.path} holds {found} chunks, its manifest says {counts['chunks']}.")
        rows = [str(int(row)) for row in np.linspace(0, len(self) - 1, min(CHECKED, len(self)))]
        got = self._collection.get(ids=rows, include=["embeddings", "documents", "metadatas"])
        vectors = np.asarray(got["embeddings"], dtype=np.float32)
        nearest = self._collection.query(query_embeddings=vectors, n_results=1, include=["distances"])
        distances = [row[0] if row else 1.0 for row in nearest["distances"] or []]
        if len(distances) != len(rows) or max(distances, default=0.0) > 0.01:
            raise DamagedIndexError(f"{self.path} does not find its own vectors again.")
        for text, metadata in zip(got["documents"] or [], got["metadatas"] or [], strict=True):
            start, end = int(str(metadata["start"])), int(str(metadata["end"]))
            if self.text_of(str(metadata["source"]), int(str(metadata["page"])))[start:end] != text:
                raise DamagedIndexError(f"{self.path}: a place in {metadata['source']} does not hold its text.")

    def is_common(self, term: str) -> bool:
        """Tell whether a term is in so many chunks that it names nothing in particular."""
        often = max(COMMON * len(self), 1.0)
        return self.rarity(term) <= float(np.log(1 + (len(self) - often + 0.5) / (often + 0.5)))

    def as_retriever(self, top_k: int = 5) -> "BaseRetriever":
        """Give a LangChain retriever over this generation."""
        from kb.index.retriever import IndexRetriever  # half a second: not for those who don't plug it in

        return IndexRetriever(index=self, top_k=top_k)


@dataclass(frozen=True, slots=True)
class _Limits:
    """The rows that a search may find, and the same as Chroma is told it."""

    rows: NDArray[np.int64]
    where: dict[str, Any]


def _weigh_tokens(text: str, embedding: TokenEmbedding) -> Floats:
    words = [fold(text[start:end]) for start, end in embedding.spans]
    weights = [FUNCTION_WORD if word in STOP_WORDS or not word.isalnum() else 1.0 for word in words]
    return np.array(weights, dtype=np.float32) / np.float32(max(sum(weights), 1e-9))
