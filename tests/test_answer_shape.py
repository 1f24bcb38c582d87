"""What a question wants an answer to have besides its type, and whether a text has it."""

import pytest

from kb.answer_shape import absent_shapes, items_asked


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("What are the seven aims of the fund?", 7),
        ("Which 25 harbours took part?", 25),
        ("List the 12 aims", 12),
        ("names of the 28 projects approved in April", 28),
        ("Declaration of the young: the seven demands?", 7),
        ("Which two events does the page name?", 2),
        ("What do the seven programmes have in common?", 0),
        ("15 or 17 programmes?", 0),
        ("How many aims does the fund have?", 0),
        ("Which aims does the fund have?", 0),
        ("What happened in 2022?", 0),
        ("When did the second call close?", 0),
    ],
)
def test_how_many_things_are_to_be_named(question: str, number: int) -> None:
    """A number before what is asked for says how many; one elsewhere does not."""
    assert items_asked(question) == number


@pytest.mark.parametrize(
    ("question", "held", "not_held", "shape"),
    [
        (
            "What are the four aims of the fund?",
            "The fund has four aims: roads, bridges, schools and health.",
            "The fund has four aims and 12 partners.",
            "items",
        ),
        ("Which five towns take part?", "Towns:\nRiga\nNarva\nTartu\nBrest", "Five towns take part.", "items"),
        ("Which 3 towns?", "Town: Riga, Narva, Brest", "Town: three | Place: here", "items"),
        ("Why was the call extended?", "It was extended because of the flood.", "It was extended to 3 May.", "reason"),
        ("Why was it moved?", "It was moved to help the poor.", "It went to Interreg Aurora instead.", "reason"),
        ("What were the reasons for it?", "It followed, due to a breach.", "It came on 3 May 2023.", "reason"),
        ("For what reason was it moved?", "It dates from when it was planned.", "It came after the meeting.", "reason"),
        ("Who does what for the fund?", "Ada pays.", "", ""),
        ("What is the maximum grant?", "Grants of EUR 20,000 to 90,000.", "The grants are EUR 5 million.", "limit"),
        ("max number of partners", "A project needs at most five.", "There were 153 partners.", "limit"),
        (
            "What is the budget of the fund?",
            "The fund has EUR 30 million, after EUR 5 million more.",
            "The fund got EUR 30 million more.",
            "money",
        ),
        (
            "How much did it get on its own?",
            "It got EUR 5, of which 2 for roads.",
            "Together they got EUR 5.",
            "share of one",
        ),
        (
            "How much did the roads get separately?",
            "Roads only: EUR 2.",
            "Together they got EUR 5.",
            "share of one",
        ),
        ("Sums for boats and small roads separately", "EUR 2 for boats.\nEUR 5 for small roads.", "", ""),
        ("What does it cost per year?", "It costs EUR 5 a year.", "It costs EUR 5.", "figure of a year"),
        (
            "Who is the director of DG SEA?",
            "Anna Nowak, Director of DG SEA",
            "Directorate-General SEA: Anna Nowak",
            "person",
        ),
        (
            "Who was the director before Anna Nowak?",
            "Jan was its director until 2019, Anna Nowak succeeded him.",
            "Anna Nowak is its director.",
            "person",
        ),
        (
            "Who was the director before Jan Nowak?",
            "Ada Kos, director in 2022 and 2023; Jan Nowak is the director in 2025",
            "Jan Nowak is the director in 2025.",
            "person",
        ),
        ("Who is the predecessor of Jan?", "Jan succeeded Ada.", "Jan is the press officer.", "person"),
        ("How many people work at the agency?", "Its staff are 12.", "12 people came to the agency.", "number"),
        ("Which calls are open now?", "No call is known.", "The first call opened in May 2023.", "state of today"),
        ("Is the call currently open?", "It is open until May.", "The call opened in May 2023.", "state of today"),
        ("When does the next call open?", "A call is planned for May.", "The call closed on 3 May.", "time to come"),
        ("next monitoring committee of the fund", "No meeting was found.", "It met on 3 May.", "time to come"),
        ("When does the Next Med call open?", "The call opens.", "", ""),
        ("When will the tools be ready?", "The tools are planned for 2030.", "The tools: undated", "time to come"),
        ("Who is the lead partner?", "The lead partner is Anna Nowak.", "", ""),
    ],
)
def test_what_a_text_has_not(question: str, held: str, not_held: str, shape: str) -> None:
    """Named is what it lacks, nothing where it has it."""
    assert absent_shapes(question, held) == []
    assert absent_shapes(question, not_held) == ([shape] if shape else [])


@pytest.mark.parametrize("told", ["", " ", "\n", "|"])
def test_of_a_text_that_says_nothing(told: str) -> None:
    """It lacks everything."""
    assert absent_shapes("Why are the four aims at most these?", told) == ["reason", "limit"]
    assert absent_shapes("Which four aims, and why?", told) == ["items", "reason"]
