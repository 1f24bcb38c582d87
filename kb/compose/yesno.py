"""Answer "does X take part in Y?" with the list that decides it, and say yes or no only where that list is certain.

"Yes" when X stands in a list of what takes part in Y, without a word that limits it. "No" when X is a country and a
list of the countries holds as many as it says it does, X not among them. A region or town that is not named may lie in
one that is, so of it is only said that the list does not name it.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from kb.compose.enumerated import OPEN, PLACE, Enumerated, find_enumerations, find_listings, is_country
from kb.compose.material import Material
from kb.compose.partaking import (
    ALLOWED,
    APPLIES,
    AREA,
    AS_PARTNER,
    ASKS,
    LIMITS,
    QUALIFIED,
    SORTS,
    TAKES_PART,
    is_partner,
    is_plain,
)
from kb.compose.question import names_in, without_names
from kb.compose.quotation import Composed, Quotation
from kb.compose.show import label_with_title, show_lines, show_row
from kb.gloss import read_countries
from kb.names import Name, find_names
from kb.synonyms import kin_of
from kb.wording import phrase
from kb.words import fold, stem, term_set, terms

MOST_LISTS = 4  # that are shown when none of them names what was asked
FIRST = 2  # words by which a longer name may be called
_PROPER = re.compile(r"[A-ZÀ-ÞА-ЯЄІЇҐ][\w'’-]+(?: [A-ZÀ-ÞА-ЯЄІЇҐ][\w'’-]+)*")
_AUXILIARIES = frozenset("is are was were do does did can could has have may must should".split())
_OPENING = _AUXILIARIES | frozenset(
    "is are was were do does did can could has have had will may must should la il lo le the".split()
)


def compose_yes_no(material: Material) -> Composed | None:
    """Give the list that decides whether a thing takes part in a programme; None for any other question."""
    asked = material.asked
    text = asked.text
    takes_part, applies = TAKES_PART.search(text), APPLIES.search(text)
    if ASKS.search(text.removeprefix("or ")) or not (takes_part or applies) or not _is_question(material):
        return None
    programme = _programme(material) or _policy(material)
    thing = _thing(material, programme) if programme else ""
    if programme is None or not thing or not _asks_no_more(material, programme, thing):
        return None
    found = find_enumerations(material, programme) if programme.titled else find_listings(material, programme)
    lists = [one for one in found if AREA & term_set(one.lead)]
    if not programme.titled:
        lists = [one for one in lists if is_plain(one.lead, programme)]
    language = material.found.reading.language
    partner = AS_PARTNER.search(text)
    applies = APPLIES.search(AS_PARTNER.sub(" ", text)) if is_country(thing) else applies
    sure = bool(takes_part or (partner and is_country(thing))) and applies is None
    sure = sure and not LIMITS.search(without_names(material.index, text, titled=True))
    for one in sorted(lists, key=lambda one: not one.countries):
        entry = next((entry for entry in one.entries if _is_named(thing, entry)), None)
        if entry is not None:
            quotation = _quote(material, one)
            fits = not partner or is_partner(thing, one, quotation.quote)
            if sure and fits and _is_just(thing, entry) and not QUALIFIED.search(TAKES_PART.sub(" ", one.lead)):
                quotation = replace(quotation, shown=f"{phrase('yes', language)} {quotation.shown}")
            return Composed((quotation,), direct=True, decided=True)
    if not programme.titled and not (sure and partner):  # the list of its partners says nothing of others' part in it
        return None
    return _not_named(material, thing, lists, sure)


def _not_named(material: Material, thing: str, lists: Sequence[Enumerated], sure: bool) -> Composed | None:
    """Show the lists that do not name a thing: of the countries for a country, else of the regions of its kind."""
    language = material.found.reading.language
    country = is_country(thing)
    fitting = [one for one in lists if one.countries is country]
    if country:
        whole = next((one for one in fitting if one.whole), None)
        if whole is None:
            return None
        key = "no" if sure else "not_listed"
        shown = [_quote(material, whole)]
    else:
        kinds = _kinds_of(material, thing)
        if not kinds:
            return None
        unnamed = [one for one in fitting if OPEN.search(one.lead) or any(map(OPEN.search, one.entries))]
        if unnamed:  # it may be one of those
            return Composed(tuple(_quote(material, one) for one in unnamed), unknown=True, direct=True, decided=True)
        alike = [one for one in fitting if kinds & term_set(one.lead)]
        if not alike:
            return None
        key = "not_listed"
        shown = [_quote(material, one) for one in alike[:MOST_LISTS]]
    first, last = shown[0], shown[-1]
    if key == "no":
        shown[0] = replace(first, shown=f"{phrase(key, language)} {first.shown}")
    else:
        shown[-1] = replace(last, shown=f"{last.shown}\n{phrase(key, language, thing=thing)}")
    return Composed(tuple(shown), direct=True, decided=True)


def _programme(material: Material) -> Name | None:
    """Give the one thing with a document of its own that is named in the question, else around it."""
    index = material.index
    for text in (material.asked.text, *(query.text for query in material.found.queries[1:])):
        titled = [name for name in names_in(index, text) if name.titled]
        if titled:
            return titled[0] if len(titled) == 1 else None
    begun = [name for name in find_names(index).all if name.titled and _begins(name, terms(material.asked.text))]
    return begun[0] if len(begun) == 1 else None


def _policy(material: Material) -> Name | None:
    """Give the one thing without a document of its own that a question names beside a country."""
    named = [name for name in names_in(material.index, material.asked.text) if not is_country(name.spellings[0])]
    return named[0] if len(named) == 1 and not named[0].titled else None


def _begins(name: Name, asked: Sequence[str]) -> bool:
    """Tell whether a question says the first words of a longer name: "the Black Sea programme"."""
    pairs = set(itertools.pairwise(asked))
    spelt = [terms(spelling) for spelling in name.spellings]
    return any(len(own) > FIRST and tuple(own[:FIRST]) in pairs for own in spelt)


def _thing(material: Material, programme: Name) -> str:
    """Give what is asked about: the one proper name beside the programme's, in the question or around it."""
    names = find_names(material.index)
    for text in (material.asked.text, material.found.around):
        rest = text
        for place in reversed(names.find(text)):
            if place.names[0] == programme or names.is_subject(place.names[0]):
                rest = f"{rest[: place.start]} , {rest[place.end :]}"
        found = [match.group() for match in _PROPER.finditer(rest) if not _is_dressing(match.group())]
        found = [word for one in found if (word := _bare(one)) and not _begins(programme, terms(word))]
        people = [country for word in re.findall(r"\w+", rest) if (country := _country_of(word))]
        distinct = list(dict.fromkeys(people or found))
        small = [
            word
            for word in re.findall(r"[^\W\d_]{4,}", rest)
            if stem(fold(word)) not in ALLOWED and _kinds_of(material, word)
        ]
        if not distinct and small:
            distinct = list(dict.fromkeys(small))
        if len(distinct) == 1:
            return distinct[0]
        if distinct:
            return ""
    return ""


