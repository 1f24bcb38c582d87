"""What the command lines share: exit codes, and one clear line for every failure."""

import sys
from collections.abc import Callable

import typer

from kb.errors import KnowledgeBaseError

WRONG_USAGE = 64  # EX_USAGE; Typer's own 2 means "done with errors" here
INTERRUPTED = 130


def run(command: Callable[..., object] | typer.Typer) -> None:
    """Run a command line and end the process with the designed exit code; never with a stack trace for bad input."""
    if isinstance(command, typer.Typer):
        app = command
    else:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        app.command()(command)
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        told = str(getattr(error, "format_message", error.__str__)())
        if told:  # without any words Typer has printed the help
            print(f"{told.rstrip('.')}. See --help.", file=sys.stderr)
        sys.exit(WRONG_USAGE)
    except (typer.Abort, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except KnowledgeBaseError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
