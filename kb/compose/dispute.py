"""Add the other figure where sources differ: the row, or the sentence, that says so of what was asked."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kb.compose.material import Material
from kb.compose.question import names_in
from kb.compose.quotation import Quotation
from kb.compose.show import label_with_title, show_row
from kb.question import Kind, defined_term, holds_kind
from kb.units import Unit, find_units
from kb.words import terms

SUBJECT = 0.99  # share of what the sources are said to differ on that must be asked for
ABOUT = 0.4  # share of what is asked that such a sentence, its title and heading must hold
SHARED = 0.4  # of the terms of what is quoted that a sentence shares which repeats a figure of it
MOST_WORDS = 60  # of a sentence that is added
_SOURCES = re.compile(
    r"\b(?:the |these |two )?(?:sources|pages|reports) (?:disagree|differ|vary|give|count|name)\b(?: differently)?",
    re.I,
)
_ANOTHER = r"(?:another|an older|an earlier|a newer|a later|an undated)"
_DIFFERS = re.compile(
    rf"{_SOURCES.pattern}|\bother figures?\b|\binstead of\b|"
    rf"\b{_ANOTHER} (?:\w+ )?(?:source|page|report|count|figure)\b|"
    r"\bwhile\b[^.]*?\b(?:names?|gives?|counts?|says?|speaks?|allows?|prints?)\b",
    re.I,
)
_OPENS = re.compile(rf"{_ANOTHER} (?:\w+ )?(?:source|page|report|count|figure)\b", re.I)
_LABEL_MARK = re.compile(rf",? *\(?\b(?:(?:an)?other|{_ANOTHER}) (?:figure|source|page|report|count)s?\b\)?", re.I)
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*%?(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES = frozenset((Kind.MONEY, Kind.COUNT, Kind.OTHER))  # that answer what may be in dispute


def add_other_figures(material: Material, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Add to an answer with a figure what the documents have of another one for the same thing; the newest first.

    A sentence that says that sources differ on just what was asked stands first, before what repeats its figures.
    """
    if not quotations or material.asked.kind not in _FIGURES or defined_term(material.asked.text):
        return list(quotations)
    stated = _stated(material, quotations)
    if stated is not None:
        told = _figures(stated.quote)
        return [stated, *(one for one in quotations if _figures(one.quote) & told and not _meet(one, stated))]
    if any(_is_whole(one.quote) for one in quotations):
        return list(quotations)
    best = quotations[0]
    other = _other_row(material, best) or _beside(material, best) or _repeating(material, quotations)
    if other is None or _meet(best, other):
        return list(quotations)
    other = next((one for one in quotations if _meet(one, other)), other)
    return sorted([best, other], key=_age, reverse=True) + [one for one in quotations[1:] if one is not other]


def _stated(material: Material, quotations: Sequence[Quotation]) -> Quotation | None:
    """Find the sentence on differing sources whose subject is what was asked: "The sources disagree on the budget"."""
    asked = material.asked
    for source, page in _pages(material):
        for unit, text in _disputing(material, source, page):
            opening = _SOURCES.search(text)
            if not opening or opening.start() > 0 or not holds_kind(asked.kind, text, asked.terms):
                continue
            subject = _FIGURE.split(_YEAR.sub(" ", text[opening.end() :].partition(":")[0]))[0]
            quotation = _quote(material, source, page, unit, text)
            about = f"{quotation.hit.title} {quotation.hit.heading}"
            own = frozenset(terms(subject)) & asked.terms
            if not own or asked.precision(re.sub(r"\b(?:EUR|USD)\b|[€$£]", " ", subject)) < SUBJECT:
                continue
            if asked.coverage(about, text) >= ABOUT and _names_all(material, f"{about} {text}"):
                return None if _meet(quotations[0], quotation) else quotation
    return None


