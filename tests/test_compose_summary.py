"""Summaries of documents and sections, and attributes from a table at a glance."""

import pytest
from libraries import make_library

from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up

LIBRARY = {
    "alpine.md": """# Alpine North

Alpine North is a programme for villages in the mountains. Its first year was hard.

Sources: https://example.eu/alpine (as of 2024)

## At a glance

| Item: Strand | Alpine North: Strand A
| Item: Code | Alpine North: Not known: nobody gave it
| Item: Countries | Alpine North: Austria and Italy
| Item: EU contribution | Alpine North: EUR 5 million
| Item: Total budget | Alpine North: EUR 7 million
| Item: Adoption | Alpine North: 3 November 2022
| Item: Website | Alpine North: https://alpine.example.eu

## Money

The draft budget of Alpine North was EUR 9 million. Half of the draft budget was for roads.

## Past of the programme

Alpine North followed Old Alps. Old Alps ended in 2013.
""",
    "helpers.md": """# The helpers

The helpers are volunteers who carry letters.

## Places of work

The helpers work in six towns.

## What they carry

The helpers carry two things:

- letters
- parcels
""",
    "baltic.md": """# Baltic West

Baltic West is a programme at the sea. It has no table.

## Seaside

Ships of Baltic West sail to Riga.
""",
}

SUBJECTS = {
    "terms.md": """# Terms

The terms of the ferry office are told below.

## Ferry Tool (FT)

The Ferry Tool (FT) is the programme for time-tables of the Sea Office. More on the Ferry Tool is in Tools.

## E-mail of the Ferry Tool

The e-mail of the Ferry Tool is ferry@example.eu.

## Sea Office

The Sea Office is the department for ships in Riga.

## Crew list

A crew list is a list of all people on board.
""",
    "offices.md": """# Offices

The offices are told below.

## Sea Office

The Sea Office is the department in Riga for ships, founded in 1999. The Sea Office deals with ferries and tides.
Anna Berg leads the Sea Office. The head before Anna Berg is not known. The e-mail of the Sea Office is sea@example.eu.

| Name: Anna Berg | Function: Head of the Sea Office | E-mail: anna@example.eu

### Tides

The Sea Office prints a book of tides every year. Lighthouses have a book of their own.

## Post of Carl Dahl

Earlier, Carl Dahl was named as captain of the Aurora.

## People of the harbour

Carl Dahl is the pilot of the harbour.
""",
    "past.md": """# Past

The past is told below.

## Sea Office

The Sea Office has been the department in Riga for ships since 1999. The Sea Office came out of the Salt Board.
""",
    "aurora.md": """# Aurora

Aurora is a ship.

## Crew list

Bo is on the crew list of Aurora.

## Cabins

Aurora has cabins of two kinds.

## Large cabins

The large cabins have four beds. They are painted white. They are cold.
""",
    "borealis.md": """# Borealis

Borealis is a ship.

## Crew list

Cy is on the crew list of Borealis.
""",
    "papers.md": """# Papers of the harbour

Papers of the harbour are kept in a box.

## Report of the Sea Office

Annual report 7/1998 of the Sea Office is about tides. It finds the tides too high.

## Rule (EU) 12/1997: who pays

Rule 12/1997 says that all ships pay. It was signed in Riga.
""",
    "meetings.md": """# Meetings of the Sea Office

Meetings of the Sea Office are held every week. Cakes are brought by the pilots.
""",
    "closing.md": """# The closing of the harbour for sailing ships in 1970

The harbour was closed for sailing ships in 1970. Steamers could still call.
""",
    "lake.md": """# Lakes

The lakes are told below.

## Lake Ghost

Nothing on Lake Ghost is known: it was not found on any map. Lake Ghost would be the tenth lake.
""",
}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with sections on one office in three documents, and on crew lists in one for each ship."""
    return make_library(tmp_path_factory.mktemp("offices"), SUBJECTS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of two programmes, one with a table at a glance, and of a document without one."""
    return make_library(tmp_path_factory.mktemp("summaries"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


GLANCE = [
    "Alpine North is a programme for villages in the mountains.",
    "Countries: Austria and Italy",
    "EU contribution: EUR 5 million",
    "Total budget: EUR 7 million",
    "Adoption: 3 November 2022",
    "Website: https://alpine.example.eu",
]
HELPERS = [
    "The helpers are volunteers who carry letters.",
    "Places of work: The helpers work in six towns.",
    "The helpers carry two things:\n- letters\n- parcels",
]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Tell me about Alpine North", GLANCE),
        ("Can you give me an overview of Alpine North?", GLANCE),
        ("What is Alpine North?", GLANCE),
        ("Summarise the programme Alpine North.", GLANCE),
        ("What should I know about Alpine North?", GLANCE),
        ("Brief me on Alpine North", GLANCE),
        ("Can you give us the gist of Alpine North?", GLANCE),
        ("Key facts on Alpine North", GLANCE),
        ("Explain Alpine North", GLANCE),
        ("What is in the document The helpers?", HELPERS),
        ("What is the document The helpers about?", HELPERS),
        ("Summarise the past of Alpine North", ["Alpine North followed Old Alps.", "Old Alps ended in 2013."]),
        ("What's the budget of Alpine North?", ["EU contribution: EUR 5 million", "Total budget: EUR 7 million"]),
        ("total budget of Alpine North", ["Total budget: EUR 7 million"]),
        ("When was Alpine North approved?", ["Adoption: 3 November 2022"]),
    ],
)
def test_a_summary_or_an_attribute_is_told_from_the_structure(small: Index, question: str, lines: list[str]) -> None:
    """An overview is the defining sentence and the main rows, an attribute the rows on it, in the table's order."""
    composed = compose(small, question)
    assert composed.direct
    assert [quotation.shown.removeprefix("Alpine North – ") for quotation in composed.quotations] == lines


