"""What the last ingest did or was doing: written by the ingest, read by whoever asks how things stand."""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LAST_RUN = "last_run.json"
RUNNING, DONE, REFUSED, STOPPED = "running", "done", "refused", "stopped"


@dataclass(frozen=True, slots=True)
class LastRun:
    """An ingest: how it stands or ended, and the report of the last one that was done.

    One that is "running" while nobody holds the lock was interrupted.
    """

    state: str
    began: str
    ended: str = ""
    error: str = ""
    report: dict[str, Any] = field(default_factory=dict)


def read_last_run(folder: Path) -> LastRun | None:
    """Read what the last ingest left in an index folder; None if it left nothing that can be read."""
    try:
        return LastRun(**json.loads((folder / LAST_RUN).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_last_run(folder: Path, run: LastRun) -> None:
    """Put it in the place of the one before, whole or not at all."""
    aside = folder / f"{LAST_RUN}.tmp"
    aside.write_text(json.dumps(asdict(run), ensure_ascii=False), encoding="utf-8")
    os.replace(aside, folder / LAST_RUN)


def now() -> str:
    """Give the time as it is written everywhere: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
