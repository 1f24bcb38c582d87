"""Make a question that people asked a golden one."""

from dataclasses import dataclass
from pathlib import Path

from kb.answer import answer_question
from kb.evaluation.causes import Library
from kb.evaluation.goldens import GoldenEntry, add_golden, next_id, source_of_facts
from kb.evaluation.sets import read_golden_questions
from kb.index import Index
from kb.language import detect_language

GOLDEN_FILE = Path("tests/golden/added.yaml")
NOT_TOLD = "The documents do not tell."


@dataclass(frozen=True, slots=True)
class Added:
    """The id of what was added, and the facts that no document of the index holds."""

    id: str
    untold: tuple[tuple[str, ...], ...]


def read_facts(given: str) -> tuple[tuple[str, ...], ...]:
    """Read facts, one a line, variants parted by |."""
    rows = (tuple(filter(None, map(str.strip, line.split("|")))) for line in given.splitlines())
    return tuple(row for row in rows if row)


def add_question(
    index: Index, question: str, expect: tuple[tuple[str, ...], ...], file: Path, min_confidence: float
) -> Added:
    """Append a question with the facts of a right answer to a golden file; without facts it is one not to answer.

    Raises ConfigError when the file can't take it.
    """
    before = [one.id for one in read_golden_questions(file)] if file.exists() else []
    answer = answer_question(index, question, min_confidence=min_confidence)
    entry = GoldenEntry(
        id=next_id(before, file),
        kind="fact",
        lang=detect_language(question),
        turns=(question,),
        expect=expect,
        why_not="" if expect else NOT_TOLD,
        source=source_of_facts(answer, expect),
    )
    add_golden(file, entry)
    library = Library(index)
    return Added(entry.id, tuple(facts for facts in expect if not library.tells(facts)))
