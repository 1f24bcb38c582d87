"""Whole lists: which one a question gets, and that it is complete."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up

LIBRARY = {
    "overview.md": """# The programmes

## All of them

The three running programmes are:

- Alpine North
- Baltic West
- Coastal South

## Those on land

Two programmes are programmes on land:

- Alpine North
- Baltic West

## Compared

| Programme: Alpine North | Countries: Austria, Italy, Slovenia | Money: EUR 5 million
| Programme: Baltic West | Countries: Latvia, Estonia | Money: EUR 7 million
| Programme: Coastal South | Countries: Italy, Malta | Money: EUR 6 million
""",
    "baltic.md": """# Baltic West

Baltic West is a programme at the sea.

The two goals named for the projects of Baltic West are:

- Goal of growth
- Goal of peace

Baltic West has two Small Projects Funds:

- Fund for ports
- Fund for ships

## Area

The Latvian part of the Baltic West area is made up of two provinces:

- Kurzeme
- Vidzeme

The Estonian part of the Baltic West area is made up of three regions:

- Harju
- Saare
- Rapla
""",
    "alpine.md": """# Alpine North

Alpine North is a programme in the mountains. Its partners are listed here.

Alpine North has three types of projects:

- Small projects
- Regular projects
- Large projects

## Area

| Country: Austria | Regions in the Alpine North area: Tyrol, Salzburg and Carinthia
| Country: Italy | Regions in the Alpine North area: Veneto and Trentino

The strategy of Alpine North names four cities: Graz, Linz, Udine and Maribor.
""",
}
LATVIAN = "The Latvian part of the Baltic West area is made up of two provinces:"
ESTONIAN = "The Estonian part of the Baltic West area is made up of three regions:"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of an overview and one programme."""
    return make_library(tmp_path_factory.mktemp("lists"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


def test_kinds_of_a_thing_are_not_the_things(library: Index) -> None:
    """A list of types of projects is not surely one of projects; who asks for types gets it."""
    types = compose(library, "Which types of projects has Alpine North?")

    assert [one.shown.splitlines()[0] for one in types.quotations] == ["Alpine North has three types of projects:"]
    assert types.direct
    assert not compose(library, "Which projects does Baltic West fund?").direct
    assert compose(library, "Which projects funds has Baltic West?").direct
    assert not compose(library, "Which projects has Alpine North?").direct
    goals = compose(library, "Which goals are named for the projects of Baltic West?")
    assert goals.quotations[0].shown.startswith("The two goals named for the projects")


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "How much money has each programme?",
            [
                "- Alpine North – Money: EUR 5 million",
                "- Baltic West – Money: EUR 7 million",
                "- Coastal South – Money: EUR 6 million",
            ],
        ),
        (
            "Which countries take part in each of the three programmes?",
            [
                "- Alpine North – Countries: Austria, Italy, Slovenia",
                "- Baltic West – Countries: Latvia, Estonia",
                "- Coastal South – Countries: Italy, Malta",
            ],
        ),
        (
            "What is the money of every programme?",
            [
                "- Alpine North – Money: EUR 5 million",
                "- Baltic West – Money: EUR 7 million",
                "- Coastal South – Money: EUR 6 million",
            ],
        ),
    ],
)
def test_what_is_asked_of_each_is_told_of_each(question: str, lines: list[str], library: Index) -> None:
    """The whole column that tells it, and no other, each row a quotation of its own."""
    assert [quotation.shown for quotation in compose(library, question).quotations] == lines


def test_a_column_of_what_is_asked_is_told_over_all_rows(library: Index) -> None:
    """Of the programme that is named, where nobody asks for one country's; not the list that only has the word."""
    told = [quotation.shown for quotation in compose(library, "regions of Alpine North").quotations]
    one = [quotation.shown for quotation in compose(library, "Italian regions of Alpine North").quotations]

    assert told == [
        "- Austria – Regions in the Alpine North area: Tyrol, Salzburg and Carinthia",
        "- Italy – Regions in the Alpine North area: Veneto and Trentino",
    ]
    assert one == ["Italy – Regions in the Alpine North area: Veneto and Trentino"]


def test_a_call_of_each_is_a_thing_asked_for(tmp_path: Path) -> None:
    """The word asks for a column, though "called" only relates."""
    table = (
        "| Port: Riga | Latest money: 5 | Latest call: in May\n| Port: Narva | Latest money: 7 | Latest call: in June"
    )
    index = make_library(tmp_path, {"a.md": f"# Ports\n\n{table}"})

    assert [one.shown for one in compose(index, "What was the latest call of each port?").quotations] == [
        "- Riga – Latest call: in May",
        "- Narva – Latest call: in June",
    ]


