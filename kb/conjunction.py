"""The word "when" where it asks for no time: "Why are there eight when there are seven programmes?"."""

import re

_WHEN = re.compile(r"\bwhen\b(?= \w)", re.I)
# A question that has asked already, or wants a yes or no.
_ASKS = re.compile(
    r"\b(?:why|what|who|whom|whose|which|where|how)\b|^\W*(?:is|are|was|were|does|do|did|can|could|must|may|should|has|"
    r"have|had|will|would)\b",
    re.I,
)
_SENTENCE = re.compile(r"[.?!]\s")
# What still asks for a time: a second question, "since when", and what one knows, says or finds out.
_TIME = re.compile(
    r"(?:\b(?:and|or|but|since|until|till|from|by|exactly|about|of|me|us|out|know|knows|known|say|says|said|tell|tells|"
    r"told|ask|asks|see|sure|learn|remember|check|decides?|decided|date|day|year|month|moment|time|clear)|[,;:?–-])\s*$",
    re.I,
)


def without_conjunctions(question: str) -> str:
    """Give a question with "if" for each "when" that is no question word."""

    def read(when: re.Match[str]) -> str:
        before = _SENTENCE.split(question[: when.start()])[-1]
        return when[0] if not _ASKS.search(before) or _TIME.search(before) else "if"

    return _WHEN.sub(read, question)
