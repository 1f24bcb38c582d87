"""Build a generation, and check one."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document

from kb.index.manifest import read_manifest
from kb.index.read import Index
from kb.index.stores import build_lexical, create_collection, open_chroma
from kb.index.subject import SubjectFinder
from kb.index.values import METADATA, SCHEMA, PackedEmbedding, PageText, context_of
from kb.models import NamedModel, TokenEmbeddings
from kb.scores import quantise
from kb.words import terms

BATCH = 2000  # records a Chroma call; 5,461 is its limit


def embed_chunks(chunks: Sequence[Document], encoder: TokenEmbeddings) -> list[PackedEmbedding]:
    """Embed chunks together with their contexts."""
    contexts = [context_of(chunk.metadata["title"], chunk.metadata["heading"]) for chunk in chunks]
    together = [context + chunk.page_content for context, chunk in zip(contexts, chunks, strict=True)]
    return [
        PackedEmbedding(made.vector, quantise(made.tokens), made.spans - np.int32(len(context)))
        for made, context in zip(encoder.embed_tokens(together), contexts, strict=True)
    ]


def build_generation(
    path: Path,
    chunks: Iterable[Document],
    vectors: Iterable[PackedEmbedding],
    texts: Iterable[PageText],
    manifest: dict[str, Any],
) -> None:
    """Write a generation into the new folder path.

    chunks carry the METADATA keys and come document after document; vectors come in the same order; texts are all
    pages of all documents. manifest names the embedding model, the chunking and the files; the rest is added here.
    """
    (path / "chroma").mkdir(parents=True)
    written = _write_chunks(path, chunks, vectors)
    build_lexical(path / "lexical", written.words)
    subject = _write_texts(path, texts)
    files = [{**file, "rows": written.rows_of[file["source"]]} for file in manifest["files"]]
    complete = {
        **manifest,
        "schema": SCHEMA,
        "packages": {name: version(name) for name in ("chromadb", "bm25s", "sentence-transformers")},
        "distance": "cosine",
        "subject": subject,
        "files": files,
        "counts": {"documents": len(files), "chunks": len(written.words), "tokens": written.tokens},
        "token_dimension": written.token_dimension,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    (path / "manifest.json").write_text(json.dumps(complete, ensure_ascii=False, indent=1), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written of the chunks: the terms of each, rows by source, tokens in all, the length of their vectors."""

    words: list[list[str]]
    rows_of: Counter[str]
    tokens: int
    token_dimension: int


def _write_chunks(path: Path, chunks: Iterable[Document], vectors: Iterable[PackedEmbedding]) -> _Written:
    """Write chunks with their vectors, and the vectors of their tokens."""
    client = open_chroma(path / "chroma")
    collection = create_collection(client)
    starts, spans = [0], [np.empty((0, 2), dtype=np.int32)]
    words: list[list[str]] = []
    rows_of: Counter[str] = Counter()
    token_dimension = 0
    pairs = zip(chunks, vectors, strict=True)
    with (path / "tokens.int8").open("wb") as tokens:
        while batch := list(islice(pairs, BATCH)):
            collection.add(
                ids=[str(len(words) + i) for i in range(len(batch))],
                embeddings=np.stack([packed.vector for _, packed in batch]),
                documents=[chunk.page_content for chunk, _ in batch],
                metadatas=[{name: chunk.metadata[name] for name in METADATA} for chunk, _ in batch],
            )
            for chunk, packed in batch:
                metadata = chunk.metadata
                packed.tokens.tofile(tokens)
                token_dimension = max(token_dimension, packed.tokens.shape[1])
                starts.append(starts[-1] + len(packed.tokens))
                inside = packed.spans[:, :1] >= 0
                spans.append(np.where(inside, packed.spans + metadata["start"], -1).astype(np.int32))
                words.append(terms(context_of(metadata["title"], metadata["heading"]) + chunk.page_content))
                rows_of[metadata["source"]] += 1
    client.close()
    np.savez(path / "tokens.npz", starts=np.array(starts, dtype=np.int64), spans=np.concatenate(spans))
    return _Written(words, rows_of, starts[-1], token_dimension)


def _write_texts(path: Path, texts: Iterable[PageText]) -> str:
    """Write the text of each page; give what the whole library is about."""
    subject = SubjectFinder()
    with closing(sqlite3.connect(path / "texts.sqlite")) as database, database:
        database.execute("CREATE TABLE pages (source TEXT, page INTEGER, text TEXT, PRIMARY KEY (source, page))")
        for page in texts:
            subject.add(page)
            database.execute("INSERT INTO pages VALUES (?, ?, ?)", (page.source, page.page, page.text))
    return subject.subject()


def verify_generation(path: Path) -> None:
    """Check that a generation holds and finds what its manifest says; raises DamagedIndexError.

    Chroma counts right over a ruined vector index, so a sample of stored vectors is looked up, too. Call it in a
    process of its own: some damage kills the process that reads it. No model is loaded.
    """
    made_with = read_manifest(path)["embedding"]
    index = Index(path, NamedModel(made_with["fingerprint"], made_with["dimension"]))
    try:
        index.check()
    finally:
        index.close()
