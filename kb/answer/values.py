"""What an answer is."""

from dataclasses import dataclass
from enum import StrEnum

from kb.contacts import Contact
from kb.index import Hit


class Status(StrEnum):
    """What an answer is; each answer is exactly one of these."""

    ANSWERED = "answered"
    PARTLY = "partly"  # some of what was asked; `missing` says what the documents don't tell
    NOT_FOUND = "not_found"  # no evidence in the documents
    UNCLEAR = "unclear"  # the question needs one more detail, which is asked for
    CONVERSATIONAL = "conversational"  # a greeting, thanks, "what can you do?"


@dataclass(frozen=True, slots=True)
class Citation:
    """One quotation: the stored text of that page, from start to end, is quote. page counts from 1.

    old is whether it was true so long before the newest document that it should be checked; of what is undated that
    is not known.
    """

    number: int
    source: str
    title: str
    page: int
    heading: str
    start: int
    end: int
    quote: str
    as_of: str
    url: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class Nearest:
    """A document that is about what was asked, though it does not answer it."""

    source: str
    title: str
    page: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question.

    In text, citations stand as [1], [2]; lines are separated by newlines. confidence is the probability, 0 to 1, that
    the documents answer the question. missing says what they don't tell, doubt that text is perhaps no answer. nearest
    are the documents to look into when nothing was found, ask whom to ask when not everything was. choices are what an
    unclear question may mean. passages are the best hits, best first, whether or not the question was answered.
    language is that of all but the quotations. generation is the index's number. worded_by names the chat model that
    worded text, "" for quotations; what no passage bears stands there between ~~ and ~~, if at all. notice is a line on
    what the model did wrong, problem the same for maintainers, tokens_in and tokens_out are what it used at most.
    """

    text: str
    status: Status
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    missing: str = ""
    doubt: bool = False
    nearest: tuple[Nearest, ...] = ()
    ask: Contact | None = None
    choices: tuple[str, ...] = ()
    passages: tuple[Hit, ...] = ()
    language: str = "en"
    generation: int = 0
    seconds: float = 0.0
    worded_by: str = ""
    notice: str = ""
    problem: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
