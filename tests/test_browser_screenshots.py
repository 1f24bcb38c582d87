"""Pictures of every view, kept in screenshots/ for whoever wants to see what a run saw."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESK, PHONE, needs_browser, open_tab
from playwright.sync_api import Browser, expect
from web_server import serving_app

from app import build_app
from kb.config import Config
from kb.generations import LiveIndex
from kb.models import Encoder

KEPT = Path(__file__).parent.parent / "screenshots"
VIEWS = {
    "ask": ".kb-ai",
    "timeline": ".kb-count",
    "programmes": ".kb-count",
    "contacts": ".kb-count",
    "glossary": ".kb-count",
    "library": "table",
}

pytestmark = needs_browser


@pytest.fixture(scope="module")
def address(library: Path, encoder: Encoder) -> Iterator[str]:
    """The page on the shipped library."""
    live = LiveIndex(library, encoder)
    with serving_app(build_app(Config(index=live.folder), live)) as address:
        yield address
    live.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_view_is_pictured(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """Each fills itself at both widths."""
    KEPT.mkdir(exist_ok=True)
    with open_tab(browser, size) as page:
        for view, shown in VIEWS.items():
            page.goto(f"{address}/?view={view}")
            expect(page.locator(f"#kb-{view}").locator(shown).first).to_be_visible(timeout=30_000)
            picture = page.screenshot(path=KEPT / f"{view}-{size[0]}.png")
            assert picture.startswith(b"\x89PNG")
