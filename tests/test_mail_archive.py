"""Mails and ZIP files: their text, what is attached or packed in them, and nothing that leads out (A7, A11, A16)."""

import io
import itertools
import struct
import zipfile
from email.message import EmailMessage

import pytest

from ingest.load import load_document
from kb.errors import DocumentError


def load(folder, name, content):
    (folder / name).write_bytes(content)
    return load_document(folder / name, name)


def refuse(folder, name, content):
    with pytest.raises(DocumentError) as caught:
        load(folder, name, content)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def write_mail(text="The call opens in May.", markup=None, files=(), subject="Čtvrtá výzva"):
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Ana Ionescu <ana@next.test>"
    message["To"] = "Team <team@next.test>"
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0100"
    if text is not None:
        message.set_content(text)
    if markup is not None:
        message.add_alternative(markup, subtype="html")
    for name, content in files:
        if isinstance(content, EmailMessage):
            message.add_attachment(content)
        else:
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def pack(*files, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_mail_is_its_headers_and_its_text(tmp_path):
    """The subject is title and heading, sender, receiver and date are lines, the date is that of the document."""
    loaded = load(tmp_path, "a.eml", write_mail().as_bytes())

    assert (loaded.title, loaded.as_of, loaded.warnings) == ("Čtvrtá výzva", "2024-03-05", ())
    assert loaded.pages == (
        "# Čtvrtá výzva\n\nFrom: Ana Ionescu <ana@next.test>\nTo: Team <team@next.test>\n"
        "Date: Tue, 05 Mar 2024 10:00:00 +0100\n\nThe call opens in May.",
    )


def test_html_is_read_where_there_is_no_plain_text(tmp_path):
    """A mail in HTML only keeps its structure, and its scripts and hidden text stay out."""
    message = write_mail(text=None)
    message.set_content("<p>The <b>call</b></p><ul><li>opens</ul><script>x</script><p hidden>no", subtype="html")

    [page] = load(tmp_path, "a.eml", message.as_bytes()).pages
    assert page.endswith("The call\n\n- opens")


def test_attachments_are_parts_of_the_document(tmp_path):
    """Catalogue A16: attachments are listed; those in a known format follow, the others are warnings."""
    files = [("calls.csv", b"Call,Opens\nThird,May\n"), ("logo.xyz", b"x"), ("a.pdf", b"no pdf"), ("empty.md", b"")]
    loaded = load(tmp_path, "a.eml", write_mail(files=files).as_bytes())

    assert "Attachments: calls.csv, logo.xyz, a.pdf, empty.md" in loaded.pages[0]
    assert loaded.pages[1] == "# calls.csv\n\n| Call: Third | Opens: May"
    assert loaded.warnings == (
        "logo.xyz: left out, no reader for .xyz",
        "a.pdf: content is text, expected a PDF; give it its right file name",
        "empty.md: empty file",
    )
    for section in loaded.sections:
        place = section.metadata
        assert loaded.pages[place["page"] - 1][place["start"] : place["end"]] == section.page_content


def test_mails_within_mails_are_read_one_deep(tmp_path):
    """Catalogue A16: a mail attached to a mail is read, what is attached to that mail as a mail is named."""
    inner = write_mail("Innermost.", subject="C")
    middle = write_mail("In the middle.", subject="B", files=[("", inner)])
    loaded = load(tmp_path, "a.eml", write_mail(subject="A", files=[("", middle)]).as_bytes())

    assert [page.split("\n")[0] for page in loaded.pages] == ["# A", "# B.eml"]
    assert "In the middle." in loaded.pages[1]
    assert "C.eml: left out, it is within 2 others; put it beside them" in loaded.warnings[0]


def nest(levels):
    lines = ["Subject: deep", "MIME-Version: 1.0"]
    for level in range(levels):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", "Bottom."]).encode()


def test_a_deep_mail_ends_in_one_line(tmp_path):
    """Catalogue A16: 3,000 parts within each other are refused or left out by name, and crash nothing."""
    assert "Bottom." in load(tmp_path, "a.eml", nest(20)).pages[0]
    assert "parts that are nested too deep are left out" in load(tmp_path, "b.eml", nest(60)).warnings
    assert refuse(tmp_path, "c.eml", nest(3000)) == "nested too deep; save the mail within by itself"


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        ("Content-Type: text/plain; charset=x-unknown-8", "Příliš".encode(), "Příliš"),
        ("Content-Type: text/plain; charset=windows-1250", "žluťoučký kůň".encode("cp1250"), "žluťoučký kůň"),
        ("Content-Transfer-Encoding: base64", b"VGhlIGNhbGwgb3BlbnM", "The call opens"),
        ("Content-Transfer-Encoding: base64", b"VGhlIGNhbGwgb3BlbnMu!!!!", "The call opens."),
        ("Content-Transfer-Encoding: quoted-printable", b"The =E2=82=AC call=\r\n opens =ZZ", "The € call opens =ZZ"),
        ("Content-Type: multipart/mixed", b"no boundary at all", "no boundary at all"),
        ("Content-Type: ;;;/", b"The call", "The call"),
        ("Subject: =?utf-8?b?broken", b"The call", "The call"),
        ("Subject: =?x-none?q?a=E9?=", b"The call", "The call"),
        ("Date: 31 Foo 99999", b"The call", "The call"),
    ],
)
def test_damaged_mails_keep_what_can_be_read(tmp_path, headers, body, text):
    """Catalogue A16: unknown encodings, broken base64, headers that make no sense: the text stays."""
    loaded = load(tmp_path, "a.eml", f"From: a@b.test\r\n{headers}\r\n\r\n".encode() + body)

    assert text in loaded.pages[0]
    assert loaded.as_of == "undated"


