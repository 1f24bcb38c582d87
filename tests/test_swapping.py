"""The last question asked of another programme, by a country, a part of its name, or under another condition."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up
from kb.names import find_names
from kb.programmes_of import countries_named, read_members
from kb.standalone import choose_programmes, stand_alone
from kb.unclear import find_choices

TITLES = ("Poland-Sweden", "Latvia-Poland-Estonia", "Sweden-Norway", "Baltic Rim")
PAGES = {
    **{
        f"{title.casefold()}.md": f"# {title}\n\n{title} is a programme.\n\n## Money\n\n{title} has a budget.\n"
        for title in TITLES
    },
    "all.md": (
        "# All programmes\n\n"
        "| Programme: Poland-Sweden | Countries: Poland, Sweden\n"
        "| Programme: Baltic Rim | Countries: Sweden, Norway, Denmark\n"
    ),
    "sea.md": "# Sea of old\n\n| Sea: Baltic Rim | French: Pourtour baltique\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library on three programmes called by their countries, and one that a table gives countries."""
    return make_library(tmp_path_factory.mktemp("library"), PAGES)


def stands(library: Index, *turns: str) -> str | None:
    history = [Turn("user", turn) for turn in turns[:-1]]
    return stand_alone(find_names(library), turns[-1], history, read_members(library))


def test_the_countries_of_a_programme_are_in_its_name_or_in_a_table(library: Index) -> None:
    """A table with a row for each programme tells those of one that is not called by them."""
    by_title = {name.spellings[0]: name for name in find_names(library).all if name.titled}

    assert countries_named(by_title["Latvia-Poland-Estonia"]) == {"latvia", "poland", "estonia"}
    assert read_members(library)[by_title["Baltic Rim"]] == {"sweden", "norway", "denmark"}


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        # The programme of that country and of one that stays.
        (("poland sweden budget", "and for latvia?"), "Latvia-Poland-Estonia budget"),
        (("Who runs Poland-Sweden?", "what about Estonia?"), "Who runs Latvia-Poland-Estonia?"),
        (("Who runs Poland-Sweden?", "and Norway?"), "Who runs Sweden-Norway?"),
        (("poland sweden budget", "and for latvia?", "website?"), "website of Latvia-Poland-Estonia?"),
        (("Who runs Sweden-Norway?", "and Latvia?"), "Who runs Latvia-Poland-Estonia?"),
        # A country of the programme is no other one; nor is a country that none has.
        (("Who runs Baltic Rim?", "and in Denmark?"), "Who runs Baltic Rim in Denmark?"),
        (("Which countries are in Poland-Sweden?", "and Latvia?"), "Is Latvia in Poland-Sweden?"),
        (("Is Georgia in Poland-Sweden?", "and Latvia?"), "Is Latvia in Poland-Sweden?"),
        # Part of a name that is none of its own.
        (("poland sweden budget", "and baltic?"), "Baltic Rim budget"),
        (("poland sweden budget", "and rim?"), "Baltic Rim budget"),
        (("poland sweden budget", "and the money?"), "the money of poland sweden?"),
        # What sort of it is meant.
        (("When does Poland-Sweden close?", "with boats"), "When does Poland-Sweden close with boats?"),
        (("What does Poland-Sweden pay without boats?", "and with boats?"), "What does Poland-Sweden pay with boats?"),
        (("When does Poland-Sweden close?", "for small boats"), "When does Poland-Sweden close for small boats?"),
        (("What is the co-financing rate of it", "for small boats"), None),
        (("What is a harbour?", "with boats"), None),
        # The programme of a country, however it is said.
        (("Who runs Poland-Sweden?", "same for the Latvia one"), "Who runs Latvia-Poland-Estonia?"),
        (("Who runs Poland-Sweden?", "the same question for Sweden-Norway"), "Who runs Sweden-Norway?"),
        (("Who runs Poland-Sweden?", "how old is it?", "same for the Latvia one"), "how old is Latvia-Poland-Estonia?"),
        (("Who runs Poland-Sweden?", "and the one with Latvia"), "Who runs Latvia-Poland-Estonia?"),
        # What another thing is.
        (("What is a harbour?", "and a pier?"), "What is a pier?"),
        (("What does harbour mean?", "and pier"), "What does pier mean?"),
        (("What is a harbour?", "and the website?"), None),
        (("What is Poland-Sweden?", "and the money?"), "the money of Poland-Sweden?"),
        (("What is a harbour?", "who is that in Poland-Sweden?"), "who is the harbour in Poland-Sweden?"),
        (("What is a harbour?", "which programmes have one?"), "which programmes have harbour?"),
        # Another thing that is asked for, on or about.
        (("Who is in charge for the boats?", "and for the nets?"), "Who is in charge for the nets?"),
        (("Who writes about boats in Poland-Sweden?", "and about nets?"), "Who writes about nets in Poland-Sweden?"),
        (("Who writes on boats?", "and about nets?"), None),
        (
            ("Who deals with boats at Poland-Sweden?", "and fishing nets?"),
            "Who deals with fishing nets at Poland-Sweden?",
        ),
        (("Who deals with boats at Poland-Sweden?", "and the website?"), "the website of Poland-Sweden?"),
        # Another people or language.
        (("Give me the Romanian word for boat", "and in Ukrainian"), "Give me the Ukrainian word for boat"),
        (
            ("Can a Turkish port apply in Poland-Sweden?", "what about a Georgian one"),
            "Can a Georgian port apply in Poland-Sweden?",
        ),
        (("How much do Romanian ports pay?", "and the Ukrainian ones"), None),
        (
            ("Which Polish ports are in Poland-Sweden?", "and the Swedish ones"),
            "Which Swedish ports are in Poland-Sweden?",
        ),
        # "And now" of a year is not that year.
        (("Who led Poland-Sweden in 2022?", "and now"), None),
    ],
)
def test_a_piece_asks_the_last_question_of_another(turns: tuple[str, ...], alone: str | None, library: Index) -> None:
    """A country that the programme lacks stands for the one that has it; one that it has does not."""
    assert stands(library, *turns) == alone


