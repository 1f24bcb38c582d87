"""The feedback log: what people judged, and if it is wanted what found nothing, as JSON lines.

A line is written by one append, so a crash can damage no more than the line that was being written, and a damaged line
loses only itself. What is written later under the same id replaces what was. Nobody's name is kept.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kb.errors import FeedbackError
from kb.followup import Turn

FEEDBACK = "feedback.jsonl"  # in the folder of the index
KEPT_DAYS = 365  # for what was judged
MOST = 5000  # entries; the oldest go
LONGEST_REASON = 1000  # characters
SWEPT = timedelta(hours=1)  # how often what is too old is looked for


class Verdict(StrEnum):
    """What is said of an answer."""

    UP = "up"
    DOWN = "down"
    NOT_FOUND = "not_found"  # said by nobody: kept because KB_KEEP_QUESTIONS_DAYS is set


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer quoted: text[start:end] of a page of a document."""

    source: str
    title: str
    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """One exchange and what was said of it. at is when, in UTC; history are the turns before, oldest first.

    status is the answer's (see kb.answer). All document text in it is of one generation.
    """

    id: str
    at: str
    verdict: Verdict
    question: str
    history: tuple[Turn, ...] = ()
    answer: str = ""
    status: str = ""
    citations: tuple[Cited, ...] = ()
    generation: int = 0
    reason: str = ""


_LINE = TypeAdapter(Feedback)


class FeedbackLog:
    """Keep feedback in a file; several processes may. Raises FeedbackError when the file can't be used."""

    def __init__(self, path: Path, keep_questions_days: int = 0, today: Callable[[], datetime] | None = None) -> None:
        """Name the file, which need not be there. what found nothing is kept for keep_questions_days."""
        self.path = path
        self.keep_questions_days = keep_questions_days
        self._now = today or (lambda: datetime.now(UTC))
        self._swept: datetime | None = None

    def add(self, feedback: Feedback) -> None:
        """Append an entry, or replace the one of its id; what was not to be kept is not."""
        if feedback.verdict is Verdict.NOT_FOUND and not self.keep_questions_days:
            return
        feedback = replace(feedback, reason=feedback.reason.strip()[:LONGEST_REASON])
        with self._hold():
            self._append(feedback)
        if self._swept is None or self._now() - self._swept > SWEPT:
            self.sweep()

    def list_feedback(self) -> list[Feedback]:
        """List what is kept, newest first; a line that can't be read is left out."""
        if not self.path.exists():
            return []
        with self._hold():
            return list(reversed(self._fresh(self._read())))

    def dismiss(self, ids: Sequence[str]) -> int:
        """Forget entries; give how many there were."""
        return self._change(lambda entries: [entry for entry in entries if entry.id not in ids])

    def sweep(self) -> int:
        """Forget what is too old or too much; give how many entries that was."""
        self._swept = self._now()
        return self._change(self._fresh)

    def forget_answers(self, generation: int) -> int:
        """Take document text of all other generations out, so that what was deleted is gone; give of how many entries.

        What people typed stays: their questions and reasons.
        """
        stripped: list[Feedback] = []

        def strip(entry: Feedback) -> Feedback:
            if entry.generation == generation:
                return entry
            stripped.append(entry)
            asked = tuple(turn for turn in entry.history if turn.role == "user")
            return replace(entry, answer="", citations=(), history=asked)

        self._change(lambda entries: [strip(entry) for entry in entries])
        return len(stripped)

    def _change(self, change: Callable[[Sequence[Feedback]], Sequence[Feedback]]) -> int:
        """Rewrite the file, without the lines that were replaced or damaged; give how many entries went."""
        if not self.path.exists():
            return 0
        with self._hold():
            read = self._read()
            kept = change(read)
            self._rewrite(kept)
            return len(read) - len(kept)

    def _fresh(self, entries: Sequence[Feedback]) -> list[Feedback]:
        now = self._now()
        oldest = {
            verdict: (now - timedelta(days=days)).isoformat()
            for verdict, days in (
                (Verdict.UP, KEPT_DAYS),
                (Verdict.DOWN, KEPT_DAYS),
                (Verdict.NOT_FOUND, self.keep_questions_days),
            )
        }
        return [entry for entry in entries if entry.at >= oldest[entry.verdict]][-MOST:]

    def _read(self) -> list[Feedback]:
        by_id: dict[str, Feedback] = {}
        for line in self.path.read_bytes().splitlines():
            try:
                entry = _LINE.validate_json(line)
            except ValidationError:
                continue  # damaged: it alone is lost
            by_id.pop(entry.id, None)
            by_id[entry.id] = entry
        return list(by_id.values())

    def _append(self, feedback: Feedback) -> None:
        new = not self.path.exists()
        line = json.dumps(asdict(feedback), ensure_ascii=False).encode(errors="replace")
        with self.path.open("ab") as file:
            # A line that a crash cut short must not swallow this one.
            broken = file.tell() > 0 and not self._ends_well()
            file.write((b"\n" if broken else b"") + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            self.path.chmod(0o600)

    def _ends_well(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _rewrite(self, entries: Sequence[Feedback]) -> None:
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}.tmp")
        lines = [json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries]
        with aside.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o600)
        os.replace(aside, self.path)

    @contextmanager
    def _hold(self) -> Iterator[None]:
        """Hold a lock beside the file, which itself is replaced; the kernel frees it when this process dies."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.with_name(f"{self.path.name}.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise FeedbackError(
                f"Feedback can't be kept in {self.path} ({error.strerror or error}). Name another file by KB_FEEDBACK."
            ) from error


def open_feedback(index_folder: Path, path: Path | None, keep_questions_days: int = 0) -> FeedbackLog:
    """Open the log that the settings name, else the one in the folder of the index."""
    return FeedbackLog(path or index_folder / FEEDBACK, keep_questions_days)
