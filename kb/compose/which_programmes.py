"""Read of which place a question asks the programmes, if it asks nothing else.

A person or body of a country stands for the country: "a Greek municipality" may take part where Greece does. Whether a
place may take part, or gets money, asks for its programmes, too; what the money is for is told elsewhere, if at all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.compose.enumerated import numbers_in
from kb.compose.material import Material
from kb.compose.partaking import ALLOWED, BODIES
from kb.compose.places import find_town
from kb.compose.question import Terms
from kb.lookup import Found
from kb.synonyms import people_of
from kb.words import fold, stem, term_set, terms

PROGRAMME = r"programm?e?s?\b"
_ASKS = re.compile(
    r"\b(?:which|what|how many|number of|any|several|multiple|more than one|all|list|name|is there an?|are there)\b"
    r"(?:\W+(?!countr|region|count|oblast|provinc|governorat|voivodeship|states?\b|area|part\b)[\w'’-]+){0,4}?\W+"
    rf"{PROGRAMME}|^\W*(?:interreg |next |the )*{PROGRAMME}",
    re.I,
)
# "Which oblasts are in more than one programme?" asks for oblasts.
_ASKS_AREA = re.compile(
    r"^\W*(?:which|what|how many|list|name)(?: [\w'’-]+){0,2}? "
    r"(?:countries|states|regions|counties|oblasts|provinces|governorates|voivodeships|areas|parts)\b",
    re.I,
)
# "We are a museum in Lublin. Where can we get money?" asks for programmes, too.
_ASKS_MONEY = re.compile(
    r"\bwhere (?:can|could|do|should|may|might) (?:i|we|one|they|he|she|you|an? [\w -]{2,40}?) "
    r"(?:get|find|apply|ask|look|obtain|go)\b[^?]*?\b(?:money|funding|funds|grants?|support)\b",
    re.I,
)
# "Can we take part in two programmes?", "is there any EU money for us", "is Tulcea eligible?"
_ASKS_CHANCE = re.compile(
    r"^\W*(?:(?:and|so) )?(?:(?:(?:(?:is|are) )?there(?: for us)?|(?:is|are) for us|of) "
    r"(?:(?:an?|any|some|also|of|eu|european|interreg|next) )*"
    r"(?:programm?es?|money|funding|funds|grants?|support)\b|"
    r"(?:can|could|may|might)(?: [^?]{1,60}?)? (?:get|receive|obtain|find|apply|ask|take part|participate|join|benefit|"
    r"be (?:an? )?(?:partners?|funded|financed|part))\b|(?:am|are|is|would) [^?]{1,60}? (?:be )?"
    r"(?:eligible|(?:allowed|entitled) to (?:apply|take part|participate|join))\b|"
    r"what (?:can|could|may) [^?]{1,60}? (?:apply (?:for|to)|take part in|participate in)(?=\W*$))",
    re.I,
)
# What money is wanted for, and with whom: "to buy equipment together with a Ukrainian hospital".
_AIM = re.compile(
    r"(?<= )(?P<get>(?:there|get|receive|obtain|find|apply for|ask for) "
    r"(?:(?:an?|any|some|the|eu|european|interreg|next) )*(?:money|funding|funds|grants?|support)(?: for (?:us|me))?) "
    r"(?P<aim>(?:to|for|towards) (?!(?:us|me|it|them)\b)[^?]+?)"
    r"(?P<partner> (?:together |jointly )?with [^?]+)?(?=\W*$)",
    re.I,
)
_TOGETHER = re.compile(r"\b(?:together|jointly)\b", re.I)
_ASKS_MORE = re.compile(
    r"\b(?:not|no|only|other|before|after|was|were|did|had|who|whom|whose|when|where|why|how(?! many)|most|or|"
    r"(?<!more )than|more(?! than one)|offices?|secretariats?|managing|national|contacts?|committees?|boards?)\b|n't\b",
    re.I,
)
_REFERS = re.compile(r"\b(?:it|they|them|he|she|we|us|our|i|me|my|that|this|here|there)\b", re.I)
_MAY = re.compile(r"\b(?:can|could|may|might|should|eligible|appl(?:y|ies)|open|available|possible)\b", re.I)
_MONEY = frozenset(terms("project projects fund funded funding money grant grants receive beneficiary beneficiaries"))
# What is of a people, and no language: "a Greek municipality", not "in Greek?".
BEFORE_NOUN = re.compile(r"\b([^\W\d_]{4,})(?= (?!and\b|or\b|language)[a-zA-Z])")
YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
# Of who asks only where they are counts: "a small NGO in X", "the town hall of X".
_AN_ASKER = re.compile(
    r"\b(?:(?:have|run|lead|manage|own|head|represent) )?(?:an?|the|one|two|our|my) (?:[\w'’-]+ ){1,5}?"
    r"(?=(?:in|from|near|of|at|based|located) )",
    re.I,
)
_A_PARTNER = re.compile(r"\b(?:an?|the|our|my) (?:[\w'’-]+ ){1,4}(?=(?:from|based in|located in) )", re.I)
BESIDE = (ALLOWED - term_set("sea basin")) | frozenset(
    terms(
        """may might must ask asks asking asked call called calls caller phone phoned wrote write writes mail want
        wants wanted wish like know knows wonder wonders find look looking interested question open opened apply
        applying possible available exist all any both several multiple many number list name involve involves involved
        accept accepts use join relevant concern concerns suitable colleague public local regional live lives come comes
        work works operate operates border borders bordering running current programming period cooperation european eu
        allowed entitled benefit benefits anywhere somewhere r u"""
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms of a question for programmes that must be places; untold is what else it says, "" for nothing."""

    terms: Terms
    untold: str = ""


