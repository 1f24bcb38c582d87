"""An ingest killed at any moment, again and again: readers never notice, and no one has to clean up."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import Ingest
from fakes import BagOfWords

from kb.generations import list_generations, open_current
from kb.status import read_status

KILLS = int(os.environ.get("INGEST_KILLS", "6"))
INGEST = [sys.executable, str(Path(__file__).with_name("ingesting.py"))]


def write(folder: Path, version: int) -> None:
    """Write a version of four documents."""
    for name in "abcd":
        (folder / f"{name}.md").write_text(f"# About {name}\n\n{'Some words. ' * 40}\n\nThis is version {version}\n")


def version_of(index: Path, bag: BagOfWords) -> int:
    """Read the one version that all documents have, through the index itself."""
    opened = open_current(index, bag)
    opened.check()
    hits = opened.search([opened.prepare("This is version")], 20)
    versions = {int(opened.text_of(f"{name}.md", 1).split()[-1]) for name in "abcd"}
    assert {hit.source for hit in hits} == {"a.md", "b.md", "c.md", "d.md"}
    opened.close()
    (version,) = versions
    return version


def test_random_kills_lose_nothing(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Catalogue B1, B2, B9, promise P2: killed at random moments with all its children, one version answers, whole.

    INGEST_KILLS=200 is the long run. Every other kill leaves the children to themselves, as the kernel does.
    """
    documents, index = tmp_path / "documents", tmp_path / "index"
    chance = random.Random(7)  # noqa: S311 (moments, not secrets)
    write(documents, 0)
    ingest()
    began = time.monotonic()
    write(documents, 1)
    subprocess.run([*INGEST, str(documents), "--index", str(index)], check=True, capture_output=True)
    lasts = min(time.monotonic() - began, 5.0)  # on a busy machine more are killed early
    answered, killed = version_of(index, bag), 0
    assert answered == 1
    for version in range(2, KILLS + 2):
        write(documents, version)
        with subprocess.Popen(
            [*INGEST, str(documents), "--index", str(index)], stderr=subprocess.DEVNULL, start_new_session=True
        ) as running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(chance.uniform(0.3, 1.1) * lasts)
            with contextlib.suppress(ProcessLookupError):  # it ended a moment ago
                (os.killpg if version % 2 else os.kill)(running.pid, signal.SIGKILL)
        now = version_of(index, bag)
        assert now in (answered, version)
        killed += running.returncode == -signal.SIGKILL
        if running.returncode == -signal.SIGKILL and now == answered:
            status = read_status(index)
            assert status.last_run.startswith(("interrupted", "done"))  # done: it had not begun yet
            assert status.documents == 4
        answered = now
    assert killed >= KILLS / 4
    write(documents, 0)
    assert ingest().failed == ()
    assert version_of(index, bag) == 0
    assert not list(index.glob("*.tmp"))
    assert len(list_generations(index)) <= 3
