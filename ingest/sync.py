"""Make the index say what the documents say: the one place that knows the order of the steps."""

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.child import ParserChild
from ingest.duplicates import Duplicate, find_duplicates, sketch_text
from ingest.extracted import UNDATED
from ingest.folder import make_folder
from ingest.ledger import Ledger, LedgerFile, translate_errors
from ingest.load import Loaded, load_passage
from ingest.plan import Plan, Renamed, guard_deletions, must_read_again, plan_sync
from ingest.publish import (
    FLOOR,
    BeforeStep,
    check_space,
    describe_need,
    publish_generation,
    remove_generation,
    size_of,
    sweep_leftovers,
)
from ingest.scan import Found, Scan, look_at, scan_folder
from ingest.split import CHUNKING, split_sections
from kb.apart import RunApart, is_full, run_apart
from kb.errors import (
    ConfigError,
    DamagedIndexError,
    DocumentError,
    KnowledgeBaseError,
    MismatchedIndexError,
    NoSpaceError,
    RefusedError,
)
from kb.feedback import open_feedback
from kb.generations import current_generation, list_generations, named_generation, point_current
from kb.index import embed_chunks, read_manifest
from kb.last_run import DONE, REFUSED, RUNNING, STOPPED, LastRun, now, read_last_run, write_last_run
from kb.lock import LOCK, hold_lock
from kb.models import TokenEmbeddings
from kb.seal import find_damage

LEDGER = "ledger.sqlite"
EMBEDDED = 64  # chunks a step: what a killed ingest has to embed again at most
EXHAUSTED = 1_000_000  # bytes free, below which whatever fails has failed for that
READINGS = 3  # of a file that changes while it is read

Step = Literal["read", "embed", "build"]
Progress = Callable[[Step, int, int, str], None]  # step, done, of how many, on what


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read. kept is when its last good version was read, "" if there is none."""

    source: str
    message: str
    kept: str


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


@dataclass(frozen=True, slots=True)
class _Standing:
    """How the generations stand to what the ledger holds. number is the current one, 0 if none can be gone on with."""

    number: int
    up_to_date: bool
    note: str = ""


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
    with _explained(index_folder), ExitStack() as stack:
        stack.enter_context(hold_lock(index_folder / LOCK))
        run, interrupted = stack.enter_context(_noted(index_folder, before))
        before("sweep leftovers")
        sweep_leftovers(index_folder)
        before("open the ledger")
        made_with = {"embedding": fingerprint, "chunking": CHUNKING}
        ledger = _open_ledger(index_folder / LEDGER, made_with, rebuild)
        stack.callback(ledger.close)
        encoder = _Lazy(load_encoder)
        before("scan")
        scan = scan_all(folder, index_folder, further)
        known = ledger.files()
        plan = plan_sync(scan, known)
        if not allow_deletions:
            guard_deletions(known, plan.deleted)
        if plan:
            check_space(index_folder)
        _rename(plan, ledger, known, before)
        known = ledger.files()
        failed = _read(plan.todo, ledger, encoder, known, progress, before, parser)
        kept = {source: file.loaded_at for source, file in ledger.files().items() if source not in plan.deleted}
        failed += [Failure(source, problem, kept.get(source, "")) for source, problem in scan.outdated.items()]
        before("note failures")
        ledger.put_failures({failure.source: failure.message for failure in failed})
        for source in plan.deleted:
            before("delete a file")
            ledger.delete_file(source)
        embedded = _embed(ledger, encoder, progress, before)
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
        content = _content_of(files, ledger.made_with)
        standing = _compare(index_folder, content)
        generation, publish = standing.number, not standing.up_to_date or rebuild
        if purge and not publish:
            publish = read_manifest(current_generation(index_folder))["content"] != content  # rolled back
        if publish:
            progress("build", 0, 1, "")
            manifest = {
                "content": content,
                "embedding": {"fingerprint": fingerprint, "dimension": ledger.dimension(), "normalised": True},
                "chunking": CHUNKING,
                "files": [asdict(file) for _, file in sorted(files.items())],
            }
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


class _Lazy:
    """Load the embedding model when it is first needed: an ingest that changes nothing costs nothing."""

    def __init__(self, load: Callable[[], TokenEmbeddings]) -> None:
        self._load = load
        self._encoder: TokenEmbeddings | None = None

    def __call__(self) -> TokenEmbeddings:
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Raise what a disk or a ledger refuses as an error that tells a person what to do."""
    try:
        with translate_errors(folder / LEDGER):
            yield
    except (OSError, KnowledgeBaseError) as error:
        if isinstance(error, NoSpaceError) or is_full(error):
            raise NoSpaceError(_describe_full(folder, error)) from error
        if isinstance(error, (OSError, DamagedIndexError)) and shutil.disk_usage(folder).free < EXHAUSTED:
            raise NoSpaceError(_describe_full(folder, error)) from error  # the stores don't always tell why they fail
        if isinstance(error, OSError):
            named = f": {error.filename}" if error.filename else ""
            raise ConfigError(f"The index folder {folder} can't be used ({error.strerror or error}{named}).") from error
        raise


