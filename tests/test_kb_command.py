"""python -m kb: what it prints, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.sync import sync_documents
from kb.__main__ import app
from kb.apart import run_here
from kb.commands import run
from kb.config import Config
from kb.models import Encoder, embedding_fingerprint

ROOT = Path(__file__).parent.parent
HEAVY = {"torch", "sentence_transformers", "transformers", "chromadb", "gradio", "sklearn", "bm25s"}

# Runs a command like python -m kb, and tells at the end which heavy libraries it has imported.
TELLING = f"""
import atexit, json, runpy, sys
atexit.register(lambda: print("\\n" + json.dumps(sorted({HEAVY!r} & set(sys.modules))), file=sys.stderr))
runpy.run_module("kb", run_name="__main__", alter_sys=True)
"""

CONTACTS = """---
title: Contacts
as_of: 2024-05
lang: en
---

# Contacts

Anna Nowak is the contact for the Interreg NEXT network.

The three aims of the network are:

- Harmonisation of the rules
- Synergies between programmes
- Visibility of results
"""


@pytest.fixture(scope="module")
def small(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder of one document, made with the packaged model."""
    folder = tmp_path_factory.mktemp("command")
    (folder / "documents").mkdir()
    (folder / "documents" / "contacts.md").write_text(CONTACTS)
    sync_documents(
        folder / "documents", folder / "index", embedding_fingerprint(Config()), lambda: encoder, apart=run_here
    )
    return folder / "index"


