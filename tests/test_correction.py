"""A message that corrects the one before says what is meant in its place."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.correction import read_correction, without_corrections
from kb.followup import Turn
from kb.lookup import look_up

BEFORE = ("the budget and the office in Suceava, Сучава, Alpine North", "phone?")


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("no I meant the other one, Narva", "Narva"),
        ("Sorry, I mean the second call", "the second call"),
        ("I was asking about Baltic West", "Baltic West"),
        ("that's not what I meant, I meant Narva", "Narva"),
        ("not Suceava, Iași", "Iași"),
        ("no, not the budget but the deadline", "the deadline"),
        ("No, Iași", "Iași"),
        ("the other one, Iași", "Iași"),
        ("non, je voulais dire Baltic West", "Baltic West"),
        ("pas Suceava, Iași", "Iași"),
        ("scusi, mi riferivo a Baltic West", "Baltic West"),
        ("non Suceava, ma Iași", "Iași"),
        ("nu, mă refeream la Iași", "Iași"),
        ("nu Suceava, ci Iași", "Iași"),
        ("ні, я мала на увазі Ясси", "Ясси"),
        ("не Сучава, а Ясси", "Ясси"),
        # What corrects nothing.
        ("no idea who runs it", None),
        ("No, thanks", None),
        ("not sure, who runs it?", None),  # nobody said "sure"
        ("Non-EU countries, which ones?", None),
        ("What do you mean?", None),
        ("no", None),
        ("no. of boats?", None),  # a number
        ("the other one", None),
        ("Не знаю, хто відповідає?", None),
    ],
)
def test_what_is_meant_instead(message: str, meant: str | None) -> None:
    """The words that only say that it was meant otherwise are left out, in five languages."""
    assert read_correction(message, BEFORE) == meant


def test_what_was_wrong_is_replaced_where_it_was_said() -> None:
    """In the last message, if it has it as typed."""
    assert read_correction("not suceava, Iași", ["contact Suceava"]) == "contact Iași"
    assert read_correction("no, not the budget but the deadline", ["What is the budget?"]) == "What is the deadline?"
    assert read_correction("not Suceava, Iași", ["contact Suceava", "phone?"]) == "Iași"


def test_the_last_question_is_asked_again(tmp_path: Path) -> None:
    """Of what is put in the place of what was said, now and in the turns that follow."""
    library = make_library(
        tmp_path,
        {
            "north.md": "# Alpine North\n\nAlpine North is a programme.\n",
            "west.md": "# Baltic West\n\nBaltic West is a programme.\n",
        },
    )
    asked = [Turn("user", "Who runs Alpine North?"), Turn("assistant", "Nobody.")]
    correction = "no, I meant Baltic West"

    assert look_up(library, correction, asked).queries[0].text.endswith("Who runs Baltic West?")
    later = [*asked, Turn("user", correction), Turn("assistant", "Somebody.")]
    assert (
        look_up(library, "since when does it exist?", later)
        .queries[0]
        .text.endswith("since when does Baltic West exist?")
    )


def test_only_what_people_say_is_a_correction() -> None:
    """Answers stay as they are."""
    turns = [Turn("user", "Alpine North"), Turn("assistant", "not Alpine North, Baltic West")]

    assert without_corrections(turns) == turns
