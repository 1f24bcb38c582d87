"""The catalogue says of every document what the index holds, and what changed since the generation before."""

from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from kb.catalogue import ORDERS, Catalogue, Entry, choose_entries, read_catalogue
from kb.generations import open_current
from kb.index import Index
from kb.web.views.library import AT_ONCE, show_count, show_table


def entry(source: str, **known: object) -> Entry:
    """Make an entry of which only a few things matter."""
    about: dict[str, object] = {"title": source, "topic": "", "as_of": "undated", "old": False, "pages": 1}
    return Entry(source, **{**about, "characters": 1, "lang": "en", "url": "", **known})  # type: ignore[arg-type]


ENTRIES = (
    entry("b.md", title="Émile", topic="people", as_of="2020", characters=30),
    entry("a.pdf", title="anna", topic="people", as_of="2024-05", characters=10, change="altered"),
    entry("sub/c.md", title="Budget", topic="money", as_of="undated", characters=20, change="new"),
)


@pytest.mark.parametrize(
    ("order", "sources"),
    [
        ("title", ["a.pdf", "sub/c.md", "b.md"]),
        ("topic", ["sub/c.md", "a.pdf", "b.md"]),
        ("newest", ["a.pdf", "b.md", "sub/c.md"]),
        ("oldest", ["sub/c.md", "b.md", "a.pdf"]),
        ("longest", ["b.md", "sub/c.md", "a.pdf"]),
        ("changed", ["sub/c.md", "a.pdf", "b.md"]),
    ],
)
def test_documents_are_sorted(order: str, sources: list[str]) -> None:
    """Letters sort without regard to case and accents; what is undated is never the newest."""
    assert [one.source for one in choose_entries(ENTRIES, order=order)] == sources  # type: ignore[arg-type]
    assert order in ORDERS


@pytest.mark.parametrize(
    ("text", "topic", "sources"),
    [
        ("", "", ["a.pdf", "sub/c.md", "b.md"]),
        ("emile", "", ["b.md"]),
        ("  SUB budget ", "", ["sub/c.md"]),
        ("anna budget", "", []),
        ("", "people", ["a.pdf", "b.md"]),
        ("md", "people", ["b.md"]),
        ("(*[", "", []),
    ],
)
def test_documents_are_searched_and_chosen_by_topic(text: str, topic: str, sources: list[str]) -> None:
    """Every word typed must be in title, name or topic, however it is spelt."""
    assert [one.source for one in choose_entries(ENTRIES, text, topic)] == sources


def test_the_shipped_library_is_listed_whole(shipped: Index) -> None:
    """Each document once, with its own length; without a generation before it nothing counts as changed."""
    catalogue = read_catalogue(shipped)
    assert [one.source for one in catalogue.entries] == [document.source for document in shipped.documents]
    for one in catalogue.entries:
        texts = [shipped.text_of(one.source, page) for page in range(1, one.pages + 1)]
        assert one.characters == sum(map(len, texts))
        assert one.change == ""
    assert catalogue.gone == ()
    assert "history" in catalogue.topics


def test_what_an_ingest_changed_is_told(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """New, changed and deleted documents, against the generation before."""
    folder = tmp_path / "documents"
    for name in ("same", "changed", "deleted"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nThe text of {name}.\n")
    ingest()
    (folder / "changed.md").write_text("# changed\n\nAnother text.\n")
    (folder / "new.md").write_text("# new\n\nA new text.\n")
    (folder / "deleted.md").unlink()
    ingest()
    index = open_current(tmp_path / "index", bag)
    catalogue = read_catalogue(index)
    index.close()
    assert {one.source: one.change for one in catalogue.entries} == {
        "changed.md": "altered",
        "new.md": "new",
        "same.md": "",
    }
    assert catalogue.gone == ("deleted.md",)


def test_titles_of_documents_stay_text() -> None:
    """What a document calls itself becomes no markup, and the table stays on one line."""
    hostile = '<script>alert(1)</script>\n\n[l](javascript:alert(1)) " onclick=x'
    html = show_table([entry('"><img src=x>.md', title=hostile, topic=hostile, lang=hostile, url="javascript:x")], "en")
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:x" not in html
    assert "\n" not in html


def test_many_documents_are_shown_in_parts() -> None:
    """Of a thousand documents as many as one can read, and which these are."""
    many = tuple(entry(f"{number}.md") for number in range(1000))
    assert "Documents: 51 to 100 of 1000" in show_count(1000, AT_ONCE, Catalogue(many), "en")
    assert "Documents: 951 to 1000 of 1000" in show_count(1000, 950, Catalogue(many), "en")
    assert "Documents: 3" in show_count(3, 0, Catalogue(ENTRIES), "en")
    assert "No document matches" in show_table([], "en")
