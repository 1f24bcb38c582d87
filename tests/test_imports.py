"""Imports go one way, and each outside library has one owner; read from the source, nothing is imported."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# The layers of kb, from what people touch down to what everything rests on: a module imports only from layers below
# its own. A package counts as one; kb.web stands above all of them.
LAYERS = [
    ["__main__"],
    ["mcp"],
    ["train_ranking"],
    ["train"],
    ["synthetic"],
    ["evaluation", "inbox", "drafts", "documents", "ingest_process", "fixes"],
    ["batch"],
    ["show", "fields", "slots"],
    ["catalogue"],
    ["answer"],
    ["deciding"],
    ["overview", "straying", "two_parts", "two_sides", "whereabouts"],
    ["weighing"],
    ["confidence", "denial", "contacts", "unclear"],
    ["missing"],
    ["presumed"],
    ["extract"],
    ["compose"],
    ["reasons"],
    ["endings"],
    ["constraints"],
    ["bounds", "asked_type"],
    ["lookup", "generate"],
    ["evidence", "grounding", "prompt"],
    ["operate"],
    ["pictures"],
    ["pdf"],
    ["printed"],
    ["status"],
    ["retrieve", "generations", "filters", "chat"],
    ["rerank"],
    ["standalone"],
    ["elliptic"],
    ["spoken_of"],
    ["reading", "swapping"],
    ["part_names", "programmes_of", "periods", "membership", "numbered", "usual", "strangers", "idioms"],
    ["british", "feedback", "home"],
    ["correction"],
    ["followup", "golden", "smalltalk", "question", "answer_type", "answer_shape", "commands", "stretch"],
    ["spelling"],
    ["records"],
    ["names", "language", "opposites", "succession"],
    ["once"],
    ["index"],
    ["direction", "figures"],
    ["paraphrase", "contact_forms", "cause_forms", "purpose", "hearsay", "conjunction", "setting"],
    ["english"],
    ["models", "scores", "tables", "synonyms", "gloss"],
    ["units", "orders"],
    ["words", "config", "wording", "usage", "child"],
    ["apart", "last_run", "lock", "seal", "originals"],
    ["errors", "logs"],
]

# Outside libraries, each with the only files or folders of ours that import it.
OWNERS = {
    "bm25s": ["kb/index/"],
    "chromadb": ["kb/index/"],
    "sqlite3": ["kb/index/", "kb/seal.py", "ingest/ledger.py"],
    "sentence_transformers": ["kb/models/"],
    "torch": ["kb/models/"],
    "transformers": ["kb/models/"],
    "gradio": ["kb/web/", "app.py"],
    "fastapi": ["kb/web/", "app.py"],
    "starlette": ["kb/web/", "app.py"],
    "uvicorn": ["kb/web/", "app.py"],
    "anyio": ["kb/web/"],
    "mcp": ["kb/mcp.py"],
    "langchain": ["kb/models/"],
    "Stemmer": ["kb/words.py"],
    "py3langid": ["kb/language.py"],
    "rapidfuzz": ["kb/spelling.py"],
    "scipy": ["kb/train_ranking.py"],
    "sklearn": ["kb/train.py"],
    "pydantic_settings": ["kb/config.py"],
    "trafilatura": ["ingest/formats/"],
    "lxml": ["ingest/formats/"],
    "pypdfium2": ["ingest/formats/", "kb/pdf.py"],
    "plotly": ["kb/web/views/figures.py", "kb/web/maintain/asked.py"],
    "markdown_it": ["ingest/formats/"],
    "charset_normalizer": ["ingest/formats/"],
    "httpcore": ["ingest/web/client.py"],
    "yaml": ["ingest/formats/", "ingest/web/settings.py", "kb/golden.py", "kb/evaluation/sets.py"],
    "rich": ["ingest/progress.py", "kb/evaluation/progress.py"],
    "ir_measures": ["kb/evaluation/measures.py"],
}
HEAVY = {"torch", "transformers", "sentence_transformers", "chromadb", "bm25s", "gradio", "sklearn"}
NO_SUBJECT = {"util", "helper", "common", "misc", "manager", "handler", "service", "component", "factory", "registry"}


@dataclass(frozen=True)
class Import:
    """One import: the file it stands in, the module it names, and whether it happens when the file is imported."""

    file: str
    module: str
    at_once: bool


def read_imports(path: Path) -> Iterator[Import]:
    """Find all imports of a file, those inside functions, too; `from a import b` may name the module a.b."""
    file = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    later = {
        id(node)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        or (isinstance(outer, ast.If) and ast.unparse(outer.test) == "TYPE_CHECKING")
        for node in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            yield Import(file, name, id(node) not in later)


FILES = sorted([ROOT / "app.py", *(ROOT / "kb").rglob("*.py"), *(ROOT / "ingest").rglob("*.py")])
IMPORTS = [found for path in FILES for found in read_imports(path)]


def part_of(file: str) -> str:
    """Name the part of the program that a file belongs to."""
    return "kb.web" if file.startswith("kb/web/") else file.split("/")[0].removesuffix(".py")


def layer_of(module: str) -> int:
    """Give the number of a kb module's layer; a module that is in none fails the test."""
    name = module.split(".")[1]
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize(
    ("part", "never"),
    [
        ("kb", ["ingest", "app", "kb.web"]),
        ("kb.web", ["ingest", "app"]),
        ("ingest", ["app", "kb.web"]),
        ("app", ["ingest"]),
    ],
)
def test_parts_import_one_way(part: str, never: list[str]) -> None:
    """App imports kb.web, kb.web and ingest import kb, and kb imports neither; nothing but app imports kb.web."""
    own = [found for found in IMPORTS if part_of(found.file) == part]

    assert own
    assert [found for found in own for package in never if is_in(found.module, package)] == []


