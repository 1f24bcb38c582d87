"""Figures of a statement: one scale, bounds, dates, and what each counts."""

import pytest

from kb.figures import figures_of, read_figures, unify_bounds
from kb.grounding.covering import covers
from kb.paraphrase import says_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EUR 1,062.2 million", "€ 1062.2 million"),
        ("EUR 0.5 million", "500,000 euros"),
        ("15 countries", "Fifteen countries"),
        ("1\u202f000\u202f000", "1,000,000"),
        ("on 3 May", "3 May"),
        ("5%", "5 per cent"),
        ("2021/1059", "2021/1059"),
        ("EUR 20,000 to 90,000", "between EUR 20,000 and EUR 90,000"),
        ("20 to 30 million euros", "EUR 20 million to EUR 30 million"),
        ("5-7 March 2024", "5 and 7 March 2024"),
        ("March 5, 2024", "2024-03-05"),
        ("first priority", "Priority 1"),
    ],
)
def test_one_figure_written_in_two_ways(one: str, other: str) -> None:
    """Two ways to write a figure are one figure."""
    assert figures_of(one) == figures_of(other)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to four partners", "≤"),
        ("no more than four partners", "≤"),
        ("could not have more than four partners", "≤"),
        ("four partners at most", "≤"),
        ("at least four partners", "≥"),
        ("not less than four partners", "≥"),
        ("four partners or more", "≥"),
        ("more than four partners", "＞"),
        ("fewer than four partners", "＜"),
        ("about four partners", "≈"),
        ("four partners", ""),
    ],
)
def test_bounds_are_read_however_they_are_said(text: str, bound: str) -> None:
    """A bound before, behind or around a figure is one sign."""
    [figure] = read_figures(unify_bounds(text))

    assert (figure.value, figure.bound) == ("4", bound)


TOLD = "The call drew 151 proposals: 93 standard (EUR 101 million) and 58 small ones, of up to 18 months."
DATES = "The call opened in August 2023 and closed on 9 February 2024."


@pytest.mark.parametrize(
    ("told", "said", "held"),
    [
        (TOLD, "151 proposals", True),
        (TOLD, "58 were small", True),
        (TOLD, "58 were standard", False),
        (TOLD, "101 proposals", False),
        (TOLD, "EUR 101 million", True),
        (TOLD, "about EUR 100 million", False),
        (TOLD, "EUR 101 billion", False),
        (TOLD, "at most 18 months", True),
        (TOLD, "18 months", False),
        (TOLD, "at least 18 months", False),
        (TOLD, "at most 18 years", False),
        (TOLD, "151 countries", False),
        ("It has EUR 97.27 million.", "about EUR 97 million", True),
        ("It has EUR 97.27 million.", "EUR 97 million", False),
        ("| Budget (EUR million): 97.27", "EUR 97.27 million", True),
        (DATES, "It opened in August 2023.", True),
        (DATES, "It closed in August 2023.", False),
        (DATES, "It closed in February 2024.", True),
        (DATES, "It closed on 9 February 2023.", False),
        ("It ran from May 2020 to June 2021.", "It started in June 2021.", False),
        ("The deadline was moved from 1 May 2020 to 3 June 2020.", "The deadline was 1 May 2020 at first.", True),
    ],
)
def test_a_figure_is_held_with_what_it_says(told: str, said: str, held: bool) -> None:
    """The same number under another bound, unit, date or noun is another figure."""
    there = read_figures(unify_bounds(told))
    figures = read_figures(unify_bounds(said))

    assert figures
    assert all(covers(there, told, figure, False, says_same) for figure in figures) is held


def test_an_upper_bound_may_be_said_by_can() -> None:
    """What "can run 18 months" says, "up to 18 months" does."""
    [figure] = [figure for figure in read_figures("It can run 18 months.") if figure.kind == "amount"]

    assert covers(read_figures(unify_bounds(TOLD)), TOLD, figure, True, says_same)
