"""Show how far an evaluation is: a bar on a terminal, plain lines in a log."""

import sys
import time
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

LOG_SECONDS = 5.0


class Shown(Protocol):
    """Show how many questions of each set are answered, while it is entered."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def show(self, name: str, done: int, of: int) -> None:
        """Show that so many of so many questions of a set are answered."""


class TerminalBar:
    """Draw a bar for each set on standard error."""

    def __init__(self) -> None:
        columns = TextColumn("Asking {task.description:<24}"), BarColumn(), MofNCompleteColumn()
        self._progress = Progress(
            *columns, TimeRemainingColumn(elapsed_when_finished=True), console=Console(stderr=True)
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, name: str, done: int, of: int) -> None:
        """Move the set's bar."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=of)
        self._progress.update(self._tasks[name], completed=done)


class LogLines:
    """Write a line on standard error at each set's begin and end, and every few seconds between."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, name: str, done: int, of: int) -> None:
        """Write a line if it is time for one."""
        now = time.monotonic()
        if done == of or now - self._last.get(name, -LOG_SECONDS) >= LOG_SECONDS:
            self._last[name] = now
            print(f"Asking {name}: {done} of {of}", file=sys.stderr, flush=True)


def choose_progress() -> Shown:
    """Choose the bar on a terminal, lines elsewhere."""
    return TerminalBar() if sys.stderr.isatty() else LogLines()
