"""A question that leans on the one before, put so that it stands alone: by rules, where they are sure.

"And for NEXT MED?" asks the last question of another thing, "in 2014-2020?" of another time, "and who runs it?" another
thing of the same. A question that names what it is about needs no history. What none of the rules knows is searched
for alone and with its history, as before.
"""

import re
from collections.abc import Sequence

from kb.followup import Turn
from kb.names import SITE, Name, NamePlace, Names
from kb.part_names import complete_names
from kb.programmes_of import Members, countries_in, country_pattern
from kb.question import SUPPORTS
from kb.stretch import change_period
from kb.swapping import (
    FEW_TERMS,
    VERB,
    Spoken,
    add_condition,
    add_country,
    join_keywords,
    programmes_meant,
    put_programme,
    swap_country,
    swap_stranger,
    swap_thing,
)
from kb.synonyms import people_of
from kb.words import fold, stem, terms

_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok|okay|well|now|plus|please|thanks|thank you)\b[\s,]*)*"
    r"(?:(?:what|how) about|what of|same for|the same for)?\b[\s,:]*",
    re.I,
)
_OPENS = re.compile(r"^\W*(?:and|but|also|or|what about|how about|what of|same for|the same for)\b", re.I)
_TIES = re.compile(
    r"^(?:(?:in|for|of|from|at|with|by|on|under|to|between|during|the|a|an|programme|program)\b\s*)+", re.I
)
_OF_IT = re.compile(r"\b(?:its|their)\b(?! own)", re.I)
_IT = re.compile(
    r"\b(?:it|they|them|this one|that one|this|that|these|those|(?:this|that|the|these|those) programmes?)\b"
    r"(?! (?:is|are|was|were) (?:true|right|so)\b)",
    re.I,
)
_SEVERAL = re.compile(r"\b(?P<of>their)\b(?! own)|\b(?:they|them)\b", re.I)
_NOT_IT = re.compile(
    r"\b(?:is|was|does|did|can|will) it (?:possible|true|allowed|necessary)\b|"
    r"(?<!\bof )\bthat (?:the|a|an|is|are|was|were|has|have|can)\b|"
    r"\b(?:this|that|these|those) (?!programmes?\b|one\b)[a-z]{3,}",
    re.I,
)
_THERE = re.compile(r"(?:\bin |(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\b)there\b(?! (?:is|are|was|were)\b)", re.I)
_ONE = re.compile(r"\bthe ones?\b", re.I)
_CONTACT = re.compile(r"\b(?:e-?mails?|phone|telephone|fax|address|website|reach|contact|where|street)\b", re.I)
_BODY = re.compile(r"(?:the |an? )(?:[\w-]+ ){1,4}(?:of|for) (?:the )?$", re.I)
_POINTS = re.compile(r"\b(?:that|this)\W*$|\b(?:this|that|these|those|they|he|she|him|his)\b", re.I)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]\w+")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would|stands?|means?|what's|who's)\b",
    re.I,
)
_PERSON = re.compile(r"\b(?P<of>his)\b|\b(?:he|she|him|her)\b", re.I)
_TWO = re.compile(  # "how many of them" is of the things that were counted
    r"\bthe two(?: of them)?\b|\bboth(?: of them)?\b|(?:(?<=\bwhich )|(?<=\bone )|(?<=\beither ))of them\b", re.I
)
_WHY = re.compile(r"^(?:why(?: (?:is|was) (?:that|this|it))?(?: so)?|how come|how so)\W*$", re.I)
_PART = re.compile(
    r"(?:the |an? )?(?:(?:first|second|third|fourth|last|latest|next|new|old|small|regular|current|previous) )+"
    r"(?:[\w-]+ ){1,3}(?:of|for|in|under|by) (?:the )?$",
    re.I,
)
# A part of a programme that stands apart from its name, with what it is for.
_STAGE = re.compile(
    r"\b(?P<which>(?:first|second|third|fourth|fifth|last|latest|next|previous|current|\d(?:st|nd|rd|th)) (?:[\w-]+ )?"
    r"(?:call|round|phase|stage|meeting|amendment|priority)s?)\b(?P<sort> (?:with|without|for) (?!the\b)[\w-]+s?"
    r"(?: [\w-]+s\b)?)?",
    re.I,
)
_OF_WHOLE = re.compile(  # what a programme has, but no part of it
    r"\b(?:authorit\w+|secretariats?|committees?|countr\w+|regions?|area|programm?e?|MA|JS|NA|website)\b", re.I
)
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){1,2}")
_WHICH = re.compile(r"^\W*(?:\w+\W+)?(?:which|what) (?!(?:is|are|was|were|do|does|did|has|have|happen\w*)\b)", re.I)
_THEN = re.compile(r"^\W*and ((?:when|before|after)) (?:it|they) (.+)", re.I | re.S)  # "and when it was adopted?"
_WITHIN = re.compile(r"^\W*(?:and )?(?:what|how) about [^,?]{3,}[,?] \w", re.I)
# What a person has: whatever else is asked after a person's name was mentioned is not about that person.
_PERSONAL = re.compile(
    r"\b(?:function|role|job|post|position|title|works?|employer|organisation|organization|team|office|based|languages?|"
    r"responsible|does|do|did)\b",
    re.I,
)
# What nothing that was spoken of has: the programmes are all there are.
_ALL = re.compile(
    r"\b(?:which|what|how many|list|all)(?: \w+){0,3} program(?:me)?s (?:are there|exist)\b|"
    rf"\b(?:which|what)(?: \w+)? program(?:me)?s (?:{SUPPORTS}|border|include|have|take part|participate)\b",
    re.I,
)
_OF_THEM = re.compile(
    r"^\W*(?:and |but |so )?(?:which|who|what) (?:ones |one )?of (?:them|these|those) (?P<rest>.+)", re.I | re.S
)
_LISTED = re.compile(
    r"^\W*(?:\w+\W+)?(?:which|what|list|name|who are) (?:the |all )?"
    r"(?P<things>(?!does\b|is\b|was\b|has\b)(?:[a-z-]+ )?[a-z]+s)\b(?<!does)(?<!was)",
    re.I,
)
_WHAT_ABOUT = re.compile(r"\bwhat (?:is|was|are|were) (?:it|that|they|this) (?:all )?about\W*$", re.I)
_FOR = re.compile(r" for (?:[\w-]+ ){0,3}?[\w-]+s\b(?! of\b)", re.I)


