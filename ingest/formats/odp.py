"""Read OpenDocument presentations, slide by slide."""

from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.comments import write_comments
from ingest.formats.files import words_of_name
from ingest.formats.opendocument import (
    OpenDocument,
    is_hidden,
    open_document,
    read_text,
    write_blocks,
    write_frame,
)
from ingest.formats.package import attribute, local_name
from ingest.formats.page import PageText, describe_left_out, describe_unseen

_FRAME = frozenset(("page-number", "date-time", "footer", "header", "page"))


def read_odp(path: Path) -> Extracted:
    """Read each slide as a page under its title, or its number; a hidden slide is an empty page."""
    document = open_document(path, "presentation")
    pages: list[str] = []
    titles: list[str] = []
    unseen = 0
    for slide in document.body.iterchildren("{*}page"):
        if is_hidden(document, slide):
            document.hidden += 1
            pages.append("")
            continue
        page = PageText()
        title = " ".join(_read_title(document, slide).split())
        page.heading(1, title or f"Slide {len(pages) + 1}")
        _write_shapes(page, document, slide)
        _write_notes(page, document, slide)
        write_comments(page, document.comments, 2)
        document.comments.clear()
        unseen += page.unseen
        pages.append(page.text() if title or "\n" in page.text() else "")
        titles.append(title)
    name = document.title or next(filter(None, titles), "") or words_of_name(path)
    return Extracted(
        tuple(pages), name, lang=document.lang, warnings=describe_unseen(unseen) + describe_left_out(document.hidden)
    )


def _read_title(document: OpenDocument, slide: Any) -> str:
    frames = [frame for frame in slide.iterchildren("{*}frame") if attribute(frame, "class") == "title"]
    return " ".join(read_text(document, p) for frame in frames for p in frame.iter("{*}p"))


def _write_shapes(page: PageText, document: OpenDocument, parent: Any) -> None:
    for shape in parent:
        name = local_name(shape)
        if name == "g":
            _write_shapes(page, document, shape)
        elif name == "annotation":
            read_text(document, parent)
        elif name == "frame" and attribute(shape, "class") not in ("title", *_FRAME):
            write_frame(page, document, shape)
        elif name not in ("frame", "notes", "forms", "animations", "par"):
            write_blocks(page, document, shape)


def _write_notes(page: PageText, document: OpenDocument, slide: Any) -> None:
    for notes in slide.iterchildren("{*}notes"):
        frames = [frame for frame in notes.iter("{*}frame") if attribute(frame, "class") == "notes"]
        if any(text.strip() for frame in frames for text in frame.itertext()):
            page.heading(2, "Notes")
            for frame in frames:
                write_frame(page, document, frame)
