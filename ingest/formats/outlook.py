"""Read mails that Outlook has saved (MSG): an OLE file with a stream for each property ([MS-OXMSG])."""

import datetime
import io
import struct
from pathlib import Path
from typing import Any

from ingest.extracted import UNDATED, Extracted
from ingest.formats.encodings import find_declared
from ingest.formats.files import decode_text, name_content, read_bytes
from ingest.formats.mail import Mail, write_mail
from ingest.formats.parts import Part, Readers
from kb.errors import DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Numbers of the properties of a mail and of an attachment ([MS-OXPROPS]).
_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_SENDER, _SENDER_ADDRESS, _TO, _CC = "0C1A", "0C1F", "0E04", "0E03"
_CONTENT, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_TIMES = (0x0039, 0x0E06)  # sent, received
_MAX_ATTACHMENTS = 200
_EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)


def read_msg(path: Path, readers: Readers, depth: int = 0) -> Extracted:
    """Read a mail saved by Outlook; mails attached to it are named, not read."""
    import olefile

    content = read_bytes(path)
    if not content.startswith(_OLE):
        raise DocumentError(f"content is {name_content(content)}, expected a mail; give it its right file name")
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            if not file.exists("__properties_version1.0"):
                raise DocumentError("content is an old Office document, expected an Outlook mail")
            mail = _read_mail(file)
    except DocumentError:
        raise
    except (OSError, ValueError, IndexError, struct.error, OverflowError, TypeError, AttributeError) as error:
        raise DocumentError("could not be read as MSG: damaged file; save it again from its source") from error
    return write_mail(path, mail, readers, depth)


def _read_mail(file: Any) -> Mail:
    sender, address = _read_text(file, "", _SENDER), _read_text(file, "", _SENDER_ADDRESS)
    date = _read_date(file)
    mail = Mail(_read_text(file, "", _SUBJECT), date=UNDATED if date is None else date.date().isoformat())
    mail.headers = [
        ("From", f"{sender} <{address}>" if "@" in address and address != sender else sender or address),
        ("To", _read_text(file, "", _TO)),
        ("Cc", _read_text(file, "", _CC)),
        ("Date", "" if date is None else date.strftime("%Y-%m-%d %H:%M UTC")),
    ]
    mail.plain = _read_text(file, "", _BODY)
    if not mail.plain.strip() and (markup := _read_stream(file, f"__substg1.0_{_HTML}0102")):
        mail.markup = decode_text(markup, "a web page", declared=find_declared(markup))
    folders = sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach_version1.0_")})
    for folder in folders[:_MAX_ATTACHMENTS]:
        name = _read_text(file, folder, _LONG_NAME) or _read_text(file, folder, _SHORT_NAME)
        attached = _read_stream(file, f"{folder}/__substg1.0_{_CONTENT}0102")
        if attached:
            mail.parts.append(Part(name or "attachment", attached))
        else:
            mail.warnings.append(f"{name or 'an attachment'}: left out, it is no file; save it by itself")
    return mail


def _read_text(file: Any, folder: str, number: str) -> str:
    """Read a property that is text: in UTF-16, or in the encoding of the computer that saved the mail."""
    place = f"{folder}/" if folder else ""
    if wide := _read_stream(file, f"{place}__substg1.0_{number}001F"):
        return wide.decode("utf-16-le", errors="replace").rstrip("\0")
    narrow = _read_stream(file, f"{place}__substg1.0_{number}001E").rstrip(b"\0")
    return decode_text(narrow, "text") if narrow else ""


def _read_stream(file: Any, name: str) -> bytes:
    return bytes(file.openstream(name).read()) if file.exists(name) else b""


def _read_date(file: Any) -> datetime.datetime | None:
    """Find the time of sending among the properties of fixed length, 16 bytes each after a header of 32."""
    properties = _read_stream(file, "__properties_version1.0")
    times = {}
    for place in range(32, len(properties) - 15, 16):
        tag, _, value = struct.unpack_from("<IIQ", properties, place)
        if tag & 0xFFFF == 0x0040:
            times[tag >> 16] = value
    for number in _TIMES:
        if 0 < times.get(number, 0) < 2**62:
            try:
                return _EPOCH + datetime.timedelta(microseconds=times[number] // 10)
            except OverflowError:
                continue
    return None
