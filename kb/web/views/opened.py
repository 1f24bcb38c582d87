"""How a view is filled: from the generation that answers now, when its tab is opened, and again when that is another.

A view that is opened before there is an index says why and looks again until there is one.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.index import Index
from kb.web.interface import language_of
from kb.web.library import Library, generation_of, say_problem
from kb.web.messages import show_notice
from kb.wording import Language

LOOK_SECONDS = 2.0  # how often a view without an index looks whether there is one

T = TypeVar("T")
# What was read, its generation, the language and what was typed or chosen make a value for each output.
Fill = Callable[..., Sequence[Any]]


def fill_when_opened(
    library: Library,
    read: Callable[[Index], T],
    fill: Fill,
    typed: Sequence[Any],
    outputs: Sequence[Any],
) -> None:
    """Fill the view of the tab that is being laid out; outputs are its head, its body (both texts) and the rest.

    typed are the filters: when one changes the view is filled again. The head also says what is wrong.
    """
    tab = outputs[0].parent
    while not isinstance(tab, gr.Tab):
        tab = tab.parent
    shown = gr.State(0)  # the generation that the view shows
    clock = gr.Timer(LOOK_SECONDS, active=False)

    def show(language: Language, known: int, chosen: Sequence[object]) -> list[Any]:
        state = library.state()
        try:
            if not state.ready:
                raise KnowledgeBaseError(say_problem(state, language))
            with library.borrow() as index:
                generation = generation_of(index)
                if generation == known:
                    return [gr.skip() for _ in outputs] + [known, gr.Timer(active=False)]
                # A field that the browser has not laid out yet has no value.
                values = fill(read(index), generation, language, *("" if one is None else one for one in chosen))
                return [*values, generation, gr.Timer(active=False)]
        except KnowledgeBaseError as error:
            rest = [gr.skip() for _ in outputs[2:]]
            return [show_notice(str(error)), "", *rest, 0, gr.Timer(active=True)]

    def open_tab(request: gr.Request, known: int, *chosen: object) -> list[Any]:
        return show(language_of(request.headers), known, chosen)

    def filter_again(request: gr.Request, *chosen: object) -> list[Any]:
        values = show(language_of(request.headers), -1, chosen)
        # The fields stay as they are: more may have been typed or chosen while this was on its way.
        return [
            gr.skip() if one in typed else value for one, value in zip([*outputs, shown, clock], values, strict=True)
        ]

    settings: dict[str, Any] = {
        "outputs": [*outputs, shown, clock],
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    gr.on([tab.select, clock.tick], open_tab, inputs=[shown, *typed], **settings)
    # A text that is pasted is no input to Gradio, but a change; what else changes may have been set by the view itself.
    changes = [one.change if isinstance(one, gr.Textbox) else one.input for one in typed]
    # What is typed while an earlier filling is on its way is not lost, and the last one counts.
    gr.on(changes, filter_again, inputs=list(typed), trigger_mode="always_last", **settings)
