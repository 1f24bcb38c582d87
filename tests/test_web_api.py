import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fakes import BagOfWords
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from app import build_app
from ingest.sync import sync_documents
from kb.answer import Citation
from kb.apart import run_here
from kb.config import Config
from kb.generations import LiveIndex
from kb.web.guard import LARGEST_BODY, is_loopback
from kb.web.links import link_to

HERE = "http://127.0.0.1:7860"
CATS = """---
title: Cats & dogs
topic: pets
as_of: 2022-03-04
url: https://example.org/cats
---

# Cats & dogs

The cat sat on the mat.

## Food

The food that cats like is:

- fish
- cream

| Name | Age |
|---|---|
| Tom | 3 |
| Felix | 5 |
"""
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![i](http://evil.example/x.png) [l](javascript:alert(1))"
)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """A small library on the fake model."""
    folder, bag = tmp_path_factory.mktemp("pets"), BagOfWords()
    (folder / "documents" / "pets").mkdir(parents=True)
    (folder / "documents" / "pets" / "cats ü.md").write_text(CATS, encoding="utf-8")
    (folder / "documents" / "hostile.txt").write_text(f"The hostile cat says {HOSTILE}.\n", encoding="utf-8")
    pdf = Canvas(str(folder / "documents" / "pages.pdf"))
    for text in ("The first page is about birds.", "The second page is about fish."):
        pdf.drawString(72, 720, text)
        pdf.showPage()
    pdf.save()
    sync_documents(folder / "documents", folder / "index", bag.fingerprint, lambda: bag, apart=run_here)
    live = LiveIndex(folder / "index", bag)
    yield live
    live.close()


@pytest.fixture(scope="module")
def client(live: LiveIndex) -> Iterator[TestClient]:
    """A client of the page on that library."""
    with TestClient(build_app(Config(index=live.folder), live), base_url=HERE) as client:
        yield client


def cite(live: LiveIndex, quote: str, source: str = "pets/cats ü.md", page: int = 1) -> Citation:
    """Cite what stands in a document."""
    with live.borrow() as index:
        start = index.text_of(source, page).index(quote)
    return Citation(1, source, "", page, "", start, start + len(quote), quote, "", "")


def marked(html: str) -> str:
    """Read what stands in the marks."""
    inside = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL))
    return "".join(unescape(inside).split())


@pytest.mark.parametrize(
    "quote",
    [
        "The cat sat on the mat.",
        "The food that cats like is:\n\n- fish\n- cream",
        "Name: Felix | Age: 5",
        "Cats & dogs",
    ],
)
def test_a_citation_opens_its_document_at_the_marked_quote(client: TestClient, live: LiveIndex, quote: str) -> None:
    """What is marked is what was quoted, in a sentence, a list, a row or a heading."""
    response = client.get(link_to(cite(live, quote), 1))
    assert response.status_code == 200
    assert marked(response.text) == "".join(quote.split())
    assert response.text.count('id="passage"') == 1
    assert 'role="note"' not in response.text


def test_a_document_says_what_it_is(client: TestClient) -> None:
    """Title, topic, date, original and contents stand above the text."""
    html = client.get("/document/pets/cats%20%C3%BC.md").text
    assert "<title>Cats &amp; dogs – NEXT answers</title>" in html
    assert html.count("<h1") == 1
    assert "Pets · as of 4 March 2022 · <a" in html
    assert '<a href="https://example.org/cats" rel="noopener noreferrer" target="_blank">' in html
    assert re.findall(r'<li><a href="#.*?">(.*?)</a>', html) == ["Cats &amp; dogs", "Food"]
    assert "<table>" in html


def test_a_hostile_document_is_only_text(client: TestClient, live: LiveIndex) -> None:
    """Nothing that a document says becomes markup, and its page would run no script if it did."""
    response = client.get(link_to(cite(live, HOSTILE, "hostile.txt"), 1))
    assert marked(response.text) == "".join(HOSTILE.split())
    assert "<script" not in response.text
    assert "<img" not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")


def test_pages_of_a_pdf_are_numbered(client: TestClient, live: LiveIndex) -> None:
    """A passage on the second page is marked there and nowhere else."""
    quote = "The second page is about fish."
    html = client.get(link_to(cite(live, quote, "pages.pdf", 2), 1)).text
    first, second = html.split('<section id="page-2">')
    assert "Page 1" in first
    assert "<mark" not in first
    assert "Page 2" in second
    assert marked(second) == "".join(quote.split())


