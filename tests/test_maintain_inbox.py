"""The inbox: which questions stand together, and what is missing for them."""

from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords
from hypothesis import given
from hypothesis import strategies as st

from kb.feedback import Feedback, Verdict
from kb.generations import open_current
from kb.inbox import MOST, Group, embed_questions, find_missing, group_questions, list_unanswered, name_subjects
from kb.index import Index
from kb.models import Encoder

VISA = (
    "Do I need a visa to travel to Moldova for a monitoring visit?",
    "visa for moldova monitoring trip?",
    "Is a visa needed for a visit to Moldova?",
)
DIEM = ("What is the per diem for staff travelling to Tunisia?", "per diem rate Tunisia staff")


def feedback(question: str, number: int = 0, verdict: Verdict = Verdict.DOWN) -> Feedback:
    """Make what is kept of a question; higher numbers are newer."""
    return Feedback(f"id{number}", f"2026-11-{number + 1:02}T10:00:00+00:00", verdict, question)


def newest_first(*questions: str) -> list[Feedback]:
    return [feedback(question, number) for number, question in enumerate(questions)][::-1]


def test_only_what_was_not_answered_well_waits() -> None:
    """Thumbs down and what found nothing; thumbs up are no work."""
    kept = [feedback("a", n, verdict) for n, verdict in enumerate(Verdict)]
    assert [one.verdict for one in list_unanswered(kept)] == [Verdict.DOWN, Verdict.NOT_FOUND]


def test_questions_that_ask_the_same_stand_together(encoder: Encoder) -> None:
    """With the packaged model: paraphrases in one group, the larger first, each newest first."""

    def embed(texts):  # type: ignore[no-untyped-def]
        import numpy as np

        return np.stack([one.vector for one in encoder.embed_tokens(texts, question=True)])

    groups = group_questions(newest_first(*DIEM, *VISA), embed)
    assert [{one.question for one in group.feedback} for group in groups] == [set(VISA), set(DIEM)]
    assert groups[0].question == VISA[-1]
    assert groups[0].key == "id2"
    assert groups[0].ids == ("id4", "id3", "id2")


def test_a_thing_is_one_however_it_is_called(shipped: Index) -> None:
    """The short form and the full name of a programme stand together, the same asked of another one apart."""
    asked = (
        "What is the budget of PL-UA?",
        "how much money has Poland-Ukraine?",
        "Budget of NEXT Poland-Ukraine",
        "What is the budget of RO-UA?",
        "Who is the managing authority of Poland-Ukraine?",
    )
    groups = group_questions(newest_first(*asked), embed_questions(shipped, {}), name_subjects(shipped))
    assert [{one.question for one in group.feedback} for group in groups] == [
        set(asked[:3]),
        {asked[4]},
        {asked[3]},
    ]


@given(st.lists(st.sampled_from([*VISA, *DIEM, "cats", "dogs and cats", "dogs", ""]), max_size=12), st.randoms())
def test_groups_depend_on_the_questions_alone(questions: list[str], chance: object) -> None:
    """Nothing is lost or doubled, and another order of the same questions gives the same groups."""
    bag = BagOfWords()

    def embed(texts):  # type: ignore[no-untyped-def]
        import numpy as np

        return np.stack([one.vector for one in bag.embed_tokens(texts, question=True)])

    kept = newest_first(*questions)
    shuffled = list(kept)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    groups, others = group_questions(kept, embed), group_questions(shuffled, embed)
    assert sorted(one.id for group in groups for one in group.feedback) == sorted(one.id for one in kept)
    assert {frozenset(group.ids) for group in groups} == {frozenset(group.ids) for group in others}
    assert [len(group.ids) for group in groups] == sorted((len(group.ids) for group in groups), reverse=True)


def test_an_empty_inbox_needs_no_model() -> None:
    """Nothing is embedded."""
    assert group_questions([], lambda texts: pytest.fail("embedded")) == []


def test_only_the_newest_are_compared(bag: BagOfWords, ingest: Ingest, tmp_path: Path) -> None:
    """What would take the square of thousands is cut; what was embedded is not embedded again."""
    (tmp_path / "documents" / "cats.md").write_text("# Cats\n\nThe cat sat on the mat.\n")
    ingest()
    index = open_current(tmp_path / "index", bag)
    known: dict[str, object] = {}
    kept = newest_first(*(f"word{number}" for number in range(MOST + 20)))
    groups = group_questions(kept, embed_questions(index, known))  # type: ignore[arg-type]
    assert sum(len(group.feedback) for group in groups) == MOST
    before = dict(known)
    group_questions(kept[:3], embed_questions(index, known))  # type: ignore[arg-type]
    assert known == {one.question: before[one.question] for one in kept[:3]}
    index.close()


def test_what_is_missing_is_named(bag: BagOfWords, ingest: Ingest, tmp_path: Path) -> None:
    """The words that the nearest passage lacks, and where that is; none where it has all."""
    (tmp_path / "documents" / "cats.md").write_text("# Cats\n\nThe cat sat on the mat.\n")
    (tmp_path / "documents" / "dogs.md").write_text("# Dogs\n\nThe dog barks at the moon.\n")
    ingest()
    index = open_current(tmp_path / "index", bag)
    missing = find_missing(index, "Where did the cats buy the red mat?")
    assert missing.nearest is not None
    assert (missing.nearest.source, missing.words) == ("cats.md", ("buy", "red"))
    assert find_missing(index, "Which cats sat on the mat?").words == ()
    index.close()


def test_a_group_is_named_by_its_oldest() -> None:
    """So that it stays chosen when somebody asks again."""
    older, newer = feedback("a", 1), feedback("a", 2)
    assert Group((older,)).key == Group((newer, older)).key