NO_MEMBERS: Members = {}


def stand_alone(names: Names, question: str, history: Sequence[Turn], members: Members = NO_MEMBERS) -> str | None:
    """Put a question so that it stands alone after history, oldest first; None where its words don't tell how.

    The question and the user's turns are in the library's words. One that needs no history is given as it is.
    members are the countries of the programmes.
    """
    before, answer = _listen(names, history, members)
    return _stand(names, members, question, before, answer) if before else None


def choose_programmes(
    names: Names, question: str, history: Sequence[Turn], members: Members = NO_MEMBERS
) -> tuple[Name, ...]:
    """Give the programmes of which a follow-up may mean any, none where it is clear: "and for Tunisia?"."""
    before, _ = _listen(names, history, members)
    meant = programmes_meant(names, members, _rest(question), before[-1]) if before and _leads(question) else ()
    return meant if len(meant) > 1 else ()


def _listen(names: Names, history: Sequence[Turn], members: Members) -> tuple[list[Spoken], str]:
    """Put each of the user's turns so that it stands alone; with them goes the last answer."""
    before: list[Spoken] = []
    answer = ""
    for turn in history:
        if turn.role == "assistant":
            answer = turn.text
            continue
        told = _stand(names, members, turn.text, before, answer)
        before.append(_read(names, complete_keywords(names, members, turn.text if told is None else told)))
    return before, answer


def _leads(question: str) -> bool:
    """Tell whether a question is but a piece of one: "and for X?", "the website?"."""
    return _OPENS.match(question) is not None or not VERB.search(question)


def _rest(question: str) -> str:
    return _TIES.sub("", _LEAD.sub("", question, count=1))


def _complete(names: Names, members: Members, question: str) -> str:
    """Write a programme's name in full where a piece of a question is a part of it and no more: "and black sea?"."""
    part = _rest(question).strip(" ?.!")
    if not _leads(question) or countries_in(part):
        return question
    whole = complete_names(names, f"{part} programme").removesuffix(" programme")
    named = names.find(whole)
    is_programme = len(named) == 1 and named[0].names[0] in members and whole == whole[named[0].start : named[0].end]
    return question.replace(part, whole) if is_programme else question


def complete_keywords(names: Names, members: Members, text: str) -> str:
    """Write a programme's name in full where keywords have a part of it that is a name, too: "black sea budget".

    An abbreviation is a name of its own.
    """
    for place in [] if VERB.search(text) else names.find(text)[::-1]:
        part = text[place.start : place.end]
        if not place.names[0].titled and len(part.split()) > 1:
            text = text[: place.start] + _complete(names, members, part) + text[place.end :]
    return text


