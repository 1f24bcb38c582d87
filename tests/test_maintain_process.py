"""An ingest as a process that the page starts: how far it is, how it ended, and what an ingest would do."""

import time
from pathlib import Path

import pytest
from conftest import Ingest

from kb.config import Config
from kb.errors import RefusedError
from kb.ingest_process import IngestProcess, Progress, ingest_environment, look_at_documents, look_at_file, read_objects
from kb.last_run import read_last_run
from kb.lock import LOCK, hold_lock

LIMIT = 300.0


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A small library, not ingested yet, on the packaged model: a process knows no other."""
    (tmp_path / "documents").mkdir()
    for name in ("cats", "dogs", "birds"):
        (tmp_path / "documents" / f"{name}.md").write_text(f"# {name}\n\nThe {name} sat on the mat.\n")
    (tmp_path / "documents" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return Config(documents=tmp_path / "documents", index=tmp_path / "index")


def wait(process: IngestProcess) -> tuple[Progress, list[Progress]]:
    """Wait for the end; also give what was seen on the way."""
    seen = []
    until = time.monotonic() + LIMIT
    while (progress := process.progress()).state == "running" and time.monotonic() < until:
        seen.append(progress)
        time.sleep(0.05)
    return progress, seen


def test_an_ingest_tells_how_far_it_is_and_what_it_did(config: Config) -> None:
    """From none over running to done, with the report; a second one starts only after the first."""
    process = IngestProcess(config)
    assert process.progress() == Progress()
    assert process.start()
    assert not process.start()
    assert process.progress().state == "running"
    ended, seen = wait(process)
    assert ended.state == "done"
    assert {one.step for one in seen} >= {"", "read"}
    assert (ended.report["generation"], sorted(ended.report["added"])) == (1, ["birds.md", "cats.md", "dogs.md"])
    assert [one["source"] for one in ended.report["failed"]] == ["broken.pdf"]
    run = read_last_run(config.index)
    assert run is not None
    assert run.report == ended.report

    rehearsal, library = look_at_documents(config)
    assert (rehearsal["unchanged"], rehearsal["refused"]) == (3, "")
    assert {one["source"]: one["status"] for one in library["documents"]}["broken.pdf"] == "failed"

    for name in ("cats", "dogs"):
        (config.documents / f"{name}.md").unlink()
    rehearsal, _ = look_at_documents(config)
    assert rehearsal["refused"]
    assert rehearsal["deleted"] == ["cats.md", "dogs.md"]
    assert process.start()
    refused, _ = wait(process)
    assert refused.state == "failed"
    assert "--allow-deletions" in refused.error
    assert process.start("--allow-deletions")
    ended, _ = wait(process)
    assert ended.report["deleted"] == ["cats.md", "dogs.md"]


def test_who_ingests_already_is_named(config: Config) -> None:
    """One that another process holds ends at once and says who."""
    config.index.mkdir()
    with hold_lock(config.index / LOCK):
        process = IngestProcess(config)
        process.start()
        ended, _ = wait(process)
    assert ended.state == "failed"
    assert "Another ingest is running (process " in ended.error


def test_before_the_first_ingest_there_is_nothing_to_see(config: Config) -> None:
    """What would be added is told, though there is no ledger yet."""
    rehearsal, library = look_at_documents(config)
    assert len(rehearsal["added"]) == 4
    assert library.get("documents", []) == []


def test_a_wrong_setting_is_told(config: Config, tmp_path: Path) -> None:
    """In the words of the ingest, in one line."""
    with pytest.raises(RefusedError, match="There is no folder"):
        look_at_documents(Config(documents=tmp_path / "nowhere", index=config.index))


def test_a_file_is_looked_at_without_an_index(config: Config) -> None:
    """What the bot would see, or why it would see nothing; nothing is written."""
    assert look_at_file(config, config.documents / "cats.md")["pages"] == 1
    assert "damaged" in look_at_file(config, config.documents / "broken.pdf")["problem"]
    assert not config.index.exists()


def test_lines_that_are_no_objects_are_left_out() -> None:
    """A warning among them, a list, a line that is still being written."""
    printed = b'{"step": "read"}\nWarning: x\n[1]\n{"report": {}}\n{"rep'
    assert read_objects(printed) == [{"step": "read"}, {"report": {}}]


def test_the_ingest_that_is_started_is_the_one_beside(ingest: Ingest) -> None:
    """Wherever the page was started, its own program is found first."""
    assert ingest_environment()["PYTHONPATH"].startswith(str(Path(__file__).parent.parent))
