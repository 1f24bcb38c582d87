"""Name the likely cause of a wrong answer: where on the way from the documents the fact was lost."""

from collections.abc import Iterable
from functools import cached_property

from kb.evaluation.measures import comparable_answers, holds_evidence, is_short, normalise
from kb.evaluation.run import ANSWERED, Fields
from kb.evaluation.sets import EvaluationQuestion
from kb.index import Index

NOT_IN_DOCUMENTS = "fact not in the documents"
NOT_RETRIEVED = "not retrieved"
NOT_CHOSEN = "not chosen"
REFUSED = "refused"
ANSWERED_ANYWAY = "answered though unanswerable"
WRONG_STATUS = "wrong status"


class Library:
    """Hold the texts of an index for looking facts up; read when first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.sources = frozenset(document.source for document in index.documents)

    @cached_property
    def _pages(self) -> list[str]:
        return [
            self._index.text_of(document.source, page)
            for document in self._index.documents
            for page in range(1, document.pages + 1)
        ]

    @cached_property
    def _folded(self) -> str:
        return "\n".join(map(fold_space, self._pages))

    @cached_property
    def _normalised(self) -> str:
        return "\n".join(f" {normalise(page)} " for page in self._pages)

    def tells(self, facts: Iterable[str]) -> bool:
        """Tell whether any page holds one of the facts, letter case and line breaks aside."""
        return any(fold_space(fact) in self._folded for fact in facts)

    def tells_reference(self, references: Iterable[str]) -> bool:
        """Tell whether any page holds one of the short reference answers."""
        return any(f" {normalise(answer)} " in self._normalised for answer in references)


def find_cause(question: EvaluationQuestion, answer: Fields, correct: bool | None, library: Library) -> str:
    """Name the likely cause of a wrong answer; "" for one that is right or not judged."""
    if correct is not False:
        return ""
    if not question.answerable:
        return ANSWERED_ANYWAY if answer["status"] == "answered" else WRONG_STATUS
    if not _in_library(question, library):
        return NOT_IN_DOCUMENTS
    if answer["status"] not in (*ANSWERED, "not_found"):
        return WRONG_STATUS
    if not _in_passages(question, answer["passages"]):
        return NOT_RETRIEVED
    return REFUSED if answer["status"] == "not_found" else NOT_CHOSEN


def fold_space(text: str) -> str:
    """Fold letter case and white space."""
    return " ".join(text.casefold().split())


def _in_library(question: EvaluationQuestion, library: Library) -> bool:
    references = comparable_answers(question)
    if question.expect:
        return all(library.tells(facts) for facts in question.expect)
    if is_short(references):
        return library.tells_reference(references)
    return not question.relevant or bool(library.sources & set(question.relevant))


def _in_passages(question: EvaluationQuestion, passages: list[Fields]) -> bool:
    """Tell whether the passages found hold what the answer should have said."""
    references = comparable_answers(question)
    if question.expect:
        told = "\n".join(fold_space(passage["text"]) for passage in passages)
        return all(any(fold_space(fact) in told for fact in facts) for facts in question.expect)
    if question.relevant:
        passages = [passage for passage in passages if passage["source"] in question.relevant]
    if is_short(references):
        told = "\n".join(f" {normalise(passage['text'])} " for passage in passages)
        return any(f" {normalise(answer)} " in told for answer in references)
    if question.evidence:
        return any(holds_evidence(passage["text"], question.evidence) for passage in passages)
    return bool(passages)
