"""What a question asks for, told from its own words: a list, a person, a time, an amount."""

import re
from enum import StrEnum

from kb.conjunction import without_conjunctions
from kb.words import stem, terms

# How it is said that a programme has money for something.
SUPPORTS = (
    r"(?:supports?|funds?|financ(?:es?|ing)|promotes?|address(?:es)?|covers?|invests? in|deals? with|works? on|"
    r"focus(?:es)? on|helps? with|pays? for|cares? (?:for|about))"
)


class Kind(StrEnum):
    """The kind of thing that answers a question."""

    LIST = "list"
    WHO = "who"
    WHEN = "when"
    COUNT = "count"
    MONEY = "money"
    OTHER = "other"


_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.COUNT, re.compile(r"\bhow many\b|(?<!phone )\bnumber of\b|\bnbr? (?=[a-z])", re.I)),
    (
        Kind.WHEN,
        re.compile(r"\bwhen\b|\b(?:what|which|since what) (?:year|date|day|month|period)\b|\bdeadline\b", re.I),
    ),
    (Kind.WHO, re.compile(r"\bwho(?:m|se)?\b|\bcontact\b", re.I)),
    (Kind.MONEY, re.compile(r"\bhow much\b|\b(?:budget|amount|cost|money|funding)s?\b", re.I)),
)
# "Which programmes ...", "What are the four aims ...", "Name the regions ...": the head of the phrase is a plural.
_LIST = re.compile(
    r"^\W*(?:(?:and|so|please|can you|could you)\W+)*"
    r"(?:(?:list|name|enumerate|show|give|tell)\b(?: me)?(?: all)?|"
    r"(?:which|what|who|where)(?: are| were)(?: all)?|which|"
    r"what(?! (?:is|was|does|did|do|has|had|have|can|could|may|must|should|will|would|happens)\b))"
    r"(?: of)?(?: the| these| those| all| other| its| their)*"
    r"(?P<phrase>(?: [\w'’-]+){1,6})",
    re.I,
)
_COUNTED = re.compile(r"\b(?:how many|number of)(?: of)?(?: the| other| different)*(?P<phrase>(?: [\w'-]+){1,4})", re.I)
_POSSESSOR = re.compile(r"^.*?['’]s ")  # "What are the programme's aims?"
MOST_WANTED = 4  # words in which a question that is no sentence says what it wants
_SENTENCE = re.compile(
    r"\b(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|may|must|"
    r"should|will|would|tell|explain|describe|compare)\b",
    re.I,
)
_NOT_PLURAL = frozenset(
    "is was has does this us as its his status basis always yes perhaps besides towards versus".split()
)
_PLURALS = frozenset("countries people bodies authorities part".split())  # Porter's stem of these is no shorter word

_COUNT = (
    r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|hundred|thousand|million|billion)\b"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"\b(?:19|20)\d\d\b"
_DATE = re.compile(rf"(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?|{_YEAR}|\b\d{{1,2}}th century\b", re.I)
_MONEY = re.compile(r"(?:EUR|€|USD|\$|£|PLN|RON)\s?\d|\d\s?(?:€|%|million|billion|euro|per cent)", re.I)
_DEFINED = re.compile(
    r"^\W*(?:what(?:'s| is| are| was| were)|who (?:is|are)|define|explain|what do(?:es)?)(?: an?| the)? "
    r"(?P<thing>[^,;?]{1,60}?)(?: mean| stand for)?\W*$",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:an? |the |[\w-]+: )?(?P<subject>.{1,60}?)(?: \([^)]*\))?,? "
    r"(?:is|are|was|were|means?|stands? for|\| Stands for)\b",
    re.I,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'-]+")


def kind_of(question: str) -> Kind:
    """Tell what a question asks for; OTHER when its words don't say."""
    if listed_thing(question):
        return Kind.LIST
    asked = without_conjunctions(question)
    return next((kind for kind, pattern in _ASKED if pattern.search(asked)), Kind.OTHER)


def listed_thing(question: str) -> str:
    """Give the stem of what a question wants listed ("programm"), "" when it asks for no list."""
    if _ASKED[0][1].search(question):
        return ""
    listed = _LIST.match(question)
    if listed:
        return first_plural(_POSSESSOR.sub("", listed["phrase"]).split()[:3])
    words = re.findall(r"[\w'-]+", question)
    # "branch offices of the programme?": no sentence, but what is wanted.
    return first_plural(words[:MOST_WANTED]) if len(words) <= 2 * MOST_WANTED and not _SENTENCE.search(question) else ""


def counted_thing(question: str) -> str:
    """Give the stem of what a question wants counted ("How many programmes ...?"), "" when it wants nothing counted."""
    counted = _COUNTED.search(question)
    return first_plural(counted["phrase"].split()) if counted else ""


def first_plural(words: list[str]) -> str:
    """Give the stem of the first plural among words, "" when there is none."""
    return next((stem(word.casefold()) for word in words if _is_plural(word)), "")


def defined_term(question: str) -> frozenset[str]:
    """Give the terms of what a question wants defined ("What is TESIM?"), none when it wants something else."""
    return frozenset(terms(defined_thing(question)))


def defined_thing(question: str) -> str:
    """Give what a question wants defined, as it is typed, without its article; "" when it wants something else."""
    asked = _DEFINED.match(question)
    return asked["thing"] if asked else ""


def defines(text: str, thing: frozenset[str]) -> bool:
    """Tell whether a text says what a thing is: "The thing (T) is ...", "T stands for ..."."""
    subject = _SUBJECT.match(text)
    told = terms(subject["subject"]) if subject else []
    # "NEXT in Interreg NEXT stands for ..." defines another thing.
    return bool(thing) and frozenset(told) == thing and len(told) == len(thing)


def holds_kind(kind: Kind, text: str, asked: frozenset[str]) -> bool:
    """Tell whether a text holds what the kind asks for; asked are the question's terms, which answer nothing."""
    if kind is Kind.COUNT:
        undated = _DATE.sub(" ", text)
        return any(m.group().casefold() not in asked for m in re.finditer(_COUNT, undated, re.I))
    if kind is Kind.MONEY:
        return _MONEY.search(text) is not None
    if kind is Kind.WHEN:
        return any(not asked.issuperset(terms(m.group())) for m in _DATE.finditer(text))
    if kind is Kind.WHO:
        return any(not asked.issuperset(terms(name.group())) for name in _NAME.finditer(text))
    return True


def _is_plural(word: str) -> bool:
    folded = word.casefold()
    plural = folded.endswith("s") and not folded.endswith(("ss", "'s")) and folded not in _NOT_PLURAL
    return (plural and folded.isalpha() and stem(folded) != folded) or folded in _PLURALS
