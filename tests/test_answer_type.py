"""The type of what answers a question, and whether a text holds it."""

import pytest

from kb.answer_type import answer_type, holds_type, shown_by_language
from kb.words import term_set


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is the director of the Harbour Agency?", "person"),
        ("Who heads the joint secretariat?", "person"),
        ("who chaired the meeting in Riga", "person"),
        ("team leader of the project?", "person"),
        ("What is the name of the head of the office?", "person"),
        ("Who manages the programme?", ""),  # an authority may
        ("Who is the contact for the network?", "contact"),
        ("Who are our contacts?", "contact"),
        ("Who made contact with Rome?", ""),
        ("In which language do we apply?", "language"),
        ("Could the application be written in Polish?", "language"),
        ("May one apply in Greek to the second call?", "language"),
        ("Which Polish partners apply in Polish regions?", ""),
        ("What is a ferry called in Polish?", ""),  # a translation is asked for
        ("How big is the fund for small projects?", "money"),
        ("How large was the second call?", "money"),
        ("How big is the area?", ""),
        ("What is the smallest grant of a project?", "money"),
        ("How high is the tower?", "length"),
        ("How high is the co-financing of partners?", "share"),
        ("When was she born?", "age"),
        ("When did the call close?", "date"),
        ("In which year was it adopted?", "date"),
        ("Where is the office?", "place"),
        ("In which town did they meet?", "place"),
        ("Where can I apply?", ""),
        ("How much money does it have?", "money"),
        ("What is the budget of the fund?", "money"),
        ("Who pays for simplified cost options?", ""),
        ("What is the co-financing rate?", "share"),
        ("What share of the money goes to roads?", "share"),
        ("Which programmes share the same office?", ""),
        ("How many projects were approved?", "number"),
        ("What is the phone number of the office?", ""),
        ("How many months may a project last?", "duration"),
        ("How long is the border between the two?", "length"),
        ("What is a branch office?", ""),
        ("", ""),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str) -> None:
    """The question's own words say the type; where they do not, any text may answer."""
    assert answer_type(question) == kind


@pytest.mark.parametrize(
    ("kind", "held", "not_held"),
    [
        ("person", "Anna Kowalska – Head of the Unit", "The Joint Secretariat is hosted by the Regional Office."),
        ("person", "Its director is Dubravka Šuica.", "Particip GmbH – leader of the consortium"),
        ("language", "Applications were made in English only.", "Each call needed one Polish partner."),
        ("language", "The language of the form is French.", "It is sold in Polish shops."),
        ("age", "He was born on 3 May 1970.", "He has been in office since 3 May 2020."),
        ("date", "It closed on 31 August 2023.", "It closed after ninety days."),
        ("date", "It closed on 3 May (from the list of 2014-2020).", "Members: Georgia (from the list of 2014-2020)"),
        ("date", "It joined in 2019 (state: May 2020).", "It is a member (state: May 2020)."),
        ("place", "They met in Lublin in February.", "They met for the first time in February."),
        ("place", "When: 2 May | Where: Riga", "When: 2 May | What: meeting"),
        ("place", "When: 2 May | Where: Riga", "When: 2 May | Where: not known"),
        ("contact", "Ask Ada Lopez.", "There is a page on rivers."),
        ("contact", "The joint secretariat of the basin", "A library, with its events."),
        ("contact", "rivers@basin.example", "The contact."),
        ("money", "EUR 44 million were there.", "44 partners were there."),
        ("share", "The EU pays 90%.", "The EU pays for most."),
        ("number", "Of twelve proposals none was chosen.", "No proposals were chosen."),
        ("duration", "It may last up to 24 months.", "It may last as the guide says."),
        ("length", "The river is 120 km long.", "The river is the border."),
        ("", "Whatever.", ""),
    ],
)
def test_what_a_text_holds(kind: str, held: str, not_held: str) -> None:
    """A text of the type holds it; one about the same thing without it does not."""
    assert holds_type(kind, held, frozenset())
    assert not kind or not holds_type(kind, not_held, frozenset())


def test_what_the_question_says_answers_nothing() -> None:
    """The name, place or year that stands in the question itself is no answer to it."""
    asked = term_set("In which town did Marta Kos meet the council of Riga in 2023?")

    assert not holds_type("place", "They met in Riga.", asked)
    assert not holds_type("person", "Marta Kos met the council.", asked)
    assert not holds_type("date", "They met in 2023.", asked)
    assert holds_type("date", "They met on 4 May 2023.", asked)


def test_a_language_that_is_told_answers_whether_it_is_another() -> None:
    question = "Could the application be written in Polish or Ukrainian?"
    assert shown_by_language(question, "Applications were made in English only.") == term_set("Polish Ukrainian")
    assert not shown_by_language(question, "Each application needed one Polish partner.")
    assert not shown_by_language("Which Polish partners are there?", "Applications were made in English only.")