def start(*arguments: str | Path, folder: Path = ROOT, **variables: str) -> tuple[int, str, list[str], list[str]]:
    """Run a command in a process of its own; give exit code, output, lines of errors, and what it imported."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(
        [sys.executable, "-c", TELLING, *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    *errors, _, imported = done.stderr.splitlines()
    return done.returncode, done.stdout, errors, json.loads(imported)


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command in this process, where the model's libraries are loaded already."""

    def command(*arguments: str | Path) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["kb", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            run(app)
        shown = capfd.readouterr()
        return ended.value.code, shown.out, shown.err

    return command


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("search", "--help"), ("train", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Help is shown without loading a model, a store or the page."""
    code, output, errors, imported = start(*arguments)

    assert (code, errors, imported) == (0, [], [])
    assert "Usage:" in output


@pytest.mark.parametrize("arguments", [("ask", "Who is the contact?"), ("search", "contact")])
def test_without_an_index(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Without an index a command ends with 4 and one line that tells the cure, at once: no model is loaded."""
    code, output, errors, imported = start(*arguments, folder=tmp_path)

    assert (code, output) == (4, "")
    assert errors == ["There is no index in index yet. Run `make ingest` (or `python -m ingest`)."]
    assert "torch" not in imported
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "variables", "code", "error"),
    [
        (("ask",), {}, 64, "give either a question in quotes or --batch QUESTIONS.jsonl"),
        (("ask", "Who?", "--batch", __file__), {}, 64, "give either a question in quotes or --batch QUESTIONS.jsonl"),
        (("ask", "--batch", "nothing.jsonl"), {}, 64, "'nothing.jsonl' does not exist"),
        (("ask", "Who", "runs", "it?"), {}, 64, "unexpected extra argument"),
        (("ask", "Who?", "--frobnicate"), {}, 64, "--frobnicate"),
        (("search",), {}, 64, "Missing argument 'query'"),
        (("search", "contact", "--top", "0"), {}, 64, "--top"),
        (("search", "contact", "--top", "many"), {}, 64, "--top"),
        (("train",), {}, 64, "Missing argument 'SET'"),
        (("answer",), {}, 64, "No such command 'answer'"),
        (("search", "  "), {}, 4, "Please type a question."),
        (("ask", "Who?", "--since"), {}, 64, "--since"),
        (("ask", "Who?"), {"KB_PORT": "x"}, 4, "KB_PORT is 'x': Input should be a valid integer"),
        (("ask", "Who?"), {"KB_IDNEX": "x"}, 4, "KB_IDNEX is not a setting. Did you mean KB_INDEX?"),
    ],
)
def test_wrong_usage(
    arguments: tuple[str, ...],
    variables: dict[str, str],
    code: int,
    error: str,
    kb,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wrong usage ends with 64, a bad setting or question with 4; each in one line that says what is wrong."""
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)

    ended, output, errors = kb(*arguments)

    assert (ended, output) == (code, "")
    assert errors.count("\n") == 1
    assert error in errors
    assert "Traceback" not in errors


def test_ask_in_a_process_of_its_own(small: Path) -> None:
    """A question is answered on standard output, with its source, and nothing else is said."""
    code, output, errors, _ = start("ask", "Who is the contact for the Interreg NEXT network?", "--index", small)

    assert (code, errors) == (0, [])
    assert output == (
        "Anna Nowak is the contact for the Interreg NEXT network. [1]\n\n[1] Contacts (as of 2024-05), contacts.md\n"
    )


def test_ask_json(small: Path, kb) -> None:  # type: ignore[no-untyped-def]
    """With --json an answer is one line of JSON."""
    code, output, errors = kb("ask", "What are the three aims of the network?", "--index", small, "--json")

    assert (code, errors, output.count("\n")) == (0, "", 1)
    answer = json.loads(output)
    assert answer["status"] == "answered"
    assert [citation["source"] for citation in answer["citations"]] == ["contacts.md"]
    assert answer["citations"][0]["quote"].endswith("- Visibility of results")


def test_ask_batch(small: Path, tmp_path: Path, kb) -> None:  # type: ignore[no-untyped-def]
    """A batch is answered line by line, bad lines included; a byte order mark and broken bytes stop nothing."""
    questions = tmp_path / "questions.jsonl"
    good = json.dumps({"id": 1, "question": "Who is the contact for the Interreg NEXT network?"}).encode()
    questions.write_bytes(b"\xef\xbb\xbf" + good + b"\r\n{\r\n\xff\xfe\n" + good.replace(b"Who", b"\xffWho") + b"\n")

    code, output, errors = kb("ask", "--batch", questions, "--index", small, "--json")

    assert (code, errors) == (0, "")
    rows = [json.loads(line) for line in output.splitlines()]
    assert [row.get("status", "error") for row in rows] == ["answered", "error", "error", "answered"]


def test_a_question_that_is_too_long(small: Path, kb) -> None:  # type: ignore[no-untyped-def]
    """A question that can't be asked ends with 4 and says why."""
    assert kb("ask", "x" * 4001, "--index", small) == (
        4,
        "",
        "The question has 4001 characters; 4000 are possible. Please shorten it.\n",
    )


def test_search(small: Path, kb) -> None:  # type: ignore[no-untyped-def]
    """Search shows the passages, best first, for people or as JSON lines with their scores."""
    for_people = kb("search", "contact for the network", "--top", "1", "--index", small)
    code, output, errors = kb("search", "contact for the network", "--index", small, "--json")

    hits = [json.loads(line) for line in output.splitlines()]
    assert (code, errors) == (0, "")
    assert [list(hit) for hit in hits] == [
        ["source", "page", "start", "end", "score", "text", "title", "heading"]
    ] * len(hits)
    assert hits[0]["text"].startswith("Anna Nowak is the contact")
    assert for_people[0] == 0
    assert for_people[1].startswith(f"{hits[0]['score']:.3f}  contacts.md, page 1")
    assert for_people[1].count("\n") == 2


def test_train_with_too_few_questions(small: Path, tmp_path: Path, kb) -> None:  # type: ignore[no-untyped-def]
    """Training on nothing ends with 4 and writes nothing."""
    golden = tmp_path / "golden.yaml"
    golden.write_text("questions: []\n")
    output = tmp_path / "confidence.json"

    assert kb("train", golden, "--output", output, "--index", small) == (
        4,
        "",
        "Too few questions to train on: 0 answerable, 0 not. Give 5 of each or more.\n",
    )
    assert not output.exists()


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        ((), 0, "contacts.md"),
        (("--document", "Contacts", "--since", "2024-05", "--until", "2024"), 0, "contacts.md"),
        (("--since", "2025"), 0, ""),
        (("--topic", "money"), 4, "There is no topic 'money' in the index; there is: none.\n"),
        (("--language", "en", "--language", "fr"), 4, "There is no language 'fr' in the index; there is: en.\n"),
        (("--until", "May"), 4, "until is 'May': expected a date as YYYY, YYYY-MM or YYYY-MM-DD.\n"),
    ],
)
def test_filters(command: str, options: tuple[str, ...], code: int, told: str, small: Path, kb) -> None:  # type: ignore[no-untyped-def]
    """Both commands keep to what the options name; what the index does not have is told in one line."""
    ended, output, errors = kb(command, "Who is the contact for the network?", *options, "--index", small)

    assert ended == code
    assert told == errors if code else (told in output and ("contacts.md" in output) == bool(told))
