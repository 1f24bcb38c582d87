"""What a reply holds: which kind of file, in which encoding, packed or not."""

import zlib
from pathlib import Path
from urllib.parse import urlsplit

from ingest.formats.encodings import decode_declared, find_declared
from ingest.web.client import MAX_BYTES, Reply
from kb.errors import DocumentError

_SUFFIXES = {
    "application/json": ".json",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
    "text/xml": ".xml",
}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")


def choose_suffix(reply: Reply) -> str:
    """Choose the suffix of the file that a reply is kept in, by its declared type; "" for a type that is not read."""
    kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
    named = Path(urlsplit(reply.url).path).suffix.lower()
    if kind in _UNTOLD:
        return named or ".html"
    # Many servers call Markdown and tables plain text.
    return named if kind == "text/plain" and named in (".csv", ".md", ".tsv") else _SUFFIXES.get(kind, "")


def mark_encoding(reply: Reply, suffix: str) -> bytes:
    """Put a byte order mark before text whose encoding only the server tells, as the file must tell it alone."""
    _, _, charset = reply.headers.get("content-type", "").lower().partition("charset=")
    charset = charset.split(";")[0].strip(" \"'")
    told = find_declared(reply.content) or reply.content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if suffix in (".html", ".txt", ".md", ".csv", ".tsv") and charset and not told:
        text = decode_declared(reply.content, charset)
        if text is not None:
            return text.encode("utf-8-sig")
    return reply.content


def decode_addresses(content: bytes) -> str:
    """Decode what is only looked through for addresses, which are ASCII."""
    return content.decode("utf-8-sig", errors="replace")


def unpack(content: bytes) -> bytes:
    """Return the content of a sitemap that is stored compressed, within the limit of any page."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        unpacked = inflater.decompress(content, MAX_BYTES)
    except zlib.error as error:
        raise DocumentError("damaged compressed content") from error
    if inflater.unconsumed_tail:
        raise DocumentError(f"too large unpacked: the limit is {MAX_BYTES >> 20} MB")
    return unpacked
