"""Questions that lean on the one before are put so that they stand alone, where their words tell how."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up
from kb.names import Names, find_names
from kb.standalone import stand_alone

PAGES = {
    "med.md": "# Alpine North\n\nAlpine North is a programme. The second call of Alpine North opened in May.\n",
    "pair.md": "# Baltic West\n\nBaltic West is a programme of Poland and Sweden.\n",
    "people.md": """# Contacts

| Name: Anna Nowak | E-mail: anna@example.org
| Name: Jan Kowal | E-mail: jan@example.org
""",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """The names of a library on two programmes and two people."""
    return find_names(make_library(tmp_path_factory.mktemp("names"), PAGES))


@pytest.mark.parametrize(
    ("turns", "question", "alone"),
    [
        (["Who runs Alpine North?"], "and Baltic West?", "Who runs Baltic West?"),
        (
            ["Who runs Baltic West?", "How many bids did Alpine North get?"],
            "how many of them were chosen?",
            "How many bids of Alpine North were chosen?",
        ),
        (["Which programme got the most bids?"], "And the least?", "Which programme got the least bids?"),
        (["What is the largest programme?"], "and the smallest one?", "What is the smallest programme?"),
        (["Who is Anna Nowak?"], "Which programmes are there?", "Which programmes are there?"),
        (["Tell me about Alpine North"], "Which programmes are there?", "Which programmes are there?"),
        (["Tell me about Alpine North"], "Which programmes support tourism?", "Which programmes support tourism?"),
        (["Which programmes support tourism?"], "And health?", "Which programmes support health?"),
        (["Which programmes fund the culture?"], "and research?", "Which programmes fund the research?"),
        (["Which events took place in Brussels?"], "And in Rome?", "Which events took place in Rome?"),
        (["Who runs Alpine North?"], "what is it about?", "what is Alpine North about?"),
        (
            ["When did the second call of Alpine North for small projects close?"],
            "what did it cost?",
            "what did the second call of Alpine North for small projects cost?",
        ),
        (
            ["When did the second call of Alpine North close?"],
            "what was it about?",
            "what was the second call of Alpine North about?",
        ),
        (["When did the second call of Alpine North close?"], "when was that?", None),
        (
            ["Which countries take part in Alpine North?"],
            "and which of them are in the EU?",
            "Which countries of Alpine North are in the EU?",
        ),
        (["When does Alpine North end?"], "which of those is the largest?", "which of Alpine North is the largest?"),
        (["Is Georgia in Baltic West?"], "what about Azerbaijan?", "Is Azerbaijan in Baltic West?"),
        (["Is Baltic West open to Norway?"], "and Iceland?", "Is Baltic West open to Iceland?"),
        (["Which countries are in Alpine North?"], "and Libya?", "Is Libya in Alpine North?"),
        (["Which events took place in Brussels?"], "And the budget?", None),
        (["Which events took place in Brussels?"], "And health?", None),
        (["Which programmes support tourism?"], "And their budget?", None),
        (["Which programmes support tourism?"], "And who manages them?", None),
        (["Does Alpine North support tourism?"], "And health?", "Does Alpine North support health?"),
        (["Does it happen in Alpine North?"], "And Rome?", "Does it happen in Rome?"),
        (["Tell me about Alpine North"], "Which priorities are there?", "Which priorities are there (Alpine North)?"),
        (["Who is Anna Nowak?"], "When was the meeting?", "When was the meeting?"),
        (["Who is Anna Nowak?"], "The e-mail address?", "The e-mail address of Anna Nowak?"),
        (["What is Alpine North?"], "Who could I call about crates.eu?", None),
        (["What is Alpine North?"], "What became of Jan Kowal after 2022?", "What became of Jan Kowal after 2022?"),
        (["Who runs Alpine North?"], "what about the Baltic West programme?", "Who runs Baltic West?"),
        (["Tell me about Alpine North"], "and who runs it?", "who runs Alpine North?"),
        (["Tell me about Alpine North"], "and its budget?", "Alpine North's budget?"),
        (["Tell me about Alpine North"], "ok thanks, and the website?", "the website of Alpine North?"),
        (["Tell me about Alpine North"], "The website?", "The website of Alpine North?"),
        (
            ["Tell me about Alpine North"],
            "how many regions take part there?",
            "how many regions take part in Alpine North?",
        ),
        (["Tell me about Alpine North", "who runs it?"], "And Baltic West?", "who runs Baltic West?"),
        (["How big is Alpine North?"], "and in 2014-2020?", "How big is Alpine North in 2014-2020?"),
        (["Who ran Alpine North in 2007-2013?"], "And in 2014-2020?", "Who ran Alpine North in 2014-2020?"),
        (
            ["What happened in 2022?"],
            "and between May and July of 2023?",
            "What happened between May and July of 2023?",
        ),
        (["What happened in spring 2022?"], "And the second half?", "What happened second half of 2022?"),
        (["What happened in 2022?"], "and since March?", "What happened since March of 2022?"),
        (["What happened in 2022?"], "and since March 2023 to Alpine North?", None),
        (
            ["When was the first call of Alpine North?"],
            "and the second one?",
            "When was the second call of Alpine North?",
        ),
        (
            ["When was the first call of Alpine North?"],
            "how much was in it?",
            "how much was in the first call of Alpine North?",
        ),
        (
            ["How old is Alpine North?", "And Baltic West?"],
            "which of the two is older?",
            "Which of Alpine North and Baltic West is older?",
        ),
        (
            ["How big was Alpine North?"],
            "and when it was adopted?",
            "How big was Alpine North when Alpine North was adopted?",
        ),
        (["Which calls were cancelled?"], "why?", "Why? Which calls were cancelled?"),
        (["Who runs Alpine North?"], "Who is Anna Nowak?", "Who is Anna Nowak?"),
        (["Who runs Alpine North?"], "When was Baltic West adopted?", "When was Baltic West adopted?"),
        (["Who is the contact?"], "What is his phone number?", "What is Jan Kowal's phone number?"),
        (["Where is the secretariat of Alpine North?"], "e-mail?", "e-mail of the secretariat of Alpine North?"),
        (["Where did Alpine North meet first?"], "When was that?", "When did Alpine North meet first?"),
        (["Which calls are open?"], "How many are there?", "How many calls are open?"),
        (["Tell me about Alpine North"], "and the one for small projects?", None),
        (["Tell me about Alpine North"], "And who won the Champions League that year?", None),
        ([], "and its budget?", None),
    ],
)
def test_a_question_is_put_so_that_it_stands_alone(
    turns: list[str], question: str, alone: str | None, names: Names
) -> None:
    """Another thing, another time, or another question on the same thing; what is not sure is not put otherwise."""
    history = [part for turn in turns for part in (Turn("user", turn), Turn("assistant", "Jan Kowal is the contact."))]

    assert stand_alone(names, question, history) == alone


def test_which_thing_is_told_by_the_answer(names: Names) -> None:
    """After "which programme ...?" it is what the answer named."""
    history = [Turn("user", "Which programme covers Sweden?"), Turn("assistant", "Baltic West covers Sweden.")]

    assert stand_alone(names, "When was it adopted?", history) == "When was Baltic West adopted?"


def test_a_new_subject_is_searched_for_by_itself(tmp_path: Path) -> None:
    """What was spoken of before is left out when the question names what it is about."""
    library = make_library(tmp_path, PAGES)
    history = [Turn("user", "Tell me about Baltic West"), Turn("assistant", "Baltic West is a programme.")]

    alone = look_up(library, "When did Alpine North open its second call?")
    behind = look_up(library, "When did Alpine North open its second call?", history)

    assert behind.hits == alone.hits
    assert [query.text for query in behind.queries] == [query.text for query in alone.queries]


@pytest.mark.parametrize(
    ("asked", "answer", "question", "alone"),
    [
        # Of what was listed: the programmes that the answer named, or the things that the question asked for.
        (
            "Which programmes involve Sweden?",
            "Baltic West and Alpine North do.",
            "which of them were amended?",
            "Which of Baltic West and Alpine North were amended?",
        ),
        ("List the directors of the board", "Anna Nowak", "who of them is for boats?", "Which directors is for boats?"),
        ("Which programmes involve Sweden?", "Baltic West does.", "which of them were amended?",
         "which of them were amended (Baltic West)?"),
        ("Was it amended?", "Baltic West and Alpine North were.", "which of them were adopted?", None),
        # What was spoken of is none of the library's names, or was typed without its capitals.
        ("What is crates.eu and who made it?", "A site.", "how many boats are in there now?",
         "how many boats are in crates.eu now?"),
        ("anna nowak", "She is the contact.", "The e-mail address?", "The e-mail address of anna nowak?"),
    ],
)  # fmt: skip
def test_what_them_and_there_stand_for(asked: str, answer: str, question: str, alone: str | None, names: Names) -> None:
    """What was listed, and a site that was asked about."""
    assert stand_alone(names, question, [Turn("user", asked), Turn("assistant", answer)]) == alone


@pytest.mark.parametrize(
    ("question", "answer", "alone"),
    [
        ("who manages them?", "NEXT MED, NEXT Black Sea Basin", "who manages NEXT MED and NEXT Black Sea Basin?"),
        (
            "what are their websites?",
            "NEXT MED and NEXT Black Sea Basin",
            "what are NEXT MED and NEXT Black Sea Basin's websites?",
        ),
        ("who manages them?", "NEXT Black Sea Basin", "who manages NEXT Black Sea Basin?"),
        ("what happened to it?", "NEXT MED, NEXT Black Sea Basin", "what happened to Greece?"),
    ],
)
def test_a_country_is_not_them_its_programmes_are(
    question: str, answer: str, alone: str | None, shipped: Index
) -> None:
    turns = [Turn("user", "Which programmes is Greece in?"), Turn("assistant", f"Greece: {answer}")]

    assert stand_alone(find_names(shipped), question, turns) == alone


def test_a_word_alone_is_the_name_that_it_spells(tmp_path: Path) -> None:
    """As an answer to nothing else "hit" is HIT, though it is a word, too."""
    names = find_names(
        make_library(tmp_path, {"hit.md": "# Tools\n\n| Short: HIT | Stands for: Harbour Improvement Tools\n"})
    )
    history = [Turn("user", "hit"), Turn("assistant", "HIT stands for Harbour Improvement Tools.")]

    assert stand_alone(names, "who makes it?", history) == "who makes HIT?"
    assert stand_alone(names, "who makes it?", [Turn("user", "a hit"), history[1]]) is None
