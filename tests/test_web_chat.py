import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from fakes import BagOfWords

from kb.answer import Answer, Status, stream_answer
from kb.errors import ConfigError, DamagedIndexError
from kb.followup import Turn
from kb.generations import LiveIndex, open_in_background
from kb.index import Index
from kb.web.chat import Conversation, Step, converse, messages_of, turns_of
from kb.web.library import STARTING, Library


@pytest.fixture
def live(ingest: object, tmp_path: Path, bag: BagOfWords) -> Iterator[LiveIndex]:
    """A small library on the fake model."""
    (tmp_path / "documents" / "cats.md").write_text("# Cats\n\nThe cat sat on the mat.\n", encoding="utf-8")
    ingest()  # type: ignore[operator]
    live = LiveIndex(tmp_path / "index", bag)
    yield live
    live.close()


class Echo:
    """Answer in two steps with what was asked, and remember the history that came with it."""

    def __init__(self) -> None:
        self.histories: list[list[Turn]] = []

    def __call__(self, index: Index, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        self.histories.append(list(history))
        yield Answer("First", Status.ANSWERED)
        yield Answer(f"First\n{question}", Status.ANSWERED)


def last(steps: Iterator[Step]) -> Step:
    *_, step = steps
    return step


def test_an_answer_grows_and_history_is_plain_text(live: LiveIndex) -> None:
    """Each step shows more; the next question gets the earlier turns without sources or markup."""
    ask = Echo()
    steps = list(converse(Library(live), ask, "one & two", ()))
    assert [step.conversation[-1].shown for step in steps] == [
        '<p class="kb-notice">Searching the documents…</p>',
        '<p class="kb-line">First</p>',
        '<p class="kb-line">First</p>\n\n<p class="kb-line">one &amp; two</p>',
    ]
    conversation = last(converse(Library(live), ask, "three", steps[-1].conversation)).conversation
    assert ask.histories[1] == [Turn("user", "one & two"), Turn("assistant", "First\none & two")]
    assert [message["role"] for message in messages_of(conversation)] == ["user", "assistant"] * 2


def test_an_empty_question_changes_nothing(live: LiveIndex) -> None:
    """Enter in an empty input asks nothing."""
    assert list(converse(Library(live), Echo(), " \n ", ())) == [Step(())]


def test_what_breaks_is_said_with_an_id_and_logged(live: LiveIndex, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody sees a stack trace: an id leads the maintainer to it, and the question stays in the input."""

    def broken(index: Index, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        yield Answer("half an ans", Status.ANSWERED)
        raise RuntimeError("token=secret")

    step = last(converse(Library(live), broken, "why?", ()))
    shown = step.conversation[-1].shown
    found = re.search(r"Something went wrong \(error id ([0-9a-f]{8})\)", shown)
    assert found
    assert "secret" not in shown
    assert found.group(1) in caplog.text
    assert "token=secret" in caplog.text
    assert step.typed == "why?"
    assert turns_of(tuple(e for e in step.conversation if e.answer)) == []


def test_nothing_is_never_an_answer(live: LiveIndex) -> None:
    """An answer that never came is an error, not an empty message."""
    step = last(converse(Library(live), lambda *_: iter(()), "why?", ()))
    assert "Something went wrong" in step.conversation[-1].shown


def test_a_question_that_is_too_long_stays_in_the_input(live: LiveIndex) -> None:
    """The limit is said in words; what was typed is not lost, nor shown at length."""
    question = "why " * 1001
    step = last(converse(Library(live), stream_answer, question, ()))
    assert "4000 are possible" in step.conversation[-1].shown
    assert step.typed == question
    assert len(step.conversation[-1].question) <= 200


def test_without_an_index_the_cure_is_named(tmp_path: Path, bag: BagOfWords) -> None:
    """Where there is no index yet, the answer says how to make one."""
    live = LiveIndex(tmp_path / "none", bag)
    library = Library(live)
    step = last(converse(library, Echo(), "why?", ()))
    live.close()
    assert "make ingest" in step.conversation[-1].shown
    assert step.typed == "why?"
    assert not library.state().ready
    assert "make ingest" in library.state().problem


def test_a_failed_exchange_makes_room_for_the_next_try(live: LiveIndex) -> None:
    """What was not answered does not stay in the conversation when one asks again."""
    failed: Conversation = last(converse(Library(live), lambda *_: iter(()), "why?", ())).conversation
    again = last(converse(Library(live), Echo(), "why?", failed)).conversation
    assert [exchange.question for exchange in again] == ["why?"]


def test_a_question_waits_for_the_index(live: LiveIndex) -> None:
    """While the index is being opened the page says so, and answers when it is there."""
    opening: Future[LiveIndex] = Future()
    library = Library(opening)
    assert library.state().starting
    steps = converse(library, Echo(), "why?", ())
    assert STARTING in next(steps).conversation[-1].shown
    opening.set_result(live)
    assert last(steps).conversation[-1].answer == "First\nwhy?"
    assert library.state().ready


@pytest.mark.parametrize("failure", [ConfigError("KB_EMBEDDING_MODEL is wrong."), DamagedIndexError("It is damaged.")])
def test_why_the_index_could_not_be_opened_is_shown(failure: Exception) -> None:
    """A model or an index that can't be used is named on the page."""

    def fail() -> LiveIndex:
        raise failure

    opening: Future[LiveIndex] = Future()
    open_in_background(opening, fail)
    library = Library(opening)
    assert str(failure) in last(converse(library, Echo(), "why?", ())).conversation[-1].shown
    assert library.state().problem == str(failure)
