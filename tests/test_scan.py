"""What a folder holds, and what is left out of it."""

import os
from pathlib import Path

import pytest

from ingest.scan import scan_folder, source_of
from kb.errors import ConfigError, DocumentError


def names(folder: Path) -> list[str]:
    """Scan and give the sources."""
    return [found.source for found in scan_folder(folder).documents]


def test_documents_are_found_at_every_depth_in_order(tmp_path: Path) -> None:
    """Files with a known suffix are documents, named by their path in the folder and sorted."""
    for name in ("b.md", "a/c.TXT", "a/b/d.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a/b/d.csv", "a/c.TXT", "b.md"]


def test_what_is_no_document_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """README.md at the top, unknown suffixes and links are named with the reason; dotfiles are not."""
    for name in ("README.md", "x.exe", ".hidden.md", "~$x.docx", "Thumbs.db", "good.md", "noext"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "inside.md").write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "README.md").write_text("x")
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    (tmp_path / "folder").symlink_to("/etc", target_is_directory=True)
    scan = scan_folder(tmp_path)
    assert [found.source for found in scan.documents] == ["good.md", "sub/README.md"]
    assert scan.left_out == {
        "README.md": "not a document",
        "folder": "a link; only regular files are read",
        "link.md": "a link; only regular files are read",
        "noext": "no reader for files without a suffix",
        "x.exe": "no reader for .exe",
    }


def test_a_pipe_does_not_hang_the_scan(tmp_path: Path) -> None:
    """A named pipe is left out; opening it would wait for ever."""
    os.mkfifo(tmp_path / "pipe.md")
    assert scan_folder(tmp_path).left_out == {"pipe.md": "not a regular file"}


def test_odd_names_are_readable_and_distinct(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, newlines and direction marks are escaped; composed and decomposed names stay two."""
    for name in (b"bad\xff.md", b"two\nlines.md", "\u202etxt.md".encode(), "é.md".encode(), "e\u0301.md".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x")
    found = names(tmp_path)
    assert sorted(found) == sorted(["bad\\xff.md", "two\\nlines.md", "\\u202etxt.md", "é.md", "e\u0301.md"])
    assert source_of(Path("a/b.md")) == "a/b.md"


def test_a_file_that_can_not_be_opened_is_a_problem_not_a_loss(tmp_path: Path) -> None:
    """A file without permission is found, with the reason why it can't be read."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md").chmod(0)
    assert scan_folder(tmp_path).documents[0].problem == "can't be read: Permission denied"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A folder that does not exist is an error that names it, not an empty library."""
    with pytest.raises(ConfigError, match=r"no folder .*nowhere"):
        scan_folder(tmp_path / "nowhere")


def test_a_corpus_has_a_document_a_line(tmp_path: Path) -> None:
    """Each line of corpus.jsonl is a document with its id as source; the set's folder may be named instead."""
    (tmp_path / "corpus.jsonl").write_text('{"id": "p1", "title": "T", "text": "x"}\n\n{"id": 2, "text": "y"}\n')
    assert names(tmp_path) == names(tmp_path / "corpus.jsonl") == ["p1", "2"]


def test_an_evaluation_set_is_scanned_in_its_documents_folder(tmp_path: Path) -> None:
    """A folder with questions.jsonl and documents/ stands for its documents."""
    (tmp_path / "questions.jsonl").write_text("")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.md").write_text("x")
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", "line 2"), ("[]", "line 2"), ('{"id": "x"}', "line 2"), ('{"id": "a", "text": "again"}', "twice")],
)
def test_a_bad_corpus_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    """A line that is no passage, or an id that occurs twice, stops with the line's number."""
    (tmp_path / "corpus.jsonl").write_text('{"id": "a", "text": "x"}\n' + line + "\n")
    with pytest.raises(DocumentError, match=told):
        scan_folder(tmp_path)
