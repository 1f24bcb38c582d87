"""Read one passage of a corpus: a document that is a line of a file."""

from dataclasses import dataclass

from ingest.extracted import Extracted
from ingest.formats.page import PageText, describe_unseen


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a corpus: a document by itself."""

    title: str
    text: str


def extract_passage(passage: Passage) -> Extracted:
    """Give a passage as a page of canonical text."""
    page = PageText()
    for paragraph in passage.text.split("\n\n"):
        page.paragraph(paragraph)
    return Extracted((page.text(),), passage.title, warnings=describe_unseen(page.unseen))
