"""What the maintainers' routes take and refuse: uploads whole and safe, nothing from elsewhere, nothing for others."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import BagOfWords
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app import build_app
from ingest.sync import sync_documents
from kb.apart import run_here
from kb.config import Config
from kb.documents import ASIDE, LARGEST
from kb.evaluation.last import REPORT
from kb.generations import LiveIndex
from kb.web.guard import LARGEST_BODY, Guard
from kb.web.maintain.routes import REPORT_POLICY
from kb.web.maintain.texts import say

HERE = "http://127.0.0.1:7860"
UPLOAD = "/maintain/upload"
CAT = "# Cats\n\nThe cat sat on the mat.\n"
HOSTILE = "<script>alert(1)</script><p>The dog sat on the mat, and so did the other dog, for a long while.</p>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library on the fake model."""
    folder, bag = tmp_path_factory.mktemp("pets"), BagOfWords()
    (folder / "documents" / "pets").mkdir(parents=True)
    (folder / "documents" / "pets" / "cats.md").write_text(CAT)
    sync_documents(folder / "documents", folder / "index", bag.fingerprint, lambda: bag, apart=run_here)
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    """A client of the page on that library."""
    live = LiveIndex(folder / "index", BagOfWords())
    config = Config(index=folder / "index", documents=folder / "documents")
    with TestClient(build_app(config, live), base_url=HERE) as client:
        yield client
    live.close()


@pytest.fixture
def documents(folder: Path) -> Iterator[Path]:
    """The folder of documents; afterwards it is as it was, and no upload has left anything."""
    yield folder / "documents"
    left = list((folder / "documents").rglob(f"{ASIDE}*"))
    for path in (folder / "documents").rglob("*"):
        if path.is_file() and path.name != "cats.md":
            path.unlink()
    (folder / "documents" / "pets" / "cats.md").write_text(CAT)
    assert left == []


def files(documents: Path) -> list[str]:
    return sorted(path.relative_to(documents).as_posix() for path in documents.rglob("*") if path.is_file())


def test_a_document_is_taken_and_said_to_be_read(client: TestClient, documents: Path) -> None:
    """It lies in its topic byte for byte, and what the bot reads in it is told."""
    reply = client.post(UPLOAD, params={"name": "dogs.md", "topic": "pets"}, content=CAT)
    assert (reply.status_code, reply.json()["reason"]) == (201, "")
    assert "pages: 1" in reply.json()["told"]
    assert (documents / "pets" / "dogs.md").read_text() == CAT


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../outside.md", "pets/outside.md"),
        ("..\\outside.md", "pets/outside.md"),
        ("a\x00b.md", "pets/ab.md"),
        ("x" * 300 + ".md", "pets/" + "x" * 117 + ".md"),
        ("evil\u202egnp.md", "pets/evilgnp.md"),
    ],
)
def test_a_name_leads_nowhere(client: TestClient, documents: Path, name: str, kept: str) -> None:
    """Catalogue D4: traversal, NUL, 300 characters, direction marks: a plain file in the topic, nothing else."""
    before = set(documents.parent.iterdir())
    assert client.post(UPLOAD, params={"name": name, "topic": "pets"}, content=CAT).status_code == 201
    assert files(documents) == sorted(["pets/cats.md", kept])
    assert set(documents.parent.iterdir()) == before


@pytest.mark.parametrize("topic", ["..", "../index", "pets/..", "/etc", "nowhere", "\x00"])
def test_another_topic_is_refused(client: TestClient, documents: Path, topic: str) -> None:
    """Only a folder that there is."""
    reply = client.post(UPLOAD, params={"name": "dogs.md", "topic": topic}, content=CAT)
    assert (reply.status_code, reply.json()["reason"]) == (400, "topic")
    assert files(documents) == ["pets/cats.md"]


