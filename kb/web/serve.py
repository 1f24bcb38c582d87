"""Listening and serving: the port taken early, the stop made quick."""

import gc
import logging
import socket

import uvicorn
from starlette.types import ASGIApp

from kb.errors import ConfigError
from kb.web.guard import is_loopback

STOP_SECONDS = 3  # for what does not end when its browser is gone
MOST_CONNECTIONS = 1000


def listen(host: str, port: int) -> socket.socket:
    """Take the port; raises ConfigError when it is taken, or when others than this machine could reach it."""
    if not is_loopback(host):
        raise ConfigError(
            f"Listening on {host} would let others ask without signing in, and there is no sign-in yet. "
            "Use --host 127.0.0.1."
        )
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    # A server that was just stopped must not keep the port for a minute.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise ConfigError(
            f"Port {port} on {host} can't be used ({error.strerror}). Is the chat running already? "
            f"Stop it, or choose another port: python app.py --port {port + 1}."
        ) from error
    listening.listen()
    return listening


def address_of(listening: socket.socket) -> str:
    """Give the address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until a signal comes."""
    config = uvicorn.Config(
        app,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    try:
        _Server(config).run(sockets=[listening])
    finally:
        # The process ends: going through all that torch and Gradio ever made would take it seconds.
        gc.freeze()


class _Server(uvicorn.Server):
    """Hang up when told to stop: an open chat keeps its connection for as long as its tab is open."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await super().shutdown(sockets)
