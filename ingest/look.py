"""Look at what the bot sees of each document, and at what an ingest would do; nothing is written."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.child import ParserChild
from ingest.ledger import Ledger, LedgerFile
from ingest.plan import Renamed, guard_deletions, plan_sync
from ingest.scan import Scan
from kb.errors import DocumentError, KnowledgeBaseError, RefusedError
from kb.generations import find_serving, list_generations
from kb.index import read_manifest
from kb.last_run import read_last_run

PREVIEW = 400  # characters

_TABLE = re.compile(r"(?:^\| .*(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DocumentLook:
    """What the bot sees of one document.

    status is "ok", "kept" (it could not be read the last time; what is here is its last good version), "failed" (there
    is none) or "left out". problem says why it is not ok, and what to do.
    """

    source: str
    status: str
    problem: str = ""
    title: str = ""
    read_at: str = ""
    as_of: str = ""
    language: str = ""
    pages: int = 0
    empty_pages: tuple[int, ...] = ()
    needs_ocr: bool = False
    tables: int = 0
    characters: int = 0
    warnings: tuple[str, ...] = ()
    preview: str = ""


@dataclass(frozen=True, slots=True)
class LibraryLook:
    """What the bot sees of a library, and what changed since the generation before (0 if there is none)."""

    generation: int
    built_at: str
    before: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    problem: str
    documents: tuple[DocumentLook, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an ingest would do. refused says why it would do nothing, unreadable names the files it could not open."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    deleted: tuple[str, ...]
    unchanged: int
    left_out: dict[str, str]
    unreadable: dict[str, str]
    refused: str


def look_at_library(index_folder: Path, ledger_path: Path) -> LibraryLook:
    """Look at what was read of every document, and at the generation that answers."""
    ledger = Ledger.look(ledger_path)
    try:
        files, failures = ledger.files(), ledger.failures()
        pages: dict[str, list[str]] = defaultdict(list)
        for page in ledger.texts():
            pages[page.source].append(page.text)
    finally:
        ledger.close()
    run = read_last_run(index_folder)
    left_out: dict[str, str] = run.report.get("left_out", {}) if run else {}
    looks = [_look_at(file, pages[source], failures.get(source, "")) for source, file in files.items()]
    looks += [DocumentLook(source, "failed", problem) for source, problem in failures.items() if source not in files]
    looks += [DocumentLook(source, "left out", reason) for source, reason in left_out.items()]
    number, before, built_at, problem = 0, 0, "", ""
    new: dict[str, Any] = {}
    old: dict[str, Any] = {}
    try:
        serving = find_serving(index_folder)
        problem, number = serving.problem, int(serving.path.name)
        manifest = read_manifest(serving.path)
        new, built_at = _digests(manifest), manifest["built_at"]
        before = next((n for n in list_generations(index_folder) if n < number), 0)
        old = _digests(read_manifest(index_folder / str(before))) if before else {}
    except KnowledgeBaseError as error:
        problem = problem or str(error)
    return LibraryLook(
        generation=number,
        built_at=built_at,
        before=before,
        added=tuple(sorted(new.keys() - old.keys())) if before else (),
        changed=tuple(sorted(source for source in new.keys() & old.keys() if new[source] != old[source])),
        deleted=tuple(sorted(old.keys() - new.keys())),
        problem=problem,
        documents=tuple(sorted(looks, key=lambda look: look.source)),
    )


def _digests(manifest: dict[str, Any]) -> dict[str, Any]:
    return {file["source"]: file["sha256"] for file in manifest["files"]}


def _look_at(file: LedgerFile, pages: list[str], problem: str) -> DocumentLook:
    text = "\n".join(pages)
    empty = tuple(number for number, page in enumerate(pages, start=1) if not page.strip())
    return DocumentLook(
        source=file.source,
        status="kept" if problem else "ok",
        problem=problem,
        title=file.title,
        read_at=file.loaded_at,
        as_of=file.as_of,
        language=file.lang,
        pages=len(pages),
        empty_pages=empty,
        needs_ocr=bool(empty) and file.source.lower().endswith(".pdf"),
        tables=sum(len(_TABLE.findall(page)) for page in pages),
        characters=len(text),
        warnings=file.warnings,
        preview=text.strip()[:PREVIEW],
    )


def look_at_file(path: Path, child: ParserChild) -> DocumentLook:
    """Look at a file as an ingest would read it, without any library."""
    try:
        loaded = child.load(path, path.name)
    except DocumentError as error:
        return DocumentLook(path.name, "failed", str(error))
    file = LedgerFile(
        source=path.name,
        sha256="",
        size=0,
        loaded_at="",
        title=loaded.title,
        topic=loaded.topic,
        as_of=loaded.as_of,
        url=loaded.url,
        lang=loaded.lang,
        pages=len(loaded.pages),
        warnings=loaded.warnings,
    )
    return _look_at(file, list(loaded.pages), "")


def rehearse_sync(scan: Scan, known: Mapping[str, LedgerFile], *, allow_deletions: bool = False) -> Rehearsal:
    """Tell what an ingest of a scanned folder would do."""
    plan, refused = plan_sync(scan, known), ""
    if not allow_deletions:
        try:
            guard_deletions(known, plan.deleted)
        except RefusedError as error:
            refused = str(error)
    unreadable = {found.source: found.problem for found in plan.todo if found.problem}
    return Rehearsal(
        added=tuple(source for source in plan.added if source not in unreadable),
        changed=tuple(source for source in plan.changed if source not in unreadable),
        renamed=plan.renamed,
        deleted=plan.deleted,
        unchanged=plan.unchanged,
        left_out=scan.left_out,
        unreadable=unreadable,
        refused=refused,
    )
