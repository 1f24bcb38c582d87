"""How many: counted in a whole list or table, unless the documents state the number."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up

LIBRARY = {
    "alpine.md": """# Alpine North

## Offices

The offices of Alpine North are:

- Graz
- Linz
- Udine

## Ships

The ships of Alpine North are, among others:

- Dora
- Emma

## Priorities

Alpine North has two priorities:

- Forests
- Roads

## Lakes

| Detail: Note on rivers | Rivers: proposed by the board in July, not the number that was found in the end

## Museums

| Museum: Bells | Town: Graz
| Museum: Clocks | Town: Linz
| Museum: Dolls | Town: Graz
| Museum: Trains | Town: Graz

## Towns

Three towns have a port, two old towns and one new town:

| Town: Graz | Age: old
| Town: Linz | Age: old
| Town: Udine | Age: new

## Where they sail

| Country: Austria | Lines: North Line (NL), Night Line, South Line
| Country: Italy | Lines: North Line (NL), South Line
| Country: Malta | Lines: South Line
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one programme with lists and a table."""
    return make_library(tmp_path_factory.mktemp("count"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


@pytest.mark.parametrize(
    ("question", "counted", "lines"),
    [
        (
            "How many offices does Alpine North have?",
            3,
            ["3 (counted): The offices of Alpine North are:", "- Graz", "- Linz", "- Udine"],
        ),
        (
            "How many old towns have a port in Alpine North?",  # not the rows of all
            None,
            ["Three towns have a port, two old towns and one new town."],
        ),
        (
            "How many museums of Alpine North are in Graz?",
            3,
            ["3 (counted):", "- Bells – Graz", "- Dolls – Graz", "- Trains – Graz"],
        ),
        (
            "How many lines does Malta have?",
            1,
            ["1 (counted): Alpine North: Malta – South Line"],
        ),
        (
            "How many priorities does Alpine North have?",
            None,
            ["Alpine North has two priorities:", "- Forests", "- Roads"],
        ),
    ],
)
def test_a_whole_list_is_counted(question: str, counted: int | None, lines: list[str], library: Index) -> None:
    """The list or the rows that meet the condition are counted and shown; a stated number needs no counting."""
    composed = compose(library, question)

    told = "\n".join(f"{one.above}\n{one.shown}".strip() for one in composed.quotations)
    assert told.split("\n") == lines
    assert (composed.counted, composed.direct) == (counted, True)


@pytest.mark.parametrize(
    "question",
    [
        "How many ships does Alpine North have?",
        "How many birds does Alpine North have?",
        "How many offices are closed?",
    ],
)
def test_what_is_no_whole_list_is_not_counted(question: str, library: Index) -> None:
    """A list that says that there is more, or one of something else, gives no number."""
    assert compose(library, question).counted is None


def test_the_numbers_of_two_kinds_are_told_by_what_states_both(tmp_path: Path) -> None:
    """By a sentence on just the things that are asked about, and by none that has one of the kinds only."""
    pages = {
        "now.md": "# Lines\n\nFive lines run on land.\n\nThe network has four lines on land, one line at sea.\n",
        "old.md": "# Old Scheme\n\nThe Old Scheme had nine lines on land and three lines at sea.\n",
    }
    index = make_library(tmp_path, pages)

    composed = compose(index, "How many of the lines are over land and how many over the sea?")

    assert [one.shown for one in composed.quotations] == ["The network has four lines on land, one line at sea."]
