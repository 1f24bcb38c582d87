"""What one visitor does while answers grow: none of it is undone by the answer, and no answer is taken for another."""

from copy import deepcopy

import gradio as gr
import pytest

from kb.answer import Answer, Status
from kb.web.chat import Conversation, Exchange
from kb.web.conversing import show_overtaken
from kb.web.session import current_conversation, open_conversation, start_conversation
from kb.web.visitor import Growing, Visitor

GROWING = (Exchange("Why?", "Because"),)
WHOLE = (Exchange("Why?", "Because.", "x", Answer("Because.", Status.ANSWERED)),)


def is_left_alone(part: object) -> bool:
    return part == gr.skip()


def kept(visitor: Visitor, growing: Growing | None, conversation: Conversation) -> bool:
    assert growing is not None
    return visitor.keep(growing, conversation)


def test_in_one_conversation_one_answer_grows() -> None:
    """Until it is complete; in another one may ask meanwhile, and each is kept where it was asked."""
    visitor = Visitor()
    with visitor.answering() as first:
        assert visitor.is_answered
        with visitor.answering() as second:
            assert second is None
        assert kept(visitor, first, GROWING)
        visitor.turn(start_conversation)
        assert not visitor.is_answered
        with visitor.answering() as other:
            assert kept(visitor, other, (Exchange("Who?", "They"),))
            assert kept(visitor, first, WHOLE)
            assert current_conversation(visitor.session)[0].question == "Who?"
        visitor.turn(lambda session: open_conversation(session, 1))
        assert visitor.is_answered
        assert current_conversation(visitor.session) == WHOLE
    assert not visitor.is_answered


def test_a_stopped_answer_ends() -> None:
    """Its late steps change nothing, also when the next one grows there by then, which its end does not end."""
    visitor = Visitor()
    with visitor.answering() as first:
        assert kept(visitor, first, GROWING)
        assert visitor.stop("en") == "Why?"
        assert not kept(visitor, first, WHOLE)
        assert "Stopped." in current_conversation(visitor.session)[0].shown
        late = visitor.answering()
        second = late.__enter__()
        assert not kept(visitor, first, WHOLE)
        assert kept(visitor, second, GROWING)
    assert visitor.is_answered
    assert kept(visitor, second, WHOLE)
    late.__exit__(None, None, None)
    assert not visitor.is_answered
    assert visitor.stop("en") == ""  # what is complete stays
    assert current_conversation(visitor.session) == WHOLE


def test_a_deleted_answer_stays_deleted() -> None:
    """With all its conversation."""
    visitor = Visitor()
    with visitor.answering() as growing:
        assert kept(visitor, growing, GROWING)
        assert visitor.delete() == GROWING
        assert not kept(visitor, growing, WHOLE)
        assert visitor.session.conversations == ()


def test_what_is_added_late_is_not_added() -> None:
    """Related questions belong to an answer that is the last one still."""
    visitor = Visitor()
    with visitor.answering() as growing:
        assert kept(visitor, growing, WHOLE)
        assert not visitor.add(1, WHOLE, GROWING)
    assert visitor.add(1, WHOLE, GROWING)
    assert not visitor.add(1, WHOLE, WHOLE)
    assert current_conversation(visitor.session) == GROWING


LEAVING = {
    "turn": lambda visitor: visitor.turn(start_conversation),
    "stop": lambda visitor: visitor.stop("en"),
    "delete": lambda visitor: visitor.delete(),
}


@pytest.mark.parametrize("way", LEAVING)
def test_who_leaves_an_answer_overtakes_it(way: str) -> None:
    """So that what the answer had shown is shown over; the next answer begins anew."""
    visitor = Visitor()
    with visitor.answering() as growing:
        assert kept(visitor, growing, GROWING)
        assert not visitor.overtaken
        LEAVING[way](visitor)
        assert visitor.overtaken
    with visitor.answering():
        assert not visitor.overtaken


def test_gradio_can_copy_a_visitor() -> None:
    """It does so for each page that is opened."""
    assert deepcopy(Visitor()) == Visitor()


def test_what_was_overtaken_is_shown_once_more() -> None:
    """The end of an answer shows what is open by then if one went elsewhere meanwhile, else nothing."""
    visitor = Visitor()
    with visitor.answering() as growing:
        assert kept(visitor, growing, GROWING)
    assert all(is_left_alone(part) for part in show_overtaken(visitor, "en"))
    assert show_overtaken(visitor, "en", "Why?")[1] == "Why?"
    visitor.turn(start_conversation)
    chat, field, *_ = show_overtaken(visitor, "en")
    assert chat == []
    assert field.submit_btn == "Send"
    visitor.turn(lambda session: open_conversation(session, 1))
    assert [message["role"] for message in show_overtaken(visitor, "en")[0]] == ["user", "assistant"]
