"""The terms of a library: what its glossaries, lists of abbreviations and tables of translations say of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kb.index import Index
from kb.once import once_for_index
from kb.overview.library import Page, Place, read_pages
from kb.tables import Block
from kb.units import Unit, find_units
from kb.words import fold, split_words

FEWEST = 5  # sections that open with a definition of their heading, for a glossary
MOSTLY = 0.5  # of the sections of a document, for a glossary
LONGEST = 8  # words of a term

_SHORT = re.compile(r"\(([^()]{1,40})\)")
_DEFINES = re.compile(
    r"^(?:an?|the)?\s*\b(?P<term>.{1,120}?)(?:,[^,.]{1,160},)?\s+(?:is|are|was|were|stands? for|means?)\b", re.I
)
_LEVEL = re.compile(r"(#{1,6}) \s*$")
_TERM = re.compile(r"\b(?:term|abbreviation|acronym|short form|abbr|word|expression)\b", re.I)
_MEANING = re.compile(
    r"\b(?:stands for|meaning|definition|in short|explanation|description|means|full (?:name|form))\b", re.I
)
_ALSO = re.compile(r"\b(?:also|other|synonyms?|see|alias(?:es)?)\b", re.I)
_FULL = re.compile(r"\b(?:stands for|full (?:name|form)|in full|long form)\b", re.I)
LANGUAGES = {  # as headers name them
    "english": "en", "french": "fr", "francais": "fr", "italian": "it", "italiano": "it", "romanian": "ro",
    "romana": "ro", "ukrainian": "uk", "українська": "uk", "german": "de", "deutsch": "de", "spanish": "es",
    "espanol": "es", "polish": "pl", "polski": "pl", "hungarian": "hu", "magyar": "hu", "slovak": "sk", "greek": "el",
    "turkish": "tr", "arabic": "ar", "bulgarian": "bg", "portuguese": "pt", "georgian": "ka", "armenian": "hy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a document says of a term; label is the header of its column, "" for a sentence."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Translation:
    """A term in another language (its code), as a table of translations gives it."""

    language: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A term: how its document writes it, its short form ("" for none), meanings and translations."""

    name: Place
    short: str
    meanings: tuple[Meaning, ...]
    translations: tuple[Translation, ...]

    @property
    def letter(self) -> str:
        """Give the letter under which the term stands; "#" for none."""
        first = fold(self.name.quote.strip())[:1].upper()
        return first if first.isalpha() else "#"


def find_terms(terms: tuple[Term, ...], typed: str) -> list[Term]:
    """Find the terms by typed words, in any language that is told: those so called first, then those explained so.

    Of those so called the ones that are called nothing else come first: "MA" is a managing authority.
    """
    wanted = split_words(typed)
    if not wanted:
        return list(terms)
    named = [term for term in terms if _holds(wanted, " ".join((term.name.quote, *_called(term))))]
    named.sort(key=lambda term: not any(split_words(name) == wanted for name in _called(term)))
    told = [term for term in terms if _holds(wanted, " ".join(meaning.place.quote for meaning in term.meanings))]
    return [*named, *(term for term in told if term not in named)]


def _called(term: Term) -> Iterator[str]:
    yield _SHORT.sub("", term.name.quote)
    yield term.short
    yield from (one for translation in term.translations for one in translation.place.quote.split("; "))
    yield from (meaning.place.quote for meaning in term.meanings if _FULL.search(meaning.label))


def _holds(wanted: list[str], text: str) -> bool:
    told = fold(text)
    return all(re.search(rf"(?<![^\W_]){re.escape(word)}", told) for word in wanted)


@dataclass(slots=True)
class _Collected:
    """A term while what is told of it is collected; keys are the folded words that it is known by."""

    name: Place
    short: str
    keys: set[str]
    meanings: list[Meaning] = field(default_factory=list)
    translations: list[Translation] = field(default_factory=list)


