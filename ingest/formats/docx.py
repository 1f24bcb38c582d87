"""Read Word documents."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.chart import write_chart
from ingest.formats.comments import Comment, write_comments
from ingest.formats.docx_numbering import Numbering
from ingest.formats.docx_parts import W, read_part, value_of
from ingest.formats.files import read_bytes, words_of_name
from ingest.formats.package import Package, attribute, open_package, read_language, read_title
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.table import Repeated, write_table

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = (f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}rPr", f"{W}pPr", _FALLBACK)
# What a formula says by the places of its parts, in the signs of a line of text.
_SIGNS = {f"{_M}den": "/", f"{_M}sup": "^", f"{_M}sub": "_", f"{_M}oMath": " "}
_TINY = 2
"""Half points; print that nobody can read."""


def read_docx(path: Path) -> Extracted:
    """Read a Word document as one page: paragraphs, lists, tables, text boxes, charts; notes, comments at the end."""
    package = open_package(read_bytes(path), "a Word document", ".docx", ("a Word document",))
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    writer = _Writer(package, main)
    for body in read_part(package, main).iterchildren(f"{W}body"):
        writer.write(body)
    writer.write_notes()
    writer.write_comments()
    warnings = describe_unseen(writer.page.unseen) + describe_left_out(writer.hidden)
    return Extracted(
        (writer.page.text(),),
        read_title(package) or writer.title or words_of_name(path),
        lang=read_language(package),
        warnings=warnings,
    )


class _Writer:
    """Write the body of a Word document as canonical text."""

    def __init__(self, package: Package, main: str) -> None:
        self.page = PageText()
        self.title = ""
        self.hidden = 0
        self._package = package
        self._main = main
        self._links = {link.key: link.target for link in package.relations(main)}
        styles = [read_part(package, part) for part in package.related(main, "styles")[:1]]
        self._styles = {
            style.get(f"{W}styleId", ""): style for root in styles for style in root.iterchildren(f"{W}style")
        }
        self._default_style = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )
        self._numbering = Numbering(package, main)

    def write(self, parent: Any) -> None:
        """Write the paragraphs and tables of an element, and of content controls in it."""
        for element in parent:
            if element.tag == f"{W}p":
                self._write_paragraph(element)
            elif element.tag == f"{W}tbl":
                self._write_table(element)
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
                self.write(element)

    def write_notes(self) -> None:
        """Write footnotes and endnotes as paragraphs with their number in brackets."""
        for kind in ("footnotes", "endnotes"):
            for part in self._package.related(self._main, kind):
                for note in read_part(self._package, part):
                    # Notes with a type are the separators that Word draws above the others.
                    if note.get(f"{W}type") is None and (text := self._read_text(note).strip()):
                        self.page.paragraph(f"[{note.get(f'{W}id')}] {text}")

    def write_comments(self) -> None:
        """Write what reviewers noted, under a heading that says so."""
        comments = [
            Comment(element.get(f"{W}author", ""), element.get(f"{W}date", ""), self._read_text(element))
            for part in self._package.related(self._main, "comments")
            for element in read_part(self._package, part).iterchildren(f"{W}comment")
        ]
        write_comments(self.page, comments, 1)

    def _write_paragraph(self, paragraph: Any) -> None:
        text = " ".join(self._read_text(paragraph).split())
        if text:
            style_id = value_of(paragraph, "pPr", "pStyle") or self._default_style
            level = self._find_level(paragraph, style_id)
            numbering = self._find_numbering(paragraph, style_id)
            if level is not None:
                label = self._numbering.count(*numbering)[1] if numbering else ""
                self.page.heading(level, f"{label} {text}")
                self.title = self.title or (text if level == 1 else "")
            elif numbering is not None:
                self.page.item(numbering[1], text, self._numbering.count(*numbering)[0])
            else:
                self.page.paragraph(text)
        for element in paragraph.iter(f"{W}txbxContent", "{*}chart", "{*}relIds"):
            if any(True for _ in element.iterancestors(_FALLBACK)):
                continue
            if element.tag == f"{W}txbxContent":
                self.write(element)
            else:
                self._write_drawing(element)

    def _write_drawing(self, element: Any) -> None:
        """Write a chart, or the texts of a diagram (SmartArt) as items."""
        diagram = element.tag.endswith("}relIds")
        part = self._links.get(attribute(element, "dm" if diagram else "id"), "")
        if part not in self._package:
            return
        if not diagram:
            write_chart(self.page, self._package, part)
            return
        for point in self._package.tree(part).iter("{*}pt"):
            if point.get("type", "node") == "node":
                self.page.item(0, "".join(text.text or "" for text in point.iter("{*}t")))

    def _find_level(self, paragraph: Any, style_id: str) -> int | None:
        """Return the heading level by style name or outline level, of the paragraph or the styles it is based on."""
        outline = value_of(paragraph, "pPr", "outlineLvl")
        for style in self._walk_styles(style_id):
            name = value_of(style, "name").lower()
            if name == "title":
                return 1
            if match := re.fullmatch(r"heading (\d)", name):
                return int(match.group(1))
            outline = outline or value_of(style, "pPr", "outlineLvl")
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else None

    def _find_numbering(self, paragraph: Any, style_id: str) -> tuple[str, int] | None:
        """Return the list and the depth of a list item, or None if it is none."""
        number_id = value_of(paragraph, "pPr", "numPr", "numId")
        depth = value_of(paragraph, "pPr", "numPr", "ilvl")
        style_name = ""
        for style in self._walk_styles(style_id):
            number_id = number_id or value_of(style, "pPr", "numPr", "numId")
            depth = depth or value_of(style, "pPr", "numPr", "ilvl")
            style_name = style_name or value_of(style, "name").lower()
        listed = re.match(r"list (bullet|number)(?: (\d))?", style_name)
        if number_id in ("", "0"):
            return (f"list {listed.group(1)}", int(listed.group(2) or 1) - 1) if listed else None
        return number_id, int(depth) if depth.isdecimal() else int((listed and listed.group(2)) or 1) - 1

    def _walk_styles(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value_of(self._styles[style_id], "basedOn")

    def _read_text(self, element: Any) -> str:
        """Return the visible text of an element: no deletions, field codes, hidden runs or text boxes."""
        pieces: list[str] = []
        waiting = list(reversed(element))
        while waiting:
            child = waiting.pop()
            if child.tag in (f"{W}t", f"{_M}t"):
                pieces.append(child.text or "")
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                pieces.append(" ")
            elif child.tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                pieces.append(f" [{child.get(f'{W}id')}]")
            elif child.tag == f"{W}txbxContent" or child.tag in _SKIPPED:
                continue
            elif _is_hidden_run(child):
                self.hidden += any((text.text or "").strip() for text in child.iter(f"{W}t"))
            else:
                if child.tag == f"{W}p" and pieces:
                    pieces.append(" ")
                if pieces and child.tag in _SIGNS and any(True for _ in child.iter(f"{_M}t")):
                    pieces.append(_SIGNS[child.tag])
                waiting.extend(reversed(child))
        return "".join(pieces)

    def _write_table(self, table: Any) -> None:
        rows: list[list[str]] = []
        headers = 0
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue  # a table in a cell: its text is part of the cell
            cells: list[str] = [""] * int(value_of(row, "trPr", "gridBefore") or 0)
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is not row:
                    continue
                text = " ".join(self._read_text(cell).split())
                if cell.find(f"{W}tcPr/{W}vMerge") is not None and value_of(cell, "tcPr", "vMerge") != "restart":
                    text = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else text
                width = min(int(value_of(cell, "tcPr", "gridSpan") or 1), 100)
                cells += [text, *[Repeated(text)] * (width - 1)]
            if headers == len(rows) and row.find(f"{W}trPr/{W}tblHeader") is not None:
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
    look = table.find(f"{W}tblPr/{W}tblLook")
    return width > 2 and look is not None and look.get(f"{W}firstRow") == "1"


def _is_first_row_bold(table: Any) -> bool:
    def count_bold(row: Any) -> tuple[int, int]:
        runs = [run for run in row.iter(f"{W}r") if (run.findtext(f"{W}t") or "").strip()]
        return sum(run.find(f"{W}rPr/{W}b") is not None for run in runs), len(runs)

    counts = [count_bold(row) for row in table.findall(f"{W}tr")[:2]]
    return len(counts) == 2 and 0 < counts[0][1] == counts[0][0] and counts[1][0] < counts[1][1]


def _is_hidden_run(element: Any) -> bool:
    """Tell whether a run is switched invisible, too small to be read, or white on white."""
    hidden = element.find(f"{W}rPr/{W}vanish")
    size = value_of(element, "rPr", "sz") if element.tag == f"{W}r" else ""
    tiny = size.isdecimal() and int(size) <= _TINY
    vanished = hidden is not None and hidden.get(f"{W}val", "true") not in ("0", "false", "off")
    return tiny or vanished or _is_white_run(element)


def _is_white_run(element: Any) -> bool:
    """Tell whether a run is white where nothing shades the paper: no shading, highlight, styled table or drawing."""
    if element.tag != f"{W}r" or value_of(element, "rPr", "color").upper() != "FFFFFF":
        return False
    if element.find(f"{W}rPr/{W}highlight") is not None:
        return False
    for around in (element, *element.iterancestors()):
        if around.tag in (f"{W}drawing", f"{W}pict", f"{W}txbxContent"):
            return False
        for properties in ("rPr", "pPr", "tcPr", "trPr", "tblPr"):
            if around.find(f"{W}{properties}/{W}tblStyle") is not None:
                return False
            shade = around.find(f"{W}{properties}/{W}shd")
            if shade is not None and shade.get(f"{W}fill", "auto").upper() not in ("AUTO", "FFFFFF"):
                return False
    return True
