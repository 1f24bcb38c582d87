"""Read one sealed generation: search it, quote from it, check it."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import DamagedIndexError, MismatchedIndexError
from kb.index.stores import get_collection, open_chroma, open_lexical
from kb.index.values import SCHEMA, Hit, Query, StoredDocument
from kb.models import TokenEmbedding, TokenEmbeddings
from kb.scores import Floats, late_interaction, min_max, token_similarity
from kb.words import STOP_WORDS, fold, terms

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

CANDIDATES = 100  # rows that each of dense and lexical search hands to fusion
RESCORED = 30  # best fused rows that late interaction looks at
COMMON = 0.02  # share of the chunks from which a term names nothing in particular
FUNCTION_WORD = 0.3  # weight of "the" and "of" among a question's tokens, against 1 for others
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
            self.documents = _stored_documents(self.manifest["files"])
            with np.load(path / "tokens.npz") as places:
                self._starts: NDArray[np.int64] = places["starts"]
                self._spans: NDArray[np.int32] = places["spans"]
            shape = (len(self._spans), encoder.dimension)
            self._tokens = np.memmap(path / "tokens.int8", dtype=np.int8, mode="r", shape=shape)
        except Exception as error:  # whatever a broken store raises, it is broken
            raise DamagedIndexError(f"The index in {path} is damaged ({type(error).__name__}).") from error
        self.text_of = lru_cache(maxsize=256)(self._text_of)
        self.chunks_of = lru_cache(maxsize=256)(self._chunks_of)
        self._by_source = {document.source: document for document in self.documents}

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

    def _chunks_of(self, source: str, page: int) -> tuple[Hit, ...]:
        """Give the chunks of a page in order, as hits that no search has scored; none for an unknown document."""
        document = self.document(source)
        if document is None:
            return ()
        rows = list(range(document.first_row, document.first_row + document.rows))
        nothing = dict.fromkeys(rows, 0.0)
        hits = self._hits(rows, nothing, nothing, ())
        return tuple(sorted((hit for hit in hits if hit.page == page), key=lambda hit: hit.start))

    def prepare(self, text: str) -> Query:
        """Embed a question and find its terms."""
        embedding = self.encoder.embed_tokens([text], question=True)[0]
        return Query(text, tuple(terms(text)), embedding, _weigh_tokens(text, embedding))

    def search(self, queries: Sequence[Query], top_k: int, scope: Iterable[str] | None = None) -> list[Hit]:
        """Find the best chunks, best first, within the sources that scope names.

        Scores of dense and lexical search are brought to 0..1 and averaged, then the best are rescored by late
        interaction. Of several queries (a question with and without its history) the scores are averaged.
        """
        scope = None if scope is None else list(scope)
        rows_in_scope = self._rows_in(scope)
        if rows_in_scope is not None and not len(rows_in_scope):
            return []
        fused: dict[int, float] = {}
        for query in queries:
            for row, share in self._fuse(query, rows_in_scope, scope):
                fused[row] = fused.get(row, 0.0) + share / len(queries)
        rows = sorted(fused, key=lambda row: (-fused[row], row))
        best, rest = rows[:RESCORED], rows[RESCORED:top_k]
        late = {row: self._mean_late(queries, row) for row in best}
        stretched = min_max(np.array([late[row] for row in best], dtype=np.float32))
        score = {row: (fused[row] + float(s)) / 2 for row, s in zip(best, stretched, strict=True)}
        score |= {row: fused[row] / 2 for row in rest}
        ranked = sorted(score, key=lambda row: (-score[row], row))[:top_k]
        late |= {row: self._mean_late(queries, row) for row in ranked if row not in late}
        return self._hits(ranked, score, late, queries)

    def _fuse(
        self, query: Query, rows_in_scope: NDArray[np.int64] | None, scope: Iterable[str] | None
    ) -> Iterator[tuple[int, float]]:
        lexical = self._lexical_scores(query.terms)
        if rows_in_scope is not None:
            outside = np.ones(len(self), dtype=bool)
            outside[rows_in_scope] = False
            lexical[outside] = 0
        count = min(CANDIDATES, len(self))
        best = np.argpartition(-lexical, count - 1)[:count]
        rows = {int(row) for row in best if lexical[row] > 0}
        where: Any = None if scope is None else {"source": {"$in": list(scope)}}
        found = self._collection.query(
            query_embeddings=query.embedding.vector[np.newaxis],
            n_results=count if rows_in_scope is None else min(count, len(rows_in_scope)),
            where=where,
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        cosine = {int(id_): 1 - distance for id_, distance in zip(found["ids"][0], distances[0], strict=True)}
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

    def _rows_in(self, scope: Iterable[str] | None) -> NDArray[np.int64] | None:
        if scope is None:
            return None
        documents = [document for source in scope if (document := self.document(source))]
        ranges = [np.arange(d.first_row, d.first_row + d.rows, dtype=np.int64) for d in documents]
        return np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)

    def _hits(
        self, rows: list[int], score: dict[int, float], late: dict[int, float], queries: Sequence[Query]
    ) -> list[Hit]:
        if not rows:
            return []
        got = self._collection.get(ids=[str(row) for row in rows], include=["documents", "metadatas", "embeddings"])
        vectors = np.asarray(got["embeddings"], dtype=np.float32)
        every = [vectors @ query.embedding.vector for query in queries] or [np.zeros(len(vectors))]
        cosines = np.mean(every, axis=0)
        found: dict[int, Hit] = {}
        for i, id_ in enumerate(got["ids"]):
            row, metadata = int(id_), (got["metadatas"] or [])[i]
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
                late=late[row],
            )
        return [found[row] for row in rows]

    def tokens_of(self, row: int) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
        """Give a chunk's packed token vectors and their places in the page; (-1, -1) is title or heading."""
        first, stop = int(self._starts[row]), int(self._starts[row + 1])
        return self._tokens[first:stop], self._spans[first:stop]

    def _mean_late(self, queries: Sequence[Query], row: int) -> float:
        return sum(self._late(query, row) for query in queries) / len(queries)

    def _late(self, query: Query, row: int) -> float:
        """Score a chunk by late interaction, title and heading included."""
        return late_interaction(token_similarity(query.embedding.tokens, self.tokens_of(row)[0]), query.weights)

    def rarity(self, term: str) -> float:
        """Give a term's inverse document frequency over the chunks, as BM25 counts it; unknown terms are rarest."""
        row = self._lexical.vocab_dict.get(term)
        indptr = self._lexical.scores["indptr"]
        frequency = 0 if row is None else int(indptr[row + 1] - indptr[row])
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


