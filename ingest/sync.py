"""Make the index say what the documents say: the one place that knows the order of the steps."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from ingest.child import ParserChild
from ingest.ledger import Ledger, LedgerFile
from ingest.load import Loaded, load_passage
from ingest.lock import hold_lock
from ingest.publish import check_space, point_current, publish_generation, sweep_leftovers
from ingest.scan import Found, scan_folder
from ingest.split import CHUNKING, split_sections
from kb.errors import ConfigError, DocumentError, KnowledgeBaseError, MismatchedIndexError, RefusedError
from kb.generations import current_generation
from kb.index import embed_chunks, read_manifest
from kb.models import TokenEmbeddings

EMBEDDED = 128  # chunks a step: what a killed ingest has to embed again at most

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
    """What one ingest did. generation is the number that is current afterwards; published tells whether it is new."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    left_out: dict[str, str]
    warnings: dict[str, tuple[str, ...]]
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
    progress: Progress = lambda *_: None,
) -> Report:
    """Bring the index up to date with a folder.

    fingerprint names the embedding model; load_encoder loads it, and is called only when something is to be embedded.
    Raises LockedError, RefusedError, MismatchedIndexError, ConfigError or NoSpaceError; whatever is raised, the
    generation that was current goes on.
    """
    began = time.monotonic()
    _make_folder(index_folder)
    with hold_lock(index_folder / "lock"), ExitStack() as stack:
        sweep_leftovers(index_folder)
        ledger = _open_ledger(index_folder / "ledger.sqlite", {"embedding": fingerprint, "chunking": CHUNKING}, rebuild)
        stack.callback(ledger.close)
        encoder = _Lazy(load_encoder)
        scan = scan_folder(folder)
        known = ledger.files()
        here = {found.source for found in scan.documents}
        deleted = tuple(source for source in known if source not in here)
        _guard_deletions(known, deleted, allow_deletions)
        todo = [f for f in scan.documents if f.source not in known or known[f.source].sha256 != f.sha256]
        if todo or deleted:
            check_space(index_folder)
        failed = _read(todo, ledger, encoder, known, progress)
        ledger.put_failures({failure.source: failure.message for failure in failed})
        for source in deleted:
            ledger.delete_file(source)
        embedded = _embed(ledger, encoder, progress)
        ledger.delete_unused_vectors()
        failed_sources = {failure.source for failure in failed}
        read = [found.source for found in todo if found.source not in failed_sources]
        files = ledger.files()
        if not files:
            raise RefusedError(
                f"No document in {folder} could be read, and an empty index answers nothing: none was published."
                + "".join(f"\n  {failure.source}: {failure.message}" for failure in failed)
            )
        content = _content_of(files, ledger.made_with)
        generation, up_to_date = _current(index_folder, content)
        if not up_to_date or rebuild:
            progress("build", 0, 1, "")
            dimension = ledger.dimension()
            manifest = {
                "content": content,
                "embedding": {"fingerprint": fingerprint, "dimension": dimension, "normalised": True},
                "chunking": CHUNKING,
                "files": [asdict(file) for _, file in sorted(files.items())],
            }
            generation = publish_generation(index_folder, index_folder / "ledger.sqlite", manifest)
            progress("build", 1, 1, "")
        report = Report(
            added=tuple(source for source in read if source not in known),
            changed=tuple(source for source in read if source in known),
            deleted=deleted,
            unchanged=len(scan.documents) - len(todo),
            failed=tuple(failed),
            left_out=scan.left_out,
            warnings={source: file.warnings for source, file in files.items() if file.warnings and source in read},
            documents=len(files),
            chunks=ledger.count_chunks(),
            embedded=embedded,
            generation=generation,
            published=not up_to_date or rebuild,
            seconds=round(time.monotonic() - began, 2),
        )
        (index_folder / "last_run.json").write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")
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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lock").open("a").close()
    except OSError as error:
        raise ConfigError(
            f"The index folder {folder} can't be written to ({error.strerror}). Name another by --index or KB_INDEX."
        ) from error


