"""The folder of generations: which one is current, which one answers, and the way back to an earlier one."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from kb.errors import DamagedIndexError, MissingIndexError, RefusedError
from kb.index import read_manifest
from kb.lock import LOCK, hold_lock
from kb.seal import find_damage

CURRENT = "CURRENT"
INSTEAD_OF = " instead of "  # between the number that CURRENT names and the newest, where it was rolled back

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """The generation that answers. problem says, in words for a person, why it is not the one that CURRENT names."""

    path: Path
    problem: str


def list_generations(folder: Path) -> list[int]:
    """List the numbers of the sealed generations in an index folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted((int(p.name) for p in folder.iterdir() if p.name.isdecimal() and p.is_dir()), reverse=True)


def current_generation(folder: Path) -> Path:
    """Find the generation to read: what CURRENT names, else the newest whose manifest can be read.

    Raises MissingIndexError when there is none.
    """
    numbers = list_generations(folder)
    if not numbers:
        raise MissingIndexError(f"There is no index in {folder} yet. Run `make ingest` (or `python -m ingest`).")
    named = named_generation(folder)
    if named in numbers:
        return folder / str(named)
    for number in numbers:
        try:
            read_manifest(folder / str(number))
        except DamagedIndexError:
            continue
        log.warning("%s names no generation; reading generation %d", folder / CURRENT, number)
        return folder / str(number)
    raise DamagedIndexError(f"No generation in {folder} can be read. Run `python -m ingest --rebuild`.")


def named_generation(folder: Path) -> int:
    """Give the number that CURRENT names, 0 if it names none."""
    return _read_current(folder)[0]


def held_back(folder: Path) -> int:
    """Give the newest generation of the time when an earlier one was made current on purpose, 0 if none was.

    Any other that is newer than the current one was never current: its ingest ended before it could be.
    """
    return _read_current(folder)[1]


def _read_current(folder: Path) -> tuple[int, int]:
    try:
        named, _, held = (folder / CURRENT).read_text(encoding="utf-8").strip().partition(INSTEAD_OF)
    except (OSError, UnicodeDecodeError):
        return 0, 0
    return (int(named) if named.isdecimal() else 0), (int(held) if held.isdecimal() else 0)


def find_serving(folder: Path) -> Serving:
    """Find the generation that answers: the current one, or if that is damaged the nearest before it that is whole.

    Raises MissingIndexError when there is none at all, DamagedIndexError when none is whole.
    """
    current = current_generation(folder)
    damage = find_damage(current)
    if not damage:
        told = "" if named_generation(folder) else f"{CURRENT} named no generation; {current.name} is the newest."
        return Serving(current, told)
    told = f"Generation {current.name} is damaged ({damage})"
    numbers, number = list_generations(folder), int(current.name)
    for other in [n for n in numbers if n < number] + [n for n in numbers if n > number]:
        if not find_damage(folder / str(other)):
            return Serving(
                folder / str(other), f"{told}; generation {other} answers. Run `python -m ingest` to build it again."
            )
    raise DamagedIndexError(f"{told}, and no other is whole. Run `python -m ingest` to build it again.")


def point_current(folder: Path, number: int, instead_of: int = 0) -> None:
    """Name the generation that readers take, in one step that can't be half done.

    instead_of is the newest one where an earlier one is wanted.
    """
    aside = folder / f"{CURRENT}.tmp"
    with aside.open("w", encoding="utf-8") as file:
        file.write(f"{number}{INSTEAD_OF}{instead_of}\n" if instead_of else f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, folder / CURRENT)
    sync_folder(folder)


def sync_folder(path: Path) -> None:
    """Have the names in a folder written to its disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def roll_back(folder: Path, number: int | None = None) -> int:
    """Make an earlier generation current: the named one, else the one before; give its number.

    Raises RefusedError when there is no such generation, DamagedIndexError when it is not whole, LockedError while an
    ingest is running.
    """
    current = int(current_generation(folder).name)
    with hold_lock(folder / LOCK):
        kept = list_generations(folder)
        chosen = next((n for n in kept if n < current), None) if number is None else number
        if chosen not in kept or chosen == current:
            told = f"generation {number}" if number is not None else f"generation before {current}"
            there = ", ".join(map(str, kept))
            raise RefusedError(f"There is no {told} to go back to; kept are {there}, current is {current}.")
        damage = find_damage(folder / str(chosen))
        if damage:
            raise DamagedIndexError(f"Generation {chosen} is damaged ({damage}); {current} stays current.")
        point_current(folder, chosen, instead_of=kept[0] if chosen != kept[0] else 0)
    return chosen
