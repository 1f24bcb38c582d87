"""Whatever fails at whatever step, readers have the last good index, and the next ingest needs no cleaning."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords

from ingest.sync import sync_documents
from kb.apart import run_apart, run_here
from kb.errors import ConfigError, DamagedIndexError, KnowledgeBaseError, NoSpaceError
from kb.generations import list_generations, open_current, roll_back
from kb.status import read_status

INGEST = [sys.executable, str(Path(__file__).with_name("ingesting.py"))]


class Fault(BaseException):
    """What a power cut would be, were it an exception: nothing catches it."""


def fail_before(number: int, raised: BaseException | None = None) -> tuple[Callable[[str], None], list[str]]:
    """Give a seam that fails before the number-th step (0: never), and the list of the steps it has seen."""
    steps: list[str] = []

    def before(step: str) -> None:
        steps.append(step)
        if len(steps) == number:
            raise raised or Fault(step)

    return before, steps


def write(folder: Path, version: str) -> None:
    """Write a version: one document changed, one added, one renamed, one deleted."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("a.md", "b.md", f"added-{version}.md"):
        (folder / name).write_text(f"# About {name}\n\nThe text of {name} is {version}\n")
    (folder / f"renamed-{version}.md").write_text("# Always\n\nThe text stays always\n")


def held(index: Path, bag: BagOfWords) -> set[str]:
    """Read which versions the documents of the generation that answers have."""
    opened = open_current(index, bag)
    opened.check()
    versions = {opened.text_of(document.source, 1).split()[-1] for document in opened.documents} - {"always"}
    names = {document.source for document in opened.documents}
    opened.close()
    (version,) = versions
    assert names == {"a.md", "b.md", f"added-{version}.md", f"renamed-{version}.md"}
    return versions


