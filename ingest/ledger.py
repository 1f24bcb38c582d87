"""The ledger: what every file said the last time it could be read, and every vector ever paid for.

Knowledge lives here and in the documents; generations are built from it. The only owner of its SQLite file.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document

from kb.apart import is_full
from kb.errors import (
    ConfigError,
    DamagedIndexError,
    KnowledgeBaseError,
    LockedError,
    MismatchedIndexError,
    NoSpaceError,
)
from kb.index import PackedEmbedding, PageText, context_of

LEDGER = "ledger.sqlite"  # its file in the index folder
SCHEMA = 2

_TABLES = """
CREATE TABLE made_with (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE files (source TEXT PRIMARY KEY, sha256 TEXT, size INTEGER, loaded_at TEXT, title TEXT, topic TEXT,
                    as_of TEXT, url TEXT, lang TEXT, pages INTEGER, warnings TEXT);
CREATE TABLE failures (source TEXT PRIMARY KEY, message TEXT);
CREATE TABLE pages (source TEXT, page INTEGER, text TEXT, PRIMARY KEY (source, page));
CREATE TABLE chunks (source TEXT, ordinal INTEGER, key TEXT, text TEXT, metadata TEXT, PRIMARY KEY (source, ordinal));
CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB, tokens BLOB, spans BLOB);
CREATE INDEX chunks_by_key ON chunks (key);
CREATE TABLE sketches (source TEXT PRIMARY KEY, sketch BLOB);
"""

_BY_SOURCE = ("files", "pages", "chunks", "sketches")

# What turns a ledger of each older schema into one of the next.
_MIGRATIONS = {1: "CREATE TABLE sketches (source TEXT PRIMARY KEY, sketch BLOB);"}


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
        """Open the ledger, or make it with made_with; an older one is migrated on a copy.

        Raises DamagedIndexError, MismatchedIndexError, or what translate_errors does.
        """
        with translate_errors(path):
            _migrate(path)
            self._open(path, str(path))
            try:
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.execute("PRAGMA synchronous = NORMAL")
                self._database.execute("PRAGMA secure_delete = ON")  # deleted text is overwritten, not only unlinked
                if not self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    self._database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
                    self._put_made_with(made_with or {})
                self._read_head()
            except BaseException:
                self._database.close()
                raise

    @classmethod
    def look(cls, path: Path) -> "Ledger":
        """Open a ledger that exists only to read it; nothing in its folder is touched, and no lock is needed."""
        ledger = cls.__new__(cls)
        with translate_errors(path):
            wal = path.with_name(f"{path.name}-wal")
            # Without a log beside it nobody writes, and it can be read as it lies, without making files for locks.
            mode = "mode=ro" if wal.exists() and wal.stat().st_size else "immutable=1"
            ledger._open(path, f"{path.resolve().as_uri()}?{mode}", uri=True)
            try:
                ledger._read_head()
            except BaseException:
                ledger._database.close()
                raise
        return ledger

    def _open(self, path: Path, name: str, uri: bool = False) -> None:
        self.path = path
        self._database = sqlite3.connect(name, isolation_level=None, uri=uri)

    def _read_head(self) -> None:
        schema = self._database.execute("PRAGMA user_version").fetchone()[0]
        if schema > SCHEMA:
            raise MismatchedIndexError(
                f"The ledger {self.path} has schema {schema}, this program knows schema {SCHEMA}. "
                "Use the newer program, or run `python -m ingest --rebuild`."
            )
        self.made_with = dict(self._database.execute("SELECT name, value FROM made_with"))

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

    def rename_file(self, source: str, name: str, *, read_again: bool) -> None:
        """Give a file a new name with all that was read of it; read_again has it count as changed."""
        with self._transaction():
            self._delete_rows(name)
            rows = self._database.execute("SELECT ordinal, metadata FROM chunks WHERE source = ?", (source,)).fetchall()
            for ordinal, metadata in rows:
                renamed = json.dumps({**json.loads(metadata), "source": name})
                self._database.execute(
                    "UPDATE chunks SET metadata = ? WHERE source = ? AND ordinal = ?", (renamed, source, ordinal)
                )
            for table in _BY_SOURCE:
                self._database.execute(f"UPDATE {table} SET source = ? WHERE source = ?", (name, source))  # noqa: S608
            if read_again:
                self._database.execute("UPDATE files SET sha256 = '' WHERE source = ?", (name,))

    def unsketched(self) -> dict[str, str]:
        """Give the text of each file that has no sketch yet."""
        rows = self._database.execute(
            """SELECT source, group_concat(text, char(10)) FROM
               (SELECT source, text FROM pages WHERE source NOT IN (SELECT source FROM sketches) ORDER BY source, page)
               GROUP BY source"""
        )
        return dict(rows)

    def put_sketches(self, sketches: dict[str, bytes]) -> None:
        """Keep the sketches of files, by source."""
        with self._transaction():
            self._database.executemany("INSERT OR REPLACE INTO sketches VALUES (?, ?)", sketches.items())

    def sketches(self) -> dict[str, bytes]:
        """Give the sketch of every file, by source."""
        return dict(self._database.execute("SELECT source, sketch FROM sketches ORDER BY source"))

    def vacuum(self) -> None:
        """Write the file anew, so that no byte of what was deleted is left in it or in the log beside it."""
        self._database.execute("VACUUM")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """Copy the ledger as it is at this moment, whoever writes to it meanwhile."""
        with translate_errors(path), closing(sqlite3.connect(path)) as copy:
            self._database.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # the copy is one file

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
            places = np.frombuffer(spans, dtype=np.int32).reshape(-1, 2)
            # Token vectors may have another dimension than the text's, where a model adds a layer to the mean.
            packed = np.frombuffer(tokens, dtype=np.int8).reshape(len(places), -1 if len(places) else 0)
            yield PackedEmbedding(made, packed, places)

    def texts(self) -> Iterator[PageText]:
        """Give the stored text of every page."""
        for row in self._database.execute("SELECT source, page, text FROM pages ORDER BY source, page"):
            yield PageText(*row)

    def _delete_rows(self, source: str) -> None:
        for table in _BY_SOURCE:
            self._database.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608 (names above)

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._database)


class _Transaction:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._database.execute("COMMIT")
        elif self._database.in_transaction:  # SQLite rolls back by itself on a full disk
            self._database.execute("ROLLBACK")


def _migrate(path: Path) -> None:
    """Bring an older ledger to this schema: on a copy, which then takes its place in one step."""
    if not path.exists() or not path.stat().st_size:
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        schema = database.execute("PRAGMA user_version").fetchone()[0]
        if schema not in _MIGRATIONS:
            return
        aside = path.with_name(f"{path.name}.tmp")
        aside.unlink(missing_ok=True)
        with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
            database.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            for older in range(schema, SCHEMA):
                copy.executescript(f"BEGIN; {_MIGRATIONS[older]} PRAGMA user_version = {older + 1}; COMMIT;")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the old log must not meet the new file
    os.replace(aside, path)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite says of a ledger as an error that tells a person what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translate(path, error) from error


def _translate(path: Path, error: sqlite3.DatabaseError) -> KnowledgeBaseError:
    told = str(error)
    if is_full(error):
        return NoSpaceError(f"No space left to write {path}. Free some and ingest again.")
    if "locked" in told:
        return LockedError(f"Another program holds the ledger {path}. Try again when it has let go.")
    if "readonly" in told or "unable to open" in told:
        return ConfigError(f"The ledger {path} can't be opened for writing ({told}). Give this user the right to.")
    if "disk I/O" in told:
        return NoSpaceError(
            f"The ledger {path} can't be written ({told}). Look at the disk, its quota and `ulimit -f`."
        )
    return DamagedIndexError(
        f"The ledger {path} is damaged ({told}). Run `python -m ingest --rebuild`; the documents are read again."
    )


def _key(text: str, metadata: dict[str, Any], fingerprint: str) -> str:
    """Name a chunk's vectors: by the text that is embedded, and by what embeds it."""
    context = context_of(metadata["title"], metadata["heading"])
    return hashlib.sha256("\0".join((fingerprint, context, text)).encode()).hexdigest()
