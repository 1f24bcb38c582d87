"""What a generation says of itself."""

import json
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Any

from kb.errors import DamagedIndexError, MismatchedIndexError
from kb.index.values import SCHEMA, StoredDocument


def read_manifest(path: Path) -> dict[str, Any]:
    """Read what a generation says of itself; raises DamagedIndexError or MismatchedIndexError."""
    try:
        manifest: dict[str, Any] = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        schema = manifest["schema"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(f"The index in {path} has no readable manifest.") from error
    if schema != SCHEMA:
        raise MismatchedIndexError(
            f"The index has schema {schema}, this program reads schema {SCHEMA}. Run `python -m ingest --rebuild`."
        )
    made_with = manifest["packages"]["chromadb"]
    if made_with != version("chromadb"):
        raise MismatchedIndexError(
            f"The index was made with chromadb {made_with}, not {version('chromadb')}. Run `python -m ingest`."
        )
    return manifest


def stored_documents(files: list[dict[str, Any]]) -> tuple[StoredDocument, ...]:
    """Give the documents that a manifest lists, each with its first row."""
    names = ("source", "title", "topic", "as_of", "url", "lang", "pages", "rows")
    first_rows = accumulate((file["rows"] for file in files), initial=0)
    return tuple(
        StoredDocument(**{name: file[name] for name in names}, first_row=first)
        for file, first in zip(files, first_rows, strict=False)
    )
