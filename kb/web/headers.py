"""The headers that every response carries, and the content security policy of the page."""

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    # Not no-referrer: with it a form's post would carry the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Gradio's built files carry a digest in their names; ours and its other static ones may change with a release.
STATIC = {
    "/assets/": "public, max-age=31536000, immutable",
    "/maintain/assets/": "public, max-age=31536000, immutable",
    "/static/": "no-cache",
    "/web/": "no-cache",
}
PAGES = ("/", "/maintain", "/maintain/")  # made by Gradio, with scripts in them

# What must run before Gradio's own scripts; the rest of our head is added by them, when one may be typing already.
EARLY = b'<script src="/web/labels.js"></script><script src="/web/ask.js"></script>'

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def security_policy(scripts: Iterable[bytes] = ()) -> str:
    """Write the content security policy; scripts are those that stand in the page itself and may run."""
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self'{hashes}",
            "style-src 'self' 'unsafe-inline'",  # Gradio sets styles from its scripts and in attributes
            "img-src 'self' data:",
            "object-src 'none'",
            "frame-ancestors 'self'",
            "base-uri 'self'",  # Gradio's page has a <base> of its own
            "form-action 'self'",
        ]
    )


class SecurityHeaders:
    """Add the headers to every response; what a route sets itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] in PAGES and scope["method"] == "GET":
            await self._show_page(scope, receive, send)
        else:
            await self.app(scope, receive, _completing(send, scope["path"], security_policy()))

    async def _show_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold Gradio's page back until its inline scripts are known: their digests go into the policy."""
        # A compressed page could not be read.
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    body = body.replace(b"</head>", EARLY + b"</head>", 1)
                    MutableHeaders(scope=start)["content-length"] = str(len(body))
                    complete = _completing(send, scope["path"], security_policy(_INLINE_SCRIPT.findall(body)))
                    await complete(start)
                    await complete({"type": "http.response.body", "body": body})

        await self.app(scope, receive, collect)


def _completing(send: Send, path: str, policy: str) -> Send:
    caching = next((value for prefix, value in STATIC.items() if path.startswith(prefix)), "no-store")

    async def complete(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.lower().startswith("access-control-")]:
                del headers[name]  # Gradio would let pages on other ports of this machine read along
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", policy)
            headers["Cache-Control"] = caching
        await send(message)

    return complete
