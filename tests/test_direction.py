"""Who does what to whom, and in which order: the same words, another statement."""

import pytest

from kb.direction import is_reversed, mixes_clauses

WRITTEN = "The report was written for DG NEAR by a consortium led by GDSI Limited."
JOINED = "Dubravka Šuica was the Commissioner responsible for DG MENA, and Stefano Sannino led DG MENA."


@pytest.mark.parametrize(
    ("said", "told", "reversed_"),
    [
        ("Beta preceded Alpha.", "Alpha followed Beta.", False),
        ("Beta followed Alpha.", "Alpha followed Beta.", True),
        ("Alpha is the successor of Beta.", "The predecessor of Alpha was Beta.", False),
        ("Beta followed Alpha.", "Name: Alpha. The predecessor was called Beta", True),
        ("Money went from Gamma to Delta.", "EUR 5 went from Gamma to Delta.", False),
        ("Money went from Delta to Gamma.", "EUR 5 went from Gamma to Delta.", True),
        ("GDSI Limited wrote the report for DG NEAR.", WRITTEN, False),
        ("DG NEAR wrote the report for GDSI Limited.", WRITTEN, True),
        ("GDSI Limited led a consortium.", WRITTEN, False),
        ("DG NEAR led a consortium.", WRITTEN, True),
    ],
)
def test_direction(said: str, told: str, reversed_: bool) -> None:
    """What stands before and behind "followed", "from", "to", "by" and "for" must stay there."""
    assert is_reversed(said, told) is reversed_


@pytest.mark.parametrize(
    ("said", "told", "mixed"),
    [
        ("Stefano Sannino led DG MENA.", JOINED, False),
        ("Dubravka Šuica was the Commissioner responsible for DG MENA.", JOINED, False),
        ("Stefano Sannino was the Commissioner responsible for DG MENA.", JOINED, True),
        ("Mainz did not join.", "Basel joined, but Mainz did not.", False),
        ("The call closed in May.", "The call of Basel opened in April, and closed in May.", False),
    ],
)
def test_clauses_are_not_mixed(said: str, told: str, mixed: bool) -> None:
    """What one clause says of someone is not borne for someone of the other."""
    assert mixes_clauses(said, told) is mixed
