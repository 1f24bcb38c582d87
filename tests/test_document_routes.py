"""What the routes of documents give: pages, pictures, originals, and never anything outside the folder."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from kb.errors import DocumentError
from kb.generations import LiveIndex
from kb.index import StoredDocument
from kb.originals import open_original
from kb.web.document_routes import why_without_file
from kb.web.interface import say
from kb.web.links import link_to, path_to
from kb.web.texts.document import DOCUMENT
from kb.wording import LANGUAGES

HERE = "http://127.0.0.1:7860"
QUOTE = "The second page is about fish."
GUIDE = """---
title: The guide
topic: guidance
as_of: 2024-05-06
url: https://example.org/guide
---

# The guide

Read it first.

## Old rules

<!-- as_of: 2012 -->
| Rule | as of |
|---|---|
| Ask in writing | 2012 |
"""


@dataclass
class Shelf:
    """A library on disk, served."""

    documents: Path
    live: LiveIndex
    client: TestClient
    bag: BagOfWords

    def link(self, source: str, quote: str, page: int = 1, panel: bool = False) -> str:
        """Give the address of a quotation."""
        with self.live.borrow() as index:
            start = index.text_of(source, page).index(quote)
        link = link_to(Citation(1, source, "", page, "", start, start + len(quote), quote, "", ""), 1)
        return link.replace("?", "?panel=1&") if panel else link


def write_pdf(path: Path, *pages: str) -> None:
    """Write a PDF with a sentence on each page."""
    pdf = Canvas(str(path), pagesize=(600, 800))
    for text in pages:
        pdf.drawString(72, 700, text)
        pdf.showPage()
    pdf.save()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library as it is ingested."""
    folder, bag = tmp_path_factory.mktemp("shelf"), BagOfWords()
    (folder / "documents" / "sub folder").mkdir(parents=True)
    (folder / "documents" / "guide.md").write_text(GUIDE, encoding="utf-8")
    (folder / "documents" / "page.html").write_text(
        "<h1>Web</h1><p>Some text to be read here.<script>alert(1)</script>"
    )
    (folder / "documents" / "sub folder" / "ü & ;'.txt").write_text("A file with an odd name.")
    write_pdf(folder / "documents" / "animals.pdf", "The first page is about birds.", QUOTE, "The third is empty.")
    sync_documents(folder / "documents", folder / "index", bag.fingerprint, lambda: bag, apart=run_here)
    return folder


@contextmanager
def serve_copy(original: Path, folder: Path) -> Iterator[Shelf]:
    """Serve a copy of the library in a folder that is not there yet."""
    shutil.copytree(original, folder, symlinks=True)
    bag, documents = BagOfWords(), folder / "documents"
    live = LiveIndex(folder / "index", bag)
    config = Config(index=live.folder, documents=documents)
    with TestClient(build_app(config, live), base_url=HERE) as client:
        yield Shelf(documents, live, client, bag)
    live.close()


