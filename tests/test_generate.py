"""An answer worded by a chat model: what the passages bear is shown, nothing else, whatever the model does."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chat_server import ChatServer, Script, failing, hanging, saying, serving
from libraries import make_library

from kb import chat as replies
from kb.chat import open_chat
from kb.config import Config
from kb.followup import Turn
from kb.generate import LEFT, NO_WORDS, NOT_BORNE, OVER_LIMIT, Worded, Writer
from kb.index import Index
from kb.retrieve import prepare_queries, retrieve_hits

QUESTION = "Who is the contact for the network?"
HALF = "Anna Nowak is the contact for the network. The net"
TEXT = """# The network

Anna Nowak is the contact for the network. The network meets in Vienna every spring.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """One document."""
    return make_library(tmp_path_factory.mktemp("small"), {"network.md": TEXT})


Write = Callable[..., Worded]


@pytest.fixture
def writers() -> Iterator[list[Writer]]:
    """Close what was opened."""
    opened: list[Writer] = []
    yield opened
    for writer in opened:
        writer.chat.close()


def make_writer(server: ChatServer, writers: list[Writer], **settings: Any) -> Writer:
    """Open the model of a server."""
    config = Config(chat_model="openai:tiny", chat_base_url=server.url, chat_seconds=2, **settings)
    chat = open_chat(config)
    assert chat is not None
    writers.append(Writer(chat, config))
    return writers[-1]


def word(writer: Writer, index: Index, question: str = QUESTION, user: str = "one") -> list[Worded]:
    """Let the model word the answer, step by step."""
    hits = retrieve_hits(index, prepare_queries(index, question))
    return list(writer.word_answer(index, question, hits, [], "en", user))


def test_sentences_are_shown_once_they_are_checked(small: Index, writers: list[Writer]) -> None:
    """The answer grows by whole sentences, each with the place that bears it, and ends with what it cost."""
    script = saying("Anna Now", "ak is the contact for the network. The net", "work meets in Vienna.", pause=0.05)
    with serving(script) as server:
        steps = word(make_writer(server, writers), small)

    assert {len(step.sentences) for step in steps} == {0, 1, 2}
    last = steps[-1]
    assert [sentence.text for sentence in last.sentences] == [
        "Anna Nowak is the contact for the network.",
        "The network meets in Vienna.",
    ]
    assert [ground.text for sentence in last.sentences for ground in sentence.grounds] == [
        "Anna Nowak is the contact for the network.",
        "The network meets in Vienna every spring.",
    ]
    assert (last.done, last.usable, last.problem, last.tokens_in, last.tokens_out) == (True, True, "", 11, 7)


def test_what_is_not_borne_has_no_ground(small: Index, writers: list[Writer]) -> None:
    """An invented sentence among others is told from them."""
    script = saying("Anna Nowak is the contact for the network. Anna Nowak lives in Graz. The network meets in Vienna.")
    with serving(script) as server:
        last = word(make_writer(server, writers), small)[-1]

    assert [bool(sentence.grounds) for sentence in last.sentences] == [True, False, True]
    assert last.usable


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("Jan Kowalski is the contact. He lives in Graz.", NOT_BORNE),
        ("NOTHING", NO_WORDS),
        ("nothing.", NO_WORDS),
        ("🙂", NO_WORDS),
        ("Jan lives in Graz. Eva lives in Linz. Anna Nowak is the contact for the network.", NOT_BORNE),
    ],
)
def test_too_little_that_is_borne_is_not_used(said: str, problem: str, small: Index, writers: list[Writer]) -> None:
    """Where most of it is not in the passages nothing of the model's answer is used."""
    with serving(saying(said)) as server:
        last = word(make_writer(server, writers), small)[-1]

    assert (last.usable, last.problem) == (False, problem)


