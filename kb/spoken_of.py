"""What a conversation speaks of: what "it", "they" and "there" stand for in the next question.

That is what was asked about last, with the part of it: a programme or its second call, a person, the term that was
explained. Where a question named nothing that the library knows, it is the row that answered it.
"""

import re
from collections.abc import Sequence

from kb.english import everyday_words, ordinary_words
from kb.figures import MONTHS
from kb.names import SITE, Name, NamePlace, Names
from kb.question import defined_thing
from kb.swapping import Spoken
from kb.wording import LANGUAGES, phrase
from kb.words import STOP_WORDS, fold, stem, terms

DEGREE = (  # which of several things is asked for
    r"(?:(?:larg|bigg|old|young|new|rich|poor|small|high|low|long|short|lat|earli|great|wealthi|soon|clos)(?:er|est)|"
    r"more|most|less|least|fewer|fewest|first|last)"
)
REACHES = re.compile(r"\b(?:e-?mails?|phone|telephone|fax|address|website|reach|contact|where|street)\b", re.I)
_BODY = re.compile(r"(?:the |an? )(?:[\w-]+ ){1,4}(?:of|for) (?:the )?$", re.I)
_OF_IT = re.compile(r"\b(?:its|their)\b(?! own)", re.I)
_WORD = rf"(?!(?:{'|'.join(sorted(STOP_WORDS))}|many|much|several)\b)[\w'’-]+"
# What a programme has several of, or holds on a day: each is a thing of its own.
_THING = (
    r"(?:calls?|rounds?|phases?|stages?|meetings?|conferences?|forums?|trainings?|launch|amendments?|priorit(?:y|ies)|"
    r"objectives?|projects?|funds?|committee|events?|webinars?)"
)
_PART = re.compile(
    r"\b(?:the |an? )?(?:(?:(?:first|second|third|fourth|last|latest|next|new|old|small|regular|current|previous) )+"
    rf"(?:[\w-]+ ){{1,3}}|(?:{_WORD} ){{0,3}}{_THING} (?:for (?:{_WORD} ){{1,2}})?)"
    r"(?:of|for|in|under|by) (?:the )?$",
    re.I,
)
# A part of a programme that stands apart from its name, with what it is for.
_STAGE = re.compile(
    r"\b(?P<which>(?:first|second|third|fourth|fifth|last|latest|next|previous|current|\d(?:st|nd|rd|th)) (?:[\w-]+ )?"
    r"(?:call|round|phase|stage|meeting|amendment|priority)s?)\b(?P<sort> (?:with|without|for) (?!the\b)[\w-]+s?"
    r"(?: [\w-]+s\b)?)?",
    re.I,
)
_BEHIND = re.compile(rf"(?:['’]s)? (?P<which>(?:{_WORD} ){{0,3}}{_THING})\b", re.I)  # "the X green call"
_OF_WHOLE = re.compile(  # what a programme has, but no part of it
    r"\b(?:authorit\w+|secretariats?|committees?|countr\w+|regions?|area|programm?e?|MA|JS|NA|website)\b", re.I
)
_GIVEN = r"[A-ZÀ-Þ][^\WA-ZÀ-Þ\d_]+(?:['’-][A-ZÀ-Þ]?[^\WA-ZÀ-Þ\d_]+)*"
_FULL_NAME = re.compile(rf"{_GIVEN}(?: {_GIVEN}){{1,2}}")
_CARRIED = re.compile(r" \((?P<subject>[^()]+)\)\?$")  # how a subject was added to a question that had none
_ITEM = re.compile(r"^- ", re.M)
_WHICH = re.compile(r"^\W*(?:\w+\W+)?(?:which|what) (?!(?:is|are|was|were|do|does|did|has|have|happen\w*)\b)", re.I)
_ASKS_PROGRAMME = re.compile(r"\b(?:which|what)(?: [\w-]+)? (?:program(?:me)?|one|of)\b", re.I)
_FOR = re.compile(r" for (?:[\w-]+ ){0,3}?[\w-]+s\b(?! of\b)", re.I)
_HELD = re.compile(
    r".*\b(?:events?|meetings?|conferences?|forums?|trainings?|launch|webinars?|fairs?|"
    r"openings?|seminars?|workshops?)\b",
    re.I,
)
_WHERE = re.compile(r"\bwhere\b", re.I)
_YEAR = re.compile(r" (?:in|of|from) (?:19|20)\d\d\b")
_GOES_ON = re.compile(r"(?: [A-ZÀ-Þ][\w-]+)* (?:19|20)\d\d[-–](?:20)?\d\d\b")  # "ENPI A-B 2007-2013"
_LABEL = re.compile(r"^(?!- )(?P<label>[^\n–:]{3,80}) – .+")  # of a row that is quoted
_TELL = re.compile(
    r"^\W*(?:please |can you |could you )*(?:tell (?:me|us)|explain|describe|what do you know)"
    r"(?: to me| more| something)*(?: about| on)? "
    r"(?P<thing>(?!(?:what|who|how|why|when|where|which|if|whether)\b)[^,;?]{3,60}?)\W*$",
    re.I,
)
_HELD_WHEN = re.compile(
    r"^\W*(?:when|where) (?:is|was|are|were) (?P<thing>(?:the|an?) [^,;?]{3,60}?)"
    r"(?: (?:held|organi[sz]ed|planned|taking place))?\W*$",
    re.I,
)
_AND_ASKED = re.compile(r",? and (?=(?:who|what|how|why|when|where|which)\b)", re.I)
_DATED = re.compile(rf"\d+|{'|'.join(stem(month) for month in MONTHS)}")
_MARK = re.compile(r" ?\[\d+\]")
_WINNER = re.compile(rf"^(?:{DEGREE})(?: of those known)?: ", re.I)  # what a row has of all
_WHO = re.compile(r"^\W*(?:and |so |but )?(?:who|whom)\b", re.I)
MOST_HEAD = 60  # characters before a name in which a part of it may be named
LIKE_LABEL = 2  # words that a question and the label of the row that answers it have in common


