"""Whether the figures of a passage hold one that was said: its value, its bound, and what it counts."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import takewhile

from kb.figures import MARKS, NUMBER_WORDS, SCALES, Figure
from kb.paraphrase import root

Like = Callable[[str, str], bool]

QUALIFYING = 2  # words directly behind a figure that say which it is: "of EU money"
ROUNDED_DIGITS = 3  # of a figure of millions that needs no "about"
NEXT_ROUND = Decimal("0.1")  # of a figure: how far it may be rounded down or up to "more than", "less than"
NEAR = 6  # words behind a figure that may say what it counts
# What is measured: one can't stand for another, however near their vectors are.
MEASURES = frozenset(
    root(word)
    for word in """year month week day hour minute kilometre metre mile hectare litre tonne point percent people
    participant country programme project region partner""".split()
)
# What is counted, besides: "15 programmes between EU Member States and other countries" are no 15 countries.
_COUNTED = MEASURES | frozenset(
    root(word)
    for word in """application proposal state member county oblast province governorate voivodeship event meeting
    priority objective call organisation volunteer recommendation applicant inhabitant person office language city town
    village island article page task aim change""".split()
)
MOST_LISTED = 9
_NAMED = {number: word for word, number in NUMBER_WORDS.items()}
_ITEMS = re.compile(r",? and |, ")
# The scale and the mark of one amount are no header of another: "71 applications asking for EUR 27 million".
_OWN_SCALE = re.compile(
    r"(?:(?:€|\$|\b(?:EUR|USD|PLN|RON|UAH)\b)\s?)?\d[\d.,]*(?:\s?(?:thousand|million|billion|mio|mn|bn)\b)?"
    r"(?:\s?(?:%|€|percent\b|per cent\b|euros?\b|EUR\b))?",
    re.IGNORECASE,
)
# How a figure may be told that is rounded behind a bound.
_BOUNDS_OF = {"＞": ("", "≈", "＞"), "＜": ("", "≈", "＜"), "≥": ("≥",), "≤": ("≤",)}
_NAME = r"[^\W\d_a-zà-ÿ][\w'’-]*(?: [^\W\d_a-zà-ÿ][\w'’-]*)*"
_FIRST = re.compile(rf"{_NAME}(?:, {_NAME})*,? and {_NAME}(?= [a-z])")
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)


# "EUR" says that it is money, "%" that it is a share.
OF_MARK = {
    "money": frozenset(root(word) for word in "money fund funding finance budget amount sum cash".split()),
    "%": frozenset(root(word) for word in "percentage share rate percent proportion part cost".split()),
}
_YEARS = root("year")
_YEAR, _MONTH = (_YEARS,), (root("month"),)
_TOTAL = frozenset(root(word) for word in "total overall altogether".split())
_OF_EU = frozenset(root(word) for word in "eu erdf ndici".split())
_RISE = frozenset(root(word) for word in "increase rise grow climb raise".split())
_FALL = frozenset(root(word) for word in "decrease fall drop decline shrink reduce".split())


def covers(told: Sequence[Figure], text: str, said: Figure, modal: bool, like: Like) -> bool:
    """Tell whether the figures told by a text hold one that was said, with its bound and for what it counts.

    modal: the sentence says "can" or "may", which makes an upper bound of a figure. like tells whether two roots mean
    the same.
    """
    if said.kind == "date":
        dates = [other for other in _of_edge(told, said) if other.kind == "date"]
        return any(_covers_date(other.value, said.value, told) for other in dates)
    if said.kind == "year":
        years = [other for other in _of_edge(told, said) if other.kind in ("year", "date")]
        return any(said.value == other.value.split("-")[0] for other in years)
    if said.kind == "code":
        return any(other.kind == "code" and other.value == said.value for other in told)
    if said.value == "2" and not said.mark and _BOTH.search(text):
        return True
    if said.kind == "ordinal" and not said.after:  # "the first two calls": what it counts stands behind the next
        return any(other.kind == "ordinal" and other.value == said.value for other in told)
    if said.after[:1] in (_YEAR, _MONTH) and any(_is_as_long(other, said, modal) for other in told):
        return True
    rivals = [other for other in told if other.kind == said.kind]
    same = [
        other
        for other in rivals
        if _same(other, said, text)
        and (_bound_fits(other.bound, said.bound, modal) or _is_end(other, rivals, said.bound))
    ]
    same += [other for other in rivals if said.bound in _BOUNDS_OF and _is_rounded(other, said)]
    return any(_pays(other, said, rivals) and _counts(other, said, rivals, like) for other in same)


def _is_as_long(told: Figure, said: Figure, modal: bool) -> bool:
    """Tell whether months were told in years or years in months: "36 months" and "three years"."""
    if (told.kind, told.mark) != (said.kind, said.mark) or not _bound_fits(told.bound, said.bound, modal):
        return False
    if said.kind != "amount":  # "until 31 July and a month longer": a date is no length
        return False
    months = [
        12 * Decimal(figure.value) if figure.after[:1] == _YEAR else Decimal(figure.value) for figure in (told, said)
    ]
    return {told.after[:1], said.after[:1]} == {_YEAR, _MONTH} and months[0] == months[1]


def tells_length(term: str, said: Sequence[Figure], told: Sequence[Figure]) -> bool:
    """Tell whether a root is that of the years or months in which a unit tells another length of time."""
    return (term,) in (_YEAR, _MONTH) and any(
        one.after[:1] == (term,) and _is_as_long(other, one, modal=True) for one in said for other in told
    )


def _pays(told: Figure, said: Figure, rivals: Sequence[Figure]) -> bool:
    """Tell whether a sum may be what it was said to be: EU money is not the total, nor the total EU money."""
    if not told.mark or told.mark == "%":
        return True
    taken = {word for rival in rivals if rival is not told and rival.after == told.before for word in rival.after}
    theirs = _payer(told.after, [word for word in told.before if word not in taken])
    ours = _payer(said.after, said.before)
    return not theirs or not ours or theirs == ours


def _payer(after: Sequence[str], before: Sequence[str]) -> str:
    """Give which a sum is said to be, by the word nearest to it: "total" or "eu", "" for neither."""
    for word in (*after[:QUALIFYING], *reversed(before)):
        if word in _TOTAL or word in _OF_EU:
            return "total" if word in _TOTAL else "eu"
    return ""


def _covers_date(told: str, said: str, all_told: Sequence[Figure]) -> bool:
    """Tell whether a date holds another: each part that was said; a year may stand elsewhere."""
    for theirs, ours in zip(told.split("-"), said.split("-"), strict=True):
        if ours == "?" or theirs == ours:
            continue
        elsewhere = any(figure.kind in ("year", "date") and figure.value.startswith(ours) for figure in all_told)
        if not (theirs == "?" and len(ours) == 4 and elsewhere):
            return False
    return True


def _of_edge(told: Sequence[Figure], said: Figure) -> list[Figure]:
    """Give the times that may begin or end what one is said to begin or end: "until 2025" is no other time's edge."""
    times = [other for other in told if other.kind in ("year", "date")]
    same = [other for other in times if other.bound == said.bound]
    if said.bound and same:
        return same
    return [other for other in times if not other.bound or not said.bound]


