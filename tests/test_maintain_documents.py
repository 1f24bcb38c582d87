"""The folder of documents as the page may change it: no name leads out, nothing is overwritten unasked."""

import os
import time
from pathlib import Path

import pytest

from ingest.load import load_document
from ingest.scan import CORPUS, NOT_DOCUMENTS, scan_folder
from kb.documents import (
    LEFT_SECONDS,
    LONGEST_NAME,
    RESERVED,
    delete_document,
    find_place,
    list_topics,
    put_in_place,
    safe_name,
    set_aside,
)
from kb.drafts import Draft, name_draft, write_draft
from kb.errors import UploadError

NAMES = [
    ("plain.md", "plain.md"),
    ("Rapport d’activité 2024.PDF", "Rapport d’activité 2024.pdf"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\system.ini", "system.ini"),
    ("/etc/cron.d/job.txt", "job.txt"),
    ("a\x00b.md", "ab.md"),
    ("line\nbreak.md", "linebreak.md"),
    ("evil\u202egnp.md", "evilgnp.md"),
    (".hidden.md", "hidden.md"),
    ("~$open.docx", "open.docx"),
    ("-rf.md", "rf.md"),
    ('a<b>c:"d|e?f*.txt', "a_b_c__d_e_f_.txt"),
    ("  many   blanks .md", "many blanks.md"),
    ("e\u0301te\u0301.md", "été.md"),
    ("Звіт.docx", "Звіт.docx"),
    ("no suffix", "no suffix"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two topics, a hidden one, one behind a link, and something beside it that is nobody's business."""
    folder = tmp_path / "documents"
    for name in ("pets", "people/staff", ".git"):
        (folder / name).mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("secret")
    (folder / "linked").symlink_to(tmp_path / "outside")
    (folder / "link.md").symlink_to(tmp_path / "outside" / "secret.md")
    (folder / "README.md").write_text("guide")
    (folder / "pets" / "Été.md").write_text("old")
    return folder


@pytest.mark.parametrize(("given", "name"), NAMES)
def test_names_are_made_safe(given: str, name: str) -> None:
    """Catalogue D4, A27: what remains is one plain name; made safe again, it stays as it is."""
    assert safe_name(given) == name
    assert safe_name(name) == name


@pytest.mark.parametrize("given", ["", ".", "..", "/", "\x00", "...", "~$", "   ", "\u202e"])
def test_nothing_is_no_name(given: str) -> None:
    """What has no letter left is refused."""
    with pytest.raises(UploadError) as caught:
        safe_name(given)
    assert caught.value.reason == "name"


@pytest.mark.parametrize("given", ["a" * 300 + ".pdf", "ї" * 300 + ".docx", "a." + "b" * 300])
def test_long_names_are_cut_and_keep_what_they_are(given: str) -> None:
    """300 characters: the name fits a file system, whatever the script, and a suffix of a document stays."""
    name = safe_name(given)
    assert len(name.encode()) <= LONGEST_NAME
    assert Path(name).suffix in (".pdf", ".docx", "." + "b" * 16)


def test_topics_are_the_folders_that_there_are(folder: Path) -> None:
    """Not hidden ones, and not what lies behind a link; none where the documents are no folder."""
    assert list_topics(folder) == ["", "people", "people/staff", "pets"]
    assert list_topics(folder / "README.md") == []


@pytest.mark.parametrize(
    "topic", ["..", "../outside", "linked", ".git", "/etc", "pets/../..", "nowhere", "pets\x00", "pets/"]
)
def test_other_topics_are_refused(folder: Path, topic: str) -> None:
    """Catalogue D4: a topic is one of the list, word for word."""
    with pytest.raises(UploadError) as caught:
        find_place(folder, topic, "new.md")
    assert caught.value.reason == "topic"


@pytest.mark.parametrize("name", RESERVED)
def test_what_means_something_at_the_top_is_no_document(folder: Path, name: str) -> None:
    """A corpus.jsonl at the top would replace the whole library; within a topic the name is free."""
    with pytest.raises(UploadError):
        find_place(folder, "", name)
    assert find_place(folder, "pets", name) == folder / "pets" / name


def test_ingest_knows_no_other_such_names() -> None:
    """What ingest leaves out or takes for the whole is reserved here."""
    assert {*(name.lower() for name in NOT_DOCUMENTS), CORPUS, "questions.jsonl"} == set(RESERVED)


@pytest.mark.parametrize("name", ["Été.md", "été.md", "E\u0301te\u0301.md"])
def test_a_twin_is_the_same_document(folder: Path, name: str) -> None:
    """Another case or another way to write an accent makes no second document beside the first."""
    assert find_place(folder, "pets", name) == folder / "pets" / "Été.md"


def test_a_folder_that_can_not_be_looked_into_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and no stack trace."""

    def refuse(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kb.documents.os.listdir", refuse)
    with pytest.raises(UploadError, match="Permission denied") as caught:
        find_place(folder, "pets", "new.md")
    assert caught.value.reason == "disk"


def test_nothing_is_overwritten_unasked(folder: Path) -> None:
    """Even if it appeared while the new one was sent; replaced, it is the new one, and nothing else is left."""
    place = folder / "pets" / "Été.md"
    for replace, content in ((False, "old"), (True, "new")):
        with set_aside(place) as (file, aside):
            file.write(b"new")
            file.close()
            assert [found.source for found in scan_folder(folder).documents] == ["pets/Été.md"]
            if replace:
                put_in_place(aside, place, replace=True)
            else:
                with pytest.raises(UploadError) as caught:
                    put_in_place(aside, place, replace=False)
                assert caught.value.reason == "exists"
        assert place.read_text() == content
    assert os.listdir(folder / "pets") == ["Été.md"]


def test_what_an_upload_left_is_swept(folder: Path) -> None:
    """A crash leaves a file that no ingest reads; the next upload after an hour removes it, and not one under way."""
    old, new = folder / "pets" / ".upload-old.md", folder / "pets" / ".upload-new.md"
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (time.time() - LEFT_SECONDS - 1,) * 2)
    with set_aside(folder / "pets" / "more.md"):
        pass
    assert not old.exists()
    assert new.exists()


@pytest.mark.parametrize(
    "source",
    [
        *("../outside/secret.md", "linked/secret.md", "link.md", "pets", "README.md", "/etc/passwd"),
        *("pets/../README.md", "nowhere.md", "a\x00b", "", "https://example.org/page"),
    ],
)
def test_only_files_of_the_folder_are_deleted(folder: Path, source: str) -> None:
    """Catalogue D4: not through links, not outside, no folders, not the guide."""
    with pytest.raises(UploadError) as caught:
        delete_document(folder, source)
    assert caught.value.reason == "no_file"
    assert (folder.parent / "outside" / "secret.md").exists()
    assert (folder / "README.md").exists()


def test_a_document_is_deleted(folder: Path) -> None:
    """It is gone from the folder, and nothing else."""
    delete_document(folder, "pets/Été.md")
    assert not scan_folder(folder).documents
    assert (folder / "pets").is_dir()


@pytest.mark.parametrize(
    "title", ["Visas", "Yes", "2024", "A: b", '"quoted" \\ #', "- list", "{a: b}", "Été — ñ", "null"]
)
def test_a_draft_says_what_was_written(tmp_path: Path, title: str) -> None:
    """Whatever stands in the fields, ingest reads the title, date, topic, language and text that were given."""
    draft = Draft(title, "guidance/travel", "2026-11-29", "en", "https://example.org/a?b=c#d", "A visa is needed.")
    path = tmp_path / name_draft(title)
    path.write_text(write_draft(draft), encoding="utf-8")
    loaded = load_document(path, path.name)
    assert (loaded.title, loaded.as_of, loaded.topic, loaded.lang) == (title, "2026-11-29", "guidance", "en")
    section = next(one for one in loaded.sections if "A visa is needed." in one.page_content)
    assert (section.metadata["url"], section.metadata["as_of"]) == ("https://example.org/a?b=c#d", "2026-11-29")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", " ", "draft_title"),
        ("as_of", "last year", "draft_date"),
        ("as_of", "2024-13", "draft_date"),
        ("lang", "English", "draft_language"),
        ("source", "", "draft_source"),
        ("source", "a\nb", "draft_source"),
        ("text", "", "draft_text"),
        ("text", "x" * 100_001, "draft_long"),
    ],
)
def test_a_draft_without_what_it_needs_is_refused(field: str, value: str, reason: str) -> None:
    """A fact without a date and a source does not go in."""
    given = {"title": "T", "topic": "", "as_of": "2024", "lang": "en", "source": "s", "text": "x", field: value}
    with pytest.raises(UploadError) as caught:
        write_draft(Draft(**given))
    assert caught.value.reason == reason


@pytest.mark.parametrize(("title", "name"), [("Visas for Moldova?", "visas-for-moldova.md"), ("/../", "document.md")])
def test_a_draft_is_named_by_its_title(title: str, name: str) -> None:
    """Folded, and never a path."""
    assert name_draft(title) == name