def _describe_full(folder: Path, error: Exception) -> str:
    ledger = folder / LEDGER
    sizes = [ledger.stat().st_size if ledger.exists() else 0]
    with contextlib.suppress(KnowledgeBaseError, OSError):
        sizes.append(size_of(current_generation(folder)))
    need, free = 2 * max(sizes) + FLOOR, shutil.disk_usage(folder).free
    if free < need:
        return describe_need(folder, need, free)
    return f"A file in {folder} can't grow ({error}). Look at the quota and at `ulimit -f`, and ingest again."


@contextlib.contextmanager
def _noted(folder: Path, before: BeforeStep) -> Iterator[tuple[LastRun, str]]:
    """Note that an ingest runs, and how it ended if it raises; give the note, and what is to say of the run before."""
    last = read_last_run(folder)
    report = last.report if last else {}
    told = ""
    if last and last.state == RUNNING:
        told = f"The ingest that began at {last.began} was interrupted; this one goes on from what it had done."
    run = LastRun(RUNNING, now(), report=report)
    before("note the start")
    write_last_run(folder, run)
    try:
        yield run, told
    except BaseException as error:
        refused = isinstance(error, KnowledgeBaseError)
        ended = replace(run, state=REFUSED if refused else STOPPED, ended=now(), error=str(error) if refused else "")
        with contextlib.suppress(OSError):  # on a full disk what is raised matters, not the note
            write_last_run(folder, ended)
        raise


def _open_ledger(path: Path, made_with: dict[str, str], rebuild: bool) -> Ledger:
    """Open the ledger; one that was made with something else is refused, or on --rebuild made anew."""
    if rebuild:
        try:
            ledger = Ledger(path, made_with)
            try:
                with translate_errors(path):
                    ledger.start_over(made_with)
            except BaseException:
                ledger.close()
                raise
        except (NoSpaceError, ConfigError):
            raise
        except KnowledgeBaseError:  # damaged, or made by another program
            for file in path.parent.glob(f"{path.name}*"):  # with what SQLite keeps beside it
                file.unlink()
            ledger = Ledger(path, made_with)
        return ledger
    ledger = Ledger(path, made_with)
    if ledger.made_with != made_with:
        was = ledger.made_with
        ledger.close()
        refuse_mismatch(was, made_with)
    return ledger


def refuse_mismatch(was: dict[str, str], made_with: dict[str, str]) -> None:
    """Raise MismatchedIndexError when the ledger was made with something else than is set now."""
    differs = [
        f"{name} {was.get(name)} is now {made_with[name]}" for name in made_with if was.get(name) != made_with[name]
    ]
    if differs:
        raise MismatchedIndexError(
            f"The index was made with other settings ({', '.join(differs)}), and vectors of two kinds are never mixed. "
            "Run `python -m ingest --rebuild`, or set it back."
        )


def scan_all(folder: Path, index_folder: Path, further: Callable[[Path], Scan]) -> Scan:
    """Scan a folder, and what there is beside it."""
    scan, more = scan_folder(folder), further(index_folder)
    return Scan(
        (*scan.documents, *more.documents),
        scan.left_out | more.left_out,
        scan.unreachable | more.unreachable,
        scan.outdated | more.outdated,
    )


def _rename(plan: Plan, ledger: Ledger, known: dict[str, LedgerFile], before: BeforeStep) -> None:
    for pair in plan.renamed:
        before("rename a file")
        ledger.rename_file(pair.before, pair.source, read_again=must_read_again(known[pair.before], pair.source))


def _read(
    todo: Sequence[Found],
    ledger: Ledger,
    encoder: _Lazy,
    known: dict[str, LedgerFile],
    progress: Progress,
    before: BeforeStep,
    parser: Callable[[], AbstractContextManager[ParserChild]],
) -> list[Failure]:
    failed: list[Failure] = []
    with parser() as child:
        for done, found in enumerate(todo):
            progress("read", done, len(todo), found.source)
            before("read a file")
            try:
                found, loaded = _load(found, child)
                before("keep a file")
                _put(found, loaded, ledger, encoder())
            except DocumentError as error:
                last_good = known.get(found.source)
                failed.append(Failure(found.source, str(error), last_good.loaded_at if last_good else ""))
    progress("read", len(todo), len(todo), "")
    return failed


