"""A sentence cut into the statements that it joins, each of which a passage must bear."""

import re
from collections.abc import Iterator
from itertools import combinations

from kb.figures import MONTHS, NUMBER_WORDS
from kb.grounding.denying import VERB
from kb.paraphrase import PAST
from kb.words import split_words

_SUBJECT = re.compile(r"(?:(?:The|Its|Their|These|Those|All|Each|Every) )?[A-Za-z][a-z-]+(?: [a-z-]+){0,2}")
SHORTEST = 3  # words from which a part of a sentence is a statement of its own
MOST_CUTS = 3
MOST_JOINTS = 6
_OPENING = re.compile(
    r"""(?:
        (?:according\ to|based\ on|as\ (?:stated|described|mentioned|noted|shown|reported|indicated|set\ out)\ in|from|
           as\ per|in\ line\ with)\s(?:the|these|those|your|our)\s(?:\w+\s){0,2}?
           (?:documents?|passages?|texts?|excerpts?|sources?|information|context|material|documentation)
           (?:\s(?:provided|given|above|available|supplied|at\ hand|I\ (?:have|was\ given)))?
        | among\ others?(?:\ things)?
        | in\ (?:short|brief|summary|sum|conclusion|other\ words|addition|particular|general|fact|total|all|detail)
        | to\ (?:sum\ up|summari[sz]e|be\ (?:precise|exact|more\ precise)|put\ it\ (?:briefly|simply)|conclude)
        | (?:overall|yes|no|briefly|specifically|currently|notably|additionally|furthermore|moreover|also|finally|
           however|meanwhile|put\ simply|simply\ put|as\ a\ summary|at\ present|for\ (?:its|their)\ part|
           as\ for\ (?:the\ )?\w+|on\ the\ other\ hand|that\ said|importantly|in\ practice|more\ precisely)
    ),\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERS = "|".join(NUMBER_WORDS)
CONTINUES = re.compile(r"[a-zà-ÿ]+s\s|[a-zà-ÿ]+ed\s|(?:is|are|was|were|has|have|had|also)\s")  # without a subject
# What only says when, where or under which something is: no statement, so the unit of what it stands beside bears it.
_ADJUNCT = re.compile(
    r"(?:(?:at|in|on|under|during|of|for(?! (?:instance|example)\b)|with|by|after|before|since|from|among|within|until|"
    r"between)\b"
    r"|(?:(?:initially|originally|first|already|officially) )?(?:dated|(?:\w+ed|held|set|led|run|made|given|paid) "
    r"(?:in|on|at|by|for|from|under|to|with|during|since|until|between|as))\b)",
    re.IGNORECASE,
)
_NAMELY = re.compile(r",? (?:namely|i\.e\.|that is to say)\b")
_OF_ALL = re.compile(r"(?:all|every|each|both|most|none)\b", re.I)
_HAS_SUBJECT = re.compile(
    rf"\b(?:it|they|he|she|there|you|we)\b|[a-z]s (?:the|an?|its|their|\d|(?:{_NUMBERS})\b)", re.I
)
_FINITE = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|will|would|must|{'|'.join(PAST)})\b"
)
_NAME = r"(?:[^\W\d_a-zà-ÿ][\w'’-]*\ )*[^\W\d_a-zà-ÿ][\w'’-]*"
_MONTHS = "|".join(MONTHS)
_JOINTS = re.compile(
    rf""";\s+(?:while\s|whereas\s|and\s|but\s|however,\s|instead,\s)?
    | :\s+
    | ,\s+(?:and|but|while|whereas|although|though|yet|where|when|with|in\ which|of\ which|for\ which|which|who|
        whose|including|among\ them|both\ of\ which|all\ of\ which|most\ of\ which)\s
    | \s(?:while|whereas|although|though|but|when|where|which|who)\s
    | \sand\s(?=the\b|then\b|(?:is|are|was|were|has|have|had|can|could|may|will|must)\s|\w+ed\b|
        (?:{"|".join(PAST)})\b|(?!\w+ss\s)[a-z]{{2,}}s\s(?:the|an?|its|their|all|both|about|around|over|up|together|to|with|for|from|of|in|on|at|by|as|under|{_NUMBERS}|\d)[\s\d])
    | \sand\s(?={_NAME}\s(?:for|as)\b)
    | \sand\s(?=[a-z]+\s(?:that|which)\s(?:is|are|was|were)\b|(?:\d+|{_NUMBERS})\s(?:of|[a-z]))
    | \s(?:together\ with|along\ with|as\ well\ as|plus|in\ addition\ to)\s
    | ,\s+so\s(?=(?:you|it\ is|please|the\ best)\b)
    | ,\s+(?!(?:and|or)\b)""",
    re.VERBOSE,
)
# What is said to be a reason is no statement of its own: that it is the reason must be borne, too.
_REASON = re.compile(
    rf"(?:because|due to|owing to|thanks to|since(?!\s(?:then|early|late|mid|\d|{_MONTHS})\b)|as(?!\sof\b)|so|thus|"
    r"hence|therefore|thereby|consequently|in response|as a result|in view of|given|following|on account|"
    r"for this reason|in order)\b",
    re.IGNORECASE,
)
# Who says it is no statement of its own: "According to A, ...".
_SOURCE = re.compile(r"(?:according to|as \w+ (?:by|in|on)|as per|in the (?:view|words) of)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r",\s(?:for (?:instance|example)|in turn|too|likewise|respectively|for (?:its|their) part|in particular|however|"
    r"meanwhile|in fact),(?=\s)"
)
_PAIR = re.compile(rf"({_NAME}) and (?:the )?({_NAME})")
_FORMER, _LATTER = re.compile(r"\bthe former\b"), re.compile(r"\bthe latter\b")
_RELATIVE = re.compile(rf"({_NAME})(?: \([^()]*\))?,? (?:which|who)\s$")
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?"
_RAN = re.compile(
    rf"(.*\bcall\b.*) (?:ran|runs|was open|remained open) (?:from|between) ({_DATE}) (?:to|until|and) ({_DATE})\.?",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"{_NAME}(?:, (?:the )?{_NAME})*,? and (?:the )?{_NAME} (?=[a-z])")
_LIST_JOINTS = re.compile(r",? and (?:the )?|, (?:the )?")
_TOGETHER = re.compile(r"\b(?:together|both|each other|between them|in total|altogether|combined|two|among)\b|\d", re.I)
_INSERTED = re.compile(r"([^,]+), (?:which|who) ([^,]+), ([^,].*)")
_APPOSED = re.compile(r"([^,]+), ((?:an?|the) [^,]+), (?!and\b|or\b)([^,].*)")  # "A, the head of B, leads C"
_INTRODUCED = re.compile(
    r"(?:Its|Their|The|His|Her) ([a-z][^,]+), ([^,]+), (?!and\b|or\b)([^,].*)"
)  # "Its head, A, ..."


def strip_opening(sentence: str) -> str:
    """Take away what only leads a sentence in or stands between: "In short,", ", for instance,"."""
    while match := _OPENING.match(sentence):
        sentence = sentence[match.end() :]
    return _BETWEEN.sub("", sentence)


def cut_statements(sentence: str) -> Iterator[tuple[str, ...]]:
    """Give the ways of cutting a sentence into statements of at least SHORTEST words, those with fewest cuts first."""
    found = [match for match in _JOINTS.finditer(sentence) if not _parts_source(sentence, match)]
    if namely := _NAMELY.search(sentence):  # what it lists are those that it counts, not some of another list
        found = [match for match in found if match.end() <= namely.start() or match.group().strip() not in (",", "and")]
    if len(found) > MOST_JOINTS:  # a long list: what only its commas part is not tried
        found = [match for match in found if match.group().strip() != ","][:MOST_JOINTS]
    joints = [match.span() for match in found]
    for count in range(1, min(MOST_CUTS, len(joints)) + 1):
        for chosen in combinations(joints, count):
            starts = (0, *(end for _, end in chosen))
            ends = (*(start for start, _ in chosen), len(sentence))
            parts = tuple(_with_name(sentence, start, end) for start, end in zip(starts, ends, strict=True))
            if _states_nothing_of_all(parts[0]):
                continue
            if all(len(split_words(part)) >= SHORTEST and not _REASON.match(part) for part in parts):
                yield parts


def _states_nothing_of_all(part: str) -> bool:
    """Tell whether a part has only the subject of a sentence about all of them: "All towns" of "All towns, with A"."""
    return _OF_ALL.match(part) is not None and not _FINITE.search(part) and not _HAS_SUBJECT.search(part)


def _parts_source(sentence: str, joint: re.Match[str]) -> bool:
    """Tell whether a joint parts nothing but "According to A" from what is said."""
    first = sentence[: joint.start()]
    opens = joint.group().strip() == "," and _SOURCE.match(first) is not None and not VERB.search(first)
    return opens or _SOURCE.match(sentence, joint.end()) is not None


def is_adjunct(part: str) -> bool:
    """Tell whether a part of a sentence only says when, where or under which the rest is so: "At its first meeting"."""
    behind = part.split(" ", 1)[-1]
    return _ADJUNCT.match(part) is not None and not _FINITE.search(behind) and not _HAS_SUBJECT.search(behind)


def subject_of(statement: str) -> str:
    """Give the words with which a statement begins, before its verb, where they say of what it is; "" where not."""
    found = _FINITE.search(statement)
    subject = statement[: found.start()].strip() if found else ""
    return subject if _SUBJECT.fullmatch(subject) else ""


def resolve_pair(sentence: str) -> str:
    """Write "the former" and "the latter" as the two names that stand joined before them."""
    found = _PAIR.search(sentence)
    if not found or not (_FORMER.search(sentence, found.end()) and _LATTER.search(sentence, found.end())):
        return sentence
    head, rest = sentence[: found.end()], sentence[found.end() :]
    return head + _LATTER.sub(found[2], _FORMER.sub(found[1], rest))


def _with_name(sentence: str, start: int, end: int) -> str:
    """Give a part of a sentence, what begins behind "A, who" with A before it."""
    part = sentence[start:end].strip()
    found = _RELATIVE.search(sentence[:start])
    return f"{found[1]} {part}" if found else part


def read_listed(sentence: str) -> tuple[str, ...]:
    """Give for each of the names with which a sentence begins what it says of all: "A and B are open"; () for others.

    Not where it says something of them together, as how many they are.
    """
    found = _LISTED.match(sentence)
    if not found or _TOGETHER.search(sentence):
        return ()
    rest = sentence[found.end() :]
    return tuple(f"{name} {rest}" for name in _LIST_JOINTS.split(found[0].strip()))


def read_inserted(sentence: str) -> tuple[str, str] | None:
    """Give the two statements of a sentence that says in between what its subject is, None for others.

    From when to when something ran are two as well: when it opened, and when it closed.
    """
    if found := _RAN.fullmatch(sentence):
        subject, first, last = found.groups()
        year = re.search(r"\s\d{4}$", last)
        begun = first if year is None or re.search(r"\d{4}$", first) else f"{first}{year[0]}"
        return f"{subject} opened on {begun}", f"{subject} closed on {last}"
    if found := _INSERTED.fullmatch(sentence):
        subject, clause, rest = found.groups()
        return f"{subject} {rest}", f"{subject} {clause}"
    if found := _APPOSED.fullmatch(sentence):
        subject, what, rest = found.groups()
        return f"{subject} {rest}", f"{subject} is {what}"
    if found := _INTRODUCED.fullmatch(sentence):
        what, subject, rest = found.groups()
        return f"{subject} {rest}", f"{subject} is the {what}"
    return None
