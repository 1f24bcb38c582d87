"""The views beside the chat in a real browser, on a desk and on a phone, light and dark."""

import re
from concurrent.futures import Future
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESK, PHONE, needs_browser, open_tab, show_in
from playwright.sync_api import Browser, Locator, Page, expect
from test_browser import OVERFLOW, address, kept, live, quoted, squeeze
from web_server import serving_app

from app import build_app
from kb.config import Config
from kb.generations import LiveIndex

__all__ = ["address", "kept", "live"]  # fixtures

pytestmark = needs_browser

VIEWS = ("timeline", "programmes", "contacts", "glossary")
PICTURES = Path(__file__).parent.parent / "screenshots"
# Preloading style sheets it would ask for an imported one at a wrong address. Of what passes one place is enough.
AXE = {"preload": False, "resultTypes": ["violations"]}


def open_view(page: Page, address: str, name: str) -> Locator:
    """Open a view by its link, and wait until it is filled."""
    page.goto(f"{address}/?view={name}")
    view = page.locator(f"#kb-{name}")
    expect(view.locator(".kb-count, .kb-library tbody tr").first).to_be_visible(timeout=30_000)
    return view


def show_chart(view: Locator) -> None:
    """Open the timeline's chart where the list comes first."""
    switch = view.locator(".kb-chart-switch")
    if switch.is_visible():
        switch.click()
        expect(switch).to_have_attribute("aria-expanded", "true")


@pytest.fixture(params=[DESK, PHONE])
def wide(request: pytest.FixtureRequest, page: Page) -> Page:
    """A tab as wide as a desk's, then as a phone's."""
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})
    return page