def find_subject(names: Names, before: Sequence[Spoken], question: str, *, pointed: bool) -> str | None:
    """Give what the conversation is about: the last titled thing, with the part of it that was spoken of, else a name.

    A question that stands alone, and of which nothing is known, changed the subject: what was said before it is not
    meant. pointed is whether a word of the question points to it, which may be a term that was explained, too.
    """
    things = [thing for spoken in before if (thing := _nameless_thing(names, spoken, pointed=pointed))]
    for spoken in reversed(before):
        # It was put into the questions behind the one that was about it.
        subject = next((thing for thing in reversed(things) if thing in spoken.text), None)
        subject = subject or _subject_in(names, spoken, question) or _nameless_thing(names, spoken, pointed=pointed)
        if subject or spoken.stands:
            return subject
    return None


def _nameless_thing(names: Names, spoken: Spoken, *, pointed: bool) -> str | None:
    """Give what a question is about that names nothing: the row that answered it, or what was to be explained."""
    if spoken.places or _nameless_subject(names, spoken.text):
        return None
    told = _TELL.match(spoken.text) or (_HELD_WHEN.match(spoken.text) if _HELD.search(spoken.text) else None)
    explained = told["thing"] if told else defined_thing(spoken.text) if pointed else ""
    return _answering_row(names, spoken) or _AND_ASKED.split(explained)[0] or None


def _subject_in(names: Names, spoken: Spoken, question: str) -> str | None:
    titled = [place for place in spoken.places if place.names[0].titled]
    if _WINNER.match(spoken.answer):  # "which of A and B is the larger?"
        told = _titled_in(names, spoken.answer.partition("\n")[0])
        if told:
            return told[0].spellings[0]
    # Of "which programme ...?" it is the one that the answer names.
    if _WHICH.match(spoken.text) and not titled and not _ITEM.search(spoken.answer):
        told = _titled_in(names, spoken.answer)
        if len(told) == 1 and (_ASKS_PROGRAMME.search(spoken.text) or names.find(spoken.answer)[0].start == 0):
            return told[0].spellings[0]
    for place in [*reversed(titled), *spoken.places]:
        return _with_part(spoken, place, question)
    return _nameless_subject(names, spoken.text)


def _with_part(spoken: Spoken, place: NamePlace, question: str) -> str:
    """Give a name with the part of it that was spoken of, where the question may be about that part."""
    named = named_whole(spoken.text, place)
    end = place.start + len(named)
    head, tail = spoken.text[: place.start], spoken.text[end:]
    carried = _CARRIED.search(spoken.text)
    if carried and not carried["subject"].endswith(named):
        return carried["subject"]
    held = _HELD.search(head[-MOST_HEAD:]) or _HELD.match(tail)  # where it was is no address
    reached = REACHES.search(_WHERE.sub("", question) if held else question) and not _OF_IT.search(question)
    part = _PART.search(head)
    if part is None and reached:
        part = _BODY.search(head)
    elif _OF_WHOLE.search(question):
        part = None
    if not (part or reached or _OF_WHOLE.search(question)):
        stage = _STAGE.search(f"{head.rstrip()}{tail}")
        if stage:  # "X second call", "the second X call"
            return f"the {stage['which']} of {named}{stage['sort'] or ''}"
        behind = _BEHIND.match(tail) if place.names[0].titled or held else None
        if behind:
            year = _YEAR.match(tail, behind.end())
            return f"the {behind['which']} of {named}{year[0] if year else ''}"
    if part is None:
        return named
    # "the second call of X for small projects", "the small-scale call of X in 2025"
    meant = _FOR.match(spoken.text, end) or _YEAR.match(spoken.text, end)
    return spoken.text[part.start() : meant.end() if meant else end]


