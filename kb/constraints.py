"""The constraint check: what a question demands, each demand held against one unit of the documents.

A demand is met by the unit's own words, its title, its heading, or its row's headers. Words match by their stems, by
another spelling of a name of the library, by a synonym of the field, or within a typing error; contact details and
figures by their form.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from kb.bounds import shown_bounds
from kb.contact_forms import asked_forms, shown_by_form
from kb.index import Hit, Index, Query
from kb.lookup import Found
from kb.opposites import tells_reverse
from kb.scores import token_similarity
from kb.tables import read_row
from kb.words import STOP_WORDS, fold, split_words, stem, term_set, terms

IN_CONTEXT = 0.9  # what a word in title or heading counts, against one in the unit
ALIKE = (0.35, 0.75)  # cosines of the vectors of two words: between them likeness grows from 0 to 1
TYPED = 5  # letters from which a word may have a typing error
NEAR_FIGURE = 4  # words behind a figure, among which is what it counts
LISTED = 0.7  # what a list of the things to be counted counts, against their number
NO_WORD = "\0"  # rarer than any word

# Words of which one can stand for another where programmes are run. A small table, to be read and added to.
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in row.split())
    for row in (
        "budget money sum fund funds funding amount allocation allocated contribution grant grants worth eur euro pot "
        "envelope",
        "close closed closes closing deadline end ended ends until due expire",
        "open opened opens opening launch launched start started starts begin began begins publish published since",
        "approve approved approval adopt adopted adoption select selected selection decide decided decision chosen",
        "proposal proposals application applications apply applied submit submitted applicant bid bids",
        "call calls round rounds",
        "phone telephone tel mobile",
        "mail email",
        "website site web homepage page portal url",
        "head heads headed director leader lead leads led chief chair chairs chaired president coordinator coordinates",
        "manager manage manages managed managing run runs responsible charge",
        "contact ask reach officer",
        "country countries state states",
        "part participate participates eligible eligibility belong belongs include includes including member members "
        "area",
        "people participants attended attend attendees persons",
        "inhabitants population live lives",
        "place held city town where seat seated located location based venue",
        "stand stands mean means abbreviation short",
        "region regions county counties oblast oblasts province provinces voivodeship",
        "rate share percentage percent",
        "total whole overall entire altogether",
        "predecessor before earlier previous former precede came",
        "successor after follow follows followed replace replaced next",
        "amend amended amendment change changed revise revised revision",
        "goal goals aim aims objective objectives priority priorities",
        "law legal regulation basis base rule rules",
        "partner partners partnership",
        "meet met meeting meetings",
        "war invasion aggression",
        "suspend suspended suspension stop stopped",
        "software tool system online",
    )
)

# Words that a question is dressed in.
FILLERS = frozenset(
    stem(word)
    for word in """thanks thank please know want wants like need something else question exactly actually really
    name names named say says many much make makes made use uses used work works called kind kinds type types
    different difference compare versus vs yes very alone new happen happened occurred summary summarise summarize
    overview nothing something anything everything somebody someone anybody anyone tell told whats whos
    wheres""".split()
)

# Words of which each rules out the others of its row: what is told of the first call says nothing of the second.
_EXCLUSIVE: tuple[tuple[frozenset[str], ...], ...] = (
    tuple(
        frozenset(row.split())
        for row in "first 1st|second 2nd|third 3rd|fourth 4th|fifth 5th|sixth 6th|seventh 7th|eighth 8th".split("|")
    ),
    (frozenset({"small"}), frozenset({"regular", "standard"}), frozenset({"large"})),
    (frozenset("total whole entire overall".split()),),  # what tells of a part says nothing of the whole
)
_WITH = re.compile(r"\b(with|without) (?:an? |the )?(\w+)", re.I)

_VERBS = "is|are|was|were|do|does|did|has|have|had|will|can"
_ROLE = re.compile(
    rf"\bwho (?:at [\w-]+ )?(?:{_VERBS}) (?:the |an? )?(?P<role>[\w'-]+(?: [\w'-]+)??)"
    r"(?= (?:of|for|at|in|on|to)\b|\s*\?)|"
    rf"\bwho (?P<does>(?!{_VERBS}|could|should|at|to|deals|helps|takes)[\w-]+)",
    re.I,
)
_THING = re.compile(
    rf"\b(?:which|what|whose|how many|how much)\s+(?!(?:{_VERBS}|of|the)\b)(?P<thing>[\w'-]+(?:\s+[\w'-]+)??)"
    rf"(?=\s+(?:{_VERBS}|of|for|in|at|take|belong|went|goes|live|work|\w+ed)\b|\s*\?|$)",
    re.I,
)
_COUNTED = re.compile(r"\bhow many (?P<thing>[\w'-]+(?: [\w'-]+)?)", re.I)
_NUMBER = re.compile(
    r"\b\d+(?:[.,]\d+)*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?)\b",
    re.I,
)
_APART = re.compile(r";| \| ")  # what a number counts does not stand in another clause or cell
_COUNT = re.compile(
    r"(?:(?:about|some|over|more than|at least|up to|approx\.?|approximately|c\.|~) ?)?\d[\d.,\xa0 ]*(?: \(.*\))?", re.I
)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
_BOUND = re.compile(
    r"\b(?:after|before|beyond|since|until|till|from|post) ?-?(?:19|20)\d\d\b(?: \(\d{4}-\d{4}\))?", re.I
)  # that year need not be told, nor the period that adjoins it
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)\d\d)\b")
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)+|\d{3,}")
_PROPER = re.compile(r"(?<![\w.])(?:[A-ZÀ-ÞΑ-ΩА-ЯЄІЇҐ][\w'’]*|\w*[a-zà-ÿ][A-ZÀ-Þ]\w*)")
_PEOPLE = re.compile(r"(?<=\w{4})(?:ian|ia|an|ish|ese|n|s|e|i|y)$")


@dataclass(frozen=True, slots=True)
class Check:
    """How well units meet what a question demands, each 0 (not at all) to 1 (wholly), 1 where nothing is demanded.

    words: the question's words, by their rarity; near_words: the same where a word that is only like one meets it in
    part; near_heaviest: the worst met of these, by its rarity. proper: proper-looking words; names:
    the library's names; focus: the thing asked for ("which visa", "who chairs"); counted: the number of what is to be
    counted; years and figures: those in the question; form: the asked kind of contact detail; selected: the qualifiers
    that select one of several ("second", "without infrastructure"), 0 where the reverse is told (kb/opposites.py).
    """

    words: float = 1.0
    near_words: float = 1.0
    near_heaviest: float = 1.0
    proper: float = 1.0
    names: float = 1.0
    focus: float = 1.0
    counted: float = 1.0
    years: float = 1.0
    figures: float = 1.0
    form: float = 1.0
    selected: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a hit's page, text[start:end] of it."""

    hit: Hit
    start: int
    end: int
    text: str


