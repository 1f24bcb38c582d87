"""How an ingest ends: noted for whoever asks, and what a disk refuses explained."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.ledger import LEDGER, translate_errors
from ingest.publish import FLOOR, describe_need, size_of
from ingest.steps import BeforeStep
from kb.apart import is_full
from kb.errors import ConfigError, DamagedIndexError, KnowledgeBaseError, NoSpaceError
from kb.generations import current_generation
from kb.last_run import REFUSED, RUNNING, STOPPED, LastRun, now, read_last_run, write_last_run

EXHAUSTED = 1_000_000  # bytes free, below which whatever fails has failed for that


@contextlib.contextmanager
def explain_errors(folder: Path) -> Iterator[None]:
    """Raise what a disk or a ledger refuses as an error that tells a person what to do."""
    try:
        with translate_errors(folder / LEDGER):
            yield
    except (OSError, KnowledgeBaseError) as error:
        if isinstance(error, NoSpaceError) or is_full(error):
            raise NoSpaceError(_describe_full(folder, error)) from error
        if isinstance(error, (OSError, DamagedIndexError)) and shutil.disk_usage(folder).free < EXHAUSTED:
            raise NoSpaceError(_describe_full(folder, error)) from error  # the stores don't always tell why they fail
        if isinstance(error, OSError):
            named = f": {error.filename}" if error.filename else ""
            raise ConfigError(f"The index folder {folder} can't be used ({error.strerror or error}{named}).") from error
        raise


def _describe_full(folder: Path, error: Exception) -> str:
    ledger = folder / LEDGER
    sizes = [ledger.stat().st_size if ledger.exists() else 0]
    with contextlib.suppress(KnowledgeBaseError, OSError):
        sizes.append(size_of(current_generation(folder)))
    need, free = 2 * max(sizes) + FLOOR, shutil.disk_usage(folder).free
    if free < need:
        return describe_need(folder, need, free)
    return f"A file in {folder} can't grow ({error}). Look at the quota and at `ulimit -f`, and ingest again."


@contextlib.contextmanager
def note_run(folder: Path, before: BeforeStep) -> Iterator[tuple[LastRun, str]]:
    """Note that an ingest runs, and how it ended if it raises; give the note, and what is to say of the run before."""
    last = read_last_run(folder)
    report = last.report if last else {}
    told = ""
    if last and last.state == RUNNING:
        told = f"The ingest that began at {last.began} was interrupted; this one goes on from what it had done."
    run = LastRun(RUNNING, now(), report=report)
    before("note the start")
    write_last_run(folder, run)
    try:
        yield run, told
    except BaseException as error:
        refused = isinstance(error, KnowledgeBaseError)
        ended = replace(run, state=REFUSED if refused else STOPPED, ended=now(), error=str(error) if refused else "")
        with contextlib.suppress(OSError):  # on a full disk what is raised matters, not the note
            write_last_run(folder, ended)
        raise
