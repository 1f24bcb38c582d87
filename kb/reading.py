"""From a question as it was typed to the question as the library's words put it."""

from dataclasses import dataclass

from kb.index import Index
from kb.names import Name, Names, find_names

__all__ = ["Name", "Reading", "read_question"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, understood as far as the library's names and glossary go.

    question is what was typed; text is what is searched for: names as the documents spell them, a question in another
    language glossed in the documents' own. language is "en", "fr", "it", "ro" or "uk", that of the frame of the answer.
    names are the things it names, in its order, what the whole library is about left out.
    """

    question: str
    text: str
    language: str
    names: tuple[Name, ...] = ()


def read_question(index: Index, question: str) -> Reading:
    """Read a question with the names and words that index knows."""
    return Reading(question, question, "en", _named(find_names(index), question))


def _named(names: Names, text: str) -> tuple[Name, ...]:
    found = [place.names[0] for place in names.find(text)]
    return tuple(dict.fromkeys(name for name in found if not names.is_subject(name)))
