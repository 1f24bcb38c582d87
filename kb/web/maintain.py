"""The maintainers' page, mounted under a path of its own that the server guards."""

import gradio as gr

from kb.config import Config
from kb.web.interface import translations
from kb.web.library import Library
from kb.web.name import NAME

PATH = "/maintain"


def build_maintain(library: Library, config: Config) -> gr.Blocks:
    """Lay out the page: state of the index, ingest, inbox, what is asked, the last evaluation."""
    with gr.Blocks(title=f"{NAME}: maintain", fill_height=True, analytics_enabled=False) as page:
        gr.Markdown("<h1>Maintain</h1>")
    page.i18n_instance = gr.I18n(**translations())
    return page  # type: ignore[no-any-return]  # Gradio leaves its context manager untyped
