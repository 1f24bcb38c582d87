"""What an ingest would do, what the bot sees, and what is told of documents that say the same."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from ingest.duplicates import Duplicate, find_duplicates, sketch_text
from ingest.ledger import Ledger
from ingest.look import look_at_library, rehearse_sync
from ingest.plan import Renamed
from ingest.report import describe_library, describe_rehearsal, describe_report, write_report
from ingest.scan import scan_folder
from kb.errors import ConfigError

TEXT = " ".join(f"Sentence {n} tells of thing {n * 7} in place {n * 3}." for n in range(60))
CASES = [
    ("the same text", TEXT, TEXT, 1.0, 1.0),
    ("other case and marks", TEXT, TEXT.upper().replace(".", "!"), 1.0, 1.0),
    ("last year's version", TEXT, TEXT.replace("place 3 ", "place 4 ").replace("tells of thing 70", "x"), 0.8, 0.99),
    ("a part added", TEXT, TEXT + " More words that were not there before." * 3, 0.8, 0.99),
    ("another text", TEXT, " ".join(f"Word{n} and other{n} things." for n in range(60)), 0.0, 0.0),
    ("the same few words", "Two words", "two words", 1.0, 1.0),
    ("other few words", "Two words", "Three words here", 0.0, 0.0),
]


@pytest.mark.parametrize(("what", "one", "other", "least", "most"), CASES)
def test_documents_that_say_the_same_are_found(what: str, one: str, other: str, least: float, most: float) -> None:
    """Catalogue A20: equal texts and versions of one are found with their share, other texts are not."""
    found = find_duplicates({"old": sketch_text(one), "new": sketch_text(other)}, ["new"])
    if not most:
        assert found == ()
    else:
        assert [(duplicate.source, duplicate.of) for duplicate in found] == [("new", "old")]
        assert least <= found[0].share <= most


def test_duplicates_are_reported_and_both_are_kept(ingest: Ingest, tmp_path: Path) -> None:
    """Catalogue A20: a copy under another name is named once, when it comes; deleting one keeps the other."""
    (tmp_path / "documents" / "2024.md").write_text(f"# Report\n\n{TEXT}\n")
    ingest()
    (tmp_path / "documents" / "2025.md").write_text(f"# Report\n\n{TEXT}\n")
    report = ingest()
    assert report.duplicates == (Duplicate("2025.md", "2024.md", 1.0),)
    assert "2025.md has the same text as 2024.md" in describe_report(report)
    assert ingest().duplicates == ()
    (tmp_path / "documents" / "2024.md").unlink()
    assert (ingest().documents, ingest().deleted) == (1, ())


@pytest.fixture
def changed(ingest: Ingest, tmp_path: Path) -> Path:
    """A library of which documents were added, changed, renamed, deleted and broken since the last ingest."""
    documents = tmp_path / "documents"
    for name in ("a", "b", "c", "d"):
        (documents / f"{name}.md").write_text(
            f"# About {name}\n\nText of {name}.\n\n| Name | Sum |\n|---|---|\n| x | 1 |\n"
        )
    ingest()
    (documents / "a.md").write_text("# About a\n\nNew text.\n")
    (documents / "b.md").rename(documents / "moved.md")
    (documents / "c.md").unlink()
    (documents / "new.txt").write_text("A new text with <script>alert(1)</script> in it.")
    (documents / "tool.exe").write_bytes(b"MZ")
    return tmp_path


def test_a_dry_run_tells_everything_and_writes_nothing(changed: Path, ingest: Ingest) -> None:
    """What an ingest then does is what the dry run told; not a byte of the index folder changes before."""
    index = changed / "index"
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in index.rglob("*")}
    ledger = Ledger.look(index / "ledger.sqlite")
    rehearsal = rehearse_sync(scan_folder(changed / "documents"), ledger.files())
    ledger.close()
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in index.rglob("*")} == before
    report = ingest()
    assert (rehearsal.added, rehearsal.changed) == (report.added, report.changed) == (("new.txt",), ("a.md",))
    assert rehearsal.renamed == report.renamed == (Renamed("b.md", "moved.md"),)
    assert rehearsal.deleted == report.deleted == ("c.md",)
    assert rehearsal.unchanged == report.unchanged == 1
    assert "rename   b.md to moved.md" in describe_rehearsal(rehearsal)


def test_a_dry_run_tells_that_an_ingest_would_be_refused(ingest: Ingest, tmp_path: Path) -> None:
    """Too many deletions are told beforehand, with the option that allows them."""
    for name in "abc":
        (tmp_path / "documents" / f"{name}.md").write_text(f"# {name}\n\nText.\n")
    ingest()
    for name in "ab":
        (tmp_path / "documents" / f"{name}.md").unlink()
    ledger = Ledger.look(tmp_path / "index" / "ledger.sqlite")
    known = ledger.files()
    ledger.close()
    assert "--allow-deletions" in rehearse_sync(scan_folder(tmp_path / "documents"), known).refused
    assert rehearse_sync(scan_folder(tmp_path / "documents"), known, allow_deletions=True).refused == ""


class Outline(HTMLParser):
    """Collect the tags, texts and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_report_shows_what_the_bot_sees(changed: Path, ingest: Ingest) -> None:
    """Each document has status, sizes, advice and a preview; what changed since the generation before is told."""
    (changed / "documents" / "d.md").write_bytes(b"")
    ingest()
    library = look_at_library(changed / "index", changed / "index" / "ledger.sqlite")
    looks = {look.source: look for look in library.documents}
    assert (library.generation, library.before) == (2, 1)
    assert (library.added, library.changed, library.deleted) == (("moved.md", "new.txt"), ("a.md",), ("b.md", "c.md"))
    assert {source: look.status for source, look in looks.items()} == {
        "a.md": "ok",
        "d.md": "kept",
        "moved.md": "ok",
        "new.txt": "ok",
        "tool.exe": "left out",
    }
    assert looks["d.md"].problem == "empty file"
    assert (looks["moved.md"].pages, looks["moved.md"].tables, looks["moved.md"].empty_pages) == (1, 1, ())
    assert looks["moved.md"].characters > 20
    assert "Text of b." in looks["moved.md"].preview
    told = describe_library(library)
    assert "d.md: kept, empty file" in told
    assert "Since generation 1: added moved.md, added new.txt, changed a.md, deleted b.md, deleted c.md" in told


