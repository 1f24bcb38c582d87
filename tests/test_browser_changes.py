"""What fails or changes while the page is open: it is said, nothing typed is lost, and nobody is kept out by it."""

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESK, PHONE, needs_browser, open_tab, show_in
from fakes import BagOfWords
from playwright.sync_api import Browser, Page, expect
from web_server import network_library, serving_app

from app import build_app
from ingest.sync import sync_documents
from kb.answer import Answer, Status, stream_answer
from kb.apart import run_here
from kb.config import Config
from kb.errors import MissingIndexError
from kb.followup import Turn
from kb.generations import LiveIndex
from kb.index import Index, Scope
from kb.web.interface import say

pytestmark = needs_browser

SLOWLY, BREAK = "Tell it slowly.", "Break."


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """A small library."""
    with network_library(tmp_path_factory.mktemp("changes")) as live:
        yield live


class Answering:
    """Answer as the program does, but slowly, or not at all, where that is asked for."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()

    def __call__(self, index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        if question == BREAK:
            raise RuntimeError("secret")
        if question == SLOWLY:
            yield Answer("It begins.", Status.ANSWERED)
            self.goes_on.wait(30)
        yield from stream_answer(index, question, history, scope)


def serious(page: Page, state: str) -> list[tuple[str, str, str, str]]:
    """Look with axe in both colours, and for sideways scrolling."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), state
    found = []
    for scheme in ("light", "dark"):
        show_in(page, scheme)  # type: ignore[arg-type]
        seen = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
        found += [
            (state, scheme, one["id"], one["nodes"][0]["html"][:200])
            for one in seen
            if one["impact"] in ("serious", "critical")
        ]
    return found


def ask(page: Page, question: str) -> None:
    box = page.locator("#kb-question textarea")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_errors_keep_the_question_and_keep_nobody_out(browser: Browser, live: LiveIndex, size: tuple[int, int]) -> None:
    """Broken, far too long, busy, without an index: one clear line each, and axe finds nothing serious."""
    answering = Answering()
    opening: Future[LiveIndex] = Future()
    opening.set_exception(MissingIndexError("none"))
    found = []
    with ExitStack() as stack:
        address = stack.enter_context(serving_app(build_app(Config(index=live.folder), live, answering)))
        empty = stack.enter_context(serving_app(build_app(Config(index=live.folder), opening)))
        stack.callback(answering.goes_on.set)  # also when something went wrong: the servers would wait for it
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        stack.callback(context.close)
        page = context.new_page()
        page.goto(address)
        expect(page.locator("#kb-question textarea")).to_be_focused()
        for question, told in (
            (BREAK, "Something went wrong (error id "),
            ("x" * 4001, say("question_too_long", "en", count=4001, most=4000)),
        ):
            ask(page, question)
            expect(page.get_by_role("group", name="Answer").last).to_contain_text(told)
            expect(page.locator("#kb-question textarea")).to_have_value(question)
            found += serious(page, told)

        late = context.new_page()
        late.goto(address)
        expect(late.locator(".kb-ai")).to_be_visible()
        fill_queue(page, address)
        page = late
        ask(page, "Is there a place?")
        expect(page.get_by_text("currently busy").first).to_be_visible()
        expect(page.locator("#kb-question textarea")).to_have_value("Is there a place?")
        found += serious(page, "busy")
        answering.goes_on.set()

        page.goto(empty)
        expect(page.locator("#kb-state")).to_contain_text(say("no_index", "en"))
        ask(page, "Who?")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text(say("no_index", "en"))
        expect(page.locator("#kb-question textarea")).to_have_value("Who?")
        found += serious(page, "no index")
        page.goto("about:blank")
    assert found == []


# What watches the page learns of its changes only when it is told to, as on a page that is starved.
LATE = """
  const late = [];
  const Watcher = window.MutationObserver;
  window.MutationObserver = class extends Watcher {
    constructor(seen) { super((...changes) => late.push(() => seen(...changes))); }
  };
  window.catchUp = () => { while (late.length) late.shift()(); };
"""