def _is_question(material: Material) -> bool:
    asked = material.found.reading.question
    return "?" in asked or fold(asked).partition(" ")[0] in _AUXILIARIES


def _asks_no_more(material: Material, programme: Name, thing: str) -> bool:
    """Tell whether a question holds nothing beside the programme, the thing, and the one taking part in the other."""
    named = frozenset().union(*(term_set(spelling) for spelling in programme.spellings))
    country = {stem(fold(word)) for word in re.findall(r"\w+", material.asked.text) if _country_of(word) == thing}
    return frozenset(material.found.queries[0].terms) <= ALLOWED | named | term_set(thing) | country


def _bare(thing: str) -> str:
    """Take the words off that open a sentence: "Is Tulcea" is Tulcea."""
    words = thing.split()
    while words and fold(words[0]) in _OPENING:
        words.pop(0)
    return " ".join(words)


def _is_dressing(word: str) -> bool:
    folded = fold(word)
    return folded in {"i", "we", "eu", "ngo", "ngos", "interreg", "next", "programme", "hi", "hello", "can", "dear"}


def _country_of(word: str) -> str:
    """Give the country that a word names or whose people it names: "Russian" is Russia; "" for other words."""
    own = stem(fold(word))
    if is_country(word):
        return word if word[:1].isupper() else word.capitalize()
    if not word[:1].isupper():
        return ""
    kin = [name for name in read_countries() if len(name.split()) == 1 and stem(fold(name)) in kin_of(own)]
    return kin[0] if len(kin) == 1 else ""


def _is_named(thing: str, entry: str) -> bool:
    own, told = term_set(thing), term_set(entry)
    return bool(own) and (own <= told or (is_country(thing) and told <= own | {"republ"}))


def _is_just(thing: str, entry: str) -> bool:
    """Tell whether an entry is the thing and nothing else: "Lviv oblast" is Lviv, "Central Macedonia" no Macedonia."""
    outside, _, inside = entry.partition("(")
    own = term_set(thing) - SORTS
    return not QUALIFIED.search(entry) and own in (term_set(outside) - SORTS, term_set(inside) - SORTS)


def _kinds_of(material: Material, thing: str) -> frozenset[str]:
    """Give the kinds of region that the library's programmes list a thing as: "county", "oblast"."""
    kinds: set[str] = set()
    for name in find_names(material.index).all:
        if not name.titled:
            continue
        for one in find_enumerations(material, name):
            if not one.countries and any(_is_named(thing, entry) for entry in one.entries):
                kinds |= term_set(" ".join(PLACE.findall(one.lead)))
    return frozenset(kinds) - term_set("countries states")


def _quote(material: Material, one: Enumerated) -> Quotation:
    document = material.index.document(one.source)
    title = document.title if document else ""
    text = material.index.text_of(one.source, 1)[one.start : one.end]
    shown = show_row(text, title, material.asked.terms) if one.row else label_with_title(show_lines(text), title)
    return Quotation(material.hit_at(one.source, 1, one.start), one.start, one.end, text, shown)
