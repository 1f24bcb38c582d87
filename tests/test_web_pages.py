"""Web pages are documents like the files of the folder: read, cited with address and date, kept when a site is down."""

from functools import partial
from pathlib import Path

import pytest
from conftest import run_here
from fakes import BagOfWords
from websites import Site, answer, make_loopback_client, serve_site, write_page

from ingest.sync import Report, sync_documents
from ingest.web.pages import fetch_pages, find_pages
from kb.generations import open_current


@pytest.fixture
def site(tmp_path: Path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("# About a\n\nA file.\n")
    with serve_site() as site:
        (folder / "web.yaml").write_text(f"contact: a@b.test\nevery_hours: 0\npages: [{site.url}/calls]\n")
        site.pages["/calls"] = answer(body=write_page("Calls", text="The third call opens in May."))
        yield site


def ingest(site: Site, tmp_path: Path, bag: BagOfWords, **options) -> Report:
    options = {"apart": run_here, **options}
    further = partial(fetch_pages, tmp_path / "documents", make=lambda settings: make_loopback_client(site))
    return sync_documents(
        tmp_path / "documents", tmp_path / "index", bag.fingerprint, lambda: bag, further=further, **options
    )


def describe(tmp_path: Path, bag: BagOfWords) -> dict[str, tuple[str, str, bool]]:
    index = open_current(tmp_path / "index", bag)
    told = {
        document.source: (document.url, document.as_of, "third call opens in May" in index.text_of(document.source, 1))
        for document in index.documents
    }
    index.close()
    return told


def test_pages_are_documents_with_address_and_date(site: Site, tmp_path: Path, bag: BagOfWords) -> None:
    """A page is ingested beside the files, with its address and the day it was fetched, and read once."""
    report = ingest(site, tmp_path, bag)

    source = f"web/site.test:{site.port}/calls"
    [page] = find_pages(tmp_path / "documents", tmp_path / "index").documents
    assert (report.added, report.failed) == (("a.md", source), ())
    assert describe(tmp_path, bag)[source] == (f"{site.url}/calls", page.as_of, True)
    assert page.as_of.startswith("20")
    assert ingest(site, tmp_path, bag).unchanged == 2


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_site_that_is_down_costs_no_page(site: Site, tmp_path: Path, bag: BagOfWords, rebuild: bool) -> None:
    """Catalogue A30: with its server down a page is still in the answers, after --rebuild too, and is named."""
    ingest(site, tmp_path, bag)
    site.pages["/calls"] = answer(500)

    report = ingest(site, tmp_path, bag, rebuild=rebuild)

    source = f"web/site.test:{site.port}/calls"
    assert [(failure.source, failure.message) for failure in report.failed] == [
        (source, f"answered 500 ({site.url}/calls)")
    ]
    assert describe(tmp_path, bag)[source][2]
    assert report.failed[0].kept


def test_pages_taken_off_the_list_are_deleted(site: Site, tmp_path: Path, bag: BagOfWords) -> None:
    """Without its list a page is gone from index and disk, like a deleted file."""
    ingest(site, tmp_path, bag)
    (tmp_path / "documents" / "web.yaml").unlink()

    report = ingest(site, tmp_path, bag)

    assert report.deleted == (f"web/site.test:{site.port}/calls",)
    assert list(describe(tmp_path, bag)) == ["a.md"]
    assert [path for path in (tmp_path / "index").rglob("*.html") if "May" in path.read_text()] == []
