"""How a text gives a cause or an aim."""

import re

import pytest

from kb.cause_forms import AIM, CAUSE


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("More boats were planned until the ferry was suspended.", True),
        ("The figure dates from when boats with Narva were still planned.", True),
        ("It is EUR 5 million, from a time when boats to Narva were planned.", True),
        ("At the time of the figure, boats to Narva were still planned.", True),
        ("The stop was the answer to the storm.", True),
        ("All ferries were stopped after the second attack of the pirates.", True),
        ("It became a line of two ports after Narva was suspended.", True),
        # What only tells a time.
        ("The call ran until 3 May.", False),
        ("It is dated from 3 May to 5 June.", False),
        ("It is EUR 5 million after the amendment.", False),
        ("It opened after the meeting was held.", False),
        ("At that time the office was in Riga.", False),
    ],
)
def test_a_cause_is_no_time(text: str, *, gives: bool) -> None:
    assert bool(CAUSE.search(text)) is gives


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("It was moved to help the poor.", True),
        ("It was changed to harmonise the rules.", True),
        ("The name points to cohesion.", False),
        ("It is the decision to stop the ferry.", False),
        ("It was the first to be adopted.", False),
    ],
)
def test_not_every_to_tells_an_aim(text: str, *, gives: bool) -> None:
    assert bool(re.search(rf"\b{AIM}\b", text)) is gives