def check_places(index: Index, found: Found, places: Iterable[Place], settled: frozenset[str] = frozenset()) -> Check:
    """Hold what a question demands against each place; of each demand the place that meets it best counts.

    settled are stems that need not be told. Without places nothing is met, nor is a question that demands nothing.
    """
    demands = asked_words(asking_query(found).text)
    checks = [_check(index, found, place, settled) for place in places] if demands else []
    if not checks:
        return Check(**{field.name: 0.0 for field in fields(Check)})
    return Check(**{field.name: max(getattr(check, field.name) for check in checks) for field in fields(Check)})


def _check(index: Index, found: Found, place: Place, settled: frozenset[str]) -> Check:
    query = asking_query(found)
    told = f"{place.hit.title}\n{place.hit.heading}\n{place.text}"
    met, named = _meet_words(found, place, settled)
    near = _meet_nearly(index, found, place, met)
    rarest = index.rarity(NO_WORD)
    weights = {word: min(index.rarity(word) / rarest, 1.0) for word in met}
    focus = _focus(query.text)
    return Check(
        words=_mean(met, weights),
        near_words=_mean(near, weights),
        near_heaviest=_worst(near, weights),
        proper=_worst({word: met[word] for word in map(stem, proper_words(query.text)) if word in met}, weights),
        names=sum(named) / len(named) if named else 1.0,
        focus=min((near[word] for word in near if word in focus), default=1.0),
        counted=_counted(query.text, place.text),
        years=_share(
            _holds_year(year, f"{told}\n{place.hit.as_of}")
            for year in _YEAR.findall(_BOUND.sub(" ", query.text))
            if year not in settled
        ),
        figures=_share(figure in told for figure in _FIGURE.findall(query.text) if not _YEAR.fullmatch(figure)),
        form=_share(form.search(place.text) is not None for _, form in asked_forms(query.text)),
        selected=_selected(query.text, told, settled) * (not tells_reverse(query.text, place.text, met)),
    )


