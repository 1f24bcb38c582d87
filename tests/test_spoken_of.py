"""What "it", "they" and a question without a subject stand for: what was asked about last, and what answered it."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.followup import Turn
from kb.index import Index
from kb.names import Names, find_names
from kb.standalone import stand_alone

PAGES = {
    "north.md": "# Alpine North\n\nAlpine North is a programme. The second call of Alpine North opened in May.\n",
    "west.md": "# Baltic West\n\nBaltic West is a programme of Poland and Sweden.\n",
    "people.md": "# Contacts\n\n| Name: Anna Nowak | E-mail: anna@example.org\n| Name: Jan Kowal | E-mail: not known\n",
}
FAIR = "Boat fair of the coast 2024 – When: 5 March 2024; Where: Tallinn; 300 people"
NOTHING = "Not found in the documents."


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """The names of a library on two programmes and two people."""
    return find_names(make_library(tmp_path_factory.mktemp("names"), PAGES))


def stands(names: Names, *turns: str) -> str | None:
    """Put the last of some turns so that it stands alone; the others are a question and its answer in turn."""
    *heard, question = turns
    roles = ("user", "assistant")
    return stand_alone(names, question, [Turn(roles[number % 2], text) for number, text in enumerate(heard)])


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        # The row that answered.
        (("Tell me about the boat fair", FAIR, "how many came?"), "how many came (Boat fair of the coast 2024)?"),
        (("Tell me about the boat fair", FAIR, "what was it for?"), "what was Boat fair of the coast 2024 for?"),
        (
            ("Tell me about the boat fair", FAIR, "how many came?", NOTHING, "where was it?"),
            "where was Boat fair of the coast 2024?",
        ),
        (("When did it open?", FAIR, "how many came?"), None),  # the row may be of something else
        (("When was the opening of the port held?", "In May.", "who took part?"),
         "who took part (the opening of the port)?"),
        (("Tell me about the two Alpine North events of 2024", "Ok.", "where were they?"),
         "where were the events of Alpine North of 2024?"),
        (("What happened in March 2024?", "5 March 2024 – A fair is held.", "who decided it?"), None),
        # What was to be told about, or explained.
        (("Tell me about the harbour fund", "It is old.", "who runs it?"), "who runs the harbour fund?"),
        (("Tell me what a harbour is", "A port.", "who runs it?"), None),
        (("What is a flat rate?", "A share.", "who decides on it?"), "who decides on flat rate?"),
        (("What is a flat rate?", "A share.", "the website?"), None),
        (("Tell me about Alpine North", "Ok.", "What is a flat rate?", "A share.", "who sets it?"),
         "who sets flat rate?"),
        (("Tell me about Alpine North", "Ok.", "What is a flat rate?"), "What is a flat rate?"),
        # A part of a programme.
        (
            ("Tell me about the green call of Alpine North", "Ok.", "how much was in it?"),
            "how much was in the green call of Alpine North?",
        ),
        (
            ("Tell me about Alpine North's green call", "Ok.", "when did it open?"),
            "when did the green call of Alpine North open?",
        ),
        (
            ("Tell me about the boat call of Alpine North in 2024", "Ok.", "when did it open?"),
            "when did the boat call of Alpine North in 2024 open?",
        ),
        (("Tell me about the green call of Alpine North", "Ok.", "which countries are in it?"),
         "which countries are in Alpine North?"),
        (("How many projects in Alpine North?", "Two.", "who runs it?"), "who runs projects in Alpine North?"),
        # Whoever asks for money is not the call.
        (
            ("Tell me about the green call of Alpine North", "Ok.", "how much did they ask for?"),
            "how much did the applicants in the green call of Alpine North ask for?",
        ),
        (("Tell me about Alpine North", "Ok.", "how much did they ask for?"), "how much did Alpine North ask for?"),
        (
            ("How many boats must a project have in Alpine North?", "Two.", "how long may it last?"),
            "how long may a project in Alpine North last?",
        ),
        # What was the answer to a comparison, or not.
        (("Which of Alpine North and Baltic West is older?", "Older: Baltic West – 2001\nAlpine North – 2002",
          "who runs it?"), "who runs Baltic West?"),
        (("Which boats were hit?", "Two boats of Alpine North are:\n- Ada\n- Eva", "what became of them?"), None),
        # People who were asked about one after the other.
        (("Who is Anna Nowak?", "A.", "And Jan Kowal?", "J.", "do you have their addresses?"),
         "do you have Anna Nowak and Jan Kowal's addresses?"),
        (("Who is the director?", "Anna Nowak is.", "And Jan Kowal?", "J.", "can I call them?"),
         "can I call Anna Nowak and Jan Kowal?"),
        (("Who is Anna Nowak?", "A.", "Tell me about Alpine North", "Ok.", "who runs them?"), "who runs Alpine North?"),
        (("Who is Anna Nowak?", "She is the head of Alpine North.", "the website of the programme?"),
         "the website of Alpine North?"),
        # A new subject drops the old one.
        (("Tell me about Alpine North", "Ok.", "How do the boats of the coast guard get paid?", "Well.",
          "who runs it?"), None),
        (("Tell me about Alpine North", "Ok.", "what happened in 2014?"), "what happened in 2014?"),
    ],
)  # fmt: skip
def test_what_was_spoken_of(turns: tuple[str, ...], alone: str | None, names: Names) -> None:
    """The row or part that was asked about, not only its programme; nothing where it can't be told."""
    told = stands(names, *turns)

    assert (told and told.rstrip(" ?")) == (alone and alone.rstrip(" ?"))


