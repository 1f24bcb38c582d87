"""That something is no more, asked and told in many words."""

import pytest

from kb.endings import ending_in, numbers_in_span, settled_by_end, tells_end
from kb.words import term_set


@pytest.mark.parametrize(
    ("question", "told", "settled"),
    [
        ("Why is Narva no longer on the list?", "None of them came about.", True),
        ("Why did the line disappear?", "The line was suspended.", True),
        ("Why are there fewer lines?", "More were planned until it was stopped.", True),
        ("Why isn't Narva in it?", "The part of Narva was suspended.", True),
        ("Why is Narva no longer on the list?", "Narva has a pier.", False),  # tells of no end
        ("Why was the line suspended?", "None of them came about.", False),  # the question says how it ended
        ("Why was the line opened?", "The line was suspended.", False),
    ],
)
def test_how_it_ended_need_not_be_told_in_the_same_words(question: str, told: str, *, settled: bool) -> None:
    assert (term_set("longer list disappear fewer") <= settled_by_end(question, told, told)) is settled


def test_why_there_had_been_more_tells_why_there_are_fewer() -> None:
    """Of "from 14 to seven" one number will do, in words or figures."""
    question = "Why did it shrink from 14 to seven lines?"
    assert term_set("14 7 seven shrink") <= settled_by_end(
        question, "A page counted 14 lines", "A page counted 14 lines"
    )
    assert settled_by_end(question, "A page counted 15 lines", "A page counted 15 lines") == frozenset()
    assert numbers_in_span(question) == [term_set("14"), term_set("7 seven")]


def test_an_end_is_told_in_the_same_word_or_a_synonym() -> None:
    assert tells_end("Why was it suspended?", "It was stopped.")
    assert not tells_end("Why was it suspended?", "None came about.")
    assert tells_end("Why was it opened?", "None came about.")
    assert ending_in("It was suspended, not closed.") == term_set("suspended")
