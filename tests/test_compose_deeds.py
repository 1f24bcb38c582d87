"""What somebody did in a period: which rows of a chronology tell it."""

import pytest
from libraries import make_library

from kb.extract import Composed, compose_answer
from kb.gloss import gloss, packaged_lexicon
from kb.index import Index
from kb.lookup import look_up

LIBRARY = {
    "chronology.md": """# Chronology of the harbour

| Date: 3 May 2022 | Event: The Council decides to take down the old crane. | Where: Quay
| Date: 9 June 2022 | Event: The Pilot Club sends an amended letter to the Council on the sands. | Where: Quay
| Date: 7 July 2022 | Event: The Council approves the new lighthouse of the Pilot Club. | Where: Mole
| Date: 8 August 2022 | Event: The Council proposes a fee for all ships. | Where: Mole
| Date: 9 September 2022 | Event: The fee for small boats is suspended by the court. | Where: Mole
| Date: 4 May 2023 | Event: The European Council amends the fee for ships. | Where: Mole
""",
    "other.md": "# Other\n\nThe Council is a body of nine people. The court sits in the hall.\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a chronology of what a council, a club and a court did."""
    return make_library(tmp_path_factory.mktemp("deeds"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What did the Council decide in 2022?", ["3 May 2022", "7 July 2022"]),
        ("Which decisions did the Council take in the first half of 2022?", ["3 May 2022"]),
        ("What did the Council do in 2022?", ["3 May 2022", "7 July 2022", "8 August 2022"]),
        ("What did the Council propose in 2022?", ["8 August 2022"]),
        ("What has the Council approved since 2021?", ["7 July 2022"]),
        ("What did the Pilot Club do in 2022?", ["9 June 2022"]),
        ("What was decided in 2022?", ["3 May 2022", "7 July 2022", "9 September 2022"]),
        ("Which decisions were taken by the Council in 2022?", ["3 May 2022", "7 July 2022"]),
        ("What proposals did the Council make in 2022?", ["8 August 2022"]),
        ("What was suspended in September 2022?", ["9 September 2022"]),
        ("What did the Council decide on the crane in 2022?", ["3 May 2022"]),
        ("What did the European Council decide in 2023?", ["4 May 2023"]),
    ],
)
def test_what_somebody_did_is_told_by_all_rows_that_begin_with_them(
    question: str, days: list[str], library: Index
) -> None:
    """Who is only written to did nothing, and what was proposed was not decided."""
    composed = compose(library, question)

    assert composed.direct
    assert [quotation.shown.split(" – ")[0].removeprefix("- ") for quotation in composed.quotations] == days


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Qu'est-ce que le Council a décidé en 2022 ?"),
        ("it", "Cosa ha deciso il Council nel 2022?"),
        ("ro", "Ce a decis Council în 2022?"),
    ],
)
def test_what_is_glossed_asks_the_same(language: str, question: str, library: Index) -> None:
    """A question in another language has no "did" when it is glossed."""
    composed = compose(library, gloss(question, packaged_lexicon(language)))

    assert [quotation.shown[:8] for quotation in composed.quotations] == ["- 3 May ", "- 7 July"]


@pytest.mark.parametrize(
    "question",
    [
        "What did the Council decide?",
        "What did the court propose in 2022?",
        "What did the Council decide in 2019?",
        "What did the Council decide on the submarine in 2022?",
        "What did the Council say in 2022?",
        "How did the Council decide in 2022?",
    ],
)
def test_without_a_period_or_a_row_there_is_no_such_list(question: str, library: Index) -> None:
    """Nothing is told of another time, deed or thing as if it were all that was done."""
    assert not compose(library, question).direct
