"""What a chat client sends in the OpenAI protocol, read as a question with what was said before it."""

import re

from pydantic import BaseModel, Field

from kb.answer import check_question
from kb.batch import Asked
from kb.errors import QuestionError
from kb.followup import Turn
from kb.web.ask_api import printable
from kb.wording import PHRASES

ONLY_TEXT = "Only text can be asked: leave out images, sound and files."
_SOURCES = re.compile(rf"\n\n(?:{'|'.join(set(PHRASES['sources'].values()))}):\n\n1\. .*\Z", re.DOTALL)


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: str | None = None


class Message(BaseModel):
    """A message of the conversation."""

    role: str
    content: str | list[Part] | None = None


class StreamOptions(BaseModel):
    """Whether a last event tells what was used."""

    include_usage: bool | None = False


class CompletionBody(BaseModel):
    """What a chat client asks; what else it sends is not looked at."""

    messages: list[Message] = Field(min_length=1)
    stream: bool | None = False
    stream_options: StreamOptions | None = None


def read_messages(messages: list[Message]) -> Asked:
    """Read the last message of the user as the question, and what was said before it; raises QuestionError."""
    last = next((number for number in reversed(range(len(messages))) if messages[number].role == "user"), None)
    if last is None:
        raise QuestionError('There is no message whose role is "user": nothing is asked.')
    said = [
        Turn("user", _text(message)) if message.role == "user" else Turn("assistant", _answered(_text(message)))
        for message in messages[:last]
        if message.role in ("user", "assistant")
    ]
    return Asked(check_question(_text(messages[last], strict=True)), tuple(said))


def _text(message: Message, *, strict: bool = False) -> str:
    if isinstance(message.content, str) or message.content is None:
        return printable(message.content or "")
    if strict and any(part.text is None for part in message.content):
        raise QuestionError(ONLY_TEXT)
    return printable("\n".join(part.text for part in message.content if part.text))


def _answered(text: str) -> str:
    """Give what was answered without the sources that we wrote below it."""
    return _SOURCES.sub("", text)
