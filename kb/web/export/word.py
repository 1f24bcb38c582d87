"""A conversation as a Word document. The only owner of python-docx."""

import io
import re
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from kb.web.export.entries import Entry, Source

_ITEM = re.compile(r"[-*•]\s+")
# Word's XML can't hold these, and python-docx refuses them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
QUIET = RGBColor(0x56, 0x60, 0x72)


def write_word(title: str, note: str, entries: Iterable[Entry]) -> bytes:
    """Write a .docx; every text is a text run, so that nothing in it is a field, a formula or a link of its own."""
    document = Document()
    document.core_properties.title = _clean(title)
    document.core_properties.author = ""
    document.add_heading(_clean(title), 0)
    _add_quiet(document.add_paragraph(), note)
    for entry in entries:
        document.add_heading(_clean(" ".join(entry.question.split())), 1)
        if entry.status:
            document.add_paragraph().add_run(_clean(entry.status)).bold = True
        for line in entry.lines:
            item = _ITEM.match(line)
            style = "List Bullet" if item else None
            document.add_paragraph(_clean(line[item.end() :] if item else line), style=style)
        if entry.sources:
            document.add_heading(_clean(entry.sources_title), 2)
            for source in entry.sources:
                _add_source(document, source)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_source(document: WordDocument, source: Source) -> None:
    place = f", {source.place}" if source.place else ""
    paragraph = document.add_paragraph(_clean(f"[{source.number}] {source.title}{place} ({source.date})"))
    paragraph.paragraph_format.space_after = Pt(0)
    if source.original:
        _add_quiet(document.add_paragraph(), source.original)
    document.add_paragraph(_clean(" ".join(source.quote.split())), style="Quote")


def _add_quiet(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.size = Pt(9)
    run.font.color.rgb = QUIET


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
