"""python -m ingest with the fake model in the place of the real one: run as a script, for tests that need a process."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]  # this checkout, whatever is installed

from fakes import BagOfWords  # noqa: E402

import kb.models  # noqa: E402
from ingest.__main__ import complete_report, ingest  # noqa: E402
from kb.commands import run  # noqa: E402

if __name__ == "__main__":
    kb.models.load_embeddings = lambda *_, **__: BagOfWords()  # type: ignore[assignment]
    kb.models.embedding_fingerprint = lambda *_: BagOfWords().fingerprint
    sys.argv[1:] = complete_report(sys.argv[1:])
    run(ingest)
