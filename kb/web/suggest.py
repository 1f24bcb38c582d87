"""Questions that are offered: to start with, and after an answer. Each was asked before it is offered, and answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from weakref import WeakKeyDictionary

from kb.answer import Answer, Citation, Status
from kb.errors import KnowledgeBaseError
from kb.index import Index, StoredDocument
from kb.names import find_names
from kb.overview.programmes import Telling, read_comparison
from kb.overview.told import is_known
from kb.units import find_units
from kb.web.interface import say
from kb.web.phrasing import ask_about, ask_attribute

# What answers without a chat model: an index and a question make an answer.
Quote = Callable[[Index, str], Answer]

STARTERS = {
    "starter_contact": "view_contacts",
    "starter_programmes": "view_programmes",
    "starter_before": "starter_history",
    "starter_budget": "view_programmes",
    "starter_suspension": "starter_history",
    "starter_term": "view_glossary",
}
FEWEST, MOST = 4, 6  # questions to start with
TRIED = 40  # questions made of a library that are asked at most to find some to start with
RELATED = 3
RELATED_TRIED = 8  # questions that are asked at most to find related ones: each takes some hundredths of a second
LONGEST_HEADING = 70  # characters


@dataclass(frozen=True, slots=True)
class Starter:
    """A question to start with, and what it is about ("" where nothing tells it)."""

    question: str
    topic: str


_STARTERS: WeakKeyDictionary[Index, dict[str, tuple[Starter, ...]]] = WeakKeyDictionary()


def find_starters(index: Index, quote: Quote, language: str) -> tuple[Starter, ...]:
    """Find questions in a language that this library answers; a library of other things is asked about its headings.

    Found once for each open index and language.
    """
    by_language = _STARTERS.setdefault(index, {})
    if language not in by_language:
        ready = [Starter(say(key, language), say(topic, language)) for key, topic in STARTERS.items()]
        found = [starter for starter in ready if _quote(index, quote, starter.question) is not None]
        if len(found) < FEWEST:
            made = chain.from_iterable(zip_longest(*(_headings(index, document) for document in index.documents)))
            candidates = [heading for heading in made if heading is not None][:TRIED]
            for candidate in candidates:
                if len(found) == MOST:
                    break
                if question := _asked(index, quote, candidate):
                    found.append(Starter(question, candidate.document.topic.capitalize()))
        by_language[language] = tuple(found[:MOST])
    return by_language[language]


def find_related(index: Index, quote: Quote, answer: Answer, asked: Sequence[str]) -> list[str]:
    """Find questions about what else is told where an answer comes from; asked are those that were asked before.

    Each is answered from the very part, or by the very cell, that it asks for.
    """
    if answer.status not in (Status.ANSWERED, Status.PARTLY):
        return []
    known = {question.casefold() for question in asked}
    attributes = _of_attributes(index, quote, answer, " ".join(known))
    headings = _of_headings(index, quote, answer)
    found: list[str] = []
    for question in chain.from_iterable(zip_longest(attributes, headings)):
        if question and question.casefold() not in known:
            known.add(question.casefold())
            found.append(question)
        if len(found) == RELATED:
            break
    return found


def _of_attributes(index: Index, quote: Quote, answer: Answer, asked: str) -> Iterator[str]:
    """Give questions about what else is told of the things that were cited, from where the answer left off."""
    names, comparison = find_names(index), read_comparison(index)
    cited = [citation.quote for citation in answer.citations]
    sources = {citation.source for citation in answer.citations}
    tried = 0
    for subject in comparison.subjects:
        if subject.place.source not in sources and not any(subject.name in one for one in cited):
            continue
        told = [(attribute, telling) for attribute, telling in subject.told if is_known(telling.full.quote)]
        done = [number for number, (_, telling) in enumerate(told) if _is_cited(telling, cited)]
        first = done[-1] + 1 if done else 0
        for attribute, telling in (*told[first:], *told[:first]):
            question = ask_attribute(attribute, telling.short.quote, subject.name, names)
            if not question or _is_cited(telling, cited) or attribute.casefold() in asked or tried == RELATED_TRIED:
                continue
            tried += 1
            found = _quote(index, quote, question)
            if found is not None and _is_cited(telling, [citation.quote for citation in found.citations]):
                yield question


def _is_cited(telling: Telling, quotes: Sequence[str]) -> bool:
    return any(place.quote in quote for place in (telling.short, telling.full) for quote in quotes)


def _of_headings(index: Index, quote: Quote, answer: Answer) -> Iterator[str]:
    """Give questions about other parts of the documents that were cited."""
    cited = {(citation.source, part) for citation in answer.citations for part in _parts(citation)}
    for candidate in islice(_near(index, answer.citations, cited), RELATED_TRIED):
        if question := _asked(index, quote, candidate):
            yield question


@dataclass(frozen=True, slots=True)
class _Heading:
    document: StoredDocument
    text: str


def _quote(index: Index, quote: Quote, question: str) -> Answer | None:
    """Ask, and give the answer if it is a whole one."""
    try:
        answer = quote(index, question)
    except KnowledgeBaseError:
        return None
    return answer if answer.status is Status.ANSWERED else None


def _asked(index: Index, quote: Quote, heading: _Heading) -> str:
    """Make a question of a heading that is answered from the part below it, "" if none is."""
    for question in ask_about(heading.text, heading.document.title, find_names(index)):
        answer = _quote(index, quote, question)
        if answer is not None and any(
            citation.source == heading.document.source and heading.text in _parts(citation)
            for citation in answer.citations
        ):
            return question
    return ""


def _parts(citation: Citation) -> list[str]:
    return citation.heading.split(" > ")


def _headings(index: Index, document: StoredDocument) -> Iterator[_Heading]:
    """Give the headings of a document but for its title."""
    for page in range(1, document.pages + 1):
        text = index.text_of(document.source, page)
        for unit in find_units(text):
            told = text[unit.start : unit.end].strip()
            if unit.kind == "heading" and told != document.title and 0 < len(told) <= LONGEST_HEADING:
                yield _Heading(document, told)


def _near(index: Index, citations: Sequence[Citation], cited: set[tuple[str, str]]) -> Iterator[_Heading]:
    """Give the headings of the cited documents, those that stand next to what was cited first."""
    for source in dict.fromkeys(citation.source for citation in citations):
        document = index.document(source)
        if document is None:
            continue
        headings = list(_headings(index, document))
        places = [place for place, heading in enumerate(headings) if (source, heading.text) in cited]
        first = places[0] if places else 0
        for heading in sorted(headings, key=lambda heading: abs(headings.index(heading) - first)):
            if (source, heading.text) not in cited:
                yield heading
