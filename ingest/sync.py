"""Make the index say what the documents say: the one place that knows the order of the steps."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ingest.child import ParserChild
from ingest.duplicates import Duplicate, find_duplicates, sketch_text
from ingest.embedding import LazyEncoder, embed_missing
from ingest.ending import explain_errors, note_run
from ingest.folder import make_folder
from ingest.ledger import LEDGER, Ledger, LedgerFile
from ingest.mismatch import open_ledger
from ingest.plan import Plan, Renamed, guard_deletions, must_read_again, plan_sync
from ingest.publish import check_space, publish_generation, remove_generation, sweep_leftovers
from ingest.reading import Failure, read_documents
from ingest.scan import Scan, scan_all
from ingest.split import CHUNKING
from ingest.standing import compare_generations, content_of
from ingest.steps import BeforeStep, Progress
from kb.apart import RunApart, run_apart
from kb.errors import RefusedError
from kb.feedback import open_feedback
from kb.generations import current_generation, list_generations
from kb.index import read_manifest
from kb.last_run import DONE, LastRun, now, write_last_run
from kb.lock import LOCK, hold_lock
from kb.models import TokenEmbeddings


@dataclass(frozen=True, slots=True)
class Report:
    """What one ingest did. generation is the number that is current afterwards; published tells whether it is new.

    notes say what was found amiss at the start, such as an interrupted run or a damaged generation.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    deleted: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    left_out: dict[str, str]
    warnings: dict[str, tuple[str, ...]]
    duplicates: tuple[Duplicate, ...]
    notes: tuple[str, ...]
    documents: int
    chunks: int
    embedded: int
    generation: int
    published: bool
    seconds: float


def sync_documents(
    folder: Path,
    index_folder: Path,
    fingerprint: str,
    load_encoder: Callable[[], TokenEmbeddings],
    *,
    rebuild: bool = False,
    allow_deletions: bool = False,
    purge: bool = False,
    feedback: Path | None = None,
    further: Callable[[Path], Scan] = lambda index_folder: Scan((), {}),
    progress: Progress = lambda *_: None,
    before: BeforeStep = lambda step: None,
    parser: Callable[[], AbstractContextManager[ParserChild]] = ParserChild,
    apart: RunApart = run_apart,
) -> Report:
    """Bring the index up to date with a folder.

    feedback is the file that feedback is kept in, if not in the index folder; a purge goes through it, too.
    fingerprint names the embedding model; load_encoder loads it, and is called only when something is to be embedded.
    further gives documents that are not files of the folder, such as copies of web pages that it keeps in the index
    folder. before is called before each step, and ends the ingest by what it raises; parser gives the process that
    reads files, and apart runs what else must not run in this one. Raises LockedError, RefusedError,
    MismatchedIndexError, ConfigError or NoSpaceError; whatever is raised, the generation that was current goes on.
    """
    began = time.monotonic()
    make_folder(index_folder)
    with explain_errors(index_folder), ExitStack() as stack:
        stack.enter_context(hold_lock(index_folder / LOCK))
        run, interrupted = stack.enter_context(note_run(index_folder, before))
        before("sweep leftovers")
        sweep_leftovers(index_folder)
        before("open the ledger")
        made_with = {"embedding": fingerprint, "chunking": CHUNKING}
        ledger = open_ledger(index_folder / LEDGER, made_with, rebuild)
        stack.callback(ledger.close)
        encoder = LazyEncoder(load_encoder)
        before("scan")
        scan = scan_all(folder, index_folder, further)
        known = ledger.files()
        plan = plan_sync(scan, known)
        if not allow_deletions:
            guard_deletions(known, plan.deleted)
        if plan:
            check_space(index_folder)
        _rename(plan, ledger, known, before)
        failed = read_documents(plan.todo, ledger, encoder, ledger.files(), progress, before, parser)
        failed += _list_outdated(scan, plan, ledger)
        before("note failures")
        ledger.put_failures({failure.source: failure.message for failure in failed})
        for source in plan.deleted:
            before("delete a file")
            ledger.delete_file(source)
        embedded = embed_missing(ledger, encoder, progress, before)
        before("drop unused vectors")
        ledger.delete_unused_vectors()
        failed_sources = {failure.source for failure in failed} - scan.outdated.keys()
        read = {found.source for found in plan.todo} - failed_sources
        before("sketch")
        duplicates = _find_duplicates(ledger, read)
        files = ledger.files()
        if not files:
            raise RefusedError(
                f"No document in {folder} could be read, and an empty index answers nothing: none was published."
                + "".join(f"\n  {failure.source}: {failure.message}" for failure in failed)
            )
        content = content_of(files, ledger.made_with)
        standing = compare_generations(index_folder, content)
        generation, publish = standing.number, not standing.up_to_date or rebuild
        if purge and not publish:
            publish = read_manifest(current_generation(index_folder))["content"] != content  # rolled back
        if publish:
            progress("build", 0, 1, "")
            manifest = _describe_generation(ledger, files, content, fingerprint)
            generation = publish_generation(index_folder, index_folder / LEDGER, manifest, before=before, apart=apart)
            progress("build", 1, 1, "")
        if purge:
            _purge(index_folder, ledger, generation, before)
            before("purge the feedback")
            open_feedback(index_folder, feedback).forget_answers(generation)
        report = Report(
            added=tuple(source for source in plan.added if source in read),
            changed=tuple(source for source in plan.changed if source in read),
            renamed=plan.renamed,
            deleted=plan.deleted,
            unchanged=plan.unchanged,
            failed=tuple(failed),
            left_out=scan.left_out,
            warnings={source: file.warnings for source, file in files.items() if file.warnings and source in read},
            duplicates=duplicates,
            notes=tuple(note for note in (interrupted, standing.note) if note),
            documents=len(files),
            chunks=ledger.count_chunks(),
            embedded=embedded,
            generation=generation,
            published=publish,
            seconds=round(time.monotonic() - began, 2),
        )
        before("note the run")
        reported = replace(report, deleted=(), renamed=(), duplicates=()) if purge else report
        write_last_run(index_folder, LastRun(DONE, run.began, now(), report=asdict(reported)))
        return report


