"""python -m kb index: what operators see is what users get."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Ingest
from fakes import BagOfWords

from kb.__main__ import app
from kb.commands import run
from kb.errors import LockedError, RefusedError
from kb.generations import LiveIndex, list_generations, open_current, roll_back
from kb.lock import LOCK, hold_lock
from kb.status import read_status


@pytest.fixture
def three(ingest: Ingest, tmp_path: Path) -> Path:
    """An index folder with four versions ingested, of which the last three are kept."""
    for number in range(1, 5):
        (tmp_path / "documents" / "a.md").write_text(f"# A\n\nThis is version {number}.\n")
        ingest()
    return tmp_path / "index"


def answered(index_folder: Path, bag: BagOfWords) -> str:
    """Read the text that answers."""
    index = open_current(index_folder, bag)
    text = index.text_of("a.md", 1)
    index.close()
    return text[-2]


def test_rolled_back_it_stays_until_documents_change(
    three: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """The generation before answers; a plain ingest publishes nothing; a change publishes a new one; a page follows."""
    live = LiveIndex(three, bag)
    assert list_generations(three) == [4, 3, 2]
    assert roll_back(three) == 3
    live.refresh()
    with live.borrow() as index:
        assert "version 3" in index.text_of("a.md", 1)
    report = ingest()
    assert (report.published, report.generation) == (False, 3)
    assert answered(three, bag) == "3"
    assert roll_back(three) == 2
    assert roll_back(three, 4) == 4
    assert roll_back(three, 2) == 2
    with pytest.raises(RefusedError, match="no generation before 2"):
        roll_back(three)
    with pytest.raises(RefusedError, match=r"no generation 9 .*kept are 4, 3, 2"):
        roll_back(three, 9)
    (tmp_path / "documents" / "a.md").write_text("# A\n\nThis is version 5.\n")
    assert ingest().generation == 5
    assert answered(three, bag) == "5"
    live.close()


def test_no_rollback_while_an_ingest_runs(three: Path) -> None:
    """Who publishes and who rolls back take turns."""
    with hold_lock(three / LOCK), pytest.raises(LockedError):
        roll_back(three)


def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[Any, str]:
    """Run python -m kb index with --json; give what it printed, or its error."""
    monkeypatch.setattr(sys, "argv", ["kb", "index", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        run(app)
    shown = capsys.readouterr()
    return ended.value.code, shown.out or shown.err


def test_the_commands_tell_what_users_get(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bag: BagOfWords
) -> None:
    """Promise P19: status, list and check name the generation, counts and model of the answers."""
    code, told = call(monkeypatch, capsys, "rollback", "--index", three, "--json")
    assert (code, json.loads(told)) == (0, {"generation": 3})
    code, told = call(monkeypatch, capsys, "status", "--index", three, "--json")
    status = json.loads(told)
    index = open_current(three, bag)
    assert code == 0
    assert (status["generation"], status["documents"], status["chunks"]) == (3, len(index.documents), len(index))
    assert (status["model"], status["built_at"]) == (bag.fingerprint, index.manifest["built_at"])
    assert (status["kept"], status["failed"], status["problem"]) == ([4, 3, 2], {}, "")
    assert status["last_run"].startswith("done 20")
    assert status["free_mb"] > 0
    index.close()
    code, told = call(monkeypatch, capsys, "list", "--index", three, "--json")
    assert [(one["number"], one["answers"]) for one in json.loads(told)] == [(4, False), (3, True), (2, False)]
    code, told = call(monkeypatch, capsys, "check", "2", "--index", three)
    assert (code, told) == (0, "Generation 2 is whole.\n")
    (three / "2" / "manifest.json").write_text("{}")
    code, told = call(monkeypatch, capsys, "check", "2", "--index", three)
    assert (code, told.count("\n")) == (4, 1)
    assert "manifest.json has changed" in told


def test_a_status_without_an_index_is_no_error(tmp_path: Path) -> None:
    """Before the first ingest the status says so; it makes nothing."""
    status = read_status(tmp_path / "none")
    assert (status.generation, status.last_run) == (0, "none")
    assert "There is no index" in status.problem
    assert not (tmp_path / "none").exists()


def test_a_status_tells_failed_files_and_survives_a_clock_that_jumps_back(ingest: Ingest, tmp_path: Path) -> None:
    """Catalogue B21, promise P19: failed files are named; an age is never negative; a refused run is told."""
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / "documents" / name).write_text(f"# {name}\n\nText.\n")
    (tmp_path / "documents" / "bad.md").write_bytes(b"")
    ingest()
    status = read_status(tmp_path / "index", now=datetime(1999, 1, 1, tzinfo=UTC))
    assert (status.age, status.failed) == (0, {"bad.md": "empty file"})
    for name in ("a.md", "b.md"):
        (tmp_path / "documents" / name).unlink()
    with pytest.raises(RefusedError):
        ingest()
    assert read_status(tmp_path / "index").last_run.split(": ")[1].startswith("2 of 3 documents are gone")
