"""What a contact detail looks like, by the words that ask for it: a telephone number has a form, not a word."""

import re

from kb.words import term_set

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NOT_A_YEAR = r"(?!(?:19|20)\d\d\b)"
# By the name of the detail: the words that ask for it, and what it looks like.
_FORMS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "telephone number": (
        re.compile(r"\b(?:tele)?phone\b|\btel\b(?! me\b)|\bmobile\b", re.I),
        re.compile(r"(?:\+|\b00?)\d[\d\s()/.-]{6,}\d"),
    ),
    "fax number": (re.compile(r"\bfax\b", re.I), re.compile(r"\bfax\b.*\d{5}", re.I)),
    "e-mail address": (re.compile(r"\be-?mails?\b|\bmail\b", re.I), re.compile(r"\S+@\S+\.\w")),
    "website": (
        re.compile(r"\bweb ?(?:site|page)s?\b|\burl\b|\bhome ?page\b", re.I),
        re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:eu|net|org|com|info|[a-z]{2})\b", re.I),
    ),
    "postal address": (
        re.compile(r"\bstreet\b|\bpostal\b|\bpostcode\b|\bzip\b|\b(?:mailing|visiting|physical) address", re.I),
        # A street, a house number or a postcode, not a day, a year, an amount or the number of a line.
        re.compile(
            rf"\b[Ss]tr(?:eet|\.)|\b\d+[A-Za-z]? [A-ZÀ-Ž]\w+ (?:Road|Lane|Avenue|Square|Boulevard)\b|"
            rf"(?!(?:{_MONTHS}))[A-ZÀ-Ž][\w-]+ {_NOT_A_YEAR}\d+[A-Za-z]?(?:[-/]\w+)*(?:,(?!\d)|$)|"
            rf"(?<![\d.,]){_NOT_A_YEAR}(?:\d{{4,6}}|\d\d-\d{{3}}) (?!(?:{_MONTHS}))[A-ZÀ-Ž][a-zà-ž]"
        ),
    ),
}

_DETAIL = ("number", "address")  # words that stand beside those


def asked_forms(question: str) -> list[tuple[str, re.Pattern[str]]]:
    """Give the name and form of each contact detail that a question asks for."""
    return [(name, form) for name, (asks, form) in _FORMS.items() if asks.search(question)]


def absent_forms(question: str, told: str) -> list[str]:
    """Name the contact details that a question asks for and a text does not hold."""
    return [name for name, form in asked_forms(question) if not form.search(told)]


def shown_by_form(question: str, told: str) -> frozenset[str]:
    """Give the stems of the words that ask for a contact detail which a text shows: no row says "phone number"."""
    asked = [found[0] for asks, form in _FORMS.values() if (found := asks.search(question)) and form.search(told)]
    return term_set(" ".join([*asked, *_DETAIL])) if asked else frozenset()
