"""A chat model's reply: whole, cut or none, within its time, over the real protocol."""

import contextlib
import logging
import socket

import pytest
from chat_server import Script, failing, hanging, saying, sending, serving, silent
from langchain_core.messages import HumanMessage

from kb import chat as replies
from kb.chat import Ending, open_chat
from kb.config import Config
from kb.errors import ChatError

ASKED = [HumanMessage("Who runs NEXT MED?")]


def config_of(url: str) -> Config:
    """Configure the chat model behind an address."""
    return Config(chat_model="openai:tiny", chat_base_url=url, chat_api_key="sk-secret")  # type: ignore[arg-type]


def read(url: str, seconds: float = 10) -> tuple[str, Ending]:
    """Read a whole reply: its text and its ending."""
    chat = open_chat(config_of(url))
    assert chat is not None
    try:
        *pieces, ending = [piece for piece in chat.stream(ASKED, seconds) if piece != ""]
    finally:
        chat.close()
    assert isinstance(ending, Ending)
    return "".join(map(str, pieces)), ending


def test_no_chat_model_is_the_default() -> None:
    """Nothing is made when no model is named."""
    assert open_chat(Config()) is None


def test_a_whole_reply() -> None:
    """The pieces come in order, the end marker makes it whole, the server's counts are given."""
    with serving(saying("Sardinia ", "runs it.")) as server:
        assert read(server.url) == ("Sardinia runs it.", Ending("", 11, 7))
        assert server.seen[0]["messages"] == [{"role": "user", "content": "Who runs NEXT MED?"}]


NULL = '[{"index":0,"delta":{"content":null},"finish_reason":"stop"}]'
HALF = '[{"index":0,"delta":{"content":"A"},"finish_reason":null}]'
TOOLS = (
    '[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","type":"function",'
    '"function":{"name":"open","arguments":"{}"}}]},"finish_reason":"tool_calls"}]'
)
NUMBER = '[{"index":0,"delta":{"content":{"text":7}},"finish_reason":"stop"}]'
PARTS = (
    '[{"index":0,"delta":{"role":"assistant","content":[{"type":"text","text":"Sardinia."}]},"finish_reason":"stop"}]'
)
EVENT = 'data: {"id":"1","object":"chat.completion.chunk","created":0,"model":"m","choices":%s}\n\n'


@pytest.mark.parametrize(
    ("script", "text", "problem"),
    [
        pytest.param(saying("Half an ans", finish=None, done=False), "Half an ans", replies.CUT_OFF, id="no-end"),
        pytest.param(saying("No end marker.", finish=None), "No end marker.", replies.CUT_OFF, id="no-finish"),
        pytest.param(saying("Too long", finish="length"), "Too long", replies.CUT_OFF, id="length"),
        pytest.param(saying("I can't", finish="content_filter"), "I can't", replies.BLOCKED, id="filter"),
        pytest.param(saying("Let me look", finish="tool_calls"), "Let me look", replies.UNREADABLE, id="tools"),
        pytest.param(hanging("Sardinia "), "Sardinia ", replies.SLOW, id="hang"),
        pytest.param(saying(*"Sardinia runs it all.", pause=0.3), None, replies.SLOW, id="drip"),
        pytest.param(
            sending(EVENT % HALF + "data: {oops\n\n"),
            "A",
            None,
            id="garbage",
        ),
    ],
)
def test_a_cut_reply_is_told_from_a_whole_one(script: Script, text: str | None, problem: str | None) -> None:
    """What came is kept, and the ending says that it is not whole."""
    with serving(script) as server:
        said, ending = read(server.url, seconds=2)

    assert said == text if text is not None else said
    assert ending.problem == problem if problem else ending.problem


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        pytest.param(failing(401), replies.KEY_REFUSED, id="whole-key"),
        pytest.param(failing(403), replies.KEY_REFUSED, id="forbidden"),
        pytest.param(failing(404), replies.NO_MODEL, id="no-model"),
        pytest.param(failing(429), replies.BUSY, id="busy"),
        pytest.param(failing(500), replies.BROKEN, id="broken"),
        pytest.param(failing(503), replies.BROKEN, id="unavailable"),
        pytest.param(failing(400), replies.REJECTED, id="rejected"),
        pytest.param(silent(), replies.SLOW, id="silent"),
        pytest.param(hanging(), replies.SLOW, id="hanging"),
        pytest.param(saying("", finish="stop"), replies.SILENT, id="empty"),
        pytest.param(saying(finish="content_filter"), replies.BLOCKED, id="filtered"),
        pytest.param(sending(EVENT % "[]" + "data: [DONE]\n\n"), replies.SILENT, id="no-choices"),
        pytest.param(sending(EVENT % NULL), replies.SILENT, id="null"),
        pytest.param(sending("<html>Sign in</html>", "text/html"), replies.UNREADABLE, id="html"),
        pytest.param(sending("data: {oops\n\n"), replies.UNREADABLE, id="bad-json"),
        pytest.param(sending(EVENT % TOOLS), replies.UNREADABLE, id="tool-calls"),
        pytest.param(sending(EVENT % NUMBER), replies.UNREADABLE, id="a-number"),
        pytest.param(sending(""), replies.UNREADABLE, id="no-body"),
        pytest.param(sending('{"choices": null}', "application/json"), replies.UNREADABLE, id="not-streamed"),
        pytest.param(failing(400, '{"error": {"code": "context_length_exceeded"}}'), replies.REJECTED, id="too-long"),
        pytest.param(failing(502, "<html>Bad gateway</html>"), replies.BROKEN, id="gateway"),
    ],
)
def test_no_reply_is_told_in_our_words(script: Script, reason: str, caplog: pytest.LogCaptureFixture) -> None:
    """Each way of failing has its line, and neither it nor the log holds the key, the address or the server's words."""
    caplog.set_level(logging.DEBUG, "kb")
    with serving(script) as server, pytest.raises(ChatError) as caught:
        read(server.url, seconds=2)

    assert str(caught.value) == reason
    told = str(caught.value) + caplog.text
    assert not any(secret in told for secret in ("sk-secret", "inside.example", "127.0.0.1"))


