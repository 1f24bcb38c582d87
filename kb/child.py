"""A child process that is asked through a pipe: started when it is needed, and afresh after its end."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from kb.apart import interrupts_blocked

READY = "ready"  # what a child sends first


class Child:
    """Keep one spawned process that serves requests; not to be used by several threads at once."""

    def __init__(self, serve: Callable[..., None], name: str, start_seconds: float) -> None:
        """Prepare for serve, which is called in the child with its end of the pipe, and sends READY first."""
        self._serve = serve
        self._name = name
        self._start_seconds = start_seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def process(self) -> BaseProcess | None:
        """The process that was started last, None when it was stopped."""
        return self._process

    def connect(self, *arguments: object) -> Connection:
        """Give the pipe to the child, a fresh one with these arguments if none runs; raises EOFError if none starts."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.stop()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=self._serve, args=(theirs, *arguments), name=self._name, daemon=True)
        with interrupts_blocked():
            self._process.start()
        theirs.close()  # else the end of the child would not be seen as the end of the pipe
        if not self._pipe.poll(self._start_seconds) or self._pipe.recv() != READY:
            raise EOFError
        return self._pipe

    def stop(self) -> None:
        """End the child."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = self._process = None