def _other_row(material: Material, best: Quotation) -> Quotation | None:
    """Find the row of the same table that is labelled alike, but for the words that one of them is another figure."""
    for placed in material.blocks_of(best.hit.source) if best.hit.page == 1 else ():
        mine = next((row for row in placed.block.rows if (row.start, row.end) == (best.start, best.end)), None)
        if mine is None:
            continue
        text = material.page_text(placed)
        for row in placed.block.rows:
            marked = bool(_LABEL_MARK.search(row.label)) != bool(_LABEL_MARK.search(mine.label))
            if marked and terms(_LABEL_MARK.sub("", row.label)) == terms(_LABEL_MARK.sub("", mine.label)):
                shown = label_with_title(show_row(text[row.start : row.end], placed.title, frozenset()), placed.title)
                return material.quote(placed, row.start, row.end, shown)
    return None


def _beside(material: Material, best: Quotation) -> Quotation | None:
    """Find the neighbour of a sentence: what "Another page gives ..." differs from, or the sentence that opens so."""
    source, page = best.hit.source, best.hit.page
    text = material.index.text_of(source, page)
    units = _units(text)
    for before, unit in pairwise(units):
        near = before.kind == unit.kind == "sentence" and unit.start - before.end <= 1
        opening = text[unit.start : unit.end]
        if (
            not near
            or not _OPENS.match(opening)
            or not (_figures(opening) and _figures(text[before.start : before.end]))
        ):
            continue
        if unit.start >= best.start and unit.end <= best.end:
            return _quote(material, source, page, before, text[before.start : before.end])
        if before.start >= best.start and before.end <= best.end:
            return _quote(material, source, page, unit, opening)
    return None


def _repeating(material: Material, quotations: Sequence[Quotation]) -> Quotation | None:
    """Find the sentence that puts another figure against one of the answer."""
    asked = material.asked
    for quoted in quotations:
        told = _figures(quoted.quote)
        own = frozenset(terms(quoted.quote))
        for source, page in _pages(material) if told else ():
            for unit, text in _disputing(material, source, page):
                figures = _figures(text)
                if not figures & told or figures <= told or len(text.split()) > MOST_WORDS or text.endswith(":"):
                    continue
                quotation = _quote(material, source, page, unit, text)
                about = f"{quotation.hit.title} {quotation.hit.heading}"
                same = len(own & frozenset(terms(f"{about} {text}"))) >= SHARED * len(own)
                if same and _names_all(material, f"{about} {text}") and holds_kind(asked.kind, text, asked.terms):
                    return quotation
    return None


def _names_all(material: Material, text: str) -> bool:
    return names_in(material.index, text).issuperset(material.asked.names)


def _pages(material: Material) -> list[tuple[str, int]]:
    return list(dict.fromkeys((hit.source, hit.page) for hit in material.found.hits))


def _disputing(material: Material, source: str, page: int) -> Iterator[tuple[Unit, str]]:
    """Give the sentences of a page that say that figures differ."""
    text = material.index.text_of(source, page)
    if not _DIFFERS.search(text):
        return
    for unit in _units(text):
        said = text[unit.start : unit.end]
        if unit.kind == "sentence" and _DIFFERS.search(said) and _is_whole(said):
            yield unit, said


@lru_cache(maxsize=256)
def _units(page: str) -> tuple[Unit, ...]:
    return tuple(find_units(page))


def _is_whole(text: str) -> bool:
    """Tell whether a text itself states that figures differ, and at least two of them."""
    return _DIFFERS.search(text) is not None and len(_figures(text)) > 1


def _figures(text: str) -> frozenset[str]:
    return frozenset(figure for figure in _FIGURE.findall(text) if not _YEAR.fullmatch(figure))


def _quote(material: Material, source: str, page: int, unit: Unit, text: str) -> Quotation:
    return Quotation(material.hit_at(source, page, unit.start), unit.start, unit.end, text, text)


def _meet(one: Quotation, other: Quotation) -> bool:
    same = (one.hit.source, one.hit.page) == (other.hit.source, other.hit.page)
    return same and one.start < other.end and other.start < one.end


def _age(quotation: Quotation) -> tuple[bool, str]:
    """Give what puts the newest last; "An older count gives ..." says of itself that it comes after the other."""
    as_of = quotation.hit.as_of
    return _OPENS.match(quotation.quote) is None, as_of if as_of[:1].isdigit() else ""
