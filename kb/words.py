"""Words of a text, as lexical search and matching see them: folded, without stop words, stemmed."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

# Numbers keep their separators ("187.4", "2021/1059", "1,062.2"): they name one thing.
_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+")

# Letters that have no decomposition in Unicode, so that "Przemyśl" and "Łańcut" are found as typed without them.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ð": "d", "þ": "th"})

STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being but by can could did do does
    doing done for from further get give had has have having he her here him his how i if in into is it its just
    let me more most my no nor not now of off on once one only or other our out own please s same shall she should
    show so some such t tell than that the their them then there these they this those through to too under up us
    very was we were what when where which while who whom whose why will with would you your""".split()
)

# Folded: "ий" stands as "ии", "ії" as "іі". The longest first.
_UKRAINIAN_ENDINGS = sorted(
    """ого ому ими іми ого еі оі іі ею єю ою ам ям ах ях ами ями ів ом ем єм ові еві єві их іх ии іи ія ію ією ія ія
    а я о е є у ю и і ь ся ся лася вся лось ло ла ли ено ена ені ено ано ана ані ати ити іти увати ення ання іння
    ости істю ість ості остеи еи ею ию""".split(),
    key=len,
    reverse=True,
)


def fold(text: str) -> str:
    """Fold case, diacritics and typographic variants, so that spellings of one word are equal."""
    if text.isascii():  # most texts, twenty times as fast
        return text.lower()
    # Folded before and after: a Turkish "İ" decomposes into "i", a "№" into "No".
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def split_words(text: str) -> list[str]:
    """Split a text into folded words, stop words kept, not stemmed."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Give the stem of one folded word (Porter 2, English); numbers stay."""
    return str(Stemmer.Stemmer("english").stemWord(word)) if word.isalpha() else word


@lru_cache(maxsize=65_536)
def stem_in(language: str, word: str) -> str:
    """Give the stem of one folded word of another language ("fr", "it", "ro", "uk").

    Snowball has no Ukrainian: the endings of nouns, adjectives and verbs are cut off, three letters are left.
    """
    if language != "uk":
        return str(Stemmer.Stemmer(language).stemWord(word)) if word.isalpha() else word
    ending = next((end for end in _UKRAINIAN_ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), "")
    return word.removesuffix(ending)


def terms(text: str) -> list[str]:
    """Give the terms of a text in order: folded, stop words dropped, stemmed.

    A compound number also gives its parts: "2021/1059" is found as typed and by "1059".
    """
    found: list[str] = []
    for word in split_words(text):
        if word in STOP_WORDS:
            continue
        found.append(stem(word))
        if "/" in word:
            found.extend(word.split("/"))
    return found


@lru_cache(maxsize=8192)
def term_set(text: str) -> frozenset[str]:
    """Give the terms of a text without order; those of a page's units are asked for again with each question."""
    return frozenset(terms(text))
