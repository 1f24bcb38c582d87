"""Countries inside and outside the EU, as the documents of cooperation programmes call them.

Article 2 of Regulation (EU) 2021/1059 calls "partner country" what people ask for as "countries outside the EU"
(https://eur-lex.europa.eu/eli/reg/2021/1059/oj). Written so, a question finds the list that parts the two.
"""

import re

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


def name_sides(index: Index, text: str) -> str:
    """Put in a question for countries inside or outside the EU the term by which the library calls them, if it does."""
    if not _ASKS.search(text):
        return text
    for term, asks in _SIDES:
        if asks.search(text) and term in _terms_of(index):
            return asks.sub(term, text)
    return text


@once_for_index
def _terms_of(index: Index) -> frozenset[str]:
    texts = [text.casefold() for _, text in read_pages(index)]
    counted = {term: sum(text.count(term.casefold()) for text in texts) for term, _ in _SIDES}
    return frozenset(term for term, count in counted.items() if count >= FEWEST)