@pytest.fixture(scope="module")
def shelf(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A copy of the library that is only read."""
    with serve_copy(original, tmp_path_factory.mktemp("read") / "shelf") as shelf:
        yield shelf


@pytest.fixture
def own_shelf(original: Path, tmp_path: Path) -> Iterator[Shelf]:
    """A copy of the library, to be changed at will."""
    with serve_copy(original, tmp_path / "shelf") as shelf:
        yield shelf


@pytest.fixture(scope="module")
def shelf_with_traps(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A copy of the library with what is no document, and ways to it."""
    with serve_copy(original, tmp_path_factory.mktemp("traps") / "shelf") as shelf:
        (shelf.documents.parent / "secret.txt").write_text("secret")
        for name in (".hidden.txt", "sub folder/.hidden.txt", "new.txt", "README.md"):
            (shelf.documents / name).write_text("secret")
        (shelf.documents / "link.txt").symlink_to(shelf.documents.parent / "secret.txt")
        (shelf.documents / "linked").symlink_to(shelf.documents.parent)
        os.mkfifo(shelf.documents / "fifo.txt")
        yield shelf


def wait_for_generation(shelf: Shelf, number: int) -> None:
    """Wait until the page has taken over what was ingested."""
    for _ in range(300):
        if shelf.client.get("/health").json()["generation"] == number:
            return
        time.sleep(0.1)
    raise AssertionError(f"generation {number} is not served")


def notices(html: str) -> list[str]:
    """Read what is said above a document."""
    return [unescape(text) for text in re.findall(r'role="note">(.*?)</p>', html)]


@pytest.mark.parametrize("panel", [False, True])
def test_a_pdf_shows_its_page_with_the_passage_boxed(shelf: Shelf, panel: bool) -> None:
    """The picture stands above the text of the page that is cited; the link leads to the boxes."""
    html = shelf.client.get(shelf.link("animals.pdf", QUOTE, 2, panel)).text
    assert notices(html) == []
    second = html.split('<section id="page-2">')[1].split("</section>")[0]
    assert html.count("<svg") == second.count("<svg") == 1
    assert second.index('<g class="boxes" id="passage"><rect') < second.index('<mark id="quoted">')
    assert html.count('id="passage"') == 1
    assert re.search(r'aria-label="Picture of page 2, the passage boxed[^"]*"', second)
    picture = shelf.client.get("/picture/animals.pdf?page=2")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert 'href="/picture/animals.pdf?page=2"' in second
    assert "style=" not in html  # the page's policy would refuse it


def test_other_pages_of_a_pdf_are_a_link_away(shelf: Shelf) -> None:
    """Previous and next page, and back to the passage, which stays marked; within the panel they stay in it."""
    html = shelf.client.get(shelf.link("animals.pdf", QUOTE, 2, panel=True)).text
    links = {text: unescape(href) for href, text in re.findall(r'<a href="([^"]*)">([^<]* page)</a>', html)}
    assert list(links) == ["Previous page", "Next page"]
    assert all("panel=1" in href for href in links.values())
    third = shelf.client.get(links["Next page"]).text
    assert "Picture of page 3; its text follows" in third
    assert '<mark id="passage">' in third.split('<section id="page-2">')[1].split("</section>")[0]
    back = unescape(re.findall(r'<a href="([^"]*)">Back to the passage</a>', third)[0])
    assert 'class="boxes"' in shelf.client.get(back).text


def test_a_changed_file_is_said_to_have_changed_and_not_boxed(own_shelf: Shelf) -> None:
    """The text stays as it was ingested, with its mark; the picture of another file would box other words."""
    link = own_shelf.link("animals.pdf", QUOTE, 2)
    write_pdf(own_shelf.documents / "animals.pdf", "Quite another first page.", "Quite another second page.")
    html = own_shelf.client.get(link).text
    assert notices(html) == [say("doc_file_changed", "en")]
    assert "<svg" not in html
    assert '<mark id="passage">' in html
    assert own_shelf.client.get("/picture/animals.pdf?page=2").status_code == 404


def test_a_missing_file_leaves_the_text(own_shelf: Shelf) -> None:
    """A file that was deleted since the ingest can't be drawn or saved; what it said is still shown."""
    link = own_shelf.link("animals.pdf", QUOTE, 2)
    (own_shelf.documents / "animals.pdf").unlink()
    html = own_shelf.client.get(link).text
    assert notices(html) == [say("doc_file_missing", "en")]
    assert '<mark id="passage">' in html
    assert "/original/" not in html
    assert own_shelf.client.get("/original/animals.pdf").status_code == 404


def test_a_page_that_can_not_be_drawn_leaves_the_text(own_shelf: Shelf) -> None:
    """A file that is what was ingested, but breaks what draws it."""
    link = own_shelf.link("guide.md", "Read it first.")
    (own_shelf.documents / "broken.pdf").write_text("%PDF-1.4 that nobody can draw")
    with own_shelf.live.borrow() as index:
        manifest = next(file for file in index.manifest["files"] if file["source"] == "animals.pdf")
        manifest["sha256"] = hashlib.sha256((own_shelf.documents / "broken.pdf").read_bytes()).hexdigest()
    (own_shelf.documents / "broken.pdf").replace(own_shelf.documents / "animals.pdf")
    html = own_shelf.client.get(own_shelf.link("animals.pdf", QUOTE, 2)).text
    assert notices(html) == [say("doc_not_drawn", "en")]
    assert '<mark id="passage">' in html
    assert own_shelf.client.get(link).status_code == 200


@pytest.mark.parametrize("source", ["guide.md", "page.html", "animals.pdf", "sub folder/ü & ;'.txt"])
def test_originals_are_saved_and_never_shown(shelf: Shelf, source: str) -> None:
    """D5: whatever the format, the bytes of the file, as an attachment that no browser makes a page of."""
    response = shelf.client.get(f"/original/{source}")
    assert response.status_code == 200
    assert response.content == (shelf.documents / source).read_bytes()
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "sandbox" in response.headers["content-security-policy"]


# Percent-encoded, for the test's client would resolve the dots itself.
WAYS_OUT = """..%2fsecret.txt %2e%2e/secret.txt %2e%2e%2fsecret.txt sub%20folder/%2e%2e/%2e%2e/secret.txt
    %2e/guide.md sub%20folder/%2e%2e/guide.md /etc/passwd //etc/passwd %2fetc%2fpasswd .hidden.txt
    sub%20folder/.hidden.txt
    guide.md%00 guide.md%00.pdf %00 link.txt linked/secret.txt fifo.txt new.txt sub%20folder sub%20folder/ README.md
    ..%5csecret.txt guide.md/ guide.md/x""".split()


@pytest.mark.parametrize("route", ["original", "picture", "document"])
@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_but_documents_is_given(shelf_with_traps: Shelf, route: str, way: str) -> None:
    """D4: ways up, dotfiles, absolute paths, NUL, links and pipes, and files that are no documents, lead nowhere."""
    response = shelf_with_traps.client.get(f"/{route}/{way}")
    assert response.status_code == 404
    assert "secret" not in response.text.replace("secret.txt", "")


@pytest.mark.parametrize("source", ["guide.md", "sub folder/ü & ;'.txt"])
def test_a_document_replaced_by_a_link_is_not_followed(own_shelf: Shelf, source: str) -> None:
    """D4: a link in the place of a document that was ingested, or of its folder, leads nowhere either."""
    secret = own_shelf.documents.parent / "secret"
    secret.mkdir()
    (secret / Path(source).name).write_text("secret")
    place = own_shelf.documents / source
    if "/" in source:
        shutil.rmtree(place.parent)
        place.parent.symlink_to(secret)
    else:
        place.unlink()
        place.symlink_to(secret / source)
    assert place.read_text() == "secret"
    response = own_shelf.client.get(f"/original/{source}")
    assert (response.status_code, "secret" in response.text) == (404, False)


@pytest.mark.parametrize("source", ["", "/", "a//b", "..", "a/..", "\0", "a\0b", ".", "/guide.md", "~", "guide.md/"])
def test_only_plain_paths_are_opened(shelf: Shelf, source: str) -> None:
    """The function itself refuses them, too, whoever calls it."""
    with pytest.raises(DocumentError, match="not in the folder"):
        open_original(shelf.documents, source)


def test_a_document_deleted_or_changed_before_the_click_is_explained(own_shelf: Shelf) -> None:
    """C13, C14: after the next ingest old links say what became of their document, in plain words."""
    links = [own_shelf.link("guide.md", "Read it first."), own_shelf.link("animals.pdf", QUOTE, 2)]
    (own_shelf.documents / "animals.pdf").unlink()
    (own_shelf.documents / "guide.md").write_text(GUIDE.replace("Read it first.", "Read it twice."), encoding="utf-8")
    sync_documents(
        own_shelf.documents, own_shelf.live.folder, own_shelf.bag.fingerprint, lambda: own_shelf.bag, apart=run_here
    )
    wait_for_generation(own_shelf, 2)
    changed, gone = (own_shelf.client.get(link) for link in links)
    assert changed.status_code == 200
    assert notices(changed.text) == [say("doc_changed", "en"), say("doc_different", "en")]
    assert "<mark" not in changed.text
    assert gone.status_code == 404
    assert say("doc_gone", "en") in unescape(gone.text)


def test_a_passage_tells_its_headings_and_its_own_date(shelf: Shelf) -> None:
    """What a row says of its date goes before that of its document, and what is old is said to be."""
    html = shelf.client.get(shelf.link("guide.md", "Ask in writing")).text
    assert '<p class="path">Old rules</p>' in html
    assert "Guidance · as of 2012" in html
    assert '<strong class="old">old: check whether it still holds</strong>' in html
    new = shelf.client.get(shelf.link("guide.md", "Read it first.")).text
    assert "as of 6 May 2024" in new
    assert 'class="old"' not in new


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_and_panel_speak_the_language_of_the_browser(shelf: Shelf, language: str) -> None:
    """Whatever is not the document's own is said in one of five languages."""
    headers = {"accept-language": f"{language},en;q=0.5"}
    html = unescape(shelf.client.get(shelf.link("guide.md", "Read it first."), headers=headers).text)
    texts = {key: row[language] for key, row in DOCUMENT.items()}  # type: ignore[index]
    assert f'<html lang="{language}">' in html
    assert all(texts[key] in html for key in ("doc_web", "doc_file", "doc_contents"))
    panel = unescape(shelf.client.get("/panel", headers=headers).text)
    assert all(texts[key] in panel for key in texts if key.startswith("panel_") and key != "panel_position")
    gone = unescape(shelf.client.get("/document/gone.md?panel=1", headers=headers).text)
    assert texts["doc_gone"] in gone


@pytest.mark.parametrize("name", [b"bell\x07 & \x1b[31m.txt", b"caf\xe9.txt", "gap\u200bgap.txt".encode()])
def test_a_file_whose_name_can_not_be_read_is_opened_by_its_readable_one(tmp_path: Path, name: bytes) -> None:
    """Control characters and bytes that are no UTF-8 are escaped in the document's name; file and page are there."""
    folder, bag = tmp_path / "documents", BagOfWords()
    (folder / "sub\x07").mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder / "sub\x07") + b"/" + name)).write_text("The text of an odd file.")
    sync_documents(folder, tmp_path / "index", bag.fingerprint, lambda: bag, apart=run_here)
    live = LiveIndex(tmp_path / "index", bag)
    with live.borrow() as index, TestClient(build_app(Config(index=live.folder, documents=folder), live)) as client:
        (document,) = index.documents
        assert document.source.isprintable()
        client.base_url = HERE  # type: ignore[assignment]
        assert client.get(path_to(document.source)).status_code == 200
        assert client.get(path_to(document.source, "original")).text == "The text of an odd file."
    live.close()


@pytest.mark.parametrize(
    ("source", "pages", "key"),
    [
        ("web/example.org/guide.pdf", 1, "doc_web_copy"),
        ("web/example.org/guide.pdf?x=1", 1, "doc_web_copy"),
        ("web/example.org/guide", 3, "doc_web_copy"),
        ("web/example.org/guide", 1, ""),
        ("guide.pdf", 3, "doc_file_missing"),
    ],
)
def test_it_is_said_why_there_is_no_picture(source: str, pages: int, key: str) -> None:
    """Of what was read from the web only the text is kept."""
    url = "https://example.org/guide" if source.startswith("web/") else ""
    document = StoredDocument(source, "Guide", "", "", url, "en", pages, 0, 1)
    assert why_without_file(document) == key
