"""The ledger keeps what was read and paid for."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document

from ingest.ledger import Ledger, LedgerFile, translate_errors
from kb.errors import DamagedIndexError, LockedError, MismatchedIndexError
from kb.index import PackedEmbedding, PageText

MADE_WITH = {"embedding": "model-a", "chunking": "1"}


def file(source: str) -> LedgerFile:
    """Make a file's record."""
    return LedgerFile(source, "sha", 1, "2026-01-01T00:00:00+00:00", "Title", "topic", "2024", "", "en", 1, ("odd",))


def chunk(source: str, text: str) -> Document:
    """Make a chunk at the beginning of a page."""
    places = {"page": 1, "heading": "", "start": 0, "end": len(text)}
    metadata = {"source": source, "title": "Title", "topic": "topic", "as_of": "2024", "url": "", "lang": "en"}
    return Document(page_content=text, metadata=metadata | places)


def packed(number: int) -> PackedEmbedding:
    """Make vectors that can be told apart."""
    return PackedEmbedding(
        np.full(4, number, dtype=np.float32),
        np.full((2, 4), number, dtype=np.int8),
        np.array([[-3, -1], [0, number]], dtype=np.int32),
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A new ledger."""
    return Ledger(tmp_path / "ledger.sqlite", MADE_WITH)


def test_what_is_put_comes_back(ledger: Ledger) -> None:
    """Files, pages, chunks and vectors come back as they were put, document after document."""
    for source in ("b.md", "a.md"):
        ledger.put_file(file(source), ["text of " + source], [chunk(source, "text of " + source)])
    missing = ledger.chunks_without_vector()
    assert [c.page_content for _, c in missing] == ["text of a.md", "text of b.md"]
    ledger.put_vectors([key for key, _ in missing], [packed(1), packed(2)])
    assert ledger.chunks_without_vector() == []
    assert ledger.files() == {source: file(source) for source in ("a.md", "b.md")}
    assert list(ledger.chunks()) == [chunk(source, "text of " + source) for source in ("a.md", "b.md")]
    assert list(ledger.texts()) == [PageText(source, 1, "text of " + source) for source in ("a.md", "b.md")]
    for made, number in zip(ledger.vectors(), (1, 2), strict=True):
        assert [array.tolist() for array in (made.vector, made.tokens, made.spans)] == [
            array.tolist() for array in (packed(number).vector, packed(number).tokens, packed(number).spans)
        ]


def test_failures_are_those_of_the_last_time(ledger: Ledger) -> None:
    """The ledger tells which files could not be read by the newest ingest, and forgets those of the one before."""
    ledger.put_failures({"a.md": "empty file", "b.pdf": "damaged"})
    ledger.put_failures({"b.pdf": "damaged"})
    assert ledger.failures() == {"b.pdf": "damaged"}


def test_equal_texts_are_embedded_once(ledger: Ledger) -> None:
    """The same text in two files has two chunks and one vector; deleting one file keeps the other's."""
    for source in ("a.md", "b.md"):
        ledger.put_file(file(source), ["same"], [chunk(source, "same")])
    ((key, _),) = ledger.chunks_without_vector()
    ledger.put_vectors([key], [packed(7)])
    assert len(list(ledger.vectors())) == 2
    ledger.delete_file("a.md")
    ledger.delete_unused_vectors()
    assert [made.vector[0] for made in ledger.vectors()] == [7]


def test_a_deleted_text_is_in_no_byte_of_the_file(tmp_path: Path, ledger: Ledger) -> None:
    """What a deleted file said is overwritten, not only unlinked."""
    ledger.put_file(file("a.md"), ["secretmarker"], [chunk("a.md", "secretmarker")])
    ledger.delete_file("a.md")
    ledger.close()
    assert b"secretmarker" not in (tmp_path / "ledger.sqlite").read_bytes()


def test_starting_over_keeps_what_was_read(ledger: Ledger) -> None:
    """With another model every file counts as changed and every chunk waits for its vector; the texts stay."""
    ledger.put_file(file("a.md"), ["text"], [chunk("a.md", "text")])
    ledger.put_vectors([key for key, _ in ledger.chunks_without_vector()], [packed(1)])
    ledger.start_over({"embedding": "model-b", "chunking": "1"})
    assert ledger.files()["a.md"].sha256 == ""
    assert [c.page_content for _, c in ledger.chunks_without_vector()] == ["text"]


def test_the_ledger_remembers_what_it_was_made_with(tmp_path: Path, ledger: Ledger) -> None:
    """Opened again, it tells the model and chunking of its vectors, whatever is asked for now."""
    ledger.close()
    assert Ledger(tmp_path / "ledger.sqlite", {"embedding": "model-b", "chunking": "2"}).made_with == MADE_WITH


def test_a_failed_put_changes_nothing(ledger: Ledger) -> None:
    """A put that breaks half way leaves the file's old version whole."""
    ledger.put_file(file("a.md"), ["old"], [chunk("a.md", "old")])
    with pytest.raises(TypeError):
        ledger.put_file(
            file("a.md"),
            ["new"],
            [Document(page_content="new", metadata={**chunk("a.md", "new").metadata, "bad": {1}})],
        )
    assert [c.page_content for c in ledger.chunks()] == ["old"]
    assert [page.text for page in ledger.texts()] == ["old"]


def test_a_newer_schema_is_refused_by_name(tmp_path: Path, ledger: Ledger) -> None:
    """A ledger that a newer program wrote is not touched."""
    ledger.close()
    database = sqlite3.connect(tmp_path / "ledger.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(MismatchedIndexError, match="schema 99"):
        Ledger(tmp_path / "ledger.sqlite", MADE_WITH)


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"x" * 2000])
def test_a_damaged_ledger_is_named(tmp_path: Path, content: bytes) -> None:
    """A file that is no database is damage, with the cure in the message."""
    (tmp_path / "ledger.sqlite").write_bytes(content)
    with pytest.raises(DamagedIndexError, match="--rebuild"):
        Ledger(tmp_path / "ledger.sqlite", MADE_WITH)


