"""A generation opened, and warmed for its first question."""

import logging
import os
from pathlib import Path

from kb.errors import ConfigError, DamagedIndexError
from kb.generations.folder import find_serving
from kb.index import Index
from kb.models import TokenEmbeddings
from kb.reading import read_question

# One question in each language that has a lexicon; in English the identifier of languages is not loaded.
WARMING = (
    "Who is it?",
    "Qui est-ce que c'est ?",
    "Chi è questa persona?",
    "Cine este această persoană?",
    "Хто це такий?",
)

log = logging.getLogger(__name__)


def open_current(folder: Path, encoder: TokenEmbeddings) -> Index:
    """Open the generation that answers; when it is not the current one, the log says why."""
    serving = find_serving(folder)
    if serving.problem:
        log.warning("%s", serving.problem)
    return _open(folder, serving.path, encoder)


def _open(folder: Path, path: Path, encoder: TokenEmbeddings) -> Index:
    if not os.access(path / "chroma" / "chroma.sqlite3", os.W_OK):
        raise ConfigError(
            f"The index in {path} can't be written to, and its store does not open without. "
            "Give this user the right to, or name a copy by --index or KB_INDEX."
        )
    try:
        return Index(path, encoder)
    except DamagedIndexError:
        # An ingest may have swept the folder between the look and the opening.
        again = find_serving(folder).path
        if again == path:
            raise
        return Index(again, encoder)


def open_warm(folder: Path, path: Path, encoder: TokenEmbeddings) -> Index:
    """Open a generation, search it once, which loads its files, and learn its names and words for reading questions."""
    index = _open(folder, path, encoder)
    try:
        for question in WARMING:
            read_question(index, question)
        index.search([index.prepare("warm up")], top_k=1)
    except Exception as error:  # whatever a broken store raises, it is broken
        index.close()
        raise DamagedIndexError(f"The index in {path} is damaged ({type(error).__name__}).") from error
    return index
