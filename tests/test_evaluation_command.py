"""python -m kb evaluate and golden: what they print, write and end with."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from kb.__main__ import app
from kb.evaluation.cache import EvaluationError, answers_file, index_set
from kb.evaluation.sets import EvaluationSet, read_set
from kb.models import Encoder

Command = Callable[..., Result]

PAGES = {
    "network.md": "# Network\n\nAnna Nowak is the contact for the network.\n\nThe network meets in Vienna in spring.\n",
    "money.md": "# Money\n\nThe budget of the network was EUR 1.5 million in 2021.\n",
}
QUESTIONS = [
    {"id": "1", "question": "Who is the contact for the network?", "answers": ["Anna Nowak"], "answerable": True},
    {"id": "2", "question": "Where does the network meet?", "relevant": ["network.md"], "answerable": True},
    {"id": "3", "question": "What is the boiling point of tungsten?", "answerable": False},
]
GOLDEN = """questions:
- id: g1
  kind: contact
  lang: en
  answerable: true
  turns: ["Where does it meet?", "Who is the contact for the network?"]
  expect:
  - any: ["Nowak"]
"""


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Command:
    """Run a command in this process, on the model that is loaded already."""
    monkeypatch.setattr("kb.models.load_embeddings", lambda *_: encoder)

    def command(*arguments: str | Path, said: str = "") -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=said)

    return command


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of two documents and three questions."""
    folder = tmp_path_factory.mktemp("sets") / "tiny set"
    (folder / "documents").mkdir(parents=True)
    for name, text in PAGES.items():
        (folder / "documents" / name).write_text(text)
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)))
    return folder


