"""Whether the ledger was made with what is set now; vectors of two kinds are never mixed."""

from pathlib import Path

from ingest.ledger import Ledger, translate_errors
from kb.errors import ConfigError, KnowledgeBaseError, MismatchedIndexError, NoSpaceError


def open_ledger(path: Path, made_with: dict[str, str], rebuild: bool) -> Ledger:
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
