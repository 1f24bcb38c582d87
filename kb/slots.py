"""How many questions are answered at the same time, whoever asks: the page waits for its turn, programs are told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from kb.answer import Answer
from kb.errors import BusyError

AT_ONCE = 16
BUSY = f"Busy: {AT_ONCE} questions are being answered. Please ask again in a moment."

P = ParamSpec("P")


class Slots:
    """Bound what is answered at once. Safe to share between threads."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = threading.BoundedSemaphore(at_once)

    @contextmanager
    def take(self, *, wait: bool) -> Iterator[None]:
        """Hold a slot; when none is free, wait for one or raise BusyError."""
        if not self._free.acquire(blocking=wait):
            raise BusyError(BUSY)
        try:
            yield
        finally:
            self._free.release()

    def in_turn(self, ask: Callable[P, Iterator[Answer]]) -> Callable[P, Iterator[Answer]]:
        """Make what answers wait for a slot, and hold it until the answer is complete or closed."""

        def ask_in_turn(*args: P.args, **kwargs: P.kwargs) -> Iterator[Answer]:
            with self.take(wait=True):
                yield from ask(*args, **kwargs)

        return ask_in_turn
