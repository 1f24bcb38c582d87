"""A question that leans on the one before, put so that it stands alone: by rules, where they are sure.

"And for NEXT MED?" asks the last question of another thing, "in 2014-2020?" of another time, "and who runs it?" another
thing of the same. A question that names what it is about needs no history. What none of the rules knows is searched
for alone and with its history, as before.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.elliptic import ask_more, compare_named
from kb.followup import Turn
from kb.names import SITE, Name, NamePlace, Names
from kb.part_names import complete_names
from kb.programmes_of import Members, countries_in, country_pattern
from kb.question import SUPPORTS, defined_thing
from kb.spoken_of import (
    REACHES,
    find_subject,
    is_full_name,
    is_told,
    last_people,
    last_titled,
    last_two,
    listed_programmes,
    named_whole,
)
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
    swap_defined,
    swap_matter,
    swap_people,
    swap_phrase,
    swap_stranger,
    swap_thing,
)
from kb.synonyms import people_of
from kb.words import fold, stem, terms

_SAME = r"(?:(?:do |tell me )?(?:the )?same(?: (?:question|thing|again))?|likewise|ditto) (?:for|with|about|of)"
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok|okay|well|now|plus|please|thanks|thank you)\b[\s,]*)*"
    rf"(?:(?:what|how) about|what of|{_SAME})?\b[\s,:]*",
    re.I,
)
_OPENS = re.compile(rf"^\W*(?:and|but|also|or|what about|how about|what of|{_SAME})\b", re.I)
_TIES = re.compile(
    r"^(?:(?:in|for|of|from|at|with|by|on|under|to|between|during|the|a|an|programme|program|"
    r"ones?(?= (?:with|of|for|in|between)\b))\b\s*)+",
    re.I,
)
_ENDS = re.compile(r"(?<=[a-z]) (?:one|programmes?|programs?)(?=\W*$)", re.I)  # "the Moldova one"
_OF_IT = re.compile(r"\b(?:its|their)\b(?! own)", re.I)
_IT = re.compile(
    r"\b(?:it|they|them|this one|that one|this|that|these|those|(?:this|that|the|these|those) programmes?)\b"
    r"(?! (?:is|are|was|were) (?:true|right|so)\b)",
    re.I,
)
_SEVERAL = re.compile(r"\b(?P<of>their)\b(?! own)|\b(?:they|them)\b", re.I)
_THE_PROGRAMME = re.compile(r"\b(?:the|this|that) program(?:me)?\b", re.I)
_A_PROGRAMME = re.compile(r"\bprogram(?:me)?s?\b", re.I)
_MEMBER = re.compile(r"\b(?:an?|each|every|one) (?:[a-z-]+ )?(?:project|partner|applicant|lead partner)\b", re.I)
_IT_ITSELF = re.compile(r"(?<!\bin )(?<!\bof )(?<!\bfor )(?<!\bto )(?<!\bunder )(?<!\bfrom )\b(?:it|they)\b", re.I)
_THEY_ASKED = re.compile(
    r"\bthey (?:all |together )?(?:ask|appl(?:y|ied)|request|want|need|bid|propos|submit|hand|sen[dt]\b|come\b|came\b)",
    re.I,
)
_A_CALL = re.compile(r"(?:the |an? )?[^,;]*?\b(?:calls?|rounds?)\b", re.I)
_NOT_IT = re.compile(
    r"\b(?:is|was|does|did|can|will) it (?:possible|true|allowed|necessary)\b|"
    r"(?<!\bof )\bthat (?:the|a|an|is|are|was|were|has|have|can)\b|"
    r"\b(?:this|that|these|those) (?!programmes?\b|one\b|for\b|from\b|with\b|under\b)[a-z]{3,}",
    re.I,
)
_THERE = re.compile(r"(?:\bin |(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\b)there\b(?! (?:is|are|was|were)\b)", re.I)
_SUCH = re.compile(r"(?<=\bhave )one(?=\W*$)|(?<=\bhas )one(?=\W*$)|(?<=\bneed )one(?=\W*$)", re.I)
_ONE = re.compile(r"\bthe ones?\b", re.I)
_POINTS = re.compile(r"\b(?:that|this)\W*$|\b(?:this|that|these|those|they|he|she|him|his)\b", re.I)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]\w+")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would|stands?|means?|what's|who's)\b",
    re.I,
)
_ASKS = re.compile(r"^\W*(?:who|what|which|when|where|why|how)\b", re.I)
_PERSON = re.compile(
    r"\b(?P<of>his|her(?= (?!about\b|for\b|if\b|in\b|at\b|to\b|and\b|or\b)\w))\b|\b(?:he|she|him|her)\b", re.I
)
_TWO = re.compile(  # "how many of them" is of the things that were counted
    r"\bthe two(?: of them)?\b|\bboth(?: of them)?\b|(?:(?<=\bwhich )|(?<=\bone )|(?<=\beither ))of them\b", re.I
)
_WHY = re.compile(r"^(?:why(?: (?:is|was) (?:that|this|it))?(?: so)?|how come|how so)\W*$", re.I)
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
    r"^\W*(?:and )?what (?:else )?happened (?:in|on|during|between|after|before|since)\b|"
    r"\b(?:which|what|how many|list|all)(?: \w+){0,3} program(?:me)?s (?:are there|exist)\b|"
    rf"\b(?:which|what)(?: \w+)? program(?:me)?s (?:{SUPPORTS}|border|include|have|take part|participate)\b",
    re.I,
)
# What a thing of a kind is, or a word means, is the same for all.
_EXPLAINS = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|then|thanks)\W+)*what (?:(?:is|are) an? \w|(?:does|do) [^?]+ (?:mean|stand for)\W*$)",
    re.I,
)
_OF_THEM = re.compile(
    r"^\W*(?:and |but |so )?(?:which|who|what|(?P<count>how many)) (?:ones |one )?of (?:them|these|those) (?P<rest>.+)",
    re.I | re.S,
)
_LISTED = re.compile(
    r"^\W*(?:\w+\W+)?(?:which|what|list|name|who are|how many) (?:the |all )?"
    r"(?P<things>(?!does\b|is\b|was\b|has\b)(?:[a-z-]+ )?[a-z]+s)\b(?<!does)(?<!was)",
    re.I,
)
# Questions of which nothing is left without the word that points.
_WHAT_ABOUT = re.compile(
    r"\bwhat (?:is|was|are|were) (?:it|that|they|this) (?:all )?(?:about|for)\W*$|"
    r"\b(?:when|where|who|how long|how much|how many) (?:is|was|are|were) (?:it|they)(?: for)?\W*$",
    re.I,
)


_COUNTING = frozenset(terms("how many much"))  # say nothing of what is counted
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
    """Put each of the user's turns so that it stands alone, with what was answered; beside them the last answer."""
    before: list[Spoken] = []
    answer = ""
    for turn in history:
        if turn.role == "assistant":
            answer = turn.text
            if before and is_told(answer):
                before[-1] = replace(before[-1], answer=answer)
            continue
        told = _stand(names, members, turn.text, before, answer)
        spoken = _read(names, complete_keywords(names, members, turn.text if told is None else told))
        before.append(replace(spoken, stands=told is not None or _says_enough(turn.text)))
    return before, answer


