"""The seal of a generation: what every byte of it was when it was published.

Chroma opens a damaged store without complaint, answers wrongly from it, or ends its process. So what is to be opened is
compared with its seal first, in a process of its own that needs nothing but Python: ``python kb/seal.py FOLDER``.
"""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

SEAL = "seal.json"
STORE = "chroma/chroma.sqlite3"
OPENED = "acquire_write"  # the one table that Chroma writes to whenever it opens a store
WHOLE, DAMAGED = 0, 1  # exit codes of the process


def seal_generation(path: Path) -> None:
    """Write down what each file of a generation is."""
    files = {name: _digest_file(path / name) for name in _files(path)}
    seal = {"files": files, STORE: _digest_store(path / STORE)}
    (path / SEAL).write_text(json.dumps(seal, indent=1), encoding="utf-8")


def find_damage(path: Path) -> str:
    """Compare a generation with its seal, in a process of its own; name the first thing that differs, "" if nothing.

    A generation without a seal (an older program made it) is not complained of.
    """
    command = [sys.executable, "-P", __file__, str(path)]  # -P: the modules beside this file are not its imports
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == WHOLE:
        return ""
    told = done.stdout.strip()
    return told if done.returncode == DAMAGED and told else f"its check ended with {done.returncode}"


def compare_with_seal(path: Path) -> str:
    """Name the first thing in a generation that is not as it was sealed, "" if there is none."""
    try:
        seal = json.loads((path / SEAL).read_text(encoding="utf-8"))
        sealed: dict[str, str] = seal["files"]
        store: str = seal[STORE]
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError):
        return f"{SEAL} can't be read"
    for name, digest in sealed.items():
        try:
            if _digest_file(path / name) != digest:
                return f"{name} has changed"
        except FileNotFoundError:
            return f"{name} is missing"
        except OSError as error:
            return f"{name} can't be read ({error.strerror})"
    try:
        return "" if _digest_store(path / STORE) == store else f"{STORE} has changed"
    except FileNotFoundError:
        return f"{STORE} is missing"
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return f"{STORE} is damaged ({error})"


def copy_store(path: Path, to: Path) -> None:
    """Copy the store of a generation as it is between two of a reader's writes."""
    with closing(_open_store(path / STORE)) as database, closing(sqlite3.connect(to)) as copy:
        database.backup(copy)


def _files(path: Path) -> Iterator[str]:
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.is_file() and name != SEAL and not name.startswith(STORE) and not _is_scratch(file):
            yield name


def _is_scratch(file: Path) -> bool:
    """Tell whether each reader writes the file anew: Chroma keeps the vectors of a small library in its store alone."""
    return file.suffix == ".bin" and not (file.parent / "index_metadata.pickle").exists()


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _digest_store(path: Path) -> str:
    """Digest the rows of a store: its bytes change with each opening, what it holds doesn't."""
    digest = hashlib.blake2b()
    with closing(_open_store(path)) as database:
        told = [row[0] for row in database.execute("PRAGMA integrity_check")]
        if told != ["ok"]:
            raise sqlite3.DatabaseError(told[0])
        tables = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for name, sql in tables:
            digest.update(f"{name}\0{sql}\0".encode())
            if name != OPENED and not sql.startswith("CREATE VIRTUAL"):  # a virtual table's rows are in the others
                for row in database.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 (a name that the store gave)
                    digest.update(repr(row).encode())
    return digest.hexdigest()


def _open_store(path: Path) -> sqlite3.Connection:
    path.stat()  # raises when it is missing; SQLite would only say that it can't open it
    mode = "rw" if os.access(path, os.W_OK) else "ro"  # rw: a reader killed in its opening left a journal to undo
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=10)


if __name__ == "__main__":
    told = compare_with_seal(Path(sys.argv[1]))
    print(told)
    sys.exit(DAMAGED if told else WHOLE)
