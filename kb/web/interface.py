"""Every word of the page itself, in each language that the page speaks; what stands in answers is in kb.wording.

Gradio translates the names of its components in the browser (`translations()`); what we write as HTML is written in
the language that the browser prefers (`language_of`). To add a text, add a row in every language; a test tells what is
missing.
"""

from collections.abc import Mapping

from kb.web.document_texts import DOCUMENT_TEXTS
from kb.web.view_texts import VIEW_TEXTS
from kb.wording import LANGUAGES, Language

TEXTS: dict[str, dict[Language, str]] = {
    "view_ask": {"en": "Ask", "fr": "Demander", "it": "Chiedere", "ro": "Întreabă", "uk": "Запитати"},
    "view_timeline": {
        "en": "Timeline",
        "fr": "Chronologie",
        "it": "Cronologia",
        "ro": "Cronologie",
        "uk": "Хронологія",
    },
    "view_programmes": {
        "en": "Programmes",
        "fr": "Programmes",
        "it": "Programmi",
        "ro": "Programe",
        "uk": "Програми",
    },
    "view_contacts": {"en": "Contacts", "fr": "Contacts", "it": "Contatti", "ro": "Contacte", "uk": "Контакти"},
    "view_glossary": {"en": "Glossary", "fr": "Glossaire", "it": "Glossario", "ro": "Glosar", "uk": "Глосарій"},
    "view_library": {"en": "Library", "fr": "Bibliothèque", "it": "Biblioteca", "ro": "Bibliotecă", "uk": "Бібліотека"},
    "maintain": {"en": "Maintain", "fr": "Gestion", "it": "Gestione", "ro": "Administrare", "uk": "Керування"},
    "new_conversation": {
        "en": "New conversation",
        "fr": "Nouvelle conversation",
        "it": "Nuova conversazione",
        "ro": "Conversație nouă",
        "uk": "Нова розмова",
    },
    **DOCUMENT_TEXTS,
    **VIEW_TEXTS,
}


def say(key: str, language: Language, **values: object) -> str:
    """Give a text of the page in a language, with values put in."""
    return TEXTS[key][language].format(**values)


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
