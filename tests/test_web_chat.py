import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from fakes import BagOfWords

from kb.answer import Answer, Status, stream_answer
from kb.errors import ConfigError, DamagedIndexError, MissingIndexError
from kb.filters import Filters
from kb.followup import Turn
from kb.generations import LiveIndex, open_in_background
from kb.index import Index, Scope
from kb.web.chat import Conversation, Step, converse, messages_of, relate, rewind, stop, turns_of
from kb.web.interface import say
from kb.web.library import Library
from kb.web.messages import show_failure
from kb.wording import LANGUAGES, Language


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
        self.scopes: list[Scope | None] = []

    def __call__(self, index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
        self.histories.append(list(history))
        self.scopes.append(scope)
        yield Answer("First", Status.ANSWERED)
        yield Answer(f"First\n{question}", Status.ANSWERED)


def last(steps: Iterator[Step]) -> Step:
    *_, step = steps
    return step


def test_an_answer_grows_and_history_is_plain_text(live: LiveIndex) -> None:
    """Each step shows more; the next question gets the earlier turns without sources or markup."""
    ask = Echo()
    steps = list(converse(Library(live), ask, "one & two", ()))
    status = '<p class="kb-status kb-answered">Answered from the documents</p>'
    first, second = '<p class="kb-line">First</p>', '<p class="kb-line">one &amp; two</p>'
    assert [step.conversation[-1].shown for step in steps[:-1]] == [
        '<p class="kb-notice">Searching the documents…</p>',
        f"{status}\n\n{first}",
        f"{status}\n\n{first}\n\n{second}",
    ]
    exchange = steps[-1].conversation[-1]
    assert exchange.shown.startswith(f'{status}\n\n{first}\n\n{second}\n\n<div class="kb-actions" id="kb-exchange-')
    assert [step.conversation[-1].id for step in steps] == ["", "", "", exchange.id]
    conversation = last(converse(Library(live), ask, "three", steps[-1].conversation)).conversation
    assert ask.histories[1] == [Turn("user", "one & two"), Turn("assistant", "First\none & two")]
    assert len(exchange.id) >= 16
    assert [message["role"] for message in messages_of(conversation)] == ["user", "assistant"] * 2


def test_an_empty_question_changes_nothing(live: LiveIndex) -> None:
    """Enter in an empty input asks nothing."""
    assert list(converse(Library(live), Echo(), " \n ", ())) == [Step(())]


def test_what_breaks_is_said_with_an_id_and_logged(live: LiveIndex, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody sees a stack trace: an id leads the maintainer to it, and the question stays in the input."""

    def broken(index: Index, question: str, history: Sequence[Turn], scope: Scope | None) -> Iterator[Answer]:
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
    assert turns_of(step.conversation) == []


def test_nothing_is_never_an_answer(live: LiveIndex) -> None:
    """An answer that never came is an error, not an empty message."""
    step = last(converse(Library(live), lambda *_: iter(()), "why?", ()))
    assert "Something went wrong" in step.conversation[-1].shown


@pytest.mark.parametrize(
    ("question", "filters", "key", "values"),
    [
        ("x" * 4001, Filters(), "question_too_long", {"count": 4001, "most": 4000}),
        ("Cats?", Filters(since="2024", until="2020"), "question_period", {"since": "2024", "until": "2020"}),
        ("Cats?", Filters(topics=("gone",)), "question_not_there", {"name": "gone"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_not_be_asked_is_told_in_the_language_of_the_page(
    live: LiveIndex, question: str, filters: Filters, key: str, values: dict[str, object], language: Language
) -> None:
    """And the question is kept, to be changed."""
    step = last(converse(Library(live), stream_answer, question, (), filters, language))
    assert step.conversation[-1].shown == show_failure(say(key, language, **values))
    assert step.typed == question


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_index_it_is_said_whom_to_tell(tmp_path: Path, language: Language) -> None:
    """In the language of the page, and without a command that only a maintainer can use."""
    opening: Future[LiveIndex] = Future()
    opening.set_exception(MissingIndexError("There is no index in index. Run python -m ingest."))
    step = last(converse(Library(opening), Echo(), "Cats?", (), language=language))
    assert step.conversation[-1].shown == show_failure(say("no_index", language))
    assert step.typed == "Cats?"


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
    assert "Starting: the language model" in next(steps).conversation[-1].shown
    opening.set_result(live)
    assert turns_of(last(steps).conversation)[-1].text == "First\nwhy?"
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


def test_filters_limit_what_is_searched_and_are_said(live: LiveIndex) -> None:
    """The scope goes to what answers; the answer says what it was limited to, in the language of the page."""
    ask = Echo()
    exchange = last(converse(Library(live), ask, "why?", (), Filters(documents=("cats.md",)), "fr")).conversation[-1]
    assert [scope.sources for scope in ask.scopes if scope] == [("cats.md",)]
    assert exchange.shown.startswith('<p class="kb-only">Seulement : Cats – documents : 1 sur 1</p>')
    assert "document=cats.md" in exchange.shown


def test_a_filter_that_is_no_longer_there_is_named(live: LiveIndex) -> None:
    """The document that was chosen may have been deleted since; the question stays in the input."""
    step = last(converse(Library(live), Echo(), "why?", (), Filters(documents=("dogs.md",))))
    assert "“dogs.md”, which the answers are limited to, is no longer" in step.conversation[-1].shown
    assert step.typed == "why?"


def test_a_stopped_question_is_in_the_input_again(live: LiveIndex) -> None:
    """What is half an answer is no turn of the conversation; a whole one can't be stopped."""
    steps = converse(Library(live), Echo(), "why?", ())
    next(steps)
    growing = next(steps).conversation
    stopped = stop(growing)
    assert stopped.typed == "why?"
    assert "Stopped." in stopped.conversation[-1].shown
    assert turns_of(stopped.conversation) == []
    whole = last(steps).conversation
    assert stop(whole) == Step(whole)
    assert stop(()) == Step(())


def test_a_question_is_asked_again_in_another_way(live: LiveIndex) -> None:
    """What followed it goes; an unknown place changes nothing."""
    one = last(converse(Library(live), Echo(), "one", ())).conversation
    two = last(converse(Library(live), Echo(), "two", one)).conversation
    assert rewind(two, two[0].id) == ()
    assert rewind(two, two[1].id) == one
    assert rewind(two, "") == rewind(two, "other") == two


def test_related_questions_stand_below_the_answer(live: LiveIndex) -> None:
    """They are links that ask, and escaped like everything."""
    conversation = relate(last(converse(Library(live), Echo(), "one", ())).conversation, ["Who <b>?"], "en")
    shown = messages_of(conversation)[-1]["content"]
    assert shown.endswith(
        '<ul class="kb-suggested"><li><a class="kb-ask" href="/?q=Who%20%3Cb%3E%3F">Who &lt;b&gt;?</a></li></ul>'
    )
    assert len(messages_of(relate(conversation, [], "en"))) == 2