def _says_enough(question: str) -> bool:
    """Tell whether a question that does not say what it leans on has a subject of its own, whatever that is."""
    return VERB.search(question) is not None and len(set(terms(question))) > 1


def _leads(question: str) -> bool:
    """Tell whether a question is but a piece of one: "and for X?", "the website?"."""
    return _OPENS.match(question) is not None or not VERB.search(question)


def _rest(question: str) -> str:
    return _ENDS.sub("", _TIES.sub("", _LEAD.sub("", question, count=1)))


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
    last = before[-1]
    piece = _leads(question) and not _A_PROGRAMME.search(question)
    of_people = swap_people(_rest(question), last) if piece else None
    if of_people:
        return of_people
    question = _complete(names, members, question) if _has_titled(last) else question
    own = _read(names, question)
    then = _THEN.match(question)
    if then and last.places:
        place = last.places[-1]
        return f"{last.text.rstrip(' ?.!')} {then[1]} {last.text[place.start : place.end]} {then[2]}"
    if _WHY.match(question.strip()):
        return f"Why? {last.text}"
    compared = compare_named(names, question, before)
    if compared:
        return compared
    of_them = _OF_THEM.match(question)
    among = _ask_among(names, of_them, last) if of_them else None
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
    several = _SEVERAL.search(plain)
    people = last_people(names, before)
    if several and len(people) > 1 and not own.places:
        both = " and ".join([", ".join(people[:-1]), people[-1]])
        return _put(question, several, f"{both}'s" if several["of"] else both)
    person = _PERSON.search(plain)
    if person and not own.places:
        told = people[-1:] or [name for name in _proper_names(names, answer) if is_full_name(name)]
        if told:
            return _put(question, person, f"{told[0]}'s" if person["of"] else told[0])
    # A word that points behind a name of the question itself points to that.
    until = min((place.end for place in own.places), default=len(plain))
    points = any(pattern.search(plain, 0, until) for pattern in (_IT, _OF_IT, _THERE, _ONE))
    if leads and not own.places:
        other = swap_stranger(rest, last)
        if other:
            return other
    if not points and _EXPLAINS.match(question):
        return question
    subject = find_subject(names, before, question, pointed=points)
    # A country has no price, and nothing takes place on its days.
    named = subject is not None and not country_pattern().fullmatch(subject)
    more = ask_more(question, last, subject if named else None)
    if more:
        return more
    titled = _has_titled(own)
    term = defined_thing(last.text)
    one = _SUCH.search(plain)
    if term and one:  # "which programmes have one?"
        return _put(question, one, term)
    if titled and points and not leads and term and not _has_titled(last):  # "and who is that for NEXT MED?"
        return _point(question, plain, f"the {term}", before)
    # "What became of Latvia-Russia?" has a name of its own, and no auxiliary.
    proper = any(place.names[0].proper for place in own.places)
    whole = _AUXILIARY.search(question) or (_ASKS.match(question) and proper)
    if not leads and not points and (titled or (own.places and (whole or subject is None))):
        return question
    if subject is None and leads and not points:
        return join_keywords(_LEAD.sub("", question, count=1), last)
    if subject is None or titled or _ONE.search(plain):
        return None
    about_person = is_full_name(subject) and not any(
        place.names[0].titled for spoken in before for place in spoken.places
    )
    if not points and (_ALL.search(question) or (about_person and not _is_personal(question))):
        return question
    if several and country_pattern().fullmatch(subject):  # a country is not "them", its programmes are
        listed = listed_programmes(names, last.answer)
        return _put(question, several, f"{listed}'s" if several["of"] else listed) if listed else None
    if _THE_PROGRAMME.search(plain) and last.places and not _has_titled(last):  # a person's, not the person
        subject = last_titled(names, before)
        if subject is None:
            return None
    member = _MEMBER.search(last.text)
    if member and _IT_ITSELF.search(plain) and last.places:  # "how much can it get?" after "a project in X"
        subject = f"{member[0]} in {subject}"
    if _THEY_ASKED.search(plain) and _A_CALL.match(subject):
        subject = f"the applicants in {subject}"  # a call asks for nothing
    if _WITHIN.match(question):  # "what about the funds, who runs them?"
        plain = ""
    return _point(question, plain, subject, before) or _carry(question, own, subject, leads=leads)