def meet_words(index: Index, found: Found, place: Place, settled: frozenset[str] = frozenset()) -> dict[str, float]:
    """Tell how well a unit meets each of the question's words, 0 to 1, one that is only like it in part.

    settled are stems that need not be told.
    """
    return _meet_nearly(index, found, place, _meet_words(found, place, settled)[0])


def _meet_words(found: Found, place: Place, settled: frozenset[str]) -> tuple[dict[str, float], list[float]]:
    """Tell how well a unit meets each of the question's words, and each of the names in it."""
    own, context = term_set(place.text), term_set(f"{place.hit.title} {place.hit.heading}")
    question = asking_query(found).text
    words = asked_words(question)
    settled |= shown_by_form(question, place.text) | shown_bounds(question, place.text)
    met = {word: 1.0 if word in settled else meet_word(word, own, context) for word in words}
    named = []
    for name in found.reading.names:
        spelt = [term_set(spelling) for spelling in name.spellings]
        is_met = any(words and words <= own | context for words in spelt)
        named.append(float(is_met))
        if is_met:  # in whatever spelling
            met |= {word: max(met[word], IN_CONTEXT) for words in spelt for word in words if word in met}
    return met, named


def _meet_nearly(index: Index, found: Found, place: Place, met: dict[str, float]) -> dict[str, float]:
    likeness = _likeness(index, found, place)
    return met | {word: max(met[word], IN_CONTEXT * near) for word, near in likeness.items() if word in met}


def meet_word(word: str, own: frozenset[str], context: frozenset[str]) -> float:
    """Tell how well a stem is met by a unit's own words and those of its title and heading."""
    if word in own:
        return 1.0
    if word in context or any(word in row and row & own for row in SYNONYMS):
        return IN_CONTEXT
    root = _root(word)
    return IN_CONTEXT if any(_root(other) == root or is_mistyped(word, other) for other in own | context) else 0.0


@lru_cache(maxsize=65_536)
def is_mistyped(word: str, other: str) -> bool:
    """Tell whether two words are one but for a letter too many, too few, wrong, or two in the wrong order."""
    short, long = sorted((word, other), key=len)
    if len(short) < TYPED or len(long) - len(short) > 1 or not word.isalpha() or word[0] != other[0]:
        return word == other
    first = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[first:] == long[first + 1 :]
    swapped = short[first : first + 2] == long[first : first + 2][::-1] and short[first + 2 :] == long[first + 2 :]
    return swapped or short[first + 1 :] == long[first + 1 :]


def proper_words(text: str) -> list[str]:
    """List the proper-looking words of a question, folded: capitals and abbreviations, but for the first word."""
    found = []
    for match in _PROPER.finditer(text):
        word, before = match.group(), text[: match.start()].strip(" \"'“«([¿")
        begins = not before or before[-1] in ".?!:"
        if not begins or (len(word) > 1 and word.isupper()):
            found += [part for part in split_words(word) if part not in STOP_WORDS]
    return found


@lru_cache(maxsize=65_536)
def _root(word: str) -> str:
    """Give what a country and its people have in common: "Romania" and "Romanian"."""
    return _PEOPLE.sub("", word) if len(word) > TYPED else word


def asking_query(found: Found) -> Query:
    """Give the query that says what is asked: the question alone, with its history if it says nothing of its own."""
    return next((query for query in found.queries if asked_words(query.text)), found.queries[0])


def asked_words(text: str) -> list[str]:
    """Give the stems of a question's words, but for those that it is only dressed in."""
    every = [word for word in dict.fromkeys(terms(text)) if len(word) > 1]
    return [word for word in every if word not in FILLERS] or every