def _load(found: Found, child: ParserChild) -> tuple[Found, Loaded]:
    """Read a document; one that changes meanwhile is read again, so that digest and text are of one moment."""
    if found.passage is not None:
        return found, load_passage(found.passage, found.source)
    for _ in range(READINGS):
        if found.problem:
            raise DocumentError(found.problem)
        loaded = child.load(found.path, found.source)
        seen = look_at(found.path, found.source)
        if seen.sha256 == found.sha256:
            return found, loaded
        found = replace(found, size=seen.size, sha256=seen.sha256, problem=seen.problem)
    raise DocumentError("changed while it was read; ingest again when it is finished")


def _put(found: Found, loaded: Loaded, ledger: Ledger, encoder: TokenEmbeddings) -> None:
    chunks = split_sections(loaded.sections, encoder.count_tokens, encoder.max_tokens)
    if not chunks:
        raise DocumentError("no text found in it. If it is a scan, ingest a version with text.")
    for chunk in chunks:
        metadata = chunk.metadata
        metadata["url"] = metadata["url"] or found.url
        if found.as_of and metadata["as_of"] == UNDATED:
            metadata["as_of"] = found.as_of
    file = LedgerFile(
        source=found.source,
        sha256=found.sha256,
        size=found.size,
        loaded_at=now(),
        title=loaded.title,
        topic=loaded.topic,
        as_of=found.as_of if found.as_of and loaded.as_of == UNDATED else loaded.as_of,
        url=loaded.url or found.url,
        lang=loaded.lang,
        pages=len(loaded.pages),
        warnings=loaded.warnings,
    )
    ledger.put_file(file, loaded.pages, chunks)


def _embed(ledger: Ledger, encoder: _Lazy, progress: Progress, before: BeforeStep) -> int:
    missing = ledger.chunks_without_vector()
    for first in range(0, len(missing), EMBEDDED):
        batch = missing[first : first + EMBEDDED]
        place = batch[0][1].metadata
        progress("embed", first, len(missing), f"{place['source']}, page {place['page']}")
        before("embed")
        ledger.put_vectors([key for key, _ in batch], embed_chunks([chunk for _, chunk in batch], encoder()))
    if missing:
        progress("embed", len(missing), len(missing), "")
    return len(missing)


def _find_duplicates(ledger: Ledger, read: set[str]) -> tuple[Duplicate, ...]:
    ledger.put_sketches({source: sketch_text(text) for source, text in ledger.unsketched().items()})
    return find_duplicates(ledger.sketches(), read) if read else ()


def _content_of(files: dict[str, LedgerFile], made_with: dict[str, str]) -> str:
    """Name what a generation is made of: equal names, equal answers."""
    parts = [json.dumps(made_with, sort_keys=True)] + [f"{name}\0{file.sha256}" for name, file in sorted(files.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _compare(index_folder: Path, content: str) -> _Standing:
    """Tell whether what the ledger holds was published before, and is whole.

    After a rollback the newest generation holds it, not the current one: that is as it was wanted.
    """
    numbers = list_generations(index_folder)
    if not numbers:
        return _Standing(0, False)
    try:
        current = current_generation(index_folder)
        contents = {read_manifest(current)["content"]}
        with contextlib.suppress(KnowledgeBaseError):
            contents.add(read_manifest(index_folder / str(numbers[0]))["content"])
    except KnowledgeBaseError as error:  # damaged, or made with other packages: all the same, a new one is built
        return _Standing(0, False, f"{error} It was built again.")
    if content not in contents:
        return _Standing(int(current.name), False)
    damage = find_damage(current)
    if damage:
        return _Standing(0, False, f"Generation {current.name} was damaged ({damage}); it was built again.")
    note = ""
    if named_generation(index_folder) != int(current.name):
        note = f"CURRENT named no generation; it names {current.name} again."
        point_current(index_folder, int(current.name))
    return _Standing(int(current.name), True, note)


def _purge(index_folder: Path, ledger: Ledger, generation: int, before: BeforeStep) -> None:
    """Take what was deleted from everything that is kept: older generations, the ledger and its log."""
    for number in list_generations(index_folder):
        if number != generation:
            before("purge a generation")
            remove_generation(index_folder, number)
    before("purge the ledger")
    ledger.vacuum()
    sweep_leftovers(index_folder)
