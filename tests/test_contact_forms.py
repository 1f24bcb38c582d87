"""What a contact detail looks like, whatever the words beside it."""

import pytest

from kb.contact_forms import absent_forms

ADDRESSES = [
    "2A Dimitrie Ralet Street, Riga",
    "8 Mihai Eminescu street, 720183 Suceava",
    "1053 Budapest, Harbour utca 2, 4th floor",
    "Bulevardul Unirii 14, 050706 Bucharest",
    "12b Mill Lane",
]
OTHERS = [
    "In July 2021 the office told no address.",
    "It opened on 12 December 2022, with EUR 54,050,004.",
    "It pays for four road projects and line 101, Riga and Narva.",
    "Since 2022, the office is in Riga.",
]


@pytest.mark.parametrize(
    "question", ["On which street is it?", "postal address of the board", "Do they have a mailing address?"]
)
def test_a_postal_address_is_told_by_a_house_number_or_a_street(question: str) -> None:
    """A day, a year or an amount is no house number."""
    assert [absent_forms(question, told) for told in ADDRESSES] == [[]] * len(ADDRESSES)
    assert [absent_forms(question, told) for told in OTHERS] == [["postal address"]] * len(OTHERS)


def test_a_question_for_no_contact_detail_misses_none() -> None:
    """Where a body sits is told by its town."""
    assert absent_forms("Where is the board?", "It is in Riga.") == []
