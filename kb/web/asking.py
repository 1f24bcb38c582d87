"""A question of a program on its way to an answer: in a slot, in a thread, given up when the client leaves."""

import logging
import uuid
from collections.abc import AsyncGenerator, Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, aclosing, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import anyio
from anyio.to_thread import run_sync
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from kb.answer import Answer
from kb.batch import Asked
from kb.errors import BusyError, DocumentError, KnowledgeBaseError, MissingIndexError, QuestionError
from kb.filters import find_scope
from kb.index import Index
from kb.slots import Slots
from kb.web.library import Library

BROKEN = "Something went wrong (error id {}). Please try again, and tell the maintainer the id."
STARTING = "Starting: the language model is being loaded. Please ask again in a few seconds."
BUSY_SECONDS = 1  # after which a client that was told so may ask again
ABSENT_SECONDS = 5  # the same while there is no index
EVENTS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}

log = logging.getLogger(__name__)

# What answers: an index, a question, the earlier turns and a scope make growing answers, the last of them complete.
AskWithin = Callable[..., Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: an HTTP status, one line for a person, and when it is worth while to ask again."""

    status: int
    text: str
    again_seconds: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """Give the header that tells when to ask again."""
        return {"Retry-After": str(self.again_seconds)} if self.again_seconds else {}


def refuse(error: Exception) -> Refusal:
    """Say what an error means to a program; what is no error of ours is logged under an id."""
    if isinstance(error, BusyError):
        return Refusal(503, str(error), BUSY_SECONDS)
    if isinstance(error, QuestionError):
        return Refusal(422, str(error))
    if isinstance(error, DocumentError):
        return Refusal(404, str(error))
    if isinstance(error, KnowledgeBaseError):
        return Refusal(503, str(error), ABSENT_SECONDS)
    error_id = uuid.uuid4().hex[:8]
    log.error("Error %s while answering a program", error_id, exc_info=error)
    return Refusal(500, BROKEN.format(error_id))


class Asking:
    """Answer questions of programs from a library, each in a slot of those it shares with the page."""

    def __init__(self, library: Library, ask: AskWithin, slots: Slots) -> None:
        self._library = library
        self._ask = ask
        self._slots = slots

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """Lend the index; raises MissingIndexError while there is none: programs are told and need not wait."""
        state = self._library.state()
        if not state.ready:
            raise MissingIndexError(STARTING if state.starting else state.problem)
        with self._library.borrow() as index:
            yield index

    def in_slot(self) -> AbstractContextManager[None]:
        """Hold a slot; raises BusyError when none is free."""
        return self._slots.take(wait=False)

    async def answer(self, asked: Asked) -> AsyncGenerator[Answer]:
        """Answer a question step by step, the last answer being complete; raises KnowledgeBaseError, at once if busy.

        Closing it frees the slot as soon as the step that runs is done, within a quarter of a second.
        """
        with self.in_slot():
            steps = self._answer(asked)
            try:
                while (answer := await run_sync(next, steps, None)) is not None:
                    yield answer
            finally:
                with anyio.CancelScope(shield=True):
                    await run_sync(steps.close)

    def _answer(self, asked: Asked) -> Generator[Answer]:
        with self.reading() as index:
            scope = find_scope(index, asked.filters, asked.sources)
            yield from self._ask(index, asked.question, asked.history, scope)


class Form(Protocol):
    """How an interface puts answers and refusals; one for each answer, as it may remember what was sent."""

    def whole(self, answer: Answer) -> Mapping[str, Any]:
        """Give the JSON of a complete answer."""

    def grown(self, answer: Answer) -> str:
        """Give the events for an answer that has grown; "" when nothing is to be told."""

    def done(self, answer: Answer) -> str:
        """Give the last events, those of the complete answer."""

    def failed(self, refusal: Refusal) -> str:
        """Give the events that end a stream which can't be completed."""

    def refused(self, refusal: Refusal) -> JSONResponse:
        """Give the response when there is not even a beginning."""


class AnswerResponse(Response):
    """Answer one question while its client listens, whole or as events; what is begun is given up when it leaves."""

    def __init__(self, answers: AsyncGenerator[Answer], form: Form, *, events: bool) -> None:
        super().__init__()
        self._answers = answers
        self._form = form
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or stop as soon as the client has left."""

        async def leave_with_client() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(leave_with_client)
            async with aclosing(self._answers):
                await self._answer(scope, receive, send)
            tasks.cancel_scope.cancel()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what goes wrong before the first words is a response of its own, later it is the last event."""
        began = False
        last: Answer | None = None
        try:
            async for last in self._answers:
                if self._events:
                    if not began:
                        began = True
                        await _begin(send)
                    await _send(send, self._form.grown(last) or ":\n\n")  # a comment keeps the connection
            if last is None:
                raise RuntimeError("A question was answered with nothing.")
        except Exception as error:  # the one place where whatever happens must become a sentence
            refusal = refuse(error)
            if began:
                await _send(send, self._form.failed(refusal), more=False)
            else:
                await self._form.refused(refusal)(scope, receive, send)
            return
        if self._events:
            await _send(send, self._form.done(last), more=False)
        else:
            await JSONResponse(self._form.whole(last))(scope, receive, send)


async def _begin(send: Send) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in EVENTS.items()]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _send(send: Send, events: str, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": events.encode(errors="replace"), "more_body": more})
