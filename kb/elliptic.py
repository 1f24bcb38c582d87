"""Questions that say next to nothing themselves: "how much?", "which places?", "and which is older?".

What they leave out is the whole of the question before, or the two or more things that were compared or listed.
"""

import re
from collections.abc import Sequence

from kb.names import Names
from kb.spoken_of import DEGREE, last_two, listed_programmes
from kb.swapping import Spoken
from kb.words import term_set

_SO = r"^\W*(?:(?:and|but|so|or|then|also|ok|okay|well|thanks)\b[\s,]*)*"
_BARE = re.compile(
    rf"{_SO}(?P<asked>(?:how (?:much|many|long|often)|(?:since |until |till |by |from |for )?when|where|"
    r"(?:by |with |for |to )?whom?|what for|how)(?: money)?)"
    r"(?P<it> (?:is|was|does|did|will|has|are|were) (?:it|they)(?: all)?"
    r"(?: cost| happen\w*| take place| begin| start| end| last| get| have| held)?)?"
    r"(?: (?:is|was|did) (?:that|this)(?: happen\w*| take place)?)?"
    r"(?: exactly| precisely| roughly| in total| altogether)?\W*$",
    re.I,
)
_BARE_COUNT = re.compile(
    rf"{_SO}how many(?: of (?:them|these|those))?(?: (?:is|are|were|was) (?:there|they|these|those|that|it))?"
    r"(?: in total| altogether| all in all| of them)?\W*$",
    re.I,
)
# How, or at which stage, the last question is to be answered: "exactly, please", "and at the beginning?".
_EXACT = r"(?:more |be )?(?:exact(?:ly)?|precise(?:ly)?)"
_MANNER = re.compile(
    rf"{_SO}(?:please\W+)?(?:the )?(?:{_EXACT}|in (?:full|detail)|briefly|(?:once )?again|once more)"
    r"(?: (?:figures?|numbers?|amounts?|sums?|dates?|words?))?(?:\W+(?:please|pls|thanks))?\W*$",
    re.I,
)
_STAGE = re.compile(
    rf"{_SO}(?:what about )?(?P<stage>(?:at|in) (?:the )?(?:beginning|start|outset|very first|adoption)|"
    r"at first|originally|initially)\W*$",
    re.I,
)
_THINGS_ASKED = re.compile(r"^\W*(?:\w+\W+)?(?:which|what)(?= (?:[a-z-]+ )?(?!is\b|was\b|does\b|has\b)[a-z]+s\b)", re.I)
_BARE_THINGS = re.compile(rf"{_SO}(?P<asked>(?:which|what) (?:[a-z-]+ )?(?!is\b|was\b|does\b|has\b)[a-z]+s)\W*$", re.I)
_ASKED_BEFORE = re.compile(r"^[A-Z][^?]{1,40}\? (?=\w)")  # what a question before this one asked more
# A question that another word can ask otherwise: "when did X open?", "where ...?".
_EXACTLY = re.compile(r"\b(?:exactly|precisely)\W*$", re.I)
_ADVERBIAL = re.compile(
    r"^\W*(?:(?:when|where|why|how) (?=(?:is|are|was|were|did|does|do|has|have|will|can|could)\b)|"
    r"what (?=(?:did|does|do)\b(?![^?]*\bdo\b))|"
    r"(?=(?:is|are|was|were|did|does|do|has|have|will|can)\b))",
    re.I,
)
_MONEY_THERE = re.compile(r"^\W*(?:is|was) there (?:any |some )?(?:money|funding|funds)\b", re.I)
_OF_THING = re.compile(r"^\W*(?:tell|explain|describe|how|what(?:['’]s| is| are| was| were| about))\b", re.I)
_AMOUNT = re.compile(r"how (?:much|many)\b", re.I)
_SAME_ASKED = re.compile(r"how much|how many|how long|how often|when|where|whom?|what for|how", re.I)
_COMPARES = re.compile(
    rf"{_SO}(?:which|what|who)(?: ones?| program(?:me)?s?| of (?:them|those|these|the (?:two|three|four|five)|both)"
    rf"(?: program(?:me)?s?)?)? (?P<rest>(?!of\b)(?:[a-z]+ )*?{DEGREE}\b.*)$",
    re.I | re.S,
)
_NARROWS = re.compile(
    rf"{_SO}how many of (?:them|these|those) (?:(?:is|are|was|were|have|has|had|did|do)\b ?)?(?P<rest>.+)", re.I | re.S
)
_HAS_MORE = re.compile(
    r"(?P<has>(?:has|have|had|got|gets?) (?:the )?(?:more|most|fewer|fewest|less|least))(?: of (?:them|those|these))?",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:how many|how much|which|what) (?P<things>(?!(?:is|was|does|did|has)\b)(?:[a-z-]+s|money|funding))\b", re.I
)
_ASKS_PROGRAMMES = re.compile(r"\b(?:which|what|list)\b[^?]*\bprogram(?:me)?s?\b", re.I)


