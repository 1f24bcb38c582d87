"""Keeping copies of web pages: polite, complete, and never lost because a site was down (A30)."""

import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from websites import answer, make_loopback_client, serve_site, write_page

from ingest.load import LOADERS
from ingest.web.address import Place
from ingest.web.copies import read_copies, source_of_url
from ingest.web.crawl import crawl_web, list_copies
from ingest.web.robots import parse_robots
from ingest.web.settings import read_settings
from kb.errors import ConfigError

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Visitor:
    """Crawl a site into a folder, at a moment and with a clock that only sleeping moves."""

    def __init__(self, site, folder):
        self.site = site
        self.config = folder / "web.yaml"
        self.folder = folder / "copies"
        self.seconds = 0.0
        self.now = START

    def write(self, text):
        self.config.write_text("contact: web@next.test\n" + text.replace("SITE", self.site.url))

    def crawl(self, days=0.0):
        self.now = START + timedelta(days=days)
        self.site.asked.clear()
        return crawl_web(
            self.config,
            self.folder,
            frozenset(LOADERS),
            make=lambda settings: make_loopback_client(self.site, seconds=2, max_bytes=2**20),
            now=lambda: self.now,
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
        )

    def sleep(self, seconds):
        self.seconds += seconds

    def texts(self):
        return {copy.url: (self.folder / copy.file).read_text() for copy in read_copies(self.folder).values()}

    def source(self, path):
        return source_of_url(self.site.url + path)


@pytest.fixture
def visitor(tmp_path):
    with serve_site() as site:
        yield Visitor(site, tmp_path)


def paths(crawl):
    return [copy.url.split("/", 3)[3] for copy in crawl.copies]


def test_pages_are_kept_with_their_address_and_day(visitor):
    """A page of the list is kept as it came, with its address and the day it was fetched."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a]")

    crawl = visitor.crawl()

    [copy] = crawl.copies
    assert (copy.url, copy.fetched, crawl.problems) == (visitor.site.url + "/a", "2026-03-01T12:00:00+00:00", {})
    assert copy.source == f"web/site.test:{visitor.site.port}/a"
    assert visitor.texts() == {copy.url: write_page("Calls")}
    assert list_copies(visitor.config, visitor.folder).copies == crawl.copies


def test_nothing_is_fetched_without_a_list(visitor):
    """Without web.yaml no server is asked, and copies of an earlier one are gone."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a]")
    visitor.crawl()
    visitor.config.unlink()

    assert visitor.crawl().copies == ()
    assert visitor.site.paths == []
    assert [path.name for path in visitor.folder.iterdir()] == ["copies.json"]


def test_a_page_is_asked_again_only_after_its_time_and_only_for_news(visitor):
    """Within a day nothing is asked; then only whether there is something new, and 304 keeps the copy and its date."""

    def page(request):
        known = request.headers["If-None-Match"] == '"v1"' and request.headers["If-Modified-Since"] is not None
        answer(304, None or b"", ETag='"v1"')(request) if known else answer(
            body=write_page("Calls"), ETag='"v1"', Last_Modified="Sun, 01 Mar 2026 10:00:00 GMT"
        )(request)

    visitor.site.pages["/a"] = page
    visitor.write("pages: [SITE/a]")
    first = visitor.crawl().copies

    assert visitor.crawl(days=0.9).copies == first
    assert visitor.site.paths == []
    [again] = visitor.crawl(days=1.1).copies
    assert visitor.site.paths == ["/robots.txt", "/a"]
    assert (again.file, again.fetched) == (first[0].file, first[0].fetched)
    assert again.checked > first[0].checked