@pytest.fixture(scope="module")
def index(tiny: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder in whose cache the set is ingested, by a child process."""
    folder = tmp_path_factory.mktemp("cache") / "index"
    index_set(read_set(tiny), folder / "evaluation", encoder.fingerprint)
    return folder


def test_a_set_is_ingested_once(tiny: Path, index: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A complete cache is used again; changed documents get another, and the old one goes."""
    started: list[list[str]] = []

    def pretend(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return subprocess.CompletedProcess(command, 2 if "changed" in command[3] else 4)

    first = index_set(read_set(tiny), index / "evaluation", encoder.fingerprint)
    monkeypatch.setattr(subprocess, "run", pretend)
    assert index_set(read_set(tiny), index / "evaluation", encoder.fingerprint) == first
    assert (started, first.name.startswith("tiny_set-")) == ([], True)

    other = index.parent / "other"
    changed = EvaluationSet("x", tiny, (), tiny.parent / "changed")
    (tiny.parent / "changed").mkdir()
    one = index_set(changed, other, encoder.fingerprint)
    (tiny.parent / "changed" / "new.md").write_text("new")
    two = index_set(changed, other, encoder.fingerprint)

    assert started[0] == [sys.executable, "-m", "ingest", str(tiny.parent / "changed"), "--index", str(one)]
    assert [path.name for path in other.iterdir()] == [two.name] != [one.name]
    with pytest.raises(EvaluationError, match=r"could not be ingested \(exit code 4\)"):
        index_set(read_set(tiny), other, encoder.fingerprint)


def test_only_the_answers_of_the_newest_runs_are_kept(tmp_path: Path) -> None:
    """Old files of answers of the same set go, those of others stay."""
    for run in ("a", "b", "c", "d", "e"):
        answers_file(tmp_path, "s", run).write_text("")
    answers_file(tmp_path, "other", "a").write_text("")

    assert len(list(tmp_path.glob("s.*"))) == 4
    assert (tmp_path / "other.a.answers.jsonl").exists()


def test_a_set_is_evaluated(tiny: Path, index: Path, kb: Command, tmp_path: Path) -> None:
    """The table is printed, results and report are written, and a second run gives the same figures."""
    output, report = tmp_path / "a.json", tmp_path / "a.html"
    first = kb("evaluate", tiny, "--index", index, "--output", output, "--report", report)
    second = kb("evaluate", tiny, "--index", index, "--json")

    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert "tiny set: 3 questions, 2 documents" in first.stdout
    assert "Asking tiny set: 3 of 3" in first.stderr
    results, again = json.loads(output.read_text()), json.loads(second.stdout)
    assert again["sets"] == results["sets"]
    assert [item["correct"] for item in results["sets"][0]["items"]] == [True, True, True]
    assert results["sets"][0]["measures"]["citations exact"]["value"] == 1.0
    assert "<html" in report.read_text()


def test_a_limit_asks_fewer_questions(tiny: Path, index: Path, kb: Command) -> None:
    """With --limit 2 one of three questions is not asked; --fresh asks again."""
    done = kb("evaluate", tiny, "--index", index, "--limit", "2", "--fresh", "--json")

    assert [item["id"] for item in json.loads(done.stdout)["sets"][0]["items"]] == ["1", "2"]


def test_a_golden_file_is_asked_of_the_index(index: Path, kb: Command, tmp_path: Path) -> None:
    """Golden questions go to the library's own index."""
    (tmp_path / "g.yaml").write_text(GOLDEN)
    library = next(folder for folder in (index / "evaluation").iterdir() if folder.is_dir())

    done = kb("evaluate", tmp_path / "g.yaml", "--index", library, "--json")

    item = json.loads(done.stdout)["sets"][0]["items"][0]
    assert (item["correct"], [turn["role"] for turn in item["history"]]) == (True, ["user", "assistant"])


def test_runs_are_compared(
    tiny: Path, index: Path, kb: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A threshold that refuses everything is caught: exit code 1, and the answers stand side by side."""
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    kb("evaluate", tiny, "--index", index, "--output", before)
    monkeypatch.setenv("KB_MIN_CONFIDENCE", "1")
    kb("evaluate", tiny, "--index", index, "--output", after)

    worse, same, allowed = (
        kb("evaluate", "--compare", before, after),
        kb("evaluate", "--compare", before, before),
        kb("evaluate", "--compare", before, after, "--allow", "2", "--json"),
    )

    assert (worse.exit_code, same.exit_code, allowed.exit_code) == (1, 0, 0)
    assert "worse: tiny set/1: Who is the contact for the network?" in worse.stdout
    assert "not_found" in worse.stdout
    assert "2 answers got worse, 0 may." in worse.stdout
    assert len(json.loads(allowed.stdout)["worse"]) == 2


@pytest.mark.parametrize("arguments", [[], ["tests", "--compare", "a.json", "b.json"], ["--compare", "a.json"]])
def test_wrong_usage(arguments: list[str], kb: Command) -> None:
    """Neither nothing, nor a set and a comparison at once."""
    assert kb("evaluate", *arguments).exit_code == 2  # run() makes it 64


def test_a_question_becomes_a_golden_one(index: Path, kb: Command, tmp_path: Path) -> None:
    """Answer and passages are shown, the facts asked for, and the entry stands behind the others."""
    path = tmp_path / "g.yaml"
    path.write_text(GOLDEN)
    library = next(folder for folder in (index / "evaluation").iterdir() if folder.is_dir())
    asked = ("golden", "add", "Where does the network meet?", "--file", path, "--kind", "place", "--index", library)

    done = kb(*asked, said="y\n\nVienna | Wien\nspring\n\n")

    assert done.exit_code == 0, done.output
    assert "The network meets in Vienna in spring. [1]" in done.stdout
    assert "g2 is in" in done.stderr
    assert path.read_text().startswith(GOLDEN)
    assert yaml.safe_load(path.read_text())["questions"][1] == {
        **{"id": "g2", "kind": "place", "lang": "en", "answerable": True},
        **{"turns": ["Where does the network meet?"], "expect": [{"any": ["Vienna", "Wien"]}, {"any": ["spring"]}]},
    }


def test_a_question_without_an_answer_becomes_a_golden_one(index: Path, kb: Command, tmp_path: Path) -> None:
    """What the documents do not tell is written with the reason, into a new file."""
    path = tmp_path / "new.yaml"
    library = next(folder for folder in (index / "evaluation").iterdir() if folder.is_dir())

    done = kb("golden", "add", "--file", path, "--index", library, said="Why is tungsten hard?\nn\nno metals\n")

    assert done.exit_code == 0, done.output
    (entry,) = yaml.safe_load(path.read_text())["questions"]
    assert (entry["id"], entry["answerable"], entry["why_not"]) == ("n001", False, "no metals")


def test_golden_files_are_checked(index: Path, kb: Command, tmp_path: Path) -> None:
    """A fact that is gone and a contradiction are named, and end with 1; a good file ends with 0."""
    library = next(folder for folder in (index / "evaluation").iterdir() if folder.is_dir())
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(GOLDEN)
    bad.write_text(GOLDEN.replace("g1", "g2").replace("Nowak", "Kowalski"))

    passed = kb("golden", "check", good, "--index", library)
    failed = kb("golden", "check", good, bad, "--index", library)
    told = kb("golden", "check", good, bad, "--index", library, "--json")

    assert (passed.exit_code, passed.stdout) == (0, "1 entries in 1 files, 0 problems.\n")
    assert (failed.exit_code, told.exit_code) == (1, 1)
    assert failed.stdout.splitlines() == [
        f"{bad}, g2: fact not in the documents: Kowalski",
        f"{bad}, g2: contradiction: asks the same as g1 in {good}",
        "2 entries in 2 files, 2 problems.",
    ]
    assert [problem["problem"] for problem in json.loads(told.stdout)] == ["fact not in the documents", "contradiction"]
