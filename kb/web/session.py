"""The conversations of one visitor as long as the page is open, as plain values."""

import textwrap
from dataclasses import dataclass, replace

from kb.web.chat import Conversation

NAME_LENGTH = 60  # characters of a first question that name a conversation
MOST = 50  # conversations; the oldest go


@dataclass(frozen=True, slots=True)
class Session:
    """Conversations by number, the newest first. current is the number of the open one, which may not have begun."""

    conversations: tuple[tuple[int, Conversation], ...] = ()
    current: int = 1
    started: int = 1  # how many there ever were: a number is never given twice


def current_conversation(session: Session) -> Conversation:
    """Give the open conversation."""
    return conversation_of(session, session.current)


def conversation_of(session: Session, number: int) -> Conversation:
    """Give a conversation, empty if it has not begun or is gone."""
    return dict(session.conversations).get(number, ())


def keep_conversation(session: Session, number: int, conversation: Conversation) -> Session:
    """Put a conversation in as it now is; one that was deleted meanwhile stays deleted."""
    kept = dict(session.conversations)
    if number not in kept:
        if number != session.current:
            return session
        kept = {number: conversation, **kept}
    kept[number] = conversation
    return replace(session, conversations=tuple(kept.items())[:MOST])


def start_conversation(session: Session) -> Session:
    """Open a new one; one that has not begun stays open."""
    if not current_conversation(session):
        return session
    return replace(session, current=session.started + 1, started=session.started + 1)


def open_conversation(session: Session, number: int) -> Session:
    """Open another; one that is no longer there opens a new one."""
    if number in dict(session.conversations):
        return replace(session, current=number)
    return start_conversation(session)


def delete_conversation(session: Session) -> Session:
    """Delete the open one, and open a new one."""
    kept = tuple(pair for pair in session.conversations if pair[0] != session.current)
    return replace(session, conversations=kept, current=session.started + 1, started=session.started + 1)


def name_conversations(session: Session) -> list[tuple[str, int]]:
    """Give each conversation that has begun as (its first question, its number)."""
    return [
        (textwrap.shorten(conversation[0].question, NAME_LENGTH, placeholder=" …") or "…", number)
        for number, conversation in session.conversations
        if conversation
    ]
