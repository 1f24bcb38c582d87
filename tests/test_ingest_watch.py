"""Watching documents, and the lines that have the system ingest at night."""

import json
import shlex
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.schedule import describe_schedule
from ingest.watch import LOCKED, describe_outcome, watch_documents


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is true, for half a minute at most."""
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert true()


def test_a_watch_runs_at_the_start_after_changes_and_after_errors(tmp_path: Path) -> None:
    """Changes that come together are one run; a run that failed, was locked out, or lost its folder ends nothing."""
    documents = tmp_path / "documents"
    documents.mkdir()
    runs: list[list[str]] = []
    codes = [0, 4, LOCKED]
    stop = threading.Event()

    def run() -> int:
        runs.append(sorted(path.name for path in documents.iterdir()) if documents.exists() else ["gone"])
        return codes.pop(0) if codes else 0

    watching = threading.Thread(
        target=watch_documents, args=(documents, run), kwargs={"settled": 0.3, "again": 0.5, "stop": stop}
    )
    watching.start()
    wait_for(lambda: len(runs) == 1)
    time.sleep(0.5)  # the watch begins a moment after the first run
    for name in "abc":
        (documents / f"{name}.md").write_text("x")
        time.sleep(0.02)
    wait_for(lambda: len(runs) == 2)
    assert runs == [[], ["a.md", "b.md", "c.md"]]
    (documents / "d.md").write_text("x")
    wait_for(lambda: len(runs) >= 4)  # this one was locked out, and is tried again without a change
    aside = documents.rename(tmp_path / "aside")
    wait_for(lambda: runs[-1] == ["gone"])
    aside.rename(documents)
    wait_for(lambda: runs[-1] == ["a.md", "b.md", "c.md", "d.md"])
    stop.set()
    watching.join(30)
    assert not watching.is_alive()


REPORT = {"added": ["a"], "changed": [], "renamed": [], "deleted": ["b", "c"], "failed": [], "generation": 7}


@pytest.mark.parametrize(
    ("output", "errors", "told"),
    [
        (json.dumps({"report": {**REPORT, "seconds": 1.25}}), "", "1 added, 2 deleted; generation 7, 1.2 s"),
        (
            json.dumps({"report": {**REPORT, "failed": [{"source": "x.md", "message": "empty file"}], "seconds": 1.0}}),
            "",
            "1 added, 2 deleted, 1 failed; generation 7, 1.0 s; x.md: empty file",
        ),
        (
            '{"step": "read"}\n',
            "Reading\nNo space: an ingest needs 50 MB",
            "not ingested: No space: an ingest needs 50 MB",
        ),
        ("", "", "not ingested: it ended without a word"),
    ],
)
def test_a_run_is_one_line(output: str, errors: str, told: str) -> None:
    """Whatever a run printed, the watch tells it in one line."""
    assert describe_outcome(output, errors) == told


def test_a_schedule_names_the_users_own_folders(tmp_path: Path) -> None:
    """Unit and cron line quote spaces, per cents and dollars as each of them reads them, and run at low priority."""
    documents = tmp_path / "my 100% $documents"
    told = describe_schedule(Path("/opt/venv/bin/python"), Path("/opt/kb"), documents, tmp_path / "index")
    lines = told.splitlines()
    (start,) = [line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")]
    unescaped = [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(start)]
    command = ["/opt/venv/bin/python", "-m", "ingest", str(documents), "--index", str(tmp_path / "index")]
    assert unescaped == command
    assert {"Nice=19", "Type=oneshot", "WorkingDirectory=/opt/kb", "Persistent=true"} <= set(lines)
    assert lines[-1].startswith("30 3 * * * cd /opt/kb && nice -n 19 ")
    cron = lines[-1].split("nice -n 19 ")[1]
    assert r"\%" in cron
    assert shlex.split(cron.replace(r"\%", "%")) == command
