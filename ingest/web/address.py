"""Tell which web addresses may be asked for: http and https, of named hosts, at public addresses of the internet.

A list of pages is written by people, but where a page redirects to and what a name resolves to is decided by others:
without these rules they could make this program read what only the inside of its network may see (SSRF).
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from kb.errors import DocumentError, FetchError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Collection[str]]
"""From a host and a port to all addresses of the host; OSError when there are none."""

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is asked for: a host in lower case and a port."""

    host: str
    port: int


def normalise_url(url: str) -> str:
    """Return a web address in the one form it is asked for, without its fragment; raise DocumentError if it is none.

    Names and passwords in it, addresses in figures of any base, and whatever programs read differently are refused.
    """
    url = url.strip()
    if len(url) > _LONGEST or re.search(r"[\x00-\x20\x7f\\]", url):
        raise DocumentError("address not allowed: it is too long, or has a space, a control character or a backslash")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as error:
        raise DocumentError("address not allowed: it is not a web address") from error
    if parts.scheme not in _PORTS:
        raise DocumentError("address not allowed: only http and https are")
    if parts.username is not None or parts.password is not None:
        raise DocumentError("address not allowed: it holds a user name or a password")
    if not re.fullmatch(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", host):
        raise DocumentError("address not allowed: its host is not a name")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", host.rsplit(".", 1)[-1]):
        raise DocumentError("address not allowed: its host is a number, not a name")
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, place, path, quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), ""))


def place_of(url: str) -> Place:
    """Return host and port of a normalised address."""
    parts = urlsplit(url)
    return Place(parts.hostname or "", parts.port or _PORTS[parts.scheme])


def check_place(url: str, allowed: Collection[Place]) -> None:
    """Raise DocumentError unless a normalised address is at an allowed place, or at its usual web ports."""
    place = place_of(url)
    if place in allowed:
        return
    if place.host not in {known.host for known in allowed}:
        raise DocumentError(f"address not allowed: web.yaml doesn't name {place.host}; if it is meant, add it to hosts")
    if place.port not in _PORTS.values():
        raise DocumentError(f"address not allowed: port {place.port} of {place.host} is not named in web.yaml")


def is_public(address: IpAddress) -> bool:
    """Tell whether an address is one of the public internet, also when it stands within an IPv6 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if not all(is_public(within) for within in inner if within is not None):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def find_addresses(place: Place, resolve: Resolve, is_allowed: Callable[[IpAddress], bool]) -> list[str]:
    """Return the addresses of a host, all of them allowed; raise DocumentError if one is not, or there is none."""
    try:
        found = [str(address) for address in resolve(place.host, place.port)]
        addresses = [ipaddress.ip_address(address) for address in found]
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(f"the name {place.host} could not be resolved") from error
    if not addresses:
        raise FetchError(f"the name {place.host} could not be resolved")
    for address in addresses:
        if not is_allowed(address):
            raise DocumentError(
                f"address not allowed: {place.host} is at {address}, which is not on the public internet"
            )
    return found


def resolve_name(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, without those that are bound to one interface."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))
