"""Guess the encoding of text in one of the old single-byte code pages, by the alphabets of languages.

charset-normalizer alone reads Spanish as Polish and Polish as Baltic; wrong letters in an answer are worse than
a file that is refused.
"""

import re

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
    "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "Macedonian": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "Greek": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْـ",
    "Hebrew": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
}
_ENCODINGS = {
    "cp1252": "English French German Spanish Italian Portuguese Catalan Dutch Swedish Danish Finnish",
    "cp1250": "Polish Czech Slovak Hungarian Croatian Romanian",
    "iso8859-2": "Polish Czech Slovak Hungarian Croatian Romanian",
    "cp1257": "Estonian Lithuanian Latvian",
    "iso8859-13": "Estonian Lithuanian Latvian",
    "cp1254": "Turkish",
    "cp1251": "Russian Ukrainian Belarusian Serbian Macedonian",
    "koi8-u": "Russian Ukrainian",
    "iso8859-5": "Russian Belarusian Serbian Macedonian",
    "cp866": "Russian",
    "cp1253": "Greek",
    "iso8859-7": "Greek",
    "cp1256": "Arabic",
    "iso8859-6": "Arabic",
    "cp1255": "Hebrew",
}
_ARABIC_MARKS = "ًٌٍَُِّْ"
_ENOUGH = 0.95
"""Share of the letters beyond ASCII that must belong to the language."""

_ODD = re.compile(
    r"(?<=[^\W\d_])[^\w\s'’‘´\-–—…\"“”„»«.,;:!?()\[\]/°·†*&\x00-\x7f]+(?=[^\W\d_])|[²³¹¼½¾](?=[^\W\d_])|\x85|[\x80-\x9f]"
)
# A capital within a word, or letters of two scripts in one.
_MIXED = re.compile(r"[a-zà-öø-ÿа-яё-џ][À-ÖØ-ÞА-ЯЀ-Џ]|[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")


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
            score = _share(letters, _LETTERS[language]) - penalty
            if score > best_score + 0.001:
                best, best_score = encoding, score
        if not mixed and _share(letters, "".join(map(_LETTERS.__getitem__, languages.split()))) - penalty > _ENOUGH:
            mixed = encoding
    return best or mixed or None


def _share(letters: list[str], alphabet: str) -> float:
    known = frozenset(alphabet)
    return sum(char in known or char.lower() in known for char in letters) / len(letters)
