"""What whoever asks says of themselves or has heard, beside the question: "..., my boss says it's over".

No document tells of it, so it is not searched for. What names something that the question does not, stays: it may tell
what "it" is.
"""

import re

from kb.words import terms

_SOMEBODY = (
    r"(?:(?:my|our|a|an|one of (?:my|our|the)|some of (?:my|our)|some) "
    r"(?:[a-z-]+ )?(?:boss|chief|head|director|manager|minister|mayor|colleagues?|friends?|partners?|applicants?|"
    r"team|interns?|trainees?|auditors?|accountants?|beneficiar(?:y|ies)|people|office)|"
    r"some(?:one|body)(?: here| else)?|people|they|he|she)"
)
_OFTEN = r"(?:(?:just|always|also|once|still|keeps?|kept|had|have|has|did|do|really|vaguely|only|already) )*"
_HEARD = (
    rf"{_SOMEBODY} {_OFTEN}(?:says?|said|saying|told (?:me|us)|tells? (?:me|us)|thinks?|thought|claims?|claimed|"
    r"insists?|insisted|believes?|believed|swears?|swore|reckons?|mentioned|wrote|assumes?)\b|"
    rf"(?:i|we)(?:'ve|’ve)? {_OFTEN}(?:read|heard|saw|seen|thought|think|believed?|remember(?:ed)?|guess(?:ed)?|"
    # "I think the second one" tells which is meant.
    r"was told|were told|am told|assumed?|suppose)\b(?! (?:the|in|for|of|about|with|by|on|at)\b)"
)
_OF_MYSELF = (
    rf"{_SOMEBODY} (?:wants? to know|would like to know|needs? (?:it|this|that|to know)|keeps? asking|"
    r"(?:is|are) (?:asking|waiting))\b|"
    r"(?:i|we) (?:can(?:'t|’t|not)|could(?:n't|n’t| not)|did(?:n't|n’t| not)) "
    r"(?:find|see|remember|locate) (?:it|that|this|them|any(?:thing|where))\b|"
    r"(?:i|we) forgot\b|"
    r"(?:i|we) (?:need|want) (?:it|this|that)(?= (?:for|by|until|today|tomorrow|urgently|soon|asap|now|to)\b|\W*$)|"
    r"(?:i|we) (?:am|are|was|were) (?:just )?(?:wondering|curious|asking|confused|not sure|unsure)\b|"
    r"(?:i|we)(?:'m|’m|'re|’re) (?:just )?(?:wondering|curious|asking|confused|not sure|unsure)\b|"
    r"(?:it is|it's|it’s|this is) (?:(?:very|quite|rather|really) )?urgent\b|just (?:wondering|curious|checking)\b|"
    r"sorry(?:,? (?:(?:i|we) (?:am|are)|(?:i|we)(?:'m|’m|'re|’re)|for (?:asking|bothering|the)|to (?:ask|bother)|if)\b|"
    r"(?=\W*$))"
)
_TO_COME = (
    r"(?:i|we) (?:just |only )?(?:need|want|have|would like)(?: to know)? (?:just |only )?(?:an?|one|two|some) "
    r"(?:[a-z-]+ )?(?:numbers?|figures?|names?|dates?|things?|facts?|answers?|questions?)\b|"
    r"(?:an?|one|just an?|just one) (?:quick|short|small|simple|silly|stupid|last|little)?(?: )?questions?\b|"
    r"(?:quick|short|small|simple|silly|stupid) questions?\b"
)
_ASKING = (
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|may|must|should|will|"
    r"has|have|had)\b"
)
_BEFORE = re.compile(
    rf"^\W*(?P<aside>(?:{_HEARD}|{_OF_MYSELF}|{_TO_COME})[^?.;:]{{0,120}}?)\s*[,.;:–-]+\s*(?:so |and |but )?"
    rf"(?P<asked>{_ASKING}.+)$",
    re.I | re.S,
)
_BEHIND = re.compile(
    r"^(?P<asked>.{8,}?)\s*(?:(?P<mark>\?)|[,;.:!–-]+|\()\s*(?:(?:and|but|because|since|only|well) )?"
    rf"(?P<aside>(?:{_HEARD}|{_OF_MYSELF})[^?;:]{{0,120}})(?P<end>\?)?\s*$",
    re.I | re.S,
)
_NAMED = re.compile(r"(?<![\w.])(?!I\b)[A-ZÀ-ÞА-ЯЄІЇҐ][\w'’-]*")
_FEWEST = 2  # telling words of a question that stands without what is said beside it
_POINTING = re.compile(r"\b(?:that|this|so|it|they|them)\W*(?:true|right|correct|possible|wrong)?\W*$", re.I)


def without_hearsay(message: str) -> str:
    """Give a message without what is said beside its question; whole where the question would not stand alone."""
    for form in (_BEFORE, _BEHIND):
        found = form.match(message)
        if found is None:
            continue
        asked, aside = found["asked"].strip(), found["aside"].strip()
        named = _NAMED.findall(aside[1:])
        alone = len(set(terms(asked))) >= _FEWEST and not _POINTING.search(asked)
        if alone and all(one in asked for one in named):
            marked = form is _BEHIND and (found["mark"] or found["end"])
            return f"{asked}?" if marked else asked
    return message
