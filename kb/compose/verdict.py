"""Say yes or no before quotations that decide it by a figure or a denial; nothing where they leave room for doubt.

"No" when a number exceeds every limit that is quoted, or when a sentence denies just what was asked. "Yes" and "No" for
an age and a range of ages. "Yes" when what is asked to be free is said to be free of charge.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.compose.enumerated import NUMBER, numbers_in
from kb.compose.material import Material
from kb.compose.partaking import ASKS, LIMITS
from kb.compose.question import names_in, without_names
from kb.compose.quotation import Quotation
from kb.names import Name, find_names
from kb.synonyms import people_of
from kb.units import find_units
from kb.wording import phrase
from kb.words import stem, term_set, terms

_CAN = re.compile(r"^\W*(?:can|could|may|is it (?:possible|allowed)|am i (?:allowed|eligible))\b", re.I)
_IS = re.compile(r"^\W*(?P<verb>is|are|was|were|does|do|did|has|have|can)\b", re.I)
_FREE = re.compile(r"^\W*(?:is|are) (?P<thing>[^,;?]{1,60}?) (?:for )?free(?: of charge)?\W*$", re.I)
_SAYS_FREE = re.compile(r"\bfree of charge\b(?P<rest>[^.;]*)", re.I)
_BUT = re.compile(
    r"\b(?:not|no|never|only|except|until|unless|if|when|once|for|to|in|was|were|will|would|could|might|may|partly)\b",
    re.I,
)
# A number that is an age: "at 29", "aged 29", "29 years old".
_AGE = re.compile(
    r"\b(?:at|aged|age of|i am|i'm|(?:person|someone|somebody|man|woman) of) (\d{1,2})\b(?! ?(?:%|per))|"
    r"\b(\d{1,2})[ -]years?[ -]olds?\b",
    re.I,
)
_AGES = re.compile(r"\baged (?:between |from )?(\d{1,2}) ?(?:to|and|-|\u2013) ?(\d{1,2})\b", re.I)
_ABOUT_AGE = frozenset(terms("age aged at year years old person people someone somebody man woman become i be am"))
_MOST = re.compile(
    rf"\b(?:at most|up to|(?:no|not) more than|(?:a )?maximum of|allows|allowed) (?P<number>{NUMBER.pattern})"
    r"(?P<behind>[^,;:.()]*)",
    re.I,
)
_NARROWS = frozenset(terms("call calls phase strand period priority objective round window lot measure"))
_LIGHT = frozenset(terms("have has last run take get be need contain include possible allowed involve"))
_DENIES = re.compile(r"\b(?:(?P<verb>is|are|was|were|does|do|did|has|have|can) (?:not|no)|(?:\w+ )?never)\b", re.I)
_TOGETHER = frozenset(terms("part partner partners member members belong belongs take takes participate participates"))
NAMED = "qname"  # stands for a name where terms are compared
_PROPER = re.compile(r"(?<=[a-z,;:] )[A-ZÀ-Þ][\w'’-]+")  # not what opens the sentence
_COUNTED = 3  # words behind a number among which is what it counts


def find_verdict(material: Material, quotations: Sequence[Quotation]) -> str:
    """Give "yes" or "no" if the quotations decide a question, else ""."""
    text = material.asked.text
    if not _IS.match(text) and not _CAN.match(text):
        return ""
    if ASKS.search(text) or LIMITS.search(without_names(material.index, text)):
        return ""
    units = list(_units(material, quotations))
    return _by_age(material, units) or _by_limit(material, units) or _by_word(material, units[:1])


def begin_with(verdict: str, material: Material, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Put the word, in the language of the question, before the first quotation."""
    first, *others = quotations
    word = phrase(verdict, material.found.reading.language)
    return (replace(first, shown=f"{word} {first.shown}"), *others)


def _units(material: Material, quotations: Sequence[Quotation]) -> Iterator[str]:
    """Give the sentences and rows that are quoted, without those on another thing than the one asked about."""
    asked = names_in(material.index, material.asked.text)
    for quotation in quotations:
        for unit in find_units(quotation.quote):
            text = quotation.quote[unit.start : unit.end]
            about = names_in(material.index, text)
            if not asked or not asked <= about:
                about |= names_in(material.index, quotation.hit.title)
            if asked <= about and {name for name in about if name.titled} <= asked:
                yield text


def _by_age(material: Material, units: Sequence[str]) -> str:
    """Decide by a range of ages; not at its upper end, which may be meant to be in it or not."""
    text = material.asked.text
    asked = [int(one or other) for one, other in _AGE.findall(text)]
    ages = frozenset(map(str, asked))
    if len(asked) != 1 or not _CAN.match(text):
        return ""
    verdicts = set()
    for unit in units:
        for first, last in _AGES.findall(unit):
            if not _bare(material, text) - ages - _ABOUT_AGE <= _bare(material, unit):
                return ""
            inside = int(first) <= asked[0] < int(last)
            verdicts.add("yes" if inside else "" if asked[0] == int(last) else "no")
    return verdicts.pop() if len(verdicts) == 1 else ""


