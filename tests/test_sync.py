"""After an ingest the index says what the documents say; whatever goes wrong, the last good state goes on."""

import fcntl
import json
import os
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from ingest.ledger import LedgerFile
from ingest.plan import Renamed, plan_sync
from ingest.scan import Found, Scan, scan_folder
from ingest.sync import Failure, sync_documents
from kb.errors import LockedError, MismatchedIndexError, RefusedError
from kb.generations import current_generation, list_generations, open_current


@pytest.fixture
def documents(ingest: Ingest, tmp_path: Path) -> Path:
    """A folder with three documents, ingested."""
    folder = tmp_path / "documents"
    for name in ("a.md", "b.md", "c.txt"):
        (folder / name).write_text(f"# About {name}\n\nThe file {name} tells of {name[0] * 5}.\n")
    ingest()
    return folder


def texts(tmp_path: Path, bag: BagOfWords) -> dict[str, str]:
    """Read what the current generation holds: each source's first page."""
    index = open_current(tmp_path / "index", bag)
    held = {document.source: index.text_of(document.source, 1) for document in index.documents}
    index.close()
    return held


def test_a_second_ingest_does_nothing(documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Unchanged documents cost nothing: none read, none embedded, no model loaded, nothing published."""
    before = len(bag.embedded)
    report = sync_documents(documents, tmp_path / "index", bag.fingerprint, load_encoder=lambda: pytest.fail("loaded"))
    assert (report.added, report.changed, report.deleted, report.unchanged) == ((), (), (), 3)
    assert (report.embedded, report.published, report.generation) == (0, False, 1)
    assert len(bag.embedded) == before
    assert list_generations(tmp_path / "index") == [1]


def test_only_the_changed_document_is_embedded(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """A changed document is read and embedded again, the others are not; the index holds the new text."""
    (documents / "b.md").write_text("# About b\n\nSomething new.\n")
    report = ingest()
    assert (report.changed, report.unchanged, report.embedded, report.generation) == (("b.md",), 2, 1, 2)
    assert texts(tmp_path, bag)["b.md"].endswith("Something new.")


def test_an_older_text_comes_back_without_being_embedded(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """The same text under another name is paid for once: renaming embeds nothing."""
    (documents / "c.txt").rename(documents / "renamed.txt")
    report = ingest()
    assert (report.renamed, report.embedded) == ((Renamed("c.txt", "renamed.txt"),), 0)
    assert (report.added, report.deleted, report.unchanged) == ((), (), 2)
    assert sorted(texts(tmp_path, bag)) == ["a.md", "b.md", "renamed.txt"]


def test_a_deleted_document_is_gone_from_the_answers(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """What was deleted is neither listed nor found."""
    (documents / "b.md").unlink()
    assert ingest().deleted == ("b.md",)
    index = open_current(tmp_path / "index", bag)
    assert index.document("b.md") is None
    hits = index.search([index.prepare("The file b.md tells of bbbbb")], 10)
    assert sorted({hit.source for hit in hits}) == ["a.md", "c.txt"]
    index.close()


def test_a_broken_file_is_named_and_keeps_its_last_good_version(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """A file that can't be read stops nothing: it is named with its reason, and its last good version goes on."""
    (documents / "b.md").write_bytes(b"\x00\x01\x02" * 50)
    (documents / "new.pdf").write_bytes(b"%PDF-1.7 broken")
    (documents / "a.md").write_text("# About a\n\nChanged.\n")
    report = ingest()
    assert report.changed == ("a.md",)
    assert [failure.source for failure in report.failed] == ["b.md", "new.pdf"]
    assert all(failure.message for failure in report.failed)
    assert report.failed[0].kept.startswith("20")
    assert report.failed[1].kept == ""
    held = texts(tmp_path, bag)
    assert sorted(held) == ["a.md", "b.md", "c.txt"]
    assert held["b.md"].endswith("tells of bbbbb.")


def test_a_mended_file_is_read_again(documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """A file that failed is tried again by the next ingest."""
    (documents / "b.md").write_bytes(b"")
    assert ingest().failed == (Failure("b.md", "empty file", ingest().failed[0].kept),)
    (documents / "b.md").write_text("# B\n\nMended.\n")
    assert ingest().failed == ()
    assert texts(tmp_path, bag)["b.md"].endswith("Mended.")


def test_losing_more_than_half_is_refused_unless_allowed(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """An ingest that would drop most documents changes nothing and names the option that lets it."""
    (documents / "a.md").unlink()
    (documents / "b.md").unlink()
    with pytest.raises(RefusedError, match=r"2 of 3 documents.*a\.md, b\.md.*--allow-deletions"):
        ingest()
    assert sorted(texts(tmp_path, bag)) == ["a.md", "b.md", "c.txt"]
    assert ingest(allow_deletions=True).deleted == ("a.md", "b.md")
    assert sorted(texts(tmp_path, bag)) == ["c.txt"]


def test_an_empty_folder_never_empties_the_index(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """All documents gone is refused, and even when allowed no empty index is published."""
    for path in documents.iterdir():
        path.unlink()
    with pytest.raises(RefusedError):
        ingest()
    with pytest.raises(RefusedError, match="none was published"):
        ingest(allow_deletions=True)
    assert sorted(texts(tmp_path, bag)) == ["a.md", "b.md", "c.txt"]


def test_another_model_is_refused_until_told_to_rebuild(documents: Path, tmp_path: Path, bag: BagOfWords) -> None:
    """Vectors of two models never meet: the ingest names both and --rebuild; a rebuild embeds everything anew."""
    other = BagOfWords(fingerprint="other", dimension=32)
    with pytest.raises(MismatchedIndexError, match=r"bag-of-words is now other.*--rebuild"):
        sync_documents(documents, tmp_path / "index", other.fingerprint, lambda: other)
    assert current_generation(tmp_path / "index").name == "1"
    report = sync_documents(documents, tmp_path / "index", other.fingerprint, lambda: other, rebuild=True)
    assert (report.embedded, report.generation) == (3, 2)
    with pytest.raises(MismatchedIndexError):
        open_current(tmp_path / "index", bag)
    open_current(tmp_path / "index", other).close()


def test_a_rebuild_keeps_the_last_good_version_of_a_broken_file(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """--rebuild reads everything again; what can't be read just then stays as it was."""
    (documents / "b.md").write_bytes(b"")
    report = ingest(rebuild=True)
    assert [failure.source for failure in report.failed] == ["b.md"]
    assert report.embedded == 3
    assert texts(tmp_path, bag)["b.md"].endswith("tells of bbbbb.")


def test_a_rebuild_publishes_even_when_no_document_changed(documents: Path, ingest: Ingest, tmp_path: Path) -> None:
    """--rebuild makes a new generation from what was read and embedded again, whatever the old one says it is."""
    report = ingest(rebuild=True)
    assert (report.published, report.generation, report.embedded) == (True, 2, 3)


def test_a_damaged_ledger_is_rebuilt_from_the_documents(documents: Path, ingest: Ingest, tmp_path: Path) -> None:
    """Without its ledger nothing is lost: --rebuild reads the documents again."""
    (tmp_path / "index" / "ledger.sqlite").write_bytes(b"garbage" * 1000)
    assert ingest(rebuild=True).embedded == 3


def test_a_second_writer_is_told_who_holds_the_lock(documents: Path, ingest: Ingest, tmp_path: Path) -> None:
    """While another ingest runs, this one names it and ends; a lock left by a dead process is no obstacle."""
    holder = {"pid": 4711, "host": "desk", "since": "today"}
    with (tmp_path / "index" / "lock").open("w") as lock:
        json.dump(holder, lock)
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(LockedError, match="process 4711 on desk since today"):
            ingest()
    assert ingest().published is False


def test_the_last_three_generations_are_kept(documents: Path, ingest: Ingest, tmp_path: Path) -> None:
    """Older generations are swept, and so is what a killed ingest left."""
    (tmp_path / "index" / "9.123.tmp").mkdir()
    for text in ("one", "two", "three"):
        (documents / "a.md").write_text(f"# A\n\n{text}\n")
        ingest()
    assert list_generations(tmp_path / "index") == [4, 3, 2]
    assert not list((tmp_path / "index").glob("*.tmp"))
    assert current_generation(tmp_path / "index").name == "4"


def test_progress_tells_every_step(documents: Path, ingest: Ingest) -> None:
    """Reading, embedding and building each report where they are and end complete."""
    (documents / "a.md").write_text("# A\n\nNew.\n")
    told: list[tuple[str, int, int, str]] = []
    ingest(progress=lambda *step: told.append(step))
    assert [step for step in told if step[1] == step[2]] == [
        ("read", 1, 1, ""),
        ("embed", 1, 1, ""),
        ("build", 1, 1, ""),
    ]
    assert ("read", 0, 1, "a.md") in told


def test_a_file_that_changes_while_it_is_read_is_never_half(documents: Path, ingest: Ingest, tmp_path: Path) -> None:
    """Catalogue A24: a file that changed since it was looked at is read again: text and digest are of one moment."""
    (documents / "b.md").write_text("# B\n\nFirst.\n")
    changes = iter(range(2))

    def change_once(step: str) -> None:
        if step == "read a file" and next(changes, None) == 0:
            (documents / "b.md").write_text("# B\n\nSecond.\n")

    assert ingest(before=change_once).failed == ()
    assert ingest().unchanged == 3


def test_times_of_files_decide_nothing(documents: Path, ingest: Ingest) -> None:
    """Catalogue B21: with clocks that jump, files from the future or the past, nothing is read twice or missed."""
    for moment in (0, 4_000_000_000):
        for path in documents.iterdir():
            os.utime(path, (moment, moment))
        assert ingest().unchanged == 3
    (documents / "b.md").write_text("# B\n\nChanged.\n")
    os.utime(documents / "b.md", (0, 0))
    assert ingest().changed == ("b.md",)


def test_documents_in_a_folder_that_can_not_be_looked_into_are_kept(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """Catalogue A23: a folder out of reach is not an empty one: its documents are named and stay."""
    (documents / "sub").mkdir()
    (documents / "sub" / "d.md").write_text("# D\n\nDeep.\n")
    ingest()
    scan = scan_folder(documents)
    out_of_reach = Scan(
        tuple(found for found in scan.documents if found.source != "sub/d.md"), {}, {"sub": "Permission denied"}
    )
    plan = plan_sync(out_of_reach, {found.source: _known(found) for found in scan.documents})
    assert (plan.deleted, [found.problem for found in plan.todo]) == (
        (),
        ["its folder can't be read: Permission denied"],
    )


def _known(found: Found) -> LedgerFile:
    return LedgerFile(found.source, found.sha256, found.size, "2026", "Title", "", "undated", "", "", 1, ())