def test_a_column_that_the_lead_in_announces_needs_no_header(tmp_path: Path) -> None:
    """Where it says what the column tells, each row is the thing and its value."""
    table = "| Port: Riga | Opening: 3 May 2022\n| Port: Narva | Opening: 4 June 2022"
    led = make_library(tmp_path / "led", {"a.md": f"# Ports\n\nThe ports have these opening days:\n\n{table}"})
    unsaid = make_library(tmp_path / "unsaid", {"a.md": f"# Ports\n\nThese are all ports:\n\n{table}"})
    bare = make_library(tmp_path / "bare", {"a.md": f"# Ports\n\n{table}"})

    assert [one.shown for one in compose(led, "When was the opening of each port?").quotations] == [
        "The ports have these opening days:",
        "- Riga – 3 May 2022",
        "- Narva – 4 June 2022",
    ]
    assert [one.shown for one in compose(unsaid, "When was the opening of each port?").quotations] == [
        "These are all ports:",
        "- Riga – Opening: 3 May 2022",
        "- Narva – Opening: 4 June 2022",
    ]
    assert [one.shown for one in compose(bare, "When was the opening of each port?").quotations] == [
        "- Riga – Opening: 3 May 2022",
        "- Narva – Opening: 4 June 2022",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "How many bridges has each programme?",
        "How much money for bridges and tunnels has each programme?",
        "How much money has each project?",
        "Tell me about each programme.",
    ],
)
def test_what_no_column_tells_of_each_is_not_made_up(question: str, library: Index) -> None:
    """A table of other things, or without what is asked, is no answer."""
    assert len(compose(library, question).quotations) < 3


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Which regions of Latvia belong to Baltic West?",
            [LATVIAN, "- Kurzeme", "- Vidzeme"],
        ),
        (
            "Which Estonian regions take part in Baltic West?",
            [ESTONIAN, "- Harju", "- Saare", "- Rapla"],
        ),
        (
            "Which regions take part in Baltic West?",
            [LATVIAN, "- Kurzeme", "- Vidzeme", ESTONIAN, "- Harju", "- Saare", "- Rapla"],
        ),
        (
            "Which programmes are there?",
            ["The three running programmes are:", "- Alpine North", "- Baltic West", "- Coastal South"],
        ),
        (
            "Which programmes on land are there?",
            ["Two programmes are programmes on land:", "- Alpine North", "- Baltic West"],
        ),
        (
            "Which programmes have Italy among their countries?",
            [
                "- Alpine North – Countries: Austria, Italy, Slovenia",
                "- Coastal South – Countries: Italy, Malta",
            ],
        ),
        (
            "Which Austrian regions take part in Alpine North?",
            ["Austria – Regions in the Alpine North area: Tyrol, Salzburg and Carinthia"],
        ),
        ("countries of Baltic West?", ["Baltic West – Countries: Latvia, Estonia"]),
        (
            "Which cities does the strategy of Alpine North name?",
            ["The strategy of Alpine North names four cities: Graz, Linz, Udine and Maribor."],
        ),
    ],
)
def test_a_list_is_complete(question: str, lines: list[str], library: Index) -> None:
    """Which-questions get the list, the rows or the cell that names all, found by what it stands under."""
    composed = compose(library, question)

    assert [line for quotation in composed.quotations for line in quotation.shown.split("\n")] == lines
    assert composed.direct


def test_quotations_are_exact(library: Index) -> None:
    """Each row that is listed is quoted at its own place."""
    for quotation in compose(library, "Which programmes have Italy among their countries?").quotations:
        assert library.text_of("overview.md", 1)[quotation.start : quotation.end] == quotation.quote
        assert quotation.hit.start <= quotation.start < quotation.end <= quotation.hit.end


def test_a_list_of_something_else_is_none(library: Index) -> None:
    """What is on another subject is not listed because it is the only list."""
    assert not compose(library, "Which birds nest in chimneys?").direct


def test_a_list_of_another_programme_is_none(library: Index) -> None:
    """What a document on another programme lists does not answer for the one that was asked about."""
    assert compose(library, "Which types of projects does Alpine North have?").direct
    assert not compose(library, "Which types of projects does Baltic West have?").direct
