"""Every text of the page is there in every language of it."""

import string

import pytest

from kb.web.interface import TEXTS, language_of, say
from kb.web.texts import PARTS
from kb.wording import LANGUAGES


@pytest.mark.parametrize("key", TEXTS)
def test_no_text_is_missing(key: str) -> None:
    """Each language has it, with the same values to put in."""
    row = TEXTS[key]
    assert [language for language in LANGUAGES if not row.get(language, "").strip()] == []
    fields = {language: {name for _, name, _, _ in string.Formatter().parse(row[language]) if name} for language in row}
    assert set(map(frozenset, fields.values())) == {frozenset(fields["en"])}


def test_no_part_takes_the_place_of_a_text_of_another() -> None:
    """A key stands in one file, or one of the two texts would be gone."""
    keys = [key for part in PARTS for key in part]
    assert [key for key in keys if keys.count(key) > 1] == []


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-FR,en;q=0.8", "fr"), ("de,uk;q=0.7", "uk"), ("de", "en"), ("", "en"), ("RO", "ro")],
)
def test_the_language_is_the_one_the_browser_prefers(accepted: str, language: str) -> None:
    """English for whoever prefers none of ours."""
    assert language_of({"accept-language": accepted}) == language
    assert say("send", "de") == say("send", "en")