def _ask_among(names: Names, of_them: re.Match[str], last: Spoken) -> str | None:
    """Ask which of the things that were listed: of a named thing's, else of those that the answer named, else of all.

    "And which of them are in the EU?" after "which countries are in X?", "which of them ...?" after "which programmes
    are there in Y?", "who of them ...?" after "list the commissioners".
    """
    listed = _LISTED.search(last.text)
    if not listed:
        return None
    things, rest = listed["things"], of_them["rest"]
    asking = "How many" if of_them["count"] else "Which"
    whose = [place for place in last.places if place.names[0].titled or of_them["count"]]
    if whose:
        return f"{asking} {things} of {named_whole(last.text, whose[-1])} {rest}"
    if not things.casefold().startswith("program"):
        return f"{asking} {things} {rest}"
    told = listed_programmes(names, last.answer)
    return f"{asking} of {told} {rest}" if told else None


def _swap(own: Spoken, question: str, rest: str, last: Spoken) -> str | None:
    """Ask the last question of what a piece of a question says."""
    piece = _LEAD.sub("", question, count=1)
    return (
        change_period(question, last.text)
        or swap_country(rest, last)
        or add_country(piece, last)
        or swap_matter(piece, last)
        or swap_thing(own, rest, last)
        or (None if _has_titled(own) else add_condition(piece, last))
        or (None if _has_titled(own) and _has_titled(last) else swap_phrase(piece, last))
        or swap_defined(piece, last)
    )


def _point(question: str, plain: str, subject: str, before: Sequence[Spoken]) -> str | None:
    """Put the subject where a word points to it; plain is the question without words that only look like it."""
    two = _TWO.search(plain)
    if two:
        both = last_two(before)
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
    said = set(terms(asked)) - _COUNTING
    within = _WITHIN.match(question)
    if not said or (_POINTS.search(question) and not within):
        return None
    if not VERB.search(asked):
        return f"{asked} of {subject}?" if len(said) <= FEW_TERMS and not _names_something(asked) else None
    if within:
        return f"{asked} ({subject})?"
    little = len(said) <= FEW_TERMS or own.places
    return f"{asked} ({subject})?" if (leads or little) and not _names_something(asked) else None


def _proper_names(names: Names, text: str) -> list[str]:
    """Give what a text names that has no document of its own, as it is written."""
    places = [place for place in names.find(text) if place.names[0].proper and not place.names[0].titled]
    return [text[place.start : place.end] for place in places]


def _is_personal(question: str) -> bool:
    """Tell whether a question may be about a person who was named before."""
    return REACHES.search(question) is not None or _PERSONAL.search(question) is not None


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


def _put(question: str, match: re.Match[str], text: str) -> str:
    """Put a name in the place of the word that stands for it, without the word that ties it to what was said."""
    put = question[: match.start()] + text + question[match.end() :]
    return _LEAD.sub("", put, count=1)