def _same(told: Figure, said: Figure, text: str) -> bool:
    if told.mark != said.mark and not (not told.mark and _MARK_WORDS[said.mark].search(_OWN_SCALE.sub("", text))):
        return False
    if told.value == said.value:
        return True
    if said.raw and told.raw == said.raw and told.raw == told.value:  # the scale stands in a header
        header = _OWN_SCALE.sub("", text)
        return any(Decimal(said.raw).scaleb(power) == Decimal(said.value) and re.search(rf"\b{word}\b", header, re.I)
                   for word, power in SCALES.items() if word != "m")  # fmt: skip
    exact_enough = said.raw != said.value and len(said.raw.replace(".", "")) >= ROUNDED_DIGITS  # "EUR 2.99 million"
    return bool(said.raw) and (said.bound == "≈" or exact_enough) and _rounds(told.value, said)


def _is_rounded(told: Figure, said: Figure) -> bool:
    """Tell whether "more than 5,000" was said of 5,294, or "less than 20 million" of 19.96: the next round figure."""
    if told.mark != said.mark or not said.raw or told.bound not in _BOUNDS_OF[said.bound]:
        return False
    exact, bound = Decimal(told.value), Decimal(said.value)
    beyond = exact > bound if said.bound in "＞≥" else exact < bound
    return beyond and abs(exact - bound) <= bound * NEXT_ROUND and _digits(bound) < _digits(exact)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _rounds(told: str, said: Figure) -> bool:
    step = Decimal(said.value) / Decimal(said.raw) if Decimal(said.raw) else Decimal(1)
    places = len(said.raw.partition(".")[2])
    return round(Decimal(told) / step, places) == Decimal(said.raw)


_MARK_WORDS = {
    mark: re.compile("|".join(re.escape(word) for word, same in MARKS.items() if same == mark), re.I)
    for mark in set(MARKS.values())
} | {"": re.compile(r"(?!)")}


def _bound_fits(told: str, said: str, modal: bool) -> bool:
    if said in ("", "≈"):
        return told in ("", "≈") or (modal and told == "≤")
    return told == said


def _is_end(told: Figure, rivals: Sequence[Figure], bound: str) -> bool:
    """Tell whether a figure is the upper end of a range, of which one may say "up to", or the lower, "at least"."""
    if told.bound or bound not in ("≤", "≥"):
        return False
    place = next(place for place, other in enumerate(rivals) if other is told)
    first, last = (place - 1, place) if bound == "≤" else (place, place + 1)
    if first < 0 or last >= len(rivals):
        return False
    lower, upper = rivals[first], rivals[last]
    joined = not lower.after and not upper.before and lower.mark == upper.mark
    return joined and not lower.bound and Decimal(lower.value) < Decimal(upper.value)


