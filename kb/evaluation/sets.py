"""Read evaluation sets: a folder of documents or passages with questions, or golden files."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import yaml

from kb.errors import ConfigError
from kb.followup import Turn
from kb.golden import GoldenQuestion, read_golden

CORPUS = "corpus.jsonl"
QUESTIONS = "questions.jsonl"
RECORD_KIND = "record"  # of questions that are records of facts
_NOT_KNOWN = re.compile(r"\bnot (?:known|found)\b", re.I)


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One question and what is known about its right answer.

    history was said before, word for word; earlier are user's turns that are asked first. expect are the facts of a
    right answer (one string of each tuple), answers are reference answers, any of which is right. relevant are the
    sources that tell it, evidence the passages, pages where they stand. answerable None is not judged.
    """

    id: str
    question: str
    answerable: bool | None = None
    kind: str = ""
    lang: str = ""
    topic: str = ""
    history: tuple[Turn, ...] = ()
    earlier: tuple[str, ...] = ()
    expect: tuple[tuple[str, ...], ...] = ()
    answers: tuple[str, ...] = ()
    relevant: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    scope: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A named set of questions; documents is what to ingest for it, None when the library's own index is asked."""

    name: str
    path: Path
    questions: tuple[EvaluationQuestion, ...]
    documents: Path | None = None


def read_set(path: Path) -> EvaluationSet:
    """Read a set: a folder with questions.jsonl, a golden file, or a folder of golden files; raises ConfigError."""
    name = path.resolve().stem if path.is_file() else path.resolve().name
    if (path / QUESTIONS).is_file():
        documents = path / CORPUS if (path / CORPUS).is_file() else path / "documents"
        if not documents.exists():
            raise ConfigError(f"{path} has {QUESTIONS}, but neither {CORPUS} nor a folder documents/.")
        return EvaluationSet(name, path, _distinct(list(_read_rows(path / QUESTIONS)), name), documents)
    files = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise ConfigError(
            f"{path} is no evaluation set: expected a folder with {QUESTIONS}, a golden file (YAML), "
            "or a folder of golden files."
        )
    by_file = {file.stem: read_golden_questions(file) for file in files}
    ids = Counter(question.id for questions in by_file.values() for question in questions)
    questions = [
        replace(question, id=f"{stem}/{question.id}") if ids[question.id] > 1 and len(files) > 1 else question
        for stem, questions in by_file.items()
        for question in questions
    ]
    return EvaluationSet(name, path, _distinct(questions, name))


def read_golden_questions(path: Path) -> list[EvaluationQuestion]:
    """Read a golden file, with topic and source where its entries have them, or one of records; raises ConfigError."""
    records = _read_records(path)
    if records:
        return records
    questions = read_golden(path)
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    return [_from_golden(question, entry) for question, entry in zip(questions, entries, strict=True)]


def _read_records(path: Path) -> list[EvaluationQuestion]:
    """Read a file of records, facts with the place where they stand and a search that finds them; none of any other.

    A key that says that something is not known makes a question that is not answerable.
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return []  # what is wrong with it is told where it is read as a golden file
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "record" in entry for entry in entries):
        return []
    return [
        EvaluationQuestion(
            id=str(entry["record"]),
            question=str(entry["query"]),
            answerable=told,
            kind=RECORD_KIND,
            lang="en",
            expect=((str(entry["key"]),),) if told else (),
            relevant=(str(entry["document"]),) if told else (),
        )
        for entry in entries
        if "query" in entry
        for told in [not _NOT_KNOWN.search(str(entry["key"]))]
    ]


def spread_questions(given: EvaluationSet, limit: int | None) -> EvaluationSet:
    """Take limit questions, spread evenly over the set: many sets have all answerable ones first."""
    count = len(given.questions)
    if limit is None or limit >= count:
        return given
    return replace(given, questions=tuple(given.questions[i * count // limit] for i in range(limit)))


def digest_path(path: Path) -> str:
    """Hash a file, or the names and contents of all files in a folder."""
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    for file in files:
        digest.update(file.relative_to(path).as_posix().encode(errors="surrogateescape") + b"\0")
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def _distinct(questions: list[EvaluationQuestion], name: str) -> tuple[EvaluationQuestion, ...]:
    """Refuse a set in which two questions have one id: nothing could be compared."""
    twice = [id_ for id_, count in Counter(question.id for question in questions).items() if count > 1]
    if twice:
        raise ConfigError(f"The set {name} has the id {twice[0]!r} more than once.")
    return tuple(questions)


def _from_golden(question: GoldenQuestion, entry: dict[str, Any]) -> EvaluationQuestion:
    sources = entry.get("source") or entry.get("sources") or ()
    relevant = (sources,) if isinstance(sources, str) else tuple(map(str, sources))
    return EvaluationQuestion(
        id=question.id,
        question=question.turns[-1],
        answerable=question.answerable,
        kind=question.kind,
        lang=question.lang,
        topic=str(entry.get("topic") or (relevant[0].split("/")[0] if relevant and "/" in relevant[0] else "")),
        earlier=question.turns[:-1],
        expect=question.expect,
        relevant=relevant if question.answerable else (),
    )


def _read_rows(path: Path) -> Iterator[EvaluationQuestion]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} can't be read as UTF-8: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _from_row(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ConfigError(
                    f"{path}, line {number}: expected a JSON object with id, question, and lists history, answers and "
                    f"relevant ({type(error).__name__}: {error})."
                ) from error


def _from_row(row: dict[str, Any]) -> EvaluationQuestion:
    answerable = row.get("answerable")
    if answerable not in (True, False, None):
        raise TypeError("answerable is true, false or null")
    pages = row.get("page")
    return EvaluationQuestion(
        id=str(row["id"]),
        question=_string(row["question"]),
        answerable=cast("bool | None", answerable),
        kind=_label(row.get("kind")),
        lang=_label(row.get("lang")),
        topic=_label(row.get("topic")),
        history=tuple(_turn(turn) for turn in row.get("history") or ()),
        answers=_strings(row.get("answers")),
        relevant=_strings(row.get("relevant")),
        evidence=_strings(row.get("evidence")),
        pages=tuple(int(page) for page in (pages if isinstance(pages, list) else [] if pages is None else [pages])),
        scope=_strings(row.get("scope")) or None,
    )


def _turn(turn: dict[str, Any]) -> Turn:
    if turn["role"] not in ("user", "assistant"):
        raise ValueError("a turn's role is user or assistant")
    return Turn(turn["role"], str(turn["text"]))


def _label(given: Any) -> str:
    return "" if given is None else str(given)


def _string(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError("a question is a string")
    return given


def _strings(given: Any) -> tuple[str, ...]:
    if given is not None and not isinstance(given, list):
        raise TypeError(f"{given!r} is no list")
    return tuple(map(str, given or ()))
