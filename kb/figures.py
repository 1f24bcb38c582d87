"""The figures of a statement: amounts, counts, dates, ordinals on one scale, with their bounds and what they count.

A figure that stands somewhere in a passage is not yet the figure that a sentence means: "13 countries" is not borne by
"13 programmes", "up to 18 months" not by "30 months ... EUR 18 million". So a figure carries the words around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from kb.paraphrase import root
from kb.words import STOP_WORDS, fold, split_words

Kind = Literal["amount", "year", "date", "ordinal", "code"]


NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
     "hundred": "100", "dozen": "12"}  # fmt: skip
ORDINALS = {
    word: f"{number}."
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
MONTHS = {
    name: number
    for number, name in enumerate(
        """january february march april may june july august september october november december""".split(), start=1
    )
}
SCALES = {
    "thousand": 3, "million": 6, "mio": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9,
}  # fmt: skip
MARKS = {
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "$": "usd", "usd": "usd", "dollar": "usd",
    "dollars": "usd", "pln": "pln", "zloty": "pln", "zlotys": "pln", "ron": "ron", "lei": "ron", "leu": "ron",
    "uah": "uah", "hryvnia": "uah", "%": "%", "percent": "%", "per cent": "%",
}  # fmt: skip
SCALE_WORDS = frozenset(SCALES) | frozenset(MARKS)

_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = r"\d+(?:[.,\u202f\u00a0]\d+)*"
_MONEY = r"(?:€|\$|eur\b|usd\b|pln\b|ron\b|uah\b)"
_AFTER = r"(?:%|percent\b|per\ cent\b|euros?\b|eur\b|€|dollars?\b|zlotys?\b|lei\b|hryvnias?\b)"
_SCALE = r"(?:thousand|million|mio|mn|billion|bn)\b"
_WORDS = "|".join(sorted({*NUMBER_WORDS} - {"one"}, key=len, reverse=True))
_FOUND = re.compile(
    rf"""
    (?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-\d\d)?\b)
    | (?P<days>\b{_DAY}(?:(?:\s?[-–,]\s?|\s(?:and|to|until|or)\s){_DAY})*)\s(?:of\s)?(?P<month>{_MONTH})\b
      (?:,?\s(?P<year>{_YEAR})\b)?
    | \b(?P<monthfirst>{_MONTH})\s(?P<dayafter>{_DAY})\b(?!\s?{_SCALE})(?:,?\s(?P<yearafter>{_YEAR})\b)?
    | \b(?P<monthonly>{_MONTH})\s(?P<yearonly>{_YEAR})\b
    | (?P<code>\b(?=\w*[^\W\d_])(?=\w*\d)(?!\d+(?:st|nd|rd|th|m|bn|mn)\b)\w+(?:/\w+)*\b|\b\d+/\d+\b)
    | (?P<nth>\b\d+(?:st|nd|rd|th)\b|(?<!\bat\s)\b(?:{"|".join(ORDINALS)})\b)
    | (?:(?P<currency>{_MONEY})\s?)?(?P<number>(?<![\w.,/]){_NUMBER}(?![\w/]|[.,]\d)|\b(?:{_WORDS})\b)
      (?:[-\s]?(?P<scale>{_SCALE}))?(?:\s?(?P<mark>{_AFTER}))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEGINS = frozenset(root(word) for word in "start begin launch open commence since".split())
_ENDS = frozenset(root(word) for word in "end close deadline expire finish until lapse".split())
_MOVED = re.compile(r"\b(?:mov|extend|postpon|chang|shift|prolong)\w*\s+from\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(from|since|to|until|till)\s+(?:the\s|early\s|late\s|about\s|≈\s)?$", re.IGNORECASE)
_LABEL = re.compile(r"\b[^\W\d_a-z]\w+ (\d{1,2})\b(?![.,]\d)(?!\s(?:%|million|billion))")
_RANGE_BEFORE = re.compile(rf"({_MONEY})\s?({_NUMBER})\s(to|and|or|-|–)\s({_NUMBER})", re.I)
_RANGE_AFTER = re.compile(rf"({_NUMBER})\s?(to|and|or|-|–)\s?({_NUMBER})\s?((?:{_SCALE}\s?)?{_AFTER})", re.I)

