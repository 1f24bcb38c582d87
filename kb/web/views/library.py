"""The library of the library as a view of the page."""

import gradio as gr

from kb.web.library import Library


def build_library(library: Library) -> None:
    """Lay out the view within the tab that is open."""
    gr.Markdown("")
