"""Write numbers and dates as spreadsheets show them, by their format codes (ECMA-376 part 1, 18.8.31)."""

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

# The codes that files name by number only. 14 and 22 follow the reader's country; ISO can't be misread.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<elapsed>h+\]|m+\]|s+\](?:\.0+)?)|\[(?P<condition>[<>=]+-?[\d.]+)\]|\[(?P<colour>[^\]]*)\]"
    r"|(?P<general>general)|(?P<half>am/pm|a/p)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e(?![+-]))"
    r"|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def show_number(value: float, code: str, from_1904: bool = False) -> str:
    """Write a number or a date's serial number as its format code shows it, "" where the code hides it."""
    section, size = _choose(_split(code), value)
    try:
        return _show(size, section, from_1904)
    except (OverflowError, ValueError):  # too large for its format: a spreadsheet shows #### then
        return _show_general(value)


def _show(value: float, section: Sequence[_Token], from_1904: bool) -> str:
    if any(token.kind in ("date", "elapsed", "half") for token in section):
        return _show_date(value, section, from_1904)
    if any(token.kind == "digit" for token in section) and not any(token.kind == "general" for token in section):
        return _show_figure(value, section)
    text = _show_general(value)
    return "".join(text if token.kind == "general" or token.text == "@" else _literal(token) for token in section)


@lru_cache(maxsize=1000)
def _split(code: str) -> tuple[tuple[_Token, ...], ...]:
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = str(match.lastgroup)
        text = match.group(kind)
        if kind == "other" and text == ";":
            sections.append([])
        elif kind not in ("fill", "colour"):
            sections[-1].append(_Token(kind, text))
    return tuple(map(tuple, sections))


def _choose(sections: tuple[tuple[_Token, ...], ...], value: float) -> tuple[tuple[_Token, ...], float]:
    """Return the section for a value, and the value without the sign that the section writes by itself."""
    for section in sections[:3]:
        condition = next((token.text for token in section if token.kind == "condition"), "")
        if condition and _holds(condition, value):
            return section, abs(value) if value < 0 else value
    plain = [
        section
        for section in sections[:3]
        if not any(token.kind == "condition" for token in section) and not any(token.text == "@" for token in section)
    ] or [sections[0]]
    if len(plain) > 1 and value < 0:
        return plain[1], -value
    if len(plain) > 2 and value == 0:
        return plain[2], value
    return plain[0], value


def _holds(condition: str, value: float) -> bool:
    sign = re.match("[<>=]+", condition)
    assert sign is not None  # noqa: S101 (the token's pattern says so)
    limit = float(condition[sign.end() :] or 0)
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }.get(sign.group(), False)


def _literal(token: _Token) -> str:
    if token.kind in ("quoted", "escaped", "currency"):
        return token.text
    if token.kind == "space":
        return " "
    return token.text if token.kind == "other" and token.text != "@" else ""


def _show_general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def _show_figure(value: float, section: Sequence[_Token]) -> str:
    """Write a number into the digit places of a section, which may be literal text, too."""
    first = next(index for index, token in enumerate(section) if token.kind == "digit")
    last = max(index for index, token in enumerate(section) if token.kind == "digit")
    end = last + 1
    while end < len(section) and section[end].text == ",":
        end += 1
    start = first
    while start > 0 and section[start - 1].text in (".", ","):
        start -= 1
    core = section[start:end]
    percent = sum(token.text == "%" and token.kind == "other" for token in section)
    value = value * 100**percent / 1000 ** (end - last - 1)
    pattern = "".join(token.text for token in core if token.kind in ("digit", "exponent") or token.text in ".,/")
    before = "".join(map(_literal, section[:start]))
    after = "".join(map(_literal, section[end:]))
    if any(token.kind == "exponent" for token in core):
        mantissa = pattern.split("E")[0].split("e")[0]
        text = _show_exponent(value, len(mantissa.partition(".")[2]))
    elif "/" in pattern:
        text = _show_fraction(value, pattern)
    elif any(_literal(token) and token.text not in ".," for token in core):
        text = _show_in_places(value, core)
    else:
        text = _show_decimal(value, pattern)
    sign = "-" if text.startswith("-") else ""
    return " ".join(f"{sign}{before}{text.removeprefix('-')}{after}".split())


def _show_decimal(value: float, pattern: str) -> str:
    whole, _, decimals = pattern.rstrip(",").partition(".")
    places = len(re.findall("[0#?]", decimals))
    comma = "," if "," in whole.strip(",") else ""
    # Half away from zero, of the shortest decimal that is this number: format() would round half to even.
    shifted = Fraction(repr(value)) * 10**places
    rounded = math.floor(abs(shifted) + Fraction(1, 2))
    text = f"{rounded // 10**places:{comma}d}"
    least = whole.count("0")
    if len(text.replace(",", "")) < least:
        text = text.replace(",", "").rjust(least, "0")
    if not least and rounded < 10**places:
        text = ""
    if places:
        digits = f"{rounded % 10**places:0{places}d}"
        kept = len(decimals.rstrip("#?").replace(",", ""))
        while len(digits) > kept and digits.endswith("0"):
            digits = digits[:-1]
        text += f".{digits}" if digits else ""
    return f"-{text}" if shifted < 0 and rounded else text


