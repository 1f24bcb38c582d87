"""Plans and open questions: what a passage only plans, or leaves open, may not be told as a fact."""

import re
from functools import lru_cache

from kb.grounding.denying import VERB, is_negative
from kb.grounding.reading import roots_of
from kb.paraphrase import PAST, root, says_same
from kb.words import fold, split_words

# What is planned for something is not said to be planned by its sentence: "money planned for Kolarctic went to Aurora".
_PLAN = re.compile(
    r"\bplan(?:s|ned)\b(?! (?:for|with|under)\b)|\bpropos(?:ed|es)\b|\b[Pp]roposal (?:of|to)\b|\bwould\b"
    r"|\b(?:intend|expect|hope)(?:s|ed)? (?:\w+ ){0,3}?to\b|\bmeant to\b|\bexpect(?:s|ed)\b|\bin preparation\b"
    r"|\b(?:was|were) to (?=[a-z])"
)
_SAYS_SO = re.compile(
    r"\b(?:plan\w*|propos(?:e|es|ed|ing|al)|suggest\w*|inten[dt]\w*|expect\w*|foresee\w*|foresaw|foreseen|envisag\w*|"
    r"would|will|should|(?-i:may)|might|could|hope[ds]?|hoping|aim\w*|want\w*|wish\w*|seek\w*|sought|meant|due|schedul\w*|"
    r"original\w*|initial\w*|draft\w*|prepar\w*|future|(?:is|are|was|were|has|have) (?:yet )?to (?=[a-z])|to be)\b",
    re.I,
)
_MAY = re.compile(
    r"\b(?:may|might|can|could|(?:allow|permit|enabl|entitl)ed to|able to|eligible to|free to|possible to|"
    r"(?:bills?|proposals?|plans?|requests?|intentions?|invit\w+|ask\w*) to|(?:bills?|law) for)"
    r" (?:(?:also|only|now|then|be|have|(?!apply|rely|reply|supply)\w+ly) )*(\w+)"
)
_MAY_SAY = re.compile(
    r"\b(?:(?-i:may)|might|can|could|lets?|allow\w*|permit\w*|enabl\w*|entitl\w*|eligib\w*|able|ability|possib\w*|option\w*|"
    r"potential\w*|free to|open to|right to)\b|≤",
    re.I,
)
_INSERTED = re.compile(r" \([^)]*\)")
_JOINTS = re.compile(rf"[;:]|,(?!\d)|\band\b(?=\s{VERB.pattern})", re.I)
_OPEN = re.compile(r"\bwhether\b(?:[^,.;|)]|[.,](?=\d))*", re.I)
_UNKNOWN = re.compile(
    r"\b(?:not (?:\w+ )?(?:clear|known|certain|stated|specified|given|found|confirmed)|unknown|"
    r"no \w+ (?:was |were )?found|"
    r"not (?:state|say|specify|give|mention|name)(?: \w+)?)\b",
    re.I,
)
_LEFT_OPEN = re.compile(
    r"\b(?:neither|no|none|nothing|nor)\b[^.;]*\b(?:known|found|given|named|stated|identified|available|published|listed)\b|"
    r"\b(?:gives?|gave|names?|lists?|states?|mentions?|contains?|says?) (?:neither|no|nothing)\b|"
    r"\b(?:whether|unclear|uncertain|unknown|no \w+ (?:was |were )?found|not (?:\w+ )?(?:clear|known|certain|said|"
    r"stated|specified|mentioned|given|found|confirmed|say|state|specify|mention|indicate|clarify|reveal))\b",
    re.I,
)


def is_allowed_only(told: str, said: str) -> bool:
    """Tell whether a sentence says as done what a text says may or could be done: "paid" of "may pay"."""
    allowed = _MAY.findall(told)
    if not allowed or _MAY_SAY.search(said):
        return False
    done = {root(word) for word in split_words(said) if word in PAST or word.endswith("ed")}
    free = frozenset(root(word) for word in split_words(_MAY.sub(" ", told)))
    verbs = {root(fold(found)) for found in allowed} - free
    return any(says_same(verb, own) for verb in verbs for own in done)


def tells_plan(text: str) -> bool:
    """Tell whether a text says that something is planned, proposed or expected."""
    return _PLAN.search(text) is not None


def says_plan(said: str) -> bool:
    """Tell whether a sentence leaves it at a plan: "is to", "would", "intended", "originally"."""
    return _SAYS_SO.search(said) is not None


def open_roots(text: str) -> frozenset[str]:
    """Give the roots of what a text leaves open and does not say besides: "not clear whether that is EU money"."""
    left_open = roots_of(" ".join(_OPEN.findall(text)))
    return left_open - roots_of(_OPEN.sub("", text)) if left_open else left_open


def denies_unknown(said: str, told: str) -> bool:
    """Tell whether a sentence denies what a text only says is not known: "none" of "how many is not known"."""
    return _UNKNOWN.search(told) is not None and not leaves_open(said) and not is_negative(_UNKNOWN.sub("open", told))


def leaves_open(said: str) -> bool:
    """Tell whether a sentence says that something is not known or not said."""
    return _LEFT_OPEN.search(said) is not None


def is_planned(told: str, said: frozenset[str]) -> bool:
    """Tell whether the clauses of a text that share most roots with what was said tell a plan."""
    shared = [(len(said & roots), planned) for roots, planned in _clauses_of(told)]
    most = max(count for count, _ in shared)
    return all(planned for count, planned in shared if count == most)


@lru_cache(maxsize=4096)
def _clauses_of(told: str) -> tuple[tuple[frozenset[str], bool], ...]:
    """Cut a text into clauses, each by its roots and whether it tells a plan; what has no verb goes with the last."""
    found: list[str] = []
    for piece in _JOINTS.split(_INSERTED.sub("", told)):
        if found and not VERB.search(piece):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return tuple((roots_of(clause), tells_plan(clause)) for clause in found)
