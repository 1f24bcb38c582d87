"""From a number to the highlighted passage, in a real browser, on a desk and on a phone."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESK, PHONE, needs_browser, schemes_of, show_in
from fakes import BagOfWords
from playwright.sync_api import Browser, FrameLocator, Page, expect
from test_document_routes import GUIDE, QUOTE, write_pdf
from web_server import serving_app

from app import build_app
from ingest.sync import sync_documents
from kb.answer import Answer, Citation, Nearest, Status
from kb.apart import run_here
from kb.config import Config
from kb.followup import Turn
from kb.generations import LiveIndex
from kb.index import Index

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> <iframe src=javascript:alert(1)></iframe>"
SIZES = [DESK, PHONE]
GOES_ON = threading.Event()  # what an answer that is given slowly waits for
QUOTES = [("guide.md", 1, "Read it first."), ("animals.pdf", 2, QUOTE), ("hostile.txt", 1, HOSTILE)]

pytestmark = needs_browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that answers every question with a guide, a PDF, a hostile document, and one that is gone."""
    folder, bag = tmp_path_factory.mktemp("evidence"), BagOfWords()
    documents = folder / "documents"
    documents.mkdir()
    long = "\n\n".join(f"## Part {number}\n\nThis is the text of part {number}." for number in range(1, 40))
    (documents / "guide.md").write_text(f"{GUIDE}\n{long}\n", encoding="utf-8")
    (documents / "hostile.txt").write_text(f"The hostile text.\n\n{HOSTILE}\n")
    write_pdf(documents / "animals.pdf", "The first page is about birds.", QUOTE, "The third is empty.")
    for number in range(60):
        (documents / f"file {number:02}.txt").write_text(f"The text of file number {number}.")
    sync_documents(documents, folder / "index", bag.fingerprint, lambda: bag, apart=run_here)

    def ask(
        index: Index, question: str, history: Sequence[Turn], scope: Iterable[str] | None = None
    ) -> Iterator[Answer]:
        citations = []
        for number, (source, page, quote) in enumerate(QUOTES, start=1):
            start = index.text_of(source, page).index(quote)
            citations.append(Citation(number, source, source, page, "", start, start + len(quote), quote, "2024", ""))
        gone = Nearest("gone.md", "A document that is gone", 1, "", 0, 5)
        text = "\n".join(f"Sentence {citation.number}. [{citation.number}]" for citation in citations)
        for count in (1, 3):  # it grows while it is read
            if count == 3 and "slowly" in question:
                assert GOES_ON.wait(60)
            yield Answer(text, Status.ANSWERED, tuple(citations[:count]), nearest=(gone,) if count == 3 else ())

    live = LiveIndex(folder / "index", bag)
    with serving_app(build_app(Config(index=live.folder, documents=documents), live, ask)) as address:
        yield address
    live.close()


class Visit:
    """A tab on the page, with what went wrong in it."""

    def __init__(
        self, browser: Browser, address: str, size: tuple[int, int], colours: Literal["light", "dark"] = "light"
    ) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=colours, reduced_motion="reduce"
        )
        self.complaints: list[str] = []
        self.context.on("request", self._look)
        self.context.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("console", lambda m: self.complaints.append(m.text) if self._matters(m.type, m.text) else None)
        self.page: Page = self.context.new_page()
        with self.page.expect_response("**/panel"):
            self.page.goto(address)

    def _look(self, request: object) -> None:
        url = str(request.url)  # type: ignore[attr-defined]
        if not url.startswith(("http://127.0.0.1:", "data:", "about:")):
            self.complaints.append(url)

    @staticmethod
    def _matters(kind: str, text: str) -> bool:
        return kind in ("error", "warning") and "404" not in text  # a document that is gone is a 404

    def ask(self, question: str = "What is there?") -> None:
        """Ask, and wait for the whole answer."""
        self.page.get_by_role("textbox", name="Your question").fill(question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".kb-sources").last).to_contain_text("that is gone", timeout=30_000)

    @property
    def panel(self) -> FrameLocator:
        """Give the document within the panel."""
        return self.page.frame_locator("#kb-evidence-frame")

    def close(self) -> None:
        """Leave, and tell if anything went wrong."""
        self.context.close()
        assert self.complaints == []


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """A visit at either width."""
    visit = Visit(browser, address, request.param)
    yield visit
    visit.close()


def is_phone(visit: Visit) -> bool:
    return bool(visit.page.evaluate("innerWidth") < 1024)