def test_an_older_ledger_is_migrated_on_a_copy(tmp_path: Path, ledger: Ledger) -> None:
    """Promises P11 and P20, catalogue B14: a ledger of the schema before opens with all that was in it."""
    ledger.put_file(file("a.md"), ["text"], [chunk("a.md", "text")])
    ledger.close()
    database = sqlite3.connect(tmp_path / "ledger.sqlite")
    database.executescript("DROP TABLE sketches; PRAGMA user_version = 1;")
    database.close()
    migrated = Ledger(tmp_path / "ledger.sqlite", MADE_WITH)
    assert migrated.files() == {"a.md": file("a.md")}
    assert migrated.unsketched() == {"a.md": "text"}
    migrated.close()
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.sqlite"]
    Ledger.look(tmp_path / "ledger.sqlite").close()


def test_a_ledger_that_another_program_holds_is_not_called_damaged(tmp_path: Path, ledger: Ledger) -> None:
    """Catalogue B14: locked is locked: the message says to try again, not to delete anything."""
    ledger.close()
    with pytest.raises(LockedError, match="Try again"), translate_errors(tmp_path / "ledger.sqlite"):
        raise sqlite3.OperationalError("database is locked")


def test_looking_at_a_ledger_touches_nothing(tmp_path: Path, ledger: Ledger) -> None:
    """A ledger that is looked at stays as it is, and no file appears beside it; one that is in use is read as it is."""
    ledger.put_file(file("a.md"), ["text"], [chunk("a.md", "text")])
    look = Ledger.look(tmp_path / "ledger.sqlite")
    assert list(look.files()) == ["a.md"]
    look.close()
    ledger.close()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    look = Ledger.look(tmp_path / "ledger.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        look.delete_file("a.md")
    look.close()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