def test_what_is_no_mail_is_named(tmp_path):
    """Catalogue A3: a file that only is called a mail is not guessed at."""
    assert refuse(tmp_path, "a.eml", b"%PDF-1.4\n\x00").startswith("content is a PDF, expected a mail")
    assert refuse(tmp_path, "a.msg", b"text").startswith("content is text, expected a mail")
    assert refuse(tmp_path, "b.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000).startswith(
        "could not be read as MSG"
    )


def write_ole(streams):
    """Write an OLE file with small streams, by [MS-CFB]: header, one FAT, mini FAT, directory, mini stream."""
    folders = sorted({name.rsplit("/", 1)[0] for name in streams if "/" in name})
    mini, table, entries = b"", [], []
    end, free, none = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF

    def add(name, kind, child=none, start=0, size=0):
        raw = name.encode("utf-16-le") + b"\0\0"
        entries.append([raw, kind, none, child, start, size])
        return len(entries) - 1

    add("Root Entry", 5)
    children = {"": []}
    for folder in folders:
        children[folder] = []
        children[""].append(add(folder, 1))
    for name, content in streams.items():
        folder, _, leaf = name.rpartition("/")
        start = len(table)
        count = max((len(content) + 63) // 64, 1)
        table += [*range(start + 1, start + count), end]
        mini += content.ljust(count * 64, b"\0")
        children[folder].append(add(leaf, 2, start=start, size=len(content)))
    for folder, numbers in children.items():
        owner = (
            0 if not folder else next(n for n in children[""] if entries[n][0] == folder.encode("utf-16-le") + b"\0\0")
        )
        numbers.sort(key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
        entries[owner][3] = numbers[0]
        for left, right in itertools.pairwise(numbers):
            entries[left][2] = right
    directory = b""
    for raw, kind, right, child, start, size in entries:
        directory += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, none, right, child) + b"\0" * 36
        directory += struct.pack("<IQ", start, size)
    directory += (b"\0" * 64 + struct.pack("<HBBIII", 0, 0, 1, none, none, none) + b"\0" * 48) * (-len(entries) % 4)
    mini = mini.ljust(-(-len(mini) // 512) * 512, b"\0")
    packed = struct.pack(f"<{len(table)}I", *table)
    packed = packed.ljust(-(-len(packed) // 512) * 512, b"\xff")
    sizes = [1, len(packed) // 512, len(directory) // 512, len(mini) // 512]
    fat, at = [0xFFFFFFFD], 1
    starts = []
    for count in sizes[1:]:
        starts.append(at)
        fat += [*range(at + 1, at + count), end]
        at += count
    fat += [free] * (128 - len(fat))
    root_start, root_size = starts[2], len(mini)
    directory = directory[:116] + struct.pack("<IQ", root_start, root_size) + directory[128:]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIIII", 0, 1, starts[1], 0, 4096, starts[0], sizes[1], end, 0, 0)
    header += struct.pack("<108I", *[free] * 108) + struct.pack("<I", free)
    return header[:512] + struct.pack("<128I", *fat) + packed + directory + mini


def test_an_outlook_mail_is_read_with_its_attachments(tmp_path):
    """An MSG file gives what the same mail as EML would: subject, people, date, text, attachments."""
    sent = (133_540_000_000_000_000).to_bytes(8, "little")
    streams = {
        "__properties_version1.0": b"\0" * 32 + struct.pack("<II", 0x00390040, 6) + sent,
        "__substg1.0_0037001F": "Čtvrtá výzva".encode("utf-16-le"),
        "__substg1.0_0C1A001F": "Ana Ionescu".encode("utf-16-le"),
        "__substg1.0_0C1F001F": "ana@next.test".encode("utf-16-le"),
        "__substg1.0_0E04001E": b"Team\0",
        "__substg1.0_1000001F": "The call opens in May.".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "calls.csv".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": b"Call,Opens\nThird,May\n",
    }
    content = write_ole({name: value.ljust(1) for name, value in streams.items()})

    loaded = load(tmp_path, "a.msg", content)

    assert (loaded.title, loaded.as_of) == ("Čtvrtá výzva", "2024-03-04")
    assert loaded.pages[0].startswith("# Čtvrtá výzva\n\nFrom: Ana Ionescu <ana@next.test>\nTo: Team\nDate: 2024-03-04")
    assert loaded.pages[0].endswith("The call opens in May.")
    assert loaded.pages[1] == "# calls.csv\n\n| Call: Third | Opens: May"
    told = []
    for cut in range(0, len(content), 97):  # whatever is missing: text or one line
        try:
            load(tmp_path, "cut.msg", content[:cut] or b"\0")
        except DocumentError as error:
            told.append(str(error))
    assert [line for line in told if "\n" in line] == []


def test_a_zip_file_is_all_its_documents(tmp_path):
    """Each known file is read under its name, in order; what systems leave behind is not mentioned."""
    content = pack(
        ("b/notes.md", "# Notes\n\nSecond."),
        ("a.txt", "First."),
        ("pic.xyz", b"x"),
        ("__MACOSX/._a.txt", b"x"),
        (".DS_Store", b"x"),
        ("c/", b""),
    )
    loaded = load(tmp_path, "all.zip", content)

    assert loaded.pages == ("# a.txt\n\nFirst.", "# b/notes.md\n\n## Notes\n\nSecond.")
    assert loaded.title == "All"
    assert loaded.warnings == ("pic.xyz: left out, no reader for .xyz",)
    assert [section.metadata["heading"] for section in loaded.sections] == ["a.txt", "b/notes.md > Notes"]


def test_names_that_lead_out_are_left_out(tmp_path):
    """Catalogue A11: absolute names and ../ are named and nothing is written anywhere."""
    outside = {"../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "a\\..\\..\\evil.txt"}
    before = sorted(tmp_path.parent.rglob("*"))
    loaded = load(tmp_path, "a.zip", pack(("good.txt", "Good."), *((name, "Evil.") for name in outside)))

    assert loaded.pages == ("# good.txt\n\nGood.",)
    assert len(loaded.warnings) == 4
    assert all("leads out of the archive" in warning for warning in loaded.warnings)
    assert sorted(tmp_path.parent.rglob("*")) == sorted([*before, tmp_path / "a.zip"])


def test_bombs_are_refused_before_they_are_unpacked(tmp_path):
    """Catalogue A7: the sizes that a ZIP file tells are checked first, and no more than told is unpacked."""
    assert refuse(tmp_path, "a.zip", pack(*((f"{n}.txt", bytes(45 * 2**20)) for n in range(5)))).startswith(
        "too large unpacked: 225 MB"
    )
    assert refuse(tmp_path, "b.zip", pack(*((f"{n}.txt", b"x") for n in range(2001)))).startswith("has 2001 files")
    loaded = load(tmp_path, "c.zip", pack(("big.txt", bytes(51 * 2**20)), ("a.txt", b"Small.")))
    assert loaded.warnings == ("big.txt: too large, the limit is 50 MB",)
    lying = bytearray(pack(("a.txt", "x" * 5000), ("b.txt", "Good.")))
    for place in (lying.index(b"PK\x03\x04") + 22, lying.index(b"PK\x01\x02") + 24):
        lying[place : place + 4] = struct.pack("<I", 10)
    assert load(tmp_path, "d.zip", bytes(lying)).pages[-1] == "# b.txt\n\nGood."


def test_zip_files_within_are_read_one_deep(tmp_path):
    """A ZIP file in a ZIP file is read, one within that is named, and so is a quine of any depth."""
    content = pack(("x.txt", "Deepest."))
    for level in range(3):
        content = pack((f"in{level}.zip", content), (f"t{level}.txt", f"Level {level}."))
    loaded = load(tmp_path, "a.zip", content)

    assert loaded.pages == ("# in2.zip\n\n## t1.txt\n\nLevel 1.", "# t2.txt\n\nLevel 2.")
    assert loaded.warnings == ("in2.zip: in1.zip: left out, it is within 2 others; put it beside them",)


def test_protected_and_damaged_zip_files_are_named(tmp_path):
    """Catalogue A2, A4: a password, a cut and a flipped byte have one line each."""
    good = pack(("a.txt", "First."), ("b.txt", "Second."), compression=zipfile.ZIP_STORED)
    protected = bytearray(good)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := protected.find(mark, place + 1)) >= 0:
            protected[place + offset] |= 1
    flipped = good.replace(b"First.", b"Fi#st.")

    assert refuse(tmp_path, "a.zip", bytes(protected)) == "protected by a password; save a copy without one"
    assert refuse(tmp_path, "b.zip", good[:60]).startswith("could not be read as ZIP: damaged file")
    assert refuse(tmp_path, "c.zip", b"%PDF-1.4").startswith("content is a PDF, expected a ZIP file")
    assert load(tmp_path, "d.zip", flipped).warnings == ("a.txt: damaged in the archive",)
    assert refuse(tmp_path, "e.zip", pack(("a.xyz", "x"))).startswith("no text found in it: a.xyz: left out")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n<i>The call</i>\n\n2\n00:00:02,000 --> 00:00:04,000\nopens in May.\n",
        ),
        (
            "a.srt",
            "1\r\n00:01,000 --> 00:02,000\r\n{\\an8}The call\r\n\r\n2\r\n0:02,000 --> 0:04,000\r\nopens in May.\r\n",
        ),
        (
            "a.vtt",
            "WEBVTT - x\n\nNOTE no\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000 align:left\n<v Ana>The call\n\n"
            "00:02.000 --> 00:04.000\n<00:03.000>opens <c.x>in May.</c>\n",
        ),
    ],
)
def test_subtitles_are_what_is_said(tmp_path, name, content):
    """Of subtitles the words stay, as sentences, without numbers, times, notes and marks."""
    assert load(tmp_path, name, content.encode()).pages == ("The call opens in May.",)
