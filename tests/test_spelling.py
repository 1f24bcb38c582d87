"""Misspelt words, matched to those of the library."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import make_library

from kb.index import Index
from kb.spelling import correct_spelling

PAGES = {
    "river.md": """# The river office

The Skolvara office grants co-financing and sends an e-mail to each municipality. Write to Ona Žemaitė in Skolvara.
The budget of a small fund is set by Regulation (EU) 2031/4417. The board of Skolvara met in Tunisia, and the
municipality too. Black rivers are in the secretariat, Skolvara says. Its priorities are two.
""",
}

# What is typed, and what is searched for.
CORRECTED = [
    ("skolvra ofice", "Skolvara office"),
    ("the Skolvaar budjet", "the Skolvara budget"),
    ("secratariat", "secretariat"),
    ("waht is a smal fnd", "what is a small fund"),
    ("blak rivers", "Black rivers"),
    ("ona zemaite", "ona zemaite"),
    ("Ona Zemaitte", "Ona Žemaitė"),
    ("cofinancing by email", "co-financing by e-mail"),
    ("Regulation 2013/4417", "Regulation 2031/4417"),
    ("Regulation 2013/4417 or 2031/4471 of 1031/4417", "Regulation 2031/4417 or 2031/4417 of 2031/4417"),
    ("Tunesia", "Tunisia"),
    ("priorites", "priorities"),
]
# What stays: words of the library, ordinary words, names that only look like known ones, other numbers.
KEPT = """municipalities | Tunis | Sweden | sweden | the bridge | funding | Small | in 2013 | 2031/4418 of 4417 |
    Regulation 1999/1234 | boarding | metric | Skandia | Ona Petraitis | Skol | secretariats"""


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with few words."""
    return make_library(tmp_path_factory.mktemp("river"), PAGES)


@pytest.mark.parametrize(("typed", "text"), CORRECTED)
def test_what_is_spelt_wrong_is_corrected(river: Index, typed: str, text: str) -> None:
    """Letters more, less, other or changed places; compounds; numbers of laws; as the library writes it."""
    assert correct_spelling(river, typed).text == text


def test_a_word_of_another_language_is_no_misspelt_one(river: Index) -> None:
    """In a gloss only what differs by a letter, or is typed as a name, may be meant otherwise."""
    assert correct_spelling(river, "sekretariats smal Skolvraa").text == "secretariat small Skolvara"
    assert correct_spelling(river, "sekretariats smal Skolvraa", glossed=True).text == "sekretariats small Skolvara"


@pytest.mark.parametrize("typed", [text.strip() for text in KEPT.split("|")])
def test_what_may_be_meant_stays(river: Index, typed: str) -> None:
    """A wrong correction would answer what was not asked."""
    assert correct_spelling(river, typed).corrections == ()


def test_corrections_are_told(river: Index) -> None:
    """What was taken for what is known; words that say nothing are not worth telling."""
    assert correct_spelling(river, "waht is the budjet of skolvra").corrections == (
        ("budjet", "budget"),
        ("skolvra", "Skolvara"),
    )


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("Who is Marko Virtanen?", ("Marko", "Virtanen")),
        ("who is virtanen", ("virtanen",)),
        ("Bridges in Sweden", ("Sweden",)),
        ("bridges in sweden", ("sweden",)),
        ("What is the municipality of Skolvara?", ()),
        ("Bridges. Something else", ()),
        ("WHO BUILDS BRIDGES", ()),
        ("the fewest bridges", ()),
        ("unrestricted", ()),
    ],
)
def test_names_that_the_library_lacks_are_told(river: Index, typed: str, unknown: tuple[str, ...]) -> None:
    """A word that looks like a name and is nowhere in the library is told."""
    assert correct_spelling(river, typed).unknown == unknown


def test_names_stay_as_they_are(river: Index) -> None:
    """What is known to be a name is not corrected."""
    assert correct_spelling(river, "Skolvra budjet", [(0, 7)]).text == "Skolvra budget"


@given(text=st.text(max_size=40))
def test_what_is_corrected_is_right(river: Index, text: str) -> None:
    """Correcting twice changes nothing, and nothing that can be typed fails."""
    once = correct_spelling(river, text).text

    assert correct_spelling(river, once).text == once


def test_an_empty_library_corrects_little(tmp_path: Path) -> None:
    """Without words of a library there is nothing to correct to but English."""
    index = make_library(tmp_path, {"a.md": "# A\n\nb\n"})

    assert correct_spelling(index, "Przemysl 123").text == "Przemysl 123"
