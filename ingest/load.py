"""Load one file: its page text, and its sections with their places in that text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from langchain_core.documents import Document

from ingest.extracted import UNDATED, Extracted
from ingest.formats.archive import read_zip
from ingest.formats.csv import read_csv
from ingest.formats.docx import read_docx
from ingest.formats.epub import read_epub
from ingest.formats.html import read_html
from ingest.formats.json import read_json
from ingest.formats.mail import read_eml
from ingest.formats.markdown import read_markdown
from ingest.formats.ocr import allow_recognition, read_picture
from ingest.formats.odp import read_odp
from ingest.formats.ods import read_ods
from ingest.formats.odt import read_odt
from ingest.formats.outlook import read_msg
from ingest.formats.pdf import read_pdf
from ingest.formats.plain import read_plain
from ingest.formats.pptx import read_pptx
from ingest.formats.rtf import read_rtf
from ingest.formats.subtitles import read_subtitles
from ingest.formats.xlsx import read_xlsx
from ingest.formats.xml import read_xml
from ingest.passage import Passage, extract_passage
from ingest.sections import find_sections
from kb.errors import DocumentError

# A new format is one function in ingest/formats and one row here.
LOADERS: dict[str, Callable[..., Extracted]] = {
    ".csv": read_csv,
    ".docm": read_docx,
    ".docx": read_docx,
    ".epub": read_epub,
    ".htm": read_html,
    ".html": read_html,
    ".jpeg": read_picture,
    ".jpg": read_picture,
    ".json": read_json,
    ".jsonl": read_json,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".odp": read_odp,
    ".ods": read_ods,
    ".odt": read_odt,
    ".pdf": read_pdf,
    ".png": read_picture,
    ".ppsx": read_pptx,
    ".pptm": read_pptx,
    ".pptx": read_pptx,
    ".rtf": read_rtf,
    ".srt": read_subtitles,
    ".tif": read_picture,
    ".tiff": read_picture,
    ".tsv": read_csv,
    ".txt": read_plain,
    ".vtt": read_subtitles,
    ".xlsm": read_xlsx,
    ".xlsx": read_xlsx,
    ".xml": read_xml,
}
# What holds other files reads them by the same table, itself included.
LOADERS |= {
    ".eml": partial(read_eml, readers=LOADERS),
    ".msg": partial(read_msg, readers=LOADERS),
    ".zip": partial(read_zip, readers=LOADERS),
}

# Formats of old programs, with what their successors write.
_SUCCESSORS = {".doc": ".docx", ".dot": ".docx", ".ppt": ".pptx", ".xls": ".xlsx", ".xlsb": ".xlsx", ".wpd": ".docx"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold one document: the text of its pages, its sections, what it says of itself and what to know about it."""

    pages: tuple[str, ...]
    sections: tuple[Document, ...]
    title: str
    warnings: tuple[str, ...]
    as_of: str = UNDATED
    topic: str = ""
    url: str = ""
    lang: str = ""


def load_document(path: Path, source: str, ocr_languages: str = "eng") -> Loaded:
    """Read one file; raise DocumentError if it can't be, MemoryError if that needs too much memory.

    ocr_languages are those that pictures of text are in, as Tesseract names them, joined by +.
    """
    suffix = path.suffix.lower()
    if suffix in _SUCCESSORS:
        raise DocumentError(f"unknown format {suffix}; save it as {_SUCCESSORS[suffix]}")
    if suffix not in LOADERS:
        raise DocumentError(f"unknown format {suffix or 'without suffix'}; known are {', '.join(LOADERS)}")
    try:
        with allow_recognition(ocr_languages):
            extracted = LOADERS[suffix](path)
        if not any(extracted.pages):
            raise DocumentError("no text found in it")
        sections = tuple(find_sections(extracted, source))
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # one document must not stop the others, whatever its parser raises
        name = suffix.removeprefix(".").upper()
        raise DocumentError(f"could not be read as {name}: damaged file; save it again from its source") from error
    return _loaded(extracted, sections)


def load_passage(passage: Passage, source: str) -> Loaded:
    """Load one passage of a corpus; raise DocumentError if it has no text."""
    extracted = extract_passage(passage)
    if not any(extracted.pages):
        raise DocumentError("no text found in it")
    return _loaded(extracted, tuple(find_sections(extracted, source)))


def _loaded(extracted: Extracted, sections: tuple[Document, ...]) -> Loaded:
    return Loaded(
        extracted.pages,
        sections,
        extracted.title,
        extracted.warnings,
        extracted.as_of,
        extracted.topic,
        extracted.url,
        extracted.lang,
    )