def test_citations_markup_and_links_of_the_model_are_dropped(small: Index, writers: list[Writer]) -> None:
    """Numbers in brackets, Markdown and link targets are not the model's to give."""
    said = "## Contact\n**Anna Nowak** is the [contact](https://evil.example) for the network [3][7, 8].【1†source】"
    with serving(saying(said)) as server:
        last = word(make_writer(server, writers), small)[-1]

    assert last.sentences[-1].text == "Anna Nowak is the contact for the network."
    assert "evil" not in str([sentence.text for sentence in last.sentences])


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        pytest.param(failing(500), replies.BROKEN, id="broken"),
        pytest.param(failing(401), replies.KEY_REFUSED, id="key"),
        pytest.param(hanging(), replies.SLOW, id="slow"),
        pytest.param(saying(""), replies.SILENT, id="silent"),
        pytest.param(saying("I can't.", finish="content_filter"), replies.BLOCKED, id="blocked"),
    ],
)
def test_a_model_that_fails_is_not_used(script: Script, problem: str, small: Index, writers: list[Writer]) -> None:
    """The last step says why, and nothing is raised."""
    with serving(script) as server:
        last = word(make_writer(server, writers), small)[-1]

    assert (last.done, last.usable, last.problem) == (True, False, problem)


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        pytest.param(
            saying("Anna Nowak is the contact for the network. The net", finish=None), replies.CUT_OFF, id="cut"
        ),
        pytest.param(
            saying("Anna Nowak is the contact for the network. The net", finish="length"), replies.CUT_OFF, id="length"
        ),
        pytest.param(hanging("Anna Nowak is the contact for the network. The net"), replies.SLOW, id="slow"),
    ],
)
def test_a_cut_answer_is_marked_and_ends_with_a_whole_sentence(
    script: Script, problem: str, small: Index, writers: list[Writer]
) -> None:
    """What came whole is kept, the half sentence is not, and the problem is told."""
    with serving(script) as server:
        last = word(make_writer(server, writers), small)[-1]

    assert [sentence.text for sentence in last.sentences] == ["Anna Nowak is the contact for the network."]
    assert (last.usable, last.problem) == (True, problem)


def test_the_same_question_is_not_paid_for_twice(small: Index, writers: list[Writer]) -> None:
    """An answer is kept for the same question on the same generation; a failed one is asked again."""
    good = saying("Anna Nowak is the contact for the network.")
    with serving(failing(401), good) as server:
        writer = make_writer(server, writers)
        first, second, third = (word(writer, small)[-1] for _ in range(3))

        assert (first.usable, second.usable, len(server.seen)) == (False, True, 2)
        assert (third.sentences, third.tokens_in, third.tokens_out) == (second.sentences, 0, 0)
        word(writer, small, "Where does the network meet?")
        assert len(server.seen) == 3


def test_an_allowance_is_kept(small: Index, writers: list[Writer]) -> None:
    """Past its answers of the day a user gets none worded, others still do."""
    with serving(saying("Anna Nowak is the contact for the network.")) as server:
        writer = make_writer(server, writers, chat_user_limit=1)
        answers = [
            word(writer, small, question, user)[-1].problem
            for question, user in [(QUESTION, "one"), ("Where does it meet?", "one"), ("When does it meet?", "two")]
        ]

    assert answers[1] == OVER_LIMIT
    assert OVER_LIMIT not in (answers[0], answers[2])


def test_what_was_used_is_told_by_generation(small: Index, writers: list[Writer]) -> None:
    """Answers, remembered ones, tokens and failures of today are added up."""
    with serving(failing(401), saying("Anna Nowak is the contact for the network.")) as server:
        writer = make_writer(server, writers)
        for _ in range(3):
            word(writer, small)
        [usage] = writer.usage()

    assert usage.generation == int(small.path.name)
    assert (usage.answers, usage.remembered, usage.failures) == (1, 1, {replies.KEY_REFUSED: 1})
    assert usage.tokens_out == 7
    assert usage.tokens_in > 11  # what was sent to the refused one is counted at its bound


