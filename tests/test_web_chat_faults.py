"""Every way in which a chat model fails, through to what people and programs are shown: the quotations and one line.

No key, no address and no word of the model's server stands in what is shown, sent or logged.
"""

import json
import logging
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from chat_server import Handler, Script, failing, hanging, saying, sending, serving, silent
from pydantic import SecretStr
from starlette.testclient import TestClient
from web_server import network_library

import kb.chat
from kb.answer import Answer, answer_question, stream_answer
from kb.config import Config
from kb.generate import open_writer
from kb.generations import LiveIndex
from kb.slots import Slots
from kb.web.api import build_api
from kb.web.asking import Asking
from kb.web.chat import converse
from kb.web.library import Library
from kb.web.messages import escape
from kb.wording import phrase

HERE = "http://127.0.0.1:7860"
QUESTION = "Who is the contact for the network?"
SAID = "Anna Nowak is the contact for the network."
KEY = "sk-very-secret-key"
SECONDS = 0.7  # for an answer, so that what hangs is soon over
SECRETS = (KEY, "very-secret", "inside.example", "/hidden/path", "127.0.0.1:", "Traceback", "gateway of")

EVENT = 'data: {"id":"1","object":"chat.completion.chunk","created":0,"model":"m","choices":%s}\n\n'
DELTA = '[{"index":0,"delta":%s,"finish_reason":%s}]'


def part(delta: str, finish: str = "null") -> str:
    """Write one event with a delta."""
    return EVENT % (DELTA % (delta, finish))


def refusing(status: int, told: str = "bad") -> Script:
    """Reply with an error whose text repeats the key and an address."""
    error = {"message": f"{told}: key {KEY} of http://inside.example/hidden/path", "code": told}
    return failing(status, json.dumps({"error": error}))


