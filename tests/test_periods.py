"""The border of a programming period stands for the period beside it."""

import pytest
from libraries import make_library

from kb.answer import answer_question
from kb.index import Index
from kb.periods import name_periods, write_periods

PAGES = {
    "old.md": """# Rhine Fund 2014-2020

The Rhine Fund 2014-2020 paid for bridges. In 2014-2020 the Rhine Fund had ten partners. The fund of 2014-2020 ended.
Each project of 2014-2020 was audited. The report on 2014-2020 is long. One bridge took from 2011-2012 alone.
""",
    "new.md": """# Rhine Fund 2028-2034

The proposal for 2028-2034 has three aims. The budget of 2028-2034 is open. In 2028-2034 schools are paid for.
The plan of 2028-2034 is a draft. Partners of 2028-2034 sign later.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library that speaks of two periods often and of a third once."""
    return make_library(tmp_path_factory.mktemp("periods"), PAGES)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("What is paid for after 2027?", "What is paid for after 2027 (2028-2034)?"),
        ("plans beyond 2027", "plans beyond 2027 (2028-2034)"),
        ("the budget post-2027", "the budget post-2027 (2028-2034)"),
        ("What was there before 2021?", "What was there before 2021 (2014-2020)?"),
        ("What is planned after 2027 (2028-2034)?", "What is planned after 2027 (2028-2034)?"),
        ("What did it pay for after 2010?", "What did it pay for after 2010?"),  # that is spoken of once
        ("What changed after 2013?", "What changed after 2013?"),  # events have dates of their own
        ("What was paid for in 2027?", "What was paid for in 2027?"),
    ],
)
def test_the_adjoining_period_is_named(typed: str, searched: str, index: Index) -> None:
    """Where the library speaks of it often; a question for events stays as it is."""
    assert name_periods(index, typed) == searched


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("the fund of 2014-20", "the fund of 2014-2020"),
        ("What is proposed for 2028/34?", "What is proposed for 2028-2034?"),
        ("Who paid in 2014/2020?", "Who paid in 2014-2020?"),
        ("partners in 14-20?", "partners in 2014-2020?"),
        ("the '28-'34 budget", "the 2028-2034 budget"),
        ("2028 – 2034", "2028-2034"),
        ("the fund of 2014-2020", "the fund of 2014-2020"),
        ("bridges of 2011-12", "bridges of 2011-12"),  # a stretch of time that stands there by chance
        ("the meeting of 14-20 October", "the meeting of 14-20 October"),
        ("the winter of 2014/15", "the winter of 2014/15"),
        ("call +40 2014-20-15", "call +40 2014-20-15"),
        ("on 2014-20-1", "on 2014-20-1"),
    ],
)
def test_a_period_is_written_in_full(typed: str, searched: str, index: Index) -> None:
    """Where the library speaks of it often; days of a month and other numbers stay."""
    assert write_periods(index, typed) == searched


def test_a_period_typed_short_is_no_doubt(index: Index) -> None:
    """It is the one that the documents write in full."""
    answer = answer_question(index, "What is paid for in 2028-34?", min_confidence=0.0)

    assert "In 2028-2034 schools are paid for." in answer.text
    assert "34" not in answer.missing


def test_what_comes_after_a_year_is_answered_from_the_next_period(index: Index) -> None:
    """The answer is told under the period's name; neither period nor year is said to be missing."""
    answer = answer_question(index, "What will be paid for after 2027?", min_confidence=0.0)

    assert "In 2028-2034 schools are paid for." in answer.text
    assert "2027" not in answer.missing
