"""Write what people have noted beside a document, under a heading that tells it from the document's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.page import PageText


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold one comment: who wrote it, when (as the file says it, "" if it doesn't), and what."""

    author: str
    when: str
    text: str


def write_comments(page: PageText, comments: Sequence[Comment], level: int) -> None:
    """Add the comments below a heading of their own."""
    written = [comment for comment in comments if comment.text.strip()]
    if written:
        page.heading(level, "Comments")
    for comment in written:
        origin = ", ".join(part for part in (comment.author.strip(), comment.when[:10]) if part)
        page.paragraph(f"{origin}: {comment.text}" if origin else comment.text)
