"""Ask for one web address, within limits, over connections that go to checked addresses only."""

import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import urljoin

import httpcore

from ingest.web.address import (
    IpAddress,
    Place,
    Resolve,
    check_place,
    find_addresses,
    is_public,
    normalise_url,
    resolve_name,
)
from kb.errors import DocumentError, FetchError

MAX_BYTES = 20 * 2**20
SECONDS = 20.0
MAX_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: url is where the last redirect led to, header names are in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    content: bytes


class Client:
    """Ask web servers, each request with a deadline and a size limit, redirects followed and checked one by one.

    resolve finds the addresses of a name once a request, and the connection goes to one of these very addresses;
    is_allowed tells which of them may be connected to. wait is called with the place before each request.
    """

    def __init__(
        self,
        user_agent: str,
        allowed: Collection[Place],
        *,
        resolve: Resolve = resolve_name,
        is_allowed: Callable[[IpAddress], bool] = is_public,
        network: httpcore.NetworkBackend | None = None,
        seconds: float = SECONDS,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._user_agent = user_agent
        self._allowed = frozenset(allowed)
        self._resolve = resolve
        self._is_allowed = is_allowed
        self._network = network or httpcore.SyncBackend()
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._tls: ssl.SSLContext | None = None

    def get(
        self,
        url: str,
        headers: dict[str, str],
        *,
        before_request: Callable[[str], None] = lambda url: None,
    ) -> Reply:
        """Return the answer for a normalised address; raise DocumentError for whatever prevents one.

        It is a FetchError if the network or the server is to blame. before_request is called with each address that
        will be asked, redirects too; what it raises ends the request.
        """
        seen = []
        while True:
            check_place(url, self._allowed)
            before_request(url)
            reply = self._ask(url, headers)
            target = reply.headers.get("location")
            if reply.status not in _REDIRECTS or target is None:
                return reply
            seen.append(url)
            try:
                url = normalise_url(urljoin(url, target))
                check_place(url, self._allowed)
            except (DocumentError, ValueError) as error:
                raise DocumentError(f"redirects to {target[:200]!r}: {error}") from error
            if url in seen:
                raise DocumentError(f"redirects in a loop: {url}")
            if len(seen) > MAX_REDIRECTS:
                raise DocumentError(f"redirects more than {MAX_REDIRECTS} times")

    def _ask(self, url: str, headers: dict[str, str]) -> Reply:
        guard = _Guard(self._network, self._resolve, self._is_allowed, time.monotonic() + self._seconds)
        sent: list[tuple[bytes | str, bytes | str]] = [("User-Agent", self._user_agent), ("Accept-Encoding", "gzip")]
        sent += [("Accept", "*/*"), *headers.items()]
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls_context(), network_backend=guard) as pool,
                pool.stream("GET", url, headers=sent, extensions={"timeout": timeouts}) as response,
            ):
                received = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                size = received.get("content-length", "")
                if size.isdecimal() and int(size) > self._max_bytes:
                    raise DocumentError(self._describe_size())
                chunks = cast(Iterable[bytes], response.stream)
                if received.get("content-encoding", "identity").strip().lower() in ("gzip", "x-gzip", "deflate"):
                    chunks = _inflate(chunks, self._max_bytes)
                return Reply(url, response.status, received, self._read(chunks))
        except httpcore.TimeoutException as error:
            raise FetchError(f"took longer than {self._seconds:g} s to answer") from error
        except zlib.error as error:
            raise DocumentError("answered with damaged compressed content") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise FetchError(f"could not be reached: {reason}") from error

    def _read(self, chunks: Iterable[bytes]) -> bytes:
        content = bytearray()
        for chunk in chunks:
            content += chunk
            if len(content) > self._max_bytes:
                raise DocumentError(self._describe_size())
        return bytes(content)

    def _describe_size(self) -> str:
        return f"too large: the limit is {self._max_bytes / 2**20:g} MB"

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            import certifi

            self._tls = ssl.create_default_context(cafile=certifi.where())
        return self._tls


class _Guard(httpcore.NetworkBackend):
    """Make the connections of one request: to checked addresses, and until its deadline."""

    def __init__(
        self,
        network: httpcore.NetworkBackend,
        resolve: Resolve,
        is_allowed: Callable[[IpAddress], bool],
        deadline: float,
    ) -> None:
        self._network = network
        self._resolve = resolve
        self._is_allowed = is_allowed
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = find_addresses(Place(host, port), self._resolve, self._is_allowed)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for position, address in enumerate(addresses):
            share = _left(self._deadline) / (len(addresses) - position)
            try:
                stream = self._network.connect_tcp(address, port, share, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """Read and write until a deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline")
    return left


def _inflate(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """Yield what is compressed, in pieces of bounded size, so that the reader can stop a bomb."""
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    for chunk in chunks:
        while chunk and not inflater.eof:
            yield inflater.decompress(chunk, min(max_bytes, 2**20))
            chunk = inflater.unconsumed_tail
    if not inflater.eof:
        raise zlib.error("incomplete")
