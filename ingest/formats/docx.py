"""Read Word documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.chart import write_chart
from ingest.formats.comments import Comment, write_comments
from ingest.formats.files import read_bytes, words_of_name
from ingest.formats.package import Package, attribute, open_package, parse_xml, read_language, read_title
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.table import Repeated, write_table

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_TRANSITIONAL.decode()}}}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = (f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", _FALLBACK)
# What a formula says by the places of its parts, in the signs of a line of text.
_SIGNS = {f"{_M}den": "/", f"{_M}sup": "^", f"{_M}sub": "_", f"{_M}oMath": " "}
_TINY = 2
"""Half points; print that nobody can read."""


def read_docx(path: Path) -> Extracted:
    """Read a Word document as one page: paragraphs, lists, tables, text boxes, charts; notes, comments at the end."""
    package = open_package(read_bytes(path), "a Word document", ".docx", ("a Word document",))
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    writer = _Writer(package, main)
    for body in _read_part(package, main).iterchildren(f"{_W}body"):
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


def _read_part(package: Package, name: str) -> Any:
    """Return the root of a part; what was saved as strict OOXML has other names for the same elements."""
    content = package.read(name)
    return parse_xml(content.replace(_STRICT, _TRANSITIONAL), name)


@dataclass(frozen=True, slots=True)
class _Level:
    """Hold how one level of a list is numbered: ``bullet``, ``decimal``, ...; its text has %1 for the first level."""

    number_format: str
    text: str
    start: int


class _Writer:
    """Write the body of a Word document as canonical text."""

    def __init__(self, package: Package, main: str) -> None:
        self.page = PageText()
        self.title = ""
        self.hidden = 0
        self._package = package
        self._main = main
        self._links = {link.key: link.target for link in package.relations(main)}
        styles = [_read_part(package, part) for part in package.related(main, "styles")[:1]]
        self._styles = {
            style.get(f"{_W}styleId", ""): style for root in styles for style in root.iterchildren(f"{_W}style")
        }
        self._default_style = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
            ),
            "",
        )
        self._lists, self._levels = _read_numbering(package, main)
        self._counters: dict[str, dict[int, int]] = {}

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
        for kind in ("footnotes", "endnotes"):
            for part in self._package.related(self._main, kind):
                for note in _read_part(self._package, part):
                    # Notes with a type are the separators that Word draws above the others.
                    if note.get(f"{_W}type") is None and (text := self._read_text(note).strip()):
                        self.page.paragraph(f"[{note.get(f'{_W}id')}] {text}")

    def write_comments(self) -> None:
        """Write what reviewers noted, under a heading that says so."""
        comments = [
            Comment(element.get(f"{_W}author", ""), element.get(f"{_W}date", ""), self._read_text(element))
            for part in self._package.related(self._main, "comments")
            for element in _read_part(self._package, part).iterchildren(f"{_W}comment")
        ]
        write_comments(self.page, comments, 1)

    def _write_paragraph(self, paragraph: Any) -> None:
        text = " ".join(self._read_text(paragraph).split())
        if text:
            style_id = _value(paragraph, "pPr", "pStyle") or self._default_style
            level = self._find_level(paragraph, style_id)
            numbering = self._find_numbering(paragraph, style_id)
            if level is not None:
                label = self._count(*numbering)[1] if numbering else ""
                self.page.heading(level, f"{label} {text}")
                self.title = self.title or (text if level == 1 else "")
            elif numbering is not None:
                self.page.item(numbering[1], text, self._count(*numbering)[0])
            else:
                self.page.paragraph(text)
        for element in paragraph.iter(f"{_W}txbxContent", "{*}chart", "{*}relIds"):
            if any(True for _ in element.iterancestors(_FALLBACK)):
                continue
            if element.tag == f"{_W}txbxContent":
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
        outline = _value(paragraph, "pPr", "outlineLvl")
        for style in self._walk_styles(style_id):
            name = _value(style, "name").lower()
            if name == "title":
                return 1
            if match := re.fullmatch(r"heading (\d)", name):
                return int(match.group(1))
            outline = outline or _value(style, "pPr", "outlineLvl")
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else None

    def _find_numbering(self, paragraph: Any, style_id: str) -> tuple[str, int] | None:
        """Return the list and the depth of a list item, or None if it is none."""
        number_id = _value(paragraph, "pPr", "numPr", "numId")
        depth = _value(paragraph, "pPr", "numPr", "ilvl")
        style_name = ""
        for style in self._walk_styles(style_id):
            number_id = number_id or _value(style, "pPr", "numPr", "numId")
            depth = depth or _value(style, "pPr", "numPr", "ilvl")
            style_name = style_name or _value(style, "name").lower()
        listed = re.match(r"list (bullet|number)(?: (\d))?", style_name)
        if number_id in ("", "0"):
            return (f"list {listed.group(1)}", int(listed.group(2) or 1) - 1) if listed else None
        return number_id, int(depth) if depth.isdecimal() else int((listed and listed.group(2)) or 1) - 1

    def _count(self, number_id: str, depth: int) -> tuple[int | None, str]:
        """Return the number of the next item of a list (None for bullets), and its label as Word writes it."""
        fallback = _Level("bullet" if number_id == "list bullet" else "decimal", f"%{depth + 1}.", 1)
        levels = self._levels.get(number_id, {})
        # "List Bullet 2" names a list of its own, with one level that is drawn as the second.
        level = levels.get(depth) or levels.get(0, fallback)
        if level.number_format in ("bullet", "none"):
            return None, ""
        counters = self._counters.setdefault(self._lists.get(number_id, number_id), {})
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        counters[depth] = counters.get(depth, level.start - 1) + 1

        def show(place: re.Match[str]) -> str:
            outer = int(place.group(1)) - 1
            start = levels.get(outer, fallback).start
            return _show_number(counters.get(outer, start), levels.get(outer, fallback).number_format)

        return counters[depth], re.sub(r"%([1-9])", show, level.text).strip()

    def _walk_styles(self, style_id: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = _value(self._styles[style_id], "basedOn")

    def _read_text(self, element: Any) -> str:
        """Return the visible text of an element: no deletions, field codes, hidden runs or text boxes."""
        pieces: list[str] = []
        waiting = list(reversed(element))
        while waiting:
            child = waiting.pop()
            if child.tag in (f"{_W}t", f"{_M}t"):
                pieces.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                pieces.append(" ")
            elif child.tag == f"{_W}noBreakHyphen":
                pieces.append("-")
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                pieces.append(f" [{child.get(f'{_W}id')}]")
            elif child.tag == f"{_W}txbxContent" or child.tag in _SKIPPED:
                continue
            elif _is_hidden_run(child):
                self.hidden += any((text.text or "").strip() for text in child.iter(f"{_W}t"))
            else:
                if child.tag == f"{_W}p" and pieces:
                    pieces.append(" ")
                if pieces and child.tag in _SIGNS and any(True for _ in child.iter(f"{_M}t")):
                    pieces.append(_SIGNS[child.tag])
                waiting.extend(reversed(child))
        return "".join(pieces)

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
                text = " ".join(self._read_text(cell).split())
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
        runs = [run for run in row.iter(f"{_W}r") if (run.findtext(f"{_W}t") or "").strip()]
        return sum(run.find(f"{_W}rPr/{_W}b") is not None for run in runs), len(runs)

    counts = [count_bold(row) for row in table.findall(f"{_W}tr")[:2]]
    return len(counts) == 2 and 0 < counts[0][1] == counts[0][0] and counts[1][0] < counts[1][1]


def _read_numbering(package: Package, main: str) -> tuple[dict[str, str], dict[str, dict[int, _Level]]]:
    """Return for each list the definition that it counts in, and its levels."""
    counted: dict[str, str] = {}
    levels: dict[str, dict[int, _Level]] = {}
    for part in package.related(main, "numbering")[:1]:
        root = _read_part(package, part)
        definitions = {
            element.get(f"{_W}abstractNumId", ""): {
                depth: level for found in element.iter(f"{_W}lvl") for depth, level in [_read_level(found)]
            }
            for element in root.iterchildren(f"{_W}abstractNum")
        }
        for element in root.iterchildren(f"{_W}num"):
            key = element.get(f"{_W}numId", "")
            definition = _value(element, "abstractNumId")
            restarts = element.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            counted[key] = key if restarts else f"definition {definition}"
            levels[key] = definitions.get(definition, {})
    return counted, levels


def _read_level(element: Any) -> tuple[int, _Level]:
    depth, start = element.get(f"{_W}ilvl", "0"), _value(element, "start")
    level = _Level(_value(element, "numFmt"), _value(element, "lvlText"), int(start) if start.isdecimal() else 1)
    return int(depth) if depth.isdecimal() else 0, level


def _show_number(number: int, number_format: str) -> str:
    """Write a number as letters or Roman numerals where a list does so."""
    if number_format in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if number_format.startswith("upper") else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < number < 40:
        tens, ones = divmod(number, 10)
        roman = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
        return roman.upper() if number_format.startswith("upper") else roman
    return f"{number:02d}" if number_format == "decimalZero" else str(number)


def _value(element: Any, *names: str) -> str:
    """Return the ``w:val`` of the element at the end of a path, "" if there is none."""
    found = element.find("/".join(f"{_W}{name}" for name in names))
    return "" if found is None else found.get(f"{_W}val", "")


def _is_hidden_run(element: Any) -> bool:
    """Tell whether a run is switched invisible, too small to be read, or white on white."""
    hidden = element.find(f"{_W}rPr/{_W}vanish")
    size = _value(element, "rPr", "sz") if element.tag == f"{_W}r" else ""
    tiny = size.isdecimal() and int(size) <= _TINY
    vanished = hidden is not None and hidden.get(f"{_W}val", "true") not in ("0", "false", "off")
    return tiny or vanished or _is_white_run(element)


def _is_white_run(element: Any) -> bool:
    """Tell whether a run is white where nothing shades the paper: no shading, highlight, styled table or drawing."""
    if element.tag != f"{_W}r" or _value(element, "rPr", "color").upper() != "FFFFFF":
        return False
    if element.find(f"{_W}rPr/{_W}highlight") is not None:
        return False
    for around in (element, *element.iterancestors()):
        if around.tag in (f"{_W}drawing", f"{_W}pict", f"{_W}txbxContent"):
            return False
        for properties in ("rPr", "pPr", "tcPr", "trPr", "tblPr"):
            if around.find(f"{_W}{properties}/{_W}tblStyle") is not None:
                return False
            shade = around.find(f"{_W}{properties}/{_W}shd")
            if shade is not None and shade.get(f"{_W}fill", "auto").upper() not in ("AUTO", "FFFFFF"):
                return False
    return True
