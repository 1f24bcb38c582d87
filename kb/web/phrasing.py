"""Questions as a person would ask them, made of the headings of documents and of what is told of a thing."""

import re

from kb.compose.values import read_value
from kb.gloss import read_countries
from kb.names import Name, Names

MOST_WORDS = 6  # of a heading that is put as a noun

_QUESTION_WORD = re.compile(r"(?:who|what|when|where|which|why|how)\b", re.I)
# "How long does it rise", "Who runs it": as they stand they are questions; "What ENPI replaced" is none.
_ASKS = re.compile(
    r"(?:who (?!to\b)|\w+ (?:(?-i:[a-z])\w+ )?(?:is|are|was|were|do|does|did|can|may|should|has|have|will)\b(?!$))",
    re.I,
)
_PRONOUN = re.compile(r"\bit\b(?=$|[ ?,])")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_NOUNS = re.compile(r"[^\W\d_][\w'’&/-]*(?: [\w'’&/-]+)*")
_PARTICIPLE = re.compile(r"\b(?!need\b)\w+ed\b|\bfound\b|\bso far\b", re.I)
_OF = re.compile(r" (?:of|for|in|on|with|at|to|by|from|per|after|before|since|under|without) ", re.I)
_SINGULAR = re.compile(r"(?:ss|us|is|news)$", re.I)
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|next|last|other|latest) and ", re.I)
_ATTACHED = re.compile(r"\w\(")  # "COM(2025) 552": without its bracket it is another thing
_POSSESSIVE = re.compile(r"\w['’]s? ")
_SOMEBODY_DOES = re.compile(r" \w+s (?:the |an? |[A-ZÀ-Þ])")  # behind a name: "PL-UA starts the work" is no noun


def ask_about(heading: str, title: str, names: Names) -> list[str]:
    """Put a heading of a document as questions, the best first; none where it can't be put well."""
    plain = heading.strip().rstrip("?.: ")
    whose = name_of(title, names)
    if _QUESTION_WORD.match(plain):
        whole = _PRONOUN.sub(whose, plain) if whose else plain
        return [f"{whole}?" if _ASKS.match(plain) else f"Tell me {_small(whole, names)}"]
    if _ATTACHED.search(plain) or not _is_noun(_without_article(plain, names)) or _is_clause(plain, names):
        return []
    thing = _without_article(plain, names)
    if _POSSESSIVE.search(thing):
        return [f"What is known about {_small(_BRACKET.sub('', plain), names)}?"]
    if owned := _of_name(thing, names):
        country = any(owned.endswith(f" {name}") for name in read_countries())
        return [f"What {_be(owned)} the {owned}{f' in {whose}' if whose and country else ''}?"]
    if whose:
        return [f"What {_be(thing)} the {thing} of {whose}?"]
    known = _names_of(thing, names)
    asked = []
    if known and _be(thing) == "is":
        # A common noun may take an article or none ("a call", "technical assistance"): as a word it needs none.
        proper = known[0].proper or not thing.islower()
        asked.append(f"What is {thing}?" if proper else f"What does “{thing}” mean?")
    return [*asked, f"What is known about {thing}?"]


def ask_attribute(attribute: str, value: str, subject: str, names: Names) -> str:
    """Ask for what is told of a thing; "" where the attribute can't be put well."""
    thing = _small(_BRACKET.sub("", attribute), names)
    if not _is_noun(thing):
        return ""
    told = read_value(value)
    asks = "When was" if told is not None and told.kind == "date" else f"What {_be(thing)}"
    return f"{asks} the {thing} of {_BRACKET.sub('', subject)}?"


def name_of(title: str, names: Names) -> str:
    """Give the thing that a document is about, "" unless its title is the proper name of one."""
    plain = _BRACKET.sub("", title)
    known = _names_of(plain, names)
    return (
        plain
        if known and known[0].proper and all(word[:1].isupper() or word[:1].isdigit() for word in plain.split())
        else ""
    )


def _without_article(heading: str, names: Names) -> str:
    return _small(_BRACKET.sub("", heading), names).removeprefix("the ")


def _of_name(thing: str, names: Names) -> str:
    """Give "phases of TESIM" of "Phases of TESIM": what is told of a name, "" where a thing is no such.

    "Group of Auditors (GoA)" is a name itself: it has another spelling.
    """
    first, of, rest = thing.partition(" of ")
    whose = rest.removeprefix("the ").split()
    named = all(word[0].isupper() for word in whose)
    ordinary = all(_is_ordinary(word, names) for word in first.split())
    if not of or not named or not ordinary or any(len(name.spellings) > 1 for name in _names_of(thing, names)):
        return ""
    return f"{first[:1].lower()}{first[1:]} of {rest}"


def _names_of(text: str, names: Names) -> tuple[Name, ...]:
    """Give the names that a text as a whole is."""
    places = names.find(text)
    return places[0].names if len(places) == 1 and (places[0].start, places[0].end) == (0, len(text)) else ()


def _is_ordinary(word: str, names: Names) -> bool:
    """Tell whether a word is written small within a sentence: "Cross-border" by its first part, "EU-funded" not."""
    part = word.partition("-")[0]
    small = names.is_ordinary(part) or (part.endswith("s") and names.is_ordinary(part[:-1]))
    return small and (part[1:].islower() or len(part) == 1)


def _is_clause(text: str, names: Names) -> bool:
    return any(place.start == 0 and _SOMEBODY_DOES.match(text, place.end) for place in names.find(text)[:1])


def _is_noun(thing: str) -> bool:
    fits = _NOUNS.fullmatch(thing) and thing.count(" ") < MOST_WORDS
    return bool(fits) and not _PARTICIPLE.search(thing) and not thing.lower().startswith(("a ", "an "))


def _be(thing: str) -> str:
    """Tell whether one or several are spoken of: by the word before the first "of" or the like."""
    head = _OF.split(_ORDINAL.sub("", thing))[0].split(" and ")
    plural = len(head) > 1 or (head[0].endswith("s") and not _SINGULAR.search(head[0]))
    return "are" if plural else "is"


def _small(text: str, names: Names) -> str:
    """Write the first word small, unless it is an abbreviation, begins a proper name or is never written so."""
    first = text.split(" ")[0]
    named = any(place.start == 0 and place.names[0].proper for place in names.find(text)[:1])
    return text if named or not _is_ordinary(first, names) else text[:1].lower() + text[1:]
