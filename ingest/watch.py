"""Ingest whenever documents have changed and have been left alone for a moment."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

SETTLED = 2.0  # seconds without a change after which an ingest begins
LONGEST = 60.0  # seconds of changes after which it begins anyway
AGAIN = 10.0  # seconds until a run that another ingest or a missing folder kept from working is tried again
LOCKED = 3  # exit code: another ingest is running


def watch_documents(
    documents: Path,
    run: Callable[[], int],
    *,
    settled: float = SETTLED,
    again: float = AGAIN,
    stop: threading.Event | None = None,
) -> None:
    """Run at the start and after each lot of changes in a folder, until stop is set; nothing that fails ends it.

    run ingests once, tells in one line how it went, and gives the exit code.
    """
    from watchfiles import watch  # not for a single ingest

    stop = stop or threading.Event()
    while not stop.is_set():
        retry = run() == LOCKED
        try:
            for changes in watch(
                documents,
                watch_filter=lambda change, path: not Path(path).name.startswith((".", "~$")),
                debounce=int(LONGEST * 1000),
                step=int(settled * 1000),
                rust_timeout=int(again * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=True,
            ):
                if changes or retry or not documents.exists():
                    retry = run() == LOCKED
        except (OSError, RuntimeError):  # the folder is gone, or can't be watched just now
            stop.wait(again)


def ingest_apart(arguments: Sequence[str]) -> Callable[[], int]:
    """Give a run that ingests in a process of its own, so that nothing it meets can end the watch."""
    command = [sys.executable, "-m", "ingest", *arguments, "--json"]

    def run() -> int:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {describe_outcome(done.stdout, done.stderr)}", flush=True)
        return done.returncode

    return run


def describe_outcome(output: str, errors: str) -> str:
    """Describe in one line what a run with --json printed."""
    last = output.strip().splitlines()[-1:] or [""]
    try:
        report: dict[str, Any] = json.loads(last[0])["report"]
    except (ValueError, KeyError, TypeError):
        told = errors.strip().splitlines()[-1:] or ["it ended without a word"]
        return f"not ingested: {told[0]}"
    names = ("added", "changed", "renamed", "deleted", "failed")
    counts = [f"{len(report[name])} {name}" for name in names if report[name]] or ["nothing changed"]
    failed = "".join(f"; {failure['source']}: {failure['message']}" for failure in report["failed"])
    return f"{', '.join(counts)}; generation {report['generation']}, {report['seconds']:.1f} s{failed}"
