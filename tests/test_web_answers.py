"""Routes for saving and judging an answer: as a download, to whoever knows its id, and to nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from kb.answer import Answer, Status
from kb.feedback import FeedbackLog
from kb.web.answers import TYPES, build_answer_routes
from kb.web.chat import Exchange
from kb.web.headers import SecurityHeaders
from kb.web.kept import KeptAnswers

HOSTILE = '../"a"\r\nX: y ünï? <b>'


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """The routes on one kept conversation of two exchanges."""
    kept = KeptAnswers()
    first = Exchange(HOSTILE, "", "first", Answer("One.", Status.ANSWERED, generation=1))
    kept.put((first,))
    kept.put((first, Exchange("Two?", "", "second", Answer("Two.", Status.ANSWERED, generation=2))))
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.include_router(build_answer_routes(kept, FeedbackLog(tmp_path / "feedback.jsonl")))
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("form", TYPES)
def test_answers_are_downloads(client: TestClient, form: str) -> None:
    """Never shown as a page, whatever is in them; the file's name has only plain letters."""
    answer = client.get(f"/answer/first.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="a-X-y-n-b.{form}"'
    assert answer.headers["content-type"] == TYPES[form]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_conversation_is_saved_up_to_an_answer(client: TestClient) -> None:
    """An answer alone is the last exchange."""
    assert "One" in client.get("/conversation/second.txt").text
    assert "One" not in client.get("/answer/second.txt").text


@pytest.mark.parametrize("path", ["/answer/other.md", "/answer/first.html", "/conversation/.md"])
def test_what_is_not_kept_is_said_to_be_gone(client: TestClient, path: str) -> None:
    """In the language of the browser."""
    answer = client.get(path, headers={"Accept-Language": "fr"})
    assert answer.status_code == 404


def test_feedback_holds_only_what_was_answered(client: TestClient, tmp_path: Path) -> None:
    """An unknown id, and what nobody can say, are refused; earlier answers of another generation are left out."""
    for refused in ({"id": "other", "verdict": "up"}, {"id": "first", "verdict": "not_found"}):
        assert client.post("/feedback", json=refused).status_code == 404
    assert client.post("/feedback", json={"id": "first", "verdict": "great"}).status_code == 422
    assert not (tmp_path / "feedback.jsonl").exists()
    assert client.post("/feedback", json={"id": "second", "verdict": "down", "reason": "x"}).status_code == 200
    (entry,) = FeedbackLog(tmp_path / "feedback.jsonl").list_feedback()
    assert (entry.question, entry.answer, entry.reason) == ("Two?", "Two.", "x")
    assert [turn.role for turn in entry.history] == ["user"]