def _focus(text: str) -> frozenset[str]:
    """Give the terms of the thing asked for: "which visa", "what flat rate for", "who chairs"."""
    role, thing = _ROLE.search(text), _THING.search(text)
    asked = (role["role"] or role["does"]) if role else thing["thing"] if thing else ""
    return term_set(asked) - FILLERS


def _counted(question: str, told: str) -> float:
    """Tell whether a text gives the number of what is to be counted ("631 proposals"), or lists it.

    Of a row a cell gives it whose header names the thing ("Proposals: 631"), or the row's label for each of the years.
    """
    asked = _COUNTED.search(question)
    things = term_set(asked["thing"]) - FILLERS if asked else frozenset()
    if not things:
        return 1.0
    alike = things.union(*(row for row in SYNONYMS if row & things))
    numbers = (number for number in _NUMBER.finditer(told) if not _YEAR.fullmatch(number.group()))
    behind = (_APART.split(told[number.end() : number.end() + 60])[0] for number in numbers)
    if any(alike & frozenset(terms(words)[:NEAR_FIGURE]) for words in behind):
        return 1.0
    if " | " in told and "\n" not in told:
        (label, *cells) = read_row(told, 0, len(told)).cells
        counts = [cell for cell in cells if _COUNT.fullmatch(cell.value) and not _YEAR.fullmatch(cell.value)]
        # A column of a year or without a header is one of what the label says.
        heads = (cell.header if cell.header and not _YEAR.search(cell.header) else label.value for cell in counts)
        return float(any(alike & term_set(head) for head in heads))
    lead, *items = told.split("\n")
    return LISTED if items and things & term_set(lead) else 0.0


def _likeness(index: Index, found: Found, place: Place) -> dict[str, float]:
    """Give for each of the question's words how near the nearest word of the unit is to it, 0 to 1."""
    query = asking_query(found)
    tokens, spans = index.tokens_of(place.hit.row)
    inside = ((spans[:, 0] >= place.start) & (spans[:, 1] <= place.end)) | (spans[:, 0] < 0)
    if not inside.any() or not len(query.embedding.tokens):
        return {}
    best = token_similarity(query.embedding.tokens, tokens[inside]).max(axis=1)
    low, high = ALIKE
    near = np.clip((best - low) / (high - low), 0, 1)
    likeness: dict[str, list[float]] = {}
    for word in re.finditer(r"[^\W_]+", query.text):
        values = [
            float(value)
            for value, (start, end) in zip(near, query.embedding.spans, strict=True)
            if word.start() <= start and end <= word.end()
        ]
        if values:
            likeness.setdefault(stem(fold(word.group())), []).append(sum(values) / len(values))
    return {word: max(values) for word, values in likeness.items()}


def absent_years(question: str, told: str) -> list[str]:
    """Name the years that a question asks for and a text does not hold, nor a period with them."""
    return [year for year in _YEAR.findall(_BOUND.sub(" ", question)) if not _holds_year(year, told)]


def _holds_year(year: str, told: str) -> bool:
    return year in told or any(first <= year <= last for first, last in _YEARS.findall(told))


def _selected(question: str, told: str, settled: frozenset[str]) -> float:
    """Tell whether a text speaks of the one that the question selects: 0 when it speaks of another one."""
    asked, said = frozenset(split_words(question)) - settled, frozenset(split_words(told))
    results = [1.0]
    for row in _EXCLUSIVE:
        others = any(words & said for words in row if not words & asked)
        results += [1.0 if words & said else 0.0 if others else 0.5 for words in row if words & asked]
    for how, what in _WITH.findall(question):
        stated = [one.casefold() for one, thing in _WITH.findall(told) if stem(fold(thing)) == stem(fold(what))]
        if stated:
            results.append(float(how.casefold() in stated))
    return min(results)


def _mean(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights[word] for word in values)
    return sum(weights[word] * value for word, value in values.items()) / total if total else 1.0


def _worst(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return 1 - max((weights[word] * (1 - value) for word, value in values.items()), default=0.0)


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 1.0
