"""How the generations stand to what the ledger holds."""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ingest.ledger import LedgerFile
from kb.errors import KnowledgeBaseError
from kb.generations import current_generation, held_back, list_generations, named_generation, point_current
from kb.index import read_manifest
from kb.seal import find_damage


@dataclass(frozen=True, slots=True)
class Standing:
    """How the generations stand to what the ledger holds. number is the current one, 0 if none can be gone on with."""

    number: int
    up_to_date: bool
    note: str = ""


def content_of(files: dict[str, LedgerFile], made_with: dict[str, str]) -> str:
    """Name what a generation is made of: equal names, equal answers."""
    parts = [json.dumps(made_with, sort_keys=True)] + [f"{name}\0{file.sha256}" for name, file in sorted(files.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def compare_generations(index_folder: Path, content: str) -> Standing:
    """Tell whether what the ledger holds was published before, and is whole.

    After a rollback the newest generation holds it, not the current one: that is as it was wanted. A newest one that
    was never current, as the ingest that made it was ended just then, is not published.
    """
    numbers = list_generations(index_folder)
    if not numbers:
        return Standing(0, False)
    try:
        current = current_generation(index_folder)
        contents = {read_manifest(current)["content"]}
        with contextlib.suppress(KnowledgeBaseError):
            if held_back(index_folder) == numbers[0]:
                contents.add(read_manifest(index_folder / str(numbers[0]))["content"])
    except KnowledgeBaseError as error:  # damaged, or made with other packages: all the same, a new one is built
        return Standing(0, False, f"{error} It was built again.")
    if content not in contents:
        return Standing(int(current.name), False)
    damage = find_damage(current)
    if damage:
        return Standing(0, False, f"Generation {current.name} was damaged ({damage}); it was built again.")
    note = ""
    if named_generation(index_folder) != int(current.name):
        note = f"CURRENT named no generation; it names {current.name} again."
        point_current(index_folder, int(current.name))
    return Standing(int(current.name), True, note)
