"""What every export of a conversation is made of: texts and numbered sources, in the order in which they are shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kb.answer import Answer
from kb.web.chat import Conversation
from kb.web.links import describe_date, is_web_address, link_to
from kb.web.messages import status_words
from kb.wording import phrase


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: what it is called and where in it, as of when, what is quoted, and where it can be opened.

    original is the address of the original on the web, "" if there is none.
    """

    number: int
    title: str
    place: str
    date: str
    quote: str
    address: str
    original: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, and its answer as lines of text in which [1] stands for a source."""

    question: str
    status: str
    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    sources_title: str


def list_entries(
    conversation: Conversation, base: str, stale: Collection[str] = (), why_stale: str = ""
) -> list[Entry]:
    """List what was answered; base is the address of the page, without a slash at its end.

    Of the exchanges whose ids are stale it is only said why there is no answer to take away.
    """
    return [
        Entry(exchange.question.strip(), "", (why_stale,), (), "")
        if exchange.id in stale
        else Entry(
            exchange.question.strip(),
            status_words(exchange.answer),
            tuple(_lines(exchange.answer)),
            _sources(exchange.answer, base),
            phrase("sources", exchange.answer.language),
        )
        for exchange in conversation
        if exchange.answer is not None
    ]


def _lines(answer: Answer) -> Sequence[str]:
    said = [line.strip() for line in answer.text.splitlines()]
    return [line for line in (*said, answer.missing, answer.notice) if line]


def _sources(answer: Answer, base: str) -> tuple[Source, ...]:
    language = answer.language
    return tuple(
        Source(
            number=citation.number,
            title=citation.title,
            place=", ".join(
                filter(
                    None,
                    (
                        citation.heading.replace(" > ", " › "),
                        phrase("page", language, number=citation.page) if citation.page > 1 else "",
                    ),
                )
            ),
            date=describe_date(citation.as_of, language) + (f"; {phrase('old', language)}" if citation.old else ""),
            quote=citation.quote,
            address=base + link_to(citation, answer.generation),
            original=citation.url if is_web_address(citation.url) else "",
        )
        for citation in answer.citations
    )
