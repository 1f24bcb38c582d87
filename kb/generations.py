"""The folder of generations: which one is current, and an index that follows it."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ConfigError, DamagedIndexError, KnowledgeBaseError, MissingIndexError, RefusedError
from kb.index import Index, read_manifest
from kb.lock import LOCK, hold_lock
from kb.models import TokenEmbeddings
from kb.reading import read_question
from kb.seal import find_damage

POLL_SECONDS = 1.0
RETRY_SECONDS = 30.0  # between looks at an index that could not be opened and has not changed since
CURRENT = "CURRENT"
# One question in each language that has a lexicon; in English the identifier of languages is not loaded.
WARMING = (
    "Who is it?",
    "Qui est-ce que c'est ?",
    "Chi è questa persona?",
    "Cine este această persoană?",
    "Хто це такий?",
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """The generation that answers. problem says, in words for a person, why it is not the one that CURRENT names."""

    path: Path
    problem: str


def list_generations(folder: Path) -> list[int]:
    """List the numbers of the sealed generations in an index folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted((int(p.name) for p in folder.iterdir() if p.name.isdecimal() and p.is_dir()), reverse=True)


def current_generation(folder: Path) -> Path:
    """Find the generation to read: what CURRENT names, else the newest whose manifest can be read.

    Raises MissingIndexError when there is none.
    """
    numbers = list_generations(folder)
    if not numbers:
        raise MissingIndexError(f"There is no index in {folder} yet. Run `make ingest` (or `python -m ingest`).")
    named = named_generation(folder)
    if named in numbers:
        return folder / str(named)
    for number in numbers:
        try:
            read_manifest(folder / str(number))
        except DamagedIndexError:
            continue
        log.warning("%s names no generation; reading generation %d", folder / CURRENT, number)
        return folder / str(number)
    raise DamagedIndexError(f"No generation in {folder} can be read. Run `python -m ingest --rebuild`.")


def named_generation(folder: Path) -> int:
    """Give the number that CURRENT names, 0 if it names none."""
    try:
        named = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return 0
    return int(named) if named.isdecimal() else 0


def find_serving(folder: Path) -> Serving:
    """Find the generation that answers: the current one, or if that is damaged the nearest before it that is whole.

    Raises MissingIndexError when there is none at all, DamagedIndexError when none is whole.
    """
    current = current_generation(folder)
    damage = find_damage(current)
    if not damage:
        told = "" if named_generation(folder) else f"{CURRENT} named no generation; {current.name} is the newest."
        return Serving(current, told)
    told = f"Generation {current.name} is damaged ({damage})"
    numbers, number = list_generations(folder), int(current.name)
    for other in [n for n in numbers if n < number] + [n for n in numbers if n > number]:
        if not find_damage(folder / str(other)):
            return Serving(
                folder / str(other), f"{told}; generation {other} answers. Run `python -m ingest` to build it again."
            )
    raise DamagedIndexError(f"{told}, and no other is whole. Run `python -m ingest` to build it again.")


def open_current(folder: Path, encoder: TokenEmbeddings) -> Index:
    """Open the generation that answers; when it is not the current one, the log says why."""
    serving = find_serving(folder)
    if serving.problem:
        log.warning("%s", serving.problem)
    return _open(folder, serving.path, encoder)


def _open(folder: Path, path: Path, encoder: TokenEmbeddings) -> Index:
    if not os.access(path / "chroma" / "chroma.sqlite3", os.W_OK):
        raise ConfigError(
            f"The index in {path} can't be written to, and its store does not open without. "
            "Give this user the right to, or name a copy by --index or KB_INDEX."
        )
    try:
        return Index(path, encoder)
    except DamagedIndexError:
        # An ingest may have swept the folder between the look and the opening.
        again = find_serving(folder).path
        if again == path:
            raise
        return Index(again, encoder)


def _open_warm(folder: Path, path: Path, encoder: TokenEmbeddings) -> Index:
    """Open a generation, search it once, which loads its files, and learn its names and words for reading questions."""
    index = _open(folder, path, encoder)
    try:
        for question in WARMING:
            read_question(index, question)
        index.search([index.prepare("warm up")], top_k=1)
    except Exception as error:  # whatever a broken store raises, it is broken
        index.close()
        raise DamagedIndexError(f"The index in {path} is damaged ({type(error).__name__}).") from error
    return index


