"""What a question compares: the things around "or", "versus" and the like, else those that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.compose.material import Material
from kb.compose.question import names_in
from kb.names import Name, find_names
from kb.words import term_set, terms

_SIDES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bbetween (?P<a>.+?) and (?P<b>[^,;:?]+)",
        r"\bhow (?:do|does|is|are) (?P<a>.+?) (?:differ(?:ent)?|distinct) from (?P<b>[^,;:?]+)",
        r"\bcompare (?P<a>.+?) (?:with|to|and) (?P<b>[^,;:?]+)",
        r"(?P<a>[^,;:?]+?) (?:versus|vs\.?|or|compared (?:to|with)|as opposed to|unlike) (?P<b>(?:(?! - )[^,;:?])+)",
        r"\b(?P<a>first|second|third|fourth|old|new)\b.* than .*\b(?P<b>first|second|third|fourth|old|new)\b",
    )
)
_FILLER = re.compile(
    r"\b(?:compar\w+|differ\w*|difference|versus|vs|than|or|between|both|respectively|that of|those of|what|which|who|"
    r"does|do|did|is|are|was|were|how|the|two|who does what|of the|has|have|had|more|less|fewer|in|with)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared: its text, a question on it alone, what tells it from the others, its name if any."""

    text: str
    question: str
    terms: frozenset[str]
    name: Name | None


def find_sides(material: Material) -> list[Side]:
    """Find what is compared: what stands around "or", "versus" and the like, else the things named."""
    text = material.asked.text
    for pattern in _SIDES:
        match = pattern.search(text)
        if not match:
            continue
        rest = text.replace(match["a"], " ", 1).replace(match["b"], " ", 1)
        told = [_FILLER.sub(" ", match[side]).strip() for side in "ab"]
        own = [term_set(side) for side in told]
        named = [_named(material, side) for side in told]
        if all(len(names) <= 1 for names in named) and all(own[i] - own[1 - i] for i in (0, 1)):
            return [
                Side(told[i], _alone(told[i], rest), own[i] - own[1 - i], _main_name(material, named[i], own[i]))
                for i in (0, 1)
            ]
        break
    places = [place for place in find_names(material.index).find(text) if place.names[0] in material.asked.names]
    if sum(place.names[0].titled for place in places) > 1:
        places = [place for place in places if place.names[0].titled]
    rest = text
    for place in reversed(places):
        rest = rest[: place.start] + " " + rest[place.end :]
    spelt = [(text[place.start : place.end], place.names[0]) for place in places]
    return [Side(side, _alone(side, rest), term_set(side), name) for side, name in spelt]


def _named(material: Material, side: str) -> list[Name]:
    """Give what a side names: of several things the one that a document is about."""
    names = sorted(names_in(material.index, side), key=lambda name: name.spellings)
    titled = [name for name in names if name.titled]
    return titled if len(titled) == 1 else names


def _main_name(material: Material, named: Sequence[Name], own: frozenset[str]) -> Name | None:
    """Give the name of a side: what the whole library is about for a word of it ("NEXT")."""
    if own <= term_set(material.index.subject):
        names = find_names(material.index)
        return next((name for name in names.all if name.titled and names.is_subject(name)), None)
    return named[0] if named else None


def _alone(side: str, rest: str) -> str:
    """Ask about one side alone; without anything else asked, what it is."""
    left = " ".join(re.findall(r"[\w'-]{2,}", _FILLER.sub(" ", rest)))
    return f"{left} {side}" if terms(left) else f"What is {side}?"
