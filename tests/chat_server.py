"""A chat model for tests: a real HTTP server on this machine that speaks the OpenAI protocol, scripted per request."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST = 20.0  # seconds that a script may take, so that no test hangs

Script = Callable[["Handler"], None]


class ChatServer(ThreadingHTTPServer):
    """Hold what is said next, one script a request, and what was asked. The last script is said again and again."""

    daemon_threads = True
    scripts: list[Script]
    seen: list[dict[str, Any]]
    gone: threading.Event  # set when a reader hung up in the middle of a reply

    @property
    def url(self) -> str:
        """The address to configure."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """Play the next script."""

    server: ChatServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Reply to one completion."""
        self.server.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        script = self.server.scripts.pop(0) if len(self.server.scripts) > 1 else self.server.scripts[0]
        self.close_connection = True
        try:
            script(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.gone.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        """Send the head of a reply."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def send(self, text: str) -> None:
        """Send a piece of the body."""
        self.wfile.write(text.encode())
        self.wfile.flush()

    def chunk(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> None:
        """Send one event of a streamed completion."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        made = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice], **more}
        self.send(f"data: {json.dumps(made)}\n\n")


def saying(*texts: str, finish: str | None = "stop", done: bool = True, pause: float = 0.0) -> Script:
    """Stream the texts one by one; finish and done are the two end markers."""

    def script(handler: Handler) -> None:
        handler.begin()
        for text in texts:
            handler.chunk({"role": "assistant", "content": text})
            time.sleep(pause)
        if finish:
            usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
            handler.chunk({}, finish, usage=usage)
        if done:
            handler.send("data: [DONE]\n\n")

    return script


def failing(status: int, body: str = '{"error": {"message": "key sk-secret at http://inside.example/v1"}}') -> Script:
    """Reply with an error."""

    def script(handler: Handler) -> None:
        handler.begin(status, "application/json")
        handler.send(body)

    return script


def sending(body: str, kind: str = "text/event-stream") -> Script:
    """Reply with a body as it stands."""

    def script(handler: Handler) -> None:
        handler.begin(200, kind)
        handler.send(body)

    return script


def hanging(*texts: str, seconds: float = LONGEST) -> Script:
    """Say the texts, then nothing, with the connection open; notice when the reader leaves."""

    def script(handler: Handler) -> None:
        handler.begin()
        for text in texts:
            handler.chunk({"role": "assistant", "content": text})
        for _ in range(int(seconds / 0.05)):
            time.sleep(0.05)
            handler.send(": \n\n")  # a comment, which tells whether somebody listens

    return script


def silent(seconds: float = LONGEST) -> Script:
    """Send not even a head."""

    def script(handler: Handler) -> None:
        time.sleep(min(seconds, LONGEST))

    return script


@contextmanager
def serving(*scripts: Script) -> Iterator[ChatServer]:
    """Serve scripts until the end of the block."""
    server = ChatServer(("127.0.0.1", 0), Handler)
    server.scripts, server.seen, server.gone = list(scripts), [], threading.Event()
    thread = threading.Thread(
        target=server.serve_forever, args=(0.02,)
    )  # how often it looks whether to stop, in seconds
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
