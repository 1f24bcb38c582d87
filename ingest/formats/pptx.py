"""Read PowerPoint presentations, slide by slide."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.chart import write_chart
from ingest.formats.comments import Comment, write_comments
from ingest.formats.files import read_bytes, words_of_name
from ingest.formats.package import Package, attribute, local_name, open_package, read_title
from ingest.formats.page import PageText, describe_left_out, describe_unseen
from ingest.formats.pptx_ink import drop_unseen
from ingest.formats.table import Repeated, write_table

# Placeholders that repeat on every slide what is not about it.
_FRAME = frozenset(("sldNum", "dt", "ftr", "hdr", "sldImg"))
_TITLES = frozenset(("title", "ctrTitle"))
_LISTS = frozenset(("body", "obj", ""))
_NO_TITLES = frozenset(("", "powerpoint presentation", "powerpoint-präsentation", "présentation powerpoint"))
"""Titles that PowerPoint gives by itself."""


@dataclass(slots=True)
class _Counts:
    hidden_slides: int = 0
    hidden_shapes: int = 0
    hidden_runs: int = 0
    unseen: int = 0


def read_pptx(path: Path) -> Extracted:
    """Read each slide as a page under its title, or its number; notes and comments under headings of their own.

    A hidden slide is an empty page, so that page numbers are those of the slides.
    """
    kind = "a PowerPoint presentation"
    package = open_package(read_bytes(path), kind, ".pptx", (kind,))
    main = next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")
    authors = _read_authors(package, main)
    links = {link.key: link.target for link in package.relations(main)}
    counts = _Counts()
    pages: list[str] = []
    titles: list[str] = []
    for element in package.tree(main).iter("{*}sldId"):
        key = next((value for name, value in element.items() if name.endswith("}id")), "")
        part = links.get(key, "")
        if part not in package:
            pages.append("")
            continue
        writer = _SlideWriter(package, part, counts)
        pages.append(writer.write(len(pages) + 1, authors))
        titles.append(writer.title)
    title = read_title(package)
    if title.casefold() in _NO_TITLES:
        title = next(filter(None, titles), "")
    return Extracted(tuple(pages), title or words_of_name(path), warnings=_describe(counts))


def _describe(counts: _Counts) -> tuple[str, ...]:
    found = {"hidden slide": counts.hidden_slides, "hidden shape": counts.hidden_shapes}
    left_out = [f"{count} {what}{'s' if count > 1 else ''}" for what, count in found.items() if count]
    warnings = describe_unseen(counts.unseen) + describe_left_out(counts.hidden_runs)
    return (*warnings, f"{' and '.join(left_out)} left out; show them if they count") if left_out else warnings


def _read_authors(package: Package, main: str) -> dict[str, str]:
    parts = [*package.related(main, "commentAuthors"), *package.related(main, "authors")]
    people = (person for part in parts for person in package.tree(part))
    return {person.get("id", ""): person.get("name", "") for person in people}


class _SlideWriter:
    """Write one slide as canonical text."""

    def __init__(self, package: Package, part: str, counts: _Counts) -> None:
        self.title = ""
        self._package = package
        self._part = part
        self._counts = counts
        self._page = PageText()
        self._links = {link.key: link.target for link in package.relations(part)}

    def write(self, number: int, authors: dict[str, str]) -> str:
        """Return the text of the slide, "" if it is hidden or has none."""
        root = self._package.tree(self._part)
        if root.get("show", "1") in ("0", "false"):
            self._counts.hidden_slides += 1
            return ""
        self._counts.hidden_runs += drop_unseen(self._package, self._part, root)
        shapes = list(self._list_shapes(root))
        titles = [shape for shape in shapes if _find_placeholder(shape) in _TITLES]
        self.title = " ".join(" ".join(_read_paragraph(p) for p in shape.iter("{*}p")) for shape in titles).strip()
        self._page.heading(1, self.title or f"Slide {number}")
        for shape in shapes:
            if shape not in titles:
                self._write_shape(shape)
        self._write_notes()
        for part in self._package.related(self._part, "comments"):
            write_comments(self._page, list(self._read_comments(part, authors)), 2)
        self._counts.unseen += self._page.unseen
        text = self._page.text()
        return text if self.title or "\n" in text else ""

    def _list_shapes(self, parent: Any) -> Iterator[Any]:
        """Yield the shapes of a slide, also those in groups, in the order they were drawn."""
        waiting = list(parent.iter("{*}spTree"))[:1]
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            properties = element.find("*/{*}cNvPr")
            if properties is not None and properties.get("hidden") in ("1", "true"):
                self._counts.hidden_shapes += 1
            elif name in ("sp", "graphicFrame", "cxnSp"):
                yield element
            elif name in ("spTree", "grpSp", "AlternateContent", "Choice"):
                # The fallback says the same for older programs.
                waiting.extend(child for child in reversed(element) if local_name(child) != "Fallback")

    def _write_shape(self, shape: Any) -> None:
        if _find_placeholder(shape) in _FRAME:
            return
        table = next(shape.iter("{*}tbl"), None)
        if table is not None:
            self._page.table(_read_table(table))
            return
        for element in shape.iter("{*}chart", "{*}relIds"):
            key = attribute(element, "dm" if local_name(element) == "relIds" else "id")
            part = self._links.get(key, "")
            if part not in self._package:
                continue
            if local_name(element) == "chart":
                write_chart(self._page, self._package, part)
            else:
                self._write_diagram(part)
        body = shape.find("{*}txBody")
        if body is not None:
            self._write_text(body, _find_placeholder(shape))

    def _write_text(self, body: Any, placeholder: str | None) -> None:
        paragraphs = [(p, text) for p in body.iterchildren("{*}p") if (text := _read_paragraph(p))]
        listed = placeholder in _LISTS and len(paragraphs) > 1
        number = 0
        for paragraph, text in paragraphs:
            properties = paragraph.find("{*}pPr")
            marks = {local_name(child) for child in properties} if properties is not None else set()
            level = properties.get("lvl", "0") if properties is not None else "0"
            depth = int(level) if level.isdecimal() else 0
            number = number + 1 if "buAutoNum" in marks else 0
            if number:
                self._page.item(depth, text, number)
            elif "buChar" in marks or "buBlip" in marks or (listed and "buNone" not in marks):
                self._page.item(depth, text)
            else:
                self._page.paragraph(text)

    def _write_diagram(self, part: str) -> None:
        """Write the texts of a diagram (SmartArt) as items."""
        for point in self._package.tree(part).iter("{*}pt"):
            if point.get("type", "node") == "node":
                self._page.item(0, " ".join(filter(None, map(_read_paragraph, point.iter("{*}p")))))

    def _write_notes(self) -> None:
        for part in self._package.related(self._part, "notesSlide")[:1]:
            shapes = [s for s in self._package.tree(part).iter("{*}sp") if _find_placeholder(s) == "body"]
            texts = [text for shape in shapes for p in shape.iter("{*}p") if (text := _read_paragraph(p))]
            if texts:
                self._page.heading(2, "Notes")
            for text in texts:
                self._page.paragraph(text)

    def _read_comments(self, part: str, authors: dict[str, str]) -> Iterator[Comment]:
        """Yield the comments on a slide with their replies, in the old form and in that of today."""
        for element in self._package.tree(part).iter("{*}cm", "{*}reply"):
            body = element.find("{*}txBody")
            text = element.findtext("{*}text") or ""
            if body is not None:
                text = " ".join(filter(None, map(_read_paragraph, body.iter("{*}p"))))
            when = element.get("dt") or element.get("created") or ""
            yield Comment(authors.get(element.get("authorId", ""), ""), when, text)


def _find_placeholder(shape: Any) -> str | None:
    """Return the kind of a placeholder, "" for one without a kind, None for a shape that is none."""
    placeholder = next(shape.iter("{*}ph"), None)
    return None if placeholder is None else str(placeholder.get("type", ""))


def _read_paragraph(paragraph: Any) -> str:
    pieces = [" " if local_name(element) == "br" else element.text or "" for element in paragraph.iter("{*}t", "{*}br")]
    return " ".join("".join(pieces).split())


def _read_table(table: Any) -> list[str]:
    rows: list[list[str]] = []
    for row in table.iterchildren("{*}tr"):
        cells: list[str] = []
        for cell in row.iterchildren("{*}tc"):
            text = " ".join(filter(None, map(_read_paragraph, cell.iter("{*}p"))))
            if _is_on(cell, "vMerge"):
                cells.append(rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else "")
            elif _is_on(cell, "hMerge"):
                cells.append(Repeated(cells[-1]) if cells else "")
            else:
                cells.append(text)
        rows.append(cells)
    properties = table.find("{*}tblPr")
    headed = properties is not None and _is_on(properties, "firstRow") and len(rows) > 1
    return write_table(rows, headers=1 if headed and rows and len(rows[0]) > 1 else None)


def _is_on(element: Any, name: str) -> bool:
    return element.get(name, "0") in ("1", "true")
