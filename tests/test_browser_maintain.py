"""The maintainers' page in a real browser, on a small library: real files, real ingests, the packaged model."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_browser, schemes_of, show_in, watch
from playwright.sync_api import Browser, Page, expect
from web_server import serving_app

from app import build_app
from ingest.child import ParserChild
from ingest.sync import sync_documents
from kb.apart import run_here
from kb.config import Config
from kb.feedback import FEEDBACK, Feedback, FeedbackLog, Verdict
from kb.generations import LiveIndex
from kb.models import Encoder, embedding_fingerprint

pytestmark = needs_browser

LONG = 300_000  # milliseconds for an ingest as a process, at low priority on a busy machine
SOON = 60_000
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (?:409|422)")
VIEWS = ("index", "documents", "inbox", "asked", "quality")
HEAD = "---\ntitle: {title}\ntopic: {topic}\nas_of: 2024-05\nlang: en\nsources:\n  - https://example.org/\n---\n\n"
DOCUMENTS = {
    "guidance/eligibility.md": "Eligibility of costs",
    "guidance/reporting.md": "Reporting of projects",
    "contacts/office.md": "The office of the programme",
}
TEXTS = {
    "guidance/eligibility.md": "Costs of staff are eligible from the day on which the grant contract is signed.",
    "guidance/reporting.md": "A report of a project is due within two months after the end of its period.",
    "contacts/office.md": "The office of the programme is in the town of Suceava, in the building of the county.",
}
VISAS = "# Visas\n\nA visa for a monitoring visit costs 35 euros and is issued by the consulate in Chisinau.\n"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> [l](javascript:alert(1))"


@pytest.fixture(scope="module")
def start(
    tmp_path_factory: pytest.TempPathFactory,
    encoder: Encoder,
    parser: Callable[[], AbstractContextManager[ParserChild]],
) -> Path:
    """A folder with a library of three documents in two topics, its index, and some feedback: each test has a copy."""
    folder = tmp_path_factory.mktemp("start")
    for source, title in DOCUMENTS.items():
        path = folder / "documents" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{HEAD.format(title=title, topic=path.parent.name)}# {title}\n\n{TEXTS[source]}\n")
    index = folder / "index"
    sync_documents(
        folder / "documents", index, embedding_fingerprint(Config()), lambda: encoder, parser=parser, apart=run_here
    )
    log = FeedbackLog(index / FEEDBACK)
    for number, (question, verdict) in enumerate(
        [
            ("Do I need a visa for a monitoring visit?", Verdict.DOWN),
            ("visa needed for monitoring visit?", Verdict.DOWN),
            (HOSTILE, Verdict.DOWN),
            ("Where is the office of the programme?", Verdict.UP),
        ]
    ):
        log.add(Feedback(f"f{number}", f"2026-11-2{number}T10:00:00+00:00", verdict, question, reason=HOSTILE))
    return folder


@pytest.fixture
def address(tmp_path: Path, start: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page on a copy of that library; its working folder is a fresh one."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(start, tmp_path, dirs_exist_ok=True)
    index = tmp_path / "index"
    live = LiveIndex(index, encoder)
    with serving_app(build_app(Config(index=index, documents=tmp_path / "documents"), live)) as address:
        yield address
    live.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab; no request may leave this machine, and nothing may fail on the way but an upload that is refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    watch(context, complaints, "http://127.0.0.1:")
    yield context.new_page()
    context.close()
    assert [told for told in complaints if not REFUSED.search(told)] == []


@pytest.fixture(params=[1280, 360])
def width(request: pytest.FixtureRequest, page: Page) -> int:
    """A desk and a phone."""
    width: int = request.param
    page.set_viewport_size({"width": width, "height": 800 if width > 600 else 740})
    return width


def open_view(page: Page, view: str) -> None:
    """Open a view by its tab."""
    page.locator(f"#kb-{view}-button").click()
    expect(page.locator(f"#kb-{view}")).to_be_visible()


def leave(page: Page) -> None:
    """Close the tabs when the last look at the documents has ended: a page complains when its server goes first."""
    open_view(page, "documents")
    expect(page.locator("#kb-list .kb-looks")).to_be_visible(timeout=SOON)
    page.context.close()


def ingest(page: Page, says: str) -> None:
    """Ingest by the button, and wait until the page says how it ended."""
    open_view(page, "index")
    page.locator("#kb-ingest").click()
    expect(page.locator("#kb-progress")).to_contain_text(says, timeout=LONG)


def fits(page: Page) -> bool:
    """Tell whether nothing needs sideways scrolling."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_document_is_added_ingested_and_answers(page: Page, address: str, tmp_path: Path, width: int) -> None:
    """Sent, said to be read, ingested, asked: no restart. A broken file is named with its fix and is not kept."""
    page.goto(f"{address}/maintain?view=documents")
    page.locator("#kb-topic").select_option("guidance")
    (tmp_path / "Visas 2024.md").write_text(VISAS)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    page.get_by_label("Choose files").set_input_files([tmp_path / "Visas 2024.md", tmp_path / "broken.pdf"])
    sent = page.locator("#kb-sent li")
    expect(sent.first).to_contain_text("Added as Visas 2024.md.", timeout=SOON)
    expect(sent.nth(1)).to_contain_text("The file is damaged. Save it again from its source", timeout=SOON)
    assert not (tmp_path / "documents" / "guidance" / "broken.pdf").exists()
    expect(page.locator("#kb-list")).to_contain_text("new guidance/Visas 2024.md", timeout=SOON)
    assert fits(page)

    # What came into the folder in another way and can't be read is named, too.
    (tmp_path / "documents" / "locked.pdf").write_bytes(b"%PDF-1.4 nothing")
    ingest(page, "Done: generation 2 answers.")
    expect(page.locator("#kb-progress")).to_contain_text("locked.pdf")
    expect(page.locator("#kb-standing")).to_contain_text("The file is damaged.", timeout=SOON)
    expect(page.locator("#kb-standing")).to_contain_text("generation 2", timeout=SOON)
    assert fits(page)

    # The same name again: nothing is replaced unasked.
    open_view(page, "documents")
    page.locator("#kb-topic").select_option("guidance")
    page.get_by_label("Choose files").set_input_files([tmp_path / "Visas 2024.md"])
    expect(sent.first).to_contain_text("Replace the older one?", timeout=SOON)
    page.locator("#kb-sent").get_by_role("button", name="No, leave it").click()
    expect(sent).to_have_count(0)

    asking = page.context.new_page()
    asking.goto(address)
    box = asking.locator("#kb-question textarea")
    expect(box).to_be_focused(timeout=SOON)
    box.fill("What does a visa for a monitoring visit cost?")
    box.press("Enter")
    expect(asking.get_by_role("group", name="Answer").last).to_contain_text("35 euros", timeout=SOON)
    leave(page)


