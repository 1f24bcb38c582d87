"""The ledger: what every file said the last time it could be read, and every vector ever paid for.

Knowledge lives here and in the documents; generations are built from it. The only owner of its SQLite file.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document

from kb.errors import DamagedIndexError, MismatchedIndexError
from kb.index import PackedEmbedding, PageText, context_of

SCHEMA = 1

_TABLES = """
CREATE TABLE made_with (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE files (source TEXT PRIMARY KEY, sha256 TEXT, size INTEGER, loaded_at TEXT, title TEXT, topic TEXT,
                    as_of TEXT, url TEXT, lang TEXT, pages INTEGER, warnings TEXT);
CREATE TABLE failures (source TEXT PRIMARY KEY, message TEXT);
CREATE TABLE pages (source TEXT, page INTEGER, text TEXT, PRIMARY KEY (source, page));
CREATE TABLE chunks (source TEXT, ordinal INTEGER, key TEXT, text TEXT, metadata TEXT, PRIMARY KEY (source, ordinal));
CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB, tokens BLOB, spans BLOB);
CREATE INDEX chunks_by_key ON chunks (key);
"""


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A file's last version that could be read."""

    source: str
    sha256: str
    size: int
    loaded_at: str
    title: str
    topic: str
    as_of: str
    url: str
    lang: str
    pages: int
    warnings: tuple[str, ...]


