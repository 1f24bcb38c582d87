"""Countries inside and outside the EU, and who represents them, as the documents of cooperation programmes call them.

Article 2 of Regulation (EU) 2021/1059 calls "partner country" what people ask for as "countries outside the EU"
(https://eur-lex.europa.eu/eli/reg/2021/1059/oj). Written so, a question finds the list that parts the two.
The body that represents a country in a programme is its national authority.
"""

import re
from functools import cache

from kb.gloss import read_countries
from kb.index import Index
from kb.names import read_pages
from kb.once import once_for_index

FEWEST = 3  # times that a library writes the term; else it is none of its own
_ASKS = re.compile(r"\b(?:which|what|how many|list|name|number of)\b", re.I)
_COUNTRIES = r"(?:countries|country|states)"
_UNION = r"(?:the )?(?:EU|European Union)\b(?! (?:money|fund|budget|contribution|programme|support))"
_ARE = r"(?:(?:that|which) (?:are|is|do|lie) )?"
_SIDES = (
    (
        "partner countries",
        re.compile(
            rf"\b(?:non[- ]EU|third) {_COUNTRIES}\b|\b{_COUNTRIES} {_ARE}"
            rf"(?:not (?:in|part of|belong(?:ing)? to|members? of)|outside(?: of)?|beyond) {_UNION}",
            re.I,
        ),
    ),
    (
        "EU Member States",
        re.compile(
            rf"(?<!non-)(?<!non )\bEU {_COUNTRIES}\b|\b{_COUNTRIES} {_ARE}"
            rf"(?:in|inside|within|of|from|members? of) {_UNION}",
            re.I,
        ),
    ),
)
# "Which countries of X are in the EU?"
_OF_THEM = re.compile(
    rf"\b{_COUNTRIES} (?:of|in) (?P<of>[^?]{{1,60}}?) (?:are|is|lie) (?P<not>not )?"
    rf"(?:in|inside|within|part of|(?P<out>outside)|members? of) {_UNION}",
    re.I,
)
# The 27 as read_countries spells them (https://european-union.europa.eu/principles-countries-history/eu-countries_en).
_MEMBERS = frozenset(
    """
    Austria Belgium Bulgaria Croatia Cyprus Czechia Denmark Estonia Finland France Germany Greece Hungary Ireland Italy
    Latvia Lithuania Luxembourg Malta Netherlands Poland Portugal Romania Slovakia Slovenia Spain Sweden
    """.split()
)
# A sort of countries, in the singular as well: "which partner country takes part in most of them?".
_SORTS = (
    (True, re.compile(r"(?<!non-)(?<!non )\bEU (?:member )?(?:countr(?:y|ies)|states?)\b|\bmember states?\b", re.I)),
    (
        False,
        re.compile(
            r"\b(?:(?:partner|non[- ]EU|third|non[- ]member) (?:countr(?:y|ies)|states?)\b|"
            r"neighbou?ring (?:countr(?:y|ies)|states?)\b(?! of))",
            re.I,
        ),
    ),
)
_AUTHORITY = "national authority"
_REPRESENTS = re.compile(
    r"(?P<who>\b(?:which|what|who)(?: [a-z]+){0,2}) represents (?=(?:the )?(?:Republic of )?(?P<country>[^\W\d_]+))",
    re.I,
)


def name_sides(index: Index, text: str) -> str:
    """Put in a question for countries inside or outside the EU the term by which the library calls them, if it does."""
    if not _ASKS.search(text):
        return text
    of_them = _OF_THEM.search(text)
    if of_them:
        term = _SIDES[0 if of_them["not"] or of_them["out"] else 1][0]
        return _OF_THEM.sub(f"{term} are in {of_them['of']}", text) if term in _terms_of(index) else text
    for term, asks in _SIDES:
        if asks.search(text) and term in _terms_of(index):
            return asks.sub(term, text)
    return text


def name_authority(index: Index, text: str) -> str:
    """Put in a question for who represents a country the term by which the library calls that body, if it does."""
    asks = _REPRESENTS.search(text)
    if asks is None or asks["country"] not in _country_words() or _AUTHORITY not in _terms_of(index):
        return text
    return f"{text[: asks.start()]}{asks['who']} is the {_AUTHORITY} of {text[asks.end() :]}"


def sorts_in(text: str) -> tuple[str, frozenset[bool]]:
    """Give a text with "countries" for each sort of countries in it, and which sorts: True is of those in the EU."""
    named = frozenset(inside for inside, sort in _SORTS if sort.search(text))
    for _, sort in _SORTS:
        text = sort.sub(lambda told: "countries" if told[0].endswith("s") else "country", text)
    return text, named


def is_member(country: str) -> bool:
    """Tell whether a country is in the EU."""
    return country in _MEMBERS


@cache
def _country_words() -> frozenset[str]:
    return frozenset(word for name in read_countries() for word in name.split() if word[:1].isupper())


@once_for_index
def _terms_of(index: Index) -> frozenset[str]:
    texts = [text.casefold() for _, text in read_pages(index)]
    counted = {term: sum(text.count(term.casefold()) for text in texts) for term in (_AUTHORITY, *dict(_SIDES))}
    return frozenset(term for term, count in counted.items() if count >= FEWEST)