def named_whole(text: str, place: NamePlace) -> str:
    """Give a name with what tells it from others of its kind: "ENPI A-B 2007-2013"."""
    goes_on = _GOES_ON.match(text, place.end)
    return text[place.start : goes_on.end() if goes_on else place.end]


def _nameless_subject(names: Names, text: str) -> str | None:
    """Give what a question is about that has none of the library's names as it was typed: "keep.eu", "hit"."""
    site = SITE.search(text)
    if site:
        return site.group()
    alone = fold(text.strip(" ?.!"))
    return next((one for name in names.all for one in name.spellings if name.proper and fold(one) == alone), None)


def _answering_row(names: Names, spoken: Spoken) -> str | None:
    """Give what the row is called that answered a question, if the question calls it so, too: "the fair in Riga"."""
    first = _LABEL.match(_MARK.sub("", spoken.answer).strip())
    asked = set(terms(spoken.text))
    if first is None or not asked or any(place.end == first.end("label") for place in names.find(first["label"])):
        return None
    common = {term for term in asked & set(terms(first["label"])) if not _DATED.fullmatch(term)}
    like = len(common) >= LIKE_LABEL or (common and asked <= set(terms(first[0])))
    return first["label"].strip() if like else None


def listed_programmes(names: Names, answer: str) -> str:
    """List the programmes that an answer names, "" where it names none: "A", "A, B and C"."""
    *most, final = [name.spellings[0] for name in _titled_in(names, answer)] or [""]
    return f"{', '.join(most)} and {final}" if most else ""


def last_two(before: Sequence[Spoken]) -> tuple[str, str] | None:
    """Give the two titled things that were named last, in their order."""
    found: dict[Name, str] = {}
    for spoken in reversed(before):
        for place in reversed(spoken.places):
            if place.names[0].titled:
                found.setdefault(place.names[0], spoken.text[place.start : place.end])
    if len(found) < len(("one", "other")):
        return None
    second, first = list(found.values())[:2]
    return first, second


def last_titled(names: Names, before: Sequence[Spoken]) -> str | None:
    """Give the titled thing that was asked about last, or the only one that an answer named since."""
    for spoken in reversed(before):
        titled = [place for place in spoken.places if place.names[0].titled]
        if titled:
            return spoken.text[titled[-1].start : titled[-1].end]
        told = _titled_in(names, spoken.answer)
        if len(told) == 1:
            return told[0].spellings[0]
    return None


def last_people(names: Names, before: Sequence[Spoken]) -> list[str]:
    """Give the people that the newest questions asked about, by name or with "who ...?", in their order."""
    people: list[str] = []
    for spoken in reversed(before):
        here = [spoken.text[place.start : place.end] for place in spoken.places]
        if not here or not all(map(is_full_name, here)):
            here = _answering_person(names, spoken) if _WHO.match(spoken.text) else []
        if not here:
            break
        people = [*here, *people]
    return list(dict.fromkeys(people))


def _answering_person(names: Names, spoken: Spoken) -> list[str]:
    """Give the person with whom the answer begins, if it does."""
    first = spoken.answer.lstrip("- ").partition("\n")[0]
    told = [first[place.start : place.end] for place in names.find(first) if place.start == 0]
    return [name for name in told if is_full_name(name)]


def is_full_name(text: str) -> bool:
    """Tell whether a text looks like a person's name: two or three words in capitals that are no plain English."""
    words = set(map(fold, text.split()))
    plain = words <= ordinary_words() and not words.isdisjoint(everyday_words())
    return _FULL_NAME.fullmatch(text) is not None and not plain


def is_told(answer: str) -> bool:
    """Tell whether an answer told something: it does not say that nothing was found, nor ask which is meant."""
    return not answer.startswith(
        tuple(phrase(key, language) for key in ("not_found", "which_one") for language in LANGUAGES)
    )


def _titled_in(names: Names, answer: str) -> list[Name]:
    named = [place.names[0] for place in names.find(answer) if place.names[0].titled]
    return [name for name in dict.fromkeys(named) if not names.is_subject(name)]