def test_a_fault_before_every_step_loses_nothing(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Catalogue B4, promises P1 and P2: cut off before each step in turn, readers have one version whole."""
    documents, index = tmp_path / "documents", tmp_path / "index"
    write(documents, "v0")
    ingest()
    write(documents, "v1")
    before, steps = fail_before(0)
    ingest(before=before, allow_deletions=True)
    assert {"read a file", "delete a file", "rename a file", "embed", "build", "verify", "seal", "point"} <= set(steps)
    serving = "v1"
    for number in range(1, len(steps) + 1):
        version = f"v{number + 1}"
        write(documents, version)
        before, seen = fail_before(number)
        with pytest.raises(Fault):
            ingest(before=before, allow_deletions=True)
        (now,) = held(index, bag)
        assert now == (version if seen[-1] in ("sweep old generations", "note the run") else serving), seen[-1]
        serving = now
    assert ingest(allow_deletions=True).generation == max(list_generations(index))
    assert held(index, bag) == {f"v{len(steps) + 1}"}
    assert len(list_generations(index)) <= 3
    assert not list(index.glob("*.tmp"))
    assert not ingest().published


def test_the_next_ingest_publishes_what_was_cut_off(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Cut off before each step in turn, the same documents ingested again are what answers: no change is needed."""
    documents, index = tmp_path / "documents", tmp_path / "index"
    write(documents, "v0")
    ingest()
    number = 0
    while True:
        number += 1
        version = f"v{number}"
        write(documents, version)
        before, seen = fail_before(number)
        try:
            ingest(before=before, allow_deletions=True)
        except Fault:
            ingest(allow_deletions=True)
            assert held(index, bag) == {version}, seen[-1]
            continue
        break
    assert {"write the name to disk", "point", "note the run"} <= set(seen)


def test_a_rollback_holds_back_only_what_there_was(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """What was rolled back from stays back; an ingest that was cut off before it could publish is no part of that."""
    documents, index = tmp_path / "documents", tmp_path / "index"
    for version in ("v0", "v1"):
        write(documents, version)
        ingest(allow_deletions=True)
    assert roll_back(index) == 1
    assert not ingest().published
    write(documents, "v2")
    before, steps = fail_before(0)
    ingest(before=before, allow_deletions=True)
    assert roll_back(index) == 2
    write(documents, "v3")
    before, _ = fail_before(steps.index("point") + 1)
    with pytest.raises(Fault):
        ingest(before=before, allow_deletions=True)
    assert held(index, bag) == {"v1"}
    assert ingest().published
    assert held(index, bag) == {"v3"}


@contextmanager
def small_disk(path: Path, size: str) -> Iterator[Path]:
    """Mount a small disk in memory; skip, visibly, where that is not allowed."""
    path.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("mounting a small disk needs root")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def test_a_full_disk_at_every_step_ends_with_5_and_freeing_is_enough(
    ingest: Ingest, tmp_path: Path, bag: BagOfWords, parser: object
) -> None:
    """Catalogue B5, promise P5: the disk full before each step in turn, the old index answers; freed, it goes on."""
    documents = tmp_path / "documents"
    with small_disk(tmp_path / "disk", "80m") as disk:
        index, filler = disk / "index", disk / "filler"

        def apart(work: Callable[..., None], *arguments: object) -> None:
            # What Chroma has failed to open it never opens again in the same process.
            (run_apart if filler.exists() else run_here)(work, *arguments)

        def sync(before: Callable[[str], None] = lambda step: None) -> None:
            sync_documents(
                documents,
                index,
                bag.fingerprint,
                lambda: bag,
                allow_deletions=True,
                before=before,
                apart=apart,
                parser=parser,  # type: ignore[arg-type]
            )

        def fill_before(number: int) -> tuple[Callable[[str], None], list[str]]:
            steps: list[str] = []

            def before(step: str) -> None:
                steps.append(step)
                if len(steps) == number:
                    with filler.open("wb", buffering=0) as file:
                        try:
                            while file.write(b"\0" * 4096):
                                pass
                        except OSError:
                            pass

            return before, steps

        write(documents, "v0")
        sync()
        before, steps = fill_before(0)
        write(documents, "v1")
        sync(before)
        serving, refused = "v1", {}
        for number in range(1, len(steps) + 1):
            version = f"v{number + 1}"
            write(documents, version)
            before, seen = fill_before(number)
            try:
                sync(before)
            except NoSpaceError as error:
                refused[seen[number - 1]] = str(error)
            filler.unlink()
            (now,) = held(index, bag)
            assert now in (serving, version), seen[-1]
            serving = now
        assert {"keep a file", "build", "seal", "point"} <= refused.keys()  # a log that has room takes an embedding
        assert {s: told for s, told in refused.items() if "needs" not in told or "MB free" not in told} == {}
        sync()
        assert held(index, bag) == {f"v{len(steps) + 1}"}


def test_a_disk_too_full_to_begin_is_said_before_anything_is_read(tmp_path: Path, bag: BagOfWords) -> None:
    """Catalogue B5: the floor is looked at first; what is needed and what there is are told, and nothing is left."""
    write(tmp_path / "documents", "v0")
    with small_disk(tmp_path / "disk", "8m") as disk:
        with pytest.raises(NoSpaceError, match=r"needs 50 MB .* has 8 MB free"):
            sync_documents(tmp_path / "documents", disk / "index", bag.fingerprint, lambda: pytest.fail("loaded"))
        assert list_generations(disk / "index") == []


def test_a_read_only_disk_is_one_clear_line(tmp_path: Path, bag: BagOfWords, ingest: Ingest) -> None:
    """Catalogue B7, promise P6: on a disk that became read-only, ingest and page say so, without a stack trace."""
    with small_disk(tmp_path / "disk", "80m") as disk:
        write(tmp_path / "documents", "v0")
        ingest()
        shutil.copytree(tmp_path / "index", disk / "index")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(ConfigError, match=r"can't be written to \(Read-only file system\).*--index"):
            sync_documents(tmp_path / "documents", disk / "index", bag.fingerprint, lambda: bag)
        with pytest.raises(ConfigError, match="can't be written to, and its store does not open without"):
            open_current(disk / "index", bag)


def test_another_users_index_is_one_clear_line(tmp_path: Path, bag: BagOfWords, ingest: Ingest) -> None:
    """Catalogue B7: what belongs to another user is named, and never called damaged."""
    if os.geteuid() != 0:
        pytest.skip("becoming another user needs root")
    write(tmp_path / "documents", "v0")
    ingest()
    home = Path("/tmp") / f"other-{os.getpid()}"  # noqa: S108 (pytest's own folders are closed to others)
    shutil.copytree(tmp_path / "index", home)
    home.chmod(0o755)
    try:
        os.seteuid(65534)
        with pytest.raises(ConfigError, match="Permission denied"):
            sync_documents(tmp_path / "documents", home, bag.fingerprint, lambda: bag)
    finally:
        os.seteuid(0)
    home.chmod(0o777)
    (home / "lock").chmod(0o666)
    try:
        os.seteuid(65534)
        with pytest.raises(ConfigError, match=r"Permission denied|readonly|opened for writing"):
            sync_documents(tmp_path / "documents", home, bag.fingerprint, lambda: bag)
    finally:
        os.seteuid(0)
        shutil.rmtree(home)


@pytest.mark.parametrize(
    ("limit", "value", "told"), [("RLIMIT_FSIZE", 200_000, "ulimit -f"), ("RLIMIT_NOFILE", 24, "open files|files")]
)
def test_a_limit_of_the_system_is_named(tmp_path: Path, limit: str, value: int, told: str) -> None:
    """Catalogue B6: files that may not grow or be opened end an ingest with one line, and publish nothing."""
    write(tmp_path / "documents", "v0")
    (tmp_path / "documents" / "long.md").write_text("# Long\n\n" + "A sentence of a few words. " * 20_000)
    number = getattr(resource, limit)
    command = [*INGEST, str(tmp_path / "documents"), "--index", str(tmp_path / "index")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(number, (value, value)),
    )
    assert done.returncode in (4, 5), done.stderr
    assert "Traceback" not in done.stderr
    assert any(word in done.stderr.splitlines()[-1] for word in told.split("|")), done.stderr
    assert list_generations(tmp_path / "index") == []


def test_with_64_open_files_an_ingest_works(tmp_path: Path) -> None:
    """Catalogue B6: 64 open files are enough for an ingest."""
    write(tmp_path / "documents", "v0")
    command = [*INGEST, str(tmp_path / "documents"), "--index", str(tmp_path / "index")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    )
    assert done.returncode == 0, done.stderr


def end_by_signal() -> None:
    """End this process as the kernel does when memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_out_of_memory() -> None:
    """Ask for more memory than there is."""
    raise MemoryError


def say_the_disk_is_full() -> None:
    """Fail as Chroma does on a full disk."""
    raise RuntimeError("error returned from database: (code: 13) database or disk is full")


@pytest.mark.parametrize(
    ("work", "error", "told"),
    [
        (end_by_signal, DamagedIndexError, "process ended with -9"),
        (run_out_of_memory, DamagedIndexError, "MemoryError"),
        (say_the_disk_is_full, NoSpaceError, "disk is full"),
    ],
)
def test_a_builder_that_ends_is_named(work: Callable[[], None], error: type[KnowledgeBaseError], told: str) -> None:
    """Catalogue B23: a builder that the kernel ends, or that has no memory or disk, is one clear line in the parent."""
    with pytest.raises(error, match=told):
        run_apart(work)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_stopped_while_it_builds_it_ends_within_seconds(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    """Catalogue B3: SIGTERM and Ctrl-C end an ingest soon, with their codes, and leave nothing half-built."""
    write(tmp_path / "documents", "v0")
    command = [*INGEST, str(tmp_path / "documents"), "--index", str(tmp_path / "index")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("index/*.tmp/chroma")) and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        os.killpg(running.pid, sent)  # as a terminal and as systemd do: to all of its processes
        told = running.communicate(timeout=10)[1]
    assert running.returncode == code, told
    assert "Traceback" not in told
    assert "Stopped" in told
    assert not list((tmp_path / "index").glob("*.tmp"))
    assert list_generations(tmp_path / "index") == []
    assert read_status(tmp_path / "index").last_run.startswith("stopped 20")


def test_an_interrupted_run_is_told_and_gone_on_from(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """Catalogue B1: after a kill the status says so and which generation serves; the next ingest says it goes on."""
    documents, index = tmp_path / "documents", tmp_path / "index"
    write(documents, "v0")
    ingest()
    write(documents, "v1")
    last = (index / "last_run.json").read_text()
    (index / "last_run.json").write_text(last.replace('"state": "done"', '"state": "running"'))
    status = read_status(index)
    assert status.last_run.startswith("interrupted, it began 20")
    assert status.generation == 1
    report = ingest()
    assert "was interrupted; this one goes on" in report.notes[0]
    assert held(index, bag) == {"v1"}
