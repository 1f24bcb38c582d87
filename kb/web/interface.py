"""Say something in the language of the page; the words are in kb.web.texts, what stands in answers is in kb.wording.

Gradio translates the names of its components in the browser (`translations()`); what we write as HTML is written in
the language that the browser prefers (`language_of`). To add a text, add a row in every language to the file of its
part; a test tells what is missing.
"""

from collections.abc import Mapping

from kb.web.texts import PARTS
from kb.wording import LANGUAGES, Language

TEXTS: dict[str, dict[Language, str]] = {key: row for part in PARTS for key, row in part.items()}


def say(key: str, language: str, **values: object) -> str:
    """Give a text of the page in a language, English for one that it does not speak, with values put in."""
    known: Language = language if language in LANGUAGES else "en"
    return TEXTS[key][known].format(**values)


def translations() -> dict[str, dict[str, str]]:
    """Give the texts by language and key, as Gradio's I18n takes them."""
    return {language: {key: row[language] for key, row in TEXTS.items()} for language in LANGUAGES}


def language_of(headers: Mapping[str, str]) -> Language:
    """Give the language of the page that a browser prefers, English if it prefers none of them."""
    for part in headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"
