"""The last question asked of another thing, time, country or place: "and for NEXT MED?", "in 2014-2020?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.english import ordinary_words
from kb.names import Name, NamePlace, Names
from kb.programmes_of import Members, countries_in, countries_named, country_pattern
from kb.question import SUPPORTS, defined_thing
from kb.synonyms import people_of
from kb.words import STOP_WORDS, fold, stem

FEW_TERMS = 3  # of a question that says so little is about what was spoken of
MOST_KEYWORDS = 5
VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would|what|who|whom|when|where|why|"
    r"how|which|tell|list|name|give|show|compare|explain|describe)\b",
    re.I,
)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|last|latest|earliest|(?:larg|small|bigg|high|low|old|new|long|short|rich|poor)est|"
    r"most|least|fewest)\b",
    re.I,
)
_PERIOD = re.compile(r"\b(?:1[89]|20)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d\d))?\b")
_SAYS_NOTHING = STOP_WORDS | frozenset("programme programmes program programs one ones call".split())
_WHICH_COUNTRIES = re.compile(r"\b(?:which|what|how many) (?:\w+ )?countries\b", re.I)
# What a question ends in that another one may ask of something else: "... support tourism?", "... in Brussels?".
_TAIL = re.compile(
    rf"\b(?:(?P<place>in|at|from)|(?<!-){SUPPORTS}) (?:the |an? )?(?P<thing>[\w'’-]+(?: (?:and )?[\w'’-]+){{0,3}})\W*$"
)
_CONDITION = re.compile(
    r"(?P<tie>with|without|for) (?P<thing>(?!the\b|an?\b|all\b|this\b|that\b)[a-z][\w-]*(?: [\w-]+){0,2})"
)
_IN_COUNTRY = re.compile(r"(?:for|in) (?:the )?(?P<country>[^?]+)", re.I)
_LAST_CONDITION = re.compile(r"\b(?:with|without) (?P<thing>[\w-]+)")
_ENDS_FOR = re.compile(r"\bfor (?:[\w-]+ ?){1,3}$")
_WORDS = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.I)
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|the) $", re.I)
_TIED = re.compile(
    r"(?:in|for|of|from|at|with|without|by|on|under|to|between|during|about|since|until|after|before)\b", re.I
)
_TIE = r"(?P<tie>for|on|about|with|of|at|against)"
_PHRASE = re.compile(rf"{_TIE} (?P<thing>(?:[\w.'’-]+ ){{0,4}}[\w.'’-]+)", re.I)
_LAST_PHRASE = re.compile(rf"\b{_TIE} (?P<thing>(?:[\w.'’-]+ ){{0,4}}?[\w.'’-]+)\W*$", re.I)
_AT = re.compile(r" (?:at|in|of|for|under) (?:the )?$", re.I)
_WHO_FOR = re.compile(
    r"^\W*(?:and |so |but )?who (?:(?:is|are) (?:the )?)?[a-z]+ (?:(?:charge )?(?:with|for|on|about|of|after) )?"
    r"(?P<matter>[^?]+)$",
    re.I,
)
_LANGUAGE = re.compile(r"\b(?:words?|call(?:ed)?|translat\w+|languages?|say|term)\b", re.I)
_ATTRIBUTE = re.compile(r"\b(?:the|its|their|his|her)\b", re.I)  # "and the budget?"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question that stands alone, with the places of what it names in it.

    answer is what was answered, "" where nothing was found. stands is whether it says what it is about, so
    that what was said before it is not meant by what comes after it.
    """

    text: str
    places: tuple[NamePlace, ...]
    answer: str = ""
    stands: bool = True


def swap_thing(own: Spoken, rest: str, last: Spoken) -> str | None:
    """Ask the last question of another thing or time, if that is all that the new one says."""
    left = rest
    for place in own.places:
        left = left.replace(own.text[place.start : place.end], " ")
    period, ordinal = _PERIOD.search(left), _ORDINAL.search(left)
    left = _ORDINAL.sub(" ", _PERIOD.sub(" ", left))
    new = [word for word in re.findall(r"[\w'’-]+", left) if word.casefold() not in _SAYS_NOTHING]
    if ordinal and not new and not own.places and _ORDINAL.search(last.text):
        return _ORDINAL.sub(ordinal[0], last.text, count=1)
    if new and not own.places and not period and all(word[0].isupper() for word in new) and last.places:
        place = last.places[-1]  # of something that is nowhere in the library's names
        return f"{last.text[: place.start]}{rest.rstrip(' ?.!')}{last.text[place.end :]}"
    if new and not own.places and not ordinal and not period:
        return _swap_tail(rest, own.text, new, last)
    if new or ordinal:
        return None
    text = last.text
    if own.places:
        place = own.places[0]
        like = [one for one in last.places if one.names[0].titled == place.names[0].titled]
        if not like:
            return None
        text = text[: like[-1].start] + own.text[place.start : place.end] + text[like[-1].end :]
    if period:
        text = _PERIOD.sub(period[0], text) if _PERIOD.search(text) else f"{text.rstrip(' ?.!')} in {period[0]}?"
    return text if own.places or period else None


