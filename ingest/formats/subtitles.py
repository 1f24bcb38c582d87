"""Read subtitles (SRT, WebVTT): what is said, without numbers and times."""

import re
from pathlib import Path

from ingest.extracted import Extracted
from ingest.formats.files import decode_text, read_bytes, words_of_name
from ingest.formats.page import PageText, describe_unseen

_TIME = re.compile(r"(?:\d+:)?\d+:\d+[.,]\d+\s*-->")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<[\d:.]{1,20}>|\{\\[^{}]{0,100}\}")
_GAP = re.compile(r"\n\s*\n")
_NOT_SAID = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_PARAGRAPH = 600
"""Characters after which the end of a sentence ends a paragraph."""


def read_subtitles(path: Path) -> Extracted:
    """Read subtitles as one page, in paragraphs that end with a sentence."""
    text = decode_text(read_bytes(path), "text").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    page = PageText()
    paragraph = ""
    for cue in _GAP.split(text):
        lines = [line.strip() for line in cue.strip().split("\n")]
        timed = next((number for number, line in enumerate(lines) if _TIME.match(line)), None)
        if timed is None and (_NOT_SAID.match(lines[0]) or not lines[0]):
            continue
        said = _MARKUP.sub("", " ".join(lines[0 if timed is None else timed + 1 :])).strip()
        paragraph = f"{paragraph} {said}".strip()
        if len(paragraph) > _PARAGRAPH and paragraph.endswith((".", "!", "?", "…")):
            page.paragraph(paragraph)
            paragraph = ""
    page.paragraph(paragraph)
    return Extracted((page.text(),), words_of_name(path), warnings=describe_unseen(page.unseen))