def _stand(names: Names, members: Members, question: str, before: Sequence[Spoken], answer: str) -> str | None:
    if not before:
        return question
    question = _complete(names, members, question)
    own = _read(names, question)
    last = before[-1]
    then = _THEN.match(question)
    if then and last.places:
        place = last.places[-1]
        return f"{last.text.rstrip(' ?.!')} {then[1]} {last.text[place.start : place.end]} {then[2]}"
    if _WHY.match(question.strip()):
        return f"Why? {last.text}"
    of_them = _OF_THEM.match(question)
    among = _ask_among(names, of_them, last, answer) if of_them else None
    if among:
        return among
    leads, rest = _leads(question), _rest(question)
    meant = programmes_meant(names, members, rest, last) if leads else ()
    if meant:  # of several one is asked back for, about the same
        return put_programme(meant[0], last) if len(meant) == 1 else last.text
    swapped = _swap(own, question, rest, last) if leads else None
    if swapped:
        return swapped
    plain = _NOT_IT.sub(lambda match: "\0" * len(match[0]), question)
    person = _PERSON.search(plain)
    if person and not own.places:
        found = next((place for place in names.find(answer) if _is_person(answer, place)), None)
        if found:
            named = answer[found.start : found.end]
            return _put(question, person, f"{named}'s" if person["of"] else named)
    # A word that points behind a name of the question itself points to that.
    until = min((place.end for place in own.places), default=len(plain))
    points = any(pattern.search(plain, 0, until) for pattern in (_IT, _OF_IT, _THERE, _ONE))
    if leads and not own.places:
        other = swap_stranger(rest, last)
        if other:
            return other
    subject = _subject(names, before, answer, question)
    titled = _has_titled(own)
    if not leads and not points and (titled or (own.places and (_AUXILIARY.search(question) or subject is None))):
        return question
    if subject is None and leads and not points:
        return join_keywords(_LEAD.sub("", question, count=1), last)
    if subject is None or titled or _ONE.search(plain):
        return None
    about_person = _FULL_NAME.fullmatch(subject) and not any(
        place.names[0].titled for spoken in before for place in spoken.places
    )
    if not points and (_ALL.search(question) or (about_person and not _is_personal(question))):
        return question
    several = _SEVERAL.search(plain)
    if several and country_pattern().fullmatch(subject):  # a country is not "them", its programmes are
        told = _list_programmes(names, answer)
        return _put(question, several, f"{told}'s" if several["of"] else told) if told else None
    if _WITHIN.match(question):  # "what about the funds, who runs them?"
        plain = ""
    return _point(question, plain, subject, before) or _carry(question, own, subject, leads=leads)


def _ask_among(names: Names, of_them: re.Match[str], last: Spoken, answer: str) -> str | None:
    """Ask which of the things that were listed: of a named thing's, else of those that the answer named, else of all.

    "And which of them are in the EU?" after "which countries are in X?", "which of them ...?" after "which programmes
    are there in Y?", "who of them ...?" after "list the commissioners".
    """
    listed = _LISTED.search(last.text)
    if not listed:
        return None
    things, rest = listed["things"], of_them["rest"]
    if _has_titled(last):
        place = [place for place in last.places if place.names[0].titled][-1]
        return f"Which {things} of {last.text[place.start : place.end]} {rest}"
    if not things.casefold().startswith("program"):
        return f"Which {things} {rest}"
    told = _list_programmes(names, answer)
    return f"Which of {told} {rest}" if told else None


def _list_programmes(names: Names, answer: str) -> str:
    """List the programmes that an answer names, "" where it does not name several."""
    named = [place.names[0] for place in names.find(answer) if place.names[0].titled]
    *most, final = [name.spellings[0] for name in dict.fromkeys(named) if not names.is_subject(name)] or [""]
    return f"{', '.join(most)} and {final}" if most else ""


def _swap(own: Spoken, question: str, rest: str, last: Spoken) -> str | None:
    """Ask the last question of what a piece of a question says."""
    piece = _LEAD.sub("", question, count=1)
    return (
        change_period(question, last.text)
        or swap_country(rest, last)
        or add_country(piece, last)
        or swap_thing(own, rest, last)
        or (None if _has_titled(own) else add_condition(piece, last))
    )


def _point(question: str, plain: str, subject: str, before: Sequence[Spoken]) -> str | None:
    """Put the subject where a word points to it; plain is the question without words that only look like it."""
    two = _TWO.search(plain)
    if two:
        both = _last_two(before)
        return _put(question, two, f"{both[0]} and {both[1]}") if both else None
    for pattern, form in ((_OF_IT, "{}'s"), (_IT, "{}"), (_THERE, "in {}")):
        match = pattern.search(plain)
        # "When was that?" says nothing of what was spoken of.
        if match and (terms(plain[: match.start()] + plain[match.end() :]) or _WHAT_ABOUT.search(plain)):
            return _put(question, match, form.format(subject))
    return None


