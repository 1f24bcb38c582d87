"""Read XML of any vocabulary: text as paragraphs, records as rows, titles as headings."""

import html
import re
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted
from ingest.formats.encodings import find_declared
from ingest.formats.files import decode_text, name_content, read_bytes, words_of_name
from ingest.formats.html import read_html, write_markup
from ingest.formats.package import local_name, parse_xml
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.records import Value, write_value
from kb.errors import DocumentError

_HEADINGS = frozenset(("title", "heading", "head", "headline", "h1"))
_MARKUP = re.compile(r"<(?:p|div|table|span|ul|ol|br|h[1-6])\b", re.IGNORECASE)
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_NOT_VALID = ("not valid XML: some of its text may be missing; save it again from its source",)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_LONG = 80
"""Characters; a longer text is a paragraph, not a value."""


def read_xml(path: Path) -> Extracted:
    """Read an XML file as one page; entities are not followed, and text that they stand for is a warning."""
    content = read_bytes(path)
    if not re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", content.replace(b"\0", b"")[:200]):
        raise DocumentError(f"content is {name_content(content)}, expected XML; give it its right file name")
    # libxml2 knows few of the encodings that files declare, and takes the word of those that declare a wrong one.
    text = _DECLARATION.sub("", decode_text(content, "XML", declared=find_declared(content)).lstrip("\ufeff"), count=1)
    problem: tuple[str, ...] = ()
    try:
        root = parse_xml(text.encode(errors="replace"), path.name, entities=True)
    except DocumentError:
        if _WEB_PAGE.match(text):
            return read_html(path)
        root = parse_xml(text.encode(errors="replace"), path.name, entities=True, recover=True)
        if not any(text.strip() for text in root.itertext()):
            raise
        problem = _NOT_VALID
    page = PageText()
    entities = _drop_entities(root)
    if local_name(root).lower() == "html":
        write_markup(page, _to_markup(root))
    else:
        _write_element(page, root, 1)
    title = next((" ".join("".join(e.itertext()).split()) for e in root.iter() if local_name(e) == "title"), "")
    warnings = describe_unseen(page.unseen) + problem
    if entities:
        warnings += (f"{entities} entities left out; write their text into the file",)
    return Extracted((page.text(),), title or words_of_name(path), lang=_read_language(root), warnings=warnings)


def _drop_entities(root: Any) -> int:
    """Take out the places of entities that were not followed, and return how many they were."""
    import lxml.etree

    count = sum(1 for _ in root.iter(lxml.etree.Entity))
    lxml.etree.strip_tags(root, lxml.etree.Entity)
    return count


def _write_element(page: PageText, element: Any, level: int) -> None:
    """Write what is in an element: prose as paragraphs, names and values as rows, the rest deeper."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or _is_mixed(element, children):
        _write_text(page, "".join(element.itertext()))
        return
    waiting: dict[str, Value] = {}
    records = _find_records(children)
    if records is not None:
        write_value(page, records)
        return
    for child in children:
        name, text = local_name(child), " ".join(html.unescape("".join(child.itertext())).split())
        leaf = not any(isinstance(below.tag, str) for below in child)
        is_value = leaf and 0 < len(text) <= _LONG and not _MARKUP.search(text) and name.lower() not in _HEADINGS
        if not is_value or name in waiting:
            _flush(page, waiting)
        if is_value:
            waiting[name] = text
        elif name.lower() in _HEADINGS and len(text) <= 2 * _LONG:
            page.heading(level, text)
        else:
            _write_element(page, child, level + 1)
    _flush(page, waiting)


def _flush(page: PageText, waiting: dict[str, Value]) -> None:
    if waiting:
        write_value(page, dict(waiting))
        waiting.clear()


def _find_records(children: list[Any]) -> list[Value] | None:
    """Return the rows if all children are records of one kind: elements of short texts, each named once."""
    if len(children) < 2 or len({child.tag for child in children}) > 1:
        return None
    records: list[Value] = []
    for child in children:
        fields = [below for below in child if isinstance(below.tag, str)]
        texts = {local_name(below): " ".join("".join(below.itertext()).split()) for below in fields}
        attributes = {name.rpartition("}")[2]: value for name, value in child.items()}
        if len(fields) < 2 or len(texts) < len(fields) or any(len(below) for below in fields):
            return None
        if any(len(text) > 2 * _LONG for text in texts.values()):
            return None
        records.append({**attributes, **texts})
    return records


def _is_mixed(element: Any, children: list[Any]) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in children)


def _write_text(page: PageText, text: str) -> None:
    text = html.unescape(text)  # feeds escape twice
    if _MARKUP.search(text):  # HTML that was put into the element as text
        write_markup(page, text)
    elif text.strip():
        page.paragraph(" ".join(text.split()))


def _to_markup(root: Any) -> str:
    import lxml.etree

    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = local_name(element)
    lxml.etree.cleanup_namespaces(root)
    return str(lxml.etree.tostring(root, encoding="unicode", method="html"))


def _read_language(root: Any) -> str:
    return str(root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
