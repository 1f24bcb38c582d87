"""Run work in a fresh process: Chroma hangs after a fork, and some damage kills the process that reads it."""

import contextlib
import errno
import logging
import math
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from kb.errors import DamagedIndexError, KnowledgeBaseError, NoSpaceError

NICENESS = 19
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SAID_OF_FULL_DISKS = ("no space left", "disk is full", "file too large", "disk quota exceeded")


class RunApart(Protocol):
    """Run work with its arguments somewhere else, wait, and raise what it raised."""

    def __call__(self, work: Callable[..., None], *arguments: object) -> None:
        """Run it."""


def run_apart(work: Callable[..., None], *arguments: object) -> None:
    """Run work in a fresh low-priority process that ends with this one.

    Raises what it raised if that is an error of ours; NoSpaceError if its disk was full; DamagedIndexError if it ended
    in any other way.
    """
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(send, work, arguments), daemon=True)
    with interrupts_blocked():
        process.start()
    send.close()
    try:
        failure = receive.recv()
    except EOFError:
        process.join()
        raise DamagedIndexError(
            f"Building the index stopped (process ended with {process.exitcode}). Ingest again; "
            "the index that exists goes on answering."
        ) from None
    except BaseException:
        process.kill()  # else it would go on writing into what is now swept
        raise
    finally:
        receive.close()
        process.join()
    if failure is not None:
        raise failure


def run_here(work: Callable[..., None], *arguments: object) -> None:
    """Run work in this process; raises what run_apart does."""
    try:
        work(*arguments)
    except KnowledgeBaseError as error:
        if is_full(error):
            raise NoSpaceError(str(error)) from error
        raise
    except Exception as error:  # whatever the stores raise, a person is told in one line
        told = f"{type(error).__name__}: {error}"
        if is_full(error):
            raise NoSpaceError(told) from error
        raise DamagedIndexError(f"Building the index stopped ({told}).") from error


def is_full(error: BaseException | None) -> bool:
    """Tell whether an error, or what caused it, came from a disk, quota or file that can't hold more."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if any(said in str(error).lower() for said in _SAID_OF_FULL_DISKS):
            return True
        error = error.__cause__ or error.__context__
    return False


def _work(send: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to every process of a terminal; the parent decides
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.dup2(sys.stderr.fileno(), 1)  # standard output is the parent's: its --json must stay JSON
    os.nice(NICENESS)
    threading.Thread(target=die_with_parent, daemon=True).start()
    try:
        run_here(work, *arguments)
    except KnowledgeBaseError as error:
        send.send(type(error)(str(error)))  # without the foreign error behind it, which may not be picklable
    else:
        send.send(None)


def make_expendable(memory_mb: int) -> None:
    """Limit this process, which reads what may harm it: low priority, bounded memory, no core dumps, no output.

    memory_mb comes on top of what it has now (enforced on Linux only).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.dup2(sys.stderr.fileno(), 1)  # standard output is the parent's: its --json must stay JSON
    logging.disable()  # what matters of a parser's log travels as an error or a warning
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_processor(seconds: float) -> None:
    """Let the system end this process if what comes keeps several processors busy for longer than it may take."""
    if sys.platform == "linux":
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds) + 1, most))


def die_with_parent() -> None:
    """Wait for the parent to end, and end this process then; run it in a thread."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Let a new process inherit that SIGINT is blocked, until it ignores it: the parent decides what stops."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
