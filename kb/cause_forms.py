"""How a text gives a cause, a reason or an aim, by the words that open it."""

import re

# After such a thing others end; after a call, a meeting or an amendment they only follow. "From when it was planned".
_BREAKS = r"war|invasion|aggression|attack|suspension|withdrawal|exit|collapse|crisis|pandemic|breach|closure"
_BROKEN = r"suspended|stopped|ended|dropped|closed|banned|attacked|invaded|destroyed|withdrawn|cancelled"
_AFTER = rf"after (?:the (?:[\w-]+ ){{0,2}}?(?:{_BREAKS})|(?=(?:[\w-]+ ){{1,6}}?(?:was|were) (?:{_BROKEN})\b))"
_TIME = r"(?:dat(?:es?|ed|ing) )?from (?:when|(?:a|the) time (?:when|before))|at (?:the|that) time\b[^.;|]*\bstill"

# What gives a reason and nothing else: "since 2022" may tell a time, "to apply" an act.
CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|as a result of|in (?:response|reaction) to|for lack of|thanks to|in view of|"
    r"the reason (?:is|was)|for the reason|as a consequence of|in order to|so that|so as to|"
    rf"(?:is|was|are|were) (?:the |an )?(?:answer|response|reaction) to|{_TIME}|{_AFTER}|"
    r"until (?=(?:[\w-]+ ){1,6}?(?:was|were) \w+(?:ed|en)\b))\b|(?<=, )since (?!\d)",
    re.I,
)
# An aim is told by an infinitive; "points to cohesion", "the decision to stop" and "from A to B" have none.
AIM = (
    r"to (?:help|support|make|give|keep|let|allow|enable|avoid|prevent|ensure|improve|raise|increase|reduce|cut|save|"
    r"bring|adapt|adjust|align|simplify|strengthen|prepare|protect|meet|show|solve|promote|fund|finance|pay|cover|"
    r"develop|build|create|reach|exchange|learn|train|check|verify|tackle|ease|answer|respond|address|foster|boost|"
    r"encourage|attract|gather|share|replace|spend|reflect|compensate|spread|serve|"
    r"[a-z]+(?:ise|ize|ify))"
)