def _by_limit(material: Material, units: Sequence[str]) -> str:
    """Say no to a number above all limits, one of which at least holds for all that was asked about."""
    text = without_names(material.index, material.asked.text)
    found = list(NUMBER.finditer(text))
    behind = re.match(r"[\s-]*([^\W\d_]+)", text[found[0].end() :]) if len(found) == 1 else None
    if behind is None or not _CAN.match(material.asked.text):
        return ""
    number, counted = numbers_in(found[0].group())[0], stem(behind[1].casefold())
    rest = _bare(material, material.asked.text) - term_set(found[0].group()) - {counted} - _LIGHT
    decisive = False
    for unit in units:
        if any(other >= number for other in _numbers_of(unit, counted)):
            return ""
        for limit in _MOST.finditer(unit):
            words = [stem(word.casefold()) for word in re.findall(r"[\w-]+", limit["behind"])]
            before = term_set(unit[: limit.end("number")])
            plain = words[:1] == [counted] or (not words and f"number of {behind[1]}" in unit.casefold())
            if (plain or counted in words) and numbers_in(limit["number"])[0] >= number:
                return ""
            asked = term_set(material.asked.text)
            narrowed = bool((before & _NARROWS) - rest) or _names_another(material, unit[: limit.end()], asked)
            decisive = decisive or (plain and not narrowed and rest <= _bare(material, unit))
    return "no" if decisive else ""


def _names_another(material: Material, text: str, asked: frozenset[str]) -> bool:
    """Tell whether a text speaks of something that has a name and was not asked about, a people apart."""
    proper = term_set(" ".join(_PROPER.findall(without_names(material.index, text)))) - asked
    return any(not people_of(term) for term in proper)


def _numbers_of(unit: str, counted: str) -> Iterator[int]:
    """Give the numbers of a thing that are told, whatever is said of them."""
    for number in NUMBER.finditer(unit):
        behind = re.findall(r"[^\W\d_]+", unit[number.end() :])[:_COUNTED]
        before = re.findall(r"[^\W\d_]+", unit[: number.start()])[-1:]
        if counted in [stem(word.casefold()) for word in behind] or before in (["allows"], ["allowed"]):
            yield numbers_in(number.group())[0]


def _by_word(material: Material, units: Sequence[str]) -> str:
    """Decide by a first sentence that says of something that it is free, or denies all that was asked and no more."""
    text = material.asked.text
    free, asks = _FREE.match(text), _IS.match(text)
    for unit in units:
        says = _SAYS_FREE.search(unit)
        if free and says and not _BUT.search(says["rest"]):
            clause = re.split("[,;]", unit[: says.start()].rstrip(" ,"))[-1]
            opens = _bare(material, free["thing"]) == _bare(
                material, " ".join(unit.split()[: len(free["thing"].split())])
            )
            return "yes" if opens and not re.search(r"\b(?:not|no|never|was|were|only|partly)\b", clause, re.I) else ""
        clause = re.split(r"[.;:,](?:\s|$)", unit)[0]
        denies = _DENIES.search(clause)
        if asks and denies and _agree(asks["verb"], denies["verb"]):
            told = _in_order(material, clause[: denies.start()] + " " + clause[denies.end() :])
            if told and told == _in_order(material, text[asks.end() :]):
                return "no"
    return ""


def _agree(asked: str, told: str | None) -> bool:
    """Tell whether what was denied, by "never" or in a tense, is denied for the tense of the question."""
    past = {"was", "were", "did"}
    return told is None or (asked.casefold() in past) == (told.casefold() in past)


def _bare(material: Material, text: str) -> frozenset[str]:
    """Give a text's terms, each name as one, and one for taking part in whatever words."""
    said = set()
    for place in reversed(find_names(material.index).find(text)):
        said.add(f"\0{place.names[0].spellings[0]}")
        text = f"{text[: place.start]} {text[place.end :]}"
    own = term_set(text)
    return frozenset(said | (own - _TOGETHER) | ({"\0part"} if own & _TOGETHER else set()))


def _in_order(material: Material, text: str) -> list[str]:
    """Give a text's terms in their order, each name as one, and one for taking part in whatever words."""
    names: list[Name] = []
    for place in reversed(find_names(material.index).find(text)):
        name = place.names[0]
        names += [name] if name not in names else []
        text = f"{text[: place.start]} {NAMED}{names.index(name)} {text[place.end :]}"
    said = ["part" if term in _TOGETHER else term for term in terms(text)]
    return [term for term, _ in itertools.groupby(said)]  # "the Policy (P)" is one
