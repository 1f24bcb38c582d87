"""python -m kb: ask, search, mcp, train, evaluate, golden, index."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.commands import run
from kb.config import Config, load_config, prepare_environment
from kb.evaluation.command import evaluate, golden_app
from kb.logs import start_logging
from kb.operate import index_app

if TYPE_CHECKING:
    from kb.index import Index

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

IndexOption = Annotated[Path | None, typer.Option(help="Folder of the index.  [default: index]")]
TopicOption = Annotated[list[str] | None, typer.Option(help="Only this topic; may be given again.")]
DocumentOption = Annotated[list[str] | None, typer.Option(help="Only this document, by source or title; again.")]
LanguageOption = Annotated[list[str] | None, typer.Option(help="Only documents in this language, such as en; again.")]
SinceOption = Annotated[str, typer.Option(help="Only what is of this date or later: YYYY[-MM[-DD]].")]
UntilOption = Annotated[str, typer.Option(help="Only what is of this date or earlier: YYYY[-MM[-DD]].")]
SetsArgument = Annotated[
    list[Path], typer.Argument(metavar="SET", exists=True, help="Golden files and folders of questions.")
]
WeightsOption = Annotated[Path, typer.Option(dir_okay=False, help="Where the weights go.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def prepare() -> None:
    """Ask the documents of the Interreg NEXT network."""
    prepare_environment()
    start_logging("%(message)s")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What to ask.")] = None,
    batch: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Ask every line of a JSONL file instead.")
    ] = None,
    topic: TopicOption = None,
    document: DocumentOption = None,
    language: LanguageOption = None,
    since: SinceOption = "",
    until: UntilOption = "",
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, every statement with its source."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question in quotes or --batch QUESTIONS.jsonl.")
    config = load_config(index=index)

    from kb.answer import answer_question
    from kb.batch import answer_batch
    from kb.filters import Filters, find_scope
    from kb.generate import open_writer
    from kb.show import answer_for_people, answer_json

    filters = Filters(tuple(topic or ()), tuple(document or ()), tuple(language or ()), since, until)
    writer = open_writer(config)
    opened = _open_index(config)
    if batch is not None:
        with batch.open(encoding="utf-8-sig", errors="replace") as lines:
            for answered in answer_batch(opened, lines, config.min_confidence, filters, writer):
                print(answered, flush=True)
    else:
        scope = find_scope(opened, filters)
        answer = answer_question(
            opened, str(question), scope=scope, min_confidence=config.min_confidence, writer=writer
        )
        print(answer_json(answer) if as_json else answer_for_people(answer))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to search for.")],
    top: Annotated[int, typer.Option(min=1, max=100, help="How many hits.")] = 10,
    topic: TopicOption = None,
    document: DocumentOption = None,
    language: LanguageOption = None,
    since: SinceOption = "",
    until: UntilOption = "",
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the passages that a query finds, best first, with their scores."""
    config = load_config(index=index)

    from kb.answer import check_question
    from kb.filters import Filters, find_scope
    from kb.retrieve import prepare_queries, retrieve_hits
    from kb.show import hit_for_people, hit_json

    query = check_question(query)
    filters = Filters(tuple(topic or ()), tuple(document or ()), tuple(language or ()), since, until)
    opened = _open_index(config)
    scope = find_scope(opened, filters)
    for hit in retrieve_hits(opened, prepare_queries(opened, query), top, scope):
        print(hit_json(hit) if as_json else hit_for_people(hit))


@app.command()
def mcp(index: IndexOption = None) -> None:
    """Serve an assistant that speaks the Model Context Protocol, over standard input and output."""
    config = load_config(index=index)

    from kb.mcp import serve_assistants

    serve_assistants(config)


@app.command()
def train(
    sets: SetsArgument,
    output: WeightsOption = Path("kb/confidence.json"),
    index: IndexOption = None,
) -> None:
    """Calibrate the confidence on sets of questions, and write the weights as JSON with what was measured."""
    config = load_config(index=index)

    from kb.evaluation.command import open_set_indexes
    from kb.train import train_confidence

    print(json.dumps(train_confidence(sets, open_set_indexes(config), output), indent=1), file=sys.stderr)


@app.command()
def train_ranking(
    sets: SetsArgument,
    output: WeightsOption = Path("kb/ranking.json"),
    index: IndexOption = None,
) -> None:
    """Fit how the units of an answer are ranked, and write the weights as JSON; the confidence is fitted after it."""
    config = load_config(index=index)

    from kb.evaluation.command import open_set_indexes
    from kb.train_ranking import fit_ranking

    print(json.dumps(fit_ranking(sets, open_set_indexes(config), output), indent=1), file=sys.stderr)


def _open_index(config: Config) -> "Index":
    from kb.generations import current_generation, open_current
    from kb.models import load_search_models

    current_generation(config.index)  # whether there is one, before the model is loaded, which takes seconds
    return open_current(config.index, load_search_models(config))


app.command()(evaluate)
app.add_typer(golden_app, name="golden")
app.add_typer(index_app, name="index")

if __name__ == "__main__":
    run(app)
