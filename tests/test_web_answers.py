"""Routes for saving and judging an answer: as a download, to whoever knows its id, and to nobody else."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import BagOfWords
from fastapi import FastAPI
from starlette.testclient import TestClient
from web_server import LONGEST, network_library

from ingest.sync import sync_documents
from kb.answer import Answer, Citation, Status
from kb.apart import run_here
from kb.feedback import FeedbackLog
from kb.generations import LiveIndex
from kb.web.answers import TYPES, build_answer_routes
from kb.web.chat import Exchange
from kb.web.headers import SecurityHeaders
from kb.web.interface import say
from kb.web.kept import KeptAnswers
from kb.web.library import Library

QUOTE = "Anna Nowak is the contact for the network."
HOSTILE = '../"a"\r\nX: y ünï? <b>'


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveIndex]:
    """A small library."""
    with network_library(tmp_path) as live:
        yield live


@pytest.fixture
def client(tmp_path: Path, live: LiveIndex) -> Iterator[TestClient]:
    """The routes on one kept conversation of two exchanges, of which the first quotes a document."""
    kept = KeptAnswers()
    quoted = Citation(1, "network.md", "The network", 1, "", 15, 15 + len(QUOTE), QUOTE, "", "")
    first = Exchange(HOSTILE, "", "first", Answer("One. [1]", Status.ANSWERED, (quoted,), generation=1))
    kept.put((first,))
    kept.put((first, Exchange("Two?", "", "second", Answer("Two.", Status.ANSWERED, generation=2))))
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.include_router(build_answer_routes(kept, FeedbackLog(tmp_path / "feedback.jsonl"), Library(live)))
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


def test_what_was_deleted_is_in_no_copy_made_later(client: TestClient, tmp_path: Path, live: LiveIndex) -> None:
    """As long as the quotation stands somewhere in its document it is given; then it is said why not."""

    def ingest_as(text: str | None) -> None:
        network = tmp_path / "documents" / "network.md"
        if text is None:
            network.unlink()
        else:
            network.write_text(text)
        bag, before = BagOfWords(), generation()
        sync_documents(tmp_path / "documents", tmp_path / "index", bag.fingerprint, lambda: bag, apart=run_here)
        until = time.monotonic() + LONGEST
        while generation() == before:
            assert time.monotonic() < until
            time.sleep(0.05)

    def generation() -> int:
        with live.borrow() as index:
            return int(index.path.name)

    ingest_as(f"# The network\n\nSomething new stands above.\n\n{QUOTE}\n")
    assert QUOTE in client.get("/answer/first.txt").text
    ingest_as(None)
    for form in ("txt", "md"):
        saved = client.get(f"/conversation/second.{form}").text
        assert QUOTE not in saved
        assert "One" not in saved
        assert say("answer_stale", "en").split(".")[0] in saved
        assert "Two" in saved


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
