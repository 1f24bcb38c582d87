"""What says a bound that a question asks for."""

import pytest

from kb.bounds import shown_bounds
from kb.words import stem


@pytest.mark.parametrize(
    ("question", "told", "shown"),
    [
        ("What is the maximum share?", "The EU pays up to 90%.", {"maximum"}),
        ("What is the maximum share?", "The EU pays at least 10%.", set()),
        ("Min. number of partners?", "It needs at least two partners.", {"min"}),
        ("Maximum number of partners?", "It needs at most six partners.", {"maximum"}),
        ("Maximum number of partners?", "It has up to EUR 90,000 for two partners.", set()),
        ("What is the minimum amount?", "A grant has EUR 20,000 to 90,000.", {"minimum"}),
        ("What is the minimum amount?", "A grant has up to EUR 90,000.", set()),
        ("What is the maximum amount?", "A project runs for up to 24 months.", set()),
        ("What is the maximum amount?", "A grant is not less than EUR 20,000.", set()),
        ("What is the minimum amount?", "A grant is not less than EUR 20,000.", {"minimum"}),
        ("What is the minimum amount?", "A grant is no more than EUR 20,000.", set()),
        ("What is the maximum amount?", "A grant is no more than 20,000 EUR.", {"maximum"}),
        ("What is the maximum amount?", "A grant is under EUR 20,000.", {"maximum"}),
        ("What is the maximum amount?", "The maximum of EUR 20,000 is paid at once.", {"maximum"}),
        ("What is the minimum amount?", "Grants from EUR 20,000 are paid.", {"minimum"}),
        ("What is the minimum amount?", "A grant is more than EUR 20,000.", {"minimum"}),
        ("What is the max. duration of a project?", "It runs for up to one year.", {"max"}),
        ("What is the max. duration of a project?", "It runs for 12 to 24 months.", {"max"}),
        ("What is the max. duration of a project?", "It runs for up to the last months.", set()),
        ("What is the minimum number of project partners?", "It needs at least two partners.", {"minimum"}),
        ("What is the minimum number of partners?", "Letters from all partners are needed.", set()),
        ("What is the maximum rate?", "The EU pays 50 to 90%.", {"maximum"}),
        ("Maximum number of partners?", "It needs at most six EU-funded partners.", {"maximum"}),
        ("What is the smallest grant?", "A project gets EUR 20,000 to 90,000.", {"smallest"}),
        ("What is the maximum grant?", "A project gets EUR 20,000 to 90,000.", {"maximum"}),
        ("What is the smallest grant?", "A project gets up to EUR 90,000.", set()),
        ("What is the smallest amount for the largest town?", "A town gets EUR 20,000 to 90,000.", {"smallest"}),
        ("What is the amount?", "A grant has up to EUR 90,000.", set()),
        ("What is the maximum?", "A grant has up to EUR 90,000.", set()),
    ],
)
def test_a_bound_is_told_by_what_says_it(question: str, told: str, shown: set[str]) -> None:
    """No text says "maximum" that says "up to"; the other bound, or one of other things, is not the one asked for."""
    assert shown_bounds(question, told) == frozenset(map(stem, shown))
