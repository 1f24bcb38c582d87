"""The type of thing that answers a question: a person, a place, a date, an amount; and whether a text holds one.

Told from the question's own words, stricter than kb.question, which only ranks: "Who is the director of X?" is
answered by a person's name and by nothing else, "Who manages X?" by an authority, too.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from kb.conjunction import without_conjunctions
from kb.english import ordinary_words
from kb.words import fold, terms

_ROLES = (
    r"head|director(?:[- ]general)?|chair(?:man|woman|person)?|president|vice[- ]president|coordinator|"
    r"co-?ordinator|team leader|commissioner|manager|officer|secretary[- ]general|minister|ambassador|spokes\w+|"
    r"founder|representative|mayor|rapporteur|speaker|moderator|boss|chief|deputy"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FIGURE = (
    r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|"
    r"thirty|forty|fifty|a hundred|half)"
)
_RUN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)+")
_STREET = re.compile(r"\b(?:street|road|avenue|boulevard|square|lane|utca|ulica)$", re.I)
LONGEST_NAME = 4  # words of a person's name
# Words of which none stands in a person's name.
_BODIES = frozenset(
    """office programme agency region regional secretariat ministry authority committee sea basin commission council
    union fund funds next interreg center centre directorate general department institute university bank group
    association network republic county oblast city unit representative director head member states state european
    joint managing national central north south east west first second call special economic zone euroregion""".split()
)
_PLACED = re.compile(
    r"\b(?:in|at|near|from)\s+(?:the\s+)?([A-ZÀ-Þ][^\W\d_]+)|"
    r"\b(?:Where|Place|Venue|City|Town|Seat|Address|Regions?|Countr\w+)\b[^:|]{0,30}: (?!not known|unknown)|\bonline\b|"
    r"([A-ZÀ-Þ][^\W\d_]+)(?:,| \(|, \w+ )\s?[A-ZÀ-Þ0-9][^\W_]+"
)


def _persons(text: str, asked: frozenset[str]) -> bool:
    return any(_is_person(name) and not asked.issuperset(terms(name)) for name in _capitalised(text))


def _may_be_persons(text: str, asked: frozenset[str]) -> bool:
    """Tell whether a text has names, be they of ordinary words: a text that lists contacts names few things else."""
    return any(
        _BODIES.isdisjoint(map(fold, name.split())) and not asked.issuperset(terms(name)) for name in _capitalised(text)
    )


def _capitalised(text: str) -> Iterator[str]:
    """Give the runs of two to four words that begin with a capital and go on small."""
    for run in _RUN.finditer(text):
        if _STREET.search(run.group()):
            continue  # named after a person
        for is_name, words in groupby(
            re.split(r"[ -]", run.group()), key=lambda word: word[:1].isupper() and word[1:].islower()
        ):
            name = list(words)
            if is_name and 2 <= len(name) <= LONGEST_NAME:
                yield " ".join(name)


@lru_cache(maxsize=8192)
def _is_person(name: str) -> bool:
    """Tell whether a run of capitals may be a person: no body or place by its words, and not all ordinary English."""
    words = [fold(word) for word in name.split()]
    return _BODIES.isdisjoint(words) and any(word not in ordinary_words() for word in words)


def _places(text: str, asked: frozenset[str]) -> bool:
    undated = re.sub(rf"\b{_MONTH}\b", " ", text)
    return any(
        not (name := found[1] or found[2]) or not asked.issuperset(terms(name)) for found in _PLACED.finditer(undated)
    )


def _holds(pattern: str) -> Callable[[str, frozenset[str]], bool]:
    compiled = re.compile(pattern, re.I)

    def holds(text: str, asked: frozenset[str]) -> bool:
        return any(not asked.issuperset(terms(found.group())) for found in compiled.finditer(text))

    return holds


_reached = _holds(
    r"\S@\S|\+\d[\d ()/-]{6}|\b(?:secretariat|authority|office|contact point|committee|ministry|helpdesk)\b"
)

_dated = _holds(rf"(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?|\b(?:19|20)\d\d\b")
# What dates a source, not what it tells: "(from the list of 2014-2020)", "(state: November 2026)".
_ASIDE = re.compile(r"\((?:from|state|as of|check|undated|counted|reported|page)\b[^()]*\)", re.I)

# A language, not a people: "in Polish", and nothing of theirs behind it.
LANGUAGE = (
    r"(?:English|French|Italian|Romanian|Ukrainian|Polish|Hungarian|Slovak|Greek|Arabic|Turkish|Spanish|German|"
    r"Portuguese|Bulgarian|Russian|Finnish|Swedish)"
)
_IN_LANGUAGE = rf"\bin(?:to)? (?:both )?{LANGUAGE}(?= ?(?:[,.;:!?)|]|$)| (?:or|and|only|as|too|to|for|with)\b)"

_TOLD_LANGUAGE = re.compile(rf"\b{LANGUAGE} only|\bonly {LANGUAGE}\b|\blanguages?\b|{_IN_LANGUAGE}", re.I)

# How a question asks for a type, and how a text holds it. The first that asks decides.
_TYPES: tuple[tuple[str, re.Pattern[str], Callable[[str, frozenset[str]], bool]], ...] = (
    (
        "person",
        re.compile(
            r"\bwho(?:'s| is| was| are| were| will be| has been| became)? (?:now )?(?:the |an? |their |its )?"
            rf"(?:[\w-]+ ){{0,3}}?(?:{_ROLES})s?\b|"
            r"\bwho(?: \w+)? (?:chairs?|chaired|heads?|headed|directs|directed|signed|presides|presided|spoke|"
            r"opened|moderate[sd]?)\b|\b(?:name|names) of the (?:[\w-]+ ){0,3}?(?:" + _ROLES + r")\b|"
            rf"^\W*(?:the |name of the )?(?:[\w-]+ ){{0,2}}(?:{_ROLES}) of\b|\bwhose signature\b|"
            rf"\b(?:which|what) person\b|\b(?:{_ROLES})\b[^?]{{0,20}}\b(?:who|name)\b",
            re.I,
        ),
        _persons,
    ),
    (
        "language",
        re.compile(
            rf"\b(?:which|what) languages?\b|\blanguages? (?:of|for)\b|"
            r"\b(?:writ\w+|appl(?:y|ied|ications?)|submit\w*|sen[dt]|speak\w*|fill\w*|publish\w*|available|held|documents?|"
            rf"website|texts?|forms?)\b[^?]*{_IN_LANGUAGE}",
            re.I,
        ),
        # Which of them is told answers whether it is another.
        lambda text, asked: _TOLD_LANGUAGE.search(text) is not None,
    ),
    (
        "contact",
        re.compile(r"\bwho(?:'s| is| are) (?:the |our |your |my |[A-Z][\w-]*'s )?(?:[\w-]+ ){0,2}?contacts?\b", re.I),
        lambda text, asked: _reached(text, asked) or _may_be_persons(text, asked),
    ),
    (
        "length",
        re.compile(
            r"\bhow (?:tall|wide|deep|far)\b|"
            r"\bhow high\b(?![^?]*\b(?:contribution|co-?financing|budget|share|rate|grant|amount|fees?|costs?)\b)|"
            r"\bhow long (?:is|was) (?:the|its|their) (?:\w+ )?"
            r"(?:border|coast|river|road|bridge|line)\b|\bsurface\b|\bsquare kilomet",
            re.I,
        ),
        _holds(r"\d[\d.,]* ?(?:km|kilomet\w+|m|met(?:re|er)s?|miles?|ha|hectares?|square|km2|km²|%)\b"),
    ),
    (
        "duration",
        re.compile(r"\bhow (?:long|many (?:years|months|weeks|days|hours))\b|\bduration of\b", re.I),
        _holds(
            rf"{_FIGURE}[ -](?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?)\b|"
            rf"(?:until|from|between|since) .*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d ?[-–] ?(?:19|20)?\d\d\b"
        ),
    ),
    (
        "frequency",
        re.compile(r"\bhow (?:often|frequently|regularly)\b", re.I),
        _holds(
            rf"\b(?:annual(?:ly)?|yearly|monthly|weekly|quarterly|daily|biannual(?:ly)?|regular(?:ly)?|once|twice)\b|"
            rf"\b(?:every|each|per|an?|the) (?:\w+ )?(?:year|month|week|quarter|day)s?\b|\b{_FIGURE} times\b"
        ),
    ),
    (
        "age",
        re.compile(r"\bhow old\b|\bage of\b|\bborn\b|\bbirth(?:day|date)?\b", re.I),
        _holds(rf"\bborn\b|\baged? {_FIGURE}|{_FIGURE} years old|\bbirth"),
    ),
    (
        "share",
        re.compile(
            r"\bhow (?:high|much|big) [^?]*\bco-?financing\b|"
            r"\b(?:rates?|percentages?|per ?cent|proportion|share(?! (?:the|an?|its|their|our|one|same)\b))\b|%",
            re.I,
        ),
        _holds(r"\d[\d.,]* ?(?:%|per ?cent)|\b(?:half|third|quarter|fifth|tenth)s?\b|\b\d+ (?:of|in) \d+\b"),
    ),
    (
        "money",
        re.compile(
            r"\bhow much (?:money|does|did|is|was|eu|of|will|can|do|has|have)?\b|"
            r"\b(?:budget|amount|salary|salaries|earns?|turnover|allocation)\b|"
            r"\bhow (?:big|large|small|high) (?:is|was|are|were|will) (?:(?:the|an?|its|their|each) )?"
            r"(?:[\w'’-]+ ){0,4}?"
            r"(?:funds?|calls?|budgets?|pots?|envelopes?|grants?|allocations?|contributions?)\b|"
            r"\b(?:max\w*|min\w*|largest|biggest|highest|smallest|lowest) (?:EU |possible )?"
            r"(?:grants?|contributions?)\b|"
            r"\b(?:price|fee) of\b|\bwhat (?:does|did|do) .*\bcost\b",
            re.I,
        ),
        _holds(
            r"(?:EUR|€|USD|\$|£|PLN|RON|HUF)\s?\d|\d[\d.,]*\s?(?:€|%|million|billion|thousand|euros?|per cent)|"
            r"\bfree of charge\b|\bno (?:fee|cost)"
        ),
    ),
    (
        "number",
        re.compile(r"\bhow many\b|(?<!phone )\bnumber of\b|\bnbr? (?=[a-z])", re.I),
        _holds(rf"\b{_FIGURE}\b"),
    ),
    (
        "date",
        re.compile(
            r"\bwhen\b|\b(?:what|which|since what|on what|from what) (?:exact )?(?:year|date|day|month|period)\b|"
            r"\bdeadline\b|\bsince when\b|\bdate of\b",
            re.I,
        ),
        lambda text, asked: _dated(_ASIDE.sub(" ", text), asked),
    ),
    (
        "place",
        re.compile(
            r"\bwhere\b(?! (?:can|do|could|should|must) )|"
            r"\b(?:what|which) (?:cit(?:y|ies)|(?:town|street|place|building|venue|hotel)s?)\b",
            re.I,
        ),
        _places,
    ),
)


@lru_cache(maxsize=1024)
def answer_type(question: str) -> str:
    """Name the type of what answers a question, "" where its words do not say."""
    asked = without_conjunctions(question)
    return next((name for name, asks, _ in _TYPES if asks.search(asked)), "")


def holds_type(name: str, text: str, asked: frozenset[str]) -> bool:
    """Tell whether a text holds something of a type beside the question's own terms; every text that of "" ."""
    return not name or next(holds for one, _, holds in _TYPES if one == name)(text, asked)


def shown_by_language(question: str, told: str) -> frozenset[str]:
    """Give the stems of the languages that a question asks about, if a text says which one is used.

    "In English only" answers whether Polish may be used, too.
    """
    if answer_type(question) != "language" or not _TOLD_LANGUAGE.search(told):
        return frozenset()
    return frozenset(terms(" ".join(re.findall(LANGUAGE, question, re.I))))
