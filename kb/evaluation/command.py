"""python -m kb evaluate, golden add and golden check: parse, call, show."""

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb.config import Config, load_config
from kb.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.language_models import BaseChatModel

    from kb.evaluation.progress import Shown
    from kb.evaluation.sets import EvaluationSet
    from kb.index import Index
    from kb.models import TokenEmbeddings

WORSE = 1  # exit code of a comparison that failed, and of a check that found something
GOLDEN = Path("tests/golden")

IndexOption = Annotated[Path | None, typer.Option(help="Folder of the index.  [default: index]")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

golden_app = typer.Typer(no_args_is_help=True, help="Keep the golden questions.")


def evaluate(
    sets: Annotated[
        list[Path] | None, typer.Argument(metavar="SET", help="Folders of questions, golden files or their folder.")
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="A.json B.json", help="Compare two runs instead.")
    ] = None,
    allow: Annotated[int, typer.Option(min=0, help="With --compare: answers that may get worse.")] = 0,
    report: Annotated[Path | None, typer.Option(dir_okay=False, help="Write a report (HTML).")] = None,
    output: Annotated[Path | None, typer.Option(dir_okay=False, help="Write the results (JSON).")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only N questions of each set, spread over it.")] = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="Also let the chat model of KB_CHAT_MODEL grade the answers; they are sent.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again what was answered before.")] = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask sets of questions and measure the answers; or compare two runs, and end with 1 if the second is worse."""
    if bool(sets) == (compare is not None):
        raise typer.BadParameter("give either evaluation sets or --compare A.json B.json.")
    if compare is not None:
        _compare(*compare, allow, as_json)
        return
    config = load_config(index=index)

    from kb.evaluation.progress import choose_progress
    from kb.evaluation.results import combine_results
    from kb.evaluation.sets import read_set
    from kb.evaluation.table import results_for_people
    from kb.models import load_chat_model

    given = [read_set(path) for path in sets or []]
    if len({one.name for one in given}) < len(given):
        raise ConfigError("Two sets have the same name; rename one of their folders or files.")
    grader = load_chat_model(config) if judge else None
    encoder = _load_model(config, given)
    with choose_progress() as shown:
        done = [_evaluate_set(one, config, encoder, grader, limit, fresh, shown) for one in given]
    command = shlex.join(["python", "-m", "kb", *sys.argv[1:]])
    results = combine_results(done, command, config.min_confidence)
    if output is not None:
        output.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if report is not None:
        from kb.evaluation.report import write_report

        write_report(results, report)
        print(f"The report is in {report}.", file=sys.stderr)
    print(json.dumps(results, ensure_ascii=False) if as_json else results_for_people(results))


@golden_app.command()
def add(
    question: Annotated[str | None, typer.Argument(help="What to ask; asked for if left out.")] = None,
    file: Annotated[Path, typer.Option(dir_okay=False, help="Golden file to append to.")] = GOLDEN / "added.yaml",
    kind: Annotated[str, typer.Option(help="Kind of question.")] = "fact",
    lang: Annotated[str, typer.Option(help="Language of the question.")] = "en",
    index: IndexOption = None,
) -> None:
    """Make a question a golden one: show answer and passages, ask for the facts that matter, append them to a file."""
    config = load_config(index=index)
    question = question or typer.prompt("Question")

    from kb.answer import answer_question
    from kb.evaluation.goldens import GoldenEntry, add_golden, next_id, source_of_facts
    from kb.evaluation.sets import read_golden_questions
    from kb.show import answer_for_people, hit_for_people

    before = [one.id for one in read_golden_questions(file)] if file.exists() else []
    opened = _open_index(config)
    answer = answer_question(opened, question, min_confidence=config.min_confidence)
    print(f"\n{answer.status} ({answer.confidence:.2f})\n{answer_for_people(answer)}\n\nPassages:")
    print("\n".join(map(hit_for_people, answer.passages[:5])) + "\n")
    answerable = typer.confirm("Do the documents tell?", default=answer.status in ("answered", "partly"))
    expect: list[tuple[str, ...]] = []
    while answerable:
        told = typer.prompt("A fact that a right answer holds (| between variants, empty when done)", default="")
        variants = tuple(filter(None, map(str.strip, told.split("|"))))
        if variants:
            expect.append(variants)
        elif expect:
            break
    why_not = "" if answerable else typer.prompt("Why not", default="The documents do not tell.")
    entry = GoldenEntry(
        id=next_id(before, file),
        kind=kind,
        lang=lang,
        turns=(question,),
        expect=tuple(expect),
        why_not=why_not,
        source=source_of_facts(answer, tuple(expect)),
    )
    add_golden(file, entry)
    print(f"{entry.id} is in {file}.", file=sys.stderr)


@golden_app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Golden files.  [default: tests/golden/*.yaml]")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find entries whose facts the documents no longer hold, duplicates, contradictions and ids used twice.

    Ends with 1 if anything is found.
    """
    config = load_config(index=index)

    from kb.evaluation.causes import Library
    from kb.evaluation.goldens import check_golden
    from kb.evaluation.sets import read_golden_questions

    files = files or sorted(GOLDEN.glob("*.yaml"))
    if not files:
        raise ConfigError(f"There are no golden files in {GOLDEN}. Name them.")
    entries = {file: read_golden_questions(file) for file in files}
    found = check_golden(entries, Library(_open_texts(config)))
    if as_json:
        fields = [{"file": str(one.file), "id": one.id, "problem": one.problem, "told": one.told} for one in found]
        print(json.dumps(fields, ensure_ascii=False))
    else:
        for one in found:
            print(f"{one.file}, {one.id}: {one.problem}: {one.told}")
        print(f"{sum(map(len, entries.values()))} entries in {len(files)} files, {len(found)} problems.")
    if found:
        raise typer.Exit(WORSE)


def _compare(before: Path, after: Path, allow: int, as_json: bool) -> None:
    from kb.evaluation.compare import (
        compare_results,
        comparison_fields,
        comparison_for_people,
        fails,
        read_results,
    )

    compared = compare_results(read_results(before), read_results(after))
    fields: dict[str, Any] = comparison_fields(compared, allow)
    print(json.dumps(fields, ensure_ascii=False) if as_json else comparison_for_people(compared, allow))
    if fails(compared, allow):
        raise typer.Exit(WORSE)


def _evaluate_set(
    given: "EvaluationSet",
    config: Config,
    encoder: "TokenEmbeddings",
    grader: "BaseChatModel | None",
    limit: int | None,
    fresh: bool,
    shown: "Shown",
) -> dict[str, Any]:
    from kb.evaluation.cache import answers_file, index_set
    from kb.evaluation.judge import judge_answers
    from kb.evaluation.results import summarise_set
    from kb.evaluation.run import ask_questions, key_run
    from kb.evaluation.sets import spread_questions
    from kb.generations import open_current

    cache = config.index / "evaluation"
    folder = config.index if given.documents is None else index_set(given, cache, encoder.fingerprint)
    opened = open_current(folder, encoder)
    try:
        kept = answers_file(cache, given.name, key_run(opened, config.min_confidence))
        if fresh:
            kept.unlink(missing_ok=True)
        given = spread_questions(given, limit)
        asked = ask_questions(
            opened,
            given.questions,
            config.min_confidence,
            kept,
            lambda done, of: shown.show(given.name, done, of),
        )
        grades = None
        if grader is not None:
            told = f"{given.name}, judged"
            grades = judge_answers(grader, asked, lambda done, of: shown.show(told, done, of))
        return summarise_set(given, asked, opened, config.min_confidence, grades)
    finally:
        opened.close()


def open_set_indexes(config: Config) -> "Callable[[EvaluationSet], Index]":
    """Give what opens the index that a set's questions are asked of: the library's own, or one of its documents."""
    from kb.evaluation.cache import index_set
    from kb.generations import open_current
    from kb.models import load_embeddings

    encoder = load_embeddings(config)

    def open_index(given: "EvaluationSet") -> "Index":
        cache = config.index / "evaluation"
        folder = config.index if given.documents is None else index_set(given, cache, encoder.fingerprint)
        return open_current(folder, encoder)

    return open_index


def _load_model(config: Config, given: list["EvaluationSet"]) -> "TokenEmbeddings":
    from kb.generations import current_generation
    from kb.models import load_search_models

    if any(one.documents is None for one in given):
        current_generation(config.index)  # whether there is one, before the model is loaded, which takes seconds
    return load_search_models(config)


def _open_index(config: Config) -> "Index":
    from kb.generations import current_generation, open_current
    from kb.models import load_search_models

    current_generation(config.index)
    return open_current(config.index, load_search_models(config))


def _open_texts(config: Config) -> "Index":
    """Open the index for its texts only: no model is loaded."""
    from kb.generations import current_generation, open_current
    from kb.index import read_manifest
    from kb.models import NamedModel

    made_with = read_manifest(current_generation(config.index))["embedding"]
    return open_current(config.index, NamedModel(made_with["fingerprint"], made_with["dimension"]))
