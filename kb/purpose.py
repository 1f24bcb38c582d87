"""What an overview is wanted for: "for a briefing", "to a newcomer", "before meeting them". No document tells of it."""

import re

_TELLING = (
    r"(?=\W*(?:(?:please|can|could|would|will|you|i|we|need|want|a|an|the|some|short|brief|quick)\W+)*"
    r"(?:give|write|show|send|prepare|tell (?:me|us)\b.{0,20} about|explain|describe|summari[sz]e|outline|"
    r"sum|introduc\w+|present|brief|overview|summary|profile|digest|gist|background|history|timeline|key|main|basics|essentials|"
    r"what (?:should|must|do|can|could|shall|does)\b.* (?:know|tell))\b)"
)
_LISTENER = (
    r"(?:boss|chief|head|director|manager|minister|mayor|president|team|colleagues?|newcomer|beginner|trainees?|"
    r"interns?|students?|class|child|children|lay(?:person|man)|audience|journalists?|friends?|outsider|"
    r"visitors?|delegation)(?: of mine)?"
)
_OCCASION = (
    r"(?:briefing|presentation|meeting|speech|talk|newsletter|article|memo|note|fact ?sheet|interview|website|leaflet|"
    r"brochure|slides?|flyer|e-?mail|lecture|quiz|training|workshop|seminar)"
)
_MY = r"(?:an?|my|our|your|some|one of (?:my|our|the))"
_FOR = (
    rf"to (?:me|us)|(?:for|to) (?:(?:{_MY}|the) (?:[a-z-]+ )?{_LISTENER}|newcomers|beginners|outsiders|lay people)|"
    r"(?:for|to) some(?:one|body)(?: (?:new|else|who is new))?|"
    rf"(?:for|in|at|before) {_MY} (?:[a-z-]+ )?{_OCCASION}|for {_OCCASION}"
)
_MEET = r"(?:meet|visit|see|call|join|contact|(?:write|speak|talk) (?:to|with))"
_PURPOSE = re.compile(
    rf"(?P<asked>^{_TELLING}.{{8,}}?)(?:[,;:.]?\s+(?:please )?(?:{_FOR}|"
    rf"before (?:{_MEET}(?:ing)?|(?:i|we) {_MEET}) (?:them|it|him|her)|"
    rf"before {_MY} (?:[a-z-]+ )?(?:meeting|call|visit|trip)(?: with (?:them|it|him|her))?)|"
    rf"[,;:.]\s+(?:because )?(?:(?:i|we) need (?:it|this|that) (?:{_FOR})|(?:it|this)(?:'s| is) (?:{_FOR})|"
    r"(?:i am|i'm|we are|we're) new(?: here| to this)?))(?: tomorrow| today| next week)?(?:,? please)?\W*$",
    re.I,
)
# "I'm new here, what ..."
_NEW = re.compile(
    r"^\W*(?:(?:as )?(?:i am|i'm|we are|we're) new\b[^,.;:?]{0,30}|"
    r"(?:(?:it is|it's|this is|i am in|i'm in) )?(?:my |our )?(?:very )?(?:first|second|third) "
    r"(?:day|week|month)\b[^,.;:?]{0,30})"
    r"[,.;:!–-]+\s*(?:so |and )?(?=\S)",
    re.I,
)
# 'Somebody in a meeting kept saying "X". ?'
_HEARD = re.compile(
    r"^\W*(?:(?:someone|somebody|everyone|everybody|people|they|you|he|she|(?:my|our|a) (?:[\w'’-]+ ){1,3}?)\b"
    r"[^?.;:\"“]{0,40}?|i (?:just |often |always |keep )?)"
    r"(?:(?:keeps?|kept) (?:saying|mentioning|using|hearing|reading|writing|talking about|on about)|says?|said|"
    r"mentions?|mentioned|used|wrote|talks? about|talked about|spoke of|hear|heard|read)(?: of| about)?"
    r"(?: the (?:word|term|abbreviation|acronym|letters))? [\"“”«'‘’]?"
    r"(?P<term>(?-i:[A-ZÀ-ÞА-ЯЄІЇҐ])[\w+.-]*(?: [\w+.-]+){0,3}?)"
    r"[\"“”»'‘’]?(?:\W+(?:what (?:is|was|are|does|do)\b[^?]{0,30}|(?:huh|meaning)))?[ .,;!–-]*\?*\W*$",
    re.I,
)
_BRIEFLY = r"in (?:a few|two|three|short|simple|plain|brief)(?: [a-z]+)?"
_WHOM = rf"(?:me|us|him|her|them|(?:{_MY}|the) (?:[a-z-]+ )?{_LISTENER}|newcomers|beginners|outsiders|people)"
# "Tell a newcomer in a few lines what X is about", "what X is about", "X in short please"
_INDIRECT = re.compile(
    rf"^\W*(?:(?:please|can you|could you|i (?:want|need) to)\W+)*(?:(?:tell|explain(?: to)?|show)\W+(?:{_WHOM}\W+)?)?"
    rf"(?:{_BRIEFLY},? )?what (?P<thing>(?!is\b|are\b|does\b|do\b)[^,?]{{2,60}}?) (?P<be>is|are)"
    rf"(?P<about>(?: all)? about)?(?:,? {_BRIEFLY})?(?:,? please)?\W*$",
    re.I,
)


def without_purpose(question: str) -> str:
    """Give a question that wants to be told about something without what it is wanted for; any other as it is.

    "Which documents do I need for a meeting?" asks about the meeting.
    """
    heard = _HEARD.match(question)
    if heard is not None:
        return f"What does {heard['term'].rstrip('.')} mean?"
    asked = _PURPOSE.sub(r"\g<asked>", _NEW.sub("", question))
    return _INDIRECT.sub(lambda told: f"What {told['be']} {told['thing']}{' about' if told['about'] else ''}?", asked)