def swap_country(rest: str, last: Spoken) -> str | None:
    """Ask the last question of another country: "Is Georgia in X?", "what about Azerbaijan?".

    After "which countries are in X?" it asks whether the country is among them.
    """
    country = rest.strip(" ?.!")
    if not country_pattern().fullmatch(country):
        return None
    apart = last.text
    titled = _titled(last)
    for place in titled:  # "Poland-Ukraine" names no country
        apart = apart[: place.start] + "\0" * (place.end - place.start) + apart[place.end :]
    named = list(country_pattern().finditer(apart))
    if named:
        return f"{last.text[: named[-1].start()]}{country}{last.text[named[-1].end() :]}"
    if _WHICH_COUNTRIES.search(last.text) and titled:
        return f"Is {country} in {last.text[titled[-1].start : titled[-1].end]}?"
    return None


def programmes_meant(names: Names, members: Members, rest: str, last: Spoken) -> tuple[Name, ...]:
    """Give the programmes that "and for Moldova?" may mean after a question on a programme without that country.

    One that is called by it and shares another country with the one before is meant: after Romania-Ukraine the one of
    Romania and Moldova. Else it is one of all that have the country.
    """
    titled = _titled(last)
    of = countries_in(rest)
    if not titled or not country_pattern().fullmatch(rest.strip(" ?.!")) or swap_country(rest, last):
        return ()
    before = titled[-1].names[0]
    own = countries_named(before) | members.get(before, frozenset())
    if not own or of <= own:
        return ()
    programmes = [name for name in names.all if name.titled and not names.is_subject(name)]
    called = [name for name in programmes if of <= countries_named(name)]
    beside = [name for name in called if countries_named(name) & countries_named(before)]
    return tuple(beside or [name for name in programmes if name in called or of <= members.get(name, frozenset())])


def add_country(piece: str, last: Spoken) -> str | None:
    """Ask the last question on a programme for one of its countries: "and in Denmark?"."""
    within = _IN_COUNTRY.fullmatch(piece.strip(" ?.!"))
    if within is None or not country_pattern().fullmatch(within["country"]) or not _titled(last):
        return None
    return f"{last.text.rstrip(' ?.!')} {within.group()}?"


def add_condition(piece: str, last: Spoken) -> str | None:
    """Ask the last question under a condition: "with infrastructure", "for small projects"; in the place of the like.

    What has neither a name nor a condition of its own says what sort of the last question's thing is meant.
    """
    piece = piece.strip(" ?.!")
    condition = _CONDITION.fullmatch(piece)
    if condition is None or not _titled(last):
        return None
    text = last.text.rstrip(" ?.!")
    like = [
        found for found in _LAST_CONDITION.finditer(text) if found["thing"].casefold() == condition["thing"].casefold()
    ]
    if like:
        return f"{text[: like[-1].start()]}{piece}{text[like[-1].end() :]}?"
    return None if condition["tie"] == "for" and _ENDS_FOR.search(text) else f"{text} {piece}?"


def swap_defined(piece: str, last: Spoken) -> str | None:
    """Ask what another thing is, or means: "and a flat rate?" after "what is a lump sum?".

    Of what has a name of its own "and the website?" asks something else.
    """
    defined, told = defined_thing(last.text), piece.strip(" ?.!")
    bare = _ARTICLE.sub("", told)
    if not defined or not bare or VERB.search(told) or len(bare.split()) > MOST_KEYWORDS or _TIED.match(bare):
        return None
    if last.places and (_ATTRIBUTE.search(told) or _titled(last) or bare.islower()):
        return None
    start = last.text.index(defined)
    if _ATTRIBUTE.match(told) and not _ATTRIBUTE.search(last.text[:start]):
        return None
    head = _ARTICLE_BEFORE.sub("", last.text[:start])
    return f"{head}{told}{last.text[start + len(defined) :]}"


