"""Values that can be compared, and which end of a scale a question asks for."""

import pytest

from kb.compose.degree import find_degree
from kb.compose.values import Value, find_dates, read_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("EUR 235.9 million", Value("amount", 235.9e6)),
        ("about EUR 60 million (another report: EUR 54 million)", Value("amount", 60e6)),
        ("EUR 281,473,092", Value("amount", 281_473_092)),
        ("almost €1 billion", Value("amount", 1e9)),
        ("12.5 million euros", Value("amount", 12.5e6)),
        ("13 December 2022, the last", Value("date", 20221213)),
        ("December 2022", Value("date", 20221200)),
        ("2022-12-13", Value("date", 20221213)),
        ("15 programmes", Value("number", 15)),
        ("89 %", Value("number", 89)),
        ("Not known: only a total of EUR 36 million was found", None),
        ("four priorities", None),
        ("", None),
    ],
)
def test_read_value(text: str, value: Value | None) -> None:
    """Money goes before dates, dates before numbers; what is said to be unknown has no value."""
    assert read_value(text) == value


def test_find_dates() -> None:
    """All dates of a text are found, as exact as they are told."""
    assert find_dates("from 30 March 2023 to 2024, reported in May 2024") == [20230330, 20240000, 20240500]


@pytest.mark.parametrize(
    ("question", "word", "most"),
    [
        ("Which programme gets the most money?", "most", True),
        ("Who has less, A or B?", "less", False),
        ("Which was adopted first?", "first", False),
        ("Which was the last to start?", "last", True),
    ],
)
def test_find_degree(question: str, word: str, most: bool) -> None:
    """The end of the scale is told by the word; the first of all is the earliest."""
    degree = find_degree(question)

    assert degree is not None
    assert (degree.word, degree.most) == (word, most)


@pytest.mark.parametrize(
    "question",
    [
        "When did the first call close?",
        "What is the budget?",
        "Why is it not paid any more?",
        "There is no more money?",
    ],
)
def test_no_degree(question: str) -> None:
    """The first call is a call, not an end of a scale."""
    assert find_degree(question) is None
