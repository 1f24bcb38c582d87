"""What is logged can't be forged: line breaks and colours from questions, names and documents are escaped."""

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import network_library

from kb.answer import Answer
from kb.logs import PlainLines
from kb.web.chat import converse
from kb.web.library import Library

FORGED = "why\nERROR root: all is lost \x1b[31m\r\u2028\x07?"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is logged as it is written by the program."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(PlainLines("%(levelname)s %(name)s: %(message)s"))
    logging.getLogger("kb.web.chat").addHandler(handler)
    yield text
    logging.getLogger("kb.web.chat").removeHandler(handler)


def test_a_question_forges_no_line(written: io.StringIO, tmp_path: Path) -> None:
    """Catalogue D7: it gets into a traceback, of which only the first line begins at the margin."""

    def ask(index: object, question: str, *rest: object) -> Iterator[Answer]:
        raise RuntimeError(question)

    with network_library(tmp_path) as live:
        list(converse(Library(live), ask, FORGED, ()))
    lines = written.getvalue().rstrip("\n").split("\n")
    assert any("all is lost" in line for line in lines)
    assert [line for line in lines if not line.startswith("    ")] == lines[:1]
    assert lines[0].startswith("ERROR kb.web.chat: Error ")
    assert all(line.isprintable() for line in lines)


def test_a_name_of_a_file_forges_no_line(tmp_path: Path) -> None:
    """Neither in what an ingest prints nor in what it complains of."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a\nERROR root: lost\x1b[31m.pdf").write_bytes(b"%PDF-1.4 x")
    (tmp_path / "documents" / "b.md").write_text("# B\n\nThe cat sat.\n")
    done = subprocess.run(
        [sys.executable, "-m", "ingest", tmp_path / "documents", "--index", tmp_path / "index"],
        capture_output=True,
        text=True,
        check=False,
    )
    printed = (done.stdout + done.stderr).split("\n")
    assert done.returncode == 2
    assert any("lost" in line for line in printed)
    assert not any(line.startswith("ERROR root") for line in printed)
    assert all(line.isprintable() for line in printed)
