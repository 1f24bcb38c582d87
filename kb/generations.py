"""The folder of generations: which one is current, and an index that follows it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import DamagedIndexError, KnowledgeBaseError, MissingIndexError
from kb.index import Index, read_manifest
from kb.models import TokenEmbeddings

POLL_SECONDS = 1.0
CURRENT = "CURRENT"

log = logging.getLogger(__name__)


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
    try:
        named = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        named = ""
    if named.isdecimal() and int(named) in numbers:
        return folder / named
    for number in numbers:
        try:
            read_manifest(folder / str(number))
        except DamagedIndexError:
            continue
        log.warning("%s names no generation; reading generation %d", folder / CURRENT, number)
        return folder / str(number)
    raise DamagedIndexError(f"No generation in {folder} can be read. Run `python -m ingest --rebuild`.")


def open_current(folder: Path, encoder: TokenEmbeddings) -> Index:
    """Open the current generation for reading."""
    path = current_generation(folder)
    try:
        return Index(path, encoder)
    except DamagedIndexError:
        # An ingest may have swept the folder between the look and the opening.
        again = current_generation(folder)
        if again == path:
            raise
        return Index(again, encoder)


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
        """Look at CURRENT, and swap when it names another generation."""
        try:
            path = current_generation(self.folder)
            if self._index is not None and self._index.path == path:
                self.problem = ""
                return
            fresh = open_current(self.folder, self.encoder)
            fresh.search([fresh.prepare("warm up")], top_k=1)  # the first search of an index loads its files
        except KnowledgeBaseError as error:
            if str(error) != self.problem:
                log.warning("%s", error)
            self.problem = str(error)
            return
        with self._lock:
            old, self._index = self._index, fresh
            self._lent[fresh] = 0
            self.problem = ""
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
