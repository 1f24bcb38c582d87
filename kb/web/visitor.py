"""What holds the conversations of one visitor, in which answers grow while others are opened, stopped and deleted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from kb.web.chat import Conversation, stop
from kb.web.session import Session, conversation_of, current_conversation, delete_conversation, keep_conversation

_changing = Lock()  # held for microseconds, so one for all visitors: Gradio copies visitors, and no lock can be copied


@dataclass(frozen=True, slots=True, eq=False)
class Growing:
    """An answer on its way, by the number of the conversation that it belongs to. Equal to itself only."""

    number: int


@dataclass(slots=True)
class Visitor:
    """Hold a visitor's session as it now is.

    Gradio gives each event what an earlier one returned; while an answer grows, another conversation may be opened,
    which must not be undone by its end. So events change what is held here, one at a time, and show what is there then.

    growing holds the answers on their way, by number of conversation. returned is a question that could not be
    answered, until it is put back into the field. overtaken is whether a conversation was left, stopped or deleted
    while answers grew: what those had shown may have come to the page last.
    """

    session: Session = field(default_factory=Session)
    growing: dict[int, Growing] = field(default_factory=dict)
    returned: str = ""
    overtaken: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether an answer grows in the open conversation."""
        return self.session.current in self.growing

    @contextmanager
    def answering(self) -> Iterator[Growing | None]:
        """Let an answer grow in the open conversation; None if one does already."""
        growing = None
        with _changing:
            if not self.is_answered:
                self.overtaken = self.overtaken and bool(self.growing)
                growing = self.growing[self.session.current] = Growing(self.session.current)
        try:
            yield growing
        finally:
            if growing is not None:
                self.end(growing)

    def end(self, growing: Growing) -> bool:
        """Say that an answer is complete; False if it was stopped or deleted before."""
        with _changing:
            ended = self.growing.get(growing.number) is growing
            if ended:
                del self.growing[growing.number]
            return ended

    def keep(self, growing: Growing, conversation: Conversation) -> bool:
        """Keep a conversation as its answer has grown; False if that was stopped or deleted."""
        with _changing:
            if self.growing.get(growing.number) is not growing:
                return False
            self.session = keep_conversation(self.session, growing.number, conversation)
            return True

    def add(self, number: int, conversation: Conversation, added: Conversation) -> bool:
        """Keep what was added to a conversation; False if that has gone on meanwhile."""
        with _changing:
            if number in self.growing or conversation_of(self.session, number) is not conversation:
                return False
            self.session = keep_conversation(self.session, number, added)
            return True

    def turn(self, change: Callable[[Session], Session]) -> None:
        """Open another conversation; what grows in this one goes on."""
        with _changing:
            self.session = change(self.session)
            self.overtaken = True

    def stop(self, language: str) -> str:
        """Stop the answer in the open conversation, and give the question that is to be put back into the field."""
        with _changing:
            self.growing.pop(self.session.current, None)
            step = stop(current_conversation(self.session), language)
            self.session = keep_conversation(self.session, self.session.current, step.conversation)
            self.overtaken = True
            return step.typed

    def delete(self) -> Conversation:
        """Delete the open conversation with what grows in it, and give it."""
        with _changing:
            self.growing.pop(self.session.current, None)
            deleted = current_conversation(self.session)
            self.session = delete_conversation(self.session)
            self.overtaken = True
            return deleted