def read_wanted(material: Material) -> Iterator[Wanted]:
    """Read a question for programmes that says no more than places.

    Set apart are what money is wanted for, and a town beside its country: where the country takes part may be told, of
    a town that no programme names nothing is.
    """
    text = material.asked.text
    yield Wanted(_wanted_places(material, text))
    town = find_town(with_asker(material, text))
    if town:
        yield Wanted(_wanted_places(material, text, town), town)
    aimed = _AIM.search(text) if asks_chance(text) else None
    if aimed is not None:
        apart = f"{text[: aimed.start()]}{aimed['get']}{aimed['partner'] or ''}?"
        yield Wanted(_wanted_places(material, apart), aimed["aim"])


def with_asker(material: Material, text: str) -> str:
    """Give a question with where whoever asks says to be, if it asks for them: "is there money for us?"."""
    around = material.found.around
    return f"{_AN_ASKER.sub(' ', around)} {text}" if around and refers_to_asker(material.found) else text


def refers_to_asker(found: Found) -> bool:
    """Tell whether a question speaks of whoever asks; in the gloss of another language are no such words as "it"."""
    said = f"{found.reading.question} {found.reading.text}"
    return _REFERS.search(said) is not None or found.reading.language != "en"


def asks_chance(text: str) -> bool:
    """Tell whether a question asks if somebody may take part or gets money."""
    return _ASKS_CHANCE.match(text) is not None


def _wanted_places(material: Material, text: str, town: str = "") -> Terms:
    """Give the terms that must be places, if a question asks for programmes and says nothing else; none otherwise."""
    around = material.found.around
    chance = asks_chance(text)
    text = _TOGETHER.sub("", text) if chance else text
    rest = _ASKS_MONEY.sub(" ", text)
    asks = rest != text or chance or _ASKS.search(text)
    if not asks or _ASKS_MORE.search(rest) or _ASKS_AREA.match(text):
        return frozenset()
    told = with_asker(material, text).replace(town or "\0", " ")
    running = [year for year in YEAR.findall(told) if year >= newest_year(material)]
    if running:
        told = YEAR.sub(" ", told)
    own = term_set(_A_PARTNER.sub(" ", told)) - term_set(material.index.subject)
    theirs = (chance or rest != text) and (around or own & BODIES)
    if own & _MONEY and not (theirs or _MAY.search(told)):  # where money went is another question
        return frozenset()
    return frozenset(term for term in own - BESIDE if len(term) > 1 and not numbers_in(term))


def newest_year(material: Material) -> str:
    """Give the year of the newest document: what was over before it is past."""
    dates = (document.as_of for document in material.index.documents)
    return max((date for date in dates if date[:4].isdecimal()), default="")[:4]


def name_countries(wanted: Terms, text: str, known: Iterable[Terms]) -> Terms:
    """Put the country that is known for the people before a noun: "Greek partners", not what is "in Greek"."""
    single = {term for place in known if len(place) == 1 for term in place}
    before = {stem(fold(word)) for word in BEFORE_NOUN.findall(text)}
    named = {term: people_of(term) & single for term in wanted & before if term not in single}
    return frozenset().union(*(named.get(term) or {term} for term in wanted))