def test_a_chip_opens_the_passage_beside_the_answer(visit: Visit) -> None:
    """A click opens the document in the page, marked and in sight; the chip is marked; Escape leads back to it."""
    visit.ask()
    page, chip = visit.page, visit.page.locator("a.kb-cite").first
    chip.click()
    expect(visit.panel.locator("mark#passage")).to_have_text("Read it first.")
    expect(visit.panel.locator("mark#passage")).to_be_in_viewport()
    expect(page.locator("#kb-evidence-title")).to_have_text("The guide")
    expect(page.locator("#kb-evidence-title")).to_be_focused()
    expect(visit.panel.locator(".facts")).to_contain_text("as of 6 May 2024")
    expect(visit.panel.get_by_role("link", name="Original on the web")).to_have_attribute(
        "href", "https://example.org/guide"
    )
    expect(chip).to_have_attribute("aria-current", "true")
    assert len(page.context.pages) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator("#kb-evidence").bounding_box()
    assert box is not None
    if is_phone(visit):
        assert (box["x"], box["width"]) == (0, 360)
    else:  # beside the answer, not over it
        chat = page.locator("#kb-question").bounding_box()
        assert chat is not None
        assert chat["x"] + chat["width"] <= box["x"]
    page.keyboard.press("Escape")
    expect(page.locator("#kb-evidence")).to_be_hidden()
    expect(chip).to_be_focused()
    expect(chip).not_to_have_attribute("aria-current", "true")


