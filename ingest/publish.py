"""From the ledger to a live generation: build aside and verify, each in a process of its own, publish, sweep.

A crash at any moment leaves the last generation serving; what it leaves behind is swept by the next ingest.
"""

import errno
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ingest.ledger import Ledger
from kb.errors import DamagedIndexError, KnowledgeBaseError, NoSpaceError
from kb.generations import CURRENT, current_generation, list_generations
from kb.index import build_generation, verify_generation

KEPT = 3  # generations
FLOOR = 50_000_000  # bytes that stay free on the disk whatever is built
NICENESS = 19


def publish_generation(folder: Path, ledger_path: Path, manifest: dict[str, Any]) -> int:
    """Build, verify and publish the next generation; give its number."""
    check_space(folder)
    number = max(list_generations(folder), default=0) + 1
    # The name is this process's own: an orphan of a killed ingest may still be writing into its folder.
    building = folder / f"{number}.{os.getpid()}.tmp"
    try:
        _run_apart(_build, building, ledger_path, manifest)
        _run_apart(verify_generation, building)
        _sync_tree(building)
        building.rename(folder / str(number))
        _sync_folder(folder)
        point_current(folder, number)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise NoSpaceError(f"No space left for the index in {folder}. Free some and ingest again.") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    for old in list_generations(folder)[KEPT:]:
        shutil.rmtree(folder / str(old), ignore_errors=True)
    return number


def point_current(folder: Path, number: int) -> None:
    """Name the generation that readers take, in one step that can't be half done."""
    aside = folder / f"{CURRENT}.tmp"
    with aside.open("w", encoding="utf-8") as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, folder / CURRENT)
    _sync_folder(folder)


def sweep_leftovers(folder: Path) -> None:
    """Remove what an interrupted ingest left."""
    for leftover in folder.glob("*.tmp"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def check_space(folder: Path, floor: int = FLOOR) -> None:
    """Raise NoSpaceError unless twice the current generation and a floor (bytes) are free."""
    try:
        path = current_generation(folder)
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    except KnowledgeBaseError:
        size = 0
    need, free = 2 * size + floor, shutil.disk_usage(folder).free
    if free < need:
        raise NoSpaceError(
            f"The disk of {folder} has {free // 1_000_000} MB free, an ingest needs {need // 1_000_000} MB. "
            "Free some and ingest again; the index that exists goes on answering."
        )


def _run_apart(work: Callable[..., None], *arguments: object) -> None:
    """Run work in a fresh process, spawned: Chroma hangs after a fork, and some damage kills its reader."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work_apart, args=(send, work, arguments), daemon=True)
    process.start()
    send.close()
    try:
        failure = receive.recv()
    except EOFError:
        process.join()
        raise DamagedIndexError(
            f"Building the index stopped (process ended with {process.exitcode}). Ingest again; "
            "the index that exists goes on answering."
        ) from None
    finally:
        receive.close()
    process.join()
    if failure is not None:
        raise failure


def _work_apart(send: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    os.nice(NICENESS)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        work(*arguments)
    except (KnowledgeBaseError, OSError) as error:
        send.send(error)
    else:
        send.send(None)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _build(path: Path, ledger_path: Path, manifest: dict[str, Any]) -> None:
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
            _sync_folder(file)
    _sync_folder(path)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
