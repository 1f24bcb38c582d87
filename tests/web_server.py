"""The page on a real server for tests, and a small library behind it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fakes import BagOfWords
from libraries import NETWORK
from starlette.types import ASGIApp

from ingest.sync import sync_documents
from kb.apart import run_here
from kb.generations import LiveIndex
from kb.web.serve import address_of, listen

LONGEST = 20.0  # seconds after which what should have happened did not


@contextmanager
def serving_app(app: ASGIApp, port: int = 0, ending: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Serve an application on this machine until the end of the block; give its address. 0 is any free port.

    ending is called while the server goes down: it waits for what it still answers.
    """
    listening = listen("127.0.0.1", port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield address_of(listening)
    finally:
        server.should_exit = True
        try:
            ending()
        finally:
            thread.join()
        listening.close()


@contextmanager
def network_library(folder: Path, more: dict[str, str] | None = None) -> Iterator[LiveIndex]:
    """Ingest the small library of tests/libraries.py, and more, on the fake model, and follow its index."""
    bag = BagOfWords()
    for source, text in (NETWORK | (more or {})).items():
        path = folder / "documents" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    sync_documents(folder / "documents", folder / "index", bag.fingerprint, lambda: bag, apart=run_here)
    live = LiveIndex(folder / "index", bag)
    try:
        yield live
    finally:
        live.close()
