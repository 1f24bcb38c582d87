"""From a conversation to what is searched: the question alone, and the question with what went before.

The scores of both are averaged, the question alone weighing more the more it names (kb.retrieve). That beats a gate
that decides whether a question needs its history: a new subject is found by the question alone, "and who runs it?" by
the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# Words before the question that are searched with it; the embedding model reads 256 tokens and cuts the end.
HISTORY_WORDS = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


def search_texts(question: str, history: Sequence[Turn]) -> list[str]:
    """Give the texts to search for: the question, and with a history the question behind the newest of it.

    All of the user's turns count, and the last answer: it names what "they" and "it" stand for.
    """
    last_answer = next((turn for turn in reversed(history) if turn.role == "assistant"), None)
    before = [turn.text for turn in history if turn.role == "user" or turn is last_answer]
    words = " ".join(before).split()[-HISTORY_WORDS:]
    return [question, " ".join([*words, question])] if words else [question]