def _carry(question: str, own: Spoken, subject: str, *, leads: bool) -> str | None:
    """Add the subject to a question that is none without it: "the website?", "how many partners are allowed?"."""
    asked = _LEAD.sub("", question, count=1).rstrip(" ?.!")
    said = set(terms(asked))
    within = _WITHIN.match(question)
    if not said or (_POINTS.search(question) and not within):
        return None
    if not VERB.search(asked):
        return f"{asked} of {subject}?" if len(said) <= FEW_TERMS and not _names_something(asked) else None
    if within:
        return f"{asked} ({subject})?"
    little = len(said) <= FEW_TERMS or own.places
    return f"{asked} ({subject})?" if (leads or little) and not _names_something(asked) else None


def _is_personal(question: str) -> bool:
    """Tell whether a question may be about a person who was named before."""
    return _CONTACT.search(question) is not None or _PERSONAL.search(question) is not None


def _names_something(asked: str) -> bool:
    """Tell whether a question has words that look like names or sites, but for peoples': "the Slovak regions"."""
    words = [match.group() for match in _CAPITALS.finditer(asked) if match.start() > 0]
    return SITE.search(asked) is not None or any(not people_of(stem(fold(word))) for word in words)


def _read(names: Names, text: str) -> Spoken:
    return Spoken(text, tuple(place for place in names.find(text) if _is_telling(names, text, place)))


def _has_titled(spoken: Spoken) -> bool:
    return any(place.names[0].titled for place in spoken.places)


def _is_telling(names: Names, text: str, place: NamePlace) -> bool:
    """Tell whether a name says what a question is about: a proper one, not what the whole library is about."""
    name = place.names[0]
    return name.proper and not names.is_subject(name)


def _subject(names: Names, before: Sequence[Spoken], answer: str, question: str) -> str | None:
    """Give what the conversation is about: the last titled thing, with the part of it that was spoken of, else a name.

    Of "which programme ...?" that is the one titled thing that the answer names.
    """
    last = before[-1]
    if _WHICH.match(last.text) and not any(place.names[0].titled for place in last.places):
        told = {place.names[0]: place for place in names.find(answer) if place.names[0].titled}
        told = {name: place for name, place in told.items() if not names.is_subject(name)}
        if len(told) == 1:
            return next(iter(told)).spellings[0]
    nameless = None if last.places else _nameless_subject(names, last.text)
    if nameless:
        return nameless
    for spoken in reversed(before):
        titled = [place for place in spoken.places if place.names[0].titled]
        for place in [*reversed(titled), *spoken.places]:
            head = spoken.text[: place.start]
            reached = _CONTACT.search(question) and not _OF_IT.search(question)
            part = _PART.search(head)
            if part is None and reached:
                part = _BODY.search(head)
            elif _OF_WHOLE.search(question):
                part = None
            stage = _STAGE.search(f"{head.rstrip()}{spoken.text[place.end :]}")
            if stage and not (part or reached or _OF_WHOLE.search(question)):  # "X second call", "the second X call"
                return f"the {stage['which']} of {spoken.text[place.start : place.end]}{stage['sort'] or ''}"
            meant = _FOR.match(spoken.text, place.end) if part else None  # "the second call of X for small projects"
            return spoken.text[part.start() if part else place.start : meant.end() if meant else place.end]
    return None


def _nameless_subject(names: Names, text: str) -> str | None:
    """Give what a question is about that has none of the library's names as it was typed: "keep.eu", "hit"."""
    site = SITE.search(text)
    if site:
        return site.group()
    alone = fold(text.strip(" ?.!"))
    return next((one for name in names.all for one in name.spellings if name.proper and fold(one) == alone), None)


def _last_two(before: Sequence[Spoken]) -> tuple[str, str] | None:
    found: dict[Name, str] = {}
    for spoken in reversed(before):
        for place in reversed(spoken.places):
            if place.names[0].titled:
                found.setdefault(place.names[0], spoken.text[place.start : place.end])
    if len(found) < len(("one", "other")):
        return None
    second, first = list(found.values())[:2]
    return first, second


def _is_person(text: str, place: NamePlace) -> bool:
    name = place.names[0]
    return name.proper and not name.titled and _FULL_NAME.fullmatch(text[place.start : place.end]) is not None


def _put(question: str, match: re.Match[str], text: str) -> str:
    """Put a name in the place of the word that stands for it, without the word that ties it to what was said."""
    put = question[: match.start()] + text + question[match.end() :]
    return _LEAD.sub("", put, count=1)
