"""Asking web servers: only public addresses of named hosts, within limits, whatever they answer (A30, A31)."""

import gzip
import ipaddress
import threading
import time

import pytest
from websites import Watched, answer, make_loopback_client, serve_site

from ingest.web.address import Place, is_public, normalise_url
from ingest.web.client import Client
from kb.errors import DocumentError, FetchError

NO_NAME = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://１２７.0.0.1/",
    "http://127.0.0.1./",
]
NO_ADDRESS = [
    "file:///etc/passwd",
    "ftp://site.test/",
    "gopher://site.test/",
    "data:text/html,x",
    "javascript:alert(1)",
    "//site.test/",
    "site.test",
    "http:///path",
    "http://user:secret@site.test/",
    "http://site.test@127.0.0.1/",
    "http://site.test\\@127.0.0.1/",
    "http://site.test:99999/",
    "http://site.test/a b",
    "http://site.test/\r\nHost: inner",
    "http://si te.test/",
    "http://" + "a" * 3000 + ".test/",
    "http://exa%6dple.test/",
    "",
]


@pytest.fixture
def site():
    with serve_site() as site:
        yield site


@pytest.mark.parametrize("url", NO_NAME + NO_ADDRESS)
def test_what_is_no_public_web_address_is_refused_unasked(url):
    """Catalogue A31: addresses in figures of any form, other schemes and tricks are no addresses at all."""
    with pytest.raises(DocumentError, match="address not allowed"):
        normalise_url(url)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://Site.Test:443/a?b=c#d", "https://site.test/a?b=c"),
        ("http://site.test", "http://site.test/"),
        ("http://site.test./ä?ö=%20", "http://site.test/%C3%A4?%C3%B6=%20"),
        ("http://exämple.test/", "http://xn--exmple-cua.test/"),
        ("http://site.test:8080/", "http://site.test:8080/"),
    ],
)
def test_addresses_have_one_form(url, normal):
    """An address is brought to one form, which stays as it is when that is done again."""
    assert normalise_url(url) == normal
    assert normalise_url(normal) == normal


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *(
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd00::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
        ),
        *("2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:0:7f00:1::"),
    ],
)
def test_inner_addresses_are_not_connected_to(address):
    """Catalogue A31: a name that leads to an inner address, as it is or within IPv6, leads nowhere."""
    network = Watched()
    client = Client("x", [Place("rebound.test", 80)], resolve=lambda host, port: [address], network=network)

    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(DocumentError, match=r"rebound\.test is at .*, which is not on the public internet"):
        client.get("http://rebound.test/", {})
    assert network.wanted == []


def test_public_addresses_are_known():
    """The rule that refuses inner addresses leaves the others."""
    assert all(is_public(ipaddress.ip_address(address)) for address in ("1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"))


def test_one_inner_address_among_public_ones_is_enough():
    """Catalogue A31: a name with a public and an inner address isn't asked at either."""
    network = Watched()
    client = Client("x", [Place("two.test", 80)], resolve=lambda host, port: ["1.1.1.1", "127.0.0.1"], network=network)

    with pytest.raises(DocumentError, match="which is not on the public internet"):
        client.get("http://two.test/", {})
    assert network.wanted == []


