"""Names typed in a rare spelling are searched for under the library's usual one."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.index import Index
from kb.names import find_names
from kb.usual import spell_out

PAGES = {
    "rhine.md": """# Rhine Valley programme (RV)

The Rhine Valley programme has six regions. The Rhine Valley programme began in 2021. RV is its short form.
""",
    "ems.md": """# EMS

EMS (Electronic Money System) is a tool. EMS has users. EMS is free. EMS stores data.
""",
    "bodies.md": """# Bodies

The managing authority (MA) signs contracts. Each managing authority reports. The managing authority decides.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of names with short forms."""
    return make_library(tmp_path_factory.mktemp("names"), PAGES)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("How many regions has RV?", "How many regions has Rhine Valley programme?"),
        ("What is RV?", "What is RV?"),
        ("Is EMS free?", "Is EMS free?"),
        ("Is the Electronic Money System free?", "Is the EMS free?"),
        ("When did the Rhine Valley programme begin?", "When did the Rhine Valley programme begin?"),
        ("Rhine Valley regions", "Rhine Valley regions"),
        ("Who signs contracts?", "Who signs contracts?"),
    ],
)
def test_names_are_spelt_as_the_library_does(typed: str, searched: str, index: Index) -> None:
    """A short form gives way to what the documents mostly write, but for a question on the short form itself."""
    assert spell_out(index, find_names(index), typed).casefold() == searched.casefold()


def test_a_library_without_names_changes_nothing(tmp_path: Path) -> None:
    """Where the documents have one spelling, or none, the question stays."""
    plain = make_library(tmp_path, {"a.md": "# Rivers\n\nRivers flow to the sea.\n"})

    assert spell_out(plain, find_names(plain), "Where do rivers flow?") == "Where do rivers flow?"
