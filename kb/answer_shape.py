"""What an answer must have besides its type: as many items as are asked for, a reason, a limit.

Told from the question's own words, as in kb.answer_type. "What are the seven aims?" is answered by a text that lists
them, not by one that says that there are seven.
"""

import re

from kb.cause_forms import AIM, CAUSE

COUNT_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = COUNT_WORDS[1:]
_N = rf"([2-9]|[1-9]\d|{'|'.join(_NUMBERS)})"
_NOUNS = r"(?: (?!of\b|in\b|for\b|at\b)[\w'’-]+){0,3}? [\w'’-]+s\b"
# "What are the seven aims?", "Which 25 programmes ...?", "names of the 28 projects", "... declaration: the seven aims?"
_ITEMS = re.compile(
    rf"\b(?:what|which|who)(?: (?:are|were))?(?: the| its| their| those)? {_N}(?! (?:is|are|was|were|per)\b)[ -]|"
    rf"\b(?:list|names?|titles|enumerate|(?:tell|give|show) me)(?: of)?(?: all)?(?: the| its| their)? {_N}\b|"
    rf"[:,–-] (?:the |its )?{_N}(?! or ){_NOUNS}\W*$",
    re.I,
)
_SAME = re.compile(r"\bin common\b|\bdiffer|\bcompare", re.I)
_BETWEEN = re.compile(r",(?!\d)|;| and | & ")
_PARTS = re.compile(r" \| |(?<=[.!?]) ")
FEWER = 0.6  # of the items that are asked for, a text that has fewer does not list them

_REASON = re.compile(
    r"\bwhy\b|\b(?:what|which) (?:was|were|is|are) the (?:reason|cause)s?\b|\breasons? for\b|"
    r"\bfor (?:what|which) reasons?\b|\bwhat (?:led to|caused|prompted|made)\b|\bhow come\b|\bwhat for\W*$",
    re.I,
)


# What a question asks for in one way and a text tells in another: the name of what is missed, how it is asked for, and
# how it is told.
_DEMANDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(asks, re.I), re.compile(tells, re.I))
    for name, asks, tells in (
        (
            "reason",
            _REASON.pattern,
            rf"{CAUSE.pattern}|^since (?!\d)|\. [^.]*\bin this way\b|"
            r"\b(?:reasons?|therefore|following the|as a result|in response|caused?|led to|in reaction|"
            rf"reacts?|aims?|answer to|this is why|meant to|purpose|no longer|not clear|cannot|{AIM})\b",
        ),
        (
            "limit",
            r"\b(?:max\b|maxim\w+|minim\w+|min\.|at (?:most|least)|ceiling|upper limit|lower limit|"
            r"(?:largest|smallest|highest|lowest) possible|no more than)",
            r"\b(?:max\b|maxim\w+|minim\w+|at (?:most|least)|up to|more than|less than|under|not? exceed\w*|ceiling|"
            r"limits?|between|needs?|needed|must|from \S+ to|until)\b|\d (?:to|–|-) ?(?:EUR )?\d|\d[–-]\d",
        ),
        # What is asked of one alone, or by the year, is not told by what is told of several together, or of all years.
        (
            "share of one",
            # "Small and large ones separately" names what the figures are of: those words must be told themselves.
            r"\b(?:alone|on its own|by itself)\b|"
            r"^(?!.*\band [\w-]+(?: [\w-]+)? separately\b).*\bseparately\b",
            r"\b(?:alone|on its own|by itself|separately|only|each|of which|itself)\b",
        ),
        (
            "figure of a year",
            r"\b(?:per|a|each|every) year\b|\bannual(?:ly)?\b(?! \w*(?:event|conference|meeting|report|forum))",
            r"\b(?:years?|annual(?:ly)?|yearly)\b",
        ),
        # What came on top of a budget does not tell how big it is.
        (
            "money",
            r"^(?!.*\b(?:more|additional\w*|extra|increas\w*|rais\w*|added|gr[eo]w\w*|chang\w*)\b).*"
            r"\b(?:budget of|total budget|(?:what|how (?:big|large|high)) (?:is|was) the (?:\w+ )?budget)\b",
            r"(?:EUR|€) ?+[\d.,]++(?: [mb]illion)?+(?! (?:more|extra|additional|less)\b)|\d %|not known",
        ),
        # What is still to come is not told by what has been. "NEXT" in a programme's name is no such word.
        (
            "time to come",
            r"\b(?:next|upcoming|forthcoming|coming|future) (?:(?:annual|regular|small-scale|monitoring|steering|joint|"
            r"public|interreg|interact|tesim|partnership|network|project|MC|JMC) ){0,2}?(?:calls?|meetings?|events?|"
            r"conferences?|deadlines?|rounds?|dates?|committee|MC|JMC|forum|webinars?|trainings?)\b|"
            r"\bwhen (?:will|shall)\b",
            r"\b(?:will|plan(?:s|ned)?|expected|foreseen|announced for|due|scheduled|is to|are to|to come|intends?|"
            r"no (?:\w+ )?(?:call|meeting|date|event)|not (?:\w+ )?(?:known|found|announced))\b",
        ),
        # Whether a call is open today is not told by the days of past ones.
        (
            "state of today",
            r"\bcalls?\b[^?]*\bopen\b[^?]*\b(?:now|currently|today|at the moment|at present)\b|"
            r"\b(?:now|currently|still|today) open\b[^?]*\bcalls?\b|\bcalls?\b[^?]*\b(?:now|currently|still) open\b",
            r"\bno (?:[\w-]+ ){0,4}calls?\b|\bopen in \w+ 20\d\d\b|\bcurrently\b|\b(?:is|are) (?:still )?open\b",
        ),
        # Nor how many work somewhere by how many came to it.
        (
            "number",
            r"\bhow many (?:people|persons|men|women)\b[^?]*\b(?:work|employed)|"
            r"\bhow many (?:staff|employees|colleagues)\b",
            r"\b(?:work\w*|staff|employ\w*|teams?|colleagues|posts)\b",
        ),
        # Who had an office before somebody is not told by who has it.
        (
            "person",
            r"\bwho(?:m|se)?\b[^?]*\b(?:before|prior to|predecessors?|previous(?:ly)?|former(?:ly)?)\b|"
            r"\b(?:predecessor of|(?:previous|former) (?:contact|head|director|manager|chair\w*|coordinator|leader))\b",
            r"\b(?:before|former(?:ly)?|previous(?:ly)?|predecessors?|until|earlier|succeed\w*|replaced|took over)\b|"
            r"\bin (?:19|20)\d\d\b[^\n]*;[^\n]*\bin (?:19|20)\d\d\b",
        ),
    )
)