def _open_ledger(path: Path, made_with: dict[str, str], rebuild: bool) -> Ledger:
    """Open the ledger; one that was made with something else is refused, or on --rebuild made anew."""
    try:
        ledger = Ledger(path, made_with)
    except KnowledgeBaseError:
        if not rebuild:
            raise
        for file in path.parent.glob(f"{path.name}*"):  # with what SQLite keeps beside it
            file.unlink()
        ledger = Ledger(path, made_with)
    if rebuild:
        ledger.start_over(made_with)
    elif ledger.made_with != made_with:
        was = ledger.made_with
        ledger.close()
        differs = ", ".join(
            f"{name} {was.get(name)} is now {made_with[name]}" for name in made_with if was.get(name) != made_with[name]
        )
        raise MismatchedIndexError(
            f"The index was made with other settings ({differs}), and vectors of two kinds are never mixed. "
            "Run `python -m ingest --rebuild`, or set it back."
        )
    return ledger


def _guard_deletions(known: dict[str, LedgerFile], deleted: Sequence[str], allowed: bool) -> None:
    if allowed or not deleted or len(deleted) * 2 <= len(known):
        return
    some = ", ".join(deleted[:5]) + (", ..." if len(deleted) > 5 else "")
    raise RefusedError(
        f"{len(deleted)} of {len(known)} documents are gone from the folder ({some}). Nothing was changed. "
        "If that is meant, ingest with --allow-deletions."
    )


def _read(
    todo: Sequence[Found],
    ledger: Ledger,
    encoder: _Lazy,
    known: dict[str, LedgerFile],
    progress: Progress,
) -> list[Failure]:
    failed: list[Failure] = []
    with ExitStack() as stack:
        child: ParserChild | None = None
        for done, found in enumerate(todo):
            progress("read", done, len(todo), found.source)
            try:
                if found.problem:
                    raise DocumentError(found.problem)
                if found.passage is not None:
                    loaded = load_passage(found.passage, found.source)
                else:
                    child = child or stack.enter_context(ParserChild())
                    loaded = child.load(found.path, found.source)
                _put(found, loaded, ledger, encoder())
            except DocumentError as error:
                before = known.get(found.source)
                failed.append(Failure(found.source, str(error), before.loaded_at if before else ""))
    progress("read", len(todo), len(todo), "")
    return failed


def _put(found: Found, loaded: Loaded, ledger: Ledger, encoder: TokenEmbeddings) -> None:
    chunks = split_sections(loaded.sections, encoder.count_tokens, encoder.max_tokens)
    if not chunks:
        raise DocumentError("no text found in it. If it is a scan, ingest a version with text.")
    file = LedgerFile(
        source=found.source,
        sha256=found.sha256,
        size=found.size,
        loaded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        title=loaded.title,
        topic=loaded.topic,
        as_of=loaded.as_of,
        url=loaded.url,
        lang=loaded.lang,
        pages=len(loaded.pages),
        warnings=loaded.warnings,
    )
    ledger.put_file(file, loaded.pages, chunks)


def _embed(ledger: Ledger, encoder: _Lazy, progress: Progress) -> int:
    missing = ledger.chunks_without_vector()
    for first in range(0, len(missing), EMBEDDED):
        progress("embed", first, len(missing), "")
        batch = missing[first : first + EMBEDDED]
        ledger.put_vectors([key for key, _ in batch], embed_chunks([chunk for _, chunk in batch], encoder()))
    if missing:
        progress("embed", len(missing), len(missing), "")
    return len(missing)


def _content_of(files: dict[str, LedgerFile], made_with: dict[str, str]) -> str:
    """Name what a generation is made of: equal names, equal answers."""
    parts = [json.dumps(made_with, sort_keys=True)] + [f"{name}\0{file.sha256}" for name, file in sorted(files.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _current(index_folder: Path, content: str) -> tuple[int, bool]:
    """Give the current generation and whether it already has this content."""
    try:
        path = current_generation(index_folder)
        manifest = read_manifest(path)
    except KnowledgeBaseError:  # none, damaged, or made with other packages: all the same, a new one is built
        return 0, False
    same = manifest["content"] == content
    if same:
        point_current(index_folder, int(path.name))  # CURRENT may have been missing or garbled
    return int(path.name), same