def _weigh_tokens(text: str, embedding: TokenEmbedding) -> Floats:
    words = [fold(text[start:end]) for start, end in embedding.spans]
    weights = [FUNCTION_WORD if word in STOP_WORDS or not word.isalnum() else 1.0 for word in words]
    return np.array(weights, dtype=np.float32) / np.float32(max(sum(weights), 1e-9))


def read_manifest(path: Path) -> dict[str, Any]:
    """Read what a generation says of itself; raises DamagedIndexError or MismatchedIndexError."""
    try:
        manifest: dict[str, Any] = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        schema = manifest["schema"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(f"The index in {path} has no readable manifest.") from error
    if schema != SCHEMA:
        raise MismatchedIndexError(
            f"The index has schema {schema}, this program reads schema {SCHEMA}. Run `python -m ingest --rebuild`."
        )
    made_with = manifest["packages"]["chromadb"]
    if made_with != version("chromadb"):
        raise MismatchedIndexError(
            f"The index was made with chromadb {made_with}, not {version('chromadb')}. Run `python -m ingest`."
        )
    return manifest


def _stored_documents(files: list[dict[str, Any]]) -> tuple[StoredDocument, ...]:
    names = ("source", "title", "topic", "as_of", "url", "lang", "pages", "rows")
    first_rows = accumulate((file["rows"] for file in files), initial=0)
    return tuple(
        StoredDocument(**{name: file[name] for name in names}, first_row=first)
        for file, first in zip(files, first_rows, strict=False)
    )