def point_current(folder: Path, number: int) -> None:
    """Name the generation that readers take, in one step that can't be half done."""
    aside = folder / f"{CURRENT}.tmp"
    with aside.open("w", encoding="utf-8") as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, folder / CURRENT)
    sync_folder(folder)


def sync_folder(path: Path) -> None:
    """Have the names in a folder written to its disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def roll_back(folder: Path, number: int | None = None) -> int:
    """Make an earlier generation current: the named one, else the one before; give its number.

    Raises RefusedError when there is no such generation, DamagedIndexError when it is not whole, LockedError while an
    ingest is running.
    """
    current = int(current_generation(folder).name)
    with hold_lock(folder / LOCK):
        kept = list_generations(folder)
        chosen = next((n for n in kept if n < current), None) if number is None else number
        if chosen not in kept or chosen == current:
            told = f"generation {number}" if number is not None else f"generation before {current}"
            there = ", ".join(map(str, kept))
            raise RefusedError(f"There is no {told} to go back to; kept are {there}, current is {current}.")
        damage = find_damage(folder / str(chosen))
        if damage:
            raise DamagedIndexError(f"Generation {chosen} is damaged ({damage}); {current} stays current.")
        point_current(folder, chosen)
    return chosen


class LiveIndex:
    """Lend out the current generation, and follow CURRENT.

    When CURRENT names another, open that, warm it, swap, and close the old one when its last question is done.
    """

    def __init__(self, folder: Path, encoder: TokenEmbeddings) -> None:
        self.folder = folder
        self.encoder = encoder
        self.problem = ""  # why there is no (newer) index, in words for a person
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._lent: dict[Index, int] = {}
        self._seen: tuple[int, list[int]] | None = None  # what CURRENT named and what there was at the last look
        self._retry_at = 0.0
        self._stop = threading.Event()
        self.refresh()
        self._thread = threading.Thread(target=self._follow, name="follow-current", daemon=True)
        self._thread.start()

    @contextmanager
    def borrow(self) -> Iterator[Index]:
        """Lend the current generation; all of one answer comes from it. Raises when there is none."""
        with self._lock:
            index = self._index
            if index is None:
                raise MissingIndexError(self.problem)
            self._lent[index] += 1
        try:
            yield index
        finally:
            with self._lock:
                self._lent[index] -= 1
                self._close_if_done(index)

    def refresh(self) -> None:
        """Look at CURRENT, and swap when it names another generation; what is damaged is never opened."""
        seen = (named_generation(self.folder), list_generations(self.folder))
        if seen == self._seen and time.monotonic() < self._retry_at:
            return
        fresh: Index | None = None
        try:
            if self._index is not None and self._index.path == current_generation(self.folder):
                problem = ""
            else:
                serving = find_serving(self.folder)
                if self._index is None or self._index.path != serving.path:
                    fresh = _open_warm(self.folder, serving.path, self.encoder)
                problem = serving.problem
        except KnowledgeBaseError as error:
            problem = str(error)
        if problem and problem != self.problem:
            log.warning("%s", problem)
        self._seen, self._retry_at = seen, time.monotonic() + RETRY_SECONDS if problem else float("inf")
        with self._lock:
            self.problem = problem
            if fresh is not None:
                old, self._index = self._index, fresh
                self._lent[fresh] = 0
                if old is not None:
                    self._close_if_done(old)

    def close(self) -> None:
        """Stop following, and close what nobody holds."""
        self._stop.set()
        self._thread.join()
        with self._lock:
            old, self._index = self._index, None
            if old is not None:
                self._close_if_done(old)

    def _close_if_done(self, index: Index) -> None:
        if index is not self._index and self._lent[index] == 0:
            del self._lent[index]
            index.close()

    def _follow(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            self.refresh()


def open_in_background(opening: Future[LiveIndex], open_index: Callable[[], LiveIndex]) -> None:
    """Open the index in a thread that does not keep the process from ending."""

    def open_it() -> None:
        try:
            opening.set_result(open_index())
        except BaseException as error:  # whoever waits for the result gets it
            log.error("The index could not be opened", exc_info=error)
            opening.set_exception(error)

    threading.Thread(target=open_it, name="open-index", daemon=True).start()