def _show_exponent(value: float, places: int) -> str:
    mantissa, _, exponent = f"{value:.{places}E}".partition("E")
    return f"{mantissa}E{int(exponent):+03d}"


def _show_fraction(value: float, pattern: str) -> str:
    below = pattern.partition("/")[2]
    limit = int(below) if below.isdecimal() and int(below) else 10 ** max(len(re.findall("[0#?]", below)), 1) - 1
    whole = int(abs(value))
    part = Fraction(abs(value) - whole).limit_denominator(limit)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    texts = [str(whole)] if whole or not part else []
    texts += [f"{part.numerator}/{part.denominator}"] if part else []
    return ("-" if value < 0 else "") + " ".join(texts)


def _show_in_places(value: float, core: Sequence[_Token]) -> str:
    """Write digits around literal text, as telephone numbers have it."""
    places = sum(token.kind == "digit" for token in core)
    digits = str(math.floor(abs(value) + 0.5)).rjust(places, "0")
    text, used = digits[: len(digits) - places], len(digits) - places
    for token in core:
        if token.kind == "digit":
            text += digits[used]
            used += 1
        else:
            text += _literal(token)
    return f"-{text}" if value < 0 else text


def _show_date(value: float, section: Sequence[_Token], from_1904: bool) -> str:
    """Write a date, a time or a duration."""
    elapsed = any(token.kind == "elapsed" for token in section)
    sign = "-" if elapsed and value < 0 else ""
    value = abs(value) if elapsed else value
    # What is shown is rounded to, and milliseconds are what is left of a float with a date before the point.
    places = min(max(len(token.text.partition(".")[2]) for token in section), 3)
    seconds = Fraction(round(value * 86_400, places)).limit_denominator(1000)
    moment = _to_moment(seconds, from_1904)
    if moment is None:
        return _show_general(value)
    half = any(token.kind == "half" for token in section)
    pieces = []
    for index, token in enumerate(section):
        if token.kind == "elapsed":
            pieces.append(_show_elapsed(seconds, token.text.lower()))
        elif token.kind == "half":
            pieces.append("AM" if moment.hour < 12 else "PM")
        elif token.kind == "date":
            pieces.append(_show_date_part(moment, token.text.lower(), half, _is_minutes(section, index)))
        else:
            pieces.append(_literal(token))
    return sign + " ".join("".join(pieces).split())


def _show_elapsed(seconds: Fraction, letters: str) -> str:
    unit, _, decimals = letters.partition("]")
    whole = math.floor(seconds / {"h": 3600, "m": 60, "s": 1}[unit[0]])
    fraction = f".{math.floor(seconds % 1 * 10 ** (len(decimals) - 1)):0{len(decimals) - 1}d}" if decimals else ""
    return str(whole).rjust(len(unit), "0") + fraction


def _show_date_part(moment: datetime.datetime, letters: str, half: bool, minutes: bool) -> str:
    letter, width = letters[0], len(letters)
    if letter in "ye":
        return f"{moment.year:04d}" if width > 2 or letter == "e" else f"{moment.year % 100:02d}"
    if letter == "m" and not minutes:
        name = _MONTHS[moment.month - 1]
        texts = {3: name[:3], 4: name, 5: name[0]}
        return texts.get(width) or f"{moment.month:0{min(width, 2)}d}"
    if letter == "d":
        name = _DAYS[moment.weekday()]
        return {3: name[:3], 4: name}.get(width) or f"{moment.day:0{min(width, 2)}d}"
    if letter == "h":
        return f"{(moment.hour - 1) % 12 + 1 if half else moment.hour:0{min(width, 2)}d}"
    if letter == "m":
        return f"{moment.minute:0{min(width, 2)}d}"
    whole, _, decimals = letters.partition(".")
    fraction = f"{moment.microsecond:06d}"[: len(decimals)]
    return f"{moment.second:0{min(len(whole), 2)}d}" + (f".{fraction}" if decimals else "")


def _is_minutes(section: Sequence[_Token], index: int) -> bool:
    """Tell whether an ``m`` is one of minutes: it stands beside hours or seconds."""

    def letter(tokens: Sequence[_Token]) -> str:
        return next((token.text[0].lower() for token in tokens if token.kind in ("date", "elapsed")), "")

    return letter(section[index - 1 :: -1] if index else ()) in ("h", "s") or letter(section[index + 1 :]) == "s"


def _to_moment(seconds: Fraction, from_1904: bool) -> datetime.datetime | None:
    """Return the moment so long after the calendar's start, None outside the calendar."""
    start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30)
    if not from_1904 and 0 <= seconds < 60 * 86_400:  # spreadsheets count a 29 February 1900 that never was
        start += datetime.timedelta(days=1)
    try:
        return start + datetime.timedelta(milliseconds=float(seconds * 1000))
    except OverflowError:
        return None
