"""The chat in the browser: python app.py. Importing this does nothing."""

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.commands import run
from kb.config import Config, load_config, prepare_environment
from kb.logs import start_logging

if TYPE_CHECKING:
    from fastapi import FastAPI

    from kb.generate import Writer
    from kb.generations import LiveIndex
    from kb.web.chat import Ask


def build_app(config: Config, live: "LiveIndex | Future[LiveIndex]", ask: "Ask | None" = None) -> "FastAPI":
    """Build the web application on an index, or on one that is still being opened; ask is what answers."""
    from kb.answer import answer_question, stream_answer
    from kb.feedback import open_feedback
    from kb.generate import open_writer
    from kb.slots import Slots
    from kb.web.answers import build_answer_routes
    from kb.web.api import build_api
    from kb.web.asking import Asking
    from kb.web.conversing import Answering
    from kb.web.kept import KeptAnswers
    from kb.web.library import Library
    from kb.web.maintain import PATH, build_maintain, mount_on
    from kb.web.mount import mount_page
    from kb.web.page import build_page

    library, slots = Library(live), Slots()
    writer = open_writer(config)
    answer = ask or partial(stream_answer, min_confidence=config.min_confidence, writer=writer)
    feedback = open_feedback(config.index, config.feedback, config.keep_questions_days)
    answering = Answering(
        ask=slots.in_turn(answer),
        quote=partial(answer_question, min_confidence=config.min_confidence),
        kept=KeptAnswers(),
        feedback=feedback,
        model=describe_model(writer),
    )
    api = build_api(library, Asking(library, answer, slots), config.documents)
    api.include_router(build_answer_routes(answering.kept, feedback, library))
    mount_on(api, config)
    api = mount_page(api, build_maintain(library, config, writer.usage if writer else None), config.index, PATH)
    return mount_page(api, build_page(library, answering), config.index)


def describe_model(writer: "Writer | None") -> str:
    """Say which chat model words the answers and where it runs, "" when none does."""
    if writer is None:
        return ""
    return f"{writer.chat.name} ({writer.chat.host})" if writer.chat.host else writer.chat.name


def main(
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.  [default: 7860]")] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the index.  [default: index]")] = None,
) -> None:
    """Serve the chat on this machine until Ctrl-C."""
    prepare_environment()
    start_logging("%(levelname)s %(name)s: %(message)s")
    config = load_config(host=host, port=port, index=index)

    from kb.web.serve import address_of, listen, serve

    listening = listen(config.host, config.port)  # before the imports below, which take seconds

    from kb.generations import open_in_background

    opening: Future[LiveIndex] = Future()
    app = build_app(config, opening)
    # The page comes first: the embedding model's libraries take seconds to import.
    open_in_background(opening, partial(open_index, config))
    print(f"The chat is on {address_of(listening)} (stop it with Ctrl-C).", flush=True)
    serve(app, listening)


def open_index(config: Config) -> "LiveIndex":
    """Load the embedding model and open the index that config names."""
    from kb.generations import LiveIndex
    from kb.models import load_search_models

    return LiveIndex(config.index, load_search_models(config))


if __name__ == "__main__":
    run(main)
