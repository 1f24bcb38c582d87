"""Read mails: subject, who wrote to whom and when, the text, and the attachments as further pages."""

import datetime
import email
import email.message
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from pathlib import Path

from ingest.extracted import UNDATED, Extracted
from ingest.formats.files import decode_text, name_content, read_bytes, words_of_name
from ingest.formats.html import write_markup
from ingest.formats.page import PageText, describe_unseen
from ingest.formats.parts import Part, Readers, clean_name, read_parts
from ingest.formats.plain import write_paragraphs
from kb.errors import DocumentError

_HEADERS = ("From", "To", "Cc", "Date")
_MAX_PARTS = 500
_MAX_NESTING = 30
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
# What a part without a file name is called by its type.
_SUFFIXES = {"application/pdf": ".pdf", "message/rfc822": ".eml", "text/calendar": ".ics", "text/csv": ".csv"}


@dataclass(slots=True)
class Mail:
    """A mail in the words of its sender: header lines as (name, value), text in plain and as HTML, attachments."""

    subject: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    date: str = UNDATED
    plain: str = ""
    markup: str = ""
    parts: list[Part] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_eml(path: Path, readers: Readers, depth: int = 0) -> Extracted:
    """Read a mail as it is saved by most programs (RFC 5322)."""
    content = read_bytes(path)
    if not re.search(rb"^[!-9;-~]+[ \t]*:", content[:4096], re.MULTILINE):
        raise DocumentError(f"content is {name_content(content)}, expected a mail; give it its right file name")
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
    except RecursionError as error:
        raise DocumentError("nested too deep; save the mail within by itself") from error
    return write_mail(path, _read_message(message), readers, depth)


def write_mail(path: Path, mail: Mail, readers: Readers, depth: int) -> Extracted:
    """Write a mail as one page, its attachments as further ones."""
    page = PageText()
    page.heading(1, mail.subject)
    page.paragraph("\n".join(f"{name}: {' '.join(value.split())}" for name, value in mail.headers if value.strip()))
    if names := [clean_name(part.name) for part in mail.parts]:
        page.paragraph(f"Attachments: {', '.join(names)}")
    if mail.plain.strip():
        write_paragraphs(page, _QUOTED.sub("", mail.plain))
    elif mail.markup:
        write_markup(page, mail.markup)
    read = read_parts(mail.parts, readers, depth)
    if not mail.plain.strip() and not mail.markup.strip() and not read.pages:
        mail.warnings.append("no text found in the body")
    return Extracted(
        (page.text(), *read.pages),
        " ".join(mail.subject.split())[:300] or words_of_name(path),
        mail.date,
        warnings=(*describe_unseen(page.unseen), *mail.warnings, *read.warnings),
    )


def _read_message(message: email.message.Message) -> Mail:
    mail = Mail(_read_header(message, "Subject"), date=_read_date(message))
    mail.headers = [(name, _read_header(message, name)) for name in _HEADERS]
    for count, part in enumerate(_walk(message, mail.warnings)):
        if count == _MAX_PARTS:
            mail.warnings.append(f"more than {_MAX_PARTS} parts; the rest is left out")
            break
        _read_part(part, mail)
    return mail


def _walk(message: email.message.Message, warnings: list[str]) -> Iterator[email.message.Message]:
    """Yield the parts that hold something, in order; mails within are one part each."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            if depth == _MAX_NESTING:
                warnings.append("parts that are nested too deep are left out")
                continue
            children = [child for child in part.get_payload() if isinstance(child, email.message.Message)]
            waiting += [(child, depth + 1) for child in reversed(children)]
        else:
            yield part


def _read_part(part: email.message.Message, mail: Mail) -> None:
    kind = part.get_content_type()
    if kind.startswith("multipart/"):  # that has no parts
        kind = "text/plain"
    name = _read_name(part)
    attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], email.message.Message):
            subject = _read_header(inner[0], "Subject") or "mail"
            mail.parts.append(Part(name or f"{subject}.eml", _flatten(inner[0], mail.warnings)))
        return
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    if any(type(defect).__name__.startswith("InvalidBase64") for defect in part.defects):
        mail.warnings.append(f"{clean_name(name) if name else 'the text'}: damaged in the mail; some may be missing")
    if attached or not kind.startswith("text/"):
        if kind.startswith("image/") and part.get_content_disposition() != "attachment":
            return  # a picture in the text, such as a logo
        mail.parts.append(Part(name or f"attachment{_SUFFIXES.get(kind, '')}", content))
        return
    if not content.strip():
        return
    try:
        text = decode_text(content, "text", declared=(part.get_content_charset() or "").lower())
    except DocumentError as error:
        mail.warnings.append(f"its text: {error}")
        return
    if kind == "text/html":
        mail.markup += text
    else:
        mail.plain += f"{text}\n\n"


def _flatten(message: email.message.Message, warnings: list[str]) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, RecursionError, KeyError, ValueError, TypeError, AttributeError):
        warnings.append("a mail within could not be read")
        return b""


def _read_name(part: email.message.Message) -> str:
    try:
        return _decode_words(part.get_filename() or "")
    except (UnicodeError, LookupError, ValueError, TypeError, IndexError):
        return ""


def _read_header(message: email.message.Message, name: str) -> str:
    try:
        return _decode_words(str(message.get(name, "")))
    except (UnicodeError, LookupError, ValueError, TypeError, IndexError):
        return ""


def _decode_words(text: str) -> str:
    """Decode the encoded words of a header (RFC 2047); what can't be decoded stays as it is."""
    pieces = []
    try:
        for piece, charset in decode_header(text):
            if isinstance(piece, str):
                pieces.append(piece)
                continue
            try:
                pieces.append(decode_text(piece, "text", declared=(charset or "").lower()))
            except DocumentError:
                pieces.append(piece.decode("ascii", errors="replace"))
    except email.errors.HeaderParseError:
        return text
    return "".join(pieces)


def _read_date(message: email.message.Message) -> str:
    parsed = email.utils.parsedate(_read_header(message, "Date"))
    if parsed is None:
        return UNDATED
    try:
        return datetime.date(*parsed[:3]).isoformat()
    except ValueError:
        return UNDATED
