"""From a question as it was typed to the question as the library's words put it."""

from dataclasses import dataclass

from kb.index import Index


@dataclass(frozen=True, slots=True)
class Name:
    """A thing of the library that a question names: every way the documents write it, and the documents about it.

    spellings hold the plain one first. sources are the documents whose title or table of names it stands in.
    """

    spellings: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, understood as far as the library's names and glossary go.

    question is what was typed; text is what is searched for: names as the documents spell them, a question in another
    language glossed in the documents' own. language is "en", "fr", "it", "ro" or "uk", that of the frame of the answer.
    names are the things it names, in its order.
    """

    question: str
    text: str
    language: str
    names: tuple[Name, ...] = ()


def read_question(index: Index, question: str) -> Reading:
    """Read a question with the names and words that index knows."""
    return Reading(question, question, "en")
