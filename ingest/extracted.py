"""What every format gives: pages of canonical text, and what the file says about itself.

A page's text is plain text with four conventions, so that one parser finds the units of every format:

- heading: ``#`` to ``######``, a space and the text, between blank lines;
- list item: ``- `` and the text, two more spaces of indent for each level; numbered items keep ``1. ``;
- table row: ``| `` and the cells as ``Header: value`` joined by `` | ``, a blank line around the table;
- paragraph: any other line; a blank line ends it.

A paragraph that only happens to begin like a heading or a row loses that mark.
"""

import datetime
import re
from dataclasses import dataclass

UNDATED = "undated"

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Extracted:
    """Hold the text of one file, page by page, with what the file says about itself ("" when it doesn't)."""

    pages: tuple[str, ...]
    title: str
    as_of: str = UNDATED
    topic: str = ""
    url: str = ""
    lang: str = ""
    warnings: tuple[str, ...] = ()


def parse_as_of(text: str) -> str | None:
    """Return a date as YYYY, YYYY-MM, YYYY-MM-DD or ``undated``, or None if it is none of these."""
    text = text.strip()
    if text.casefold() == UNDATED:
        return UNDATED
    if not _DATE.fullmatch(text):
        return None
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return None
    return text


def is_url(text: str) -> bool:
    """Tell whether a text is one web address."""
    return re.fullmatch(r"https?://[^\s<>\"]+", text) is not None