def test_a_name_is_resolved_once_and_that_address_is_connected_to(site):
    """Catalogue A31: a name that changes its address between check and connection has no second chance."""
    site.pages["/"] = answer(body="ok")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    network = Watched()
    client = make_loopback_client(site, network=network, resolve=lambda host, port: next(answers))

    assert client.get(site.url + "/", {}).content == b"ok"
    assert network.wanted == ["127.0.0.1"]
    with pytest.raises(DocumentError, match=r"site.test is at 10\.0\.0\.1"):
        client.get(site.url + "/", {})
    assert network.wanted == ["127.0.0.1"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://other.test/",
        "file:///etc/passwd",
        "http://site.test:1/",
        "//[::1",
    ],
)
def test_redirects_are_checked_like_addresses(site, target):
    """Catalogue A31: a redirect to a place that web.yaml doesn't name is refused, and nothing is asked there."""
    site.pages["/"] = answer(302, Location=target)
    network = Watched()

    with pytest.raises(DocumentError, match="redirects to"):
        make_loopback_client(site, network=network).get(site.url + "/", {})
    assert site.paths == ["/"]
    assert network.wanted == ["127.0.0.1"]


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    """Catalogue B24: a proxy set in the environment gets no request."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/"] = answer(body="ok")

    assert make_loopback_client(site).get(site.url + "/", {}).content == b"ok"


def test_the_program_says_who_it_is(site):
    """A server is told the product, the contact and the host that is meant."""
    site.pages["/"] = answer(body="ok")

    make_loopback_client(site).get(site.url + "/", {"If-None-Match": '"1"'})

    [(_, headers)] = site.asked
    assert headers["user-agent"] == "next-knowledge-base/test (contact: a@b.test)"
    assert headers["host"] == f"site.test:{site.port}"
    assert headers["if-none-match"] == '"1"'


def drip(request):
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        try:
            request.wfile.write(b".")
        except OSError:
            return
        time.sleep(0.05)


def drip_headers(request):
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"." * 100:
        try:
            request.wfile.write(bytes([byte]))
        except OSError:
            return
        time.sleep(0.05)


def pour(request):
    request.send_response(200)
    request.end_headers()
    for _ in range(2048):  # 2 GB
        try:
            request.wfile.write(bytes(2**20))
        except OSError:
            return


def cut(request):
    request.send_response(200)
    request.send_header("Content-Length", "100")
    request.end_headers()
    request.wfile.write(b"short")


HOSTILE = {
    "drips": (drip, "took longer than 0.5 s"),
    "drips headers": (drip_headers, "took longer than 0.5 s"),
    "sleeps": (lambda request: time.sleep(0.8), "took longer than 0.5 s"),
    "pours 2 GB": (pour, "too large: the limit is 1 MB"),
    "says 2 GB": (answer(body=b"x", Content_Length=str(2**31)), "too large: the limit is 1 MB"),
    "gzip bomb": (
        answer(body=gzip.compress(bytes(50 * 2**20)), Content_Encoding="gzip"),
        "too large: the limit is 1 MB",
    ),
    "no gzip": (answer(body=b"no gzip", Content_Encoding="gzip"), "damaged compressed content"),
    "half a gzip": (answer(body=gzip.compress(b"x" * 999)[:20], Content_Encoding="gzip"), "damaged compressed content"),
    "cut": (cut, "could not be reached"),
    "no HTTP": (lambda request: request.wfile.write(b"SSH-2.0-x\r\n"), "could not be reached"),
    "endless headers": (lambda request: request.wfile.write(b"HTTP/1.1 200\r\n" + b"X: y\r\n" * 10**5), "could not be"),
    "circle": (answer(302, Location="/"), "redirects in a loop"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_a_server_does_ends_in_one_line(site, kind):
    """Catalogue A30: slow, endless, packed, cut, circular: each is named within its limits."""
    site.pages["/"], message = HOSTILE[kind]

    with pytest.raises(DocumentError, match=message) as caught:
        make_loopback_client(site, seconds=0.5, max_bytes=2**20).get(site.url + "/", {})
    assert "\n" not in str(caught.value)


def test_a_chain_of_redirects_ends(site):
    """Catalogue A30: redirects to ever new addresses are followed five times."""
    site.pages.update({f"/{number}": answer(301, Location=f"/{number + 1}") for number in range(20)})

    with pytest.raises(DocumentError, match="redirects more than 5 times"):
        make_loopback_client(site).get(site.url + "/0", {})
    assert site.paths == [f"/{number}" for number in range(6)]


def test_a_server_that_is_not_there_is_named(site):
    """Catalogue A30: a refused connection and a name that is unknown are the server's failures."""
    with serve_site() as closed:
        client = make_loopback_client(closed)
    with pytest.raises(FetchError, match="could not be reached"):
        client.get(closed.url + "/", {})

    def fail(host, port):
        raise OSError("unknown name")

    with pytest.raises(FetchError, match=r"site\.test could not be resolved"):
        make_loopback_client(site, resolve=fail).get(site.url + "/", {})


def test_packed_answers_are_unpacked(site):
    """What a server compresses is read as if it had not."""
    site.pages["/"] = answer(body=gzip.compress(b"ok"), Content_Encoding="gzip")

    assert make_loopback_client(site).get(site.url + "/", {}).content == b"ok"
    assert threading.active_count() < 50