# Bounds, however they are said, become one mark before the figure.
_QUANTITY = rf"(?:{_MONEY}\s?)?(?:{_NUMBER}|(?:{_WORDS}|one)\b)"
_BOUNDS = [
    (re.compile(rf"\b(?:not|no|never|nor)\b((?:\s\w+){{0,3}}?)\s(?:more|greater|longer|higher|larger|later|over|above|"
                rf"exceed\w*)(?:\sthan)?\s(?={_QUANTITY})", re.I), r"\1 ≤ "),
    (re.compile(rf"\b(?:not|no|never|nor)\b((?:\s\w+){{0,3}}?)\s(?:less|fewer|lower|smaller|below|under)"
                rf"(?:\sthan)?\s(?={_QUANTITY})", re.I), r"\1 ≥ "),
    (re.compile(rf"\b(?:at\smost|up\sto|as\s(?:much|many)\sas|a\smaximum\sof|maximum|"
                rf"limited\sto(?:\sa\s\w+\sof)?|capped\sat|no\slater\sthan)\s"
                rf"(?={_QUANTITY})", re.I), "≤ "),
    (re.compile(rf"\b(?:at\sleast|a\sminimum\sof|minimum)\s(?={_QUANTITY})", re.I), "≥ "),
    (re.compile(rf"\b(?:more\sthan|over|above|exceed(?:s|ed|ing)?|greater\sthan)\s(?={_QUANTITY})", re.I), "＞ "),
    (re.compile(rf"\b(?:less\sthan|fewer\sthan|under|below)\s(?={_QUANTITY})", re.I), "＜ "),
    (re.compile(rf"\b(?:about|around|approximately|roughly|nearly|almost|close\sto|some|circa|ca\.?)\s"
                rf"(?={_QUANTITY})", re.I),
     "≈ "),
    (re.compile(rf"({_QUANTITY}(?:\s(?:{_SCALE}|{_AFTER}|\w+))?)\s(?:at\s(?:the\s)?most|or\s(?:less|fewer)|maximum)\b",
                re.I), r"≤ \1"),
    (re.compile(rf"({_QUANTITY}(?:\s(?:{_SCALE}|{_AFTER}|\w+))?)\s(?:at\s(?:the\s)?least|or\smore|minimum)\b", re.I),
     r"≥ \1"),
]  # fmt: skip
_BOUNDS_AHEAD = _BOUNDS[:-2]
_BOUND_BEHIND = re.compile(r"\s(?:at\s(?:the\s)?(?:most|least)|or\s(?:less|fewer|more)|maximum|minimum)\b", re.I)
# "The number of members is now 23": what is counted stands before the figure, over others that may stand between.
_NUMBER_OF = re.compile(
    r"\bnumber of ([^,.;:]{3,120}?) (?:(?:is|was|stands|stood|now) )?(?:is|was|at|to|as)\s*[≤≥＞＜≈]?\s*$", re.I
)
_BOUND_BEFORE = re.compile(r"([≤≥＞＜≈])\s*$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: value on one scale, mark for what it is an amount of ("eur", "%"), bound as a sign.

    A date is "2024-03-05", unknown parts as "?", its bound "from" or "to" where it begins or ends something. before
    and after are the roots of the content words between it and the amounts and ordinals next to it. raw is the number
    as it was written, without its scale.
    """

    kind: Kind
    value: str
    mark: str = ""
    bound: str = ""
    raw: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def unify_bounds(text: str) -> str:
    """Write every bound on a figure as a sign: "no more than four", "four at most" and "up to four" are one."""
    behind = _BOUND_BEHIND.search(text) is not None  # slow to look for before each quantity
    for pattern, sign in _BOUNDS if behind else _BOUNDS_AHEAD:
        text = pattern.sub(sign, text)
    return text


@lru_cache(maxsize=4096)
def read_figures(text: str) -> tuple[Figure, ...]:
    """Read the figures of a text whose bounds are unified, in order."""
    text = _RANGE_BEFORE.sub(r"\1 \2 \3 \1 \4", text)
    text = _RANGE_AFTER.sub(r"\1 \4 \2 \3 \4", text)
    labels = {match.start(1) for match in _LABEL.finditer(text)}
    matches = list(_FOUND.finditer(text))
    counting = [match.span() for match in matches if match["nth"] or (match["number"] and not _is_year(match))]
    moved = _MOVED.search(text) is not None  # from one end to another
    figures = []
    for match in matches:
        left = text[max((end for _, end in counting if end <= match.start()), default=0) : match.start()]
        right = text[match.end() : min((start for start, _ in counting if start >= match.end()), default=len(text))]
        sign = _BOUND_BEFORE.search(left)
        edge = "" if moved else _edge(text[: match.start()])
        counted = _NUMBER_OF.search(text[: match.start()])
        after = _content(counted[1]) if counted else _content(right)
        for kind, value, mark, raw in _values(match, match.start() in labels):
            bound = edge if kind in ("date", "year") else sign[1] if sign else ""
            figures.append(Figure(kind, value, mark, bound, raw, _content(left), after))
    return tuple(figures)


@lru_cache(maxsize=16_384)
def figures_of(text: str) -> frozenset[str]:
    """Give the figures of a text, each as one string however it was written."""
    return frozenset(f"{figure.mark} {figure.value}".strip() for figure in read_figures(unify_bounds(text)))


def _content(text: str) -> tuple[str, ...]:
    return tuple(root(word) for word in split_words(text) if word not in STOP_WORDS and word not in SCALE_WORDS)


def _values(match: re.Match[str], label: bool) -> Iterator[tuple[Kind, str, str, str]]:
    group = match.groupdict()
    if group["iso"]:
        yield "date", group["iso"] + ("-?" if len(group["iso"]) == 7 else ""), "", ""
    elif group["days"]:
        for day in re.findall(r"\d+", group["days"]):
            yield "date", _date(group["year"], group["month"], day), "", ""
    elif group["monthfirst"]:
        yield "date", _date(group["yearafter"], group["monthfirst"], re.sub(r"\D", "", group["dayafter"])), "", ""
    elif group["monthonly"]:
        yield "date", _date(group["yearonly"], group["monthonly"], ""), "", ""
    elif group["code"]:
        yield "code", fold(group["code"]), "", ""
    elif group["nth"]:
        word = fold(group["nth"])
        yield "ordinal", ORDINALS.get(word, re.sub(r"\D", "", word) + "."), "", ""
    elif group["number"]:
        word = fold(group["number"])
        digits = NUMBER_WORDS.get(word) or _plain(word)
        scale = SCALES.get((group["scale"] or "").casefold(), 0)
        mark = MARKS.get((group["currency"] or group["mark"] or "").casefold(), "")
        if re.match(r"0\d", digits):  # a part of a post code, a telephone number
            yield "code", digits, "", ""
        elif label:
            yield "ordinal", f"{digits}.", "", ""
        elif _is_year(match):
            yield "year", word, "", ""
        else:
            value = Decimal(digits).scaleb(scale)
            yield "amount", format(value.normalize(), "f"), mark, digits


def _is_year(match: re.Match[str]) -> bool:
    plain = not (match["scale"] or match["currency"] or match["mark"])
    return plain and re.fullmatch(_YEAR, match["number"] or "") is not None


def _edge(left: str) -> str:
    """Tell whether a date behind this text is that of a beginning or of an end, "" where it may be either."""
    preposition = _FROM_TO.search(left)
    if preposition:
        return "from" if preposition[1].casefold() in ("from", "since") else "to"
    verbs = [word for word in _content(re.split(r"[,;|(]|\d", left)[-1]) if word in _BEGINS | _ENDS]
    return ("from" if verbs[-1] in _BEGINS else "to") if verbs else ""


def _date(year: str | None, month: str, day: str) -> str:
    return f"{year or '?'}-{MONTHS[month.casefold()]:02}-{day.zfill(2) if day else '?'}"


def _plain(number: str) -> str:
    """Write a number without its thousands' marks: "1,062.2" and "1 062.2" are one."""
    number = re.sub(r"\s", "", number)
    number = re.sub(r",(?=\d{3}(?!\d))", "", number).replace(",", ".")
    whole, *rest = number.split(".")
    return f"{whole}.{rest[0]}" if len(rest) == 1 else "".join((whole, *rest))