def test_a_changed_page_replaces_its_copy(visitor):
    """New content has a new file and date; the old one is swept away."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a]\nevery_hours: 0")
    visitor.crawl()
    visitor.site.pages["/a"] = answer(body=write_page("New calls"))

    [copy] = visitor.crawl(days=2).copies

    assert copy.fetched.startswith("2026-03-03")
    assert list(visitor.texts().values()) == [write_page("New calls")]
    assert len(list(visitor.folder.iterdir())) == 2


BROKEN = {
    "500": answer(500, "oops"),
    "403": answer(403, "no"),
    "no answer": lambda request: request.connection.close(),
    "wrong type": answer(body=b"\x89PNG", Content_Type="image/png"),
    "too large": answer(body=b"x" * (2**20 + 1)),
    "empty": answer(body="  \n"),
    "loop": answer(302, Location="/a"),
    "elsewhere": answer(302, Location="http://other.test/"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_page_is_never_lost_because_its_site_is_down(visitor, kind):
    """Catalogue A30: whatever is answered instead, the last good copy stays and the page is named with its address."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a, SITE/b]\nevery_hours: 0")
    visitor.crawl()
    visitor.site.pages["/a"] = BROKEN[kind]
    visitor.site.pages["/b"] = answer(body=write_page("Other"))

    crawl = visitor.crawl(days=30)

    assert paths(crawl) == ["a", "b"]
    assert visitor.texts()[visitor.site.url + "/a"] == write_page("Calls")
    assert list(crawl.problems) == [visitor.source("/a")]
    [message] = crawl.problems.values()
    assert visitor.site.url + "/a" in message
    assert "\n" not in message


def test_a_site_that_is_gone_altogether_keeps_its_pages(visitor):
    """Catalogue A30: without any server every copy stays, and the site is not asked for each of its pages."""
    visitor.site.pages.update({f"/{n}": answer(body=write_page(f"Page {n}")) for n in range(6)})
    visitor.write("pages: [SITE/0, SITE/1, SITE/2, SITE/3, SITE/4, SITE/5]\nevery_hours: 0")
    visitor.crawl()
    visitor.site.pages.clear()
    visitor.site.pages["/robots.txt"] = answer(503, "down")

    crawl = visitor.crawl(days=1)

    assert len(crawl.copies) == len(crawl.problems) == 6
    assert visitor.site.paths == ["/robots.txt"]


def test_a_busy_site_is_left_in_peace(visitor):
    """A site that answers 429 is not asked for its other pages in this run."""
    visitor.site.pages.update({f"/{n}": answer(429, "slow down") for n in range(3)})
    visitor.write("pages: [SITE/0, SITE/1, SITE/2]")

    crawl = visitor.crawl()

    assert visitor.site.paths == ["/robots.txt", "/0"]
    assert len(crawl.problems) == 3


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_kept_for_a_while(visitor, status):
    """Catalogue A30: 404 and 410 are named each time; after keep_gone_days the copy is removed, not before."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a]\nevery_hours: 0\nkeep_gone_days: 10")
    visitor.crawl()
    visitor.site.pages["/a"] = answer(status, "gone")

    first, later, last = visitor.crawl(days=1), visitor.crawl(days=10), visitor.crawl(days=12)

    assert (paths(first), paths(later), paths(last)) == (["a"], ["a"], [])
    assert "kept until 2026-03-12, then removed" in first.problems[visitor.source("/a")]
    assert f"answered {status} since 2026-03-02; its copy is removed" in last.problems[visitor.source("/a")]
    assert visitor.texts() == {}


def test_a_page_that_comes_back_is_not_gone(visitor):
    """A page that was gone for some days and is there again has all its days before it."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a]\nevery_hours: 0\nkeep_gone_days: 10")
    visitor.crawl()
    visitor.site.pages["/a"] = answer(404)
    visitor.crawl(days=1)
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))

    [copy] = visitor.crawl(days=5).copies

    assert copy.gone_since == ""


