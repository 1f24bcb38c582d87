"""Answer many questions, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kb.answer import answer_question
from kb.errors import KnowledgeBaseError, QuestionError
from kb.followup import Turn
from kb.index import Index
from kb.show import answer_fields


def answer_batch(index: Index, lines: Iterable[str], min_confidence: float) -> Iterator[str]:
    """Answer each line in turn; one that can't be asked gets its id and the error, and stops nothing."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        id_: Any = number
        try:
            row = _read_row(line)
            id_ = row.get("id", number)
            answer = answer_question(index, _question(row), _turns(row), _scope(row), min_confidence)
            answered = {"id": id_, **answer_fields(answer)}
        except KnowledgeBaseError as error:
            answered = {"id": id_, "error": str(error)}
        # A lone surrogate, which an id may hold, becomes its JSON escape: no output could encode it.
        yield json.dumps(answered, ensure_ascii=False).encode(errors="backslashreplace").decode()


def _read_row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"The line is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise QuestionError("The line is not a JSON object with an id and a question.")
    return row


def _question(row: dict[str, Any]) -> str:
    question = row.get("question")
    if not isinstance(question, str):
        raise QuestionError("The line has no question (a string).")
    return question


def _turns(row: dict[str, Any]) -> list[Turn]:
    history = row.get("history") or []
    if not isinstance(history, list):
        raise QuestionError("The history is a list of turns, oldest first.")
    turns = []
    for turn in history:
        if not isinstance(turn, dict) or turn.get("role") not in ("user", "assistant"):
            raise QuestionError('Each turn of the history is {"role": "user" or "assistant", "text": ...}.')
        turns.append(Turn(turn["role"], str(turn.get("text") or "")))
    return turns


def _scope(row: dict[str, Any]) -> list[str] | None:
    scope = row.get("scope")
    if scope is None or (isinstance(scope, list) and all(isinstance(source, str) for source in scope)):
        return scope or None
    raise QuestionError("The scope is a list of sources (paths in the documents folder).")
