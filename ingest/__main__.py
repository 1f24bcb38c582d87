"""python -m ingest: make the index say what the documents say."""

import json
import logging
import os
import signal
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from kb.commands import run
from kb.config import load_config, prepare_environment

NICENESS = 10  # a page that is being asked comes first


def ingest(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of the documents, or a corpus.jsonl.  [default: documents]")
    ] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the index.  [default: index]")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print progress and report as JSON lines.")] = False,
    rebuild: Annotated[bool, typer.Option(help="Read and embed everything again.")] = False,
    allow_deletions: Annotated[
        bool, typer.Option(help="Go on even if more than half of the documents are gone.")
    ] = False,
) -> None:
    """Read what changed in FOLDER, embed it, and publish a new generation of the index.

    Ends with 0 when done, 2 when some documents could not be read, 3 when another ingest is running, 4 when
    refused, 5 when the disk is full, 64 for wrong usage.
    """
    prepare_environment()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    signal.signal(signal.SIGTERM, _stop)
    os.nice(NICENESS)
    config = load_config(documents=folder, index=index)

    from ingest.progress import JsonLines, LogLines, TerminalBar
    from ingest.report import describe_report
    from ingest.sync import sync_documents
    from ingest.web.pages import fetch_pages
    from kb.models import TokenEmbeddings, embedding_fingerprint, load_embeddings

    def load() -> TokenEmbeddings:
        return load_embeddings(config, threads=os.cpu_count() or 1)

    shown = JsonLines() if as_json else TerminalBar() if sys.stderr.isatty() else LogLines()
    with shown:
        report = sync_documents(
            config.documents,
            config.index,
            embedding_fingerprint(config),
            load,
            rebuild=rebuild,
            allow_deletions=allow_deletions,
            further=partial(fetch_pages, config.documents),
            progress=shown.show,
        )
    print(json.dumps({"report": asdict(report)}, ensure_ascii=False) if as_json else describe_report(report))
    raise typer.Exit(2 if report.failed else 0)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)  # unwinds: child processes end, the half-built folder is removed


if __name__ == "__main__":
    run(ingest)
