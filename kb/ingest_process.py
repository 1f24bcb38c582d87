"""Run python -m ingest as a process and read what it prints: nothing in kb imports it, and it may outlive the page."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kb.config import Config
from kb.errors import RefusedError
from kb.last_run import now

WAIT_SECONDS = 300  # for a look, which reads no documents but one at most

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How an ingest that the page started stands, or how the last one ended.

    state is "" before there was one, "running", "done" or "failed"; a step has done so many of so
    many and is on the document named. report is the ingest's own; error says in one line why it failed.
    """

    state: str = ""
    pid: int = 0
    began: str = ""
    step: str = ""
    done: int = 0
    of: int = 0
    on: str = ""
    report: JsonObject = field(default_factory=dict)
    error: str = ""


class IngestProcess:
    """Start an ingest and tell how far it is; one at a time, at the low priority that it gives itself."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._output: tuple[IO[bytes], IO[bytes]] | None = None  # what it printed, and its complaints
        self._progress = Progress()

    def start(self, *flags: str) -> bool:
        """Start an ingest with further flags; False if the one before has not ended."""
        with self._lock:
            if self._look().state == "running":
                return False
            printed, complained = self._output = (tempfile.TemporaryFile(), tempfile.TemporaryFile())  # noqa: SIM115 (until it ends)
            # Its output goes to files, and it has a session of its own: it goes on when the page stops.
            self._process = subprocess.Popen(
                ingest_command(self._config, "--json", *flags),
                env=ingest_environment(),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=complained,
                start_new_session=True,
            )
            self._progress = Progress("running", self._process.pid, now())
            return True

    def progress(self) -> Progress:
        """Tell how far it is."""
        with self._lock:
            return self._look()

    def _look(self) -> Progress:
        if self._process is None or self._output is None:
            return self._progress
        printed, complained = self._output
        code = self._process.poll()  # first: what it printed until then is whole
        told: JsonObject = {}
        report: JsonObject = {}
        for line in read_objects(_read(printed)):
            told, report = (told, line["report"]) if "report" in line else (line, report)
        state = "running" if code is None else "done" if report else "failed"
        failure = _last_line(_read(complained)) or f"It ended with {code}."
        self._progress = Progress(
            state,
            self._progress.pid,
            self._progress.began,
            step=told.get("step", ""),
            done=told.get("done", 0),
            of=told.get("of", 0),
            on=told.get("on", ""),
            report=report,
            error=failure if state == "failed" else "",
        )
        if state != "running":
            printed.close()
            complained.close()
            self._output = None
        return self._progress


def look_at_documents(config: Config) -> tuple[JsonObject, JsonObject]:
    """Ask what an ingest would do now, and what the bot sees of each document.

    These are Rehearsal and LibraryLook of ingest.look.

    Raises RefusedError with what the ingest said when it can't tell.
    """
    rehearsal: JsonObject = {}
    library: JsonObject = {}
    code, printed, complained = _run(ingest_command(config, "--dry-run", "--report", "--json"))
    for line in read_objects(printed):
        rehearsal, library = (rehearsal, line["library"]) if "library" in line else (line, library)
    if not rehearsal:
        raise RefusedError(_last_line(complained) or f"The look at the documents ended with {code}.")
    return rehearsal, library


def look_at_file(config: Config, path: Path) -> JsonObject:
    """Ask what the bot would see of a file: DocumentLook of ingest.look. Raises RefusedError if that can't be told."""
    code, printed, complained = _run([*_PYTHON_INGEST, "--look", str(path), "--json"])
    for line in read_objects(printed):
        look: JsonObject = line["document"]
        return look
    raise RefusedError(_last_line(complained) or f"The look at the file ended with {code}.")


_PYTHON_INGEST = (sys.executable, "-m", "ingest")


def ingest_command(config: Config, *flags: str) -> list[str]:
    """Give the command of an ingest of the documents and into the index that config names."""
    return [*_PYTHON_INGEST, str(config.documents.absolute()), "--index", str(config.index.absolute()), *flags]


def ingest_environment() -> dict[str, str]:
    """Give the environment in which the ingest that lies beside this package is found."""
    program = str(Path(__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [program, os.environ.get("PYTHONPATH")]))}


def read_objects(printed: bytes) -> list[JsonObject]:
    """Read the JSON objects that stand in lines of their own; a line that is still being written is left out."""
    whole = printed[: printed.rfind(b"\n") + 1]
    objects = []
    for line in whole.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue  # a warning of a library
        if isinstance(found, dict):
            objects.append(found)
    return objects


def _run(command: Sequence[str]) -> tuple[int, bytes, bytes]:
    try:
        done = subprocess.run(
            command,
            env=ingest_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(
            "Looking at the documents took too long. Try again when the machine is less busy."
        ) from error
    return done.returncode, done.stdout, done.stderr


def _read(file: IO[bytes]) -> bytes:
    # At a place, so that the writer's own place stays where it is: both share one.
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)


def _last_line(printed: bytes) -> str:
    lines = printed.decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else ""
