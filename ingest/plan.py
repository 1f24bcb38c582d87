"""What an ingest has to do: the folder compared with what was read before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.formats.files import words_of_name
from ingest.ledger import LedgerFile
from ingest.scan import Found, Scan
from kb.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Renamed:
    """A document that has the content of one that is gone."""

    before: str
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between a folder and the ledger. todo is what is to be read, in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    deleted: tuple[str, ...]
    unchanged: int
    todo: tuple[Found, ...]

    def __bool__(self) -> bool:
        return bool(self.todo or self.renamed or self.deleted)


def plan_sync(scan: Scan, known: Mapping[str, LedgerFile]) -> Plan:
    """Compare by content: names and digests only, never times."""
    here = {found.source: found for found in (*scan.documents, *_out_of_reach(scan, known))}
    gone = {source: file for source, file in sorted(known.items()) if source not in here}
    by_content: dict[str, list[str]] = defaultdict(list)
    for source, file in gone.items():
        by_content[file.sha256].append(source)
    added: list[str] = []
    changed: list[str] = []
    renamed: list[Renamed] = []
    todo: list[Found] = []
    unchanged = 0
    for source, found in sorted(here.items()):
        was = known.get(source)
        if was is None and found.sha256 and by_content[found.sha256]:
            before = by_content[found.sha256].pop(0)
            renamed.append(Renamed(before, source))
            if must_read_again(gone[before], source):
                todo.append(found)
        elif was is None:
            added.append(source)
            todo.append(found)
        elif was.sha256 != found.sha256:
            changed.append(source)
            todo.append(found)
        else:
            unchanged += 1
    moved = {pair.before for pair in renamed}
    deleted = tuple(source for source in gone if source not in moved)
    return Plan(tuple(added), tuple(changed), tuple(renamed), deleted, unchanged, tuple(todo))


def must_read_again(file: LedgerFile, name: str) -> bool:
    """Tell whether a file may say something else under another name: that can name its format, or be its title."""
    before, after = Path(file.source), Path(name)
    return before.suffix.lower() != after.suffix.lower() or file.title in (words_of_name(before), before.name)


def guard_deletions(known: Mapping[str, LedgerFile], deleted: tuple[str, ...]) -> None:
    """Raise RefusedError when more than half of the documents would be dropped."""
    if not deleted or len(deleted) * 2 <= len(known):
        return
    some = ", ".join(deleted[:5]) + (", ..." if len(deleted) > 5 else "")
    raise RefusedError(
        f"{len(deleted)} of {len(known)} documents are gone from the folder ({some}). Nothing was changed. "
        "If that is meant, ingest with --allow-deletions."
    )


def _out_of_reach(scan: Scan, known: Mapping[str, LedgerFile]) -> list[Found]:
    """Find the documents that were in folders which can't be looked into just now."""
    found = {document.source for document in scan.documents}
    lost = []
    for source in known:
        for folder, reason in scan.unreachable.items():
            if source not in found and (not folder or source.startswith(f"{folder}/")):
                lost.append(Found(source, 0, problem=f"its folder can't be read: {reason}"))
                break
    return lost
