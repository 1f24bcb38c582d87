"""Tell the encoding of text: what it declares, or UTF-16 and UTF-32 without a mark, or an old single-byte code page.

The code pages are guessed by the alphabets of languages: charset-normalizer alone reads Spanish as Polish and Polish
as Baltic; wrong letters in an answer are worse than a file that is refused.
"""

import codecs
import re
import unicodedata

# In the order of preference where a text fits several.
_LETTERS = {
    "English": "éèêàçïöñôâ",
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüßé",
    "Spanish": "áéíñóúüªº",
    "Italian": "àèéìíîòóùú",
    "Portuguese": "àáâãçéêíóôõúüªº",
    "Catalan": "àçèéíïòóúü·",
    "Dutch": "áéëïóöüè",
    "Swedish": "åäöéèáæøü",
    "Danish": "åæøéáäöü",
    "Finnish": "åäöšž",
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Croatian": "čćđšž",
    "Romanian": "ăâîşţșț",
    "Estonian": "äõöüšž",
    "Lithuanian": "ąčęėįšųūž",
    "Latvian": "āčēģīķļņšūžŗō",
    "Turkish": "çğıİöşüâîû",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Belarusian": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "Macedonian": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "Greek": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْـ",
    "Hebrew": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
}
# Ten letters that are more than half of any text of such a language: alphabets alone don't tell Hebrew from Cyrillic,
# as every byte of the one is some letter of the other.
_FREQUENT = {
    "Russian": "оеаинтсрвл",
    "Ukrainian": "оаинтевірс",
    "Belarusian": "аінеорстлк",
    "Bulgarian": "аиоентрсвл",
    "Serbian": "аиоенрстјк",
    "Macedonian": "аоиентрсвк",
    "Greek": "αοιετσνηυρ",
    "Arabic": "اليمونترةب",
    "Hebrew": "יוהלאתרבמש",
}
_FREQUENT_SHARE = 0.5
_ENCODINGS = {
    "cp1252": "English French German Spanish Italian Portuguese Catalan Dutch Swedish Danish Finnish",
    "cp1250": "Polish Czech Slovak Hungarian Croatian Romanian",
    "iso8859-2": "Polish Czech Slovak Hungarian Croatian Romanian",
    "cp1257": "Estonian Lithuanian Latvian",
    "iso8859-13": "Estonian Lithuanian Latvian",
    "cp1254": "Turkish",
    "cp1251": "Russian Ukrainian Belarusian Bulgarian Serbian Macedonian",
    "koi8-u": "Russian Ukrainian",
    "iso8859-5": "Russian Belarusian Bulgarian Serbian Macedonian",
    "cp866": "Russian",
    "cp855": "Russian Bulgarian Serbian Macedonian",
    "mac-cyrillic": "Russian Ukrainian Bulgarian",
    "cp1253": "Greek",
    "iso8859-7": "Greek",
    "cp1256": "Arabic",
    "iso8859-6": "Arabic",
    "cp1255": "Hebrew",
}
# Labels that Python doesn't know, and the one that is never meant as it is written: as browsers do
# (https://encoding.spec.whatwg.org/#names-and-labels), what calls itself Latin-1 is Windows-1252.
_MEANT = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "iso_8859-1", "us-ascii", "ascii"), "cp1252") | {
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-euc-jp": "euc-jp",
    "x-gbk": "gbk",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
    "x-x-big5": "big5",
}
# What text is in that has characters beyond those of the encoding it declares.
_SUPERSETS = {
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_ARABIC_MARKS = "ًٌٍَُِّْ"
_ENOUGH = 0.95
"""Share of the letters beyond ASCII that must belong to the language."""

_ODD = re.compile(
    r"(?<=[^\W\d_])[^\w\s'’‘´\-–—…\"“”„»«.,;:!?()\[\]/°·†*&\x00-\x7f]+(?=[^\W\d_])|[²³¹¼½¾¶](?=[^\W\d_])|\x85|[\x80-\x9f]"
)
# A capital within a word, or letters of two scripts in one.
_MIXED = re.compile(r"[a-zà-öø-ÿа-яё-џ][À-ÖØ-ÞА-ЯЀ-Џ]|[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")


def find_declared(content: bytes) -> str:
    """Return the encoding that a web page or XML file declares, in lower case, or "" if it declares none."""
    declared = re.search(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", content[:4096], re.I)
    return declared.group(1).decode("ascii", errors="replace").lower() if declared else ""


def decode_declared(content: bytes, declared: str) -> str | None:
    """Decode as declared, or as what usually is meant by that; None if it can't be."""
    name = _MEANT.get(declared, declared)
    if not _canonical(name) or _canonical(name).startswith(("utf-16", "utf-32")):
        return None  # unknown, or untrue: a declaration that can be read byte by byte isn't in UTF-16
    for encoding in (name, _SUPERSETS.get(_canonical(name), "")):
        if not encoding:
            continue
        if len((b"\xe4" * 4).decode(encoding, errors="replace")) == 4 and not content.isascii():
            # Pages in UTF-8 that declare Latin-1 are many; text in Latin-1 that is valid UTF-8 is none.
            utf8 = _try_decode(content, "utf-8")
            if utf8 is not None:
                return utf8
        if (text := _try_decode(content, encoding)) is not None:
            return text
    return None


def guess_wide(content: bytes) -> str | None:
    """Return UTF-16 or UTF-32 with its byte order if that is what text without a byte order mark is in."""
    best, most = None, 2  # fewer plain characters prove nothing
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = _try_decode(content, encoding)
        if not text:
            continue
        # In the wrong byte order spaces and line breaks are rare signs and letters are Chinese.
        plain = sum(char < "\x7f" for char in text)
        odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\r\n\f" for char in text)
        if odd * 100 < len(text) and plain * 20 > len(text) and plain > most:
            best, most = encoding, plain
    return best


def guess_encoding(content: bytes) -> str | None:
    """Return the single-byte encoding in which a text is written in the letters of one language, if there is one.

    A text in several languages of one encoding, such as a list of names, is taken for the first that fits.
    """
    sample = content[:200_000]
    plain = [chr(byte) for byte in sample if chr(byte).isalpha() and byte < 128]
    usual_capitals = sum(char.isupper() for char in plain) / max(len(plain), 1)
    best, best_score = "", _ENOUGH
    mixed = ""
    for encoding, languages in _ENCODINGS.items():
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = [char for char in text if char > "\x7f" and (char.isalpha() or char in _ARABIC_MARKS)]
        if not letters:
            if encoding == "cp1252" and not _ODD.search(text):
                return encoding  # no more than currency signs, dashes and quotes
            continue
        capitals = sum(char.isupper() for char in letters) / len(letters) - usual_capitals
        penalty = (len(_ODD.findall(text)) + len(_MIXED.findall(text))) / len(letters) + max(capitals - 0.5, 0)
        for language in languages.split():
            if _share(letters, _FREQUENT.get(language, _LETTERS[language])) < _FREQUENT_SHARE:
                continue
            score = _share(letters, _LETTERS[language]) - penalty
            if score > best_score + 0.001:
                best, best_score = encoding, score
        if not mixed and _share(letters, "".join(map(_LETTERS.__getitem__, languages.split()))) - penalty > _ENOUGH:
            mixed = encoding
    return best or mixed or None


def _share(letters: list[str], alphabet: str) -> float:
    known = frozenset(alphabet)
    return sum(char in known or char.lower() in known for char in letters) / len(letters)


def _canonical(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""


def _try_decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None
