"""How an index stands: which generation answers, what it holds, and what the last ingest did."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kb.apart import run_apart
from kb.errors import DamagedIndexError, KnowledgeBaseError, MissingIndexError
from kb.generations import current_generation, find_serving, list_generations
from kb.index import read_manifest, verify_generation
from kb.last_run import RUNNING, LastRun, read_last_run
from kb.lock import LOCK, find_holder
from kb.seal import find_damage


@dataclass(frozen=True, slots=True)
class Kept:
    """A generation that is kept. problem says why it can't be read; answers tells whether users get it."""

    number: int
    built_at: str
    documents: int
    chunks: int
    answers: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How an index stands, as users meet it.

    generation is the one that answers, 0 if none does; problem says what is wrong, in words for a person. age is in
    seconds. failed names the documents that the last ingest could not read, and why; ingesting names who ingests now.
    """

    generation: int
    built_at: str
    age: int
    model: str
    documents: int
    chunks: int
    kept: tuple[int, ...]
    failed: dict[str, str]
    last_run: str
    ingesting: str
    free_mb: int
    problem: str


def read_status(folder: Path, now: datetime | None = None) -> Status:
    """Look at an index folder; never raises for one that is missing or damaged."""
    manifest: dict[str, Any] = {}
    number, problem = 0, ""
    try:
        serving = find_serving(folder)
        manifest, problem = read_manifest(serving.path), serving.problem
        number = int(serving.path.name)
    except KnowledgeBaseError as error:
        problem = str(error)
    built_at = str(manifest.get("built_at", ""))
    run = read_last_run(folder)
    holder = find_holder(folder / LOCK)
    counts = manifest.get("counts", {})
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return Status(
        generation=number,
        built_at=built_at,
        age=_seconds_since(built_at, now or datetime.now(UTC)),
        model=manifest.get("embedding", {}).get("fingerprint", ""),
        documents=counts.get("documents", 0),
        chunks=counts.get("chunks", 0),
        kept=tuple(list_generations(folder)),
        failed={failure["source"]: failure["message"] for failure in (run.report.get("failed", ()) if run else ())},
        last_run=_describe_run(run, holder),
        ingesting=holder,
        free_mb=shutil.disk_usage(existing).free // 1_000_000,
        problem=problem,
    )


def list_kept(folder: Path) -> list[Kept]:
    """List the generations that are kept, newest first."""
    try:
        answering = int(find_serving(folder).path.name)
    except KnowledgeBaseError:
        answering = 0
    kept = []
    for number in list_generations(folder):
        path = folder / str(number)
        try:
            manifest = read_manifest(path)
        except KnowledgeBaseError as error:
            kept.append(Kept(number, "", 0, 0, number == answering, str(error)))
            continue
        damage, counts = find_damage(path), manifest["counts"]
        problem = f"damaged ({damage})" if damage else ""
        built_at, answers = manifest["built_at"], number == answering
        kept.append(Kept(number, built_at, counts["documents"], counts["chunks"], answers, problem))
    return kept


def check_index(folder: Path, number: int | None = None) -> int:
    """Check the current generation, or the named one, in processes of their own: its seal, its counts, its vectors.

    Gives its number; raises DamagedIndexError, MismatchedIndexError or MissingIndexError.
    """
    path = current_generation(folder) if number is None else folder / str(number)
    if not path.is_dir():
        raise MissingIndexError(f"There is no generation {number} in {folder}.")
    damage = find_damage(path)
    if damage:
        raise DamagedIndexError(f"Generation {path.name} is damaged ({damage}). Run `python -m ingest`.")
    run_apart(verify_generation, path)
    return int(path.name)


def describe_status(status: Status) -> str:
    """Describe a status in a few lines."""
    if status.generation:
        lines = [
            f"generation  {status.generation} of {', '.join(map(str, status.kept))}, built {status.built_at} "
            f"({_describe_age(status.age)} ago)",
            f"holds       {status.documents} documents, {status.chunks} chunks",
            f"model       {status.model}",
        ]
    else:
        lines = ["generation  none answers"]
    lines.append(f"last run    {status.last_run}")
    lines += [f"failed      {source}: {message}" for source, message in status.failed.items()]
    lines.append(f"free        {status.free_mb} MB")
    if status.problem:
        lines.append(f"problem     {status.problem}")
    return "\n".join(lines)


def _describe_run(run: LastRun | None, holder: str) -> str:
    if holder:
        return f"running ({holder})"
    if run is None:
        return "none"
    if run.state == RUNNING:
        return f"interrupted, it began {run.began}"
    return f"{run.state} {run.ended}" + (f": {run.error}" if run.error else "")


def _seconds_since(built_at: str, now: datetime) -> int:
    try:
        return max(0, int((now - datetime.fromisoformat(built_at)).total_seconds()))  # a clock may jump back
    except (ValueError, TypeError):
        return 0


def _describe_age(seconds: int) -> str:
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} seconds"