def test_a_server_that_is_gone_is_told_at_once() -> None:
    """A refused connection needs no deadline."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"  # bound, not listening: connections are refused
        with pytest.raises(ChatError, match=replies.UNREACHABLE):
            read(url, seconds=60)


def test_a_name_that_cannot_be_resolved_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the resolver knows no address nothing is connected to, and the line names no host."""

    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(ChatError) as caught:
        read("http://models.example/v1")

    assert str(caught.value) == replies.UNREACHABLE


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # the client's own type says text
def test_content_in_parts_is_read() -> None:
    """Some servers send a list of parts where most send a text."""
    with serving(sending(EVENT % PARTS + "data: [DONE]\n\n")) as server:
        assert read(server.url) == ("Sardinia.", Ending(""))


@pytest.mark.parametrize("first", [failing(500), failing(429), failing(503)], ids=["500", "429", "503"])
def test_a_passing_failure_is_tried_again(first: Script) -> None:
    """A busy or broken server is asked twice, and no third time."""
    with serving(first, saying("Here.")) as server:
        assert read(server.url) == ("Here.", Ending("", 11, 7))
        assert len(server.seen) == 2


@pytest.mark.parametrize(
    "script", [failing(401), failing(404), saying("Half", finish=None, done=False)], ids=["401", "404", "cut"]
)
def test_what_would_fail_again_is_asked_once(script: Script) -> None:
    """A refused key, an unknown model and a reply that broke off are not asked again."""
    with serving(script) as server:
        with contextlib.suppress(ChatError):
            read(server.url)
        assert len(server.seen) == 1


def test_leaving_hangs_up() -> None:
    """Who stops listening frees the server: it sees the connection closed."""
    with serving(hanging("Sardinia ")) as server:
        chat = open_chat(config_of(server.url))
        assert chat is not None
        stream = chat.stream(ASKED, 60)
        assert next(piece for piece in stream if piece) == "Sardinia "
        stream.close()  # type: ignore[attr-defined]
        assert server.gone.wait(10)
        chat.close()


def test_a_beat_is_given_while_nothing_comes() -> None:
    """Between words an empty piece is given, so that who listens can leave."""
    with serving(silent()) as server:
        chat = open_chat(config_of(server.url))
        assert chat is not None
        assert next(iter(chat.stream(ASKED, 60))) == ""
        chat.close()


def test_two_replies_at_once() -> None:
    """Replies that are read at the same time don't mix."""
    with serving(saying("One. ", "Two. ", pause=0.05)) as server:
        chat = open_chat(config_of(server.url))
        assert chat is not None
        both = [chat.stream(ASKED, 10), chat.stream(ASKED, 10)]
        said = ["", ""]
        for _ in range(100):
            for number, stream in enumerate(both):
                piece = next(stream, "")
                said[number] += piece if isinstance(piece, str) else ""
        chat.close()
    assert said == ["One. Two. ", "One. Two. "]
