"""The browser of the tests: Debian's Chromium without a window, and tabs in which nothing may go wrong unseen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
# Containers run as root, where Chromium has no sandbox; the other flags keep it from calling home by itself.
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()
Scheme = Literal["light", "dark"]

DESK, PHONE = (1280, 800), (360, 740)  # pixels
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> ![i](http://evil.example/x) [l](javascript:alert(1))"

expect.set_options(timeout=20_000)  # milliseconds: machines that are busy are slow, and no test waits for nothing

# What Gradio complains of when a page is left, or an answer stopped, while it waits for the server.
LEAVING = ("AbortError:", "Unexpected error Connection errored out.")

needs_browser = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium: install one or name it in CHROMIUM"
)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a browser without a window."""
    assert CHROMIUM, "no Chromium found, and CI must have one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def open_tab(
    browser: Browser, size: tuple[int, int] = DESK, allowed: str = "http://127.0.0.1:", **options: object
) -> Iterator[Page]:
    """Open a tab. No request may go elsewhere than to what is allowed, and nothing may be refused or fail on the way.

    options are those of Playwright's new_context, such as locale and color_scheme.
    """
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    complaints: list[str] = []
    watch(context, complaints, allowed)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not complaints, complaints


def schemes_of(size: tuple[int, int]) -> tuple[Scheme, Scheme]:
    """Give both colour schemes, the last being that in which a page of a size is loaded: another for desk and phone."""
    return ("light", "dark") if size[0] >= DESK[0] else ("dark", "light")


def show_in(page: Page, scheme: Scheme) -> None:
    """Show a page in light or dark, and wait until no colour fades any more: it would be measured half way.

    Gradio follows the scheme by a class, which it sets when it is told of the change.
    """
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_function(
        """dark => (!window.gradio_config || document.body.classList.contains("dark") === dark)
                 && document.getAnimations().every(one => one.playState !== "running")""",
        arg=scheme == "dark",
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def watch(context: BrowserContext, complaints: list[str], allowed: str) -> None:
    """Note what goes wrong in a context: strange requests, messages on the console, errors, dialogs."""

    def look(request: Request) -> None:
        if not request.url.startswith((allowed, "data:")):
            complaints.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(LEAVING):
            complaints.append(message.text)

    context.on("request", look)
    context.on("console", listen)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    context.on("dialog", lambda d: complaints.append(f"dialog: {d.message}"))