def swap_people(rest: str, last: Spoken) -> str | None:
    """Ask the last question of another people or language: "and in Ukrainian?", "and the Georgian ones?".

    It spoke of one, outside of names; what peoples are asked for apart from a programme few documents tell.
    """
    told = rest.strip(" ?.!").removesuffix(" ones")
    if not _is_adjective(told) or not (_titled(last) or _LANGUAGE.search(last.text)):
        return None
    spoken = [
        found
        for found in _WORDS.finditer(last.text)
        if _is_adjective(found.group()) and not any(place.start <= found.start() < place.end for place in last.places)
    ]
    return f"{last.text[: spoken[0].start()]}{told}{last.text[spoken[0].end() :]}" if len(spoken) == 1 else None


def _is_adjective(word: str) -> bool:
    """Tell whether a word is one people's or their language's, not their country's name."""
    return word[:1].isupper() and bool(people_of(stem(fold(word)))) and not country_pattern().fullmatch(word)


def swap_phrase(piece: str, last: Spoken) -> str | None:
    """Ask the last question for, on or with another thing, if it asked so: "and for regional policy?"."""
    body, tail = _part_body(last)
    new, old = _PHRASE.fullmatch(piece.strip(" ?.!")), _LAST_PHRASE.search(body)
    if new is None or old is None or new["tie"].casefold() != old["tie"].casefold() or VERB.search(piece):
        return None
    if any(place.start < len(body) and place.end > old.start("thing") for place in _titled(last)):
        return None
    return f"{body[: old.start('thing')]}{new['thing']}{tail}?"


def swap_matter(piece: str, last: Spoken) -> str | None:
    """Ask who is there for another matter of the same body: "and travel costs?" after "who deals with X at Y?"."""
    told = piece.strip(" ?.!")
    body, tail = _part_body(last)
    matter = _WHO_FOR.match(body)
    if matter is None or not tail or _ARTICLE.match(told) or _TIED.match(told) or _ATTRIBUTE.search(told):
        return None
    if not told.islower() or VERB.search(told) or not 1 < len(told.split()) <= MOST_KEYWORDS:
        return None
    return f"{body[: matter.start('matter')]}{told}{tail}?"


def _part_body(last: Spoken) -> tuple[str, str]:
    """Part from a question the body that it ends with, "at X", if there is one."""
    text = last.text.rstrip(" ?.!")
    ends = [_AT.search(text[: place.start]) for place in last.places if place.end == len(text)]
    start = ends[0].start() if ends and ends[0] else len(text)
    return text[:start], text[start:]


def swap_stranger(rest: str, last: Spoken) -> str | None:
    """Ask the last question of another place that is none of the library's names: "and Iași?" after one on Suceava.

    Both are no English words.
    """
    piece = rest.strip(" ?.!")
    strange = [found for found in _WORDS.finditer(last.text) if _is_strange(found.group())]
    if last.places or len(strange) != 1 or not all(map(_is_strange, piece.split() or [""])):
        return None
    return f"{last.text[: strange[0].start()]}{piece}{last.text[strange[0].end() :]}"


def _is_strange(word: str) -> bool:
    return word.isalpha() and len(word) > 2 and fold(word) not in ordinary_words() | STOP_WORDS


def join_keywords(piece: str, last: Spoken) -> str | None:
    """Ask for one more detail of what keywords asked for: "phone?" after "contact secretariat Suceava"."""
    words = piece.strip(" ?.!").split()
    if VERB.search(last.text) or len(words) != 1 or len(last.text.split()) > MOST_KEYWORDS:
        return None
    return f"{words[0]} {last.text.rstrip(' ?.!')}?"


def put_programme(programme: Name, last: Spoken) -> str:
    """Ask the last question of another programme."""
    place = _titled(last)[-1]
    return f"{last.text[: place.start]}{programme.spellings[0]}{last.text[place.end :]}"


def _titled(spoken: Spoken) -> list[NamePlace]:
    return [place for place in spoken.places if place.names[0].titled]


def _swap_tail(rest: str, question: str, new: Sequence[str], last: Spoken) -> str | None:
    """Ask the last question of another theme or place: "And health?", "And in Rome?"; not of what a subject has."""
    tail = _TAIL.search(last.text)
    if tail is None or len(new) > FEW_TERMS or VERB.search(question):
        return None
    titled = [place for place in last.places if place.names[0].titled]
    if any(tail["place"] or place.end > tail.start("thing") for place in titled):
        return None
    is_place = all(word[0].isupper() for word in new)
    if is_place if tail["place"] else _ATTRIBUTE.search(question) is None:
        return f"{last.text[: tail.start('thing')]}{rest.rstrip(' ?.!')}?"
    return None
