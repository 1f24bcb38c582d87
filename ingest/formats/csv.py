"""Read tables of comma, semicolon, tab or bar separated values."""

import csv
from collections import Counter
from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.table import write_table
from kb.errors import DocumentError

_DELIMITERS = ",;\t|"


def read_csv(path: Path) -> Extracted:
    """Read a table whose first row is its header as one page; raise rather than lose a row."""
    text = decode_text(read_bytes(path), "text")
    if "\0" in text:
        raise DocumentError("content is binary, expected text")
    rows = _parse(text, "\t" if path.suffix.lower() == ".tsv" else _find_delimiter(text))
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    table = [row for _, row in filled]
    page = PageText()
    page.table(write_table(table, headers=1))
    uneven = [line for line, row in filled if len(row) > len(table[0])]
    warnings = describe_unseen(page.unseen)
    if uneven:
        count = "1 row has" if len(uneven) == 1 else f"{len(uneven)} rows have"
        warnings += (f"{count} more cells than the header, the first in line {uneven[0]}",)
    return Extracted((page.text(),), words_of_name(path), warnings=warnings)


def _parse(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows = []
    while True:
        line = reader.line_num + 1
        try:
            rows.append((line, next(reader)))
        except StopIteration:
            return rows
        except csv.Error as error:
            raise DocumentError(_explain(line, str(error))) from error


def _explain(line: int, message: str) -> str:
    if "field limit" in message:
        limit = csv.field_size_limit()
        return f"the row that begins in line {line} has a cell of more than {limit:,} characters; is a quote missing?"
    return f'the row that begins in line {line} has a quote (") that is not closed; close or double it'


def _find_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first lines into the same number of cells, the more the better."""
    sample = text[:65536].splitlines(keepends=True)[:50]
    scores = {}
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        scores[delimiter] = (count / len(widths) if width > 1 else 0, width)
    return max(scores, key=lambda delimiter: scores[delimiter])
