"""What kind of failure an ingest's reason is: for each kind the page knows in words what to do about it."""

import re

# The first that fits counts. A test reads every reason that ingest can give and holds that each is of a kind.
KINDS: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "password": r"protected (?:by a password|against copying)",
        "old_format": r"save it as \.|old Office document",
        "unknown_format": r"unknown format|no reader for|which can't be read",
        "front_matter": r"front matter",
        "scan": r"Tesseract|text recognition|a scan|in the picture",
        "no_text": r"no text found|empty file|empty page|no text in it",
        "size": r"too large|too many|took longer|MB of memory|nested|the limit is",
        "web": r"answered|redirect|robots\.txt|its site|address not allowed|sitemap|compressed content|"
        r"could not be (?:reached|resolved)",
        "wrong_name": r"content is .*expected|expected .*; give it",
        "changed": r"changed while it was read|not there any more",
        "rights": r"not readable|can't be read:|permission|a link|not a regular file|same name",
        "text": r"line \d|save it as UTF-8",
        "not_a_document": r"not a document",
        "damaged": r"damaged|missing|crashed|can't be unpacked|not valid|entities|could not be read",
    }.items()
}


def find_kind(reason: str) -> str:
    """Name the kind of a reason for which a document could not be read; "other" if it is none that is known."""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(reason)), "other")
