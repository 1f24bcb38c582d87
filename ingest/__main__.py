"""python -m ingest: make the index say what the documents say."""

import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from kb.commands import run
from kb.config import Config, load_config, prepare_environment
from kb.logs import start_logging

NICENESS = 10  # a page that is being asked comes first
TO_OUTPUT = Path("-")  # --report without a FILE
REPORTS = (".txt", ".json", ".html")


def ingest(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of the documents, or a corpus.jsonl.  [default: documents]")
    ] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the index.  [default: index]")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print progress and report as JSON lines.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and write nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on ingesting whenever documents change.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything again.")] = False,
    allow_deletions: Annotated[
        bool, typer.Option("--allow-deletions", help="Go on even if more than half of the documents are gone.")
    ] = False,
    purge: Annotated[
        bool,
        typer.Option("--purge", help="Take what was deleted from older generations, the ledger and the feedback, too."),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="[FILE]", help="Tell what the bot sees of each document; FILE ends in .txt, .json or .html."
        ),
    ] = None,
    look: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Tell what the bot would see of one file, and write nothing.")
    ] = None,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="Print a systemd timer and a cron line that ingest at night.")
    ] = False,
    backup: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the index into one file, while it is in use.")
    ] = None,
    restore: Annotated[Path | None, typer.Option(metavar="FILE", help="Bring a backup back as the index.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="With --restore: even if there is an index.")] = False,
) -> None:
    """Read what changed in FOLDER, embed it, and publish a new generation of the index.

    Ends with 0 when done, 2 when some documents could not be read, 3 when another ingest is running, 4 when
    refused, 5 when the disk is full, 64 for wrong usage.
    """
    chosen = [name for name, given in _alone(dry_run, look, watch, schedule, backup, restore) if given]
    if len(chosen) > 1:
        raise typer.BadParameter(f"{' and '.join(chosen)} can't be given together.")
    if replace and restore is None:
        raise typer.BadParameter("--replace goes with --restore FILE.")
    if report is not None and report != TO_OUTPUT and report.suffix.lower() not in REPORTS:
        raise typer.BadParameter(f"the FILE of --report ends in {', '.join(REPORTS)}.")
    prepare_environment()
    start_logging("%(message)s")
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, _stop)
    os.nice(NICENESS)
    config = load_config(documents=folder, index=index)
    if schedule:
        _print_schedule(config)
    elif watch:
        _watch(config, [flag for flag, given in (("--allow-deletions", allow_deletions), ("--purge", purge)) if given])
    elif backup is not None or restore is not None:
        _keep(config, backup, restore, replace=replace, as_json=as_json)
    elif look is not None:
        _look(config, look, as_json=as_json)
    elif dry_run:
        _rehearse(config, allow_deletions=allow_deletions, as_json=as_json, report=report)
    else:
        _ingest(config, rebuild=rebuild, allow_deletions=allow_deletions, purge=purge, as_json=as_json, report=report)


def _alone(
    dry_run: bool, look: Path | None, watch: bool, schedule: bool, backup: Path | None, restore: Path | None
) -> list[tuple[str, object]]:
    return [
        ("--dry-run", dry_run),
        ("--look", look is not None),
        ("--watch", watch),
        ("--schedule", schedule),
        ("--backup", backup is not None),
        ("--restore", restore is not None),
    ]


def _ingest(
    config: Config, *, rebuild: bool, allow_deletions: bool, purge: bool, as_json: bool, report: Path | None
) -> None:
    from ingest.folder import make_folder

    make_folder(config.index)  # whether it can be written to, before seconds of imports

    from ingest.child import ParserChild
    from ingest.progress import JsonLines, LogLines, TerminalBar
    from ingest.report import describe_report
    from ingest.sync import sync_documents
    from ingest.web.pages import fetch_pages
    from kb.models import TokenEmbeddings, embedding_fingerprint, load_embeddings

    def load() -> TokenEmbeddings:
        return load_embeddings(config, threads=os.cpu_count() or 1)

    shown = JsonLines() if as_json else TerminalBar() if sys.stderr.isatty() else LogLines()
    with shown:
        done = sync_documents(
            config.documents,
            config.index,
            embedding_fingerprint(config),
            load,
            rebuild=rebuild,
            allow_deletions=allow_deletions,
            purge=purge,
            feedback=config.feedback,
            further=partial(fetch_pages, config.documents),
            progress=shown.show,
            parser=partial(ParserChild, ocr_languages=config.ocr_languages),
        )
    print(json.dumps({"report": asdict(done)}, ensure_ascii=False) if as_json else describe_report(done))
    if report is not None:
        _report(config, report, as_json=as_json)
    raise typer.Exit(2 if done.failed else 0)


