"""Read Word documents."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.files import name_content, read_bytes, words_of_name
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.table import Repeated, write_table
from kb.errors import DocumentError

_MAX_UNPACKED = 200 * 2**20
_MAX_RATIO = 200
"""Times that a part may grow by unpacking; text in XML seldom grows more than 30 times."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = (f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", _FALLBACK)


def read_docx(path: Path) -> Extracted:
    """Read a Word document as one page: paragraphs, lists and tables in order, text boxes, footnotes at the end."""
    content = read_bytes(path)
    _check_package(content)
    import docx

    document = docx.Document(io.BytesIO(content))
    writer = _Writer(document)
    writer.write(document.element.body)
    writer.write_notes()
    properties = document.core_properties
    title = " ".join((properties.title or "").split())
    return Extracted(
        (writer.page.text(),),
        title or writer.title or words_of_name(path),
        lang=properties.language or "",
        warnings=describe_unseen(writer.page.unseen),
    )


def _check_package(content: bytes) -> None:
    """Refuse what isn't a Word document, before anything is unpacked."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # Encrypted .docx files and old .doc files are both OLE containers.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise DocumentError("protected by a password; save a copy without one")
        raise DocumentError("content is an old Office document, expected a Word document (.docx); save it as .docx")
    if not content.startswith(b"PK"):
        raise DocumentError(f"content is not a Word document but {name_content(content)}; save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise DocumentError("could not be read as DOCX: damaged file; save it again from its source") from error
    if "word/document.xml" not in {part.filename for part in parts}:
        raise DocumentError("content is not a Word document but another ZIP file; save it as .docx")
    unpacked = sum(part.file_size for part in parts)
    ratio = max(part.file_size / max(part.compress_size, 1) for part in parts if part.filename.endswith(".xml"))
    if unpacked > _MAX_UNPACKED or (ratio > _MAX_RATIO and unpacked > _MAX_UNPACKED / 10):
        raise DocumentError(f"too large unpacked: {unpacked >> 20} MB; split it")


class _Writer:
    """Write the body of a Word document as canonical text."""

    def __init__(self, document: Any) -> None:
        self.page = PageText()
        self.title = ""
        self._document = document
        self._styles = {style.style_id: style.element for style in document.styles}
        self._formats = _read_number_formats(document)
        self._counters: dict[tuple[str, int], int] = {}

    def write(self, parent: Any) -> None:
        """Write the paragraphs and tables of an element, and of content controls in it."""
        for element in parent:
            if element.tag == f"{_W}p":
                self._write_paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._write_table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
                self.write(element)

    def write_notes(self) -> None:
        """Write footnotes and endnotes as paragraphs with their number in brackets."""
        import lxml.etree

        for relation in self._document.part.rels.values():
            if relation.reltype.rsplit("/", 1)[-1] in ("footnotes", "endnotes") and not relation.is_external:
                parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
                for note in lxml.etree.fromstring(relation.target_part.blob, parser):
                    # Notes with a type are the separators that Word draws above the others.
                    if note.get(f"{_W}type") is None and (text := _read_text(note).strip()):
                        self.page.paragraph(f"[{note.get(f'{_W}id')}] {text}")

    def _write_paragraph(self, paragraph: Any) -> None:
        text = " ".join(_read_text(paragraph).split())
        if text:
            style_id = _value(paragraph, "pPr", "pStyle")
            level = self._find_level(paragraph, style_id)
            numbering = self._find_numbering(paragraph, style_id)
            if level is not None:
                self.page.heading(level, text)
                self.title = self.title or (text if level == 1 else "")
            elif numbering is not None:
                depth, number = numbering
                self.page.item(depth, text, number)
            else:
                self.page.paragraph(text)
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(True for _ in box.iterancestors(_FALLBACK)):
                self.write(box)

    def _find_level(self, paragraph: Any, style_id: str) -> int | None:
        """Return the heading level by style name or outline level, of the paragraph or the styles it is based on."""
        outline = _value(paragraph, "pPr", "outlineLvl")
        for style in self._walk_styles(style_id):
            name = _value(style, "name").lower()
            if name == "title":
                return 1
            if match := re.fullmatch(r"heading (\d)", name):
                return int(match.group(1))
            outline = outline or _value(style, "pPr", "outlineLvl")
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else None

    def _find_numbering(self, paragraph: Any, style_id: str) -> tuple[int, int | None] | None:
        """Return depth and number of a list item (None for bullets), or None if it is no list item."""
        number_id = _value(paragraph, "pPr", "numPr", "numId")
        depth = _value(paragraph, "pPr", "numPr", "ilvl")
        style_name = ""
        for style in self._walk_styles(style_id):
            number_id = number_id or _value(style, "pPr", "numPr", "numId")
            depth = depth or _value(style, "pPr", "numPr", "ilvl")
            style_name = style_name or _value(style, "name").lower()
        listed = re.match(r"list (?:bullet|number)(?: (\d))?", style_name)
        if number_id in ("", "0") and not listed:
            return None
        level = int(depth) if depth.isdecimal() else int((listed and listed.group(1)) or 1) - 1
        ordered = self._formats.get((number_id, level), "bullet" if "bullet" in style_name else "decimal")
        if ordered in ("bullet", "none"):
            return level, None
        counter = (number_id, level)
        self._counters = {key: count for key, count in self._counters.items() if key[0] != number_id or key[1] <= level}
        self._counters[counter] = self._counters.get(counter, 0) + 1
        return level, self._counters[counter]

    def _walk_styles(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = _value(self._styles[style_id], "basedOn")

    def _write_table(self, table: Any) -> None:
        rows: list[list[str]] = []
        headers = 0
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue  # a table in a cell: its text is part of the cell
            cells: list[str] = [""] * int(_value(row, "trPr", "gridBefore") or 0)
            for cell in row.iter(f"{_W}tc"):
                if next(cell.iterancestors(f"{_W}tr")) is not row:
                    continue
                text = " ".join(_read_text(cell).split())
                if cell.find(f"{_W}tcPr/{_W}vMerge") is not None and _value(cell, "tcPr", "vMerge") != "restart":
                    text = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else text
                width = min(int(_value(cell, "tcPr", "gridSpan") or 1), 100)
                cells += [text, *[Repeated(text)] * (width - 1)]
            if headers == len(rows) and row.find(f"{_W}trPr/{_W}tblHeader") is not None:
                headers += 1
            rows.append(cells)
        if len(rows) == 1 and len(rows[0]) == 1:
            self.page.paragraph(rows[0][0])  # a box drawn as a table
            return
        if not headers and rows and (_is_first_row_styled(table, len(rows[0])) or _is_first_row_bold(table)):
            headers = 1
        self.page.table(write_table(rows, headers or None))


def _is_first_row_styled(table: Any, width: int) -> bool:
    """Tell whether the table's style sets the first row apart; Word does so by default, so two columns don't count."""
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    return width > 2 and look is not None and look.get(f"{_W}firstRow") == "1"


def _is_first_row_bold(table: Any) -> bool:
    def count_bold(row: Any) -> tuple[int, int]:
        runs = [run for run in row.iter(f"{_W}r") if _read_text(run).strip()]
        return sum(run.find(f"{_W}rPr/{_W}b") is not None for run in runs), len(runs)

    counts = [count_bold(row) for row in table.findall(f"{_W}tr")[:2]]
    return len(counts) == 2 and 0 < counts[0][1] == counts[0][0] and counts[1][0] < counts[1][1]


def _read_number_formats(document: Any) -> dict[tuple[str, int], str]:
    """Return the number format of each list and level: ``bullet``, ``decimal``, ``lowerLetter``, ..."""
    if not any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values()):
        return {}
    numbering = document.part.numbering_part.element
    abstract = {
        element.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl")): _value(level, "numFmt") for level in element.iter(f"{_W}lvl")
        }
        for element in numbering.iter(f"{_W}abstractNum")
    }
    return {
        (element.get(f"{_W}numId"), level): number_format
        for element in numbering.iter(f"{_W}num")
        for level, number_format in abstract.get(_value(element, "abstractNumId"), {}).items()
    }


def _value(element: Any, *names: str) -> str:
    """Return the ``w:val`` of the element at the end of a path, "" if there is none."""
    found = element.find("/".join(f"{_W}{name}" for name in names))
    return "" if found is None else found.get(f"{_W}val", "")


def _read_text(element: Any) -> str:
    """Return the visible text of an element: no deletions, field codes, hidden runs or text boxes."""
    pieces: list[str] = []
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag in (f"{_W}t", _FORMULA_TEXT):
            pieces.append(child.text or "")
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            pieces.append(" ")
        elif child.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif child.tag == f"{_W}footnoteReference":
            pieces.append(f" [{child.get(f'{_W}id')}]")
        elif child.tag == f"{_W}txbxContent" or child.tag in _SKIPPED or _is_hidden_run(child):
            continue
        else:
            if child.tag == f"{_W}p" and pieces:
                pieces.append(" ")
            waiting.extend(reversed(child))
    return "".join(pieces)


def _is_hidden_run(element: Any) -> bool:
    hidden = element.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "true") not in ("0", "false", "off")
