"""Providers that speak protocols of their own: the same replies, endings and lines as over the OpenAI protocol."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from chat_server import ChatServer, Handler, Script, failing, serving
from langchain_core.messages import HumanMessage, SystemMessage

from kb import chat as replies
from kb.chat import Ending, open_chat
from kb.config import Config
from kb.errors import ChatError

ASKED = [SystemMessage("Be short."), HumanMessage("Who runs NEXT MED?")]
CONTEXT = 5000


def as_ollama(*texts: str, done: str | None = "stop") -> Script:
    """Stream as Ollama's /api/chat does: one JSON object a line, the last with its reason and counts."""

    def script(handler: Handler) -> None:
        handler.begin(kind="application/x-ndjson")
        for text in texts:
            message = {"role": "assistant", "content": text}
            handler.send(json.dumps({"model": "m", "message": message, "done": False}) + "\n")
        if done:
            end = {"done": True, "done_reason": done, "prompt_eval_count": 11, "eval_count": 7}
            handler.send(json.dumps({"model": "m", "message": {"role": "assistant", "content": ""}, **end}) + "\n")

    return script


def as_anthropic(*texts: str, done: str | None = "end_turn") -> Script:
    """Stream as Anthropic's /v1/messages does: typed events."""

    def script(handler: Handler) -> None:
        def event(kind: str, **more: object) -> None:
            handler.send(f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n")

        handler.begin()
        usage = {"input_tokens": 11, "output_tokens": 1}
        start = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": usage}
        event("message_start", message={**start, "stop_reason": None, "stop_sequence": None})
        event("content_block_start", index=0, content_block={"type": "text", "text": ""})
        for text in texts:
            event("content_block_delta", index=0, delta={"type": "text_delta", "text": text})
        if done:
            event("content_block_stop", index=0)
            delta = {"stop_reason": done, "stop_sequence": None}
            event("message_delta", delta=delta, usage={"input_tokens": 11, "output_tokens": 7})
            event("message_stop")

    return script


PROVIDERS = pytest.mark.parametrize(
    ("provider", "says", "cut"), [("ollama", as_ollama, "length"), ("anthropic", as_anthropic, "max_tokens")]
)


def read(server: ChatServer, provider: str, seconds: float = 5) -> tuple[str, Ending]:
    """Read a whole reply of a provider's client."""
    url = server.url.removesuffix("/v1")
    settings = {"chat_base_url": url, "chat_api_key": "sk-secret", "chat_context": CONTEXT}
    chat = open_chat(Config(chat_model=f"{provider}:m", **settings))  # type: ignore[arg-type]
    assert chat is not None
    assert chat.host == "127.0.0.1"
    try:
        *pieces, ending = [piece for piece in chat.stream(ASKED, seconds) if piece != ""]
    finally:
        chat.close()
    assert isinstance(ending, Ending)
    return "".join(map(str, pieces)), ending


@PROVIDERS
def test_a_whole_reply(provider: str, says: Callable[..., Script], cut: str) -> None:
    """The reply comes in pieces, whole, with the provider's counts."""
    with serving(says("Sardinia ", "runs it.")) as server:
        said, ending = read(server, provider)

    assert (said, ending.problem, ending.tokens_in, ending.tokens_out) == ("Sardinia runs it.", "", 11, 7)


@PROVIDERS
def test_a_cut_reply(provider: str, says: Callable[..., Script], cut: str) -> None:
    """What the model's own limit cuts, and what ends without an end marker, is cut off."""
    for done in (cut, None):
        with serving(says("Sardinia ", "runs", done=done)) as server:
            said, ending = read(server, provider)

        assert said.startswith("Sardinia")
        assert ending.problem == replies.CUT_OFF


@PROVIDERS
@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, replies.KEY_REFUSED), (404, replies.NO_MODEL), (429, replies.BUSY), (500, replies.BROKEN)],
)
def test_an_error_is_told_in_our_words(
    provider: str, says: Callable[..., Script], cut: str, status: int, reason: str
) -> None:
    """The line is ours whichever client it is; nothing is retried by the client itself."""
    with serving(failing(status)) as server:
        with pytest.raises(ChatError) as caught:
            read(server, provider)
        assert len(server.seen) <= 2

    assert str(caught.value) == reason


def test_ollama_is_told_the_context() -> None:
    """Ollama would cut the passages at its own default."""
    with serving(as_ollama("Yes.")) as server:
        read(server, "ollama")

        assert server.seen[0]["options"]["num_ctx"] == CONTEXT


MISSING = """
import sys
from kb.config import Config
from kb.errors import ConfigError
from kb.models import load_chat_model

sys.modules["langchain_anthropic"] = sys.modules["langchain_ollama"] = None
for provider in ("anthropic", "ollama"):
    try:
        load_chat_model(Config(chat_model=f"{provider}:m", chat_api_key="k"))
    except ConfigError as error:
        print(error)
"""


def test_a_missing_package_is_told_with_its_extra() -> None:
    """The line names the extra to install; in a process of its own, as what was imported stays."""
    done = subprocess.run([sys.executable, "-c", MISSING], capture_output=True, text=True, check=True)

    told = done.stdout.splitlines()
    assert ["[anthropic]" in told[0], "[ollama]" in told[1], len(told)] == [True, True, 2]
