"""Every word of the maintainers' page in each language, from texts.csv; the page that staff use has none of them."""

import csv
from functools import cache
from pathlib import Path

from kb.web.interface import language_of
from kb.wording import LANGUAGES, Language

FILE = Path(__file__).with_name("texts.csv")

__all__ = ["Language", "language_of", "read_texts", "say", "translations"]


@cache
def read_texts() -> dict[str, dict[str, str]]:
    """Read the table: key -> language -> text."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: {language: row[language] for language in LANGUAGES} for row in csv.DictReader(file)}


def say(key: str, language: Language, **values: object) -> str:
    """Give a text in a language, with values put in."""
    return read_texts()[key][language].format(**values)


def translations() -> dict[str, dict[str, str]]:
    """Give the texts by language and key, as Gradio's I18n takes them."""
    return {language: {key: row[language] for key, row in read_texts().items()} for language in LANGUAGES}
