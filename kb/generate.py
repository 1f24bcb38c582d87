"""From hits to an answer worded by a chat model, sentence by sentence, each held against the passages.

The model's words are never trusted: a sentence is shown once kb.grounding found the passage that says it, and its
citation comes from there. What no passage bears is dropped or struck out. When too little is left, or the model fails,
the caller shows the quotations instead.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from langchain_core.messages import BaseMessage

from kb.chat import BLOCKED, SILENT, Chat, Ending, open_chat
from kb.config import Config
from kb.errors import ChatError
from kb.figures import figures_of
from kb.followup import Turn
from kb.grounding import Ground, Grounds
from kb.index import Hit, Index
from kb.prompt import NOTHING, count_tokens_at_most, write_messages, write_rewriting
from kb.units import find_units
from kb.usage import Allowance, Tally, Usage
from kb.words import STOP_WORDS, fold

T = TypeVar("T")

LEAST = 0.5  # share of the model's sentences that must be borne by passages, else its answer is not shown
REWRITE_SECONDS = 10.0
REMEMBERED = 500  # answers

_ENDS = frozenset(".!?…\n")  # without one of these no sentence ends
_CITATION = re.compile(r"\s*\[\d[\d,\s-]*\]|【[^】]*】")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKUP = re.compile(r"\*\*|__|`|^#+\s+", re.M)
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")

NO_WORDS = "found no answer in the passages"
NOT_BORNE = "wrote what the documents don't say"
OVER_LIMIT = "has given as many answers as it may today"
LEFT = "was not waited for"
UNCHECKABLE = "was not asked: it would word in another language than the passages"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the model, and the units of passages that bear it, none for one that is struck out.

    listed: it stands as an item of a list.
    """

    text: str
    grounds: tuple[Ground, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """A worded answer so far.

    problem completes "The chat model ..." when the answer is not whole, "" when it is or still grows. usable: whether
    enough of it is borne by passages to be shown. tokens_in and tokens_out are at most what was used.
    """

    sentences: tuple[Sentence, ...]
    done: bool = False
    usable: bool = True
    problem: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


class Writer:
    """A chat model with what it may use: its context, its time, its allowance; and the answers it gave."""

    def __init__(self, chat: Chat, config: Config) -> None:
        self.chat = chat
        self.unsupported: Literal["drop", "strike"] = config.chat_unsupported
        self._context = config.chat_context
        self._seconds = config.chat_seconds
        self._allowance = Allowance(config.chat_user_limit, config.chat_day_limit)
        self._tally = Tally()
        self._remembered: OrderedDict[object, Worded] = OrderedDict()
        self._rewritten: OrderedDict[object, str] = OrderedDict()
        self._lock = threading.Lock()

    def usage(self) -> tuple[Usage, ...]:
        """Give what was used today, the newest generation first."""
        return self._tally.read()

    def rewrite_question(
        self, question: str, history: Sequence[Turn], user: str = "", generation: int = 0
    ) -> Iterator[str | None]:
        """Let the model make a follow-up question stand alone, None as long as it isn't there; the last one counts.

        None, or nothing at all, where it can't or changed what was asked: a rewrite that drops a name or figure of the
        question, or has one that the conversation has not, is not used. Nothing is asked for a user who has no answer
        left today. Closing the iterator hangs up.
        """
        if not history or not self._allowance.is_left(user):
            return
        key = (question, tuple(history))
        if key in self._rewritten:
            yield self._rewritten[key]
            return
        messages = write_rewriting(question, history, self._context)
        said, ending = "", Ending(LEFT)
        try:
            for piece in self.chat.stream(messages, min(REWRITE_SECONDS, self._seconds)):
                if isinstance(piece, Ending):
                    ending = piece
                else:
                    said += piece
                    yield None  # who listens may leave
        except ChatError as error:  # the question is searched for with its history as without a model
            ending = Ending(str(error))
        finally:
            used = ending.tokens_in or _bound(messages), ending.tokens_out or count_tokens_at_most(said)
            self._tally.add(generation, ending.problem, tokens_in=used[0], tokens_out=used[1])
        rewritten = said.strip().strip('"“”«»').strip()
        spoken = " ".join([question, *(turn.text for turn in history)])
        kept = _named(question) <= _named(rewritten) <= _named(spoken)
        one_line = 0 < len(rewritten) <= 3 * len(question) + 200 and "\n" not in rewritten
        if ending.problem or not kept or not one_line:
            yield None
            return
        self._remember(self._rewritten, key, rewritten)
        yield rewritten

    def word_answer(
        self, index: Index, question: str, hits: Sequence[Hit], history: Sequence[Turn], language: str, user: str
    ) -> Iterator[Worded]:
        """Word the answer to a question from hits, best first; grows sentence by sentence, the last one is done.

        Never raises for what the model does: the last one tells by problem and usable what came of it. Words of one
        language can't be held against passages of another: only passages in the language of the answer are used, and
        where there are none the model is not asked, as nothing that it says could be shown. The same question with the
        same history and hits on the same generation is answered from memory.
        """
        generation = int(index.path.name) if index.path.name.isdecimal() else 0
        languages = {document.source: document.lang.casefold()[:2] for document in index.documents}
        hits = [hit for hit in hits if languages.get(hit.source, "") in ("", language)]
        if not hits:
            self._tally.add(generation, UNCHECKABLE)
            yield Worded((), done=True, usable=False, problem=UNCHECKABLE)
            return
        key = (index.path, question, tuple(history), tuple(hit.row for hit in hits), language)
        remembered = self._remembered.get(key)
        if remembered is not None:
            self._tally.add(generation, remembered=1)
            yield remembered
            return
        if not self._allowance.take(user):
            self._tally.add(generation, OVER_LIMIT)
            yield Worded((), done=True, usable=False, problem=OVER_LIMIT)
            return
        worded = Worded((), problem=LEFT)
        try:
            for worded in self._word(index, question, hits, history, language):
                yield worded
        finally:
            problem = worded.problem if worded.done else LEFT
            tokens = {"tokens_in": worded.tokens_in, "tokens_out": worded.tokens_out}
            self._tally.add(generation, problem, answers=int(worded.done and worded.usable), **tokens)
        if worded.usable and not worded.problem:
            self._remember(self._remembered, key, Worded(worded.sentences, done=True))

    def _remember(self, memory: "OrderedDict[object, T]", key: object, value: T) -> None:
        with self._lock:
            memory[key] = value
            while len(memory) > REMEMBERED:
                memory.popitem(last=False)

    def _word(
        self, index: Index, question: str, hits: Sequence[Hit], history: Sequence[Turn], language: str
    ) -> Iterator[Worded]:
        messages, given = write_messages(question, hits, history, language, self._context)
        tokens_in = _bound(messages)
        grounds = Grounds(index, given)
        sentences: list[Sentence] = []
        text, ending, ended = "", Ending(SILENT), False
        try:
            for piece in self.chat.stream(messages, self._seconds):
                if isinstance(piece, Ending):
                    ending = piece
                    break
                text += piece
                ended = ended or not _ENDS.isdisjoint(piece)
                if ended:  # else no sentence can have become whole
                    complete = _sentences(text)
                    for said, listed in complete[len(sentences) : -1]:
                        sentences.append(_check(grounds, question, sentences, said, listed))
                    ended = bool(complete) and not _ENDS.isdisjoint(complete[-1][0])
                yield Worded(tuple(sentences), tokens_in=tokens_in, tokens_out=count_tokens_at_most(text))
        except ChatError as error:
            yield Worded((), done=True, usable=False, problem=str(error), tokens_in=tokens_in)
            return
        # What was cut off in the middle of a sentence is no sentence.
        rest = _sentences(text)[len(sentences) :]
        for said, listed in rest[: len(rest) - 1 if ending.problem else len(rest)]:
            sentences.append(_check(grounds, question, sentences, said, listed))
        borne = sum(bool(sentence.grounds) for sentence in sentences)
        nothing = text.strip(" .\n").upper() == NOTHING
        usable = borne > 0 and borne >= LEAST * len(sentences) and ending.problem != BLOCKED
        problem = ending.problem or ("" if usable else NO_WORDS if nothing or not sentences else NOT_BORNE)
        yield Worded(
            tuple(sentences),
            done=True,
            usable=usable,
            problem=problem,
            tokens_in=ending.tokens_in or tokens_in,
            tokens_out=ending.tokens_out or count_tokens_at_most(text),
        )


def _check(grounds: Grounds, question: str, sentences: Sequence[Sentence], said: str, listed: bool) -> Sentence:
    """Hold a sentence against the passages; the question and those that are shown tell of what it speaks."""
    before = [question, *(sentence.text for sentence in sentences if sentence.grounds)]
    return Sentence(said, grounds.check(said, before), listed)


def _bound(messages: Sequence[BaseMessage]) -> int:
    return sum(count_tokens_at_most(str(message.text)) for message in messages)


def open_writer(config: Config) -> Writer | None:
    """Make the chat model that config names ready to word answers; None when it names none."""
    chat = open_chat(config)
    return None if chat is None else Writer(chat, config)


def _sentences(text: str) -> list[tuple[str, bool]]:
    """Split what the model said into sentences without its markup and citations, and tell which are items."""
    found = []
    for unit in find_units(text):
        said = _MARKUP.sub("", _LINK.sub(r"\1", _CITATION.sub("", text[unit.start : unit.end]))).strip()
        if any(character.isalnum() for character in said):
            found.append((" ".join(said.split()), unit.kind == "item"))
    return found


def _named(text: str) -> frozenset[str]:
    """Give the figures of a text and its words with a capital, the first word only where it stands so elsewhere."""
    words = _WORD.findall(text)
    names = {fold(word) for word in words[1:] if word[:1].isupper()}
    first = {fold(word) for word in words[:1] if word[1:] != word[1:].lower()}
    return frozenset(names | first) - STOP_WORDS | figures_of(text)