def _counts(told: Figure, said: Figure, rivals: Sequence[Figure], like: Like) -> bool:
    """Tell whether a figure counts what the same figure was said to count.

    A word near the one must stand near the other. What stands between two figures belongs to the one before it, as in
    "93 standard and 58 small projects", unless nothing else is left to the one behind.
    """
    others = [rival for rival in rivals if rival is not told and rival.mark == told.mark]
    if (told.mark and not others) or said.after[:1] == ("time",):  # "met for the first time"
        return True
    following = rivals[rivals.index(told) + 1 :][:1]
    if told.mark and not said.after and any(other.mark == told.mark and not other.before for other in following):
        return True  # the lower end of a range: the upper one tells what it counts
    taken = {word for rival in others if rival.after == told.before for word in rival.after}
    around = (*told.after, *(word for word in told.before if word not in taken)) or told.before
    # "EUR 94 million of EU money" is not borne by "EUR 85 million of EU money and EUR 94 million in total".
    first = said.after[:QUALIFYING]
    if (
        len(first) == QUALIFYING
        and not set(first) & set(told.after)
        and any(first == rival.after[:QUALIFYING] for rival in others)
    ):
        return False
    if said.after and told.after and _is_of_rival_kind(told, said, others, like):
        return False
    ours, theirs = _counted(said.after), _counted(told.after)
    if said.kind == "amount" and ours and theirs and not _meets(ours, theirs, like):
        return False
    measured = said.after[:1] if said.after[:1] and said.after[0] in MEASURES else ()
    if measured and not any(like(measured[0], word) for word in (*told.after, *told.before)):
        return False
    if not around or not (said.after or said.before) or _meets(said.after[:NEAR], around, like):
        return True
    elsewhere = {word for rival in others for word in rival.after}
    return not elsewhere.intersection(said.after[:NEAR]) and _meets(said.before[-NEAR:], around, like)


def _counted(words: Sequence[str]) -> tuple[str, ...]:
    """Give the first noun of what is counted among words, with those it makes a name with: "partner countries"."""
    near = list(words[:NEAR])
    first = next((at for at, word in enumerate(near) if word in _COUNTED), len(near))
    return tuple(takewhile(lambda word: word in _COUNTED, near[first:]))


def _is_of_rival_kind(told: Figure, said: Figure, others: Sequence[Figure], like: Like) -> bool:
    """Tell whether a sentence gives a number the kind of another: "93 small" of "93 standard and 58 small"."""
    kind = said.after[0]
    return any(kind in rival.after[:QUALIFYING] for rival in others) and not any(
        like(kind, word) for word in (*told.after, *told.before)
    )


def _meets(words: Sequence[str], others: Sequence[str], like: Like) -> bool:
    return any(like(word, other) for word in words for other in others)


def tells_unit(term: str, figures: Sequence[Figure]) -> bool:
    """Tell whether a root only says of what an amount is: money of euros, a share of a percentage."""
    marks = {figure.mark for figure in figures if figure.mark}
    if term == _YEARS and any(figure.kind in ("year", "date") for figure in figures):
        return True
    return (term in OF_MARK["money"] and bool(marks - {"%"})) or (term in OF_MARK["%"] and "%" in marks)


def tells_change(term: str, figures: Sequence[Figure]) -> bool:
    """Tell whether a root says of two amounts of a sentence, the earlier first, what they show: it rose or fell."""
    amounts = [figure for figure in figures if figure.kind == "amount"]
    if len(amounts) != 2 or amounts[0].mark != amounts[1].mark:
        return False
    first, last = (Decimal(figure.value) for figure in amounts)
    return (term in _RISE and first < last) or (term in _FALL and first > last)


def counts_first_names(said: Figure, text: str) -> bool:
    """Tell whether a small number counts the names with which a unit begins: "the two" of "Alpha and Beta agreed"."""
    if said.kind != "amount" or said.mark or said.bound:
        return False
    names = _FIRST.match(text)
    return names is not None and len(_ITEMS.split(names.group())) == int(said.value if said.value.isdigit() else 0)


def counts_own_list(said: Figure, text: str, listed: int) -> bool:
    """Tell whether a small number counts what its own sentence lists behind it: "two of them, A and B".

    listed: how many items the unit has, which the number must be, too; 0 when it is no list.
    """
    if (
        said.kind != "amount"
        or said.mark
        or said.bound
        or not said.value.isdigit()
        or not 2 <= int(said.value) <= MOST_LISTED
        or listed not in (0, int(said.value))
    ):
        return False
    for match in re.finditer(rf"\b(?:{said.value}|{_NAMED.get(said.value, said.value)})\b", text, re.I):
        behind = re.split(r"[,:] (?:namely |which are |that is,? )?|\(", text[match.end() :], maxsplit=1)
        if len(behind) == 2 and len(_ITEMS.split(re.split(r"[;.)]", behind[1])[0].strip())) == int(said.value):
            return True
    return False
