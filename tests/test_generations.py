"""Which generation is read, and how a page follows it while it is asked."""

import threading
import time
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from kb.errors import DamagedIndexError, MissingIndexError
from kb.generations import LiveIndex, current_generation, list_generations, open_current


def write(folder: Path, name: str, text: str) -> None:
    """Write a document."""
    (folder / "documents" / name).write_text(f"# {name}\n\n{text}\n")


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    """Without any generation the message names the command."""
    with pytest.raises(MissingIndexError, match="make ingest"):
        current_generation(tmp_path / "index")


def test_a_useless_current_falls_back_to_the_newest(ingest: Ingest, tmp_path: Path) -> None:
    """CURRENT missing, empty, garbled or pointing nowhere: the newest is read, and the next ingest mends it."""
    write(tmp_path, "a.md", "One.")
    ingest()
    write(tmp_path, "a.md", "Two.")
    ingest()
    current = tmp_path / "index" / "CURRENT"
    for content in (None, b"", b"garbage", b"99\n", b"\xff\xfe"):
        current.unlink()
        if content is not None:
            current.write_bytes(content)
        assert current_generation(tmp_path / "index").name == "2", content
        ingest()
        assert current.read_text() == "2\n", content


def test_no_readable_generation_is_named_damaged(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """When the only generation has lost its manifest, that is said, and it is not taken for an empty index."""
    write(tmp_path, "a.md", "One.")
    ingest()
    (tmp_path / "index" / "1" / "manifest.json").unlink()
    with pytest.raises(DamagedIndexError):
        open_current(tmp_path / "index", bag)


def test_live_index_follows_and_keeps_a_borrowed_generation_open(
    ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """A question that began on the old generation ends on it; the next one gets the new; the old is then closed."""
    write(tmp_path, "a.md", "The old text.")
    ingest()
    live = LiveIndex(tmp_path / "index", bag)
    with live.borrow() as old:
        write(tmp_path, "a.md", "The new text.")
        ingest()
        live.refresh()
        with live.borrow() as new:
            assert new.text_of("a.md", 1).endswith("The new text.")
        assert old.search([old.prepare("text")], 1)[0].text == "The old text."
    with pytest.raises(Exception, match="closed"):
        old._texts.execute("SELECT 1")
    live.close()


def test_who_looks_while_another_swaps_gets_the_new_one(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """A look at CURRENT ends only when what another look has opened can be borrowed."""
    write(tmp_path, "a.md", "The old text.")
    ingest()
    live = LiveIndex(tmp_path / "index", bag)
    seen = live._seen
    write(tmp_path, "a.md", "The new text.")
    ingest()
    lookers = [threading.Thread(target=live.refresh) for _ in range(2)]
    with live._lock:  # nothing can be swapped yet
        lookers[0].start()
        while live._seen == seen:
            time.sleep(0.01)
        lookers[1].start()
        lookers[1].join(0.5)
        assert lookers[1].is_alive()
    for looker in lookers:
        looker.join()
    with live.borrow() as index:
        assert index.text_of("a.md", 1).endswith("The new text.")
    live.close()


def test_live_index_starts_without_an_index_and_finds_it_later(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """A page that starts before the first ingest says so, and answers as soon as there is an index."""
    live = LiveIndex(tmp_path / "index", bag)
    with pytest.raises(MissingIndexError, match="make ingest"), live.borrow():
        pass
    write(tmp_path, "a.md", "One.")
    ingest()
    deadline = time.monotonic() + 10
    while live.problem and time.monotonic() < deadline:
        time.sleep(0.05)
    with live.borrow() as index:
        assert [document.source for document in index.documents] == ["a.md"]
    live.close()


def test_readers_see_one_generation_or_the_other_never_a_mix(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """While generations are published under three readers, every search has hits of one generation only."""
    names = [f"{letter}.md" for letter in "abcd"]
    for name in names:
        write(tmp_path, name, "marker0 stands in every document.")
    ingest()
    live = LiveIndex(tmp_path / "index", bag)
    stop, mixed, searches = threading.Event(), [], [0]

    def read() -> None:
        while not stop.is_set():
            with live.borrow() as index:
                texts = [hit.text for hit in index.search([index.prepare("marker stands in every document")], 4)]
            markers = {text.split()[0] for text in texts}
            searches[0] += 1
            time.sleep(0.005)  # leaves the other core to the ingest
            if len(markers) != 1 or len(texts) != 4:
                mixed.append(texts)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for round_ in range(1, 3):
        for name in names:
            write(tmp_path, name, f"marker{round_} stands in every document.")
        ingest()
        live.refresh()
    stop.set()
    for reader in readers:
        reader.join()
    live.close()
    assert not mixed
    assert searches[0] > 20
    assert list_generations(tmp_path / "index") == [3, 2, 1]
