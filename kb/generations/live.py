"""An index that follows CURRENT."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from kb.errors import KnowledgeBaseError, MissingIndexError
from kb.generations.folder import current_generation, find_serving, list_generations, named_generation
from kb.generations.opening import open_warm
from kb.index import Index
from kb.models import TokenEmbeddings

POLL_SECONDS = 1.0
RETRY_SECONDS = 30.0  # between looks at an index that could not be opened and has not changed since

log = logging.getLogger(__name__)


class LiveIndex:
    """Lend out the current generation, and follow CURRENT.

    When CURRENT names another, open that, warm it, swap, and close the old one when its last question is done.
    """

    def __init__(self, folder: Path, encoder: TokenEmbeddings) -> None:
        self.folder = folder
        self.encoder = encoder
        self.problem = ""  # why there is no (newer) index, in words for a person
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
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
        with self._refreshing:  # who asks for it while another does it finds it done
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
                        fresh = open_warm(self.folder, serving.path, self.encoder)
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
