"""What is refused before anything else looks at it: other hosts, other sites, large bodies, doors not needed.

Plain ASGI: Starlette's BaseHTTPMiddleware would hold back a streamed answer.
"""

import re
from collections.abc import Callable, Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024  # a question has 4,000 characters at most, of up to four bytes
# Chat clients send the whole conversation each time, with our sources in it.
CONVERSATION = "/v1/"
LARGEST_CONVERSATION = 1024 * 1024
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

# What the page needs of Gradio's routes. The others take uploads, fetch addresses or call functions by name.
GRADIO = re.compile(r"(?:/maintain)?/gradio_api/(.*)", re.DOTALL)
GRADIO_NEEDED = ("queue/join", "queue/data", "heartbeat/", "startup-events", "cancel", "reset")

# Uploads go through a route of our own, which counts while it reads; Gradio's stays closed on both pages.
COUNTED_BY_ROUTE = ("/maintain/upload",)
MAINTAINERS = re.compile(r"/maintain(?:/.*)?", re.DOTALL)  # the page, its functions and its routes

TOO_LONG_CONVERSATION = "The conversation has more than 1 MB. Begin a new one."
TOO_LARGE = "That is too long to be a question. Please shorten it to 4,000 characters."


def is_loopback(host: str) -> bool:
    """Tell whether an address is one that only this machine can reach."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def everyone_maintains(scope: Scope) -> bool:
    """Take whoever asks for a maintainer: without sign-in the page is on loopback only."""
    return True


class Guard:
    """Let through only what the page itself asks, under the names it is known by (without ports).

    is_maintainer tells of a request whether it comes from a maintainer; below /maintain all others are refused.
    """

    def __init__(
        self,
        app: ASGIApp,
        names: Collection[str] = LOOPBACK_NAMES,
        is_maintainer: Callable[[Scope], bool] = everyone_maintains,
    ) -> None:
        self.app = app
        self.names = names
        self.is_maintainer = is_maintainer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or pass the request on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no route of the page is a websocket; the server refuses a handshake that nobody accepts
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        # No proxy stands before the page, so nobody may tell it another address.
        scope["headers"] = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-forwarded-")]
        if scope["method"] in SAFE_METHODS or scope["path"] in COUNTED_BY_ROUTE:
            await self.app(scope, receive, send)
            return
        most = LARGEST_CONVERSATION if scope["path"].startswith(CONVERSATION) else LARGEST_BODY
        body = await _read_body(receive, most)
        if body is None:
            await _refuse(413, TOO_LARGE, scope["path"])(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or _name(f"//{host}") not in self.names:
            return _refuse(400, "This host name is not known here.", scope["path"])
        if MAINTAINERS.fullmatch(scope["path"]) and not self.is_maintainer(scope):
            return _refuse(403, "This page is for maintainers.", scope["path"])
        asked = GRADIO.fullmatch(scope["path"])
        if asked and not asked[1].startswith(GRADIO_NEEDED):
            return _refuse(404, "Not found.", scope["path"])
        if scope["method"] not in SAFE_METHODS:
            origin = headers.get("origin")
            other = origin is not None and origin != f"{scope['scheme']}://{host}"
            if other or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return _refuse(403, "Requests from other sites are refused.", scope["path"])
        return None


def _name(address: str) -> str:
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


def _refuse(status: int, detail: str, path: str) -> JSONResponse:
    """Write a refusal as whoever asks reads it: chat clients as OpenAI's servers do."""
    if path.startswith(CONVERSATION):
        told = detail if status != 413 else TOO_LONG_CONVERSATION
        error = {"message": told, "type": "invalid_request_error", "param": None, "code": None}
        return JSONResponse({"error": error}, status_code=status)
    return JSONResponse({"detail": detail}, status_code=status)


async def _read_body(receive: Receive, most: int) -> bytes | None:
    """Read a body whole; None if it has more bytes than that."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read once more, and then what comes after it: the news that the client has gone."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
