"""python -m kb index: list, check, rollback, status."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kb.config import load_config

index_app = typer.Typer(no_args_is_help=True, help="Look after the generations of the index.")

IndexOption = Annotated[Path | None, typer.Option(help="Folder of the index.  [default: index]")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
NumberArgument = Annotated[int | None, typer.Argument(min=1, help="Number of a generation.")]


@index_app.command("list")
def list_command(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the generations that are kept, newest first."""
    from kb.status import list_kept

    kept = list_kept(load_config(index=index).index)
    if as_json:
        print(json.dumps([asdict(one) for one in kept], ensure_ascii=False))
        return
    for one in kept:
        mark, told = "*" if one.answers else " ", f"  {one.problem}" if one.problem else ""
        print(f"{mark} {one.number:>5}  {one.built_at:<25}  {one.documents} documents, {one.chunks} chunks{told}")
    if not kept:
        print("No generation yet. Run `python -m ingest`.")


@index_app.command("check")
def check_command(number: NumberArgument = None, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check that the current generation (or the one of NUMBER) is whole and finds what it holds."""
    from kb.status import check_index

    checked = check_index(load_config(index=index).index, number)
    print(json.dumps({"generation": checked, "whole": True}) if as_json else f"Generation {checked} is whole.")


@index_app.command("rollback")
def rollback_command(number: NumberArgument = None, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Make the generation before the current one (or the one of NUMBER) current.

    It stays current until documents change: an ingest in between publishes nothing.
    """
    from kb.generations import roll_back

    chosen = roll_back(load_config(index=index).index, number)
    print(json.dumps({"generation": chosen}) if as_json else f"Generation {chosen} is current.")


@index_app.command("status")
def status_command(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Tell which generation answers, how old it is and what it holds, and how the last ingest ended."""
    from kb.status import describe_status, read_status

    status = read_status(load_config(index=index).index)
    print(json.dumps(asdict(status), ensure_ascii=False) if as_json else describe_status(status))
