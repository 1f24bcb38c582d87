"""The view in which one asks, in a real browser: at a desk, on a phone, by keyboard alone, and with hostile content."""

import io
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESK, HOSTILE, PHONE, needs_browser, open_tab, schemes_of, show_in
from docx import Document
from playwright.sync_api import Browser, Download, Page, Route, expect
from web_server import serving_app

from app import build_app
from kb.answer import Answer, Citation, Nearest, Status
from kb.config import Config
from kb.contacts import Contact
from kb.feedback import Verdict, open_feedback
from kb.followup import Turn
from kb.generations import LiveIndex
from kb.index import Index, Scope
from kb.models import Encoder
from kb.web.interface import say

pytestmark = needs_browser

BEFORE = "What came before Interreg NEXT?"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@contextmanager
def serving(live: LiveIndex, ask: Callable[..., Iterator[Answer]] | None = None, **settings: object) -> Iterator[str]:
    """Serve the page on a free port of this machine."""
    with serving_app(build_app(Config(index=live.folder, **settings), live, ask)) as address:  # type: ignore[arg-type]
        yield address


@pytest.fixture(scope="module")
def live(library: Path, encoder: Encoder) -> Iterator[LiveIndex]:
    """The shipped library, as the page holds it."""
    live = LiveIndex(library, encoder)
    yield live
    live.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page keeps feedback."""
    return tmp_path_factory.mktemp("kept") / "feedback.jsonl"


@pytest.fixture(scope="module")
def address(live: LiveIndex, kept: Path) -> Iterator[str]:
    """The page on the shipped library."""
    with serving(live, feedback=kept) as address:
        yield address


def open_page(page: Page, address: str) -> None:
    """Open the page and wait until it can be asked."""
    page.goto(address)
    expect(page.locator("#kb-question textarea")).to_be_focused()
    expect(page.locator(".kb-starters a").first).to_be_visible(timeout=30_000)


def wait_for_answer(page: Page) -> None:
    """Wait until the last answer is complete: what can be done with it stands below."""
    expect(page.get_by_role("group", name="Answer").last.locator(".kb-actions")).to_be_visible(timeout=30_000)
    expect(page.locator("#kb-question .submit-button")).to_be_visible()


def ask(page: Page, question: str) -> None:
    """Type a question and send it, and wait for its answer."""
    page.locator("#kb-question textarea").focus()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.locator("#kb-chat .kb-question").last).to_have_text(question)
    wait_for_answer(page)


def last_answer(page: Page) -> str:
    return page.get_by_role("group", name="Answer").last.inner_text()


def questions(page: Page) -> list[str]:
    return page.locator("#kb-chat .kb-question").all_inner_texts()


def quoted(live: LiveIndex, link: str) -> str:
    """Read in the index what a link cites."""
    address = urlsplit(link)
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    with live.borrow() as index:
        text = index.text_of(unquote(address.path.removeprefix("/document/")), int(query["page"]))
    return text[int(query["start"]) : int(query["end"])]


def squeeze(text: str) -> str:
    """Leave out blanks: blocks of a page are parted by more of them than the text has."""
    return "".join(text.split())


def saved(page: Page, name: str) -> Download:
    """Save the last answer or the conversation by the menu."""
    page.locator(".kb-save summary").last.click()
    with page.expect_download() as download:
        page.locator(".kb-save[open]").get_by_role("link", name=name).click()
    return download.value


def test_from_a_starter_to_the_quoted_passage_and_on(page: Page, address: str, live: LiveIndex) -> None:
    """A click asks, the answer cites what stands in a document; then a follow-up is asked by Enter."""
    open_page(page, address)
    expect(page.get_by_text("You are talking to an AI system.")).to_be_visible()
    expect(page).to_have_title("NEXT answers")
    starters = page.locator(".kb-starters a")
    assert 4 <= starters.count() <= 6

    page.get_by_role("link", name=BEFORE).click()
    wait_for_answer(page)
    answer = page.get_by_role("group", name="Answer").last
    expect(answer).to_contain_text("Answered from the documents")
    expect(answer).to_contain_text("ENI CBC")
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    link = answer.locator(".kb-sources a").first.get_attribute("href") or ""
    expect(answer.get_by_role("link", name="source 1").first).to_have_attribute("href", link)
    assert squeeze(quoted(live, link)) in squeeze(answer.inner_text())

    ask(page, "And when did ENI CBC start?")
    assert "2014" in last_answer(page)
    assert questions(page) == [BEFORE, "And when did ENI CBC start?"]


def test_related_questions_are_answered(page: Page, address: str) -> None:
    """What is offered after an answer is answered with one click."""
    open_page(page, address)
    ask(page, "What is the budget of NEXT MED?")
    related = page.locator(".kb-suggested a").first
    expect(related).to_be_visible(timeout=15_000)
    related.click()
    wait_for_answer(page)
    expect(page.get_by_role("group", name="Answer").last).to_contain_text("Answered from the documents")


def test_what_is_not_in_the_documents_is_said_to_be_missing(page: Page, address: str) -> None:
    """A question about something else finds nothing, and says what is near; a new conversation starts at the start."""
    open_page(page, address)
    ask(page, "How tall is the Eiffel Tower?")
    answer = page.get_by_role("group", name="Answer").last
    expect(answer).to_contain_text("Not found in the documents")
    expect(answer.get_by_role("heading", name="The nearest documents")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".kb-starters a").first).to_be_visible()


def test_an_earlier_question_is_changed(page: Page, address: str) -> None:
    """It goes back into the input; sending it replaces it and what followed, cancelling leaves all as it was."""
    open_page(page, address)
    ask(page, BEFORE)
    ask(page, "What does TESIM stand for?")
    page.get_by_role("button", name="Edit").first.click()
    expect(page.locator("#kb-question textarea")).to_have_value(BEFORE)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#kb-question textarea")).to_have_value("")
    assert len(questions(page)) == 2

    page.get_by_role("button", name="Edit").first.click()
    page.locator("#kb-question textarea").fill("")
    ask(page, "What came before ENI CBC?")
    assert questions(page) == ["What came before ENI CBC?"]
    ask(page, "What is a managing authority?")
    assert len(questions(page)) == 2


def test_conversations_are_kept_for_the_session(page: Page, address: str) -> None:
    """Each is named by its first question; one can go back to it, go on, and delete it."""
    open_page(page, address)
    ask(page, BEFORE)
    page.get_by_role("button", name="New conversation").click()
    ask(page, "What does TESIM stand for?")
    expect(page.locator("#kb-conversations").get_by_role("radio")).to_have_count(2)
    page.locator("#kb-conversations label", has_text=BEFORE).click()
    expect(page.locator("#kb-chat .kb-question")).to_have_text([BEFORE])
    page.get_by_role("button", name="Delete this conversation").click()
    expect(page.locator("#kb-conversations label")).to_have_count(1)
    expect(page.locator(".kb-starters a").first).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_filters_limit_answers_and_say_so(page: Page, address: str) -> None:
    """What limits the answers is named with what is left, also in the answer, and can be taken away."""
    open_page(page, address)
    page.get_by_role("button", name="Filters").click()
    page.locator("#kb-topics").get_by_label("Contacts").check()
    only = page.locator("#kb-only")
    expect(only).to_contain_text("documents. Untick what should no longer limit the answers.")
    ask(page, BEFORE)
    assert "Only: Contacts –" in last_answer(page)
    assert "history/" not in page.get_by_role("group", name="Answer").last.inner_html()
    only.get_by_label("Contacts").uncheck()
    expect(only).to_be_hidden()
    expect(page.locator("#kb-topics").get_by_label("Contacts")).not_to_be_checked()
    ask(page, "What did come before Interreg NEXT?")
    assert "Only:" not in last_answer(page)


def test_a_link_asks_its_question(page: Page, address: str) -> None:
    """A link to an answer opens the same question, within the same limits; the next question leaves it."""
    page.goto(f"{address}/?q=What%20does%20TESIM%20stand%20for%3F&topic=glossary")
    wait_for_answer(page)
    assert questions(page) == ["What does TESIM stand for?"]
    assert "Only: Glossary" in last_answer(page)
    link = page.locator(".kb-link").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query) == {"q": ["What does TESIM stand for?"], "topic": ["glossary"]}
    ask(page, "What does ENI stand for?")
    assert page.url == f"{address}/"


def test_the_address_follows_the_view(page: Page, address: str) -> None:
    """Each view has an address of its own, and the browser's way back leads through them."""
    page.goto(f"{address}/?view=glossary")
    expect(page.get_by_role("tab", name="Glossary")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator("#kb-question")).to_be_visible()
    assert page.url == f"{address}/"
    page.go_back()
    expect(page.get_by_role("tab", name="Glossary")).to_have_attribute("aria-selected", "true")


