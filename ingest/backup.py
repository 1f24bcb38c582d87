"""Keep an index in one file, and bring it back, here or elsewhere."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from ingest.ledger import LEDGER, Ledger, translate_errors
from ingest.publish import sweep_leftovers
from kb.apart import RunApart, is_full, run_apart
from kb.errors import ConfigError, DamagedIndexError, MissingIndexError, NoSpaceError, RefusedError
from kb.generations import find_serving, list_generations, point_current, sync_folder
from kb.index import read_manifest, verify_generation
from kb.last_run import now
from kb.lock import LOCK, hold_lock
from kb.seal import STORE, compare_with_seal, copy_store

FORMAT = 1
CONTENTS = "backup.json"  # the first member: what all the others are
GENERATION = "generation"
TRIES = 3  # to copy a generation that an ingest sweeps meanwhile
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the generation that answered, and how many documents and bytes that are."""

    path: str
    made_at: str
    generation: int
    documents: int
    size: int


def back_up(index_folder: Path, path: Path) -> Backup:
    """Write the generation that answers and the ledger into one file, while the page answers and an ingest may run.

    What is there under the name is replaced at the end, by a file that has been read back. Raises KnowledgeBaseError.
    """
    aside = path.with_name(f"{path.name}.tmp")
    try:
        for left in reversed(range(TRIES)):
            try:
                return _back_up(index_folder, path, aside)
            except FileNotFoundError:
                if not left:
                    raise
    except OSError as error:
        if is_full(error):
            raise NoSpaceError(f"No space left to write {path}. Free some, or name another disk.") from error
        raise ConfigError(f"The backup {path} can't be written ({error.strerror}: {error.filename}).") from error
    finally:
        aside.unlink(missing_ok=True)
    raise AssertionError("unreachable")


def _back_up(index_folder: Path, path: Path, aside: Path) -> Backup:
    serving = find_serving(index_folder).path
    with TemporaryDirectory(dir=path.parent or None, prefix=f".{path.name}.") as temporary:
        copy = Path(temporary) / LEDGER
        with closing(Ledger.look(index_folder / LEDGER)) as ledger, translate_errors(index_folder / LEDGER):
            ledger.copy_to(copy)
        # A page that opens the store just now writes to it, so it is copied as a database, too.
        copy_store(serving, store := Path(temporary) / "store.sqlite3")
        members = {LEDGER: copy, f"{GENERATION}/{STORE}": store}
        for file in sorted(serving.rglob("*")):
            name = file.relative_to(serving).as_posix()
            if file.is_file() and not name.startswith(STORE):
                members[f"{GENERATION}/{name}"] = file
        digests = {name: _digest(file) for name, file in members.items()}
        manifest = read_manifest(serving)
        contents = {
            "format": FORMAT,
            "made_at": now(),
            "generation": int(serving.name),
            "model": manifest["embedding"]["fingerprint"],
            "documents": {file["source"]: file["sha256"] for file in manifest["files"]},
            "files": {name: {"size": file.stat().st_size, "sha256": digests[name]} for name, file in members.items()},
        }
        with aside.open("wb") as opened:
            os.chmod(aside, 0o600)  # it holds the text of every document
            with tarfile.open(fileobj=opened, mode="w") as archive:
                _add(archive, CONTENTS, io.BytesIO(head := json.dumps(contents).encode()), len(head))
                for name, file in members.items():
                    with file.open("rb") as member:
                        _add(archive, name, member, file.stat().st_size)
            opened.flush()
            os.fsync(opened.fileno())
    for name, block in _read(aside):
        del name, block  # reading compares every digest
    os.replace(aside, path)
    sync_folder(path.absolute().parent)
    return Backup(
        str(path), contents["made_at"], contents["generation"], len(contents["documents"]), path.stat().st_size
    )


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, file)


