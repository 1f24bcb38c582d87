"""The tree of errors is what its drawing says."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from kb import errors
from kb.errors import KnowledgeBaseError

ROOT = Path(__file__).parent.parent
EXIT_CODES = {
    "KnowledgeBaseError": 4,
    "ConfigError": 4,
    "MissingIndexError": 4,
    "DamagedIndexError": 4,
    "MismatchedIndexError": 4,
    "QuestionError": 4,
    "BusyError": 4,
    "ChatError": 4,
    "DocumentError": 2,
    "FetchError": 2,
    "FeedbackError": 4,
    "UploadError": 4,
    "EvaluationError": 4,
    "LockedError": 3,
    "RefusedError": 4,
    "NoSpaceError": 5,
}


def drawn_tree() -> dict[str, str]:
    """Read the drawing: each error with its parent, "" for the root."""
    path: list[str] = []
    parents = {}
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"(?P<branch>[│ ├└─]*)(?P<name>[A-Z]\w+Error)\b", line):
            depth = len(found["branch"]) // 4
            parents[found["name"]] = path[depth - 1] if depth else ""
            path[depth:] = [found["name"]]
    return parents


def test_drawing_is_the_tree() -> None:
    """Each class of the module stands in the drawing, below the class that it extends, and no other does."""
    defined = {
        name: "" if cls is KnowledgeBaseError else cls.__base__.__name__
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if cls.__module__ == errors.__name__
    }

    assert drawn_tree() == defined


def test_exit_codes() -> None:
    """Each error ends a command with the designed exit code."""
    assert {name: getattr(errors, name).exit_code for name in drawn_tree()} == EXIT_CODES


@pytest.mark.parametrize("name", EXIT_CODES)
def test_text_is_shown_as_it_stands(name: str) -> None:
    """An error's text is what was given to it."""
    assert (
        str(getattr(errors, name)("Say what, which value and what to do.")) == "Say what, which value and what to do."
    )


def test_no_error_is_defined_elsewhere() -> None:
    """No other module of ours defines an exception class."""
    elsewhere = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in [ROOT / "app.py", *(ROOT / "kb").rglob("*.py"), *(ROOT / "ingest").rglob("*.py")]
        if path != ROOT / "kb/errors.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith(("Error", "Exception")) for base in node.bases)
    ]

    assert elsewhere == []