def test_answers_are_taken_away_with_their_sources(page: Page, address: str) -> None:
    """As text with footnotes, Markdown and Word; a whole conversation, too."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, address)
    ask(page, "What does TESIM stand for?")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Copied, with its sources.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("What does TESIM stand for?\n\nTESIM – Technical Support")
    assert "\nSources:\n[1] Abbreviations" in copied

    # As an e-mail: what a mail program would be given.
    page.evaluate(
        "addEventListener('click', e => { const a = e.target.closest('a[href^=\"mailto:\"]');"
        " if (a) { e.preventDefault(); document.body.title = a.href; } }, true)"
    )
    page.locator(".kb-save summary").last.click()
    page.locator(".kb-save[open]").get_by_role("button", name="As an e-mail").click()
    expect(page.locator("body[title^='mailto:']")).to_have_count(1)
    mail = parse_qs(urlsplit(page.locator("body").get_attribute("title") or "").query)
    assert mail["subject"] == ["What does TESIM stand for?"]
    assert mail["body"][0].replace("\r\n", "\n").strip() == copied.strip()

    ask(page, BEFORE)
    markdown = saved(page, "Answer as Markdown")
    assert markdown.suggested_filename == "What-came-before-Interreg-NEXT.md"
    text = Path(markdown.path()).read_text(encoding="utf-8")
    assert "## What came before Interreg NEXT?" in text
    assert "## What does TESIM" not in text
    word = Document(io.BytesIO(Path(saved(page, "Conversation as Word").path()).read_bytes()))
    headings = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == ["What does TESIM stand for?", BEFORE]


def test_on_paper_stands_what_is_read_and_nothing_that_is_clicked(page: Page, address: str) -> None:
    """Choices are a list, sources name their originals; of the views only the open one is printed."""
    open_page(page, address)
    ask(page, "What is the budget?")
    ask(page, "What is the budget of NEXT MED?")
    expect(page.locator(".kb-related")).to_be_visible(timeout=15_000)
    page.emulate_media(media="print")
    for shown in (".kb-choices .kb-ask", ".kb-question", ".kb-status", ".kb-sources .kb-original"):
        expect(page.locator(f"#kb-chat {shown}").first).to_be_visible()
    for left_out in ("#kb-question", "#kb-side", ".kb-actions", ".kb-related", ".kb-edit", "#kb-menu"):
        expect(page.locator(left_out).first).to_be_hidden()
    page.goto(f"{address}/?view=glossary")
    expect(page.locator("#kb-glossary .kb-term").first).to_be_visible(timeout=30_000)
    for left_out in ("#kb-ask", "#kb-glossary .kb-letters", "#kb-glossary input, #kb-glossary textarea"):
        expect(page.locator(left_out).first).to_be_hidden()


def test_feedback_is_kept_by_consent(page: Page, address: str, kept: Path) -> None:
    """What is stored is said before it is sent; nothing is stored without sending."""
    open_page(page, address)
    ask(page, BEFORE)
    ask(page, "What does TESIM stand for?")
    page.get_by_role("button", name="Not helpful").last.click()
    dialog = page.get_by_role("dialog", name="Not helpful")
    expect(dialog).to_contain_text("Your name is not stored.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert not kept.exists()

    page.get_by_role("button", name="Not helpful").last.click()
    page.keyboard.type("Too short.")
    dialog.get_by_role("button", name="Send feedback").click()
    expect(page.get_by_text("Thank you. Your feedback was stored.")).to_be_visible()
    (entry,) = open_feedback(kept.parent, kept).list_feedback()
    assert (entry.verdict, entry.question, entry.reason) == (
        Verdict.DOWN,
        "What does TESIM stand for?",
        "Too short.",
    )
    assert [turn.text for turn in entry.history if turn.role == "user"] == [BEFORE]
    assert entry.citations[0].quote


def test_an_answer_is_stopped(page: Page, live: LiveIndex) -> None:
    """While it grows it can be read and stopped; the question is in the input again."""
    left = threading.Event()

    def answer(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        for step in range(1, 400):  # twenty seconds
            yield Answer("\n".join(f"Line {n}" for n in range(step)), Status.ANSWERED)
            left.wait(0.05)

    with serving(live, answer) as address:
        page.goto(address)
        expect(page.locator("#kb-question textarea")).to_be_focused()
        page.keyboard.type("Why?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Line 2")
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Stopped.")
        expect(page.locator("#kb-question textarea")).to_have_value("Why?")
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        left.set()
        page.goto("about:blank")  # an open page would complain that its server is gone


def test_a_question_sent_before_the_page_is_whole_leaves_the_field(page: Page, live: LiveIndex) -> None:
    """What empties the field is there as soon as one can send, however slowly it comes."""

    def hold(route: Route) -> None:
        time.sleep(3)
        route.continue_()

    def answer(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        yield Answer("So be it.", Status.ANSWERED)

    page.route("**/web/ask.js", hold)
    with serving(live, answer) as address:
        page.goto(address, wait_until="commit")
        field = page.locator("#kb-question textarea")
        expect(field).to_be_focused()
        page.keyboard.type("Why?")
        page.keyboard.press("Enter")
        wait_for_answer(page)
        expect(field).to_have_value("")
        page.goto("about:blank")  # an open page would complain that its server is gone


def test_what_is_typed_while_an_answer_grows_stays(page: Page, live: LiveIndex) -> None:
    """The next question waits in the field, sent too early or not; one that is stopped does not take its place."""
    goes_on = threading.Event()

    def answer(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        for step in range(1, 400):  # twenty seconds
            yield Answer("\n".join(f"Line {n}" for n in range(step)), Status.ANSWERED)
            if goes_on.wait(0.05):
                return

    with serving(live, answer) as address:
        page.goto(address)
        field = page.locator("#kb-question textarea")
        expect(field).to_be_focused()
        page.keyboard.type("Why?")
        page.keyboard.press("Enter")
        expect(page.locator("#kb-chat .kb-question").last).to_have_text("Why?")
        page.keyboard.type("And who?")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Line 2")
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Line 9")
        expect(field).to_have_value("And who?")
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Stopped.")
        expect(field).to_have_value("And who?")
        assert questions(page) == ["Why?"]
        goes_on.set()
        field.press("Enter")
        wait_for_answer(page)
        assert questions(page) == ["And who?"]
        expect(field).to_have_value("")
        page.goto("about:blank")  # an open page would complain that its server is gone


def test_one_asks_elsewhere_while_an_answer_grows(page: Page, live: LiveIndex) -> None:
    """A new conversation need not wait for the answer in the first, which goes on, and can be stopped there."""
    goes_on = threading.Event()

    def answer(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        for step in range(1, 400 if question == "Why?" else 3):  # twenty seconds
            yield Answer("\n".join(f"Line {n}" for n in range(step)), Status.ANSWERED)
            goes_on.wait(0.05)

    with serving(live, answer) as address:
        page.goto(address)
        field = page.locator("#kb-question textarea")
        expect(field).to_be_focused()
        page.keyboard.type("Why?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Line 2")
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator("#kb-chat .kb-question")).to_have_count(0)
        ask(page, "Who?")
        assert questions(page) == ["Who?"]
        page.locator("#kb-conversations label", has_text="Why?").click()
        expect(page.locator("#kb-chat .kb-question")).to_have_text(["Why?"])
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Stopped.")
        expect(field).to_have_value("Why?")
        goes_on.set()
        page.goto("about:blank")  # an open page would complain that its server is gone


def test_what_is_typed_before_a_question_is_taken_is_for_the_next(page: Page, address: str) -> None:
    """On a slow line the field is emptied late: of what it then holds only the question that was sent goes."""
    held: list[Route] = []
    slow = True
    open_page(page, address)
    page.route("**/queue/join*", lambda route: held.append(route) if slow else route.continue_())
    field = page.locator("#kb-question textarea")
    field.focus()
    page.keyboard.type(BEFORE)
    with page.expect_request("**/queue/join*"):
        page.keyboard.press("Enter")
    page.keyboard.type(" And who?")
    slow = False
    for route in held:
        route.continue_()
    wait_for_answer(page)
    assert questions(page) == [BEFORE]
    expect(field).to_have_value(" And who?")


def test_by_keyboard_alone(page: Page, address: str) -> None:
    """From the address to the answer, its source, what can be done with it, and another view: no mouse."""

    def tab_to(name: str, key: str = "Tab") -> None:
        for _ in range(60):
            page.keyboard.press(key)
            focused = page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '')"
                ".replace(/\\s+/g, ' ')"
            )
            if name in focused:
                return
        raise AssertionError(f"{name} can't be reached by {key}")

    open_page(page, address)
    page.keyboard.type(BEFORE)
    page.keyboard.press("Enter")
    wait_for_answer(page)
    tab_to("Not helpful", "Shift+Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to("Save", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to("Answer as Word")
    page.keyboard.press("Escape")
    expect(page.locator(".kb-save[open]")).to_have_count(0)
    tab_to("source 1", "Shift+Tab")
    tab_to("Edit", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-question textarea")).to_be_focused()
    tab_to("New conversation", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-starters a").first).to_be_visible()
    tab_to("Library", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_nothing_serious_stands_in_the_way(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """axe-core finds nothing serious or critical in any state, dark and light, and nothing scrolls sideways."""
    schemes = schemes_of(size)

    def check(page: Page, state: str) -> None:
        serious = []
        for scheme in schemes:  # in the last one the page goes on
            show_in(page, scheme)
            assert page.evaluate(OVERFLOW) <= 0, (state, scheme)
            found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
            serious += [
                (state, scheme, violation["id"], [node["html"][:200] for node in violation["nodes"]])
                for violation in found
                if violation["impact"] in ("serious", "critical")
            ]
        assert serious == []

    # One begins in dark, the other in light, so that both are seen as they are loaded.
    with open_tab(browser, size, color_scheme=schemes[-1]) as page:
        open_page(page, address)
        check(page, "start")
        page.get_by_role("button", name="Filters").click()
        page.locator("#kb-topics").get_by_label("Contacts").check()
        expect(page.locator("#kb-only")).to_be_visible()
        check(page, "filters")
        page.locator("#kb-only").get_by_label("Contacts").uncheck()
        expect(page.locator("#kb-only")).to_be_hidden()
        page.get_by_role("button", name="Filters").click()
        ask(page, BEFORE)
        expect(page.locator(".kb-suggested a").first).to_be_visible(timeout=15_000)
        check(page, "answer")
        ask(page, "What is the telephone number of Marko Ruokangas?")
        ask(page, "How tall is the Eiffel Tower?")
        check(page, "not found")
        page.locator(".kb-save summary").last.click()
        check(page, "save")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Edit").last.click()
        check(page, "edit")
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Not helpful", exact=True).last.click()
        check(page, "feedback")
        page.keyboard.press("Escape")
        if size == PHONE:
            page.get_by_role("button", name="Conversations").click()
            expect(page.get_by_role("button", name="New conversation")).to_be_in_viewport()
            check(page, "conversations")


@pytest.mark.parametrize(("locale", "language"), [("fr-FR", "fr"), ("it-IT", "it"), ("ro-RO", "ro"), ("uk-UA", "uk")])
def test_the_page_speaks_the_language_of_the_browser(
    browser: Browser, address: str, locale: str, language: str
) -> None:
    """Parts that the browser translates and parts that the server writes are in one language."""
    with open_tab(browser, PHONE, locale=locale) as page:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        for role, key in (("button", "send"), ("link", "maintain")):
            expect(page.get_by_role(role, name=say(key, language), exact=True)).to_be_visible()  # type: ignore[arg-type]
        expect(page.get_by_text(say("what_to_know", language))).to_be_visible(timeout=30_000)
        assert page.locator(".kb-starters a").count() >= 4
        page.locator(".kb-starters a").first.click()
        expect(page.get_by_role("button", name=say("copy", language), exact=True)).to_be_visible(timeout=30_000)
        assert page.evaluate(OVERFLOW) <= 0


def test_the_page_can_be_enlarged(browser: Browser, address: str) -> None:
    """At 200 % a desk has half its pixels, on its side a phone little height: all is there, nothing is cut."""
    for size in ((640, 400), (740, 360)):
        with open_tab(browser, size) as page:
            open_page(page, address)
            ask(page, BEFORE)
            expect(page.locator(".kb-suggested")).to_be_visible()  # it comes last, and moves what is below
            assert page.evaluate(OVERFLOW) <= 0
            page.locator(".kb-copy").scroll_into_view_if_needed()
            expect(page.locator(".kb-copy")).to_be_in_viewport()
            page.locator("#kb-question textarea").scroll_into_view_if_needed()
            expect(page.locator("#kb-question textarea")).to_be_in_viewport()


def test_hostile_text_does_nothing(page: Page, live: LiveIndex) -> None:
    """In question, answer, title, heading, missing part, card and choices: it is read, not run, and nothing fetched."""

    def answer(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        citation = Citation(1, "history/overview.md", HOSTILE, 1, HOSTILE, 0, 5, "quote", "2022", "")
        near = Nearest("history/overview.md", HOSTILE, 1, HOSTILE, 0, 5)
        whom = Contact(HOSTILE, "javascript:alert(1)", "history/overview.md", HOSTILE, 1, "", 0, 5, "quote", "2022")
        text = f"{HOSTILE} [1]\n- {HOSTILE}"
        yield Answer(text, Status.PARTLY, (citation,), missing=HOSTILE, nearest=(near,), ask=whom)

    with serving(live, answer) as address:
        page.goto(address)
        expect(page.locator("#kb-question textarea")).to_be_focused()
        ask(page, HOSTILE)
        shown = page.get_by_role("group", name="Answer").last
        expect(shown).to_contain_text("Part of the answer")
        assert shown.inner_text().count(HOSTILE) == 9
        assert page.locator("#kb-chat").locator("img, script").count() == 0
        assert page.locator("#kb-chat a[href^='javascript']").count() == 0
        assert HOSTILE[:20] in page.locator("#kb-conversations").inner_text()
        page.get_by_role("button", name="Edit").click()
        expect(page.locator("#kb-question textarea")).to_have_value(HOSTILE)
        page.goto("about:blank")  # an open page would complain that its server is gone


def test_what_breaks_keeps_the_question(page: Page, live: LiveIndex) -> None:
    """An error is one sentence with an id, and what was typed is still there."""

    def answer(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        raise RuntimeError("secret")

    with serving(live, answer) as address:
        page.goto(address)
        expect(page.locator("#kb-question textarea")).to_be_focused()
        page.keyboard.type("Why?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name="Answer").last).to_contain_text("Something went wrong (error id ")
        expect(page.locator("#kb-question textarea")).to_have_value("Why?")
        page.goto("about:blank")  # an open page would complain that its server is gone
