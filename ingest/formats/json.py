"""Read JSON and JSON Lines."""

import json
from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.records import Value, write_value
from kb.errors import DocumentError


def read_json(path: Path) -> Extracted:
    """Read values with their names: records as rows that carry their headers, the rest under headings."""
    content = decode_text(read_bytes(path), "JSON")
    try:
        value = _parse(content, path.suffix.lower() == ".jsonl")
    except json.JSONDecodeError as error:
        raise DocumentError(f"not valid JSON in line {error.lineno}: {error.msg}; correct it") from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number of thousands of digits
        raise DocumentError("JSON nested too deep, or with a number too long; simplify it") from error
    page = PageText()
    title = ""
    if isinstance(value, dict):
        title = next((value[key] for key in ("title", "name") if isinstance(value.get(key), str)), "")
    if isinstance(value, str):
        page.paragraph(value)
    else:
        write_value(page, value)
    return Extracted((page.text(),), title.strip() or words_of_name(path), warnings=describe_unseen(page.unseen))


def _parse(content: str, lines: bool) -> Value:
    if not lines:
        return _to_value(json.loads(content))
    values = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                values.append(_to_value(json.loads(line)))
            except json.JSONDecodeError as error:
                raise DocumentError(f"not valid JSON in line {number}: {error.msg}; correct it") from error
    return values


def _to_value(value: object) -> Value:
    """Return a value with all that is single as text."""
    if isinstance(value, dict):
        return {name: _to_value(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_to_value(inner) for inner in value]
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)
