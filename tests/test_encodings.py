"""Text in any encoding: what it declares wins when it can be, what declares nothing is told by its letters (A13)."""

import pytest

from ingest.formats.encodings import find_declared
from ingest.formats.files import decode_text
from ingest.load import load_document
from kb.errors import DocumentError

RUSSIAN = (
    "Программа приграничного сотрудничества поддерживает развитие регионов. Заявки подаются в электронной форме, "
    "решение принимает Совместный комитет, в котором представлены обе страны."
)
HEBREW = "תוכנית שיתוף הפעולה האזורית מממנת פרויקטים בתחומי הבריאות, הסביבה והחינוך באגן הים התיכון."
GREEK = "Το πρόγραμμα διασυνοριακής συνεργασίας χρηματοδοτεί έργα. Άγιος Νικόλαος, Αθήνα: υγεία και εκπαίδευση."
POLISH = "Wnioski można składać do końca września, a decyzję podejmuje komitet; środki są na ochronę środowiska."
TURKISH = "Programın bütçesi sağlık, çevre ve eğitim alanındaki işbirliği için ayrılmıştır; başvurular açılmıştır."
JAPANESE = "越境協力プログラムは、地域の発展を支援します。申請は電子的に行われます。"
KOREAN = "국경을 초월한 협력 프로그램은 지역의 발전을 지원합니다."
CHINESE = "跨境合作计划支持地区的发展，申请以电子方式提交。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "cp855"),
        (RUSSIAN, "mac-cyrillic"),
        (HEBREW, "cp1255"),
        (HEBREW, "iso8859-8"),
        (GREEK, "cp1253"),
        (GREEK, "iso8859-7"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (TURKISH, "cp1254"),
    ],
)
def test_letters_tell_what_is_not_declared(text, encoding):
    """Catalogue A13: no language is read in the letters of another, with no more to go by than the bytes."""
    assert decode_text(text.encode(encoding), "text") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [POLISH, RUSSIAN, HEBREW, "Date,Bid\n2024-01-02,1\n", "日本: 1,234\n" + JAPANESE])
def test_wide_text_without_a_mark(text, encoding):
    """Catalogue A13: UTF-16 and UTF-32 are known in either byte order, whatever the script."""
    assert decode_text(text.encode(encoding), "text") == text


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("x-sjis", "cp932", JAPANESE + "①"),
        ("shift_jis", "cp932", JAPANESE + "①"),  # beyond what is declared
        ("euc-jp", "euc-jp", JAPANESE),
        ("euc-kr", "euc-kr", KOREAN),
        ("gb2312", "gb18030", CHINESE + "龍"),
        ("windows-874", "cp874", "โครงการความร่วมมือ “ข้ามแดน”"),
        ("iso-8859-1", "cp1252", "60 € – “naïve”"),
        ("iso-8859-1", "utf-8", "Żółć, České"),  # declared wrongly
        ("utf-16", "utf-8", "Żółć"),  # what can be read byte by byte is not UTF-16
        ("utf-8", "cp1251", RUSSIAN),  # declared wrongly
        ("no-such-encoding", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", "ОК"),
    ],
)
def test_a_declaration_wins_when_it_can_be_true(declared, encoding, text):
    """Catalogue A13: a label is read as it is meant, and what it cannot stand for is read without it."""
    assert decode_text(text.encode(encoding), "a web page", declared=declared) == text


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (b'<?xml version="1.0" encoding="KOI8-R"?><a/>', "koi8-r"),
        (b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b"<p>charset=utf-8</p>", ""),
    ],
)
def test_declarations_are_found(content, declared):
    """XML, HTML 4 and HTML 5 declare an encoding each in its own way; text that only looks so doesn't."""
    assert find_declared(content) == declared


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\x00" * 400, b"\x00\x01\x02\x03" * 99, b"a\x00b"])
def test_binary_content_is_named(content):
    """Catalogue A13: what is no text in any encoding is refused by name, not decoded to letters."""
    with pytest.raises(DocumentError, match="content is"):
        decode_text(content, "text")


def test_mixed_encodings_are_named_with_their_line():
    """Catalogue A13: a file that changes its encoding on the way is refused with the line, not spoiled."""
    content = (POLISH * 3 + "\n").encode() + "Środki".encode("cp1250")

    with pytest.raises(DocumentError, match="mixes UTF-8 with another encoding in line 2"):
        decode_text(content, "text")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<?xml version='1.0' encoding='x-mac-cyrillic'?><a>{RUSSIAN}</a>".encode("mac-cyrillic"), RUSSIAN),
        (f"<?xml version='1.0' encoding='IBM855'?><a>{RUSSIAN}</a>".encode("cp855"), RUSSIAN),
        (f"<?xml version='1.0' encoding='utf-8'?><a>{RUSSIAN}</a>".encode("cp1251"), RUSSIAN),
        (f"<a><p>{POLISH}<br>&nbsp;</a>".encode("utf-16"), POLISH),
        (f"<!doctype html><meta charset=x-sjis><p>{JAPANESE}".encode("cp932"), JAPANESE),
        ("<a><d>Программа &amp;laquo;NEXT&amp;raquo; поддерживает развитие регионов.</d></a>".encode(), "«NEXT»"),
    ],
)
def test_xml_in_any_encoding_is_read(tmp_path, content, text):
    """Catalogue A13: XML in encodings that its library doesn't know, with wrong declarations, or not quite valid."""
    (tmp_path / "a.xml").write_bytes(content)

    [page] = load_document(tmp_path / "a.xml", "a.xml").pages
    assert text in page
