"""Bring the copies of web pages up to date: the one place that knows the order of the steps.

A page is never lost because a site was down: whatever goes wrong, the last good copy stays and the problem is named.
Only a page that its server has called gone (404 or 410) for longer than ``keep_gone_days``, or that web.yaml no longer
leads to, is dropped.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from ingest.web.address import place_of
from ingest.web.client import Client, Reply
from ingest.web.content import choose_suffix, decode_addresses, mark_encoding, unpack
from ingest.web.copies import WebCopy, read_copies, source_of_url, sweep_copies, write_content, write_copies
from ingest.web.links import find_links, read_sitemap
from ingest.web.robots import Robots, parse_robots
from ingest.web.settings import Entry, WebSettings, read_settings
from kb.errors import ConfigError, DocumentError, FetchError

PRODUCT = "next-knowledge-base"
CONFIG = "web.yaml"
SECONDS_BETWEEN = 1.0
_ENOUGH = 3
"""Requests that fail in a row until a host counts as down and is left in peace."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """What there is after a crawl: the copies, and a line for each source that could not be brought up to date."""

    copies: tuple[WebCopy, ...]
    problems: dict[str, str]


MakeClient = Callable[[WebSettings], Client]


def make_client(settings: WebSettings) -> Client:
    """Make the client that asks the real network, in the name of the contact."""
    return Client(f"{PRODUCT}/0.1 (contact: {settings.contact})", settings.hosts)


def crawl_web(
    config: Path,
    folder: Path,
    suffixes: frozenset[str],
    *,
    make: MakeClient = make_client,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[str], None] = lambda url: None,
) -> Crawl:
    """Fetch the pages that a web.yaml leads to and that are due; keep copies of those with a suffix that can be read.

    Without the file, or for a file that can't be used, nothing is fetched. In the first case the copies are removed, in
    the second they stay.
    """
    if not config.is_file():
        sweep_copies(folder, ())
        if folder.is_dir():
            write_copies(folder, ())
        return Crawl((), {})
    copies = read_copies(folder)
    try:
        settings = read_settings(config)
    except ConfigError as error:
        return Crawl(_in_order(copies), {CONFIG: str(error)})
    crawler = _Crawler(settings, folder, suffixes, copies, make(settings), now, monotonic, sleep, progress)
    crawler.crawl(may_drop=not settings.problems)
    return Crawl(_in_order(crawler.copies), settings.problems | crawler.problems)


def list_copies(config: Path, folder: Path) -> Crawl:
    """Return the copies there are, without asking the network or changing anything."""
    return Crawl(_in_order(read_copies(folder)) if config.is_file() else (), {})


@dataclass(slots=True)
class _Crawler:
    """Keep the state of one crawl: what is known of hosts and pages so far."""

    settings: WebSettings
    folder: Path
    suffixes: frozenset[str]
    copies: dict[str, WebCopy]
    client: Client
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    progress: Callable[[str], None]
    problems: dict[str, str] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _visited: dict[str, str] = field(default_factory=dict)  # from each address to that of its copy
    _down: dict[str, int] = field(default_factory=dict)  # hosts, with how many requests in a row failed
    _entries: dict[str, set[str]] = field(default_factory=dict)

    def crawl(self, may_drop: bool) -> None:
        for entry in self.settings.entries:
            for url in self._find_pages(entry):
                self._entries.setdefault(url, set()).add(entry.key)
                self._visit(url)
        if may_drop:
            self._drop()
        self._save()
        sweep_copies(self.folder, self.copies.values())

    def _find_pages(self, entry: Entry) -> Iterator[str]:
        """Yield the pages of an entry: those it leads to, then those it led to before, as long as they are served."""
        found = 0
        visited = set()
        finders = {"page": self._find_page, "sitemap": self._find_in_sitemap, "start": self._find_by_links}
        for url in finders[entry.kind](entry):
            if url in visited or not _is_wanted(url, entry):
                continue
            if found == entry.limit:
                self.problems[f"{CONFIG}, {entry.key}"] = f"leads to more than {found} pages; raise its limit"
                return
            found += 1
            visited.add(url)
            yield url
        for url in [copy.url for copy in self.copies.values() if entry.key in copy.entries and copy.url not in visited]:
            yield url

    def _find_page(self, entry: Entry) -> Iterator[str]:
        yield entry.url

    def _find_in_sitemap(self, entry: Entry) -> Iterator[str]:
        waiting = deque([(entry.url, 0)])
        while waiting:
            url, depth = waiting.popleft()
            try:
                reply = self._get(url, {})
                if reply.status != 200:
                    raise DocumentError(f"answered {reply.status}")
                pages, sitemaps = read_sitemap(decode_addresses(unpack(reply.content)), url)
            except DocumentError as error:
                self.problems[source_of_url(url)] = f"{error}; the pages known of it are kept"
                continue
            yield from pages
            if depth == 0:
                waiting.extend((sitemap, 1) for sitemap in sitemaps)

    def _find_by_links(self, entry: Entry) -> Iterator[str]:
        waiting = deque([(entry.url, 0)])
        seen = {entry.url}
        host = place_of(entry.url)
        while waiting:
            url, depth = waiting.popleft()
            yield url
            copy = self.copies.get(self._visited.get(url, url))
            if depth == entry.depth or copy is None or not copy.file.endswith(".html"):
                continue
            page = decode_addresses((self.folder / copy.file).read_bytes())
            for link in find_links(page, copy.location):
                if link not in seen and place_of(link) == host and _is_wanted(link, entry):
                    seen.add(link)
                    waiting.append((link, depth + 1))

    def _visit(self, url: str) -> None:
        """Bring the copy of one page up to date, unless that was done lately; name what prevents it."""
        if url in self._visited:
            return
        self._visited[url] = url
        copy = self.copies.get(url)
        now = self.now()
        if copy and now - datetime.fromisoformat(copy.checked) < timedelta(hours=self.settings.every_hours):
            self._visited.setdefault(copy.location, url)
            return
        self.progress(url)
        headers = {}
        if copy and copy.etag:
            headers["If-None-Match"] = copy.etag
        if copy and copy.last_modified:
            headers["If-Modified-Since"] = copy.last_modified
        try:
            reply = self._get(url, headers)
            if reply.status in (404, 410):
                self._note_gone(url, reply.status, copy, now)
            elif reply.url != url and reply.url in self._visited:  # another address of a page that is there already
                self._visited[url] = self._visited[reply.url]
                self.copies.pop(url, None)
            elif reply.status == 304 and copy:
                self._visited[reply.url] = url
                moment = now.isoformat(timespec="seconds")
                self.copies[url] = replace(copy, checked=moment, location=reply.url, gone_since="")
            elif reply.status == 200:
                self._visited[reply.url] = url
                self.copies[url] = self._keep(url, reply, copy, now.isoformat(timespec="seconds"))
            else:
                raise DocumentError(f"answered {reply.status}")
        except DocumentError as error:
            self.problems[source_of_url(url)] = f"{error} ({url})"
            return
        self._save()

    def _keep(self, url: str, reply: Reply, copy: WebCopy | None, moment: str) -> WebCopy:
        suffix = choose_suffix(reply)
        if suffix not in self.suffixes:
            kind = reply.headers.get("content-type", "").split(";")[0].strip() or "of an unknown type"
            raise DocumentError(f"is {kind[:80]}, which can't be read")
        if not reply.content.strip():
            raise DocumentError("answered with an empty page")
        name = write_content(self.folder, url, suffix, mark_encoding(reply, suffix))
        same = copy is not None and copy.file == name
        return WebCopy(
            url,
            name,
            reply.url,
            fetched=copy.fetched if copy and same else moment,
            checked=moment,
            etag=reply.headers.get("etag", "")[:500],
            last_modified=reply.headers.get("last-modified", "")[:100],
            entries=copy.entries if copy else (),
        )

    def _note_gone(self, url: str, status: int, copy: WebCopy | None, now: datetime) -> None:
        source = source_of_url(url)
        if copy is None:
            self.problems[source] = f"answered {status}: there is no such page ({url})"
            return
        since = copy.gone_since or now.isoformat(timespec="seconds")
        until = datetime.fromisoformat(since) + timedelta(days=self.settings.keep_gone_days)
        if now < until:
            self.copies[url] = replace(copy, gone_since=since)
            self.problems[source] = f"answered {status}; its copy is kept until {until.date()}, then removed ({url})"
        else:
            del self.copies[url]
            self.problems[source] = f"answered {status} since {since[:10]}; its copy is removed ({url})"
        self._save()

    def _get(self, url: str, headers: dict[str, str]) -> Reply:
        """Ask as robots.txt allows and no faster than is polite; leave a host in peace that is down or asks for it."""

        def prepare(url: str) -> None:
            if self._down.get(urlsplit(url).netloc, 0) >= _ENOUGH:
                raise DocumentError("its site is down or busy and was not asked again")
            robots = self._read_robots(url)
            parts = urlsplit(url)
            if not robots.allows(parts.path + (f"?{parts.query}" if parts.query else "")):
                raise DocumentError(robots.problem or "robots.txt doesn't allow it")
            self._wait(url, robots.delay)

        host = urlsplit(url).netloc
        try:
            reply = self.client.get(url, headers, before_request=prepare)
        except FetchError:
            self._down[host] = self._down.get(host, 0) + 1
            raise
        self._down[host] = _ENOUGH if reply.status in (429, 503) else 0
        return reply

    def _read_robots(self, url: str) -> Robots:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            try:
                reply = self.client.get(f"{site}/robots.txt", {}, before_request=lambda url: self._wait(url, 0.0))
                if reply.status == 200:
                    self._robots[site] = parse_robots(decode_addresses(reply.content[:500_000]), PRODUCT)
                elif 400 <= reply.status < 500 and reply.status != 429:  # there is none
                    self._robots[site] = Robots()
                else:
                    self._robots[site] = Robots(problem=f"its robots.txt answered {reply.status}")
            except DocumentError as error:
                self._robots[site] = Robots(problem=str(error))
        return self._robots[site]

    def _wait(self, url: str, delay: float) -> None:
        """Sleep until a second, or what robots.txt asks for, has passed since the last request to the host."""
        host = urlsplit(url).netloc
        if host in self._asked:
            self.sleep(max(self._asked[host] + max(delay, SECONDS_BETWEEN) - self.monotonic(), 0.0))
        self._asked[host] = self.monotonic()

    def _drop(self) -> None:
        """Forget the pages that no entry leads to any more."""
        self.copies = {
            url: replace(copy, entries=tuple(sorted(self._entries[url])))
            for url, copy in self.copies.items()
            if url in self._entries
        }

    def _save(self) -> None:
        copies = [
            replace(copy, entries=tuple(sorted({*copy.entries, *self._entries.get(copy.url, ())})))
            for copy in _in_order(self.copies)
        ]
        write_copies(self.folder, copies)
        self.copies = {copy.url: copy for copy in copies}


def _in_order(copies: dict[str, WebCopy]) -> tuple[WebCopy, ...]:
    return tuple(copy for _, copy in sorted(copies.items()))


def _is_wanted(url: str, entry: Entry) -> bool:
    return entry.kind == "page" or url == entry.url or urlsplit(url).path.startswith(entry.only)
