import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app import build_app
from kb.answer import Answer, Citation, Nearest, Status
from kb.config import Config
from kb.followup import Turn
from kb.generations import LiveIndex
from kb.index import Index
from kb.models import Encoder
from kb.web.page import STARTERS
from kb.web.serve import address_of, listen

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
# Containers run as root, where Chromium has no sandbox; the other flags keep it from calling home by itself.
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> ![i](http://evil.example/x) [l](javascript:alert(1))"

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium: install one or name it in CHROMIUM"
    ),
    # Gradio sets an option of pandas that pandas has deprecated.
]


@contextmanager
def serving(live: LiveIndex, ask: Callable[..., Iterator[Answer]] | None = None) -> Iterator[str]:
    """Serve the page on a free port of this machine."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(build_app(Config(index=live.folder), live, ask), log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield address_of(listening)
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="module")
def live(library: Path, encoder: Encoder) -> Iterator[LiveIndex]:
    """The shipped library, as the page holds it."""
    live = LiveIndex(library, encoder)
    yield live
    live.close()


@pytest.fixture(scope="module")
def address(live: LiveIndex) -> Iterator[str]:
    """The page on the shipped library."""
    with serving(live) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    assert CHROMIUM, "no Chromium found, and CI must have one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab; no request may leave this machine, and nothing may be refused or fail on the way."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    context.on("request", lambda r: r.url.startswith(("http://127.0.0.1:", "data:")) or complaints.append(r.url))
    context.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    context.on("dialog", lambda d: complaints.append(f"dialog: {d.message}"))
    yield context.new_page()
    context.close()
    assert complaints == []


def ask(page: Page, question: str) -> None:
    """Type a question and send it, and wait for its answer."""
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Your question").last).to_have_text(question)
    expect(page.get_by_role("group", name="Answer").last).not_to_contain_text("Searching", timeout=30_000)


def quoted(live: LiveIndex, link: str) -> str:
    """Read in the index what a link cites."""
    address = urlsplit(link)
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    with live.borrow() as index:
        text = index.text_of(unquote(address.path.removeprefix("/document/")), int(query["page"]))
    return text[int(query["start"]) : int(query["end"])]


def marked(page: Page) -> str:
    """Read what is marked."""
    return squeeze("".join(page.locator("mark").all_text_contents()))


def squeeze(text: str) -> str:
    """Leave out blanks: blocks of a page are parted by more of them than the text has."""
    return "".join(text.split())


def test_from_a_starter_to_the_marked_passage_and_on(page: Page, address: str, live: LiveIndex) -> None:
    """A click asks, the answer cites, a source opens at its passage; then a follow-up is asked by Enter."""
    page.goto(address)
    expect(page.get_by_text("You are talking to an AI system.")).to_be_visible()
    expect(page).to_have_title("NEXT answers")
    for starter in STARTERS:
        expect(page.get_by_role("button", name=starter)).to_be_visible()

    page.get_by_role("button", name="What came before Interreg NEXT?").click()
    answer = page.get_by_role("group", name="Answer").last
    expect(answer.get_by_role("heading", name="Sources")).to_be_visible(timeout=30_000)
    expect(answer).to_contain_text("ENI CBC")
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")

    source = answer.locator(".kb-sources a").first
    link = source.get_attribute("href") or ""
    expect(answer.get_by_role("link", name="source 1").first).to_have_attribute("href", link)
    with page.context.expect_page() as opened:
        source.click(modifiers=["Control"])
    document = opened.value
    expect(document.locator("mark#passage")).to_be_in_viewport()
    assert marked(document) == squeeze(quoted(live, link))
    assert squeeze(quoted(live, link)) in squeeze(answer.inner_text())
    document.close()

    page.get_by_role("textbox", name="Your question").focus()
    ask(page, "And when did ENI CBC start?")
    expect(page.get_by_role("group", name="Answer").last).to_contain_text("2014")
    expect(page.get_by_role("group", name="Your question")).to_have_count(2)


def test_what_is_not_in_the_documents_is_said_to_be_missing(page: Page, address: str) -> None:
    """The input has the focus from the start; a question about something else finds nothing, and says what is near."""
    page.goto(address)
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    ask(page, "How tall is the Eiffel Tower?")
    answer = page.get_by_role("group", name="Answer").last
    expect(answer).to_contain_text("Not found in the documents")
    expect(answer.get_by_role("heading", name="The nearest documents")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("button", name=STARTERS[0])).to_be_visible()


def test_a_phone_needs_no_sideways_scrolling(page: Page, address: str) -> None:
    """At 360 pixels everything fits: start, answer, document with text, document with tables."""
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(address)
    expect(page.get_by_role("button", name=STARTERS[3])).to_be_visible()
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(overflow) <= 0
    page.get_by_role("button", name=STARTERS[3]).click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible(timeout=30_000)
    assert page.evaluate(overflow) <= 0
    for source in ("history/overview.md", "contacts/contacts.csv"):
        document = page.context.new_page()
        document.set_viewport_size({"width": 360, "height": 700})
        document.goto(f"{address}/document/{source}")
        assert document.evaluate(overflow) <= 0


def test_hostile_text_does_nothing(page: Page, live: LiveIndex) -> None:
    """In question, answer, title, heading and missing part: it is read, not run, and nothing is fetched."""

    def answer(index: Index, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        citation = Citation(1, "history/overview.md", HOSTILE, 1, HOSTILE, 0, 5, "quote", "2022", "")
        near = Nearest("history/overview.md", HOSTILE, 1, HOSTILE, 0, 5)
        yield Answer(f"{HOSTILE} [1]\n- {HOSTILE}", Status.PARTLY, (citation,), missing=HOSTILE, nearest=(near,))

    with serving(live, answer) as address:
        page.goto(address)
        expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
        ask(page, HOSTILE)
        shown = page.get_by_role("group", name="Answer").last
        expect(shown).to_contain_text("Part of the answer")
        assert shown.inner_text().count(HOSTILE) == 7
        assert shown.locator("img, script").count() == 0
        page.goto("about:blank")  # an open page would complain that its server is gone


def test_what_breaks_keeps_the_question(page: Page, live: LiveIndex) -> None:
    """An error is one sentence with an id, and what was typed is still there."""

    def answer(index: Index, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        raise RuntimeError("secret")

    with serving(live, answer) as address:
        page.goto(address)
        box = page.get_by_role("textbox", name="Your question")
        expect(box).to_be_focused()
        ask(page, "Why?")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Something went wrong (error id ")
        expect(box).to_have_value("Why?")
        page.goto("about:blank")  # an open page would complain that its server is gone
