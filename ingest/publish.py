"""From the ledger to a live generation: build aside and verify, each in a process of its own, publish, sweep.

A crash at any moment leaves the last generation serving; what it leaves behind is swept by the next ingest.
"""

import os
import shutil
from pathlib import Path
from typing import Any

from ingest.ledger import Ledger
from ingest.steps import BeforeStep
from kb.apart import RunApart, run_apart
from kb.errors import DamagedIndexError, KnowledgeBaseError, NoSpaceError
from kb.generations import current_generation, list_generations, point_current, sync_folder
from kb.index import build_generation, verify_generation
from kb.seal import seal_generation

KEPT = 3  # generations
BUILDS = 3  # tries at a generation that passes its check
FLOOR = 50_000_000  # bytes that stay free on the disk whatever is built


def publish_generation(
    folder: Path,
    ledger_path: Path,
    manifest: dict[str, Any],
    *,
    before: BeforeStep = lambda step: None,
    apart: RunApart = run_apart,
) -> int:
    """Build, verify and publish the next generation; give its number."""
    number = max(list_generations(folder), default=0) + 1
    # The name is this process's own: an orphan of a killed ingest may still be writing into its folder.
    building = folder / f"{number}.{os.getpid()}.tmp"
    try:
        before("check the space to build")
        check_space(folder, at_least=ledger_path.stat().st_size)
        _build_sound(building, ledger_path, manifest, before, apart)
        before("seal")
        seal_generation(building)
        before("write to disk")
        _sync_tree(building)
        before("rename")
        building.rename(folder / str(number))
        before("write the name to disk")
        sync_folder(folder)
        before("point")
        point_current(folder, number)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    before("sweep old generations")
    for old in list_generations(folder)[KEPT:]:
        remove_generation(folder, old)
    return number


def _build_sound(
    building: Path, ledger_path: Path, manifest: dict[str, Any], before: BeforeStep, apart: RunApart
) -> None:
    """Build until what was built finds its own vectors.

    Chroma's graph of vectors is made by several threads, no two times alike; once in thousands it leaves one out.
    """
    for left in reversed(range(BUILDS)):
        before("build")
        apart(build, building, ledger_path, manifest)
        before("verify")
        try:
            apart(verify_generation, building)
            return
        except DamagedIndexError:
            if not left:
                raise
            shutil.rmtree(building)


def remove_generation(folder: Path, number: int) -> None:
    """Remove a generation; the name goes first, so that half of one is never taken for whole."""
    aside = folder / f"{number}.removed.tmp"
    (folder / str(number)).rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def sweep_leftovers(folder: Path) -> None:
    """Remove what an interrupted ingest left."""
    for leftover in folder.glob("*.tmp"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def check_space(folder: Path, floor: int = FLOOR, at_least: int = 0) -> None:
    """Raise NoSpaceError unless twice the current generation (or at_least, in bytes) and a floor are free."""
    try:
        size = size_of(current_generation(folder))
    except KnowledgeBaseError:
        size = 0
    need, free = 2 * max(size, at_least) + floor, shutil.disk_usage(folder).free
    if free < need:
        raise NoSpaceError(describe_need(folder, need, free))


def describe_need(folder: Path, need: int, free: int) -> str:
    """Say what an ingest needs and what there is, both in bytes."""
    return (
        f"No space: an ingest needs {need // 1_000_000} MB on the disk of {folder}, which has {free // 1_000_000} MB "
        "free. Free some and ingest again; the index that exists goes on answering."
    )


def size_of(path: Path) -> int:
    """Sum up the bytes of all files in a folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def build(path: Path, ledger_path: Path, manifest: dict[str, Any]) -> None:
    """Build a generation from what the ledger holds."""
    ledger = Ledger(ledger_path)
    try:
        build_generation(path, ledger.chunks(), ledger.vectors(), ledger.texts(), manifest)
    finally:
        ledger.close()


def _sync_tree(path: Path) -> None:
    for file in path.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
        else:
            sync_folder(file)
    sync_folder(path)
