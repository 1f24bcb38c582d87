"""The inbox of questions that were not answered well: grouped by meaning, each group with what seems to be missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.feedback import Feedback, Verdict
from kb.index import Hit, Index
from kb.names import Name, find_names
from kb.retrieve import prepare_queries, retrieve_hits
from kb.words import STOP_WORDS, split_words, stem, term_set

ALIKE = 0.75  # cosine from which two questions ask the same; chosen on paraphrases, below which other programmes join
MOST = 500  # questions that are grouped, the newest; to compare all takes their square
MOST_WORDS = 5  # of a question, that the nearest passage lacks

Vectors = NDArray[np.float32]
EmbedQuestions = Callable[[Sequence[str]], Vectors]
NameSubjects = Callable[[str], frozenset[Name]]


@dataclass(frozen=True, slots=True)
class Group:
    """Feedback on questions that ask the same, newest first. ids are of all of it."""

    feedback: tuple[Feedback, ...]

    @property
    def question(self) -> str:
        """Give the question that stands for all: the newest."""
        return self.feedback[0].question

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the ids of the feedback in it."""
        return tuple(one.id for one in self.feedback)

    @property
    def key(self) -> str:
        """Name the group by its oldest feedback, which stays when more comes."""
        return self.feedback[-1].id


@dataclass(frozen=True, slots=True)
class Missing:
    """What seems to be missing for a question: words of it that the nearest passage (None if none is near) lacks."""

    nearest: Hit | None
    words: tuple[str, ...]


def list_unanswered(feedback: Sequence[Feedback]) -> list[Feedback]:
    """Keep what belongs into the inbox: judged down, or not found; newest first as given."""
    return [one for one in feedback if one.verdict in (Verdict.DOWN, Verdict.NOT_FOUND)]


def group_questions(
    feedback: Sequence[Feedback], embed: EmbedQuestions, name_subjects: NameSubjects | None = None
) -> list[Group]:
    """Group feedback (newest first) whose questions ask the same: the largest groups first, among equals the newest.

    Two groups are one when a question of the one is alike to a question of the other (single linkage): which questions
    are together depends on them alone, not on their order. name_subjects tells what a question is about: those about
    different things are never alike, however they are put.
    """
    feedback = feedback[:MOST]
    if not feedback:
        return []
    texts = list(dict.fromkeys(one.question for one in feedback))
    vectors = embed(texts)
    alike = vectors @ vectors.T >= ALIKE
    if name_subjects is not None:
        subjects = [name_subjects(text) for text in texts]
        alike &= np.array([[one == other for other in subjects] for one in subjects])
    root = list(range(len(texts)))

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number] = root[root[number]]
        return number

    for one, other in np.argwhere(np.triu(alike, k=1)):
        root[find(int(other))] = find(int(one))
    number_of = {text: number for number, text in enumerate(texts)}
    members: dict[int, list[Feedback]] = {}
    for entry in feedback:
        members.setdefault(find(number_of[entry.question]), []).append(entry)
    # Both sorts keep the order of equals, and members stand in the order of their newest.
    return sorted(map(Group, map(tuple, members.values())), key=lambda group: -len(group.feedback))


def find_missing(index: Index, question: str) -> Missing:
    """Find the passage nearest to a question, and the words of the question that it lacks."""
    hits = retrieve_hits(index, prepare_queries(index, question), top_k=1)
    if not hits:
        return Missing(None, ())
    there = term_set(f"{hits[0].title} {hits[0].heading} {hits[0].text}")
    words = [word for word in dict.fromkeys(split_words(question)) if word not in STOP_WORDS]
    return Missing(hits[0], tuple(word for word in words if stem(word) not in there)[:MOST_WORDS])


def name_subjects(index: Index) -> NameSubjects:
    """Find the proper names of an index's things in a question: PL-UA and Poland-Ukraine are one."""
    names = find_names(index)

    def find(question: str) -> frozenset[Name]:
        return frozenset(place.names[0] for place in names.find(question) if place.names[0].proper)

    return find


def embed_questions(index: Index, known: dict[str, Vectors]) -> EmbedQuestions:
    """Embed questions with an index's model, one row each; known keeps what was embedded before.

    Names are put in their plain spelling first: the model does not know that PL-UA is Poland-Ukraine.
    """
    names = find_names(index)

    def spell_out(question: str) -> str:
        for place in reversed(names.find(question)):
            question = question[: place.start] + place.names[0].spellings[0] + question[place.end :]
        return question

    def embed(texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in known:
                known[text] = index.encoder.embed_tokens([spell_out(text)], question=True)[0].vector
        for text in [text for text in known if text not in set(texts)]:
            del known[text]
        return np.stack([known[text] for text in texts])

    return embed
