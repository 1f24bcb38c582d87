"""Every file of a generation, broken in every way, is named before it is opened, and the one before answers."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from kb.errors import DamagedIndexError
from kb.generations import LiveIndex, find_serving, list_generations, open_current
from kb.seal import compare_with_seal, find_damage
from kb.status import list_kept, read_status


def remove(path: Path) -> None:
    """Take the file away."""
    path.unlink()


def empty(path: Path) -> None:
    """Leave nothing in the file."""
    path.write_bytes(b"")


def halve(path: Path) -> None:
    """Leave the first half."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flip(path: Path) -> None:
    """Change bytes all over the file."""
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 7, len(content), max(1, len(content) // 50)):
        content[place] ^= 0xFF
    path.write_bytes(content)


@pytest.fixture
def two(ingest: Ingest, tmp_path: Path) -> Path:
    """An index with two generations; the newer one has the text "Second."."""
    # More than a thousand chunks make Chroma write its vectors into files, as it does for a real library.
    rows = "".join(f"## Part {number}\n\nSentence of part {number}.\n\n" for number in range(1050))
    (tmp_path / "documents" / "long.md").write_text(f"# Long\n\n{rows}")
    for text in ("First.", "Second."):
        (tmp_path / "documents" / "a.md").write_text(f"# A\n\n{text}\n")
        ingest()
    return tmp_path / "index"


def test_every_file_broken_in_every_way_is_named_and_the_generation_before_answers(
    two: Path, tmp_path: Path, bag: BagOfWords
) -> None:
    """Catalogue B12, B13, promise P9: missing, empty, half, flipped; nothing of it is opened in this process."""
    whole = tmp_path / "whole"
    shutil.copytree(two / "2", whole)
    names = [file.relative_to(whole) for file in sorted(whole.rglob("*")) if file.is_file()]
    assert {"chroma.sqlite3", "data_level0.bin", "tokens.int8", "texts.sqlite"} <= {name.name for name in names}
    missed = []
    for name in names:
        for breaks in (remove, empty, halve, flip):
            breaks(two / "2" / name)
            if name.name == "seal.json" and breaks is remove:
                pass  # without its seal a generation is one that an older program made
            elif not compare_with_seal(two / "2"):
                missed.append((name, breaks.__name__))
            shutil.copyfile(whole / name, two / "2" / name)
    assert missed == []
    assert compare_with_seal(two / "2") == ""
    (two / "2" / "tokens.npz").unlink()
    serving = find_serving(two)
    assert serving.path.name == "1"
    assert "Generation 2 is damaged (tokens.npz is missing); generation 1 answers" in serving.problem
    index = open_current(two, bag)
    assert index.text_of("a.md", 1).endswith("First.")
    index.close()
    assert read_status(two).generation == 1
    assert [(one.number, one.answers, bool(one.problem)) for one in list_kept(two)] == [
        (2, False, True),
        (1, True, False),
    ]


@pytest.mark.parametrize("breaks", [remove, empty, halve, flip])
def test_a_page_that_starts_on_a_damaged_index_answers_from_the_one_before(
    ingest: Ingest, tmp_path: Path, bag: BagOfWords, breaks: Callable[[Path], None]
) -> None:
    """Catalogue B12, B13: the page opens the generation before, says so, and takes the one that is built again."""
    for text in ("First.", "Second."):
        (tmp_path / "documents" / "a.md").write_text(f"# A\n\n{text}\n")
        ingest()
    breaks(tmp_path / "index" / "2" / "chroma" / "chroma.sqlite3")
    live = LiveIndex(tmp_path / "index", bag)
    assert "Generation 2 is damaged (chroma/chroma.sqlite3" in live.problem
    with live.borrow() as index:
        assert index.text_of("a.md", 1).endswith("First.")
    report = ingest()
    assert (report.published, report.generation) == (True, 3)
    assert "Generation 2 was damaged" in report.notes[0]
    live.refresh()
    assert live.problem == ""
    with live.borrow() as index:
        assert index.text_of("a.md", 1).endswith("Second.")
    live.close()


def test_when_no_generation_is_whole_that_is_said(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Nothing whole is an error with the command that mends it, never an empty answer; that command mends it."""
    (tmp_path / "documents" / "a.md").write_text("# A\n\nText.\n")
    ingest()
    empty(tmp_path / "index" / "1" / "texts.sqlite")
    with pytest.raises(DamagedIndexError, match=r"texts.sqlite has changed.*`python -m ingest`"):
        open_current(tmp_path / "index", bag)
    assert "is damaged" in read_status(tmp_path / "index").problem
    assert ingest().published
    open_current(tmp_path / "index", bag).close()


def test_reading_a_generation_leaves_its_seal(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Chroma writes to its store whenever it is opened; that is no damage."""
    (tmp_path / "documents" / "a.md").write_text("# A\n\nText.\n")
    ingest()
    for _ in range(2):
        index = open_current(tmp_path / "index", bag)
        index.check()
        index.close()
        assert find_damage(tmp_path / "index" / "1") == ""
    assert list_generations(tmp_path / "index") == [1]
