"""Every record of fact is found: a plain search for its subject brings up its key figure."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.index import Index
from kb.retrieve import prepare_queries, retrieve_hits

TOP = 5
RECORDS = Path(__file__).parent / "records"


def records() -> list[dict[str, Any]]:
    """Read the table of records: where each stands, its key, and a search for its subject."""
    rows = [row for path in sorted(RECORDS.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [row for row in rows if "left_out" not in row]


@pytest.mark.parametrize("record", records(), ids=lambda record: record["record"])
def test_a_plain_search_for_its_subject_finds_the_record(shipped: Index, record: dict[str, Any]) -> None:
    """The record's key figure, name or date stands in one of the first five hits."""
    hits = retrieve_hits(shipped, prepare_queries(shipped, record["query"]), TOP)
    found = [hit for hit in hits if record["key"].casefold() in hit.text.casefold()]
    shown = "\n".join(f"  {hit.source} [{hit.heading}] {hit.text[:150]!r}" for hit in hits)
    assert found, f"{record['query']!r} should find {record['key']!r} ({record['document']}); found:\n{shown}"