def test_a_question_that_failed_at_once_stays_on_a_slow_page(browser: Browser, live: LiveIndex) -> None:
    """It is put back before the page has seen that it was asked: it must not be emptied then."""
    opening: Future[LiveIndex] = Future()
    opening.set_exception(MissingIndexError("none"))
    with ExitStack() as stack:
        address = stack.enter_context(serving_app(build_app(Config(index=live.folder), opening)))
        context = browser.new_context()
        stack.callback(context.close)
        page = context.new_page()
        page.add_init_script(LATE)
        page.goto(address)
        for _ in range(2):
            ask(page, "Who?")
            expect(page.locator("#kb-chat .kb-returned")).to_be_visible()
            page.wait_for_timeout(1000)  # for all that follows an answer
            page.evaluate("catchUp()")
            expect(page.locator("#kb-question textarea")).to_have_value("Who?")
        page.goto("about:blank")


def fill_queue(page: Page, address: str) -> None:
    """Ask as many visitors do at once, until none gets a place."""
    with page.expect_request("**/queue/join*") as sent:
        ask(page, SLOWLY)
    body = json.loads(sent.value.post_data or "")
    with httpx.Client(headers={"Origin": address}, timeout=60) as client:
        for number in range(200):
            asked = {**body, "session_hash": f"visitor{number}"}
            if client.post(sent.value.url, json=asked).status_code == 503:
                break
        else:
            raise AssertionError("everybody got a place")


def test_a_lost_connection_is_told_and_one_can_ask_again(
    browser: Browser, live: LiveIndex, request: pytest.FixtureRequest
) -> None:
    """Catalogue C12: what came so far stays and is said to be incomplete; a link asks again when the server is back."""
    answering = Answering()
    request.addfinalizer(answering.goes_on.set)
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
    page = context.new_page()
    lost = page.get_by_role("alert").filter(has_text=say("connection_lost", "en"))

    def see_it_lost() -> None:
        expect(lost).to_be_visible()
        answering.goes_on.set()  # only now: nothing of the rest may come before the connection is gone

    app = build_app(Config(index=live.folder), live, answering)
    with serving_app(app, ending=see_it_lost) as address:
        page.goto(address)
        expect(page.locator("#kb-question textarea")).to_be_focused()
        ask(page, SLOWLY)
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("It begins.")
    expect(lost).to_be_visible()
    expect(page.get_by_role("group", name="Answer").last).to_contain_text("It begins.")
    assert serious(page, "lost") == []

    with serving_app(build_app(Config(index=live.folder), live, answering), int(address.rsplit(":", 1)[1])):
        page.get_by_role("link", name="Ask again").click()
        expect(page.locator("#kb-chat .kb-question")).to_have_text(SLOWLY)
        expect(page.locator(".kb-actions")).to_be_visible()
        expect(lost).to_have_count(0)
        page.goto("about:blank")
    context.close()


def test_a_view_shows_what_a_later_ingest_brought(browser: Browser, tmp_path: Path) -> None:
    """It is filled again when its tab is opened and another generation answers; the page is not reloaded."""
    with (
        network_library(tmp_path) as live,
        serving_app(build_app(Config(index=live.folder), live)) as address,
        open_tab(browser, DESK) as page,
    ):
        page.goto(f"{address}/?view=library")
        rows = page.locator("#kb-library .kb-library tbody tr")
        expect(rows.first).to_be_visible()
        before = rows.count()
        (tmp_path / "documents" / "later.md").write_text("# Later terms\n\n## ABC\n\nABC stands for a new term.\n")
        bag = BagOfWords()
        sync_documents(tmp_path / "documents", tmp_path / "index", bag.fingerprint, lambda: bag, apart=run_here)
        for _ in range(100):
            if httpx.get(f"{address}/health").json()["generation"] == 2:
                break
            page.wait_for_timeout(100)
        page.get_by_role("tab", name="Glossary").click()
        expect(page.locator("#kb-glossary")).to_be_visible()
        page.get_by_role("tab", name="Library").click()
        expect(rows).to_have_count(before + 1)
        expect(page.locator("#kb-library")).to_contain_text("Later terms")
        page.goto("about:blank")