def test_what_the_list_no_longer_leads_to_is_dropped(visitor):
    """An entry that is taken out of web.yaml takes its pages with it; one that is misspelt takes none."""
    visitor.site.pages.update({f"/{name}": answer(body=write_page(name)) for name in "ab"})
    visitor.write("pages: [SITE/a, SITE/b]")
    visitor.crawl()

    visitor.write("pages: [SITE/a, 'file:///b']")
    broken = visitor.crawl()
    visitor.write("pages: [SITE/a")
    unreadable = visitor.crawl()
    visitor.write("pages: [SITE/a]")
    good = visitor.crawl()

    assert (paths(broken), paths(unreadable), paths(good)) == (["a", "b"], ["a", "b"], ["a"])
    assert broken.problems == {
        "web.yaml, pages 2": "address not allowed: only http and https are (file:///b)",
    }
    assert list(unreadable.problems) == ["web.yaml"]


def test_robots_txt_is_obeyed(visitor):
    """What robots.txt forbids is not asked for, and named."""
    visitor.site.pages["/robots.txt"] = answer(body="User-agent: *\nDisallow: /private", Content_Type="text/plain")
    visitor.site.pages.update({path: answer(body=write_page(path)) for path in ("/private/a", "/b")})
    visitor.write("pages: [SITE/private/a, SITE/b]")

    crawl = visitor.crawl()

    assert visitor.site.paths == ["/robots.txt", "/b"]
    assert "robots.txt doesn't allow it" in crawl.problems[visitor.source("/private/a")]


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a*b*c", "/axxbxxc/d", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: /" + "a*" * 60 + "$", "/" + "a" * 1500 + "b", False),
        ("User-agent: *\nDisallow: /" + "a*" * 60 + "b$", "/" + "a" * 1500, True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Our-Bot\nDisallow: /x", "/a", True),
        ("User-agent: other\nUser-agent: our-bot\nDisallow: /", "/a", False),
        ("<html>not found</html>", "/a", True),
        ("User-agent: * # all\ndisallow : /a # this", "/a", False),
    ],
)
def test_robots_rules(text, path, allowed):
    """The longest rule that fits decides, for the group that names the program or else for all (RFC 9309)."""
    assert parse_robots(text, "our-bot").allows(path) is allowed


def test_requests_to_a_host_are_a_second_apart(visitor):
    """Catalogue A30: one request a second, or as slowly as robots.txt asks."""
    visitor.site.pages.update({f"/{n}": answer(body=write_page(f"{n}")) for n in range(4)})
    visitor.write("pages: [SITE/0, SITE/1, SITE/2, SITE/3]\nevery_hours: 0")

    visitor.crawl()
    assert visitor.seconds == 4.0  # robots.txt and four pages
    visitor.site.pages["/robots.txt"] = answer(body="User-agent: *\nCrawl-delay: 5")
    visitor.crawl()
    assert visitor.seconds == 4.0 + 20.0


def test_links_are_followed_as_deep_as_wanted(visitor):
    """From a start page links are followed within the host and under the path, each page once, to the given depth."""
    pages = {
        "/n/": write_page("0", "a", "/n/b", "/other", "http://elsewhere.test/x", "mailto:a@b.test", "#top", "/n/pic"),
        "/n/a": write_page("1", "c", "../n/", "b"),
        "/n/b": write_page("1b"),
        "/n/c": write_page("2", "d"),
        "/n/d": write_page("3"),
    }
    visitor.site.pages.update({path: answer(body=body) for path, body in pages.items()})
    visitor.site.pages["/n/pic"] = answer(body=b"\x89PNG", Content_Type="image/png")
    visitor.write("start: [{url: SITE/n/, depth: 2, only: /n/}]")

    crawl = visitor.crawl()

    assert paths(crawl) == ["n/", "n/a", "n/b", "n/c"]
    assert list(crawl.problems) == [visitor.source("/n/pic")]
    assert sorted(visitor.site.paths) == ["/n/", "/n/a", "/n/b", "/n/c", "/n/pic", "/robots.txt"]


