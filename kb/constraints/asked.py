"""What a question asks: its words without those it is dressed in, the names in it, the thing asked for."""

import re

from kb.index import Query
from kb.lookup import Found
from kb.words import STOP_WORDS, split_words, stem, term_set, terms

# Words that a question is dressed in.
FILLERS = frozenset(
    stem(word)
    for word in """thanks thank please know want wants like need something else question exactly actually really
    name names named say says many much make makes made use uses used work works called kind kinds type types
    different difference compare versus vs yes very alone new happen happened occurred summary summarise summarize
    overview gist basics essentials brief facts nothing something anything everything somebody someone anybody anyone
    tell told spot nb nbr whats whos wheres isn aren wasn weren don doesn didn hasn haven hadn wouldn shouldn
    couldn mustn ll ve must ever teh wat pls plz apart aside deal deals dealing nowadays
    asap
    along among across within via upon towards""".split()
)
# "How many partners may a project have", not the month; "separately", but not "is there a separate budget".
_MODAL = re.compile(r"\bmay\b(?! \d)|\bseparately\b")
# "Whom do I write to?" says how the answer is used, "which city hosted it?" that a place is asked for.
_USED = re.compile(
    r"\b(?:do|can|could|should|may|must) (?:I|we|one|people) (?:best )?(?P<said>write|send|phone|mail)\b",
    re.I,
)
_HOSTED = re.compile(r"\b(?:which|what) (?:cit(?:y|ies)|towns?|places?|venues?) (?P<said>hosted)\b", re.I)
# Who is the contact for something is responsible for it.
_RESPONSIBLE = re.compile(
    r"\b(?:who|commissioners?|person|people|contacts?|colleagues?) (?:is |are )?(?P<said>responsible)\b",
    re.I,
)
_VERBS = "is|are|was|were|do|does|did|has|have|had|will|can"
_ROLE = re.compile(
    rf"\bwho (?:at [\w-]+ )?(?:{_VERBS}) (?:the |an? )?(?P<role>[\w'-]+(?: [\w'-]+)??)"
    r"(?= (?:of|for|at|in|on|to)\b|\s*\?)|"
    rf"\bwho (?P<does>(?!{_VERBS}|could|should|at|to|deals|helps|takes)[\w-]+)",
    re.I,
)
_THING = re.compile(
    rf"\b(?:which|what|whose|how many|how much)\s+(?!(?:{_VERBS}|of|the)\b)(?P<thing>[\w'-]+(?:\s+[\w'-]+)??)"
    rf"(?=\s+(?:{_VERBS}|may|of|for|in|at|take|belong|went|goes|live|work|\w+ed)\b|\s*\?|$)",
    re.I,
)
_PROPER = re.compile(r"(?<![\w.])(?:[A-ZÀ-ÞΑ-ΩА-ЯЄІЇҐ][\w'’]*|\w*[a-zà-ÿ][A-ZÀ-Þ]\w*)")


def asking_query(found: Found) -> Query:
    """Give the query that says what is asked: the question alone, with its history if it says nothing of its own."""
    return next((query for query in found.queries if asked_words(query.text)), found.queries[0])


def asked_words(text: str) -> list[str]:
    """Give the stems of a question's words, but for those that it is only dressed in."""
    for frame in (_USED, _HOSTED, _RESPONSIBLE):
        text = frame.sub(lambda found: found[0].removesuffix(found["said"]), text)
    every = [word for word in dict.fromkeys(terms(_MODAL.sub(" ", text))) if len(word) > 1]
    return [word for word in every if word not in FILLERS] or every


def proper_words(text: str) -> list[str]:
    """List the proper-looking words of a question, folded: capitals and abbreviations, but for the first word."""
    found = []
    for match in _PROPER.finditer(text):
        word, before = match.group(), text[: match.start()].strip(" \"'“«([¿")
        begins = not before or before[-1] in ".?!:"
        if not begins or (len(word) > 1 and word.isupper()):
            found += [part for part in split_words(word) if part not in STOP_WORDS]
    return found


def asked_focus(text: str) -> frozenset[str]:
    """Give the terms of the thing asked for: "which visa", "what flat rate for", "who chairs"."""
    role, thing = _ROLE.search(text), _THING.search(text)
    asked = (role["role"] or role["does"]) if role else thing["thing"] if thing else ""
    return term_set(asked) - FILLERS
