"""From a conversation to what is searched: the question alone, and the question with what went before.

The scores of both are averaged, the question alone weighing more the more it names (kb.retrieve). That beats a gate
that decides whether a question needs its history: a new subject is found by the question alone, "and who runs it?" by
the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.setting import asks, is_setting, split_setting
from kb.units import find_units
from kb.words import terms

# Words before the question that are searched with it; the embedding model reads 256 tokens and cuts the end.
HISTORY_WORDS = 100
# What is read of a history: twice as much, as reading may leave words out. All of a long one would take many seconds.
READ_WORDS, READ_CHARACTERS = 2 * HISTORY_WORDS, 40 * HISTORY_WORDS
READ_ANSWERS = 4
NEWEST = 2  # turns: what was asked last, and its answer
FEWEST_TERMS = 2  # of a sentence that can be asked without those around it


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


def split_message(message: str) -> tuple[str, str]:
    """Part a message into what it asks and what it says around it: "We are a town in X. Can we apply?".

    What is said around a question explains it as an earlier turn would, and its words are none that an answer must
    hold. A message is asked whole when it has no sentence that asks, only such, or one that says nothing of its own.
    Who asks may also be told in the sentence of the question, and behind that many a question has no mark.
    """
    units = find_units(message)
    sentences = [message[unit.start : unit.end] for unit in units]
    said = any(map(is_setting, sentences))
    asking: list[str] = []
    around: list[str] = []
    for sentence in sentences:
        own, setting = split_setting(sentence)
        if setting or sentence.endswith("?") or (said and asks(sentence)):
            asking.append(own)
            around += [setting] if setting else []
        else:
            around.append(sentence)
    asked = " ".join(asking)
    enough = 1 if any(map(is_setting, around)) else FEWEST_TERMS
    if not around or any(unit.kind != "sentence" for unit in units) or len(set(terms(asked))) < enough:
        return message, ""
    return asked, " ".join(around)


def newest_turns(history: Sequence[Turn]) -> list[Turn]:
    """Give what of a history is read, oldest first: the end of what was asked, with the newest answers.

    Answers are only looked through for what they name, however long they are: what "it" stands for may stand at the
    beginning of one, and what "them" stands for in the one before.
    """
    kept: list[Turn] = []
    left, answers = READ_WORDS, READ_ANSWERS
    for turn in reversed(history):
        if left <= 0:
            break
        text = turn.text[-READ_CHARACTERS:]
        if turn.role == "assistant":
            answers -= 1
            kept += [Turn(turn.role, text)] if answers >= 0 else []
            continue
        words = text.split()
        kept.append(Turn(turn.role, text if len(words) <= left else " ".join(words[-left:])))
        left -= len(words)
    return kept[::-1]


def search_texts(question: str, history: Sequence[Turn]) -> list[str]:
    """Give the texts to search for: the question, with a history also the question behind the newest of it.

    All of the user's turns count, and the last answer: it names what "they" and "it" stand for. Of a longer history the
    newest turn and its answer are searched with alone, too, before all of it: what was said long ago may drown them.
    """
    last_answer = next((turn for turn in reversed(history) if turn.role == "assistant"), None)
    before = [turn.text for turn in history if turn.role == "user" or turn is last_answer]
    said = [" ".join(turns).split()[-HISTORY_WORDS:] for turns in (before[-NEWEST:], before)]
    return [question, *dict.fromkeys(" ".join([*words, question]) for words in said if words)]