def restore(path: Path, index_folder: Path, *, replace: bool = False, apart: RunApart = run_apart) -> Backup:
    """Bring a backup back as the current generation of an index folder.

    Raises RefusedError when there is an index and replace is not given, DamagedIndexError when the file is not what it
    was when it was made. With replace, older generations stay, to be rolled back to.
    """
    index_folder.mkdir(parents=True, exist_ok=True)
    with hold_lock(index_folder / LOCK):
        numbers = list_generations(index_folder)
        if (numbers or (index_folder / LEDGER).exists()) and not replace:
            raise RefusedError(
                f"There is an index in {index_folder}. Name an empty folder by --index, or replace it by --replace."
            )
        sweep_leftovers(index_folder)
        aside = index_folder / "restore.tmp"
        try:
            backup = _unpack(path, aside)
            damage = compare_with_seal(aside / GENERATION)
            if damage:
                raise DamagedIndexError(f"The backup {path} is damaged ({damage}); nothing was restored.")
            apart(verify_generation, aside / GENERATION)
            with closing(Ledger.look(aside / LEDGER)):
                pass
            number = max(numbers, default=0) + 1
            for left in (f"{LEDGER}-wal", f"{LEDGER}-shm"):  # of the ledger that is replaced
                (index_folder / left).unlink(missing_ok=True)
            os.replace(aside / LEDGER, index_folder / LEDGER)
            (aside / GENERATION).rename(index_folder / str(number))
            point_current(index_folder, number)
        except OSError as error:
            if is_full(error):
                raise NoSpaceError(f"No space left in {index_folder} to restore {path}. Free some.") from error
            raise ConfigError(f"{path} can't be restored into {index_folder} ({error.strerror or error}).") from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return backup


def _unpack(path: Path, folder: Path) -> Backup:
    folder.mkdir()
    contents: dict[str, Any] = {}
    opened: IO[bytes] | None = None
    last = ""
    try:
        for name, block in _read(path):
            if name == CONTENTS:
                contents = json.loads(block)
                need, free = sum(file["size"] for file in contents["files"].values()), shutil.disk_usage(folder).free
                if need > free:
                    raise NoSpaceError(
                        f"{path} needs {need // 1_000_000} MB, {folder} has {free // 1_000_000} MB free."
                    )
                continue
            if name != last:
                if opened:
                    opened.close()
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                opened, last = (folder / name).open("xb"), name
            if opened:
                opened.write(block)
    finally:
        if opened:
            opened.close()
    files = [file for file in folder.rglob("*") if file.is_file()]
    for file in files:
        with file.open("rb") as written:
            os.fsync(written.fileno())
    return Backup(
        str(path), contents["made_at"], contents["generation"], len(contents["documents"]), path.stat().st_size
    )


def _read(path: Path) -> Iterator[tuple[str, bytes]]:
    """Read a backup: its contents, then each member in blocks, whose digests are compared.

    Only the files that it lists are read, under names that stay inside a folder; links and the like are refused.
    """
    try:
        with tarfile.open(path, mode="r|") as archive:
            listed: dict[str, Any] | None = None
            for member in archive:
                file = archive.extractfile(member) if member.isreg() else None
                if listed is None:
                    if member.name != CONTENTS or file is None or member.size > 1 << 28:
                        raise DamagedIndexError(f"{path} is no backup of an index.")
                    block = file.read()
                    listed = _check_contents(path, json.loads(block))
                    yield CONTENTS, block
                    continue
                known = listed.pop(member.name, None)
                if known is None or file is None or member.size != known["size"]:
                    raise DamagedIndexError(f"The backup {path} is damaged: {member.name!r} is not what it lists.")
                digest = hashlib.sha256()
                yield member.name, b""
                while block := file.read(BLOCK):
                    digest.update(block)
                    yield member.name, block
                if digest.hexdigest() != known["sha256"]:
                    raise DamagedIndexError(f"The backup {path} is damaged: {member.name!r} has changed.")
            if listed is None or listed:
                raise DamagedIndexError(f"The backup {path} is damaged: it ends too early.")
    except FileNotFoundError as error:
        raise MissingIndexError(f"There is no backup {path}.") from error
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise DamagedIndexError(f"{path} is no backup of an index, or a damaged one ({error}).") from error


def _check_contents(path: Path, contents: dict[str, Any]) -> dict[str, Any]:
    if contents["format"] != FORMAT:
        raise DamagedIndexError(
            f"The backup {path} has format {contents['format']}, this program reads format {FORMAT}. Use the program "
            "that made it."
        )
    for name in contents["files"]:
        place = PurePosixPath(name)
        inside = name == LEDGER or place.parts[:1] == (GENERATION,)
        if place.is_absolute() or ".." in place.parts or "\0" in name or not inside or str(place) != name:
            raise DamagedIndexError(f"The backup {path} names {name!r}, which is no part of an index.")
    return dict(contents["files"])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe_backup(backup: Backup, done: str) -> str:
    """Say in one line what was backed up or restored."""
    return (
        f"{done} {backup.path}: generation {backup.generation}, {backup.documents} documents, "
        f"{backup.size / 1_000_000:.1f} MB, made {backup.made_at}."
    )
