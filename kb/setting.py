"""Who asks, or from where, in the sentence of the question: "we are a university in X, is there money for us?"."""

import re

_BE = r"(?:am|are|is|'m|'re|’m|’re)"
_PLACE = (
    r"(?:region|town|city|county|village|country|municipality|commune|district|oblast|province|island|governorate|"
    r"voivodeship|hometown)"
)
_IN = r"(?:in|from|near|at|of|for|on|outside|based|located|called)"
# "We have a partner in X" says where somebody else is, "I have a question" where nobody is.
_NOT_SOMETHING = (
    r"(?!(?:[\w-]+ )?(?:partners?|projects?|questions?|calls?|contacts?|colleagues?|friends?|problems?|meetings?|"
    r"events?)\b)"
)
# Who or where one is: "I am a farmer in X", "our region is X", "I work for the town hall of X", "as an NGO from X".
# "I am looking for X" says what is wanted, "as a lead partner" what one does.
_WHO = (
    rf"(?:(?:i|we) ?{_BE} (?:(?:just|also|only|both) )?(?:an?|the|one|two|three|some|{_IN}|working)\b[^?;]{{2,120}}?"
    rf"|(?:my|our) {_PLACE} (?:is|lies)\b[^?;]{{2,60}}?"
    rf"|(?:my|our) (?:[\w'’-]+ ){{1,3}}?(?:is|are|lies|sits|comes) {_IN}\b[^?;]{{2,80}}?"
    rf"|(?:i|we) (?:have|run|lead|manage|own|head) (?:an?|the|our|my) {_NOT_SOMETHING}[^?;,]{{2,60}}? "
    r"(?:in|near|at) [^?;]{2,80}?"
    rf"|(?:i|we) (?:work|live|come|sit|study) {_IN}\b[^?;]{{2,120}}?"
    rf"|(?:i|we) represent\b[^?;]{{2,120}}?"
    rf"|as (?:an?|the|one|two) [^?,;]{{2,60}}? {_IN} [^?,;]{{2,60}}?)"
)
# The same in the other languages; a question behind it ends with its mark.
_WHO_ELSEWHERE = (
    r"(?:nous sommes|je suis|je travaille|nous travaillons|j['’]habite|nous habitons|nous venons|"
    r"(?:ma|mon|notre) [\w'’-]+ (?:est|se trouve)|"
    r"siamo|sono (?:una?|uno|di|da|del\w*|il|la)|lavoro|lavoriamo|abito|viviamo|veniamo|vengo|"
    r"(?:(?:il|la) )?(?:mi[oa]|nostr[oa]) [\w'’-]+ (?:è|si trova)|"
    r"suntem|sunt (?:un|o|din|de la)|lucrez|lucrăm|locuiesc|locuim|"
    r"[\w-]+ (?:nostru|noastr[ăa]|meu|mea) (?:este|e|se află)|"
    r"ми|я|наш[аеі]?|моя|моє|мій)\b[^?;,:]{2,120}?"
)
_ASKING = (
    r"(?:(?:who|whom|whose|what|which|when|where|why|how|in (?:which|what)|to (?:which|whom|what)|for (?:which|what)|"
    r"with (?:which|whom))\b|"
    r"(?:is|are|am|can|could|may|might|must|should|shall|would|will|do|does|did|has|have) "
    r"(?=(?:i|we|you|it|they|there|this|that|these|the|an?|any|anyone|my|our|(?-i:[A-ZÀ-Þ])[\w-]+)\b))"
)
_TIE = r"\s*(?:[,;:–-]\s*(?:and |so |but )?|(?:,| ) ?(?:and|so) )\s*"
_BEFORE = re.compile(rf"^\W*(?P<around>{_WHO}){_TIE}(?P<asked>{_ASKING}.+)$", re.I | re.S)
_BEHIND = re.compile(rf"^\W*(?P<asked>{_ASKING}[^,;]+?)[,;] (?P<around>(?!as ){_WHO})\W*$", re.I | re.S)
_BEFORE_ELSEWHERE = re.compile(rf"^\W*(?P<around>{_WHO_ELSEWHERE})\s*[,:–-]\s+(?P<asked>[^,]{{6,}}\?)\W*$", re.I | re.S)
_SAYS_WHO = re.compile(rf"^\W*(?:{_WHO}|{_WHO_ELSEWHERE})\W*$", re.I | re.S)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_ASKS = re.compile(rf"^\W*(?:(?:and|so|but|now) )?{_ASKING}", re.I)


def split_setting(sentence: str) -> tuple[str, str]:
    """Part a sentence into what it asks and who asks it, "" where it does not say."""
    found = _BEFORE.match(sentence) or _BEHIND.match(sentence) or _BEFORE_ELSEWHERE.match(sentence)
    return (found["asked"].strip(), found["around"].strip()) if found else (sentence, "")


def is_setting(text: str) -> bool:
    """Tell whether a sentence of a text says who or where one is, and no more: "We are a town in X."."""
    return any(map(_SAYS_WHO.match, _SENTENCES.split(text)))


def asks(sentence: str) -> bool:
    """Tell whether a sentence asks by its words, with a question mark or without."""
    return _ASKS.match(sentence) is not None
