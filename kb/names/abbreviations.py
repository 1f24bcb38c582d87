"""Abbreviations and the words they stand for."""

import re

from kb.names.words import WORD, strip_marks
from kb.words import STOP_WORDS, fold

SHORT = re.compile(r"[A-Z][\w&/]*(?: ?[A-Z][\w&/]*){0,2}")


def is_abbreviation(text: str) -> bool:
    """Tell whether a text looks like an abbreviation: a word with two capitals, or several in capitals ("DG NEAR")."""
    if not SHORT.fullmatch(text) or len(text) > 12 or sum(c.isupper() for c in text) < 2:
        return False
    return " " not in text or text.isupper()


def takes_letters(short: str, full: str) -> bool:
    """Tell whether an abbreviation's letters come in order in the words, its first one at their beginning."""
    letters, words = re.sub(r"[\W\d_]", "", fold(short)), fold(full)
    if not letters or not words.startswith(letters[0]) or len(full.split()) < 2:
        return False
    place = 0
    for letter in letters:
        place = words.find(letter, place) + 1
        if not place:
            return False
    return True


def cut_expansion(short: str, told: str) -> str:
    """Give the words that an abbreviation stands for: the shortest beginning of what is told that has its letters."""
    bare = strip_marks(told)
    for cut in re.finditer(r", | [-\u2013] |$", bare):
        if takes_letters(short, bare[: cut.start()]):
            return bare[: cut.start()]
    return bare


def find_long_form(short: str, before: str) -> str:
    """Find the words before a bracket whose letters the abbreviation in it takes; "" when there are none.

    The algorithm of Schwartz and Hearst (2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf):
    letters are matched from the last to the first, which must begin a word.
    """
    letters = re.sub(r"[\W_]", "", fold(short))
    words = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    tail = " ".join(words)
    folded = tail.lower()
    place = len(folded)
    for number, letter in enumerate(reversed(letters)):
        place -= 1
        first = number == len(letters) - 1
        while place >= 0 and (folded[place] != letter or (first and not _begins_word(folded, place))):
            place -= 1
        if place < 0:
            return ""
    full = tail[place:]
    return full if not set(full) & set("()[]:;") and (len(full.split()) > 1 or "-" in full) else ""


def _begins_word(folded: str, place: int) -> bool:
    """Tell whether a word that names something begins at a place, not "of" or the second half of a compound."""
    word = WORD.match(folded, place)
    return (place == 0 or folded[place - 1] in ' (["“') and word is not None and word.group() not in STOP_WORDS
