"""What a question asks, as composing sees it: the things it names, its other terms, and what a text has of them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.answer_type import answer_type
from kb.index import Index
from kb.lookup import Found
from kb.names import Name, find_names
from kb.question import Kind, kind_of, listed_thing
from kb.synonyms import KIN, kin_of, people_of
from kb.words import stem, term_set, terms

Terms = frozenset[str]

# Words that only tie a thing to what it belongs to, or say how to answer: no text is the wrong one for lacking them.
RELATING = frozenset(
    terms(
        """cover belong include contain comprise consist involve participate participating join eligible apply exist
        around available altogether total overall different various currently present today take part made have named
        called see seen say according know found complete full whole entire like need want following concerned list
        name show among within across enumerate explain describe compare comparison difference differ versus
        vs question get gets got receive received gave"""
    )
)
_NUMBER = re.compile(r"[\d.,/-]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CALLS = re.compile(r"\bcalls?\b", re.I)  # a call for projects is a thing, "called" only relates
NEGATED = re.compile(r"\b(?:not|no|outside)\b|n't\b", re.I)
NAME_WEIGHT = 8.0  # at most; the terms of a long name would outweigh what is asked about it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, split into what it names and the rest.

    thing is the stem of what it wants listed or counted, "" for others. terms are all that it says itself but for words
    that relate, rest those outside names. names are the things it names, or, if it names none, those named before it.
    """

    index: Index
    text: str
    kind: Kind
    thing: str
    terms: Terms
    rest: Terms
    names: tuple[Name, ...]

    def coverage(self, text: str, more: str = "") -> float:
        """Give the share of what is asked that texts hold, if by other words or names that mean the same."""
        told = term_set(f"{text} {more}")
        named = names_in(self.index, text) | names_in(self.index, more) if self.names else frozenset()
        weights = {name: self.weight(name) for name in self.names}
        total = sum(weights.values()) + sum(map(self.index.rarity, self.rest))
        held = sum(weight for name, weight in weights.items() if _is_told(name, named, told))
        held += sum(self.index.rarity(term) * holds(term, told) for term in self.rest)
        return held / total if total else 0.0

    def precision(self, text: str) -> float:
        """Give the share of what a text says, the rare counting more, that the question asks for."""
        named = [name for name in names_in(self.index, text) if name in self.names]
        asked = self.terms.union(*(terms(spelling) for name in named for spelling in name.spellings))
        counted = {term for term in terms(text) if term not in RELATING and not _NUMBER.fullmatch(term)}
        total = sum(map(self.index.rarity, counted))
        return sum(self.index.rarity(term) * holds(term, asked) for term in counted) / total if total else 0.0

    def is_told_of_all(self, text: str) -> bool:
        """Tell whether a text is about all things that are asked about but countries, by whatever name."""
        named, told = names_in(self.index, text), term_set(text)
        return all(_is_told(name, named, told) for name in self.names if not peoples_in(self.index, name.spellings[0]))

    def names_all(self, text: str) -> bool:
        """Tell whether a text names all things that are asked about."""
        return names_in(self.index, text).issuperset(self.names)

    def weight(self, name: Name) -> float:
        """Tell how much a name counts among what is asked."""
        own = {term for spelling in name.spellings for term in terms(spelling)} & self.terms
        return min(NAME_WEIGHT, sum(map(self.index.rarity, own)) or NAME_WEIGHT / 2)


def ask(index: Index, found: Found) -> Asked:
    """Read what is asked."""
    text = found.reading.text
    own = frozenset(found.queries[0].terms)
    relating = RELATING - term_set("calls") if _CALLS.search(text) else RELATING
    asked = own - relating or own
    subject = term_set(index.subject)
    names = tuple(name for name in found.reading.names if not typed_terms(name, own) <= subject)
    named = {term for name in names for term in typed_terms(name, own)}
    if not names and len(found.queries) > 1:  # "And how many regions take part?"
        names = tuple(sorted(names_in(index, found.queries[-1].text), key=lambda name: name.spellings))
    # "Which NEXT Black Sea Basin branch offices ...?": the plural stands behind a long name.
    thing = listed_thing(text) or listed_thing(" ".join(without_names(index, text, titled=True).split()))
    return Asked(index, text, kind_of(text), thing, asked, asked - named, names)


@lru_cache(maxsize=8192)
def names_in(index: Index, text: str) -> frozenset[Name]:
    """Give the things that a text names, but what the whole library is about."""
    names = find_names(index)
    return frozenset(place.names[0] for place in names.find(text) if not names.is_subject(place.names[0]))


def is_of_another(asked: Asked, about: str) -> bool:
    """Tell whether a title and headings name other titled things than those asked about, and none of these."""
    wanted = {name for name in asked.names if name.titled}
    told = {name for name in names_in(asked.index, about) if name.titled}
    return bool(wanted and told) and wanted.isdisjoint(told)


def is_of_another_people(asked: Asked, text: str) -> bool:
    """Tell whether a text speaks of another country's part than the question: "the Ukrainian part", not the Polish.

    Where a language is asked about, the names of peoples are those of languages.
    """
    if answer_type(asked.text) == "language":
        return False
    wanted, told = peoples_in(asked.index, asked.text), peoples_in(asked.index, text)
    return bool(wanted and told) and wanted.isdisjoint(told)


@lru_cache(maxsize=8192)
def peoples_in(index: Index, text: str) -> Terms:
    """Give the countries and peoples that a text names outside the names of programmes, in all their words."""
    text = without_names(index, text, titled=True)
    return frozenset().union(*({term} | people_of(term) for term in term_set(text) if people_of(term)))


def without_names(index: Index, text: str, *, titled: bool = False) -> str:
    """Give a text without the names of things, or only without those of what has a document of its own."""
    for place in reversed(find_names(index).find(text)):
        if place.names[0].titled or not titled:
            text = f"{text[: place.start]} {text[place.end :]}"
    return text


def holds(term: str, told: Terms) -> float:
    """Tell how well terms hold one: 1 as it stands, KIN by another word for it, else 0."""
    if term in told:
        return 1.0
    return KIN if not kin_of(term).isdisjoint(told) else 0.0


def _is_told(name: Name, named: frozenset[Name], told: Terms) -> bool:
    """Tell whether a text that names some things, in these terms, is about one, by whatever name."""
    return name in named or _is_part(name, told) or any(is_of_years(name, other) for other in named)


def _is_part(name: Name, told: Terms) -> bool:
    """Tell whether a text holds a name within a longer one; what has a document of its own is not meant so."""
    return not name.titled and any(term_set(spelling) <= told for spelling in name.spellings)


def is_of_years(name: Name, other: Name) -> bool:
    """Tell whether one name is another with its years: "ENI CBC 2014-2020" is ENI CBC."""
    own = {term_set(spelling) for spelling in name.spellings}
    undated = {frozenset(term for term in term_set(one) if not _YEAR.fullmatch(term)) for one in other.spellings}
    return not own.isdisjoint(undated)


def plurals(text: str) -> Terms:
    """Give the stems of a text's words that end like plurals."""
    return frozenset(stem(word) for word in re.findall(r"\w+", text.casefold()) if word.endswith("s"))


def typed_terms(name: Name, own: Terms) -> Terms:
    """Give the terms by which a question names something: all of a spelling of it, or what it has of any."""
    spelt = [term_set(spelling) for spelling in name.spellings]
    whole = [spelling for spelling in spelt if spelling <= own]
    return frozenset().union(*whole) if whole else own & frozenset().union(*spelt)
