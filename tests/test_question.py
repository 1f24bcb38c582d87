"""What a question asks for, in the words of staff."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.question import Kind, defined_term, defines, first_plural, holds_kind, kind_of, listed_thing
from kb.words import terms

# question, its kind, the thing it wants listed
QUESTIONS = [
    ("Which programmes are there?", Kind.LIST, "programm"),
    ("which programmes are there", Kind.LIST, "programm"),
    ("What programmes exist?", Kind.LIST, "programm"),
    ("What are the four aims of Interact in the network?", Kind.LIST, "aim"),
    ("What were the priorities of ENI CBC?", Kind.LIST, "prioriti"),
    ("List all programmes", Kind.LIST, "programm"),
    ("Please list the priorities of NEXT MED", Kind.LIST, "prioriti"),
    ("Can you list the programmes?", Kind.LIST, "programm"),
    ("Name the seven NEXT programmes", Kind.LIST, "programm"),
    ("Show me all calls", Kind.LIST, "call"),
    ("Which are the two regional offices?", Kind.LIST, "offic"),
    ("Give me the e-mail addresses of the secretariats", Kind.LIST, "address"),
    ("Tell me the priorities of HUSKROUA", Kind.LIST, "prioriti"),
    ("Which countries take part in NEXT MED?", Kind.LIST, "countri"),
    ("Which bodies run the programme?", Kind.LIST, "bodi"),
    ("Which Ukrainian regions are covered by Romania-Ukraine?", Kind.LIST, "region"),
    ("Which of the programmes are in strand B?", Kind.LIST, "programm"),
    ("And which programmes came before?", Kind.LIST, "programm"),
    ("So what are the priorities?", Kind.LIST, "prioriti"),
    ("What events were there in 2024?", Kind.LIST, "event"),
    ("Who are the members of the monitoring committee?", Kind.LIST, "member"),
    ("Who are the contacts for Jems?", Kind.LIST, "contact"),
    ("Who is the contact for the Interreg NEXT network?", Kind.WHO, ""),
    ("Who runs NEXT MED?", Kind.WHO, ""),
    ("Whom do I ask about Jems?", Kind.WHO, ""),
    ("Whose job is it?", Kind.WHO, ""),
    ("contact for small project funds", Kind.WHO, ""),
    ("What's the contact's e-mail?", Kind.WHO, ""),
    ("When did the Commission adopt HUSKROUA?", Kind.WHEN, ""),
    ("What is the deadline of the first call?", Kind.WHEN, ""),
    ("Which year did ENI CBC start?", Kind.WHEN, ""),
    ("In which year did ENI CBC start?", Kind.WHEN, ""),
    ("Since what year does ENPI exist?", Kind.WHEN, ""),
    ("How many countries take part in the Black Sea programme?", Kind.COUNT, ""),
    ("What is the number of calls?", Kind.COUNT, ""),
    ("number of projects in PL-UA", Kind.COUNT, ""),
    ("What is the phone number of Marko Ruokangas?", Kind.OTHER, ""),
    ("telephone number of Interact", Kind.OTHER, ""),
    ("How much money does NEXT MED have?", Kind.MONEY, ""),
    ("What is the budget of Interreg NEXT MED?", Kind.MONEY, ""),
    ("How big is the whole budget of Interreg Aurora?", Kind.MONEY, ""),
    ("What is Jems?", Kind.OTHER, ""),
    ("What does TESIM do for us?", Kind.OTHER, ""),
    ("What do the secretariats do?", Kind.OTHER, ""),
    ("what happens next?", Kind.OTHER, ""),
    ("What is the status of the network?", Kind.OTHER, ""),
    ("Which business does it support?", Kind.OTHER, ""),
    ("Which is the largest programme?", Kind.OTHER, ""),
    ("Where are the branch offices?", Kind.LIST, "offic"),
    ("Why was cooperation with Russia suspended?", Kind.OTHER, ""),
    ("What came before Interreg NEXT?", Kind.OTHER, ""),
    ("", Kind.OTHER, ""),
    ("?", Kind.OTHER, ""),
]

# kind, question, a text, whether it holds what was asked for
HELD = [
    (Kind.COUNT, "How many countries?", "Eight countries take part.", True),
    (Kind.COUNT, "How many countries?", "15 countries take part.", True),
    (Kind.COUNT, "How many countries?", "Some countries take part since 2021.", False),
    (Kind.COUNT, "How many of the seven programmes?", "The seven programmes.", False),
    (Kind.COUNT, "How many calls?", "On 3 November 2022 it opened.", False),
    (Kind.MONEY, "How much?", "It has EUR 187.4 million.", True),
    (Kind.MONEY, "How much?", "It has 3 million.", True),
    (Kind.MONEY, "How much?", "The rate is 90 %.", True),
    (Kind.MONEY, "How much?", "It has seven partners.", False),
    (Kind.WHEN, "When was it adopted?", "It was adopted on 3 November 2022.", True),
    (Kind.WHEN, "When was it adopted?", "It came in the 20th century.", True),
    (Kind.WHEN, "When did ENI start in 2014?", "ENI 2014 is over.", False),
    (Kind.WHEN, "When was it adopted?", "It was adopted in due time.", False),
    (Kind.WHO, "Who runs NEXT MED?", "Sardinia runs NEXT MED.", True),
    (Kind.WHO, "Who runs NEXT MED?", "NEXT MED is run by somebody.", False),
    (Kind.LIST, "Which programmes?", "", True),
    (Kind.OTHER, "Why?", "", True),
]


@pytest.mark.parametrize(("question", "kind", "thing"), QUESTIONS)
def test_kind_of_a_question(question: str, kind: Kind, thing: str) -> None:
    """The words of a question tell its kind, and a list question what it wants listed."""
    assert (kind_of(question), listed_thing(question)) == (kind, thing)


@pytest.mark.parametrize(("kind", "question", "text", "held"), HELD)
def test_what_a_text_must_hold(kind: Kind, question: str, text: str, held: bool) -> None:
    """A text holds what the kind asks for only in what the question did not already say."""
    assert holds_kind(kind, text, frozenset(terms(question))) == held


@pytest.mark.parametrize(
    ("words", "stemmed"),
    [
        ("The seven programmes are", "programm"),
        ("The status of this process", ""),
        ("Member countries and regions", "countri"),
        ("NEXT's budget", ""),
        ("The people in charge", "peopl"),
        ("", ""),
        ("besides the secretariat", ""),
    ],
)
def test_first_plural(words: str, stemmed: str) -> None:
    """The first plural counts; words that only end in s do not."""
    assert first_plural(words.split()) == stemmed


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is TESIM?", "TESIM"),
        ("what does Jems stand for?", "Jems"),
        ("What does LSF mean?", "LSF"),
        ("Explain the small project fund", "small project fund"),
        ("What are branch offices?", "branch offices"),
        ("Who is Marko Ruokangas?", "Marko Ruokangas"),
        ("Which programmes are there?", ""),
        ("When was it?", ""),
        ("", ""),
    ],
)
def test_what_is_to_be_defined(question: str, thing: str) -> None:
    """A question of what something is names what is to be defined."""
    assert defined_term(question) == frozenset(terms(thing))


@pytest.mark.parametrize(
    ("text", "thing", "held"),
    [
        ("TESIM is the technical support project.", "TESIM", True),
        ("The small project fund (SPF) is a fund.", "small project fund", True),
        ("Jems stands for joint electronic monitoring system.", "Jems", True),
        ("Abbreviation: MA | Stands for: managing authority", "MA", True),
        ("The head of TESIM is new.", "TESIM", False),
        ("TESIM in TESIM stands for technical support.", "TESIM", False),
        ("Nobody knows TESIM.", "TESIM", False),
        ("TESIM is the technical support project.", "", False),
    ],
)
def test_a_text_that_defines(text: str, thing: str, held: bool) -> None:
    """A text defines what it begins with, followed by a verb of being or meaning."""
    assert defines(text, frozenset(terms(thing))) == held


@given(st.text(max_size=100))
def test_every_question_has_one_kind(question: str) -> None:
    """Any text at all has a kind, and a thing to list just when it asks for a list."""
    assert (kind_of(question) is Kind.LIST) == bool(listed_thing(question))
