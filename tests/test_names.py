"""The names of a library and every spelling of each."""

import pytest
from libraries import make_library

from kb.index import Index
from kb.names import Name, find_names

PAGES = {
    "abbreviations.md": """# Abbreviations

| Abbreviation: NRF | Stands for: Nordic River Fund | In short: money for rivers
| Abbreviation: lp | Stands for: lead partner | In short: who signs
| Abbreviation: CM | Stands for: coastal map, or county mayor | In short: ask which is meant
| Abbreviation: XQZ | Stands for: not known (no source found) | In short: ask
""",
    "alpha.md": """# River Alva-Berg (RAB)

River Alva-Berg (RAB, in full Great River Alva-Berg) runs through two countries. The Common Fishing
Regulation (CFR) holds there, and the general fund of the region (not a short form) pays.

| Item: Official name | RAB: Fluvial Alva-Berg Undertaking
| Item: Other names | RAB: FABU, Alvaberg River. It was called Alva before
| Item: Money | RAB: EUR 5 million
""",
    "beta.md": """# River Cort-Dun

River Cort-Dun has a secretariat. River Eder-Cort-Dun is another river.
""",
    "people.csv": """# People

| Name: Anna Nowak | Role: Head of the Nordic River Fund
| Name: Jon Berg | Role: mayor
| Name: Ida Berg | Role: mayor
| Name: 12 March 2021 | Role: a day
""",
    "other.md": """# The rivers

In the past of Alva, and in Cort, there was money from Nordic River Fund.
""",
}

# What is asked, and the first spelling of each name that it holds.
ASKED = [
    ("Who runs River Alva-Berg?", ["River Alva-Berg"]),
    ("who runs alva berg", ["River Alva-Berg"]),
    ("ALVA/BERG", ["River Alva-Berg"]),
    ("the Berg–Alva river", ["River Alva-Berg"]),
    ("a river between Alva and Berg", ["River Alva-Berg"]),
    ("alvaberg", ["River Alva-Berg"]),
    ("RAB and fabu", ["River Alva-Berg", "River Alva-Berg"]),
    ("the Great River Alva-Berg", ["River Alva-Berg"]),
    ("Fluvial Alva Berg Undertakings", ["River Alva-Berg"]),
    ("What is the NRF?", ["Nordic River Fund"]),
    ("nordic river funds", ["Nordic River Fund"]),
    ("the lead partners", ["lead partner"]),
    ("CFR", ["Common Fishing Regulation"]),
    ("What does CM mean?", ["coastal map"]),
    ("XQZ", ["XQZ"]),
    ("contact Nowak", ["Anna Nowak"]),
    ("contact anna nowak", ["Anna Nowak"]),
    ("is Berg a mayor?", []),
    ("What happened on 12 March 2021?", []),
    ("River Eder-Cort-Dun", []),
    ("River Cort-Dun, River Alva-Berg", ["River Cort-Dun", "River Alva-Berg"]),
    ("Who was called Alva before?", []),
    ("", []),
]


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of rivers."""
    return make_library(tmp_path_factory.mktemp("rivers"), PAGES)


@pytest.mark.parametrize(("text", "plain"), ASKED)
def test_names_are_found_in_every_spelling(rivers: Index, text: str, plain: list[str]) -> None:
    """Case, marks, order of a compound, number and abbreviation make no difference."""
    assert [place.names[0].spellings[0] for place in find_names(rivers).find(text)] == plain


def test_a_name_knows_all_its_spellings_and_documents(rivers: Index) -> None:
    """Title, brackets and tables each add spellings; the document with the title comes first."""
    (place,) = find_names(rivers).find("RAB")
    (name,) = place.names

    assert sorted(name.spellings) == [
        "Alvaberg River",
        "FABU",
        "Fluvial Alva-Berg Undertaking",
        "Great River Alva-Berg",
        "RAB",
        "River Alva-Berg",
    ]
    assert (name.sources, name.titled, name.proper) == (("alpha.md",), True, True)


def test_an_abbreviation_of_two_things_names_both(rivers: Index) -> None:
    """Two readings of one abbreviation stay two names."""
    (place,) = find_names(rivers).find("CM")

    assert [name.spellings for name in place.names] == [("coastal map", "CM"), ("county mayor", "CM")]


def test_a_term_is_no_proper_name(rivers: Index) -> None:
    """A term of the glossary is told from a proper name."""
    proper = {place.names[0].spellings[0]: place.names[0].proper for place in find_names(rivers).find("lp, NRF")}

    assert proper == {"lead partner": False, "Nordic River Fund": True}


def test_names_are_found_once_for_each_index(rivers: Index) -> None:
    """The second question pays nothing."""
    assert find_names(rivers) is find_names(rivers)


def test_a_word_in_small_letters_is_no_abbreviation(shipped: Index) -> None:
    """NEXT and HIT are names where they are written so, and words where they are not."""
    names = find_names(shipped)

    assert names.find("what comes next, and what did it hit") == []
    assert [place.names[0].spellings[-1] for place in names.find("What is HIT?")] == ["HIT"]


PROGRAMMES = {
    "programmes/poland-ukraine.md": [
        "PL-UA",
        "pl ua",
        "Ukraine-Poland",
        "Poland Ukraine",
        "Interreg NEXT Poland - Ukraine",
    ],
    "programmes/romania-ukraine.md": ["RO/UA", "ROUA", "the NEXT Romania-Ukraine programme"],
    "programmes/romania-moldova.md": ["RO-MD", "Romania-Moldova", "Moldova - Romania"],
    "programmes/huskroua.md": ["huskroua", "HUSKROUA NEXT", "Hungary Slovakia Romania Ukraine"],
    "programmes/italy-tunisia.md": ["Italia-Tunisia", "IT-TN", "tunisia-italy"],
    "programmes/next-med.md": ["next med", "Interreg NEXT Mediterranean Sea Basin"],
    "programmes/black-sea-basin.md": ["BSB", "black sea basin", "Interreg VI-B NEXT Black Sea Basin"],
}


@pytest.mark.parametrize(("source", "spellings"), PROGRAMMES.items())
def test_programmes_are_named_in_every_spelling(shipped: Index, source: str, spellings: list[str]) -> None:
    """Each spelling of a programme leads to its own document."""
    names = find_names(shipped)
    found: dict[str, list[Name]] = {text: [place.names[0] for place in names.find(text)] for text in spellings}

    assert {text: [name.sources[0] for name in named] for text, named in found.items()} == {
        text: [source] for text in spellings
    }
