"""The phrases around quotations, in five languages."""

import re
import string

import pytest

from kb.wording import LANGUAGES, PHRASES, phrase

CYRILLIC = re.compile(r"[а-яіїєґ]", re.I)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("key", PHRASES)
def test_each_phrase_has_every_language(key: str) -> None:
    """No language lacks a phrase, is empty, or has other placeholders than English."""
    assert tuple(PHRASES[key]) == LANGUAGES
    assert all(PHRASES[key].values())
    assert {language: placeholders(text) for language, text in PHRASES[key].items()} == dict.fromkeys(
        LANGUAGES, placeholders(PHRASES[key]["en"])
    )


@pytest.mark.parametrize("key", PHRASES)
def test_only_ukrainian_is_cyrillic(key: str) -> None:
    """No two languages changed places."""
    assert [language for language, text in PHRASES[key].items() if CYRILLIC.search(text)] == ["uk"]


def test_a_phrase_is_filled_in() -> None:
    """Placeholders take their values."""
    assert phrase("page", "it", number=3) == "pagina 3"


def test_another_language_gets_english() -> None:
    """A language without phrases is answered in English."""
    assert phrase("sources", "de") == "Sources"


def test_a_missing_value_is_a_mistake() -> None:
    """A placeholder that is not filled raises instead of being shown."""
    with pytest.raises(KeyError, match="number"):
        phrase("page", "en")