def breaking_off(handler: Handler) -> None:
    """Promise a longer body than is sent, and hang up."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.chunk({"role": "assistant", "content": "Anna Now"})


CALL = '{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}'
TOOL = f'{{"role":"assistant","tool_calls":[{CALL}]}}'
FAILED = {
    "400 rejected": refusing(400),
    "400 context too long": refusing(400, "context_length_exceeded"),
    "401 key": refusing(401, "invalid_api_key"),
    "403 forbidden": refusing(403),
    "404 no model": refusing(404, "model_not_found"),
    "429 limit": refusing(429, "rate_limit"),
    "500 broken": refusing(500),
    "502 gateway": failing(502, "<html>The gateway of inside.example</html>"),
    "503 overloaded": refusing(503),
    "no head": silent(2 * SECONDS),
    "hang": hanging(seconds=2 * SECONDS),
    "drip": saying(*"Anna Nowak is t", pause=0.1),
    "cut within the first sentence": saying("Anna Nowak is the con", finish=None, done=False),
    "connection lost": breaking_off,
    "no end marker, nothing whole": saying("Anna Now", finish=None),
    "empty": saying(""),
    "blanks": saying("  \n \n"),
    "null": sending(part('{"role":"assistant","content":null}', '"stop"') + "data: [DONE]\n\n"),
    "no choices": sending(EVENT % "[]" + "data: [DONE]\n\n"),
    "choices null": sending(EVENT % "null" + "data: [DONE]\n\n"),
    "no body": sending(""),
    "HTML": sending(f"<html>Sign in at http://inside.example/?key={KEY}</html>", "text/html"),
    "bad JSON": sending("data: {oops\n\n"),
    "not streamed": sending('{"choices": null}', "application/json"),
    "content filter": saying(SAID, finish="content_filter"),
    "content filter, nothing said": saying(finish="content_filter"),
    "refusal": sending(part('{"role":"assistant","refusal":"I can not"}', '"stop"') + "data: [DONE]\n\n"),
    "length within the first sentence": saying("Anna Nowak is the con", finish="length"),
    "tool calls": sending(part(TOOL, '"tool_calls"') + "data: [DONE]\n\n"),
    "content a number": sending(part('{"role":"assistant","content":5}', '"stop"') + "data: [DONE]\n\n"),
    "content an object": sending(part('{"role":"assistant","content":{"text":"Anna"}}', '"stop"') + "data: [DONE]\n\n"),
    "nothing found by the model": saying("NOTHING"),
    "unfaithful": saying("Eva Hahn is the contact. She was born in Graz."),
}
CUT = {
    "no end marker": saying(f"{SAID} Moreover, it al", finish=None),
    "cut stream": saying(f"{SAID} Moreover, it al", finish=None, done=False),
    "length": saying(f"{SAID} Moreover, it al", finish="length"),
    "hang": hanging(f"{SAID} Moreover, it al", seconds=2 * SECONDS),
    "bad JSON": sending(
        part(json.dumps({"role": "assistant", "content": f"{SAID} Moreover, it al"})) + "data: {oops\n\n"
    ),
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """A library of three documents."""
    with network_library(tmp_path_factory.mktemp("faults")) as live:
        yield live


def ask_both(live: LiveIndex, url: str) -> tuple[dict[str, object], str]:
    """Ask with a model at url, through the API and on the page; give the fields of the one, the HTML of the other."""
    settings = {"chat_model": "openai:tiny", "chat_base_url": url, "chat_api_key": SecretStr(KEY)}
    writer = open_writer(Config(**settings, chat_seconds=SECONDS))  # type: ignore[arg-type]
    assert writer is not None
    library, ask = Library(live), partial(stream_answer, min_confidence=0.0, writer=writer)
    with TestClient(build_api(library, Asking(library, ask, Slots()), Path("documents")), base_url=HERE) as client:
        response = client.post("/api/ask", json={"question": QUESTION})
    assert response.status_code == 200
    *_, step = converse(library, ask, QUESTION, ())
    writer.chat.close()
    return response.json(), step.conversation[-1].shown


def quoted(live: LiveIndex) -> Answer:
    """Answer without a model."""
    with live.borrow() as index:
        return answer_question(index, QUESTION, min_confidence=0.0)


def check_failed(live: LiveIndex, url: str, log: pytest.LogCaptureFixture) -> None:
    """See that both ways give the quotations, one line, and no secret."""
    log.set_level(logging.WARNING)  # as in app.py: the client's own log has addresses
    log.set_level(logging.DEBUG, "kb")
    told, shown = ask_both(live, url)
    alone = quoted(live)

    assert (told["text"], told["status"], told["notice"]) == (alone.text, "answered", phrase("chat_failed", "en"))
    assert shown.count(escape(phrase("chat_failed", "en"))) == 1
    assert 'class="kb-cite"' in shown
    for secret in SECRETS:
        assert secret not in json.dumps(told) + shown + log.text


@pytest.mark.parametrize("fault", FAILED)
def test_the_quotations_and_one_line_are_shown(
    fault: str, live: LiveIndex, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the model's server does."""
    monkeypatch.setattr(kb.chat, "PAUSE", 0.01)
    with serving(FAILED[fault]) as server:
        check_failed(live, f"{server.url}/hidden/path", caplog)


def test_a_refused_connection_leaves_the_quotations(
    live: LiveIndex, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens there."""
    monkeypatch.setattr(kb.chat, "PAUSE", 0.01)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        check_failed(live, f"http://127.0.0.1:{taken.getsockname()[1]}/hidden/path", caplog)


def test_a_name_nobody_knows_leaves_the_quotations(
    live: LiveIndex, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resolver has no address; none is really asked."""

    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known: inside.example")

    monkeypatch.setattr(kb.chat, "PAUSE", 0.01)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    check_failed(live, "http://inside.example/hidden/path", caplog)


@pytest.mark.parametrize("fault", CUT)
def test_a_cut_answer_is_shown_as_cut(fault: str, live: LiveIndex) -> None:
    """What came whole is shown with its source and a line that says that it is cut; half a sentence is not."""
    with serving(CUT[fault]) as server:
        told, shown = ask_both(live, server.url)

    assert (told["text"], told["notice"]) == (f"{SAID} [1]", phrase("chat_cut", "en"))
    assert shown.count(escape(phrase("chat_cut", "en"))) == 1
    assert "Moreover, it al" not in shown
    assert told["worded_by"] == "openai:tiny"