@pytest.mark.parametrize(
    ("turns", "which"),
    [
        (("Who runs Latvia-Poland-Estonia?", "and Norway?"), {"Sweden-Norway", "Baltic Rim"}),
        (("Who runs Poland-Sweden?", "and Norway?"), set()),
        (("Who runs Poland-Sweden?", "Who runs Norway?"), set()),
        (("Who runs Poland-Sweden?", "and Iceland?"), set()),
    ],
)
def test_which_programme_is_asked_back(turns: tuple[str, ...], which: set[str], library: Index) -> None:
    """Where several may be meant, none of which shares a country with the one before."""
    history = [Turn("user", turn) for turn in turns[:-1]]
    chosen = choose_programmes(find_names(library), turns[-1], history, read_members(library))

    assert {name.spellings[0] for name in chosen} == which
    assert set(find_choices(library, look_up(library, turns[-1], history))) == which


def test_what_was_asked_back_is_answered_by_a_name(library: Index) -> None:
    """The question that waits for it is the one before."""
    assert stands(library, "Who runs Latvia-Poland-Estonia?", "and Norway?", "Baltic Rim") == "Who runs Baltic Rim?"


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (("contact harbour Zzyx", "phone?"), "phone contact harbour Zzyx?"),
        (("contact harbour Zzyx", "phone?", "Qwrt"), "phone contact harbour Qwrt?"),
        (("contact harbour Zzyx", "and Qwrt?"), "contact harbour Qwrt"),
        (("contact harbour Zzyx", "and money?"), "money contact harbour Zzyx?"),
        (("Where is the harbour?", "phone?"), None),
    ],
)
def test_keywords_are_asked_of_another_place(turns: tuple[str, ...], alone: str | None, library: Index) -> None:
    """A place that is none of the library's names takes the place of another one, a detail is added."""
    assert stands(library, *turns) == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (("poland sweden second call", "budget?"), "budget of the second call of poland sweden?"),
        (("deadline poland sweden 2nd call", "how much money in it"),
         "how much money in the 2nd call of poland sweden"),
        (("When does the second Poland-Sweden call close?", "how many bids did it get?"),
         "how many bids did the second call of Poland-Sweden get?"),
        (("poland sweden 2nd call", "with boats", "how much money in it"),
         "how much money in the 2nd call of poland sweden with boats"),
        # What only the programme has.
        (("poland sweden second call", "managing authority?"), "managing authority of poland sweden?"),
        (("the second call of Poland-Sweden", "website?"), "website of Poland-Sweden?"),
    ],
)  # fmt: skip
def test_the_part_that_was_spoken_of_stays(turns: tuple[str, ...], alone: str, library: Index) -> None:
    """A call is what "it" stands for, wherever the name of its programme stands."""
    assert stands(library, *turns) == alone


def test_a_question_of_the_whole_conversation_is_looked_up_so(tmp_path: Path) -> None:
    """What stands alone is what is searched for."""
    library = make_library(tmp_path, PAGES)

    found = look_up(library, "and for Latvia?", [Turn("user", "What is the budget of Poland-Sweden?")])

    assert found.queries[0].text.endswith("What is the budget of Latvia-Poland-Estonia?")


def test_keywords_name_a_programme_by_a_part_of_its_name(tmp_path: Path) -> None:
    """Where that part is a name of something else as well; not in a whole question."""
    pages = {
        "coast.md": "# Amber Coast Rim\n\nAmber Coast Rim is a programme.\n",
        "sea.md": "# The sea\n\n| English: Amber Coast | French: Côte d'ambre\n",
        "all.md": "# All\n\n| Programme: Amber Coast Rim | Countries: Latvia, Norway\n",
    }
    library = make_library(tmp_path, pages)

    assert look_up(library, "amber coast budget").reading.text == "Amber Coast Rim budget"
    assert look_up(library, "How long is the amber coast?").reading.text == "How long is the amber coast?"
    assert look_up(library, "latvia budget").reading.text == "latvia budget"


def test_a_name_alone_that_takes_the_place_of_another_is_asked_about(library: Index) -> None:
    """As it is at the beginning of a conversation."""
    found = look_up(library, "and Latvia?", [Turn("user", "Poland-Sweden")])

    assert found.reading.text == "What is Latvia-Poland-Estonia about?"
