"""A visitor's conversations: which is open, what they are called, and what happens to one that is left meanwhile."""

from kb.answer import Answer, Status
from kb.web.chat import Conversation, Exchange
from kb.web.kept import KeptAnswers
from kb.web.session import (
    MOST,
    NAME_LENGTH,
    Session,
    current_conversation,
    delete_conversation,
    keep_conversation,
    name_conversations,
    open_conversation,
    start_conversation,
)


def one(question: str, exchange_id: str = "x") -> Conversation:
    return (Exchange(question, "", exchange_id, Answer("-", Status.ANSWERED)),)


def test_conversations_are_named_by_their_first_question_newest_first() -> None:
    """Long names are cut between words; one that has not begun has none."""
    session = keep_conversation(Session(), 1, one("first " * 30))
    session = start_conversation(session)
    assert current_conversation(session) == ()
    assert len(name_conversations(session)[0][0]) <= NAME_LENGTH
    session = keep_conversation(session, session.current, one("second"))
    assert [number for _, number in name_conversations(session)] == [2, 1]


def test_a_new_conversation_is_begun_once() -> None:
    """Who asks for a new one twice gets one."""
    session = keep_conversation(Session(), 1, one("a"))
    assert start_conversation(start_conversation(session)) == start_conversation(session)


def test_one_goes_back_to_a_conversation_and_deletes_it() -> None:
    """What is deleted is gone, and its number is not given again; one that is gone can't be opened."""
    session = keep_conversation(start_conversation(keep_conversation(Session(), 1, one("a"))), 2, one("b"))
    back = open_conversation(session, 1)
    assert current_conversation(back) == one("a")
    deleted = delete_conversation(back)
    assert [number for _, number in name_conversations(deleted)] == [2]
    assert deleted.current == 3
    assert current_conversation(open_conversation(deleted, 1)) == ()


def test_an_answer_goes_on_where_it_was_asked() -> None:
    """Also when another conversation is open by then; one that was deleted stays deleted."""
    session = start_conversation(keep_conversation(Session(), 1, one("a")))
    grown = keep_conversation(session, 1, one("a", "done"))
    assert grown.current == 2
    assert dict(grown.conversations)[1] == one("a", "done")
    deleted = delete_conversation(open_conversation(session, 1))
    assert keep_conversation(deleted, 1, one("a", "done")) == deleted


def test_the_oldest_conversations_go() -> None:
    """A page that is open for days does not grow for ever."""
    session = Session()
    for number in range(MOST + 3):
        session = start_conversation(keep_conversation(session, session.current, one(str(number))))
    assert len(session.conversations) == MOST


def test_kept_answers_are_found_by_id_until_they_are_forgotten() -> None:
    """The oldest go; what its visitor deletes goes, too."""
    kept = KeptAnswers(most=2)
    for exchange_id in ("1", "2", "3"):
        kept.put(one("q", exchange_id))
    assert [len(kept.find(exchange_id)) for exchange_id in ("1", "2", "3", "")] == [0, 1, 1, 0]
    kept.forget(one("q", "2"))
    assert kept.find("2") == ()