@pytest.mark.parametrize("suffix", [".txt", ".json", ".html"])
def test_a_report_can_be_written_as_text_json_and_html(changed: Path, ingest: Ingest, suffix: str) -> None:
    """The page is whole in itself, loads nothing, and shows what documents say as text; JSON has the same documents."""
    ingest()
    path = changed / f"report{suffix}"
    library = look_at_library(changed / "index", changed / "index" / "ledger.sqlite")
    write_report(library, path)
    text = path.read_text()
    assert all(look.source in text for look in library.documents)
    if suffix == ".json":
        assert [document["source"] for document in json.loads(text)["documents"]] == [
            look.source for look in library.documents
        ]
    if suffix == ".html":
        page = Outline(text)
        assert "script" not in page.tags
        assert page.addresses == []
        assert any("<script>alert(1)</script>" in shown for shown in page.texts)
        assert {"main", "h1", "caption", "th", "title"} <= set(page.tags)
        assert "default-src 'none'" in text
        assert '<html lang="en">' in text


def test_a_report_of_another_suffix_is_refused(changed: Path, bag: BagOfWords) -> None:
    """A suffix that is not known is named with those that are."""
    library = look_at_library(changed / "index", changed / "index" / "ledger.sqlite")
    with pytest.raises(ConfigError, match=r"'\.doc'; end it in \.txt, \.json, \.html"):
        write_report(library, changed / "report.doc")
