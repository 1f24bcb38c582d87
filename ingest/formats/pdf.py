"""Read PDFs page by page."""

import re
import statistics
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.files import name_content, read_bytes, words_of_name
from ingest.formats.lines import Line, join_paragraphs, list_words, mend_hyphens
from ingest.formats.ocr import RECOGNISED, can_recognise, draw_page, recognise_text
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.pdf_hidden import hide_unseen
from ingest.formats.pdf_tables import DrawnTable, find_tables
from ingest.formats.plain import write_paragraphs
from ingest.formats.table import Repeated, write_table
from kb.errors import DocumentError

_INNER_BULLET = re.compile(" ([•▪●\uf0a7\uf0b7]) ")  # where a PDF prints several items as one line
_SHORT = 25
"""Characters; a shorter line is more often a label or a cell than a wrapped line."""
_BOX_TO_FONT = 1.15
"""Height of a font's box divided by its size, in most fonts."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """Hold a line as it is printed: where it begins and ends, its baseline, the size of its letters (in points)."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold lines that follow each other, and the table that they are, if they are one."""

    lines: list[_Printed]
    table: DrawnTable | None


def read_pdf(path: Path) -> Extracted:
    """Read the text of each page; a page without text stays, so that page numbers are those of the PDF."""
    import pypdfium2

    content = read_bytes(path)
    if b"%PDF-" not in content[:1024]:
        raise DocumentError(f"content is {name_content(content)}, expected a PDF; give it its right file name")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise DocumentError("protected by a password; save a copy without one") from error
        raise DocumentError("could not be read as PDF: damaged file; save it again from its source") from error
    with document:
        pages, failed, hidden = _read_pages(document, pypdfium2)
        metadata = document.get_metadata_dict()
        scans = _read_scans(document, pages, failed)
    if len(failed) == len(pages):
        raise DocumentError("could not be read as PDF: damaged file; save it again from its source")
    if not any(pages) and not scans.texts:
        raise DocumentError(f"no text found (a scan?): {next(iter(scans.problems), 'its pages are empty')}")
    texts, unseen = _write_pages(pages)
    texts = tuple(scans.texts.get(number, text) for number, text in enumerate(texts, 1))
    warnings = describe_unseen(unseen) + describe_left_out(hidden) + scans.describe()
    if failed:
        warnings += (f"pages that could not be read: {', '.join(map(str, failed))}",)
    title = (
        _check_title(metadata.get("Title", ""))
        or _find_title([line for part in pages[0] for line in part.lines])
        or words_of_name(path)
    )
    return Extracted(texts, title, warnings=warnings)


@dataclass(frozen=True, slots=True)
class _Scans:
    """Hold the text that was recognised, by page, and the numbers of the pages that were not, by the reason."""

    texts: dict[int, str]
    problems: dict[str, list[int]]

    def describe(self) -> tuple[str, ...]:
        """Return the warnings."""
        lines = [f"{_name_pages(list(self.texts))} {RECOGNISED}"] if self.texts else []
        for problem, numbers in self.problems.items():
            lines.append(f"{_name_pages(numbers)} without text (a scan?): {problem}")
        return tuple(lines)


def _name_pages(numbers: list[int]) -> str:
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _read_scans(document: Any, pages: list[list[_Part]], failed: list[int]) -> _Scans:
    """Recognise the text of the pages that show something but have none."""
    scans = _Scans({}, {})
    for number, parts in enumerate(pages, 1):
        if parts or number in failed:
            continue
        page = document[number - 1]
        try:
            if not any(True for _ in page.get_objects(max_depth=1)):
                continue
            # Without the program, no page is drawn for it.
            text = recognise_text(draw_page(page) if can_recognise() else b"")
            if text:
                written = PageText()
                write_paragraphs(written, text)
                scans.texts[number] = written.text()
            else:
                scans.problems.setdefault("text recognition found none either", []).append(number)
        except DocumentError as error:
            scans.problems.setdefault(str(error), []).append(number)
        finally:
            page.close()
    return scans


def _read_pages(document: Any, pypdfium2: Any) -> tuple[list[list[_Part]], list[int], int]:
    """Return what is on each page, the numbers of those that failed, and how much hidden text was left out."""
    pages: list[list[_Part]] = []
    failed = []
    hidden = 0
    for index in range(len(document)):
        try:
            page = document[index]
            hidden += hide_unseen(page, pypdfium2.raw)
            text = page.get_textpage()
            tables = find_tables(page, text, pypdfium2.raw)
            pages.append(_place_tables(list(_print_lines(text, pypdfium2.raw)), tables))
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            # The other pages are good: the failure is reported with the number of this one.
            failed.append(index + 1)
            pages.append([])
    return pages, failed, hidden


def _place_tables(printed: list[_Printed], tables: list[DrawnTable]) -> list[_Part]:
    """Put each table in the place of the lines that it is printed as, unless some of their text would be lost."""
    parts: list[_Part] = []
    begun: dict[int, _Part] = {}
    for line in printed:
        table = next((table for table in tables if _is_inside(line, table)), None)
        if table is None and parts and parts[-1].table is None:
            part = parts[-1]
        elif table is not None and id(table) in begun:
            part = begun[id(table)]
        else:
            part = _Part([], table)
            begun[id(table)] = part
            parts.append(part)
        part.lines.append(line)
    return [_Part(part.lines, part.table if _is_whole(part) else None) for part in parts]


