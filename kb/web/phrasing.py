"""Questions as a person would ask them, made of the headings of documents and of what is told of a thing."""

import re

from kb.compose.values import read_value
from kb.names import Names

MOST_WORDS = 6  # of a heading that is put as a noun

_QUESTION_WORD = re.compile(r"(?:who|what|when|where|which|why|how)\b", re.I)
# "How long does it rise", "Who runs it": as they stand they are questions; "What ENPI replaced" is none.
_ASKS = re.compile(
    r"(?:who (?!to\b)|(?:\w+ )?\w+ (?:is|are|was|were|do|does|did|can|may|must|should|has|have|will)\b)", re.I
)
_PRONOUN = re.compile(r"\bit\b(?=$|[ ?,])")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_NOUNS = re.compile(r"[^\W\d_][\w'’&/-]*(?: [\w'’&/-]+)*")
_PARTICIPLE = re.compile(r"\b(?!need\b)\w+ed\b|\bfound\b|\bso far\b", re.I)
_OF = re.compile(r" (?:of|for|in|on|with|at|to|by|from|per|after|before|since|under|without) ", re.I)
_SINGULAR = re.compile(r"(?:ss|us|is)$", re.I)


def ask_about(heading: str, title: str, names: Names) -> list[str]:
    """Put a heading of a document as questions, the best first; none where it can't be put well."""
    plain = heading.strip().rstrip("?.: ")
    whose = name_of(title, names)
    if _QUESTION_WORD.match(plain):
        whole = _PRONOUN.sub(whose, plain) if whose else plain
        asks = heading.rstrip().endswith("?") or _ASKS.match(plain)
        return [f"{whole}?" if asks else f"Tell me {_small(whole, names)}"]
    thing = _small(_BRACKET.sub("", plain), names).removeprefix("the ")
    if not _is_noun(thing):
        return []
    if whose:
        return [f"What {_be(thing)} the {thing} of {whose}?"]
    places = names.find(thing)
    asked = []
    if len(places) == 1 and (places[0].start, places[0].end) == (0, len(thing)) and _be(thing) == "is":
        article = "" if places[0].names[0].proper else "an " if thing[0].lower() in "aeiou" else "a "
        asked.append(f"What is {article}{thing}?")
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
    places = names.find(plain)
    one = len(places) == 1 and (places[0].start, places[0].end) == (0, len(plain)) and places[0].names[0].proper
    return plain if one and all(word[:1].isupper() or word[:1].isdigit() for word in plain.split()) else ""


def _is_noun(thing: str) -> bool:
    fits = _NOUNS.fullmatch(thing) and thing.count(" ") < MOST_WORDS
    return bool(fits) and not _PARTICIPLE.search(thing) and not thing.lower().startswith(("a ", "an "))


def _be(thing: str) -> str:
    """Tell whether one or several are spoken of: by the word before the first "of" or the like."""
    head = _OF.split(thing)[0].split(" and ")
    plural = len(head) > 1 or (head[0].endswith("s") and not _SINGULAR.search(head[0]))
    return "are" if plural else "is"


def _small(text: str, names: Names) -> str:
    """Write the first word small, unless it is an abbreviation or begins a proper name."""
    first = text.split(" ")[0]
    named = any(place.start == 0 and place.names[0].proper for place in names.find(text)[:1])
    return text if named or not first[1:].islower() else text[:1].lower() + text[1:]
