"""The control words of rich text (RTF): what they stand for, and which groups hold no text."""

import codecs
import re

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\ ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)
CHARACTERS = {
    "tab": " ",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
}
SIGNS = {b"~": " ", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\t": " "}
# Groups that hold no text of the document.
SKIPPED = frozenset(
    "colortbl header headerl headerr headerf footer footerl footerr footerf pict objdata fldinst stylesheet "
    "listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping latentstyles "
    "datastore author operator company subject keywords doccomm nonesttables bkmkstart bkmkend filetbl private "
    "mmathPr blipuid atnref atntime atnicn atndate listpicture template passwordhash txe rxe xe tc sp shprslt".split()
)
# Groups that are marked as to be ignored by programs that don't know them, and have text.
KNOWN = frozenset("shpinst shptxt footnote annotation atnauthor pn listtext".split())
CODE_PAGES = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


def find_codec(name: str) -> str:
    """Name the codec of a code page; "" when Python has none."""
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return ""
