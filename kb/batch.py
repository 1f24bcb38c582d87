"""Answer many questions, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kb.answer import answer_question
from kb.errors import KnowledgeBaseError, QuestionError
from kb.filters import Filters, find_scope
from kb.followup import Turn
from kb.generate import Writer
from kb.index import Index
from kb.show import answer_fields

NO_FILTERS = Filters()
_LISTS = {"topic": "topics", "document": "documents", "language": "languages"}  # a line's fields, and those of Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks: a question, what was said before, and what the answer may rest on."""

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters = NO_FILTERS
    sources: tuple[str, ...] | None = None


def answer_batch(
    index: Index,
    lines: Iterable[str],
    min_confidence: float,
    filters: Filters = NO_FILTERS,
    writer: Writer | None = None,
) -> Iterator[str]:
    """Answer each line in turn; one that can't be asked gets its id and the error, and stops nothing.

    filters hold for every line, but for the fields that a line has itself.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        id_: Any = number
        try:
            row = _read_row(line)
            id_ = row.get("id", number)
            asked = read_asked(row, filters)
            scope = find_scope(index, asked.filters, asked.sources)
            answer = answer_question(index, asked.question, asked.history, scope, min_confidence, writer)
            answered = {"id": id_, **answer_fields(answer)}
        except KnowledgeBaseError as error:
            answered = {"id": id_, "error": str(error)}
        # A lone surrogate, which an id may hold, becomes its JSON escape: no output could encode it.
        yield json.dumps(answered, ensure_ascii=False).encode(errors="backslashreplace").decode()


def read_asked(row: dict[str, Any], filters: Filters = NO_FILTERS) -> Asked:
    """Read what a row asks; filters hold where it has none itself. Raises QuestionError for what can't be read."""
    return Asked(_question(row), tuple(_turns(row)), _filters(row, filters), _scope(row))


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


def _scope(row: dict[str, Any]) -> tuple[str, ...] | None:
    scope = row.get("scope")
    if scope is None or (isinstance(scope, list) and all(isinstance(source, str) for source in scope)):
        return tuple(scope or ()) or None
    raise QuestionError("The scope is a list of sources (paths in the documents folder).")


def _filters(row: dict[str, Any], filters: Filters) -> Filters:
    given: dict[str, Any] = {}
    for field, name in _LISTS.items():
        value = row.get(field) or []
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise QuestionError(f"The {field} is a string or a list of strings.")
        if values:
            given[name] = tuple(values)
    for name in ("since", "until"):
        value = row.get(name) or ""
        if not isinstance(value, str):
            raise QuestionError(f"{name} is a string: YYYY, YYYY-MM or YYYY-MM-DD.")
        if value:
            given[name] = value
    return replace(filters, **given)
