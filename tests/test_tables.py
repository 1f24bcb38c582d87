"""Lists and tables of a page: what is grouped, how cells are read, and that every place is exact."""

import pytest

from kb.tables import Block, read_blocks, read_row

PAGE = """# Programmes

## Which ones

The two programmes are:

- North
- South

| Programme: North | Budget: EUR 5 million | As of: 2024 | Source: https://example.eu/a
| Programme: South | Budget: EUR 7: million | Note: a | b | As of: 2024

### Bodies

| Body: Secretariat | City: Rome
"""


def test_blocks_of_a_page() -> None:
    """A list has its lead-in, a table its headers, and both the headings they stand under."""
    listed, money, bodies = read_blocks(PAGE)

    assert (listed.headings, listed.lead) == (("Programmes", "Which ones"), "The two programmes are:")
    assert [PAGE[item.start : item.end] for item in listed.items] == ["North", "South"]
    assert PAGE[listed.start : listed.end] == "The two programmes are:\n\n- North\n- South"
    assert (money.lead, money.items, money.headers) == ("", (), ("Programme", "Budget", "Note", ""))
    assert [row.label for row in money.rows] == ["North", "South"]
    assert bodies.headings == ("Programmes", "Which ones", "Bodies")


def cells(block: Block) -> list[tuple[str, str]]:
    return [(cell.header, cell.value) for row in block.rows for cell in row.cells]


def test_cells_are_header_and_value() -> None:
    """A colon within a value stays there; where a row comes from is none of its cells."""
    assert cells(read_blocks(PAGE)[1]) == [
        ("Programme", "North"),
        ("Budget", "EUR 5 million"),
        ("Programme", "South"),
        ("Budget", "EUR 7: million"),
        ("Note", "a"),
        ("", "b"),
    ]


def test_every_place_is_exact() -> None:
    """A cell's place holds its value; a row ends with the last cell that says something of its own."""
    for block in read_blocks(PAGE):
        for row in block.rows:
            assert all(PAGE[cell.start : cell.end] == cell.value for cell in row.cells)
            assert PAGE[row.start : row.end].endswith(row.cells[-1].value)


def test_tables_in_a_row_are_told_apart() -> None:
    """A table that follows another without a word between is one of its own when its first header differs."""
    page = "The offices:\n\n| City: Rome | Staff: 5\n| Name: Anna | Role: head\n| Name: Jan | Role: press"

    assert [(block.lead, len(block.rows)) for block in read_blocks(page)] == [("The offices:", 1), ("", 2)]


@pytest.mark.parametrize("page", ["", "Only a sentence.", "# Heading"])
def test_a_page_without_any(page: str) -> None:
    """A page of sentences has no blocks."""
    assert read_blocks(page) == ()


def test_row_of_a_quotation() -> None:
    """A row is read from its text alone as well."""
    text = "Name: A | Role: B"

    assert [(cell.header, text[cell.start : cell.end]) for cell in read_row(text, 0, len(text)).cells] == [
        ("Name", "A"),
        ("Role", "B"),
    ]


@pytest.mark.parametrize(
    ("page", "label", "told"),
    [
        ("| Costs | Fuel | 2018: 41 | 2019: 43", "Costs – Fuel", [("2018", "41"), ("2019", "43")]),
        ("| Costs: | Fuel | 2018: 41", "Costs – Fuel", [("2018", "41")]),
        ("| Costs | 2018: 41", "Costs", [("2018", "41")]),
        ("| Costs: |  | 2018: 41", "Costs", [("2018", "41")]),
        ("| Anna Nowak | Managing Authority | Tel: 22", "Anna Nowak", [("", "Managing Authority"), ("Tel", "22")]),
        ("| Group: Costs | Fuel | 2018: 41", "Costs", [("", "Fuel"), ("2018", "41")]),
        ("| Costs | Fuel | 41", "Costs", [("", "Fuel"), ("", "41")]),
    ],
)
def test_a_label_of_several_cells(page: str, label: str, told: list[tuple[str, str]]) -> None:
    """The first cells are one label where they have no headers and others have; the place is that of all of them."""
    row = read_blocks(page)[0].rows[0]

    assert row.label == label
    assert [(cell.header, cell.value) for cell in row.cells[1:]] == told
    assert page[row.start : row.end] == page.removeprefix("| ")
    assert page[row.cells[0].start : row.cells[0].end].replace(":", "").strip("| ") == label.replace(" – ", " | ")


def test_rows_of_one_table_have_several_groups() -> None:
    """A group of rows, written as "Costs:", is no header, so that it does not begin a table of its own."""
    page = "| Costs: | Fuel | 2018: 41\n| Income: | Fares | 2018: 90"

    assert [[row.label for row in block.rows] for block in read_blocks(page)] == [["Costs – Fuel", "Income – Fares"]]