@pytest.mark.parametrize(
    "question",
    [
        "What was the draft budget of Alpine North?",
        "What is the budget of Baltic West?",
        "Why has Alpine North a budget?",
        "What is Baltic West?",
        "Tell me about the ships of Alpine North",
        "Tell me about the moon",
        "Explain why Alpine North has a budget",
        "Explain to me who carries letters",
        "What should I know about ships when I am in Alpine North?",
    ],
)
def test_what_is_no_summary_and_no_row_is_left_to_other_answers(small: Index, question: str) -> None:
    """A question that asks for more than a row or document is about gets no rows as if they were certain."""
    assert not compose(small, question).direct


def test_a_row_that_says_not_known_is_no_answer(small: Index) -> None:
    """An attribute that the table calls not known is told as such."""
    composed = compose(small, "What is the code of Alpine North?")
    assert composed.unknown
    assert [quotation.quote for quotation in composed.quotations] == [
        "Item: Code | Alpine North: Not known: nobody gave it"
    ]


@pytest.mark.parametrize("question", ["Tell me about Alpine North", "Summarise The helpers", "budget of Alpine North"])
def test_quotations_stand_at_their_offsets(small: Index, question: str) -> None:
    """Each quotation is the stretch of the page that it says it is."""
    for quotation in compose(small, question).quotations:
        text = small.text_of(quotation.hit.source, quotation.hit.page)
        assert text[quotation.start : quotation.end] == quotation.quote


REPORT = ["Annual report 7/1998 of the Sea Office is about tides.", "It finds the tides too high."]
OFFICE = [
    "The Sea Office is the department in Riga for ships, founded in 1999.",
    "The Sea Office deals with ferries and tides.",
    "Anna Berg leads the Sea Office.",
    "The Sea Office prints a book of tides every year.",
    "The Sea Office came out of the Salt Board.",
]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Tell me about the Sea Office", OFFICE),
        ("What can you tell me about the Sea Office?", OFFICE),
        ("I would like to know more about the Sea Office", OFFICE),
        ("More information on the Sea Office, please", OFFICE),
        ("Tell me about the Ferry Tool", ["The Ferry Tool (FT) is the programme for time-tables of the Sea Office."]),
        ("Tell me about FT", ["The Ferry Tool (FT) is the programme for time-tables of the Sea Office."]),
        (
            "Tell me about Carl Dahl",
            ["Carl Dahl is the pilot of the harbour.", "Earlier, Carl Dahl was named as captain of the Aurora."],
        ),
        ("Explain the crew list principle", ["A crew list is a list of all people on board."]),
        ("Summarise the annual report of the Sea Office", REPORT),
        ("What are the main findings of annual report 7/1998?", REPORT),
        ("What did the annual report find?", REPORT),
        ("Key points of rule 12/1997", ["Rule 12/1997 says that all ships pay.", "It was signed in Riga."]),
        (
            "Describe the cabins of Aurora",
            ["Aurora has cabins of two kinds.", "The large cabins have four beds.", "They are painted white."],
        ),
        ("Tell me about crew lists", ["A crew list is a list of all people on board."]),
        ("Tell me about the crew list of Borealis", ["Cy is on the crew list of Borealis."]),
        (
            "Tell me about the closing",
            ["The harbour was closed for sailing ships in 1970.", "Steamers could still call."],
        ),
        (
            "Tell me about Lake Ghost",
            [
                "Nothing on Lake Ghost is known: it was not found on any map.",
                "Lake Ghost would be the tenth lake.",
            ],
        ),
    ],
)
def test_a_subject_is_told_from_its_sections(offices: Index, question: str, lines: list[str]) -> None:
    """What it is comes first, then the richest section, then what others add; no address, no repetition, no aside."""
    assert [quotation.shown for quotation in compose(offices, question).quotations] == lines


def test_who_to_write_to_is_told_when_asked_for(offices: Index) -> None:
    """A summary leaves addresses out, but not one of an address."""
    [quotation] = compose(offices, "Tell me about the e-mail of the Ferry Tool").quotations
    assert quotation.shown == "The e-mail of the Ferry Tool is ferry@example.eu."


@pytest.mark.parametrize("name", ["DG ENEST", "DG MENA", "DG REGIO", "Interact", "Jems", "IVY", "Kolarctic", "the ENP"])
def test_the_shipped_library_tells_a_subject_in_a_few_lines(shipped: Index, name: str) -> None:
    """A body, tool or programme is told in two to six lines, the first of which says what it is, each only once."""
    shown = [quotation.shown for quotation in compose(shipped, f"Tell me about {name}").quotations]
    assert 2 <= len(shown) <= 6
    assert any(word in shown[0] for word in (" is ", " was ", " stands for "))
    assert len(set(shown)) == len(shown)
    assert not any("@" in line for line in shown)


def test_the_shipped_library_tells_a_programme_by_its_table(shipped: Index) -> None:
    """A programme's budget is led by its EU money, and its overview by what it is."""
    assert "EU contribution" in compose(shipped, "What's the budget of NEXT MED?").quotations[0].quote
    assert " is the Interreg NEXT " in compose(shipped, "Tell me about HUSKROUA").quotations[0].quote
