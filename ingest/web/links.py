"""Find the addresses in a web page or a sitemap, by pattern: what is fetched is parsed in the child process only."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from ingest.web.address import normalise_url
from kb.errors import DocumentError

_VALUE = r"\s*=\s*(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})'|([^\s\"'<>]{1,2000}))"
_LINK = re.compile(r"<a\s(?:[^<>]{0,2000}?\s)?href" + _VALUE, re.IGNORECASE)
_BASE = re.compile(r"<base\s(?:[^<>]{0,2000}?\s)?href" + _VALUE, re.IGNORECASE)
_SITEMAP_ENTRY = re.compile(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[\s*)?([^\s<>\]]{1,2000})")


def find_links(page: str, url: str) -> list[str]:
    """Return the addresses that a page at an address links to, in order, each once; what is none is left out."""
    page = "".join(_leave_out_comments(page))
    if based := _BASE.search(page):
        url = _join(url, next(filter(None, based.groups())))
    links = (_join(url, next(filter(None, link.groups()))) for link in _LINK.finditer(page))
    return list(dict.fromkeys(_valid(links)))


def read_sitemap(text: str, url: str) -> tuple[list[str], list[str]]:
    """Return the pages and the further sitemaps that a sitemap at an address lists."""
    listed = list(dict.fromkeys(_valid(_join(url, found.group(1)) for found in _SITEMAP_ENTRY.finditer(text))))
    if re.search(r"<(?:\w+:)?sitemapindex\b", text):
        return [], listed
    if not listed and not re.search(r"<(?:\w+:)?urlset\b", text):
        raise DocumentError("is not a sitemap: it lists no addresses")
    return listed, []


def _leave_out_comments(page: str) -> Iterator[str]:
    start = 0
    while (comment := page.find("<!--", start)) >= 0:
        yield page[start:comment]
        end = page.find("-->", comment)
        if end < 0:
            return
        start = end + 3
    yield page[start:]


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, html.unescape(link).strip())
    except ValueError:
        return ""


def _valid(urls: Iterator[str]) -> Iterator[str]:
    for url in urls:
        try:
            yield normalise_url(url)
        except DocumentError:
            continue
