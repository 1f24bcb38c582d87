"""Make the index of a set once, in a child process, and find it again."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from kb.errors import EvaluationError
from kb.evaluation.run import digest_program
from kb.evaluation.sets import EvaluationSet, digest_path

COMPLETE = "set.json"  # written last: a cache without it was interrupted
DONE = (0, 2)  # exit codes of an ingest: all read, some documents could not be
KEPT_RUNS = 4  # files of answers a set


def index_set(given: EvaluationSet, cache: Path, fingerprint: str) -> Path:
    """Give the index folder of a set's documents, ingesting them unless a complete one is there.

    It is named by a hash of the documents, of the embedding model (fingerprint) and of the program that ingests, so a
    change of the splitting is measured, too. Folders that the same set had before are removed.
    """
    if given.documents is None:
        raise EvaluationError(f"{given.path} has no documents of its own.")
    folder = cache / f"{safe_name(given.name)}-{digest_index(given.documents, fingerprint)}"
    if (folder / COMPLETE).is_file():
        return folder
    where = str(given.path.resolve())
    _ingest(given.documents, folder)
    (folder / COMPLETE).write_text(json.dumps({"path": where}), encoding="utf-8")
    for other in cache.glob(f"{safe_name(given.name)}-*/{COMPLETE}"):
        if other.parent != folder and json.loads(other.read_text(encoding="utf-8")).get("path") == where:
            shutil.rmtree(other.parent, ignore_errors=True)
    return folder


def digest_index(documents: Path, fingerprint: str) -> str:
    """Digest all that an index depends on: the documents, the embedding model and the program that ingests."""
    # What only the asking uses (kb/answer, ...) does not change an index.
    program = [
        digest_program("ingest"),
        digest_program("kb/index", leave_out=("read.py", "manifest.py", "retriever.py")),
        digest_program("kb/models", leave_out=("chat.py", "reranking.py")),
        *_sources("units.py", "words.py", "scores.py"),
    ]
    return hashlib.sha256("\n".join([digest_path(documents), fingerprint, *program]).encode()).hexdigest()[:12]


def answers_file(cache: Path, name: str, run: str) -> Path:
    """Name the file that keeps the answers of a run; of older runs of the set only the newest few stay."""
    file = cache / f"{safe_name(name)}.{run}.answers.jsonl"
    others = [other for other in cache.glob(f"{safe_name(name)}.*.answers.jsonl") if other != file]
    for old in sorted(others, key=lambda other: other.stat().st_mtime, reverse=True)[KEPT_RUNS - 1 :]:
        old.unlink(missing_ok=True)
    return file


def safe_name(name: str) -> str:
    """Make a name fit for a file."""
    return re.sub(r"[^\w-]+", "_", name) or "set"


def _ingest(documents: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).resolve().parents[2]  # where the package ingest lies beside kb
    paths = [str(program), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-m", "ingest", str(documents.resolve()), "--index", str(folder.resolve())],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=sys.stderr,
        check=False,
    )
    if done.returncode not in DONE:
        raise EvaluationError(f"The documents of {documents} could not be ingested (exit code {done.returncode}).")


def _sources(*names: str) -> list[str]:
    folder = Path(__file__).resolve().parents[1]
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names]
