"""Read OpenDocument texts."""

from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.comments import write_comments
from ingest.formats.files import words_of_name
from ingest.formats.opendocument import open_document, read_text, write_blocks
from ingest.formats.page import PageText, describe_left_out, describe_unseen


def read_odt(path: Path) -> Extracted:
    """Read a text as one page: headings, paragraphs, lists, tables and text boxes; notes and comments at the end."""
    document = open_document(path, "text")
    page = PageText()
    write_blocks(page, document, document.body)
    for note in document.notes:
        page.paragraph(note)
    write_comments(page, document.comments, 1)
    warnings = describe_unseen(page.unseen) + describe_left_out(document.hidden)
    heading = next(document.body.iter("{*}h"), None)
    title = document.title or (" ".join(read_text(document, heading).split()) if heading is not None else "")
    return Extracted((page.text(),), title or words_of_name(path), lang=document.lang, warnings=warnings)
