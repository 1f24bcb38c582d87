"""make bench: what an answer costs, and how it compares with what others would answer.

    python tests/bench [SET ...]

A SET is a golden file, asked of the shipped documents, or a folder with questions.jsonl and its documents.
"""

import sys
from pathlib import Path

from kb.config import prepare_environment


def main() -> None:
    """Measure speed, then quality beside the peers."""
    prepare_environment()
    from peers import compare_peers
    from speed import measure_speed

    measure_speed()
    print()
    compare_peers([Path(given) for given in sys.argv[1:]])


if __name__ == "__main__":
    main()
