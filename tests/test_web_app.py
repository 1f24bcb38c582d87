import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kb.errors import ConfigError
from kb.web.serve import address_of, listen

ROOT = Path(__file__).parent.parent


def start(*options: str, **environment: str) -> subprocess.Popen[str]:
    """Start the chat as a person does."""
    return subprocess.Popen(
        [sys.executable, "app.py", *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A run in the background ignores Ctrl-C, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def read_page(address: str) -> dict[str, Any]:
    """Give what a page is made of, as its browser reads it."""
    found = re.search(r"window.gradio_config = (.*?);</script>", httpx.get(address, timeout=30).text, re.DOTALL)
    assert found
    page: dict[str, Any] = json.loads(found.group(1))
    return page


def ask(address: str, question: str, session: str) -> list[dict[str, Any]]:
    """Ask as the page does, and give what comes back, event by event."""
    functions = read_page(address)["dependencies"]
    submit = next(f["id"] for f in functions if any(event == "submit" for _, event in f["targets"]))
    body = {"data": [question, None, "", [], [], "", ""], "fn_index": submit, "session_hash": session}
    httpx.post(f"{address}/gradio_api/queue/join", json=body, timeout=30).raise_for_status()
    events = []
    with httpx.stream("GET", f"{address}/gradio_api/queue/data?session_hash={session}", timeout=60) as stream:
        for line in stream.iter_lines():
            if line.startswith("data:"):
                events.append(json.loads(line[5:]))
                if events[-1]["msg"] == "process_completed":
                    break
    return events


@pytest.fixture(scope="module")
def chat(library: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The chat, as soon as its address was printed."""
    process = start("--port", str(free_port()), "--index", str(library))
    assert process.stdout
    found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert found
    yield process, found.group()
    process.kill()
    process.communicate()


def test_a_question_asked_at_once_is_answered(chat: tuple[subprocess.Popen[str], str]) -> None:
    """The page is there before the model; a question asked then waits, and its answer is streamed."""
    _, address = chat
    assert httpx.get(f"{address}/health", timeout=30).json()["starting"]
    events = ask(address, "What came before Interreg NEXT?", "first")
    assert events[-1]["success"]
    streamed = json.dumps([event["output"] for event in events if event.get("output")])
    assert "Starting" in streamed
    assert "ENI CBC" in streamed
    assert httpx.get(f"{address}/health", timeout=30).json()["ready"]


@pytest.mark.parametrize("path", ["", "/maintain/"])
def test_a_text_field_is_empty_at_first(path: str, chat: tuple[subprocess.Popen[str], str]) -> None:
    """Not without a value: a view that fills itself before its field was drawn would be sent None for the text."""
    fields = [part["props"] for part in read_page(chat[1] + path)["components"] if part["type"] == "textbox"]
    assert fields
    assert [field["label"] for field in fields if field.get("value") is None] == []


def test_the_server_does_not_name_itself(chat: tuple[subprocess.Popen[str], str]) -> None:
    """Which server answers is nobody's business."""
    assert "server" not in httpx.get(f"{chat[1]}/health", timeout=30).headers


def test_it_stops_soon_with_chats_open(chat: tuple[subprocess.Popen[str], str]) -> None:
    """A stop does not wait for open tabs (uvicorn alone would, for as long as they stay open), and makes no noise."""
    process, address = chat
    with httpx.stream("GET", f"{address}/gradio_api/heartbeat/open", timeout=30) as stream:
        next(stream.iter_raw())
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
    assert process.stderr
    assert process.stderr.read().strip() in ("", "Stopped.")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--host", "192.0.2.1"), 4, "there is no sign-in yet. Use --host 127.0.0.1."),
        (("--port", "70000"), 4, "port is 70000"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_line(options: tuple[str, ...], code: int, said: str) -> None:
    """Wrong settings end the program at once, with what to do."""
    process = start(*options)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert said in errors
    assert len(errors.strip().splitlines()) == 1


def test_a_taken_port_is_named_with_the_cure() -> None:
    """Two chats can't have the same port."""
    with listen("127.0.0.1", free_port()) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"Port {port} .* --port {port + 1}"):
            listen("127.0.0.1", port)
        assert address_of(taken) == f"http://127.0.0.1:{port}"
