"""From a question to an answer: the one place that knows the order of the steps."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.config import MIN_CONFIDENCE
from kb.contacts import Contact, find_contact
from kb.deciding import decide
from kb.errors import QuestionError
from kb.extract import Quotation
from kb.followup import Turn
from kb.generate import UNCHECKABLE, Sentence, Worded, Writer
from kb.index import Hit, Index
from kb.lookup import Found, look_up
from kb.smalltalk import reply_to_smalltalk, without_greeting
from kb.unclear import find_choices
from kb.wording import phrase

LONGEST_QUESTION = 4000  # characters
PASSAGES = 10
OLD = 3  # years behind the newest document from which a citation is old
_BRACKETS = re.compile(r"\[(\d+)\]")


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


def answer_question(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    writer: Writer | None = None,
    user: str = "",
) -> Answer:
    """Answer a question from one generation; raises QuestionError for one that can't be asked.

    history are the earlier turns, oldest first. scope limits the answer to the named sources. What is less probable
    than min_confidence is not answered. writer is the chat model that words the answer, asked for user; without one it
    is made of quotations.
    """
    *_, answer = stream_answer(index, question, history, scope, min_confidence, writer, user)
    return answer


def stream_answer(
    index: Index,
    question: str,
    history: Sequence[Turn] = (),
    scope: Iterable[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    writer: Writer | None = None,
    user: str = "",
) -> Iterator[Answer]:
    """Answer like answer_question, quotation by quotation; the last answer is the complete one.

    While a chat model is waited for there are answers without text, so that who listens may leave.
    """
    began = time.perf_counter()
    question = check_question(question)
    generation = int(index.path.name) if index.path.name.isdecimal() else 0
    reply = reply_to_smalltalk(question)
    if reply is not None:
        seconds = time.perf_counter() - began
        yield Answer(reply.text, Status.CONVERSATIONAL, language=reply.language, generation=generation, seconds=seconds)
        return
    question = without_greeting(question)
    scope = list(scope) if isinstance(scope, Iterator) else scope  # it is gone through more than once
    rewritten = None
    for so_far in writer.rewrite_question(question, history, user, generation) if writer else ():
        rewritten = so_far
        yield Answer("", Status.ANSWERED, generation=generation, seconds=time.perf_counter() - began)
    found = look_up(index, question, history, scope, rewritten)
    decided = decide(index, question, found, history, scope, min_confidence)
    composed = decided.composed
    language = found.reading.language
    base = Answer(
        phrase("not_found", language),
        Status.NOT_FOUND,
        confidence=decided.confidence,
        passages=found.hits[:PASSAGES],
        language=language,
        generation=generation,
    )
    # What the whole of a table or chronology settles, as "which was first?", asks for no one thing.
    asks_back = min_confidence > 0 and not (composed.settled or composed.decided)
    choices = find_choices(index, found) if asks_back else ()
    if choices:
        text = "\n".join([phrase("which_one", language), *(f"- {choice}" for choice in choices)])
        unclear = replace(base, text=text, status=Status.UNCLEAR, choices=choices)
        yield replace(unclear, seconds=time.perf_counter() - began)
        return
    if decided.refused:
        yield replace(_refuse(base, found, find_contact(index, found, scope)), seconds=time.perf_counter() - began)
        return
    ask = find_contact(index, found, scope) if decided.missing else None
    newest = newest_date(index)
    status = Status.PARTLY if decided.missing else Status.ANSWERED
    answered = replace(base, status=status, missing=decided.missing, doubt=decided.doubt, ask=ask)
    if writer is None:
        growing = _quote(answered, composed.quotations, newest)
    else:
        growing = _word(answered, index, question, history, found, composed.quotations, newest, writer, user)
    for answer in growing:
        yield replace(answer, seconds=time.perf_counter() - began)


def _quote(base: Answer, quotations: Sequence[Quotation], newest: str) -> Iterator[Answer]:
    """Answer in quotations, one by one."""
    citations: list[Citation] = []
    lines: list[str] = []
    for quotation in quotations:
        citation = _cite(len(citations) + 1, quotation, newest)
        citations.append(citation)
        lines += [quotation.above] if quotation.above else []
        lines.append(_mark(quotation.shown, citation.number))
        yield replace(base, text="\n".join(lines), citations=tuple(citations))


def _word(
    base: Answer,
    index: Index,
    question: str,
    history: Sequence[Turn],
    found: Found,
    quotations: Sequence[Quotation],
    newest: str,
    writer: Writer,
    user: str,
) -> Iterator[Answer]:
    """Answer in the chat model's words as far as passages bear them, else in quotations with a line that says so.

    While nothing is worded yet the text is empty.
    """
    hits = {(hit.source, hit.page, hit.start): hit for hit in (*(q.hit for q in quotations), *found.hits[:PASSAGES])}
    worded = Worded(())
    for worded in writer.word_answer(index, question, list(hits.values()), history, base.language, user):
        if not worded.done:
            yield _say(base, worded.sentences, newest, writer)
    base = replace(base, problem=worded.problem, tokens_in=worded.tokens_in, tokens_out=worded.tokens_out)
    if worded.usable:
        notice = phrase("chat_cut", base.language) if worded.problem else ""
        yield replace(_say(base, worded.sentences, newest, writer), notice=notice)
        return
    *_, quoted = _quote(base, quotations, newest)
    why = "chat_language" if worded.problem == UNCHECKABLE else "chat_failed"
    yield replace(quoted, notice=phrase(why, base.language))


def _say(base: Answer, sentences: Sequence[Sentence], newest: str, writer: Writer) -> Answer:
    """Put sentences together with the citations that bear them; what nothing bears is dropped or struck out."""
    numbers: dict[tuple[str, int, int, int], int] = {}
    citations: list[Citation] = []
    lines: list[str] = []
    for sentence in sentences:
        marks = ""
        for ground in sentence.grounds:
            place = (ground.hit.source, ground.hit.page, ground.start, ground.end)
            if place not in numbers:
                numbers[place] = len(numbers) + 1
                quotation = Quotation(ground.hit, ground.start, ground.end, ground.text, ground.text)
                citations.append(_cite(numbers[place], quotation, newest))
            marks += f" [{numbers[place]}]"
        if not sentence.grounds and writer.unsupported == "drop":
            continue
        said = f"{_unmarked(sentence.text)}{marks}" if sentence.grounds else f"~~{_unmarked(sentence.text)}~~"
        if sentence.listed:
            lines.append(f"- {said}")
        elif lines and not lines[-1].startswith("- "):
            lines[-1] += f" {said}"
        else:
            lines.append(said)
    return replace(base, text="\n".join(lines), citations=tuple(citations), worded_by=writer.chat.name)


def check_question(question: str) -> str:
    """Give the question without blanks around it; raises QuestionError for an empty or far too long one."""
    question = question.replace("\x00", "").strip()
    if not question:
        raise QuestionError("Please type a question.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question)} characters; {LONGEST_QUESTION} are possible. Please shorten it.",
            "too_long",
            count=len(question),
            most=LONGEST_QUESTION,
        )
    return question


def _refuse(base: Answer, found: Found, contact: Contact | None) -> Answer:
    """Say that nothing was found, with the nearest documents, and whom to ask if someone is there for the subject."""
    if contact is None:
        return replace(base, nearest=_nearest(found.hits))
    whom = ", ".join(filter(None, (contact.name, contact.reach)))
    text = f"{base.text} {phrase('ask', base.language, whom=_unmarked(whom))}"
    return replace(base, text=text, nearest=_nearest(found.hits), ask=contact)


def _is_dated(as_of: str) -> bool:
    return as_of[:4].isdecimal()


def newest_date(index: Index) -> str:
    """Give the date of the newest document, "" if none has one."""
    return max((document.as_of for document in index.documents if _is_dated(document.as_of)), default="")


def is_old(as_of: str, newest: str) -> bool:
    """Tell whether what was true at a date should be checked, as the newest document is so much newer."""
    return _is_dated(as_of) and _is_dated(newest) and int(newest[:4]) - int(as_of[:4]) >= OLD


def _cite(number: int, quotation: Quotation, newest: str) -> Citation:
    hit = quotation.hit
    return Citation(
        number=number,
        source=hit.source,
        title=hit.title,
        page=hit.page,
        heading=hit.heading,
        start=quotation.start,
        end=quotation.end,
        quote=quotation.quote,
        as_of=hit.as_of,
        url=hit.url,
        old=is_old(hit.as_of, newest),
    )


def _mark(shown: str, number: int) -> str:
    """Put the citation's number behind a quotation; behind the lead-in of a list, whose items follow."""
    # A number in brackets that the document itself has is none of ours.
    first, *rest = _unmarked(shown).split("\n")
    return "\n".join([f"{first} [{number}]", *rest])


def _unmarked(text: str) -> str:
    return _BRACKETS.sub(r"(\1)", text)


def _nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """Name the three documents that come nearest, each by its best passage."""
    by_source: dict[str, Nearest] = {}
    for hit in hits:
        place = Nearest(hit.source, hit.title, hit.page, hit.heading, hit.start, hit.end)
        by_source.setdefault(hit.source, place)
    return tuple(by_source.values())[:3]