def ask_more(question: str, last: Spoken, subject: str | None) -> str | None:
    """Ask one more detail of what the last question asked: "how much?" after "is there money for X?", or that again.

    subject is what the question may be about: "which places?" and "how much is it?" are then asked of that, and so is
    any detail of what was only to be told about, or was asked how much it has.
    """
    text = _ASKED_BEFORE.sub("", last.text)
    if last.stands and _MANNER.match(question):
        return text
    stage = _STAGE.match(question)
    if last.stands and stage:
        return f"{text.rstrip(' ?.!')} {stage['stage'].lower()}?"
    counted = _THINGS_ASKED.match(text) if _BARE_COUNT.match(question) else None
    if counted:
        return f"How many{text[counted.end() :]}"
    bare = _BARE.match(question) or (None if subject else _BARE_THINGS.match(question))
    if bare is None or not last.stands or (subject and bare.re is _BARE and bare["it"]):
        return None
    asked = bare["asked"].strip()
    word = _SAME_ASKED.search(asked)
    if word and re.match(rf"\W*{word[0]}\b", text, re.I):
        return text if _EXACTLY.search(question) else None  # it was asked just now
    if _AMOUNT.match(asked) and _MONEY_THERE.match(text):
        return _MONEY_THERE.sub("How much money is there", text)
    adverbial = _ADVERBIAL.match(text)
    if adverbial and asked.casefold().removeprefix("since ") in ("when", "where", "how"):
        left = text[adverbial.end() :]
        return f"{asked.capitalize()} {left[0].lower()}{left[1:]}"
    if _OF_THING.match(text):
        return _ask_of(asked, subject) if subject else None
    return f"{asked[0].upper()}{asked[1:]}? {text}"


def is_joined(question: str) -> bool:
    """Tell whether a question was put by asking one more detail of another: "How much? Is there money for X?"."""
    return _ASKED_BEFORE.match(question) is not None and not question.startswith("Why?")


def narrowing_words(question: str) -> frozenset[str]:
    """Give the terms by which a question narrows what was counted: "how many of them were online?"."""
    narrows = _NARROWS.match(question)
    return term_set(narrows["rest"]) if narrows else frozenset()


def _ask_of(asked: str, subject: str) -> str:
    """Ask a detail of a thing: "when was X?", "what was X for?"."""
    if asked.casefold() == "what for":
        return f"What was {subject} for?"
    return f"{asked} {'is in' if _AMOUNT.match(asked) else 'was'} {subject}?"


def compare_named(names: Names, question: str, before: Sequence[Spoken]) -> str | None:
    """Ask which of the things that were named is the larger or the older: "and which is older?"."""
    compares = _COMPARES.match(question)
    if compares is None or any(place.names[0].titled for place in names.find(question)):
        return None
    last = before[-1]
    here = list(dict.fromkeys(last.text[one.start : one.end] for one in last.places if one.names[0].titled))
    listed = listed_programmes(names, last.answer) if not here and _ASKS_PROGRAMMES.search(last.text) else ""
    if len(here) > 1:
        listed = f"{', '.join(here[:-1])} and {here[-1]}"
    elif not listed:
        two = last_two(before)
        listed = f"{two[0]} and {two[1]}" if two else ""
    rest = compares["rest"].rstrip(" ?.!")
    more = _HAS_MORE.fullmatch(rest)
    if more:  # of what was counted or listed
        counted = _COUNTED.search(last.text)
        if counted is None:
            return None
        rest = f"{more['has']} {counted['things']}?"
    else:
        rest = compares["rest"]
    return f"Which of {listed} {rest}" if " and " in listed else None
