"""python -m ingest as a maintainer meets it: what it prints, and what it ends with."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.generations import list_generations


def ingest(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run python -m ingest on folder/documents into folder/index."""
    command = [sys.executable, "-m", "ingest", *arguments, "--index", str(folder / "index")]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=120
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good and a broken document."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "good.md").write_text("# Good\n\nThis document can be read.\n")
    (tmp_path / "documents" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return tmp_path


def test_errors_are_named_and_end_with_2_and_the_next_time_with_0(folder: Path) -> None:
    """One bad file: the rest is published, it is named with its reason, and the code says so; mended, it is 0."""
    first = ingest(folder, str(folder / "documents"))
    assert first.returncode == 2, first.stderr
    assert "1 added, 0 unchanged, 1 failed." in first.stdout
    assert "Published generation 1: 1 documents, 1 chunks" in first.stdout
    assert "failed   broken.pdf: " in first.stdout
    assert "Traceback" not in first.stdout + first.stderr
    (folder / "documents" / "broken.pdf").unlink()
    second = ingest(folder, str(folder / "documents"))
    assert (second.returncode, second.stdout.splitlines()[0]) == (0, "1 unchanged.")
    assert "Nothing to publish, generation 1 is up to date" in second.stdout


def test_json_gives_progress_and_a_report_a_line(folder: Path) -> None:
    """With --json every line of standard output is an object; the last is the report."""
    done = ingest(folder, str(folder / "documents"), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["step"] for line in lines[:-1]} == {"read", "embed", "build"}
    report = lines[-1]["report"]
    assert (report["added"], report["generation"], report["published"]) == (["good.md"], 1, True)
    assert report["failed"][0]["source"] == "broken.pdf"
    assert json.loads((folder / "index" / "last_run.json").read_text())["report"] == report


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "told"),
    [
        (["nowhere"], {}, 4, "There is no folder nowhere."),
        (["--no-such-option"], {}, 64, "No such option"),
        (["documents"], {"KB_EMBEDDING_MODEL": "/no/such/model"}, 4, "KB_EMBEDDING_MODEL is '/no/such/model'"),
        (["documents"], {"KB_PORT": "many"}, 4, "KB_PORT is 'many'"),
        (["documents"], {"KB_INDX": "x"}, 4, "KB_INDX is not a setting. Did you mean KB_INDEX?"),
    ],
)
def test_bad_input_gets_one_clear_line(
    folder: Path, arguments: list[str], environment: dict[str, str], code: int, told: str
) -> None:
    """A wrong folder, option or setting ends with its code and a line that names it, never with a stack trace."""
    where = [str(folder / "documents") if argument == "documents" else argument for argument in arguments]
    done = ingest(folder, *where, HF_HUB_OFFLINE="1", **environment)
    assert (done.returncode, done.stdout) == (code, "")
    errors = [line for line in done.stderr.splitlines() if not line.startswith("Reading: 0 of")]
    assert len(errors) == 1, done.stderr
    assert told in errors[0]


def test_an_index_folder_that_can_not_be_written_is_named(folder: Path) -> None:
    """An index folder that is a file ends with 4 and the setting that names another."""
    (folder / "index").write_text("in the way")
    done = ingest(folder, str(folder / "documents"))
    assert done.returncode == 4
    assert "can't be written to" in done.stderr
    assert "KB_INDEX" in done.stderr


def test_a_second_ingest_ends_with_3_and_names_the_first(folder: Path) -> None:
    """Two ingests at once: the second says who holds the lock."""
    (folder / "index").mkdir()
    with (folder / "index" / "lock").open("w") as lock:
        lock.write('{"pid": 7, "host": "h", "since": "now"}')
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = ingest(folder, str(folder / "documents"))
    assert (done.returncode, done.stdout) == (3, "")
    assert "process 7 on h since now" in done.stderr


def test_terminated_it_ends_and_publishes_nothing(folder: Path) -> None:
    """SIGTERM ends an ingest with 143 and publishes nothing."""
    for number in range(200):
        (folder / "documents" / f"{number}.md").write_text(f"# {number}\n\n{'Some words. ' * 200}")
    command = [sys.executable, "-m", "ingest", str(folder / "documents"), "--index", str(folder / "index")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if line.startswith("Embedding"):
                break
        running.send_signal(signal.SIGTERM)
        assert "Traceback" not in running.stderr.read()
    assert running.returncode == 143
    assert list_generations(folder / "index") == []


def test_help_loads_no_model(tmp_path: Path) -> None:
    """--help answers without torch, Chroma or the parsers: it costs what Python costs to start."""
    seen = "import sys, runpy; sys.argv = ['ingest', '--help']\n"
    seen += "try:\n    runpy.run_module('ingest', run_name='__main__')\n"
    seen += "except SystemExit as end:\n    heavy = {'torch', 'chromadb', 'gradio', 'trafilatura'} & set(sys.modules)\n"
    seen += "    sys.exit(f'{end.code} {heavy}' if end.code or heavy else 0)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_a_file_is_looked_at_alone(folder: Path) -> None:
    """With --look it is told what the bot would see of one file, or why nothing; there need be no index."""
    good = subprocess.run(
        [sys.executable, "-m", "ingest", "--look", str(folder / "documents" / "good.md")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (good.returncode, good.stdout.splitlines()[0]) == (0, "good.md: ok")
    broken = ingest(folder, "--look", str(folder / "documents" / "broken.pdf"), "--json")
    assert broken.returncode == 2
    seen = json.loads(broken.stdout)["document"]
    assert (seen["source"], seen["status"], seen["pages"]) == ("broken.pdf", "failed", 0)
    assert not (folder / "index").exists()
