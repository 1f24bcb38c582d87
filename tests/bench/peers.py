"""Our answers beside those of what a user would write in an afternoon: same documents, questions and model."""

import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.evaluation.measures import (
    COVERED,
    comparable_answers,
    covered_words,
    holds_evidence,
    holds_reference,
    is_short,
    strip_marks,
)
from kb.evaluation.sets import EvaluationQuestion, read_set
from kb.golden import holds_facts

ROOT = Path(__file__).parents[2]
TOP = 5
# name: how it is called in the table, and the packages that it needs
PEERS = {
    "ours": ("this program", ()),
    "langchain": ("LangChain tutorial", ("langchain_chroma", "langchain_text_splitters")),
    "txtai": ("txtai hybrid", ("txtai", "langchain_text_splitters")),
}
NOTES = f"""\
right        answerable: the answer holds every expected fact (a short reference answer; {COVERED:.0%} of the words of a
             long one); not answerable: it is refused
answer       the same of the answerable ones only;  refused: those of the others that are refused
found@5      what answers the question stands in the first five passages;  chars@5: their length together
The peers answer with the first 60 words of the first passage, never refuse, and see the last turn only; the seconds
they take to build leave out reading the files."""


@dataclass(frozen=True, slots=True)
class Task:
    """Documents, and the named sets of questions that are asked of them."""

    documents: Path
    sets: dict[str, list[EvaluationQuestion]]


def compare_peers(given: Sequence[Path]) -> None:
    """Ask every system that is installed, and print a table for each set."""
    names = []
    for name, (label, packages) in PEERS.items():
        missing = [package for package in packages if importlib.util.find_spec(package) is None]
        if missing:
            print(f"{label} is left out: {missing[0]} is not installed (pip install -c constraints.txt .[bench])")
        else:
            names.append(name)
    for task in find_tasks(given):
        with tempfile.TemporaryDirectory() as folder:
            answered = {name: run_system(name, task, Path(folder)) for name in names}  # ours, first, writes the texts
            print_tables(task, answered)
    print(NOTES)


def find_tasks(given: Sequence[Path]) -> list[Task]:
    """Give the shipped documents with our own questions, and what was named on the command line."""
    shipped = {"records": read_records(), "golden": list(read_set(ROOT / "tests" / "golden").questions)}
    tasks = [Task(ROOT / "documents", shipped)]
    for path in given:
        one = read_set(path)
        questions = [question for question in one.questions if not question.scope]  # the peers know no scope
        if one.documents is None:
            shipped[one.name] = questions
        else:
            tasks.append(Task(one.documents, {one.name: questions}))
    return tasks


def read_records() -> list[EvaluationQuestion]:
    """Take each record of fact as a question whose answer is its key."""
    folder = ROOT / "tests" / "records"
    rows = [row for path in sorted(folder.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [
        EvaluationQuestion(row["record"], row["query"], answerable=True, expect=((str(row["key"]),),))
        for row in rows
        if "left_out" not in row
    ]


def run_system(name: str, task: Task, folder: Path) -> dict[str, Any] | None:
    """Run one system in a child process; None when it failed, which is said."""
    questions = [
        {
            "question": question.question,
            "earlier": question.earlier,
            "history": [[turn.role, turn.text] for turn in question.history],
        }
        for asked in task.sets.values()
        for question in asked
    ]
    job = {"documents": str(task.documents.resolve()), "texts": str(folder / "texts.json"), "questions": questions}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    program = Path(__file__).with_name("systems.py")
    done = subprocess.run(
        [sys.executable, str(program), name, str(folder / "job.json")], capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = done.stderr.strip().split("\n")[-1]
        print(f"{PEERS[name][0]} failed over {task.documents}: {reason}")
        return None
    told: dict[str, Any] = json.loads(done.stdout.strip().split("\n")[-1])
    return told


def print_tables(task: Task, answered: dict[str, dict[str, Any] | None]) -> None:
    """Print a row for every system, a table for every set."""
    first = 0
    for name, questions in task.sets.items():
        unanswerable = sum(question.answerable is False for question in questions)
        print(f"\n{name}: {len(questions)} questions, {unanswerable} of them not answered by {task.documents}")
        print(f"{'':20}{'right':>7}{'answer':>8}{'refused':>9}{'found@5':>9}{'words':>7}{'chars@5':>9}", end="")
        print(f"{'s p50':>8}{'build s':>9}{'peak MB':>9}")
        for system, told in answered.items():
            if told is not None:
                print_row(PEERS[system][0], questions, told, told["answers"][first : first + len(questions)])
        first += len(questions)
    print()


def print_row(
    label: str, questions: Sequence[EvaluationQuestion], told: dict[str, Any], answers: Sequence[dict[str, Any]]
) -> None:
    """Print one system's figures over one set."""
    pairs = list(zip(questions, answers, strict=True))
    yes = [credit(question, answer) for question, answer in pairs if question.answerable is True]
    no = [float(answer["refused"]) for question, answer in pairs if question.answerable is False]
    right = [float(share >= COVERED) for share in yes] + no
    found = [stands_in_five(question, answer) for question, answer in pairs if question.answerable is True]
    words = [len(answer["answer"].split()) for _, answer in pairs if answer["status"] in ("answered", "partly")]
    length = [sum(len(text) for _, text in answer["passages"][:TOP]) for _, answer in pairs]
    print(
        f"{label:20}{share_of(right):>7}{share_of(yes):>8}{share_of(no):>9}"
        f"{share_of([one for one in found if one is not None]):>9}"
        f"{statistics.mean(words) if words else 0:7.0f}{statistics.mean(length):9.0f}"
        f"{statistics.median(answer['seconds'] for answer in answers):8.3f}{told['build']:9.1f}{told['peak']:9.0f}"
    )


def credit(question: EvaluationQuestion, answer: dict[str, Any]) -> float:
    """Tell how much of what was expected an answer holds: 0 or 1 for facts and short references, else a share."""
    if answer["status"] not in ("answered", "partly"):
        return 0.0
    text = squeeze(strip_marks(answer["answer"]))
    references = comparable_answers(question)
    if question.expect:
        return float(holds_facts(text, squeezed(question)))
    return float(holds_reference(text, references)) if is_short(references) else covered_words(text, references)


def stands_in_five(question: EvaluationQuestion, answer: dict[str, Any]) -> float | None:
    """Tell whether what answers the question stands in the first five passages; None when that is not known."""
    passages = answer["passages"][:TOP]
    if question.expect:
        return float(holds_facts(squeeze(" ".join(text for _, text in passages)), squeezed(question)))
    if question.evidence:
        return float(any(holds_evidence(text, question.evidence) for _, text in passages))
    if question.relevant:
        return float(any(source in question.relevant for source, _ in passages))
    return None


def squeezed(question: EvaluationQuestion) -> tuple[tuple[str, ...], ...]:
    """Give the expected facts without line breaks."""
    return tuple(tuple(map(squeeze, facts)) for facts in question.expect)


def squeeze(text: str) -> str:
    """Make any white space one blank: where a line breaks depends on the splitter."""
    return " ".join(text.split())


def share_of(values: Sequence[float]) -> str:
    """Write a mean; a dash when there is nothing to take it of."""
    return f"{statistics.mean(values):.3f}" if values else "-"
