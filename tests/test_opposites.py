"""Whether a text tells the reverse of what is asked."""

import pytest

from kb.opposites import tells_reverse


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where is the lowest point of the town?", "The highest point of the town lies at 115 metres."),
        ("When was the harbour closed?", "The harbour was opened on 12 June 2002."),
        ("Which towns imported grain?", "The towns exported grain to the north."),
        ("What is not funded by the programme?", "Roads are funded by the programme."),
        ("What does the programme not fund?", "The programme funds roads."),
        ("Which towns weren't part of it?", "Riga and Narva were part of it."),
        ("What was never built?", "The bridge was built in 2004."),
        ("Which towns have no harbour?", "Riga has a harbour."),
        ("Which towns lack a harbour?", "Riga has a harbour."),
        ("Which costs are ineligible or unpopular?", "Travel costs are popular."),
        ("Which costs are popular?", "Travel costs are unpopular."),
        ("What captures the informal notion?", "It captures the formal notion."),
    ],
)
def test_the_reverse_is_told(question: str, told: str) -> None:
    """An opposite word or a prefix that denies turns a text round, and so does "not" in the question alone."""
    assert tells_reverse(question, told, {})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where is the lowest point of the town?", "The lowest point lies 40 metres below the highest point."),
        ("Which is the lowest or highest point?", "The highest point of the town lies at 115 metres."),
        ("How many came to the opening rounds?", "The rounds closed with 40 towns."),
        ("What is not funded by the programme?", "Roads without bridges are not funded."),
        ("What does the programme not fund?", "Roads are excluded."),
        ("Roads are funded, aren't they?", "Roads are funded."),
        ("Which towns have no harbour?", "Riga is without a harbour."),
        ("I have no idea who leads the fund?", "Ana leads the fund."),
        ("Roads or streets, isn't that the same?", "Roads are the same as streets."),
        ("Can towns that are not in the EU take part?", "Other towns may take part."),
        ("I don't know who leads the fund?", "Ana leads the fund."),
        ("Why can't we compare the towns?", "The towns counted in other ways."),
        ("Isn't it Riga?", "It is Riga."),
        ("Which information is there?", "The formation of the town is told."),
        ("Is it it?", "The unit is big."),
        ("How many towns took part?", "Three towns took part."),
    ],
)
def test_the_reverse_is_not_told(question: str, told: str) -> None:
    """What says the word itself, or asks for nothing that is denied, is not turned round."""
    assert not tells_reverse(question, told, {})


def test_a_word_that_is_met_in_another_way_is_not_turned_round() -> None:
    """The title, a synonym or the answer's order may say a word that the text does not."""
    question, told = "Where is the lowest point?", "The highest point lies at 115 metres."

    assert tells_reverse(question, told, {"lowest": 0.0, "point": 1.0})
    assert not tells_reverse(question, told, {"lowest": 0.9, "point": 1.0})