def _rename(plan: Plan, ledger: Ledger, known: dict[str, LedgerFile], before: BeforeStep) -> None:
    for pair in plan.renamed:
        before("rename a file")
        ledger.rename_file(pair.before, pair.source, read_again=must_read_again(known[pair.before], pair.source))


def _list_outdated(scan: Scan, plan: Plan, ledger: Ledger) -> list[Failure]:
    """List the documents that could not be had this time, such as web pages of a site that is down."""
    kept = {source: file.loaded_at for source, file in ledger.files().items() if source not in plan.deleted}
    return [Failure(source, problem, kept.get(source, "")) for source, problem in scan.outdated.items()]


def _find_duplicates(ledger: Ledger, read: set[str]) -> tuple[Duplicate, ...]:
    ledger.put_sketches({source: sketch_text(text) for source, text in ledger.unsketched().items()})
    return find_duplicates(ledger.sketches(), read) if read else ()


def _describe_generation(
    ledger: Ledger, files: dict[str, LedgerFile], content: str, fingerprint: str
) -> dict[str, Any]:
    """Say what the next generation is made of and with, for its manifest."""
    return {
        "content": content,
        "embedding": {"fingerprint": fingerprint, "dimension": ledger.dimension(), "normalised": True},
        "chunking": CHUNKING,
        "files": [asdict(file) for _, file in sorted(files.items())],
    }


def _purge(index_folder: Path, ledger: Ledger, generation: int, before: BeforeStep) -> None:
    """Take what was deleted from everything that is kept: older generations, the ledger and its log."""
    for number in list_generations(index_folder):
        if number != generation:
            before("purge a generation")
            remove_generation(index_folder, number)
    before("purge the ledger")
    ledger.vacuum()
    sweep_leftovers(index_folder)
