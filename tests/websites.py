"""A web site on the loopback address, whose pages are functions, and a client that may ask it and nothing else."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore

from ingest.web.address import Place
from ingest.web.client import Client

Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A site at site.test: pages by path, and the requests that came as (path, headers)."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://site.test:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def answer(status=200, body=b"", **headers) -> Page:
    """Make a page that answers always the same."""

    def page(request: BaseHTTPRequestHandler) -> None:
        content = body.encode() if isinstance(body, str) else body
        request.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(content)), **headers}.items():
            if value is not None:
                request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        with contextlib.suppress(OSError):  # the client may have had enough
            request.wfile.write(content)

    return page


def write_page(title, *links, text="The programme has two calls a year."):
    """Write a small page with links."""
    listed = "".join(f"<li><a href='{link}'>{link}</a>" for link in links)
    return f"<html lang=en><title>{title}</title><h1>{title}</h1><p>{text}</p><ul>{listed}</ul>"


@contextlib.contextmanager
def serve_site() -> Iterator[Site]:
    """Serve a site on 127.0.0.1 until the end of the block."""
    site = Site()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            site.pages.get(self.path, answer(404, "no such page"))(self)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Watched(httpcore.NetworkBackend):
    """Connect to 127.0.0.1 only, and remember every address that a connection was wanted to."""

    def __init__(self) -> None:
        self.wanted: list[str] = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.wanted.append(host)
        assert host == "127.0.0.1", "no test leaves the machine"
        return httpcore.SyncBackend().connect_tcp(host, port, timeout, local_address, socket_options)


def make_loopback_client(site: Site, *, network=None, resolve=None, **limits) -> Client:
    """Make a client for which site.test is at 127.0.0.1, and that is allowed."""
    return Client(
        "next-knowledge-base/test (contact: a@b.test)",
        [Place("site.test", site.port)],
        resolve=resolve or (lambda host, port: {"site.test": ["127.0.0.1"]}[host]),
        is_allowed=lambda address: str(address) == "127.0.0.1",
        network=network or Watched(),
        **limits,
    )