def _is_inside(line: _Printed, table: DrawnTable) -> bool:
    middle = line.baseline + line.size / 3
    return table.left - 2 < line.left and line.right < table.right + 2 and table.bottom < middle < table.top


def _is_whole(part: _Part) -> bool:
    """Tell whether the cells of a table hold the letters of its lines."""
    if part.table is None:
        return False
    letters = sum(not char.isspace() for line in part.lines for char in line.text)
    cells = [cell for row in part.table.rows for cell in row if not isinstance(cell, Repeated)]
    return sum(not char.isspace() for cell in cells for char in cell) > 0.98 * letters


def _write_pages(pages: list[list[_Part]]) -> tuple[tuple[str, ...], int]:
    words = list_words("\n".join(line.text for page in pages for part in page for line in part.lines))
    texts = []
    unseen = 0
    for parts in pages:
        page = PageText()
        for part in parts:
            if part.table is not None:
                rows = [[_mend_cell(cell, words) for cell in row] for row in part.table.rows]
                page.table(write_table(rows))
                continue
            marked = [replace(line, text=mend_hyphens(line.text, words)) for line in _mark_lines(part.lines)]
            for paragraph in join_paragraphs(marked, words):
                page.paragraph(_INNER_BULLET.sub(r"\n\1 ", paragraph))
        texts.append(page.text())
        unseen += page.unseen
    return tuple(texts), unseen


def _mend_cell(cell: str, words: frozenset[str]) -> str:
    mended = mend_hyphens(cell, words)
    return Repeated(mended) if isinstance(cell, Repeated) else mended


def _mark_lines(printed: list[_Printed]) -> Iterator[Line]:
    """Tell paragraph starts by gaps and sizes, and full lines by the right edge of the lines around."""
    pitches = [above.baseline - below.baseline for above, below in pairwise(printed)]
    pitch = statistics.median([value for value in pitches if value > 0] or [0.0])
    for index, line in enumerate(printed):
        starts = index == 0 or _starts_paragraph(printed[index - 1], line, pitch)
        full = False
        if index + 1 < len(printed):
            following = printed[index + 1]
            around = printed[max(index - 4, 0) : index + 5]
            edge = max((other.right for other in around if other.left < line.right), default=line.right)
            word = len(following.text.split(" ")[0]) / len(following.text) * (following.right - following.left)
            full = len(line.text) >= _SHORT and line.right + word + 0.2 * line.size > edge
        yield Line(line.text, starts, full)


def _starts_paragraph(above: _Printed, line: _Printed, pitch: float) -> bool:
    size = max(line.size, above.size)
    gap = above.baseline - line.baseline
    if abs(line.size - above.size) > 0.15 * size:
        return True
    if gap < -size:  # the next column, maybe in mid-sentence
        return not line.text[0].islower()
    if gap < 0.3 * size:  # beside it: cells of a table
        return False
    usual = pitch if size <= pitch <= 2.2 * size else 1.3 * size
    return gap > 1.3 * usual


def _print_lines(page: Any, raw: Any) -> Iterator[_Printed]:
    start = 0
    for line in page.get_text_range().splitlines(keepends=True):
        if words := " ".join(line.split()):
            first = start + len(line) - len(line.lstrip())
            last = start + len(line.rstrip()) - 1
            head, tail = _measure(page, raw, first), _measure(page, raw, last)
            # A letter in the middle tells the size: at the ends may be a bullet or a footnote's mark.
            middle = start + line.index(words.split(" ")[len(words.split(" ")) // 2])
            size = (box := _measure(page, raw, middle)).top - box.bottom
            x, y = c_double(), c_double()
            index = raw.FPDFText_GetCharIndexFromTextIndex(page, middle)
            raw.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
            yield _Printed(words, head.left, tail.right, y.value, max(size, 1.0) / _BOX_TO_FONT)
        start += len(line)


def _measure(page: Any, raw: Any, text_index: int) -> Any:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, raw.FPDFText_GetCharIndexFromTextIndex(page, text_index), byref(box))
    return box


def _check_title(title: str) -> str:
    """Return a title from the metadata unless it is a file's name or number, as most programs leave it."""
    title = " ".join(title.split())
    junk = re.search(r"\.(docx?|pdf|indd|pptx?|xlsx?|qxd|dvi|tex)\b|^microsoft word|untitled|^[\W\d_]*$", title, re.I)
    return "" if junk or len(title) < 4 or len(title) > 200 or " " not in title else title


def _find_title(printed: list[_Printed]) -> str:
    """Return the largest print on the first page, if it can be a title."""
    lettered = [line for line in printed if sum(char.isalpha() for char in line.text) > len(line.text) / 2]
    largest = max((line.size for line in lettered), default=0.0)
    lines = [line for line in lettered if line.size > 0.95 * largest]
    title = " ".join(line.text for line in lines[:3])
    return title if len(lines) < len(lettered) and 4 < len(title) <= 150 else ""
