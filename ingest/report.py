"""Tell a person what an ingest did or would do, and what the bot sees of each document."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from ingest.look import DocumentLook, LibraryLook, Rehearsal
from ingest.page import write_page
from ingest.plan import Renamed
from ingest.sync import Report
from kb.errors import ConfigError

SHOWN = 20  # duplicates; the rest is counted
SUFFIXES = (".txt", ".json", ".html")


def describe_report(report: Report) -> str:
    """Describe a report in a few lines: the sum first, then every file that needs a look."""
    counts = _count(report.added, report.changed, report.renamed, report.deleted, report.unchanged)
    if report.failed:
        counts.append(f"{len(report.failed)} failed")
    if report.published:
        state = f"Published generation {report.generation}"
    else:
        state = f"Nothing to publish, generation {report.generation} is up to date"
    lines = [
        f"{', '.join(counts)}.",
        f"{state}: {report.documents} documents, {report.chunks} chunks, {report.embedded} newly embedded, "
        f"{report.seconds:.1f} s.",
    ]
    lines += [f"  note     {note}" for note in report.notes]
    for failure in report.failed:
        kept = f" (kept the version of {failure.kept})" if failure.kept else ""
        lines.append(f"  failed   {failure.source}: {failure.message}{kept}")
    lines += [f"  warning  {source}: {'; '.join(told)}" for source, told in report.warnings.items()]
    lines += [f"  renamed  {pair.before} is now {pair.source}" for pair in report.renamed]
    for duplicate in report.duplicates[:SHOWN]:
        says = "has the same text as" if duplicate.share == 1 else f"shares {duplicate.share:.0%} of its text with"
        lines.append(f"  like     {duplicate.source} {says} {duplicate.of}; keep one if they are versions of one")
    if len(report.duplicates) > SHOWN:
        lines.append(f"  like     and {len(report.duplicates) - SHOWN} more")
    lines += [f"  left out {source}: {reason}" for source, reason in report.left_out.items()]
    return "\n".join(lines)


def describe_rehearsal(rehearsal: Rehearsal) -> str:
    """Describe what an ingest would do, every document by name."""
    lines = [
        ", ".join(_count(rehearsal.added, rehearsal.changed, rehearsal.renamed, rehearsal.deleted, rehearsal.unchanged))
        + "."
    ]
    lines += [f"  add      {source}" for source in rehearsal.added]
    lines += [f"  change   {source}" for source in rehearsal.changed]
    lines += [f"  rename   {pair.before} to {pair.source}" for pair in rehearsal.renamed]
    lines += [f"  delete   {source}" for source in rehearsal.deleted]
    lines += [f"  keep     {source}, it {problem}" for source, problem in rehearsal.unreadable.items()]
    lines += [f"  left out {source}: {reason}" for source, reason in rehearsal.left_out.items()]
    if rehearsal.refused:
        lines.append(f"It would be refused: {rehearsal.refused}")
    return "\n".join([*lines, "Dry run: nothing was written."])


def describe_library(library: LibraryLook) -> str:
    """Describe what the bot sees, a few lines a document."""
    return "\n".join(_describe_library(library))


def write_report(library: LibraryLook, path: Path) -> None:
    """Write what the bot sees into a file, as text, JSON or HTML by its suffix; raises ConfigError for another."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ConfigError(f"The report {path} ends in {suffix or 'nothing'!r}; end it in {', '.join(SUFFIXES)}.")
    if suffix == ".json":
        text = json.dumps(asdict(library), ensure_ascii=False, indent=1)
    else:
        text = write_page(library) if suffix == ".html" else describe_library(library)
    try:
        path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigError(f"The report {path} can't be written ({error.strerror}).") from error


def _count(
    added: Sequence[str], changed: Sequence[str], renamed: Sequence[Renamed], deleted: Sequence[str], unchanged: int
) -> list[str]:
    named = (("added", added), ("changed", changed), ("renamed", renamed), ("deleted", deleted))
    return [*(f"{len(names)} {word}" for word, names in named if names), f"{unchanged} unchanged"]


def _describe_library(library: LibraryLook) -> Iterator[str]:
    read = sum(document.status in ("ok", "kept") for document in library.documents)
    yield f"Generation {library.generation}, built {library.built_at}: {read} documents."
    if library.problem:
        yield f"  {library.problem}"
    if library.before:
        yield f"Since generation {library.before}: " + (
            ", ".join(
                f"{word} {name}"
                for word, names in (
                    ("added", library.added),
                    ("changed", library.changed),
                    ("deleted", library.deleted),
                )
                for name in names
            )
            or "no document changed"
        )
    for document in library.documents:
        yield f"\n{describe_document(document)}"


def describe_document(document: DocumentLook) -> str:
    """Describe what the bot sees of a document in a few lines."""
    lines = [f"{document.source}: {document.status}" + (f", {document.problem}" if document.problem else "")]
    if document.pages:
        lines += [f"  {describe_size(document)}", *(f"  warning: {warning}" for warning in document.warnings)]
        lines.append(f"  {' '.join(document.preview.split())[:160]}")
    return "\n".join(lines)


def describe_size(document: DocumentLook) -> str:
    """Describe in one line what was read of a document."""
    parts = [
        f"{document.pages} page{'s' if document.pages > 1 else ''}",
        f"{document.characters} characters",
        f"{document.tables} table{'s' if document.tables != 1 else ''}",
        f"language {document.language or 'not told'}",
        f"as of {document.as_of}",
    ]
    if document.empty_pages:
        named = ", ".join(map(str, document.empty_pages[:10])) + (", ..." if len(document.empty_pages) > 10 else "")
        parts.append(f"no text on page {named}")
    if document.needs_ocr:
        parts.append("needs OCR")
    return ", ".join(parts)
