"""A chat model's reply as a stream of pieces, within a total deadline, whatever the model does.

Providers' clients hang, retry, take a cut stream for a whole one and repeat keys in their errors. Here a reply ends in
one of two ways: in an Ending that says whether it is whole, or in a ChatError that holds no word of the provider's.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from langchain_core.messages import BaseMessage

from kb.config import Config
from kb.errors import ChatError
from kb.models import load_chat_model

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

BEAT = 0.25  # seconds without a word after which "" is given, so that who listens may leave
PAUSE = 0.5  # seconds before the second try
WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "completed"})  # as the providers call it
FILTERED = frozenset({"content_filter", "refusal", "safety", "recitation", "prohibited_content"})

UNREACHABLE = "could not be reached"
KEY_REFUSED = "refused the key it was given"
NO_MODEL = "is not there under that name"
BUSY = "is over its limits"
BROKEN = "failed"
SLOW = "took too long"
UNREADABLE = "sent something that can't be read"
BLOCKED = "would not answer this"
CUT_OFF = "broke off"
SILENT = "said nothing"
REJECTED = "rejected the request"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a reply ended. problem is "" for a whole one, else why it was cut.

    tokens_in and tokens_out are the provider's counts; None when it gives none.
    """

    problem: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class Chat:
    """A chat model, and the loop its replies are read in: one for all, as providers' clients keep connections."""

    def __init__(self, model: "BaseChatModel", name: str, host: str = "") -> None:
        self.name = name
        self.host = host
        self._model = model
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="chat model")
        self._thread.start()

    def close(self) -> None:
        """Stop what is still being read."""

        async def finish() -> None:
            reading = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in reading:
                task.cancel()
            await asyncio.gather(*reading, return_exceptions=True)
            await self._loop.shutdown_asyncgens()

        asyncio.run_coroutine_threadsafe(finish(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def stream(self, messages: Sequence[BaseMessage], seconds: float) -> Iterator[str | Ending]:
        """Give the reply piece by piece, then its Ending; "" when nothing came for a while.

        Raises ChatError when not a word came within seconds. A server that is busy or gone is tried twice. Closing the
        iterator hangs up.
        """
        deadline = time.monotonic() + seconds
        for last in (False, True):
            try:
                yield from self._stream_once(messages, deadline)
            except ChatError as error:
                again = str(error) in (UNREACHABLE, BUSY, BROKEN) and time.monotonic() + PAUSE < deadline
                if last or not again:
                    raise
                time.sleep(PAUSE)
            else:
                return

    def _stream_once(self, messages: Sequence[BaseMessage], deadline: float) -> Iterator[str | Ending]:
        pieces: queue.SimpleQueue[Any] = queue.SimpleQueue()

        async def read() -> None:
            async for chunk in self._model.astream(list(messages)):
                pieces.put(chunk)

        reading: Future[None] = asyncio.run_coroutine_threadsafe(read(), self._loop)
        reading.add_done_callback(pieces.put)
        said, finish, tools = False, "", False
        tokens: dict[str, int] = {}
        try:
            while True:
                left = deadline - time.monotonic()
                try:
                    piece = pieces.get(timeout=max(min(left, BEAT), 0.001))
                except queue.Empty:
                    if left <= 0:
                        yield self._end(SLOW, tokens, said)
                        return
                    yield ""
                    continue
                if piece is reading:
                    break
                finish = finish or _finish_of(piece)
                tools = tools or bool(getattr(piece, "tool_call_chunks", None))
                for key, count in (piece.usage_metadata or {}).items():  # at the start, at the end, or growing
                    if isinstance(count, int):
                        tokens[key] = max(count, tokens.get(key, 0))
                if piece.text:
                    said = True
                    yield str(piece.text)
        finally:
            reading.cancel()
        problem = _problem_of(reading) or _problem_with(finish, tools)
        yield self._end(problem, tokens, said)

    def _end(self, problem: str, tokens: dict[str, int], said: bool) -> Ending:
        if not said:
            raise ChatError(problem if problem and problem != CUT_OFF else SILENT)
        return Ending(problem, tokens.get("input_tokens"), tokens.get("output_tokens"))


def open_chat(config: Config) -> Chat | None:
    """Make the chat model that config names ready; None when it names none. Nothing is sent yet."""
    if not config.chat_model:
        return None
    host = urlsplit(config.chat_base_url).hostname or ""
    return Chat(load_chat_model(config), config.chat_model, host)


def _finish_of(piece: Any) -> str:
    told = piece.response_metadata
    reason = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason") or ""
    return str(reason).casefold()


def _problem_with(finish: str, tools: bool) -> str:
    """Tell what is wrong with a stream that ended by itself: without its end marker it was cut, says nobody."""
    if tools or finish in ("tool_calls", "function_call", "tool_use"):
        return UNREADABLE
    if finish in FILTERED:
        return BLOCKED
    return "" if finish in WHOLE else CUT_OFF


def _problem_of(reading: "Future[None]") -> str:
    """Tell in our words what a client raised; its own may hold keys and addresses, so only its kind is logged."""
    try:
        error = reading.exception()
    except CancelledError:
        return CUT_OFF
    if error is None:
        return ""
    log.warning("The chat model gave no reply: %s", type(error).__name__)
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        by_status = {401: KEY_REFUSED, 403: KEY_REFUSED, 404: NO_MODEL, 429: BUSY}
        return by_status.get(status, BROKEN if status >= 500 else REJECTED)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if any("Timeout" in kind for kind in kinds):
        return SLOW
    if any(kind in kinds for kind in ("APIConnectionError", "ConnectError", "ConnectionError", "OSError")):
        return UNREACHABLE
    return CUT_OFF if kinds & {"RemoteProtocolError", "ReadError", "IncompleteRead"} else UNREADABLE