def test_an_answer_to_a_short_question_on_something_else_is_no_sure_one(shipped: Index) -> None:
    """What nobody named may look likest to "which places?"; what was spoken of may be told surely."""
    history = [Turn("user", "What is the legal basis of Interreg NEXT?"), Turn("assistant", "A regulation.")]

    strayed = answer_question(shipped, "which article", history)
    again = answer_question(shipped, "what is Jems", [Turn("user", "Who is Marko Ruokangas?"), Turn("assistant", "M.")])

    assert strayed.doubt
    assert strayed.status is Status.PARTLY
    assert again.status is Status.ANSWERED


def test_the_part_of_what_was_counted_is_not_the_whole(shipped: Index) -> None:
    """What was asked of some of them is not answered surely by how many there were."""
    history = [Turn("user", "How many events did Interact III hold?"), Turn("assistant", "945 events.")]

    assert answer_question(shipped, "how many of those were online?", history).doubt


def test_a_call_is_bound_in_a_conversation(shipped: Index) -> None:
    """What "they" asked for is told of the call that was spoken of, and of no other."""
    first = "Tell me about the green call of NEXT MED"
    history = [Turn("user", first), Turn("assistant", answer_question(shipped, first).text)]

    answer = answer_question(shipped, "how much did they ask for", history)

    assert "EUR 1.9 billion" in answer.text
    assert "EUR 1.5 billion" not in answer.text


def test_an_event_stays_spoken_of_when_nothing_was_found(shipped: Index) -> None:
    """A question behind one that found nothing is about the same."""
    turns = [Turn("user", "Tell me about the Harvesting event")]
    turns.append(Turn("assistant", answer_question(shipped, turns[0].text).text))
    turns += [Turn("user", "how much did it cost?"), Turn("assistant", NOTHING)]

    answer = answer_question(shipped, "what was it for?", turns)

    assert answer.status is Status.ANSWERED
    assert "seven themes" in answer.text


def test_older_answers_are_known(tmp_path: Path) -> None:
    """What an answer before the last one listed may be asked for, too."""
    names = find_names(make_library(tmp_path, PAGES))
    turns = (
        "Which programmes is Sweden in?", "Alpine North, Baltic West",
        "which of them is the largest?", "Largest: Alpine North – 2\nBaltic West – 1",
        "and the smallest?",
    )  # fmt: skip

    assert stands(names, *turns) == "Which of Alpine North and Baltic West is the smallest?"
