"""The parser's child process: what it brings back, and what it survives."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.child import ParserChild
from ingest.load import load_document
from kb.errors import DocumentError

ROOT = Path(__file__).parent.parent
SLOW = "# Head\n\nSome *text* with `code`.\n\n- item\n- item\n\n" * 100_000  # many seconds of Markdown

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the limit is set on Linux only")
posix_only = pytest.mark.skipif(os.name != "posix", reason="needs signals")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text("A good text.")
    (tmp_path / "bad.pdf").write_text("no PDF")
    (tmp_path / "slow.md").write_text(SLOW)
    return tmp_path


@pytest.fixture(autouse=True)
def others():
    """The parsers of other tests, which live as long as these do."""
    before = {child.pid for child in multiprocessing.active_children()}
    OTHERS.update(before)
    yield
    OTHERS.clear()


OTHERS: set[int] = set()


def find_children():
    """List the parsers that this test started."""
    return [child for child in multiprocessing.active_children() if child.name == "parser" and child.pid not in OTHERS]


def test_child_gives_what_load_document_gives(folder):
    """Documents and errors are the same as without the child, and one child serves them all."""
    with ParserChild() as child:
        assert child.load(folder / "good.txt", "a/good.txt") == load_document(folder / "good.txt", "a/good.txt")
        [process] = find_children()
        with pytest.raises(DocumentError, match=r"^content is text, expected a PDF"):
            child.load(folder / "bad.pdf", "bad.pdf")
        assert child.load(folder / "good.txt", "good.txt").title == "Good"
        assert [other.pid for other in find_children()] == [process.pid]
    assert find_children() == []


def test_slow_file_is_given_up(folder):
    """A file over its time is named, and the next one is read by a fresh child."""
    with ParserChild(seconds=0.5) as child:
        began = time.monotonic()
        with pytest.raises(DocumentError, match=r"^took longer than 0\.5 s; split or simplify it$"):
            child.load(folder / "slow.md", "slow.md")
        assert time.monotonic() - began < 15
        assert child.load(folder / "good.txt", "good.txt").pages == ("A good text.",)


@linux_only
def test_greedy_file_is_given_up(folder):
    """A file that needs too much memory is named, and the next one is read by a fresh child."""
    (folder / "big.txt").write_text("words and words " * 2_500_000)
    with ParserChild(memory_mb=64) as child:
        with pytest.raises(DocumentError, match=r"^needed more than 64 MB of memory; split or simplify it$"):
            child.load(folder / "big.txt", "big.txt")
        assert child.load(folder / "good.txt", "good.txt").pages == ("A good text.",)


def test_crash_of_the_parser_is_reported(folder):
    """A child that dies in the middle of a file costs that file only."""
    with ParserChild() as child:
        child.load(folder / "good.txt", "good.txt")
        [process] = find_children()
        timer = threading.Timer(0.3, process.kill)
        timer.start()
        with pytest.raises(DocumentError, match=r"^crashed the parser"):
            child.load(folder / "slow.md", "slow.md")
        timer.join()
        assert child.load(folder / "good.txt", "good.txt").pages == ("A good text.",)


def test_child_that_died_idle_is_replaced(folder):
    """A child that was killed between two files costs no file."""
    with ParserChild() as child:
        child.load(folder / "good.txt", "good.txt")
        [process] = find_children()
        process.kill()
        process.join()
        assert child.load(folder / "good.txt", "good.txt").pages == ("A good text.",)


@posix_only
def test_interrupt_leaves_the_child_alone(folder):
    """Ctrl-C reaches the whole process group; the child goes on, for the parent decides."""
    with ParserChild() as child:
        child.load(folder / "good.txt", "good.txt")
        [process] = find_children()
        os.kill(process.pid, signal.SIGINT)
        assert child.load(folder / "good.txt", "good.txt").pages == ("A good text.",)
        assert [other.pid for other in find_children()] == [process.pid]


PARENT = """
import json, os, sys
from pathlib import Path
from ingest.child import ParserChild
from multiprocessing import active_children

if __name__ == "__main__":
    child = ParserChild()
    child.load(Path(sys.argv[1]), "good.txt")
    status = Path(f"/proc/{active_children()[0].pid}/limits").read_text() if sys.platform == "linux" else ""
    print(json.dumps({"pid": active_children()[0].pid, "limits": status}), flush=True)
    os.kill(os.getpid(), 9) if sys.argv[2] == "kill" else sys.stdin.read()
"""


def start_parent(folder, ending):
    script = folder / "parent.py"
    script.write_text(PARENT)
    return subprocess.Popen(
        [sys.executable, script, folder / "good.txt", ending],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@posix_only
@pytest.mark.parametrize("ending", ["kill", "leave"])
def test_child_ends_with_its_parent(folder, ending):
    """No child stays behind, whether its parent ends or is killed."""
    with start_parent(folder, ending) as parent:
        pid = json.loads(parent.stdout.readline())["pid"]
        parent.stdin.close()
        parent.wait(20)
        until = time.monotonic() + 10
        while is_alive(pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert not is_alive(pid)


@pytest.mark.parametrize("piece", ["x", "word ", "a-"])
def test_one_endless_line_is_read(tmp_path, piece):
    """Catalogue A14: a line or a word of millions of letters is read within the limits, whole."""
    text = piece * (3_000_000 // len(piece))
    (tmp_path / "line.txt").write_text(text)
    with ParserChild() as child:
        [page] = child.load(tmp_path / "line.txt", "line.txt").pages
    assert page == text.strip()


@linux_only
def test_file_that_takes_all_processors_is_given_up(folder):
    """The system stops a child that has used its processor time, and that is what is said."""
    with ParserChild(seconds=60) as child:
        child.load(folder / "good.txt", "good.txt")
        [process] = find_children()
        threading.Timer(0.5, os.kill, (process.pid, signal.SIGXCPU)).start()
        with pytest.raises(DocumentError, match=r"^took longer than 60 s"):
            child.load(folder / "slow.md", "slow.md")
        assert child.load(folder / "good.txt", "good.txt").pages == ("A good text.",)
        [process] = find_children()
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        assert 60 < int(next(line for line in limits.splitlines() if "cpu time" in line).split()[3]) < 70


@linux_only
def test_child_is_limited(folder):
    """The child has a bounded address space and the lowest priority, and writes no core."""
    with start_parent(folder, "leave") as parent:
        report = json.loads(parent.stdout.readline())
        limits = {line[:25].strip(): line[25:].split() for line in report["limits"].splitlines()}
        assert limits["Max core file size"][0] == "0"
        assert 2 << 30 < int(limits["Max address space"][0]) < 6 << 30
        assert os.getpriority(os.PRIO_PROCESS, report["pid"]) == 19
        parent.stdin.close()


def test_parsing_needs_neither_torch_nor_chromadb():
    """What the child imports is light: it starts anew after each crash, and its memory is bounded."""
    code = "import sys, ingest.child, ingest.load; print({'torch', 'chromadb', 'gradio'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
