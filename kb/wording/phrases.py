"""All phrases together, to be put in."""

from kb.wording.around import AROUND
from kb.wording.composed import COMPOSED
from kb.wording.languages import LANGUAGES, Language
from kb.wording.missing import MISSING
from kb.wording.talk import TALK
from kb.wording.worded import WORDED

PHRASES: dict[str, dict[Language, str]] = AROUND | MISSING | COMPOSED | TALK | WORDED


def phrase(key: str, language: str = "en", **values: object) -> str:
    """Give a phrase in a language, English for one that has none, with its placeholders filled in.

    Raises KeyError for a key that is not in the table or a placeholder without a value: mistakes of the program.
    """
    known: Language = language if language in LANGUAGES else "en"
    return PHRASES[key][known].format(**values)