def test_a_limit_is_kept_and_named(visitor):
    """A start page that leads to more pages than the limit says so."""
    visitor.site.pages["/"] = answer(body=write_page("0", *(f"/{n}" for n in range(9))))
    visitor.site.pages.update({f"/{n}": answer(body=write_page(f"{n}")) for n in range(9)})
    visitor.write("start: [{url: SITE/, depth: 1, limit: 3}]")

    crawl = visitor.crawl()

    assert paths(crawl) == ["", "0", "1"]
    assert list(crawl.problems.values()) == ["leads to more than 3 pages; raise its limit"]


def test_sitemaps_lead_to_pages_and_keep_them(visitor):
    """A sitemap, also one of sitemaps, leads to pages; when it can't be read, the pages known from it stay."""
    site = visitor.site
    site.pages["/index.xml"] = answer(
        body=f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>"
    )
    site.pages["/map.xml"] = answer(
        body=f"<urlset><url><loc> {site.url}/a?x=1&amp;y=2 </loc></url><url><loc>http://elsewhere.test/</loc></url></urlset>"
    )
    site.pages["/a?x=1&y=2"] = answer(body=write_page("a"))
    visitor.write("sitemaps: [SITE/index.xml]\nevery_hours: 0")

    crawl = visitor.crawl()
    assert paths(crawl) == ["a?x=1&y=2"]
    assert "web.yaml doesn't name elsewhere.test" in crawl.problems["web/elsewhere.test"]
    site.pages["/index.xml"] = answer(500)
    crawl = visitor.crawl(days=1)
    assert paths(crawl) == ["a?x=1&y=2"]
    assert "the pages known of it are kept" in crawl.problems[visitor.source("/index.xml")]


def test_two_addresses_of_one_page_are_one_document(visitor):
    """An address that only redirects to another page of the list is not kept twice."""
    visitor.site.pages["/old"] = answer(301, Location="/new")
    visitor.site.pages["/new"] = answer(body=write_page("New"))
    visitor.write("pages: [SITE/new, SITE/old]\nevery_hours: 0")

    assert [paths(visitor.crawl()), paths(visitor.crawl(days=1))] == [["new"], ["new"]]


def test_the_encoding_that_only_the_server_tells_is_kept(visitor):
    """A page without a declaration of its own is readable by the one of its server."""
    visitor.site.pages["/a"] = answer(
        body="<p>Žluťoučký kůň".encode("cp1250"), Content_Type="text/html; charset=Windows-1250"
    )
    visitor.write("pages: [SITE/a]")

    visitor.crawl()

    assert list(visitor.texts().values()) == ["\ufeff<p>Žluťoučký kůň"]


def test_files_are_kept_by_their_type(visitor):
    """What a server calls a PDF, or doesn't name but is named like a table, is kept under that suffix."""
    visitor.site.pages["/a"] = answer(body=b"%PDF-1.4", Content_Type="application/pdf")
    visitor.site.pages["/b.csv"] = answer(body=b"a,b\n1,2\n", Content_Type="application/octet-stream")
    visitor.site.pages["/c"] = answer(body=b"x", Content_Type="text/plain; charset=utf-8")
    visitor.write("pages: [SITE/a, SITE/b.csv, SITE/c]")

    assert [copy.file.rsplit(".", 1)[1] for copy in visitor.crawl().copies] == ["pdf", "csv", "txt"]


def test_an_interrupted_crawl_goes_on_where_it_was(visitor):
    """What was fetched before an interrupt is not fetched again."""
    visitor.site.pages.update({f"/{n}": answer(body=write_page(f"{n}")) for n in range(2)})
    visitor.write("pages: [SITE/0, SITE/1]")
    make = visitor.sleep

    def stop(seconds):
        make(seconds)
        if "/0" in visitor.site.paths:
            raise KeyboardInterrupt

    visitor.sleep = stop
    with pytest.raises(KeyboardInterrupt):
        visitor.crawl()
    visitor.sleep = make

    assert paths(visitor.crawl()) == ["0", "1"]
    assert visitor.site.paths == ["/robots.txt", "/1"]


