"""What a term is called elsewhere is told where it is asked, and only there."""

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.compose.translations import without_translations
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "terms.md": "# Terms\n\nThe harbour partner is the partner that leads a harbour project. Ships are moored.\n",
    "words.md": "# Words\n\n| English: harbour partner | French: partenaire portuaire | Italian: partner portuale\n",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A glossary, and a table of translations."""
    return make_library(tmp_path_factory.mktemp("harbour"), PAGES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is a harbour partner?", False),
        ("What is the harbour partner called in French?", True),
        ("How do you say harbour partner in Italian?", True),
        ("What do Italians call a harbour partner?", True),
        ("Which translations of harbour partner are there?", True),
    ],
)
def test_translations_are_told_where_they_are_asked(harbour: Index, question: str, *, told: bool) -> None:
    assert (
        any(word in answer_question(harbour, question, min_confidence=0).text for word in ("French", "Italian")) is told
    )


def test_where_nothing_else_is_found_they_stay(harbour: Index) -> None:
    units = look_up(harbour, "What is a harbour partner?").evidence
    rows = [unit for unit in units if "French" in unit.text]
    assert rows
    assert without_translations(rows, "What is a harbour partner?") == rows
    assert without_translations(units, "What is a harbour partner?") == [unit for unit in units if unit not in rows]
