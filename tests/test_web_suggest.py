"""Questions that are offered are answered by this library, whatever it is about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import Answer, Citation, Status
from kb.index import Index
from kb.names import find_names
from kb.web.phrasing import ask_about, ask_attribute
from kb.web.suggest import MOST, RELATED, RELATED_TRIED, find_related, find_starters

COOKING = {
    "bread.md": "# Bread\n\nBread is baked.\n\n## Flour\n\nFlour is ground.\n\n"
    "## How long does it rise\n\nIt rises an hour.\n",
    "soup.md": "# Soup\n\nSoup is cooked.\n\n## Salt\n\nSalt is white.\n",
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = make_library(tmp_path, COOKING)
    yield index
    index.close()


class Section:
    """Answer a question from the section whose heading it holds, and nothing else; remember what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, index: Index, question: str) -> Answer:
        self.asked.append(question)
        for document in index.documents:
            for heading in ("Flour", "How long does it rise", "Salt"):
                if heading.casefold() in question.casefold() and heading in index.text_of(document.source, 1):
                    path = f"{document.title} > {heading}"
                    cited = Citation(1, document.source, document.title, 1, path, 0, 3, "q", "2024", "")
                    return Answer("It is. [1]", Status.ANSWERED, (cited,))
        return Answer("-", Status.NOT_FOUND)


def test_another_library_starts_with_its_own_headings(index: Index) -> None:
    """Our questions are not answered there, so they are not offered; found once for each generation."""
    section = Section()
    starters = [starter.question for starter in find_starters(index, section, "en")]
    assert sorted(starters) == ["How long does it rise?", "What is known about flour?", "What is known about salt?"]
    asked = len(section.asked)
    find_starters(index, section, "en")
    assert len(section.asked) == asked


def test_nothing_is_offered_that_is_not_answered(index: Index) -> None:
    """A library that answers nothing offers nothing."""
    assert find_starters(index, lambda index, question: Answer("-", Status.NOT_FOUND), "en") == ()
    partly = lambda index, question: Answer("-", Status.PARTLY)  # noqa: E731
    assert find_starters(index, partly, "fr") == ()


def test_related_are_other_parts_of_the_cited_documents(index: Index) -> None:
    """Not the part that was cited, not what was asked before; each was asked and answered from its own part."""
    section = Section()
    answer = section(index, "Flour?")
    assert find_related(index, section, answer, ["Flour?"]) == ["How long does it rise?"]
    assert find_related(index, section, answer, ["how long does it rise?"]) == []
    elsewhere = lambda index, question: section(index, "Salt")  # noqa: E731
    assert find_related(index, elsewhere, answer, []) == []


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.UNCLEAR, Status.CONVERSATIONAL])
def test_nothing_is_related_to_no_answer(index: Index, status: Status) -> None:
    """What was not answered leads nowhere."""
    assert find_related(index, Section(), Answer("-", status), []) == []


def test_offers_of_the_shipped_library(shipped: Index) -> None:
    """In every language of the page there are questions to start with, and few are asked to find related ones."""
    from kb.answer import answer_question

    for language in ("en", "fr", "it", "ro", "uk"):
        starters = find_starters(shipped, answer_question, language)
        assert 4 <= len(starters) <= MOST, language
        assert all(starter.topic for starter in starters)
    answer = answer_question(shipped, "What is the budget of NEXT MED?")
    asked: list[str] = []

    def count(index: Index, question: str) -> Answer:
        asked.append(question)
        return answer_question(index, question)

    related = find_related(shipped, count, answer, [])
    assert 1 <= len(related) <= RELATED
    assert len(asked) <= 3 * RELATED_TRIED
    assert all(": " not in question for question in related)  # no labels


@pytest.mark.parametrize(
    ("heading", "title", "asked"),
    [
        ("Regions", "NEXT MED", ["What are the regions of NEXT MED?"]),
        ("Legal base", "ENPI CBC 2007-2013", ["What is the legal base of ENPI CBC 2007-2013?"]),
        ("Who runs it", "NEXT MED", ["Who runs NEXT MED?"]),
        ("How long does it last?", "Events", ["How long does it last?"]),
        ("What ENPI replaced", "ENPI CBC 2007-2013", ["Tell me what ENPI replaced"]),
        ("Where Interreg NEXT comes from", "Glossary", ["Tell me where Interreg NEXT comes from"]),
        (
            "Managing authority (MA)",
            "Glossary",
            ["What does “managing authority” mean?", "What is known about managing authority?"],
        ),
        ("What TESIM does?", "Glossary", ["Tell me what TESIM does"]),
        ("What Interact does and for whom?", "Glossary", ["Tell me what Interact does and for whom"]),
        ("What does TESIM do", "Glossary", ["What does TESIM do?"]),
        ("Phases of TESIM", "TESIM", ["What are the phases of TESIM?"]),
        ("Address of BRCT Iași", "NEXT MED", ["What is the address of BRCT Iași?"]),
        ("Group of Auditors", "Glossary", ["What is Group of Auditors?", "What is known about Group of Auditors?"]),
        ("National authority of Ukraine", "NEXT MED", ["What is the national authority of Ukraine in NEXT MED?"]),
        ("TESIM's count", "ENI CBC 2014-2020", ["What is known about TESIM's count?"]),
        ("European territorial events", "Glossary", ["What is known about European territorial events?"]),
        ("Second and last call", "NEXT MED", ["What is the second and last call of NEXT MED?"]),
        ("Cross-border programmes", "Glossary", ["What is known about cross-border programmes?"]),
        ("Articles of COM(2025) 552", "Glossary", []),
        ("Poland-Ukraine starts the work", "Glossary", []),
        ("Money in each period", "History of it all", ["What is known about money in each period?"]),
        ("People named in their function", "NEXT MED", []),
        ("A higher number before the suspension", "NEXT MED", []),
        ("First call (2023-2024): results, dates", "NEXT MED", []),
    ],
)
def test_a_heading_is_put_as_a_person_would_ask(shipped: Index, heading: str, title: str, asked: list[str]) -> None:
    """A question stays one, a noun is asked for of the thing that the document is about; others are left."""
    assert ask_about(heading, title, find_names(shipped)) == asked


@pytest.mark.parametrize(
    ("attribute", "value", "asked"),
    [
        ("EU contribution", "EUR 253 million", "What is the EU contribution of NEXT MED?"),
        ("Countries", "Cyprus, France", "What are the countries of NEXT MED?"),
        ("Adoption", "12 December 2022", "When was the adoption of NEXT MED?"),
        ("Latest amendment found", "2023", ""),
    ],
)
def test_what_is_told_of_a_thing_is_asked_for(shipped: Index, attribute: str, value: str, asked: str) -> None:
    """By what kind of value it is."""
    assert ask_attribute(attribute, value, "NEXT MED (Mediterranean)", find_names(shipped)) == asked
