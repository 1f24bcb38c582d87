"""The feedback log: what is kept, for how long, and what becomes of it when something breaks."""

import json
import multiprocessing
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Ingest

from kb.errors import FeedbackError
from kb.feedback import FEEDBACK, KEPT_DAYS, LONGEST_REASON, Cited, Feedback, FeedbackLog, Verdict, open_feedback
from kb.followup import Turn

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def make(name: str = "a", verdict: Verdict = Verdict.DOWN, days_ago: float = 0, **changes: object) -> Feedback:
    values: dict[str, object] = {
        "id": name,
        "at": (NOW - timedelta(days=days_ago)).isoformat(),
        "verdict": verdict,
        "question": "Who runs it?\nNow \u2028?",
        "history": (Turn("user", "What is ENI?"), Turn("assistant", "An instrument.")),
        "answer": "Anna runs it. [1]",
        "status": "answered",
        "citations": (Cited("a.md", "A", 1, 0, 13, "Anna runs it."),),
        "generation": 3,
        "reason": "She left.",
    }
    return Feedback(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def log(tmp_path: Path) -> FeedbackLog:
    return FeedbackLog(tmp_path / "kept" / "feedback.jsonl", keep_questions_days=30, today=lambda: NOW)


def test_what_is_added_is_listed_whole_newest_first(log: FeedbackLog) -> None:
    """Everything comes back as it was given; nobody else on the machine may read it."""
    assert log.list_feedback() == []
    one, two = make("1"), make("2", Verdict.UP, history=(), reason="")
    log.add(one)
    log.add(two)
    assert log.list_feedback() == [two, one]
    assert log.path.stat().st_mode & 0o777 == 0o600


def test_a_later_word_replaces_the_earlier(log: FeedbackLog) -> None:
    """Who changes a thumb, or adds a reason, is counted once."""
    log.add(make("1"))
    log.add(make("2"))
    log.add(make("1", Verdict.UP, reason=f" {'x' * 2000} "))
    assert [(entry.id, entry.verdict, len(entry.reason)) for entry in log.list_feedback()] == [
        ("1", Verdict.UP, LONGEST_REASON),
        ("2", Verdict.DOWN, 9),
    ]


@pytest.mark.parametrize("damage", [b'{"id": "x", "at"', b"\xff\xfe", b"[]", b'{"id": 1}', b"\n\n", b'{"id": "\xff"}'])
def test_a_damaged_line_loses_only_itself(log: FeedbackLog, damage: bytes) -> None:
    """Also where a crash cut the last line short, what comes after it is whole."""
    log.add(make("1"))
    with log.path.open("ab") as file:
        file.write(damage)
    log.add(make("2"))
    assert [entry.id for entry in log.list_feedback()] == ["2", "1"]
    log.dismiss(["2"])
    assert [json.loads(line)["id"] for line in log.path.read_bytes().splitlines()] == ["1"]


def test_dismissed_is_gone(log: FeedbackLog) -> None:
    """From the file, too, not from the list alone."""
    for name in ("1", "2", "3"):
        log.add(make(name, question=f"question-{name}"))
    assert log.dismiss(["1", "3", "none"]) == 2
    assert [entry.id for entry in log.list_feedback()] == ["2"]
    assert "question-1" not in log.path.read_text()


def test_what_is_too_old_goes(log: FeedbackLog) -> None:
    """Judgements are kept for a year, questions that found nothing for as long as it is set."""
    log.sweep()  # so that adding does not
    log.add(make("old", days_ago=KEPT_DAYS + 1))
    log.add(make("kept", days_ago=KEPT_DAYS - 1))
    log.add(make("forgotten", Verdict.NOT_FOUND, days_ago=31))
    log.add(make("remembered", Verdict.NOT_FOUND, days_ago=29))
    assert [entry.id for entry in log.list_feedback()] == ["remembered", "kept"]
    log.sweep()
    assert [json.loads(line)["id"] for line in log.path.read_bytes().splitlines()] == ["kept", "remembered"]


def test_questions_are_not_kept_unless_wanted(tmp_path: Path) -> None:
    """Without KB_KEEP_QUESTIONS_DAYS a question that found nothing leaves no trace, not even a file."""
    log = open_feedback(tmp_path, None)
    log.add(make("1", Verdict.NOT_FOUND))
    assert list(tmp_path.iterdir()) == []


def test_names_of_files(tmp_path: Path) -> None:
    """It lies in the folder of the index unless a setting names another place."""
    assert open_feedback(tmp_path, None).path == tmp_path / FEEDBACK
    assert open_feedback(tmp_path, Path("/x/y")).path == Path("/x/y")


def test_a_file_that_can_not_be_used_is_named(tmp_path: Path) -> None:
    """One line: which file, why, and which setting names another."""
    (tmp_path / "file").write_text("")
    log = FeedbackLog(tmp_path / "file" / "feedback.jsonl")
    with pytest.raises(FeedbackError, match=r"can't be kept in .*feedback\.jsonl \(.*\)\. .* KB_FEEDBACK"):
        log.add(make())


def _add_many(path: Path, first: int) -> None:
    log = FeedbackLog(path)
    for number in range(first, first + 20):
        log.add(make(str(number), at=datetime.now(UTC).isoformat()))


def test_processes_do_not_lose_each_others_lines(tmp_path: Path) -> None:
    """Several may write at once, while one rewrites."""
    path = tmp_path / "feedback.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(path, first)) for first in (0, 100, 200)]
    for writer in writers:
        writer.start()
    log = FeedbackLog(path)
    while any(writer.is_alive() for writer in writers):
        log.sweep()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert len(log.list_feedback()) == 60


def test_answers_of_other_generations_are_forgotten(log: FeedbackLog) -> None:
    """Document text goes, also that in earlier answers; what people typed stays."""
    log.add(make("1", generation=2))
    log.add(make("2", generation=3))
    log.add(make("3", generation=4))
    assert log.forget_answers(3) == 2
    assert log.list_feedback() == [
        make("3", generation=4, answer="", citations=(), history=(Turn("user", "What is ENI?"),)),
        make("2", generation=3),
        make("1", generation=2, answer="", citations=(), history=(Turn("user", "What is ENI?"),)),
    ]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_purge_goes_through_the_feedback(ingest: Ingest, tmp_path: Path, elsewhere: bool) -> None:
    """Promise P3: what was deleted is in no answer that was kept, wherever it is kept."""
    kept: Callable[[Path], Path | None] = lambda folder: folder / "other.jsonl" if elsewhere else None  # noqa: E731
    documents = tmp_path / "documents"
    (documents / "a.md").write_text("# A\n\nIt stays.\n")
    (documents / "b.md").write_text("# B\n\nThe Zanzibar is told here.\n")
    first = ingest()
    log = open_feedback(tmp_path / "index", kept(tmp_path))
    quoted = Cited("b.md", "B", 1, 5, 31, "The Zanzibar is told here.")
    now = datetime.now(UTC).isoformat()
    log.add(make("1", at=now, answer=quoted.quote, citations=(quoted,), generation=first.generation))
    (documents / "b.md").unlink()
    ingest(purge=True, allow_deletions=True, feedback=kept(tmp_path))
    assert [(entry.id, entry.answer, entry.reason) for entry in log.list_feedback()] == [("1", "", "She left.")]
    assert b"Zanzibar" not in log.path.read_bytes()