@pytest.mark.parametrize("content", ["", "{", '{"version": 9}', '{"version": 1, "copies": [{"url": "file:///x"}]}'])
def test_a_damaged_record_is_fetched_again(visitor, content):
    """A record that can't be read costs a new fetch and nothing else."""
    visitor.site.pages["/a"] = answer(body=write_page("Calls"))
    visitor.write("pages: [SITE/a]")
    first = visitor.crawl().copies
    (visitor.folder / "copies.json").write_text(content)

    assert visitor.crawl().copies == first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pages: [", "web.yaml is not YAML in line 1"),
        ("- a", "must be a mapping"),
        ("pages: []", "needs contact"),
        ("contact: 'a\\nb'\npage: []", "unknown setting 'page'"),
        ('contact: "a\\nX-Evil: 1"', "needs contact"),
        ("contact: a@b.eu\npages: https://a.eu", "pages must be a list"),
        ("contact: a@b.eu\nevery_hours: often", "every_hours is 'often'"),
        ("contact: a@b.eu\nkeep_gone_days: -1", "keep_gone_days is -1"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_clear_line(tmp_path, text, message):
    """Each mistake in web.yaml as a whole is named with what was expected."""
    (tmp_path / "web.yaml").write_text(text)

    with pytest.raises(ConfigError) as caught:
        read_settings(tmp_path / "web.yaml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_example_in_the_readme_can_be_used(tmp_path):
    """What README.md shows as a web.yaml is one, with every setting there is."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    example = readme[readme.index("    contact: ") : readme.index("\n\nPages are asked for")]
    (tmp_path / "web.yaml").write_text(textwrap.dedent(example), encoding="utf-8")

    settings = read_settings(tmp_path / "web.yaml")

    assert settings.problems == {}
    assert [entry.kind for entry in settings.entries] == ["page", "sitemap", "start"]
    assert (settings.every_hours, settings.keep_gone_days) == (24.0, 14.0)
    assert Place("example.org", 443) in settings.hosts


def test_bad_entries_are_named_and_the_others_are_good(tmp_path):
    """Each entry that can't be used has one line; the rest of the list is as written."""
    (tmp_path / "web.yaml").write_text(
        "contact: a@b.eu\n"
        "pages: [https://a.eu/x, http://127.0.0.1/, 7, {url: https://a.eu, depth: 2}]\n"
        "sitemaps: [{url: https://s.eu/map.xml, only: news}]\n"
        "start: [{url: https://a.eu, depth: 9}, {url: https://a.eu, depth: 2, limit: 50}]\n"
        "hosts: [www.a.eu, 'a b']\n"
    )

    settings = read_settings(tmp_path / "web.yaml")

    assert [entry.key for entry in settings.entries] == ["page https://a.eu/x", "start https://a.eu/"]
    assert sorted(place.host for place in settings.hosts) == ["a.eu", "www.a.eu"]
    assert settings.problems == {
        "web.yaml, pages 2": "address not allowed: its host is a number, not a name (http://127.0.0.1/)",
        "web.yaml, pages 3": "must be a web address, or a mapping with url (7)",
        "web.yaml, pages 4": "has an unknown setting 'depth'; known are url ({'url': 'https://a.eu', 'depth': 2})",
        "web.yaml, sitemaps 1": (
            "only is 'news', and must be a path that begins with / ({'url': 'https://s.eu/map.xml', 'only': 'news'})"
        ),
        "web.yaml, start 1": "depth is 9, and must be a whole number from 1 to 5 ({'url': 'https://a.eu', 'depth': 9})",
        "web.yaml, hosts 2": "is not the name of a host (a b)",
    }