def test_a_deleted_document_is_said_to_be_gone(client: TestClient) -> None:
    """A link to what is no longer there leads to a page that says so."""
    for source in ("none.md", "../../etc/passwd", "pets", "%00", "a" * 3000):
        response = client.get(f"/document/{source}")
        assert response.status_code == 404
    assert "no longer available" in client.get("/document/none.md").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("page=1&start=0&end=99999", "lies outside"),
        ("page=1&start=9&end=3", "lies outside"),
        ("page=7&start=0&end=3", "lies outside"),
        ("page=1&start=0&end=3&quote=000000000000", "no longer stands"),
        ("page=1&start=0&end=3&generation=99", "ingested again"),
        ("page=x&start=y&end=²&generation=-1", ""),
        (f"page=1&start={'9' * 5000}&end=1", ""),
    ],
)
def test_a_link_that_does_not_fit_is_explained(client: TestClient, query: str, said: str) -> None:
    """The document is shown all the same, and a line says what is wrong with the link."""
    response = client.get(f"/document/hostile.txt?{query}")
    assert response.status_code == 200
    assert "The hostile cat says" in "".join(re.sub(r"</?mark[^>]*>", "", response.text))
    notices = re.findall(r'role="note">(.*?)</p>', response.text)
    assert [said in notice for notice in notices] == [True] * bool(said)


def test_health_tells_what_is_served(client: TestClient) -> None:
    """Readiness and counts, and nothing else."""
    assert client.get("/health").json() == {
        "ready": True,
        "missing": False,
        "starting": False,
        "generation": 1,
        "documents": 3,
        "chunks": client.get("/health").json()["chunks"],
        "problem": "",
    }


def test_without_an_index_the_page_comes_up_and_names_the_cure(tmp_path: Path, bag: BagOfWords) -> None:
    """No index is no reason not to start."""
    live = LiveIndex(tmp_path / "none", bag)
    with TestClient(build_app(Config(index=live.folder), live), base_url=HERE) as client:
        assert client.get("/").status_code == 200
        assert "make ingest" in client.get("/health").json()["problem"]
        document = client.get("/document/a.md")
    live.close()
    assert document.status_code == 503
    assert "make ingest" in document.text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", "10.0.0.1", "::", "[x"]
)
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    """A name that is not this machine's (DNS rebinding) gets nothing."""
    assert client.get("/health", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "localhost:7860", "LOCALHOST", "[::1]:7860"])
def test_loopback_names_are_served_on_any_port(client: TestClient, host: str) -> None:
    """All names of this machine are good."""
    assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 422),
        ({"origin": HERE}, 422),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "https://127.0.0.1:7860"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_other_sites_change_nothing(client: TestClient, headers: dict[str, str], status: int) -> None:
    """A post that another site caused is refused before anything reads it."""
    assert client.post("/gradio_api/queue/join", json=[], headers=headers).status_code == status


def test_large_bodies_are_refused(client: TestClient) -> None:
    """A body has at most 64 kB, whether it tells its length or not."""

    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 1024 + 1):
            yield b"x" * 1024

    for content in (b"x" * (LARGEST_BODY + 1), pieces()):
        response = client.post("/gradio_api/queue/join", content=content)
        assert response.status_code == 413
        assert "4,000 characters" in response.json()["detail"]


DOORS = (
    "upload file=/etc/passwd file/etc/passwd proxy=http://evil.example call/answer run/answer runs info openapi.json"
)
MORE_DOORS = "deep_link stream/x component_server dev/reload vibe-code token user app_id process_recording"


@pytest.mark.parametrize("path", f"{DOORS} {MORE_DOORS}".split())
def test_doors_that_are_not_needed_are_shut(client: TestClient, path: str) -> None:
    """Of Gradio's own routes only those that the chat uses answer."""
    assert client.get(f"/gradio_api/{path}").status_code == 404
    assert client.post(f"/gradio_api/{path}", json={}).status_code == 404


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/monitoring"])
def test_nothing_describes_the_application(client: TestClient, path: str) -> None:
    """There are no pages about routes or load."""
    assert client.get(path).status_code in (403, 404)


def test_every_response_carries_the_headers(client: TestClient) -> None:
    """Pages, data, refusals and files alike."""
    for path in ("/", "/health", "/document/none.md", "/web/page.css", "/theme.css", "/gradio_api/upload", "/none"):
        headers = client.get(path, headers={"origin": "http://localhost:9999"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["cache-control"] == ("no-cache" if path.startswith("/web/") else "no-store")
        assert not [name for name in headers if name.startswith("access-control-")]
    assert client.get("/health", headers={"host": "evil.example"}).headers["x-content-type-options"] == "nosniff"


def test_the_page_allows_only_its_own_scripts(client: TestClient) -> None:
    """Inline scripts are allowed by digest, one by one; nothing comes from elsewhere."""
    response = client.get("/")
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    inline = re.findall(r"<script(?![^>]*\ssrc=)", response.text)
    assert policy["script-src"].count("sha256-") == len(inline)
    assert "unsafe" not in policy["script-src"]
    assert "http" not in "".join(policy.values())
    assert '<html\n\tlang="en"' in response.text
    assert "fonts.googleapis" not in client.get("/theme.css").text


def test_forwarded_headers_are_not_believed(client: TestClient) -> None:
    """No proxy stands before the page, so nobody else may name its address."""
    text = client.get("/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}).text
    assert "evil.example" not in text


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("example.org", False),
    ],
)
def test_loopback_is_told_from_other_addresses(host: str, is_local: bool) -> None:
    """Only addresses that this machine alone can reach need no sign-in."""
    assert is_loopback(host) is is_local