def _rehearse(config: Config, *, allow_deletions: bool, as_json: bool, report: Path | None) -> None:
    from ingest.ledger import LEDGER, Ledger
    from ingest.look import rehearse_sync
    from ingest.mismatch import refuse_mismatch
    from ingest.report import describe_rehearsal
    from ingest.scan import scan_all
    from ingest.split import CHUNKING
    from ingest.web.pages import find_pages
    from kb.models import embedding_fingerprint

    known = {}
    if (config.index / LEDGER).exists():
        ledger = Ledger.look(config.index / LEDGER)
        try:
            refuse_mismatch(ledger.made_with, {"embedding": embedding_fingerprint(config), "chunking": CHUNKING})
            known = ledger.files()
        finally:
            ledger.close()
    scan = scan_all(config.documents, config.index, partial(find_pages, config.documents))
    rehearsal = rehearse_sync(scan, known, allow_deletions=allow_deletions)
    print(json.dumps(asdict(rehearsal), ensure_ascii=False) if as_json else describe_rehearsal(rehearsal))
    if report is not None:
        _report(config, report, as_json=as_json)
    raise typer.Exit(4 if rehearsal.refused else 2 if rehearsal.unreadable else 0)


def _look(config: Config, path: Path, *, as_json: bool) -> None:
    from ingest.child import ParserChild
    from ingest.look import look_at_file
    from ingest.report import describe_document

    with ParserChild(ocr_languages=config.ocr_languages) as child:
        seen = look_at_file(path, child)
    print(json.dumps({"document": asdict(seen)}, ensure_ascii=False) if as_json else describe_document(seen))
    raise typer.Exit(2 if seen.problem else 0)


def _report(config: Config, path: Path, *, as_json: bool) -> None:
    from ingest.ledger import LEDGER
    from ingest.look import look_at_library
    from ingest.report import describe_library, write_report

    library = look_at_library(config.index, config.index / LEDGER)
    if path != TO_OUTPUT:
        write_report(library, path)
    else:
        print(json.dumps({"library": asdict(library)}, ensure_ascii=False) if as_json else describe_library(library))


def _watch(config: Config, flags: Sequence[str]) -> None:
    from ingest.watch import ingest_apart, watch_documents

    print(f"Watching {config.documents}. Stop with Ctrl-C.", file=sys.stderr, flush=True)
    watch_documents(config.documents, ingest_apart([str(config.documents), "--index", str(config.index), *flags]))


def _keep(config: Config, backup: Path | None, restored: Path | None, *, replace: bool, as_json: bool) -> None:
    from ingest.backup import back_up, describe_backup, restore

    if backup is not None:
        done, told = back_up(config.index, backup), "Wrote"
    else:
        assert restored is not None  # noqa: S101 (for mypy; the caller looked)
        done, told = restore(restored, config.index, replace=replace), "Restored"
    print(json.dumps(asdict(done), ensure_ascii=False) if as_json else describe_backup(done, told))


def _print_schedule(config: Config) -> None:
    from ingest.schedule import describe_schedule

    program = Path(__file__).resolve().parents[1]
    # Not resolved: the interpreter of a virtual environment is a link out of it.
    python = Path(os.path.abspath(sys.executable))
    print(describe_schedule(python, program, config.documents.resolve(), config.index.resolve()))


def _stop(signum: int, frame: FrameType | None) -> None:
    # Not print: the signal may come while a line is being printed, and a stream can't be entered twice.
    os.write(sys.stderr.fileno(), b"Stopped. What was read is kept; the index that exists goes on answering.\n")
    raise SystemExit(128 + signum)  # unwinds: child processes end, the half-built folder is removed


def complete_report(arguments: Sequence[str]) -> list[str]:
    """Let --report stand without a FILE: what follows it is one only if it ends like one."""
    completed: list[str] = []
    for place, argument in enumerate(arguments):
        completed.append(argument)
        after = arguments[place + 1] if place + 1 < len(arguments) else "-"
        if argument == "--report" and (after.startswith("-") or not Path(after).suffix or Path(after).is_dir()):
            completed.append(str(TO_OUTPUT))
    return completed


if __name__ == "__main__":
    sys.argv[1:] = complete_report(sys.argv[1:])
    run(ingest)
