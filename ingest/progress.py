"""Show how far an ingest is: a bar on a terminal, plain lines in a log, JSON lines for programs."""

import json
import sys
import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

LABELS = {"read": "Reading", "embed": "Embedding", "build": "Building the index"}
LOG_SECONDS = 5.0


class TerminalBar:
    """Draw a bar for each step on standard error."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<18}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            TextColumn("{task.fields[on]}"),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, step: str, done: int, of: int, on: str) -> None:
        """Move the step's bar."""
        if not of:
            return
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(LABELS[step], total=of, on="")
        self._progress.update(self._tasks[step], completed=done, on=on[-60:])


class LogLines:
    """Write a line for each step's begin and end, and every few seconds between."""

    def __init__(self) -> None:
        self._step = ""
        self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, step: str, done: int, of: int, on: str) -> None:
        """Write a line if it is time for one."""
        now = time.monotonic()
        if not of or (step == self._step and done < of and now - self._last < LOG_SECONDS):
            return
        self._step, self._last = step, now
        print(f"{LABELS[step]}: {done} of {of} {on}".rstrip(), file=sys.stderr, flush=True)


class JsonLines:
    """Print one JSON object a step on standard output."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, step: str, done: int, of: int, on: str) -> None:
        """Print where the step is."""
        print(json.dumps({"step": step, "done": done, "of": of, "on": on}, ensure_ascii=False), flush=True)