def keep_picture(page: Page, name: str, size: tuple[int, int]) -> None:
    """Keep a picture of a view for whoever wants to see what a run saw."""
    PICTURES.mkdir(exist_ok=True)
    picture = page.screenshot(path=PICTURES / f"{name}-{size[0]}.png")
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_view_fits_and_axe_finds_nothing_serious(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """Light and dark; what is wider than its window scrolls in a region of its own. Each is pictured, too."""
    found = []
    with open_tab(browser, size) as page:
        page.goto(f"{address}/?view=ask")
        expect(page.locator("#kb-ask .kb-ai").first).to_be_visible(timeout=30_000)
        keep_picture(page, "ask", size)
        for name in (*VIEWS, "library"):
            page.emulate_media(color_scheme="light")
            view = open_view(page, address, name)
            keep_picture(page, name, size)
            show_chart(view)
            if name in ("timeline", "programmes"):
                expect(view.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
            assert page.evaluate(OVERFLOW) <= 0, name
            assert view.evaluate("view => view.scrollWidth - view.clientWidth") <= 0, name
            for scheme in ("light", "dark"):
                show_in(page, scheme)  # type: ignore[arg-type]
                seen = Axe().run(page, context=f"#kb-{name}", options=AXE).response
                assert seen["passes"]
                found += [
                    (name, scheme, one["id"], one["nodes"][0]["html"][:200])
                    for one in seen["violations"]
                    if _is_serious(one["impact"])
                ]
    assert found == []


def _is_serious(impact: str) -> bool:
    return impact in ("serious", "critical")


def test_timeline_filters_list_and_chart(wide: Page, address: str) -> None:
    """Words narrow both; a point leads to its event, which opens its passage."""
    view = open_view(wide, address, "timeline")
    show_chart(view)
    chart = view.locator(".kb-timeline-chart .js-plotly-plot")
    expect(chart).to_be_visible(timeout=30_000)
    events = view.locator(".kb-event")
    every = events.count()
    expect(chart.locator("path.point")).to_have_count(every, timeout=15_000)

    view.get_by_label("Search").fill("kolarctic discontinued")
    expect(events).to_have_count(1, timeout=15_000)
    expect(chart.locator("path.point")).to_have_count(1, timeout=15_000)
    point = chart.locator("path.point")
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wide.mouse.move(*middle, steps=3)  # plotly finds the point that is clicked when one comes near it
    expect(chart.locator(".hovertext")).to_be_visible()
    wide.mouse.click(*middle)
    expect(events.first).to_be_focused()

    view.get_by_label("Search").fill("")
    view.get_by_label("Also every dated sentence").check()
    expect(view.locator(".kb-count")).to_have_text(re.compile(r"^(\d+) of \1 shown$"), timeout=15_000)
    assert events.count() > every
    view.get_by_label("Search").fill("zzz")
    expect(view.get_by_text("Nothing fits")).to_be_visible(timeout=15_000)


def test_the_chart_library_comes_with_the_view(page: Page, address: str) -> None:
    """Its megabytes are fetched from this server, and not before a view with a chart is opened."""
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "PlotlyPlot" in request.url else None)
    page.goto(address)
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    page.get_by_role("tab", name="Glossary").click()
    expect(page.locator("#kb-glossary .kb-count")).to_be_visible(timeout=30_000)
    assert fetched == []
    page.get_by_role("tab", name="Timeline").click()
    expect(page.locator("#kb-timeline .js-plotly-plot")).to_be_visible(timeout=30_000)
    assert [url for url in fetched if not url.startswith(address)] == []
    assert fetched


def test_programmes_are_sorted_filtered_and_compared(wide: Page, address: str) -> None:
    """The table follows what is chosen, and two that are ticked stand side by side."""
    view = open_view(wide, address, "programmes")
    table = view.get_by_role("table", name="All at a glance")
    expect(table.get_by_role("rowheader")).to_have_count(7)

    view.get_by_label("Sort by").click()
    wide.get_by_role("option", name="Total budget").click()
    expect(table.get_by_role("columnheader", name="Total budget")).to_have_attribute(
        "aria-sort", "ascending", timeout=15_000
    )
    expect(table.get_by_role("rowheader").first).to_have_text("NEXT Italy-Tunisia", timeout=15_000)
    view.get_by_label("Search").fill("sicilian")
    expect(table.get_by_role("rowheader")).to_have_count(1, timeout=15_000)

    choose = view.get_by_role("checkbox")
    for name in ("NEXT Black Sea Basin", "NEXT Hungary-Slovakia-Romania-Ukraine (HUSKROUA)"):
        choose.and_(view.get_by_label(name, exact=True)).uncheck()
    expect(view.get_by_text("Choose two or more")).to_be_visible(timeout=15_000)
    for name in ("NEXT MED", "NEXT Poland-Ukraine"):
        choose.and_(view.get_by_label(name, exact=True)).check()
    compared = view.get_by_role("table", name="Side by side")
    expect(compared.get_by_role("columnheader")).to_have_text(
        ["Subject", "NEXT MED", "NEXT Poland-Ukraine"], timeout=15_000
    )
    expect(compared.get_by_role("row").filter(has_text="Countries")).to_contain_text("Cyprus")


@pytest.mark.parametrize(
    ("name", "searches"),
    [
        ("contacts", {"suica": "Dubravka Šuica", "jems support": "jems@interact.eu"}),
        ("glossary", {"capofila": "Lead partner", "орган управління": "Managing authority (MA)"}),
    ],
)
def test_a_search_finds_names_without_diacritics_and_foreign_terms(
    page: Page, address: str, name: str, searches: dict[str, str]
) -> None:
    """What is typed narrows the view to what fits, best first."""
    view = open_view(page, address, name)
    entries = view.locator(".kb-card, .kb-term")
    every = entries.count()
    for typed, expected in searches.items():
        view.get_by_role("textbox").fill(typed)
        expect(entries.first).to_contain_text(expected, timeout=15_000)
        assert 0 < entries.count() < every


def test_an_address_is_a_link_to_write_to(page: Page, address: str) -> None:
    """And what is not known is said."""
    view = open_view(page, address, "contacts")
    card = view.locator(".kb-card").filter(has=page.get_by_role("heading", name="Pieter Louwers"))
    expect(card.get_by_role("link", name="jems@interact.eu")).to_have_attribute("href", "mailto:jems@interact.eu")
    expect(card).to_contain_text("Telephone")
    expect(card.get_by_text("not known")).to_be_visible()


def test_letters_jump(page: Page, address: str) -> None:
    """A letter brings its terms into sight, by the keyboard, too."""
    view = open_view(page, address, "glossary")
    view.get_by_role("navigation", name="Letters").get_by_role("link", name="T").press("Enter")
    expect(view.get_by_role("heading", name="T", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown_opens_its_passage(page: Page, address: str, live: LiveIndex, name: str) -> None:
    """The link of a value leads to a document in which just that is marked."""
    view = open_view(page, address, name)
    link = view.locator("a.kb-cell, a.kb-name").nth(3).get_attribute("href") or ""
    document = page.context.new_page()
    document.goto(f"{address}{link}")
    expect(document.locator("mark").last).to_be_in_viewport()
    marked = "".join(document.locator("mark").all_text_contents())
    assert squeeze(marked) == squeeze(quoted(live, link))
    document.close()


def test_a_view_that_is_opened_too_early_fills_itself(page: Page, live: LiveIndex) -> None:
    """It says that the index is not there yet, and shows the documents as soon as it is."""
    opening: Future[LiveIndex] = Future()
    with serving_app(build_app(Config(index=live.folder), opening)) as address:
        page.goto(address)
        expect(page.locator("#kb-question textarea")).to_be_focused()  # before that no click is heard
        page.get_by_role("tab", name="Glossary").click()
        view = page.locator("#kb-glossary")
        expect(view.get_by_text("the language model is being loaded")).to_be_visible(timeout=15_000)
        opening.set_result(live)
        expect(view.locator(".kb-count")).to_be_visible(timeout=30_000)
        page.goto("about:blank")  # an open page would complain that its server is gone