@once_for_index
def read_terms(index: Index) -> tuple[Term, ...]:
    """Read the terms of a library in the order of the alphabet, once for each open index."""
    pages = list(read_pages(index))
    collected: list[_Collected] = []
    by_key: dict[str, _Collected] = {}
    # Glossaries first, for they write a term out; then short forms; translations are joined to either.
    for read in (_defined, _abbreviated, _translated):
        for term in (term for page in pages for term in read(page)):
            known = next((by_key[key] for key in sorted(term.keys, key=len, reverse=True) if key in by_key), None)
            if known is None:
                collected.append(known := term)
            else:
                known.meanings += term.meanings
                known.translations += term.translations
                known.short = known.short or term.short
                known.keys |= term.keys
            for key in known.keys:
                by_key.setdefault(key, known)
    terms = [
        Term(term.name, term.short, tuple(term.meanings), tuple(term.translations))
        for term in collected
        if term.meanings or term.translations
    ]
    return tuple(sorted(terms, key=lambda term: (term.letter == "#", fold(term.name.quote))))


def _defined(page: Page) -> Iterator[_Collected]:
    """Read the sections of a glossary: each opens with a sentence that defines its heading."""
    sections: list[tuple[Unit, Unit]] = []
    headings = 0
    units = find_units(page.text)
    for heading, first in pairwise(units):
        mark = _LEVEL.search(page.text, max(0, heading.start - 8), heading.start)
        if heading.kind != "heading" or not mark or len(mark[1]) == 1:
            continue
        headings += 1
        if first.kind == "sentence" and _defines(
            page.text[first.start : first.end], page.text[heading.start : heading.end]
        ):
            sections.append((heading, first))
    if len(sections) < FEWEST or len(sections) <= MOSTLY * headings:
        return
    for heading, first in sections:
        name = page.place(heading.start, heading.end)
        yield _Collected(
            name, _short_of(name.quote), _keys(name.quote), [Meaning("", page.place(first.start, first.end))]
        )


def _defines(sentence: str, heading: str) -> bool:
    found = _DEFINES.match(sentence)
    return found is not None and not _keys(found["term"]).isdisjoint(_keys(heading))


def _abbreviated(page: Page) -> Iterator[_Collected]:
    """Read the tables whose first column is a term or a short form and which say what it means."""
    for block in page.blocks:
        if not block.rows or not _TERM.search(block.headers[0]) or _languages(block):
            continue
        for row in block.rows:
            meanings = [
                Meaning(cell.header, page.place_of(cell))
                for cell in row.cells[1:]
                if cell.value and (_MEANING.search(cell.header) or _ALSO.search(cell.header))
            ]
            full = next((meaning.place.quote for meaning in meanings if _FULL.search(meaning.label)), "")
            keys = _keys(full) or _keys(row.label)
            short = row.label if full else ""
            if meanings:
                yield _Collected(page.place_of(row.cells[0]), short, keys | _keys(row.label), meanings)


def _translated(page: Page) -> Iterator[_Collected]:
    """Read the tables of translations: columns named by languages, the first of them that of the term."""
    for block in page.blocks:
        languages = _languages(block)
        for row in block.rows if languages else ():
            cells = [cell for cell in row.cells if cell.header in languages and cell.value]
            own = next((cell for cell in cells if languages[cell.header] == "en"), cells[0] if cells else None)
            told = [Translation(languages[cell.header], page.place_of(cell)) for cell in cells if cell is not own]
            if own and told:
                yield _Collected(page.place_of(own), _short_of(own.value), _keys(own.value), [], told)


def _languages(block: Block) -> dict[str, str]:
    """Give the language of each column that is named by one; none unless two are."""
    found = {
        header: code
        for header in block.headers
        if (code := next((LANGUAGES[word] for word in split_words(header) if word in LANGUAGES), None))
    }
    return found if len(set(found.values())) > 1 else {}


def _short_of(name: str) -> str:
    found = _SHORT.search(name)
    return found[1] if found else ""


def _keys(name: str) -> set[str]:
    """Give what a term is known by: its words without what stands in brackets, and what stands there."""
    plain = " ".join(split_words(_SHORT.sub(" ", name)))
    short = " ".join(split_words(_short_of(name)))
    return {key for key in (plain, short) if key and len(key.split()) <= LONGEST}
