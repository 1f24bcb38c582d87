"""Give the copies of web pages as documents, beside the files of the folder."""

from dataclasses import replace
from pathlib import Path

from ingest.load import LOADERS
from ingest.scan import Scan, look_at
from ingest.web.crawl import CONFIG, Crawl, MakeClient, crawl_web, list_copies, make_client

COPIES = "web"
"""The folder of the copies, in that of the index."""


def fetch_pages(documents: Path, index_folder: Path, make: MakeClient = make_client) -> Scan:
    """Bring the copies up to date as web.yaml in the folder of documents says, and return them as documents."""
    folder = index_folder / COPIES
    return _as_scan(folder, crawl_web(documents / CONFIG, folder, frozenset(LOADERS), make=make))


def find_pages(documents: Path, index_folder: Path) -> Scan:
    """Return the copies there are as documents, without asking the network or changing anything."""
    folder = index_folder / COPIES
    return _as_scan(folder, list_copies(documents / CONFIG, folder))


def _as_scan(folder: Path, crawl: Crawl) -> Scan:
    found = (
        replace(look_at(folder / copy.file, copy.source), url=copy.url, as_of=copy.fetched[:10])
        for copy in crawl.copies
    )
    return Scan(tuple(found), {}, outdated=crawl.problems)
