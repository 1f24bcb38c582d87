"""How Gradio's pages are mounted: with what is safe for staff, under our look, without files of its own."""

from pathlib import Path

import gradio as gr
from fastapi import FastAPI

STATIC = Path(__file__).parent / "static"
# Linked, not handed over as css: Gradio would rewrite its selectors.
HEAD = (
    '<link rel="icon" href="/web/favicon.png">'
    '<link rel="stylesheet" href="/web/page.css"><link rel="stylesheet" href="/web/chat.css">'
    '<link rel="stylesheet" href="/web/ask.css">'
    '<link rel="stylesheet" href="/web/evidence.css"><link rel="stylesheet" href="/web/views.css">'
    '<link rel="stylesheet" href="/web/library.css"><link rel="stylesheet" href="/web/print.css" media="print">'
    '<script src="/web/views.js"></script><script src="/web/evidence.js"></script>'
    '<script src="/web/connection.js"></script><script src="/web/timeline.js"></script>'
)

HEAD_OF_OTHERS = '<link rel="stylesheet" href="/web/maintain.css"><script src="/web/maintain.js"></script>'


def mount_page(api: FastAPI, page: gr.Blocks, blocked: Path, path: str = "/") -> FastAPI:
    """Mount a page on the application; Gradio serves no file of its own accord, least of all below blocked."""
    gr.mount_gradio_app(
        api,
        page,
        path=path,
        footer_links=[],
        run_history=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        allowed_paths=[],
        blocked_paths=[str(blocked.absolute())],
        favicon_path=str(STATIC / "favicon.png") if path == "/" else None,
        show_error=False,
        max_file_size="64kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=build_theme(),
        head=HEAD if path == "/" else HEAD + HEAD_OF_OTHERS,
    )
    return api


def build_theme() -> gr.themes.Base:
    """Start from Gradio's barest theme, with the system's fonts: its own would be fetched from Google."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
