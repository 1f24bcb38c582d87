"""Parse in a child process with limits, so that no file can hang, crash or fill the process that ingests.

One spawned child serves many files; whatever ends it, the file is reported and a fresh child serves the next one.
"""

import math
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.formats.ocr import recognition_seconds
from ingest.load import Loaded
from kb.apart import limit_processor, make_expendable
from kb.child import READY, Child
from kb.errors import DocumentError, KnowledgeBaseError

_START_SECONDS = 60.0


class ParserChild:
    """Load documents in a child process that is killed when a file takes too long or too much memory.

    Use it as a context manager. ``seconds`` is the wall clock for one file, ``memory_mb`` what a child may take on
    top of what it has at its start (enforced on Linux only). Where text recognition is installed, it has time of its
    own beside that; the processor time of the child itself stays bounded by ``seconds``. ``ocr_languages`` are those
    of pictures of text.
    """

    def __init__(self, seconds: float = 30.0, memory_mb: int = 2048, ocr_languages: str = "eng") -> None:
        self._seconds = seconds
        self._ocr_languages = ocr_languages
        self._memory_mb = memory_mb
        self._child = Child(_serve, "parser", _START_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.stop()

    def load(self, path: Path, source: str) -> Loaded:
        """Return what ``load_document`` returns, or raise DocumentError: one file, one outcome."""
        pipe = self._connect()
        try:
            pipe.send((path, source))
            if not pipe.poll(self._seconds + recognition_seconds(path)):
                self._child.stop()
                raise DocumentError(self._too_slow())
            reply = pipe.recv()
        except (EOFError, OSError) as error:
            if self._was_stopped_for_time():
                raise DocumentError(self._too_slow()) from error
            raise DocumentError("crashed the parser; save it again from its source") from error
        except BaseException:
            # An interrupt between question and reply: the next file must not get this one's reply.
            self._child.stop()
            raise
        if isinstance(reply, Loaded):
            return reply
        if isinstance(reply, MemoryError):
            self._child.stop()
            raise DocumentError(f"needed more than {self._memory_mb} MB of memory; split or simplify it")
        raise reply

    def _too_slow(self) -> str:
        return f"took longer than {self._seconds:g} s; split or simplify it"

    def _was_stopped_for_time(self) -> bool:
        """End the child, and tell whether the system had stopped it for the processor time that it took."""
        process = self._child.process
        if process is not None:
            process.join(1)
        code = None if process is None else process.exitcode
        self._child.stop()
        return hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU

    def _connect(self) -> Connection:
        try:
            return self._child.connect(self._memory_mb, self._seconds, self._ocr_languages)
        except EOFError:
            self._child.stop()
            raise KnowledgeBaseError("the process that reads documents did not start; see its message above") from None


def _serve(pipe: Connection, memory_mb: int, seconds: float, ocr_languages: str) -> None:
    """Answer each (path, source) with a Loaded or an error, until the other end is closed."""
    from ingest.load import load_document

    make_expendable(memory_mb)
    pipe.send(READY)
    while True:
        try:
            path, source = pipe.recv()
        except (EOFError, OSError):  # the parent is gone or done
            return
        _set_alarm(seconds + recognition_seconds(path))
        limit_processor(seconds)
        try:
            reply: Loaded | Exception = load_document(path, source, ocr_languages)
        except (DocumentError, MemoryError) as error:
            reply = type(error)(str(error))  # without the foreign error behind it, which may not be picklable
        _set_alarm(0)
        try:
            pipe.send(reply)
        except OSError:
            return


def _set_alarm(seconds: float) -> None:
    """Let the system end this process if the parent, who should have, was itself killed."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds + 5) if seconds else 0)
