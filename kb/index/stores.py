"""Open and fill the two stores of a generation. The only owner of chromadb and bm25s."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import bm25s
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "chunks"
K1, B = 1.2, 0.75  # BM25's saturation and length normalisation, the usual values


def open_chroma(path: Path) -> "Client":
    """Open the Chroma store in path, which must exist."""
    import chromadb  # a second: not for a command that asks nothing
    from chromadb.config import Settings

    # _env_file: Chroma would take settings from any .env of the working folder.
    settings = Settings(_env_file=None, anonymized_telemetry=False, allow_reset=False)  # type: ignore[call-arg]
    client: Any = chromadb.PersistentClient(path, settings)
    opened: Client = client
    return opened


def create_collection(client: "Client") -> "Collection":
    """Make the collection of chunks. Chroma's default distance is l2, so cosine is asked for.

    Its vectors are written to files at once: by default a library below a thousand chunks has them in the log alone,
    and each reader makes files of its own, into which goes whatever its memory held before.
    """
    return client.create_collection(
        COLLECTION,
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": 200, "batch_size": 2, "sync_threshold": 2}},
    )


def get_collection(client: "Client") -> "Collection":
    """Give the collection of chunks; Chroma raises when there is none."""
    return client.get_collection(COLLECTION, embedding_function=None)


def build_lexical(path: Path, words: list[list[str]]) -> None:
    """Write BM25 over the terms of each chunk into path."""
    import bm25s

    lexical = bm25s.BM25(k1=K1, b=B)
    lexical.index(words, show_progress=False)
    lexical.save(path, show_progress=False)


def open_lexical(path: Path) -> "bm25s.BM25":
    """Open what build_lexical wrote, mapped into memory."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells each step at debug level by default
    return bm25s.BM25.load(path, mmap=True, show_progress=False)
