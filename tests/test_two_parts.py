"""Questions of two parts: where the whole is in doubt, each is answered, and what nothing answers is named."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.followup import Turn
from kb.index import Index
from kb.two_parts import asks_twice, split_question

RIVER = {
    "river.md": """# River Valley (RV)

River Valley was adopted on 3 May 2022. River Valley has a budget of EUR 12 million.

## Bodies

The managing authority of River Valley is the Region of Lakes. The joint secretariat of River Valley sits in Lakeside.

## Volunteers

The volunteers of River Valley are aged 18 to 30 and stay for six months.
""",
    "coast.md": """# Sunny Coast (SC)

Sunny Coast was adopted on 9 June 2023. A project of Sunny Coast may last up to 18 months.

## Bodies

The managing authority of Sunny Coast is the City of Sands.
""",
    "network.md": """# The network

The network has two programmes, River Valley and Sunny Coast. The network meets every spring. The contact of the network
for state aid is Ada Kovacs.
""",
}


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two programmes and their network."""
    return make_library(tmp_path_factory.mktemp("river"), RIVER)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When was it adopted, and who manages it?", ("When was it adopted", "who manages it?")),
        ("Qui gère NEXT MED et quand a-t-il été adopté ?", ("Qui gère NEXT MED", "quand a-t-il été adopté ?")),
        (
            "Chi gestisce il programma e quando è stato adottato?",
            ("Chi gestisce il programma", "quando è stato adottato?"),
        ),
        ("Хто керує програмою і коли її ухвалили?", ("Хто керує програмою", "коли її ухвалили?")),
        ("When was it adopted, who manages it, and why?", ()),  # the last says nothing of its own
        (
            "When was it adopted, who manages the calls and where is it run?",
            ("When was it adopted", "who manages the calls", "where is it run?"),
        ),
        ("In River Valley, who decides and when is it run?", ("In River Valley, who decides", "when is it run?")),
        ("Is it open? And who manages it?", ("Is it open", "who manages it?")),
        ("When was it adopted and is River Valley open?", ("When was it adopted", "is River Valley open?")),
        ("Who manages the programme and is responsible for calls?", ()),  # one who does both
        ("Are Riga and Narva part of it?", ()),
        ("How many programmes are there and which ones?", ()),  # says nothing of its own
        ("Who manages the calls and the projects?", ()),
        ("I manage a project and when does it end?", ()),  # no question before
        ("Who decides and signs?", ()),
        ("", ()),
    ],
)
def test_where_a_question_is_split(question: str, parts: tuple[str, ...]) -> None:
    """At an "and" with a question word behind it, and another before."""
    assert split_question(question) == parts


def test_both_parts_are_answered(river: Index) -> None:
    """The second speaks of what the first is about; what is quoted is not quoted twice."""
    answer = answer_question(river, "When was River Valley adopted and who is its managing authority?")

    assert answer.status is Status.ANSWERED
    assert "3 May 2022" in answer.text
    assert "Region of Lakes" in answer.text
    assert len({citation.quote for citation in answer.citations}) == len(answer.citations)


def test_the_part_that_nothing_answers_is_named(river: Index) -> None:
    """What was found for the other part is told."""
    answer = answer_question(river, "When was River Valley adopted and which penguins sing opera?")

    assert answer.status is Status.PARTLY
    assert "3 May 2022" in answer.text
    assert "“which penguins sing opera”" in answer.missing


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("How old are the volunteers of River Valley and do they get paid?", "“do they get paid”"),
        (
            "Do the volunteers of River Valley get paid? And how old are they?",
            "“Do the volunteers of River Valley get paid”",
        ),
        ("How old are the volunteers of River Valley and how long do they stay?", ""),
        ("We are paid guides. How old are the volunteers of River Valley and how long do they stay?", ""),
    ],
)
def test_the_half_that_is_passed_over_is_named(question: str, untold: str, river: Index) -> None:
    """However sure the other half makes the answer."""
    answer = answer_question(river, question)

    assert "aged 18 to 30" in answer.text
    assert untold in answer.missing if untold else not answer.missing


def test_no_part_is_answered_of_another_programme(river: Index) -> None:
    """How long projects may last is told of another one only."""
    answer = answer_question(river, "When was River Valley adopted and how many months may a project last?")

    assert answer.status is not Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "twice"),
    [
        ("When was the fund adopted and who manages it?", True),
        ("What is a branch office and where does the fund have one?", True),
        ("What is the MC and what is the MA?", True),
        ("When was the fund adopted, and how many states?", False),
        ("When was it adopted?", False),
    ],
)
def test_a_second_part_that_takes_up_the_first_stands_apart(question: str, twice: bool) -> None:
    """Or names something else; what only goes on with a list of things asked leans on more than a pronoun can tell."""
    assert asks_twice(question) is twice


def test_each_of_two_things_is_told(shipped: Index) -> None:
    """What speaks of both tells what neither is."""
    first, second, *more = answer_question(shipped, "What is TESIM and what is Interact?").text.splitlines()

    assert len(more) <= 1  # two lines are enough of a part that is answered by likeness
    assert first.startswith("TESIM is the technical assistance project")
    assert second.startswith("Interact is the interregional Interreg programme")


def test_each_of_two_is_counted_not_what_they_share(shipped: Index) -> None:
    answer = answer_question(shipped, "How many countries take part in NEXT Black Sea Basin and how many in NEXT MED?")

    assert "Eight countries" in answer.text
    assert "15 countries" in answer.text


def test_three_parts_are_answered(river: Index) -> None:
    question = "When was River Valley adopted, what budget has it and who is its managing authority?"
    text = answer_question(river, question).text

    assert all(told in text for told in ("3 May 2022", "EUR 12 million", "Region of Lakes"))


def test_a_sure_answer_of_the_whole_gives_way_to_those_of_its_parts(shipped: Index) -> None:
    """Adoption and managing authority, not the earlier programmes that were adopted and managed, too."""
    answer = answer_question(shipped, "When was NEXT MED adopted and who manages it?")

    adopted, managed = answer.text.splitlines()
    assert "12 December 2022" in adopted
    assert "Sardinia" in managed
    assert answer.status is Status.ANSWERED


def test_a_follow_up_asks_two_things_again(shipped: Index) -> None:
    """A name alone, after a question of two parts, asks both of something else."""
    first = "When was NEXT MED adopted and who manages it?"
    before = [Turn("user", first), Turn("assistant", answer_question(shipped, first).text)]

    adopted, managed = answer_question(shipped, "And HUSKROUA?", before).text.splitlines()

    assert "3 November 2022" in adopted
    assert "Ministry of Foreign Affairs and Trade" in managed