def test_nothing_is_replaced_unasked(client: TestClient, documents: Path) -> None:
    """409 until it is said; then the new one is there."""
    asked = {"name": "cats.md", "topic": "pets"}
    assert client.post(UPLOAD, params=asked, content="# New\n\nNew cats.\n").status_code == 409
    assert (documents / "pets" / "cats.md").read_text() == CAT
    assert client.post(UPLOAD, params={**asked, "replace": "true"}, content="# New\n\nNew cats.\n").status_code == 201
    assert (documents / "pets" / "cats.md").read_text() == "# New\n\nNew cats.\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("broken.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("program.exe", b"MZ\x90", "unknown_format"),
        ("picture.md", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "wrong_name"),
        ("empty.txt", b"", "no_text"),
    ],
)
def test_what_can_not_be_read_is_not_taken(
    client: TestClient, documents: Path, name: str, content: bytes, kind: str
) -> None:
    """Content is looked at as an ingest does; the refusal says why and what to do, in the reader's language."""
    headers = {"accept-language": "fr"}
    reply = client.post(UPLOAD, params={"name": name, "topic": "pets"}, content=content, headers=headers)
    assert (reply.status_code, reply.json()["reason"]) == (422, "unreadable")
    assert reply.json()["told"].endswith(say(f"fix_{kind}", "fr"))
    assert files(documents) == ["pets/cats.md"]


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_refused(client: TestClient, documents: Path, announced: bool) -> None:
    """413 at once where the size is announced, and at the limit where it is not; nothing stays."""
    piece = b"x" * 2**20
    content = piece * (LARGEST // len(piece) + 1)
    sent = content if announced else (piece for _ in range(LARGEST // len(piece) + 1))
    reply = client.post(UPLOAD, params={"name": "large.txt", "topic": "pets"}, content=sent)
    assert (reply.status_code, reply.json()["reason"]) == (413, "too_large")
    assert files(documents) == ["pets/cats.md"]


def test_a_full_disk_is_said(client: TestClient, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """507 before anything is written where there is too little room."""
    room = shutil.disk_usage(documents)._replace(free=1000)
    monkeypatch.setattr("kb.web.maintain.routes.shutil.disk_usage", lambda path: room)
    reply = client.post(UPLOAD, params={"name": "dogs.md", "topic": "pets"}, content=CAT)
    assert (reply.status_code, reply.json()["reason"]) == (507, "disk")


def test_a_write_that_fails_leaves_nothing(
    client: TestClient, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """507 for what the disk refuses at the end, too."""

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("kb.documents.os.fsync", refuse)
    reply = client.post(UPLOAD, params={"name": "dogs.md", "topic": "pets"}, content=CAT)
    assert (reply.status_code, reply.json()["reason"]) == (507, "disk")
    assert files(documents) == ["pets/cats.md"]


def test_a_web_page_is_never_served_as_one(client: TestClient, documents: Path) -> None:
    """Catalogue D5: an uploaded HTML file has no address at which it would run."""
    reply = client.post(UPLOAD, params={"name": "page.html", "topic": "pets"}, content=HOSTILE)
    assert reply.status_code == 201
    for address in (
        "/document/pets/page.html",
        "/maintain/upload/page.html",
        "/maintain/gradio_api/file=pets/page.html",
    ):
        served = client.get(address)
        assert served.status_code in (403, 404, 405)
        assert "<script>alert" not in served.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example", "content-type": "text/plain"},
    ],
)
def test_other_sites_may_not_upload(client: TestClient, documents: Path, headers: dict[str, str]) -> None:
    """Catalogue D6: a page elsewhere can't make a maintainer's browser send a document."""
    reply = client.post(UPLOAD, params={"name": "dogs.md", "topic": "pets"}, content=CAT, headers=headers)
    assert reply.status_code == 403
    assert files(documents) == ["pets/cats.md"]


@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/maintain/gradio_api/upload", "/maintain/gradio_api/upload_progress"]
)
def test_the_toolkit_takes_no_upload(client: TestClient, path: str) -> None:
    """Gradio's own routes stay closed on both pages."""
    assert client.post(path, files={"files": ("a.txt", b"x")}).status_code == 404


def test_only_the_upload_may_be_large(client: TestClient) -> None:
    """Functions of the page take what a form holds, and no more."""
    large = "x" * (LARGEST_BODY + 1)
    assert client.post("/maintain/gradio_api/queue/join", content=large).status_code == 413
    assert client.post("/maintain/uploads", content=large).status_code == 413


@pytest.mark.parametrize(
    "path", ["/maintain", "/maintain/", UPLOAD, "/maintain/gradio_api/queue/join", "/maintain/evaluation"]
)
def test_others_than_maintainers_are_refused_everything(path: str) -> None:
    """Catalogue D2: the page, its functions and its routes answer 403; the rest of the page is there for all."""

    async def there(request: Request) -> PlainTextResponse:
        return PlainTextResponse("there")

    inner = Starlette(routes=[Route("/{path:path}", there, methods=["GET", "POST"])])
    for is_maintainer, expected in ((False, 403), (True, 200)):
        client = TestClient(Guard(inner, is_maintainer=lambda scope, told=is_maintainer: told), base_url=HERE)
        for method in ("GET", "POST"):
            assert client.request(method, path).status_code == expected
            assert client.request(method, "/maintaining").status_code == 200
            assert client.request(method, "/").status_code == 200


def test_the_page_is_reached_without_a_slash(client: TestClient) -> None:
    """What people type leads to it, with the view that was asked for, and to no other host."""
    reply = client.get("/maintain?view=inbox", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (307, "/maintain/?view=inbox")
    assert client.get("/maintain/").status_code == 200


def test_the_report_is_shown_without_power(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds questions and documents of anyone: it is a page in which nothing runs; without one that is said."""
    monkeypatch.chdir(tmp_path)
    assert client.get("/maintain/evaluation").status_code == 404
    REPORT.write_text("<script>alert(1)</script> report")
    reply = client.get("/maintain/evaluation")
    assert (reply.status_code, reply.headers["content-security-policy"]) == (200, REPORT_POLICY)
    assert "sandbox" in REPORT_POLICY
    assert "allow-scripts" not in REPORT_POLICY
    assert reply.headers["x-content-type-options"] == "nosniff"