def test_every_evidence_of_an_answer_is_a_step_away(visit: Visit) -> None:
    """Next and previous go through the evidence of the answer that was clicked, and of no other."""
    visit.ask()
    visit.ask("And what else?")
    page = visit.page
    answer = page.locator('[data-testid="bot"]').filter(has=page.locator("a.kb-cite")).last
    answer.locator("a.kb-cite").first.click()
    position = page.locator("#kb-evidence-position")
    expect(position).to_have_text("1 of 4")
    for number, title in enumerate(["animals", "hostile"], start=2):
        page.get_by_role("button", name="Next source").click()
        expect(position).to_have_text(f"{number} of 4")
        expect(page.locator("#kb-evidence-title")).to_contain_text(title, ignore_case=True)
    page.get_by_role("button", name="Next source").click()
    expect(visit.panel.get_by_text("This document is no longer available")).to_be_visible()
    expect(page.get_by_role("button", name="Next source")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Previous source").click()
    expect(position).to_have_text("3 of 4")
    current = page.locator('[data-testid="bot"] a[aria-current="true"]')
    assert {link.get_attribute("href") for link in current.all()} == {
        answer.locator("a.kb-cite").nth(2).get_attribute("href")
    }
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#kb-evidence")).to_be_hidden()


def test_evidence_is_read_while_the_answer_still_grows(visit: Visit) -> None:
    """The panel stays open while the answer is drawn anew behind it, and counts what comes."""
    GOES_ON.clear()
    page = visit.page
    page.get_by_role("textbox", name="Your question").fill("Tell it slowly.")
    page.keyboard.press("Enter")
    chip = page.locator("a.kb-cite").first
    chip.click()
    expect(visit.panel.locator("mark#passage")).to_have_text("Read it first.")
    expect(page.locator("#kb-evidence-position")).to_have_text("")
    GOES_ON.set()
    expect(page.locator("#kb-evidence-position")).to_have_text("1 of 4")
    expect(chip).to_have_attribute("aria-current", "true")
    expect(visit.panel.locator("mark#passage")).to_have_text("Read it first.")
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()


def test_a_pdf_is_shown_as_printed_with_the_passage_boxed(visit: Visit) -> None:
    """The boxes are in sight and lie on the picture; the next page is a click away within the panel."""
    visit.ask()
    visit.page.locator("a.kb-cite").nth(1).click()
    boxes = visit.panel.locator(".boxes rect")
    expect(boxes).to_have_count(1)
    expect(boxes).to_be_in_viewport()
    picture, box = visit.panel.locator(".printed svg").bounding_box(), boxes.bounding_box()
    assert picture is not None
    assert box is not None
    # The sentence begins 72 points from the left of 600, and 100 from the top of 800.
    assert box["x"] - picture["x"] == pytest.approx(picture["width"] * 72 / 600, abs=4)
    assert box["y"] - picture["y"] == pytest.approx(picture["height"] * 90 / 800, abs=4)
    visit.panel.get_by_role("link", name="Next page").click()
    expect(visit.panel.get_by_role("img", name="Picture of page 3")).to_be_visible()
    visit.panel.get_by_role("link", name="Back to the passage").click()
    expect(boxes).to_be_in_viewport()
    assert len(visit.context.pages) == 1


def test_the_keyboard_alone_does_it(visit: Visit) -> None:
    """Enter opens, Tab reaches the controls and the document, Escape closes from within the document, too."""
    visit.ask()
    page = visit.page
    page.locator("a.kb-cite").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kb-evidence-title")).to_be_focused()
    expect(visit.panel.locator(".boxes rect")).to_have_count(1)
    order = []
    page.locator("#kb-evidence-position").evaluate("element => getSelection().collapse(element)")
    page.get_by_role("button", name="Previous source").focus()
    for _ in range(4):
        order.append(page.evaluate("document.activeElement.id"))
        page.keyboard.press("Tab")
    assert order == [f"kb-evidence-{name}" for name in ("previous", "next", "tab", "close")]
    assert page.evaluate("document.activeElement.id") == "kb-evidence-frame"
    page.keyboard.press("Escape")
    expect(page.locator("#kb-evidence")).to_be_hidden()
    expect(page.locator("a.kb-cite").nth(1)).to_be_focused()


def test_hostile_text_of_a_document_is_inert(visit: Visit) -> None:
    """It is read in the panel as it stands, and nothing of it runs."""
    visit.ask()
    visit.page.locator("a.kb-cite").nth(2).click()
    expect(visit.panel.locator("mark#passage")).to_have_text(HOSTILE)
    assert visit.panel.locator("script, iframe, img").count() == 0


def test_other_clicks_open_a_tab(visit: Visit) -> None:
    """With Ctrl the document opens in a tab of its own, as links do; so does the panel's own link."""
    visit.ask()
    chip = visit.page.locator("a.kb-cite").first
    with visit.context.expect_page() as opened:
        chip.click(modifiers=["Control"])
    expect(opened.value.locator("mark#passage")).to_have_text("Read it first.")
    opened.value.close()
    expect(visit.page.locator("#kb-evidence")).to_be_hidden()
    chip.click()
    with visit.context.expect_page() as opened:
        visit.page.get_by_role("link", name="Open in a tab").click()
    expect(opened.value.locator("mark#passage")).to_have_text("Read it first.")
    assert "panel" not in opened.value.url


def test_on_a_phone_nothing_behind_the_panel_can_be_reached(browser: Browser, address: str) -> None:
    """It is a dialog there; going back closes it and keeps the conversation."""
    visit = Visit(browser, address, SIZES[1])
    visit.ask()
    visit.page.locator("a.kb-cite").first.click()
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    assert visit.page.evaluate("document.querySelector('gradio-app').inert")
    visit.page.go_back()
    expect(visit.page.locator("#kb-evidence")).to_be_hidden()
    assert not visit.page.evaluate("document.querySelector('gradio-app').inert")
    expect(visit.page.locator("a.kb-cite").first).to_be_visible()
    visit.close()


def test_the_library_lists_searches_and_opens(visit: Visit) -> None:
    """All documents, fifty at a time; a word or a topic leaves those that fit; a title opens beside the list."""
    page = visit.page
    page.locator("#kb-library-button").click()
    table = page.locator("table.kb-library")
    expect(table.locator("tbody tr")).to_have_count(50)
    expect(page.locator("#kb-library-told")).to_contain_text("Documents: 1 to 50 of 63")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(table.locator("tbody tr")).to_have_count(13)
    page.get_by_label("Search in titles and names").fill("guide")
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(table).to_contain_text("as of 6 May 2024")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").first.click()
    assert download.value.suggested_filename == "guide.md"
    page.get_by_role("link", name="The guide", exact=True).click()
    expect(visit.panel.get_by_role("heading", name="The guide")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Search in titles and names").fill("zebra")
    expect(page.locator("#kb-library-table")).to_contain_text("No document matches")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_axe_finds_nothing_serious(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """With the panel open, on the library, and on documents as pages of their own, light and dark."""
    visit = Visit(browser, address, size, schemes_of(size)[-1])
    visit.ask()
    visit.page.locator("a.kb-cite").nth(1).click()
    expect(visit.panel.locator(".boxes rect")).to_have_count(1)
    found = {"panel": look(visit.page, size)}
    # Of the frame's document, too: as a page of its own, for axe can't be put into a page that runs no script.
    for name in ("guide.md?page=1&start=16&end=30&panel=1", "animals.pdf", "gone.md"):
        document = visit.context.new_page()
        document.goto(f"{address}/document/{name}")
        found[name] = look(document, size)
        document.close()
    visit.page.keyboard.press("Escape")
    visit.page.locator("#kb-library-button").click()
    expect(visit.page.locator("table.kb-library tbody tr")).to_have_count(50)
    found["library"] = look(visit.page, size)
    assert {place: faults for place, faults in found.items() if faults} == {}
    visit.close()


def look(page: Page, size: tuple[int, int]) -> list[str]:
    """Name the serious faults that axe-core finds, light and dark; in the last the page goes on."""
    found = []
    for scheme in schemes_of(size):
        show_in(page, scheme)
        results = Axe().run(page, options={"resultTypes": ["violations"], "iframes": False, "preload": False})
        found += [
            f"{scheme}: {fault['id']}: {fault['nodes'][0]['html'][:200]}"
            for fault in results.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
    return found


def test_without_scripts_a_link_opens_the_document(browser: Browser, address: str) -> None:
    """A document's page needs none: passage, pictures and contents are there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/document/animals.pdf?page=2")
    expect(page.get_by_role("img", name="Picture of page 2")).to_be_visible()
    page.get_by_role("link", name="Previous page").click()
    expect(page.get_by_role("img", name="Picture of page 1")).to_be_visible()
    context.close()
