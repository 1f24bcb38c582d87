"""Purge, backup and restore: what is deleted is gone, and what is kept comes back the same."""

import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from ingest.backup import back_up, restore
from ingest.ledger import Ledger
from kb.answer import answer_question
from kb.apart import run_apart, run_here
from kb.errors import ConfigError, DamagedIndexError, KnowledgeBaseError, MissingIndexError, RefusedError
from kb.generations import list_generations, open_current, roll_back

MARKER = "Zanzibarquux"


@pytest.fixture
def documents(ingest: Ingest, tmp_path: Path) -> Path:
    """Three documents, ingested."""
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / "documents" / name).write_text(
            f"# About {name}\n\nThe contact of {name[0] * 4} is Anna {name[0].upper()}son.\n"
        )
    ingest()
    return tmp_path / "documents"


def holders(folder: Path, marker: str) -> list[str]:
    """Find the files in which a text stands, in whatever case, byte for byte."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and marker.lower().encode() in file.read_bytes().lower():
            found.append(file.relative_to(folder).as_posix())
    return found


@pytest.mark.parametrize("how", ["deleted", "changed", "renamed and deleted", "deleted before a rollback"])
def test_purged_text_is_in_no_byte_of_the_index(documents: Path, ingest: Ingest, tmp_path: Path, how: str) -> None:
    """Catalogue A22, promise P3: after --purge no file of the index folder holds what was deleted, in name or text."""
    index = tmp_path / "index"
    secret = documents / f"{MARKER}.md"
    secret.write_text(f"# {MARKER}\n\nThe {MARKER} is told here and nowhere else.\n")
    ingest()
    assert len(holders(index, MARKER)) > 3
    if how == "changed":
        secret = secret.rename(documents / "plain.md")
        ingest()
        secret.write_text("# Plain\n\nNothing to see.\n")
    elif how == "renamed and deleted":
        secret = secret.rename(documents / "other.md")
        ingest()
        secret.unlink()
    else:
        secret.unlink()
    if how == "deleted before a rollback":
        (documents / "a.md").write_text("# About a\n\nChanged.\n")
        ingest()
        roll_back(index)
    report = ingest(purge=True, apart=run_apart)  # the memory of this process still holds it
    assert holders(index, MARKER) == []
    assert list_generations(index) == [report.generation]
    assert not ingest().published


def ask(index_folder: Path, bag: BagOfWords) -> list[object]:
    """Ask an index a file of questions; give the answers whole."""
    index = open_current(index_folder, bag)
    questions = ("Who is the contact of aaaa?", "contact", "What is a zebra?")
    answers = [asdict(answer_question(index, question)) for question in questions]
    index.close()
    return [{name: value for name, value in answer.items() if name != "seconds"} for answer in answers]


def test_a_backup_restored_elsewhere_gives_the_same_answers(
    documents: Path, ingest: Ingest, tmp_path: Path, bag: BagOfWords
) -> None:
    """Catalogue B22, promise P12: made while an index is read and an ingest is half done, it answers the same."""
    index = tmp_path / "index"
    opened = open_current(index, bag)
    expected = ask(index, bag)
    made: list[object] = []

    def back_up_meanwhile(step: str) -> None:
        if step == "build":
            made.append(back_up(index, tmp_path / "kept.tar"))

    (documents / "b.md").write_text("# About b\n\nChanged.\n")
    ingest(before=back_up_meanwhile)
    opened.close()
    assert len(made) == 1
    elsewhere = tmp_path / "else where" / "index"
    restored = restore(tmp_path / "kept.tar", elsewhere, apart=run_here)
    assert (restored.generation, restored.documents) == (1, 3)
    assert ask(elsewhere, bag) == expected
    assert sorted(Ledger.look(elsewhere / "ledger.sqlite").files()) == ["a.md", "b.md", "c.md"]
    assert (tmp_path / "kept.tar").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.tmp"))


def test_a_restore_never_overwrites_unless_told(documents: Path, ingest: Ingest, tmp_path: Path) -> None:
    """An index that is there is refused by name; replaced, it is current, and the older one can be rolled back to."""
    index = tmp_path / "index"
    back_up(index, tmp_path / "kept.tar")
    (documents / "b.md").write_text("# About b\n\nChanged.\n")
    ingest()
    with pytest.raises(RefusedError, match=r"There is an index in .*--replace"):
        restore(tmp_path / "kept.tar", index, apart=run_here)
    restore(tmp_path / "kept.tar", index, replace=True, apart=run_here)
    assert (index / "CURRENT").read_text() == "3\n"
    assert list_generations(index) == [3, 2, 1]
    report = ingest()
    assert (report.changed, report.generation) == (("b.md",), 4)


def rewrite(archive: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes] | None]) -> None:
    """Rewrite an archive member by member."""
    with tarfile.open(archive) as old:
        members = [(member, old.extractfile(member).read()) for member in old]  # type: ignore[union-attr]
    with tarfile.open(archive, "w") as new:
        for member, content in members:
            changed = change(member, content)
            if changed:
                changed[0].size = len(changed[1])
                new.addfile(changed[0], io.BytesIO(changed[1]))


def escape(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    """Have the contents and a member name a place outside."""
    if member.name == "backup.json":
        contents = json.loads(content)
        contents["files"]["generation/../../../outside"] = contents["files"].pop("generation/manifest.json")
        return member, json.dumps(contents).encode()
    if member.name == "generation/manifest.json":
        member.name = "generation/../../../outside"
    return member, content


def link(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    """Put a link in the place of a file."""
    if member.name == "generation/manifest.json":
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
        return member, b""
    return member, content


def leave_out(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes] | None:
    """Leave a member out."""
    return None if member.name == "generation/tokens.npz" else (member, content)


def alter(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    """Alter a byte of a member."""
    return member, content[:-1] + b"?" if member.name == "ledger.sqlite" else content


def add(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    """Give a member a name that is not listed."""
    if member.name == "generation/seal.json":
        member.name = "generation/extra"
    return member, content


@pytest.mark.parametrize("change", [escape, link, leave_out, alter, add])
def test_a_backup_that_was_tampered_with_is_refused(
    documents: Path, tmp_path: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes] | None]
) -> None:
    """Names that lead outside, links, missing, changed and unlisted members: nothing is written."""
    back_up(tmp_path / "index", tmp_path / "kept.tar")
    rewrite(tmp_path / "kept.tar", change)
    with pytest.raises(DamagedIndexError, match=r"kept\.tar"):
        restore(tmp_path / "kept.tar", tmp_path / "new" / "index", apart=run_here)
    assert [path.name for path in (tmp_path / "new" / "index").iterdir()] == ["lock"]
    assert not list(tmp_path.rglob("outside"))


@pytest.mark.parametrize("content", [None, b"", b"no archive" * 1000])
def test_a_file_that_is_no_backup_is_named(tmp_path: Path, content: bytes | None) -> None:
    """A missing, empty or other file is one clear line."""
    if content is not None:
        (tmp_path / "kept.tar").write_bytes(content)
    with pytest.raises(KnowledgeBaseError, match=r"kept\.tar") as told:
        restore(tmp_path / "kept.tar", tmp_path / "index", apart=run_here)
    assert type(told.value) is (MissingIndexError if content is None else DamagedIndexError)


def test_a_half_backup_is_refused(documents: Path, tmp_path: Path) -> None:
    """A backup that was cut off while it was copied is not restored."""
    back_up(tmp_path / "index", tmp_path / "kept.tar")
    content = (tmp_path / "kept.tar").read_bytes()
    (tmp_path / "kept.tar").write_bytes(content[: len(content) // 2])
    with pytest.raises(DamagedIndexError, match=r"kept\.tar"):
        restore(tmp_path / "kept.tar", tmp_path / "new", apart=run_here)


def test_a_backup_to_nowhere_is_named(documents: Path, tmp_path: Path) -> None:
    """A folder that is not there is one clear line; without an index the message tells the command."""
    with pytest.raises(ConfigError, match="can't be written"):
        back_up(tmp_path / "index", tmp_path / "nowhere" / "kept.tar")
    with pytest.raises(MissingIndexError, match="make ingest"):
        back_up(tmp_path / "none", tmp_path / "kept.tar")