# How a text says that a person has the office that is asked for. "Directorate-General" is no director.
_HEADS = r"\b(?:heads?|headed|director|chair\w*|president|leader|leads?|led|chief|in charge)\b"
_OFFICES = {
    "head": _HEADS,
    "director": _HEADS,
    "chair": _HEADS,
    "chairman": _HEADS,
    "president": _HEADS,
    "leader": _HEADS,
    "boss": _HEADS,
    "chief": _HEADS,
    "coordinator": r"\bco-?ordinat\w+",
    "commissioner": r"\bcommissioner",
    "minister": r"\bminister",
    "ambassador": r"\bambassador",
    "rapporteur": r"\brapporteur",
    "moderator": r"\bmoderat",
    "spokesperson": r"\bspokes",
}
_OFFICE = rf"(?:{'|'.join(_OFFICES)})\b(?![- ](?:partner|office\b|quarter))"
# "Who is the director ...?", "team leader, who is it?", "Director-General of the department?"
_ASKED_OFFICE = re.compile(
    rf"\b(?:who(?:se|m)?|(?:which|what) person|name of)\b(?:[^\w?]+\w+){{0,6}}?[^\w?]+({_OFFICE})|"
    rf"\b({_OFFICE})[^?]{{0,20}}\b(?:who|name)\b|^\W*(?:the )?(?:\w+ )?({_OFFICE})[\w-]* of\b",
    re.I,
)


def absent_shapes(question: str, told: str) -> list[str]:
    """Name what a question wants an answer to have that a text has not: "items", "reason", "limit", ..."""
    absent = []
    number = items_asked(question)
    if number and _count_items(told) < FEWER * number:
        absent.append("items")
    absent += [name for name, asks, tells in _DEMANDS if asks.search(question) and not tells.search(told)]
    office = next(filter(None, asked.groups())) if (asked := _ASKED_OFFICE.search(question)) else ""
    if office and not re.search(_OFFICES[office.casefold()], told, re.I):
        absent.append("person")
    return list(dict.fromkeys(absent))


def asks_reason(question: str) -> bool:
    """Tell whether a reason is asked for."""
    return _REASON.search(question) is not None


def items_asked(question: str) -> int:
    """Tell how many things a question wants named, 0 where it does not say."""
    found = None if _SAME.search(question) else _ITEMS.search(question)
    if found is None:
        return 0
    number = next(group for group in found.groups() if group).casefold()
    return int(number) if number.isdecimal() else _NUMBERS.index(number) + 2


def _count_items(text: str) -> int:
    """Count the lines of a text, or what one of its sentences or cells lists, whichever is more."""
    lines = text.strip().splitlines()
    parts = (part for line in lines for part in _PARTS.split(line))
    return max([len(lines), *(1 + len(_BETWEEN.findall(part)) for part in parts)])