def test_every_module_of_kb_has_a_layer() -> None:
    """The layers name each module of kb once, and nothing that is not there."""
    names = {
        path.relative_to(ROOT / "kb").parts[0].removesuffix(".py") for path in FILES if path.is_relative_to(ROOT / "kb")
    }

    assert sorted(name for layer in LAYERS for name in layer) == sorted(names - {"__init__", "web"})


def test_kb_imports_downwards() -> None:
    """Inside kb a module imports only from layers below its own."""
    inside = [
        found
        for found in IMPORTS
        if part_of(found.file) == "kb" and found.file != "kb/__init__.py" and found.module.startswith("kb.")
    ]
    own = {found: found.file.removesuffix(".py").replace("/", ".") for found in inside}

    assert inside
    upwards = [
        f"{found.file} imports {found.module}"
        for found in inside
        if layer_of(own[found]) >= layer_of(found.module) and own[found].split(".")[1] != found.module.split(".")[1]
    ]
    assert upwards == []


def test_no_two_files_of_a_package_import_each_other() -> None:
    """Within packages and in ingest, too, imports make no circle."""
    modules = {
        path.relative_to(ROOT).as_posix().removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in FILES
    }
    uses: dict[str, set[str]] = {module: set() for module in modules}
    for found in IMPORTS:
        own = found.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if found.module in modules and found.module != own and not own.startswith(found.module + "."):
            uses[own].add(found.module)
    while free := [module for module in uses if not uses[module]]:
        for module in free:
            del uses[module]
        for used in uses.values():
            used.difference_update(free)

    assert uses == {}


@pytest.mark.parametrize("library", OWNERS)
def test_an_outside_library_has_one_owner(library: str) -> None:
    """Only its owner imports a library, so only one place changes when the library does."""
    users = {found.file for found in IMPORTS if is_in(found.module, library)}

    assert [user for user in sorted(users) if not user.startswith(tuple(OWNERS[library]))] == []
    assert users or library in ("transformers", "starlette"), f"nothing imports {library}: take it out of the table"


def test_no_other_outside_library_is_in_many_places() -> None:
    """A library that is not in the table of owners is the shared vocabulary, or stays in one file."""
    shared = {"langchain_core", "numpy", "pydantic", "typer"}
    users: dict[str, set[str]] = {}
    for found in IMPORTS:
        library = found.module.split(".")[0]
        if library not in sys.stdlib_module_names | {"kb", "ingest", "app"} | shared | set(OWNERS):
            users.setdefault(library, set()).add(found.file)

    assert {library: sorted(files) for library, files in users.items() if len(files) > 1} == {}


def test_heavy_libraries_are_imported_when_they_are_needed() -> None:
    """What takes seconds to import is imported inside functions; only what lays out a page may need Gradio at once."""
    at_once = {(found.file, found.module.split(".")[0]) for found in IMPORTS if found.at_once}

    layouts = re.compile(r"kb/web/(?:ask|ask_events|conversing|page|mount|maintain/\w+|views/\w+)\.py")
    assert [pair for pair in sorted(at_once) if pair[1] in HEAVY and not layouts.fullmatch(pair[0])] == []


def test_every_module_has_a_subject() -> None:
    """No module is named for having none."""
    names = {part for path in FILES for part in path.relative_to(ROOT).with_suffix("").parts}

    assert [
        name
        for name in sorted(names)
        for word in NO_SUBJECT
        if word in name.split("_") or f"{word}s" in name.split("_")
    ] == []