class Ledger:
    """Keep files, chunks and vectors; each put is one transaction.

    made_with holds what decides the vectors and chunks in it, such as the embedding model's fingerprint.
    """

    def __init__(self, path: Path, made_with: dict[str, str] | None = None) -> None:
        """Open the ledger, or make it with made_with; raises DamagedIndexError or MismatchedIndexError."""
        self._database = sqlite3.connect(path, isolation_level=None)
        try:
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("PRAGMA secure_delete = ON")  # deleted text is overwritten, not only unlinked
            if not self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
                self._put_made_with(made_with or {})
            schema = self._database.execute("PRAGMA user_version").fetchone()[0]
            self.made_with = dict(self._database.execute("SELECT name, value FROM made_with"))
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise DamagedIndexError(
                f"The ledger {path} is damaged. Delete it and run `python -m ingest --rebuild`; "
                "the documents are read again."
            ) from error
        if schema != SCHEMA:
            self._database.close()
            raise MismatchedIndexError(
                f"The ledger {path} has schema {schema}, this program knows schema {SCHEMA}. "
                "Run `python -m ingest --rebuild`."
            )

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def start_over(self, made_with: dict[str, str]) -> None:
        """Have every file read and every chunk embedded again.

        What was read stays until it is read again: a file that can't be read just now keeps its last good version.
        """
        with self._transaction():
            self._put_made_with(made_with)
            self._database.execute("UPDATE files SET sha256 = ''")
            self._database.execute("DELETE FROM vectors")
            rows = self._database.execute("SELECT source, ordinal, text, metadata FROM chunks").fetchall()
            self._database.executemany(
                "UPDATE chunks SET key = ? WHERE source = ? AND ordinal = ?",
                [
                    (_key(text, json.loads(metadata), made_with["embedding"]), source, ordinal)
                    for source, ordinal, text, metadata in rows
                ],
            )
        self.made_with = made_with

    def _put_made_with(self, made_with: dict[str, str]) -> None:
        self._database.executemany("INSERT OR REPLACE INTO made_with VALUES (?, ?)", made_with.items())

    def files(self) -> dict[str, LedgerFile]:
        """Give every file's last good version, by source."""
        rows = self._database.execute(
            "SELECT source, sha256, size, loaded_at, title, topic, as_of, url, lang, pages, warnings FROM files"
        )
        return {row[0]: LedgerFile(*(*row[:-1], tuple(json.loads(row[-1])))) for row in rows}

    def put_file(self, file: LedgerFile, pages: Sequence[str], chunks: Sequence[Document]) -> None:
        """Put a file's new version in the place of the old."""
        with self._transaction():
            self._delete_rows(file.source)
            self._database.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(file.source, file.sha256, file.size, file.loaded_at, file.title, file.topic),
                    *(file.as_of, file.url, file.lang, file.pages, json.dumps(file.warnings)),
                ),
            )
            self._database.executemany(
                "INSERT INTO pages VALUES (?, ?, ?)",
                [(file.source, number, text) for number, text in enumerate(pages, start=1)],
            )
            self._database.executemany(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?)",
                [
                    (file.source, i, self._key_of(chunk), chunk.page_content, json.dumps(chunk.metadata))
                    for i, chunk in enumerate(chunks)
                ],
            )

    def put_failures(self, messages: dict[str, str]) -> None:
        """Note which files could not be read this time, and why; their last good versions stay."""
        with self._transaction():
            self._database.execute("DELETE FROM failures")
            self._database.executemany("INSERT INTO failures VALUES (?, ?)", messages.items())

    def failures(self) -> dict[str, str]:
        """Give the files that could not be read the last time, and why."""
        return dict(self._database.execute("SELECT source, message FROM failures ORDER BY source"))

    def _key_of(self, chunk: Document) -> str:
        return _key(chunk.page_content, chunk.metadata, self.made_with["embedding"])

    def delete_file(self, source: str) -> None:
        """Forget a file."""
        with self._transaction():
            self._delete_rows(source)

    def delete_unused_vectors(self) -> None:
        """Drop the vectors of chunks that no file holds any more."""
        self._database.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM chunks)")

    def chunks_without_vector(self) -> list[tuple[str, Document]]:
        """Give key and chunk of each text that is still to be embedded, equal texts once."""
        rows = self._database.execute(
            """SELECT key, text, metadata FROM chunks WHERE key NOT IN (SELECT key FROM vectors)
               GROUP BY key ORDER BY source, ordinal"""
        )
        return [(key, Document(page_content=text, metadata=json.loads(metadata))) for key, text, metadata in rows]

    def put_vectors(self, keys: Sequence[str], vectors: Sequence[PackedEmbedding]) -> None:
        """Keep vectors under their keys."""
        with self._transaction():
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                [
                    (key, packed.vector.tobytes(), packed.tokens.tobytes(), packed.spans.tobytes())
                    for key, packed in zip(keys, vectors, strict=True)
                ],
            )

    def count_chunks(self) -> int:
        """Count the chunks of all files."""
        return int(self._database.execute("SELECT count(*) FROM chunks").fetchone()[0])

    def dimension(self) -> int:
        """Give the dimension of the vectors."""
        return int(self._database.execute("SELECT length(vector) / 4 FROM vectors").fetchone()[0])

    def chunks(self) -> Iterator[Document]:
        """Give every chunk, document after document."""
        for text, metadata in self._database.execute("SELECT text, metadata FROM chunks ORDER BY source, ordinal"):
            yield Document(page_content=text, metadata=json.loads(metadata))

    def vectors(self) -> Iterator[PackedEmbedding]:
        """Give the vectors of every chunk, in the order of chunks()."""
        rows = self._database.execute(
            """SELECT vector, tokens, spans FROM chunks LEFT JOIN vectors USING (key) ORDER BY source, ordinal"""
        )
        for vector, tokens, spans in rows:
            made = np.frombuffer(vector, dtype=np.float32)
            packed = np.frombuffer(tokens, dtype=np.int8).reshape(-1, len(made))
            yield PackedEmbedding(made, packed, np.frombuffer(spans, dtype=np.int32).reshape(-1, 2))

    def texts(self) -> Iterator[PageText]:
        """Give the stored text of every page."""
        for row in self._database.execute("SELECT source, page, text FROM pages ORDER BY source, page"):
            yield PageText(*row)

    def _delete_rows(self, source: str) -> None:
        for table in ("files", "pages", "chunks"):
            self._database.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608 (names above)

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._database)


class _Transaction:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._database.execute("ROLLBACK" if kind else "COMMIT")


def _key(text: str, metadata: dict[str, Any], fingerprint: str) -> str:
    """Name a chunk's vectors: by the text that is embedded, and by what embeds it."""
    context = context_of(metadata["title"], metadata["heading"])
    return hashlib.sha256("\0".join((fingerprint, context, text)).encode()).hexdigest()