def test_an_answer_nobody_waits_for_is_told(small: Index, writers: list[Writer]) -> None:
    """Who leaves in the middle costs what was written by then, and the connection is closed."""
    with serving(hanging("Anna Nowak is the contact for the network. The ")) as server:
        writer = make_writer(server, writers)
        hits = retrieve_hits(small, prepare_queries(small, QUESTION))
        answering = writer.word_answer(small, QUESTION, hits, [], "en", "one")
        next(step for step in answering if step.sentences)
        answering.close()  # type: ignore[attr-defined]
        assert server.gone.wait(10)
        [usage] = writer.usage()

    assert (usage.answers, usage.failures) == (0, {LEFT: 1})
    assert usage.tokens_out > 0


def test_a_rewrite_is_not_paid_for_twice_nor_past_the_limit(small: Index, writers: list[Writer]) -> None:
    """The same follow-up is rewritten from memory; a user without an answer left asks the model nothing."""
    with serving(saying("What is the budget of NEXT MED?")) as server:
        writer = make_writer(server, writers, chat_user_limit=1)
        first, second = (rewrite(writer, "And its budget?", "one") for _ in range(2))
        assert (first == second, len(server.seen)) == (True, 1)
        word(writer, small, user="one")
        assert rewrite(writer, "And its area?", "one") is None
        assert len(server.seen) == 2


def rewrite(writer: Writer, question: str, user: str = "") -> str | None:
    """Let the model rewrite a question, and wait for it."""
    return [None, *writer.rewrite_question(question, HISTORY, user)][-1]


HISTORY = [Turn("user", "What is NEXT MED?"), Turn("assistant", "NEXT MED is a programme of 15 countries.")]


@pytest.mark.parametrize(
    ("said", "used"),
    [
        ("What is the budget of NEXT MED?", True),
        ('"What is the budget of NEXT MED?"', True),
        ("What is the budget of NEXT MED in 2024?", False),
        ("What is the budget of HUSKROUA?", False),
        ("", False),
        ("Here is a rewrite:\nWhat is the budget of NEXT MED?", False),
        ("budget " * 200, False),
        ("Qual è il bilancio di HUSKROUA?", False),
    ],
)
def test_a_rewrite_may_add_only_what_was_said(said: str, used: bool, writers: list[Writer]) -> None:
    """A rewrite with a name or figure that the conversation has not is not used."""
    with serving(saying(said)) as server:
        rewritten = rewrite(make_writer(server, writers), "And its budget?")

    assert rewritten == ("What is the budget of NEXT MED?" if used else None)


def test_a_rewrite_may_drop_no_name(writers: list[Writer]) -> None:
    """A question's own names and figures stay."""
    with serving(saying("What is the budget of NEXT MED?")) as server:
        writer = make_writer(server, writers)
        assert rewrite(writer, "And that of HUSKROUA?") is None
        assert rewrite(writer, "And in 2021?") is None


def test_a_rewrite_nobody_waits_for_is_given_up(writers: list[Writer]) -> None:
    """Who leaves while the model rewrites hangs up on it, and that is told."""
    with serving(hanging("What is")) as server:
        writer = make_writer(server, writers)
        rewriting = writer.rewrite_question("And its budget?", HISTORY)
        assert next(rewriting) is None
        rewriting.close()  # type: ignore[attr-defined]
        assert server.gone.wait(10)
        [usage] = writer.usage()

    assert usage.failures == {LEFT: 1}


@pytest.mark.parametrize(
    "script", [failing(500), hanging("What is"), saying("What is the b", finish=None)], ids=["broken", "slow", "cut"]
)
def test_a_rewrite_that_fails_is_none(script: Script, writers: list[Writer]) -> None:
    """Without a whole rewrite the question is searched for as without a model; without history none is asked for."""
    with serving(script) as server:
        writer = make_writer(server, writers)
        assert rewrite(writer, "And its budget?") is None
        asked = len(server.seen)
        assert not list(writer.rewrite_question("What is NEXT MED?", []))
        assert len(server.seen) == asked