def test_documents_go_after_what_would_happen_was_shown(page: Page, address: str, tmp_path: Path, width: int) -> None:
    """Deleted after a question; an ingest that would lose most is refused until its deletions were seen; and back."""
    page.goto(f"{address}/maintain?view=documents")
    expect(page.locator(".kb-looks li")).to_have_count(3, timeout=SOON)
    which = page.get_by_label("Which")
    for source in ("guidance/eligibility.md", "guidance/reporting.md"):
        which.click()
        page.get_by_role("option", name=source).click()
    page.keyboard.press("Escape")
    page.locator("#kb-delete").click()
    expect(page.get_by_text("These files (2) would be deleted.")).to_be_visible(timeout=SOON)
    assert (tmp_path / "documents" / "guidance" / "eligibility.md").exists()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator("#kb-deleted")).to_contain_text("guidance/eligibility.md is deleted.", timeout=SOON)
    expect(page.locator("#kb-list")).to_contain_text("deleted, still answers guidance/reporting.md", timeout=SOON)
    assert not (tmp_path / "documents" / "guidance" / "eligibility.md").exists()

    ingest(page, "did not succeed")
    expect(page.get_by_role("button", name="Ingest and let them go")).to_have_count(0)
    page.locator("#kb-rehearse").click()
    changes = page.locator("#kb-changes")
    expect(changes).to_contain_text("Would no longer answer: 2", timeout=SOON)
    expect(changes).to_contain_text("guidance/eligibility.md")
    assert fits(page)
    page.get_by_role("button", name="Ingest and let them go").click()
    expect(page.locator("#kb-progress")).to_contain_text("Done: generation 2 answers.", timeout=LONG)

    expect(page.locator("#kb-generations tbody tr")).to_have_count(2, timeout=SOON)
    page.locator("#kb-rollback").click()
    expect(page.get_by_text("Generation 1 would answer from now on")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Yes, go back").click()
    expect(page.get_by_text("Generation 1 answers now.")).to_be_visible(timeout=SOON)
    expect(page.locator("#kb-standing")).to_contain_text("generation 1", timeout=SOON)
    leave(page)


def test_the_inbox_is_worked_through(page: Page, address: str, tmp_path: Path, width: int) -> None:
    """Grouped; missing is named; answered by a document that is ingested; made golden; forgotten after a question."""
    page.goto(f"{address}/maintain?view=inbox")
    groups = page.locator("#kb-groups label")
    expect(groups).to_have_count(2, timeout=SOON)
    groups.first.click()
    expect(page.locator("#kb-group")).to_contain_text("Missing document: nothing near tells of “visa”", timeout=SOON)
    assert page.locator("#kb-group img, #kb-group script").count() == 0
    assert fits(page)

    page.get_by_role("button", name="Answer it by a document").click()
    page.locator("#kb-draft-save").click()
    expect(page.locator("#kb-drafted")).to_contain_text("The document needs a title.", timeout=SOON)
    page.get_by_label("Title").fill("Visas for visits")
    page.get_by_label("Source (an address, or a named act)").fill("https://example.org/visas")
    page.get_by_label("Text (Markdown)").fill("A visa for a monitoring visit costs 35 euros.")
    page.locator("#kb-draft-save").click()
    expect(page.locator("#kb-drafted")).to_contain_text(
        "visas-for-visits.md is written and is being ingested", timeout=SOON
    )
    written = next((tmp_path / "documents").rglob("visas-for-visits.md")).read_text()
    assert "Source: https://example.org/visas (as of 20" in written

    page.get_by_role("button", name="Make it a golden question").click()
    page.locator("#kb-golden-save").click()
    expect(page.locator("#kb-goldened")).to_contain_text("Without a fact any answer would be right", timeout=SOON)
    page.get_by_label("Facts of a right answer").fill("35 euros | EUR 35")
    page.locator("#kb-golden-save").click()
    expect(page.locator("#kb-goldened")).to_contain_text("a001 is in tests/golden/added.yaml", timeout=SOON)
    assert "35 euros" in (tmp_path / "tests" / "golden" / "added.yaml").read_text()

    page.locator("#kb-dismiss").click()
    expect(page.get_by_text("What is kept of these questions (2) would be forgotten")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Yes, forget them").click()
    expect(groups).to_have_count(1, timeout=SOON)
    assert HOSTILE in groups.first.inner_text()
    open_view(page, "index")
    expect(page.locator("#kb-progress")).to_contain_text("Done: generation 2 answers.", timeout=LONG)
    leave(page)


def test_nobody_is_kept_out(page: Page, address: str, width: int) -> None:
    """Each view without anything that axe finds serious or critical, light and dark, and without sideways scrolling."""
    schemes = schemes_of((width, 0))
    page.emulate_media(color_scheme=schemes[-1])
    page.goto(f"{address}/maintain")
    ready = {
        "index": "#kb-generations table",
        "documents": ".kb-looks li",
        "inbox": "#kb-groups label",
        "asked": "#kb-asked-table table",
        "quality": "#kb-evaluated h2",
    }
    found = []
    for view in VIEWS:
        open_view(page, view)
        expect(page.locator(ready[view]).first).to_be_visible(timeout=SOON)
        if view == "asked":
            expect(page.locator("#kb-asked-chart .bars path")).not_to_have_count(0, timeout=SOON)
        if view == "inbox":
            page.locator("#kb-groups label").first.click()
            expect(page.locator("#kb-group .kb-missing")).to_be_visible(timeout=SOON)
            page.get_by_role("button", name="Answer it by a document").click()
            page.get_by_role("button", name="Make it a golden question").click()
            page.locator("#kb-dismiss").click()
            expect(page.get_by_role("button", name="Yes, forget them")).to_be_visible(timeout=SOON)
        for scheme in schemes:  # in the last the next view is opened
            show_in(page, scheme)
            assert fits(page), (view, scheme)
            # Preloading would fetch what style sheets import, from the wrong address.
            seen = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
            for violation in seen:
                if violation["impact"] in ("serious", "critical"):
                    nodes = [node["html"][:200] for node in violation["nodes"]]
                    found.append((view, scheme, violation["id"], nodes))
    leave(page)
    assert found == []


def test_what_was_deleted_is_let_go_for_good(page: Page, address: str, tmp_path: Path) -> None:
    """After a question: an ingest runs, and older generations and the ledger no longer hold it."""
    (tmp_path / "documents" / "contacts" / "office.md").unlink()
    page.goto(f"{address}/maintain")
    page.locator("#kb-purge").click()
    expect(page.get_by_text("Older generations can no longer answer after that")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Yes, let it go").click()
    expect(page.locator("#kb-purged")).to_contain_text("It has begun", timeout=SOON)
    expect(page.locator("#kb-progress")).to_contain_text("Done: generation 2 answers.", timeout=LONG)
    expect(page.locator("#kb-generations tbody tr")).to_have_count(1, timeout=SOON)
    assert b"Suceava" not in (tmp_path / "index" / "ledger.sqlite").read_bytes()
    page.context.close()


def test_by_keyboard_alone(page: Page, address: str) -> None:
    """From the address through every view to a document that is written and a question that is dismissed: no mouse."""

    def tab_to(name: str, key: str = "Tab") -> None:
        for _ in range(80):
            page.keyboard.press(key)
            focused = page.evaluate(
                "[document.activeElement.getAttribute('aria-label'), document.activeElement.innerText,"
                " ...[...document.activeElement.labels ?? []].map(label => label.innerText)].join(' ')"
                ".replace(/\\s+/g, ' ')"
            )
            if name in focused and len(focused) < 200:  # not the whole view, which can be reached to be scrolled
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"{name} can't be reached by {key}")

    page.goto(f"{address}/maintain")
    expect(page.locator("#kb-generations table")).to_be_visible(timeout=SOON)
    tab_to("Show what would change")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-changes")).to_contain_text("Nothing: the index says", timeout=SOON)
    tab_to("Let go for good")
    page.keyboard.press("Enter")
    tab_to("No, leave it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, let it go")).to_be_hidden()

    tab_to("Documents", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-looks li")).to_have_count(3, timeout=SOON)
    tab_to("Topic")
    tab_to("Choose files")
    tab_to("Eligibility of costs")

    tab_to("Unanswered", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-groups label").first).to_be_visible(timeout=SOON)
    tab_to("visit?")
    page.keyboard.press("Space")
    expect(page.locator("#kb-group .kb-missing")).to_be_visible(timeout=SOON)
    tab_to("Answer it by a document")
    page.keyboard.press("Enter")
    tab_to("Title")
    page.keyboard.type("Visas")
    tab_to("Add and ingest")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-drafted")).to_contain_text("A fact without a source", timeout=SOON)
    tab_to("Dismiss")
    page.keyboard.press("Enter")
    tab_to("Yes, forget them")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-groups label")).to_have_count(1, timeout=SOON)
    tab_to("Quality", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-evaluated h2")).to_be_visible(timeout=SOON)
    leave(page)


def test_the_page_speaks_the_language_of_its_reader(browser: Browser, address: str) -> None:
    """What is written and what Gradio names, both."""
    context = browser.new_context(locale="uk-UA")
    page = context.new_page()
    page.goto(f"{address}/maintain?view=documents")
    expect(page.get_by_role("tab", name="Документи")).to_be_visible()
    expect(page.get_by_label("Вибрати файли")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("button", name="Переглянути знову")).to_be_visible()
    context.close()
