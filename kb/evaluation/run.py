"""Ask the questions of a set, and keep the answers, so that an interrupted run goes on where it stopped."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.answer import answer_question
from kb.errors import QuestionError
from kb.evaluation.sets import EvaluationQuestion
from kb.followup import Turn
from kb.index import Index
from kb.show import answer_fields

ANSWERED = ("answered", "partly")
ERROR = "error"  # the status of a question that can't be asked

Fields = dict[str, Any]  # an answer as programs read it (design.md, section 10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the conversation before it, and its answer.

    answer has the fields that programs read, and history. unguarded is what would have been answered if nothing had
    been too improbable: the answer itself unless it was refused.
    """

    question: EvaluationQuestion
    answer: Fields
    unguarded: Fields


def ask_questions(
    index: Index,
    questions: Sequence[EvaluationQuestion],
    min_confidence: float,
    kept: Path | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[Asked]:
    """Ask every question; kept is a JSONL file of answers given before, which are not asked again."""
    known = dict(_read_kept(kept)) if kept else {}
    asked = []
    progress(0, len(questions))
    for number, question in enumerate(questions, start=1):
        key = _key(question)
        if key not in known:
            known[key] = _ask(index, question, min_confidence)
            if kept:
                _keep(kept, key, known[key])
        answer = known[key]["answer"]
        asked.append(Asked(question, answer, known[key]["unguarded"] or answer))
        progress(number, len(questions))
    return asked


def key_run(index: Index, min_confidence: float) -> str:
    """Name what decides the answers: what the index holds and how it was made, the program, and the threshold."""
    manifest = index.manifest
    made = [manifest.get(name) for name in ("content", "embedding", "chunking", "counts", "built_at")]
    reranker = index.encoder.reranker.name if index.encoder.reranker else ""
    decisive = json.dumps([made, digest_program("kb"), min_confidence, reranker], sort_keys=True)
    return hashlib.sha256(decisive.encode()).hexdigest()[:16]


def digest_program(package: str, leave_out: Sequence[str] = ("web", "evaluation")) -> str:
    """Hash the source and the weights of a package, found without importing it."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[2] / package
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.suffix in (".py", ".json") and not set(relative.parts) & set(leave_out):
            digest.update(relative.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _ask(index: Index, question: EvaluationQuestion, min_confidence: float) -> Fields:
    history = list(question.history)
    scope = question.scope

    def ask(text: str, threshold: float) -> Fields:
        try:
            return answer_fields(answer_question(index, text, history, scope, threshold))
        except QuestionError as error:
            nothing: Fields = {"citations": [], "passages": [], "confidence": 0.0, "seconds": 0.0, "missing": ""}
            return {"status": ERROR, "text": str(error), **nothing}

    for turn in question.earlier:
        history += [Turn("user", turn), Turn("assistant", str(ask(turn, min_confidence)["text"]))]
    answer = ask(question.question, min_confidence)
    guarded = answer["status"] not in ANSWERED and answer["status"] != ERROR and min_confidence > 0
    # Passages and confidence do not depend on the threshold.
    unguarded = ask(question.question, 0.0) | {"passages": answer["passages"]} if guarded else None
    return {"answer": {**answer, "history": [asdict(turn) for turn in history]}, "unguarded": unguarded}


def _key(question: EvaluationQuestion) -> str:
    turns = [[turn.role, turn.text] for turn in question.history]
    asked = [question.question, turns, question.earlier, question.scope]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def _read_kept(path: Path) -> Iterator[tuple[str, Fields]]:
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").split("\n"):
        try:
            row = json.loads(line)
            yield row["key"], {"answer": row["answer"], "unguarded": row["unguarded"]}
        except (ValueError, KeyError, TypeError):
            continue  # the line that an interrupted run did not finish: asked again


def _keep(path: Path, key: str, answered: Fields) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # The newline goes first: it ends a line that an interrupted run left unfinished.
    with path.open("a", encoding="utf-8") as lines:
        lines.write("\n" + json.dumps({"key": key, **answered}))
