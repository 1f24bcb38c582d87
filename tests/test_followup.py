"""What is searched for in a conversation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.followup import HISTORY_WORDS, Turn, search_texts

user = st.builds(Turn, st.just("user"), st.text(max_size=40))
assistant = st.builds(Turn, st.just("assistant"), st.text(max_size=40))
histories = st.lists(st.one_of(user, assistant), max_size=8)


@pytest.mark.parametrize(
    ("turns", "texts"),
    [
        ([], ["And where?"]),
        ([("user", "  ")], ["And where?"]),
        ([("user", "Who runs NEXT MED?")], ["And where?", "Who runs NEXT MED? And where?"]),
        (
            [("user", "Who runs NEXT MED?"), ("assistant", "Sardinia\nruns it.")],
            ["And where?", "Who runs NEXT MED? Sardinia runs it. And where?"],
        ),
        (
            [("user", "One?"), ("assistant", "Old."), ("user", "Two?"), ("assistant", "New.")],
            ["And where?", "One? Two? New. And where?"],
        ),
        ([("assistant", "Hello!")], ["And where?", "Hello! And where?"]),
    ],
)
def test_texts_to_search_for(turns: list[tuple[str, str]], texts: list[str]) -> None:
    """The question alone, and behind all that the user said and the last answer."""
    assert search_texts("And where?", [Turn(*turn) for turn in turns]) == texts  # type: ignore[arg-type]


def test_newest_words_are_kept() -> None:
    """Of a long history the end is searched with, as much as the model reads."""
    history = [Turn("user", " ".join(f"w{number}" for number in range(500)))]

    _, together = search_texts("last", history)

    assert together.split() == [*(f"w{number}" for number in range(500 - HISTORY_WORDS, 500)), "last"]


@given(st.text(min_size=1, max_size=40), histories)
def test_question_stands_alone_and_at_the_end(question: str, history: list[Turn]) -> None:
    """The first text is the question; a second one ends with it and is bounded."""
    texts = search_texts(question, history)

    assert texts[0] == question
    assert len(texts) in (1, 2)
    assert all(text.endswith(question) for text in texts)
    assert all(len(text[: -len(question)].split()) <= HISTORY_WORDS for text in texts)
