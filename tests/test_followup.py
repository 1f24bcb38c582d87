"""What is searched for in a conversation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answer import Status, answer_question
from kb.followup import HISTORY_WORDS, READ_ANSWERS, READ_WORDS, Turn, newest_turns, search_texts, split_message
from kb.index import Index

user = st.builds(Turn, st.just("user"), st.text(max_size=40))
assistant = st.builds(Turn, st.just("assistant"), st.text(max_size=40))
histories = st.lists(st.one_of(user, assistant), max_size=8)


@pytest.mark.parametrize(
    ("turns", "texts"),
    [
        ([], ["And where?"]),
        ([("user", "  ")], ["And where?"]),
        ([("user", "Who runs NEXT MED?")], ["And where?", "Who runs NEXT MED? And where?"]),
        (
            [("user", "Who runs NEXT MED?"), ("assistant", "Sardinia\nruns it.")],
            ["And where?", "Who runs NEXT MED? Sardinia runs it. And where?"],
        ),
        (
            [("user", "One?"), ("assistant", "Old."), ("user", "Two?"), ("assistant", "New.")],
            ["And where?", "Two? New. And where?", "One? Two? New. And where?"],
        ),
        ([("assistant", "Hello!")], ["And where?", "Hello! And where?"]),
    ],
)
def test_texts_to_search_for(turns: list[tuple[str, str]], texts: list[str]) -> None:
    """The question alone, behind what was said last, and behind all that the user said and the last answer."""
    assert search_texts("And where?", [Turn(*turn) for turn in turns]) == texts  # type: ignore[arg-type]


def test_newest_words_are_kept() -> None:
    """Of a long history the end is searched with, as much as the model reads."""
    history = [Turn("user", " ".join(f"w{number}" for number in range(500)))]

    _, together = search_texts("last", history)

    assert together.split() == [*(f"w{number}" for number in range(500 - HISTORY_WORDS, 500)), "last"]


long_histories = st.lists(
    st.builds(Turn, st.sampled_from(["user", "assistant"]), st.integers(0, 90).map(lambda count: "word " * count)),
    max_size=12,
)


@given(histories | long_histories)
def test_what_is_read_of_a_history_is_what_is_searched_with(history: list[Turn]) -> None:
    """A long history is cut before it is read, and nothing is searched for otherwise than with all of it."""
    newest = newest_turns(history)

    assert search_texts("And where?", newest) == search_texts("And where?", history)
    assert sum(len(turn.text.split()) for turn in newest if turn.role == "user") <= READ_WORDS
    assert sum(turn.role == "assistant" for turn in newest) <= READ_ANSWERS


def test_a_history_of_any_length_is_cut() -> None:
    """Neither many turns nor long ones are read whole."""
    many = [Turn("user", f"Question {number}?") for number in range(5000)]
    assert newest_turns(many) == many[-READ_WORDS // 2 :]
    assert [len(turn.text) for turn in newest_turns([Turn("user", "x" * 10**6)])] == [4000]


def test_a_long_answer_does_not_hide_its_question() -> None:
    """Behind an answer of any length the question that it answers is read, too."""
    asked = Turn("user", "What happened in 2022?")

    assert newest_turns([asked, Turn("assistant", "word " * 5000)])[0] == asked


@given(st.text(min_size=1, max_size=40), histories)
def test_question_stands_alone_and_at_the_end(question: str, history: list[Turn]) -> None:
    """The first text is the question; a second one ends with it and is bounded."""
    texts = search_texts(question, history)

    assert texts[0] == question
    assert len(texts) in (1, 2, 3)
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(question) for text in texts)
    assert all(len(text[: -len(question)].split()) <= HISTORY_WORDS for text in texts)


@pytest.mark.parametrize(
    ("message", "asked", "around"),
    [
        ("We are a town near Riga. Can we apply for a grant?", "Can we apply for a grant?", "We are a town near Riga."),
        (
            "Where did the fair take place? And how many came? Dates please.",
            "Where did the fair take place? And how many came?",
            "Dates please.",
        ),
        ("My boss asks why it has a new name. And what now?", "My boss asks why it has a new name. And what now?", ""),
        ("Which programmes are there? Are they open?", "Which programmes are there? Are they open?", ""),
        ("Tell me about the fair. It was in Riga.", "Tell me about the fair. It was in Riga.", ""),
        ("What is Art. 4 about?", "What is Art. 4 about?", ""),
        ("", "", ""),
        ("we are a port in Riga, is there money for us", "is there money for us", "we are a port in Riga"),
        ("our region is Kurzeme, can we apply?", "can we apply?", "our region is Kurzeme"),
        ("I'm from Tartu – which fair is for me", "which fair is for me", "I'm from Tartu"),
        ("As a museum in Riga, where can we get a grant?", "where can we get a grant?", "As a museum in Riga"),
        ("Which fair is for us, we live in Riga", "Which fair is for us", "we live in Riga"),
        ("We are a port in Riga. Which fair is for us", "Which fair is for us", "We are a port in Riga."),
        ("I work for a port near Riga and how do I apply?", "how do I apply?", "I work for a port near Riga"),
        ("we run a shop in Riga, may we come?", "may we come?", "we run a shop in Riga"),
        ("We have a partner in Riga, may we come?", "We have a partner in Riga, may we come?", ""),
        ("we have a question on VAT, may we ask?", "we have a question on VAT, may we ask?", ""),
        ("Siamo un porto a Riga, ci sono fondi?", "ci sono fondi?", "Siamo un porto a Riga"),
        ("Sono aperti i bandi, e quando chiudono?", "Sono aperti i bandi, e quando chiudono?", ""),
        # What is wanted, a role and what one is told say nothing of where one is.
        ("I'm looking for a partner, where can I find one?", "I'm looking for a partner, where can I find one?", ""),
        ("As a lead partner, can I apply twice?", "As a lead partner, can I apply twice?", ""),
        ("As of 2024, which fairs are open?", "As of 2024, which fairs are open?", ""),
        ("We are told that it has moved, is that so?", "We are told that it has moved, is that so?", ""),
        ("our project is late, what happens?", "our project is late, what happens?", ""),
        ("we are a farm near Riga and would like to pay", "we are a farm near Riga and would like to pay", ""),
    ],
)
def test_what_is_asked_and_what_is_said_around_it(message: str, asked: str, around: str) -> None:
    """Sentences that ask are the question, unless they say nothing of their own; the others explain it."""
    assert split_message(message) == (asked, around)


@given(st.text(max_size=80))
def test_no_word_of_a_message_is_lost(message: str) -> None:
    """Every word is asked or said around the question."""
    asked, around = split_message(message)

    assert sorted(f"{asked} {around}".split()) == sorted(message.split())


def test_what_is_said_around_a_question_leaves_it_answered(shipped: Index) -> None:
    """On the shipped library a question within a story is answered as it is alone."""
    story = "For our annual report I have to put the programmes in the right order, and two of them are still open."

    answer = answer_question(shipped, f"{story} When did the Commission adopt HUSKROUA?")

    assert answer.status is Status.ANSWERED
    assert "3 November 2022" in answer.text


@pytest.mark.parametrize(
    ("message", "programme"),
    [
        ("Notre association est à Palerme. À quel programme peut-elle participer ?", "Italy-Tunisia"),
        ("Il nostro comune è in Sardegna. A quale programma può partecipare?", "NEXT MED"),
        ("Orașul meu este în județul Botoșani. La ce program poate participa?", "Republic of Moldova"),
        ("Моє місто Чернівці. У яких програмах воно може брати участь?", "Romania-Ukraine"),
    ],
)
def test_what_is_said_around_a_question_counts_in_other_languages(message: str, programme: str, shipped: Index) -> None:
    """Where "it" is, which the gloss of the question leaves out, is told by the sentence before."""
    answer = answer_question(shipped, message)

    assert answer.status is Status.ANSWERED
    assert programme in answer.text
