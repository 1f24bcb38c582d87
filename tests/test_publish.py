"""A crash at any moment leaves the last generation serving, and the next ingest needs no cleaning."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from ingest.publish import BUILDS, check_space, sweep_leftovers
from kb.apart import run_here
from kb.errors import DamagedIndexError, NoSpaceError
from kb.generations import list_generations, open_current

# Ingests with the fake model and kills itself, as the kernel would, at the n-th thing it reports.
KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], str(Path(sys.argv[1]).parent)]  # this checkout, whatever is installed
from fakes import BagOfWords
from ingest.sync import sync_documents
if __name__ == "__main__":
    bag, left = BagOfWords(), int(sys.argv[3])
    def progress(*step):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    folder = Path(sys.argv[2])
    sync_documents(folder / "documents", folder / "index", bag.fingerprint, lambda: bag, progress=progress)
"""


def start(tmp_path: Path, kill_at: int) -> subprocess.Popen[bytes]:
    """Start an ingest that dies at its n-th report, 0 for never."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    arguments = [sys.executable, str(script), str(Path(__file__).parent), str(tmp_path), str(kill_at)]
    return subprocess.Popen(arguments, start_new_session=True)


def held(tmp_path: Path, bag: BagOfWords) -> set[str]:
    """Read which version each document of the current generation has."""
    index = open_current(tmp_path / "index", bag)
    versions = {index.text_of(document.source, 1).split()[-1] for document in index.documents}
    index.check()
    index.close()
    return versions


def write(tmp_path: Path, version: str) -> None:
    """Write a version of both documents."""
    for name in ("a.md", "b.md"):
        (tmp_path / "documents" / name).write_text(f"# About {name}\n\nThe text of {name} is {version}\n")


def test_killed_at_every_step_the_old_generation_serves(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Killed at each report of reading, embedding and building, readers have the old version whole; then it is done."""
    write(tmp_path, "old")
    ingest()
    for step in range(1, 7):
        write(tmp_path, f"new{step}")
        assert start(tmp_path, step).wait(60) == -signal.SIGKILL
        assert held(tmp_path, bag) == {"old"}, f"killed at report {step}"
    write(tmp_path, "final")
    assert ingest().published
    assert held(tmp_path, bag) == {"final"}
    assert not list((tmp_path / "index").glob("*.tmp"))


def test_killed_while_the_index_is_built_the_old_one_serves(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Killed as soon as the new folder is there, with all its processes, nothing half-built is ever read."""
    write(tmp_path, "old")
    ingest()
    write(tmp_path, "new")
    running = start(tmp_path, 0)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "index").glob("*.tmp")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait(10)
    assert list_generations(tmp_path / "index") == [1]
    assert held(tmp_path, bag) == {"old"}
    assert ingest().generation == 2
    assert held(tmp_path, bag) == {"new"}


def test_a_builder_does_not_outlive_its_ingest(ingest: Ingest, tmp_path: Path) -> None:
    """When only the parent is killed, the child that builds ends by itself."""
    write(tmp_path, "old")
    running = start(tmp_path, 0)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "index").glob("*.tmp")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGKILL)
    running.wait(10)
    while _group_lives(running.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _group_lives(running.pid)
    assert ingest().published


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_too_little_space_is_said_before_anything_is_built(tmp_path: Path) -> None:
    """On a disk without room an ingest ends with what is needed and what there is."""
    with pytest.raises(NoSpaceError, match=r"needs \d+ MB on the disk of .*, which has \d+ MB free"):
        check_space(tmp_path, floor=shutil.disk_usage(tmp_path).free + 10**9)


def test_leftovers_are_swept_and_nothing_else(tmp_path: Path) -> None:
    """Unfinished folders and files go; generations, ledger and CURRENT stay."""
    for name in ("1", "2.99.tmp"):
        (tmp_path / name).mkdir()
    for name in ("CURRENT", "CURRENT.tmp", "ledger.sqlite"):
        (tmp_path / name).write_text("x")
    sweep_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "CURRENT", "ledger.sqlite"]


@pytest.mark.parametrize("damaged", [1, BUILDS])
def test_what_does_not_pass_its_check_is_built_again(ingest: Ingest, tmp_path: Path, damaged: int) -> None:
    """A build that does not find its own vectors is made anew, a few times; then nothing is published."""
    (tmp_path / "documents" / "a.md").write_text("# A\n\nThe text of the document.\n")
    checks: list[str] = []

    def apart(work: object, *arguments: object) -> None:
        if getattr(work, "__name__", "") == "verify_generation":
            checks.append("check")
            if len(checks) <= damaged:
                raise DamagedIndexError("It does not find its own vectors again.")
        run_here(work, *arguments)  # type: ignore[arg-type]

    if damaged < BUILDS:
        ingest(apart=apart)
    else:
        with pytest.raises(DamagedIndexError):
            ingest(apart=apart)

    assert len(checks) == min(damaged + 1, BUILDS)
    assert list_generations(tmp_path / "index") == ([1] if damaged < BUILDS else [])
