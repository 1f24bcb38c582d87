"""What a question takes for granted and the quotations do not tell: who did it, whose it is, that it is so at all.

Each word of "Why did Russia suspend cooperation with the Commission?" is met by the sentence in which the Commission
suspends cooperation with Russia, and "Do volunteers get paid?" is near to what says who volunteers. Such an answer is
told with a doubt, however sure it is.
"""

import re
from collections.abc import Iterator, Sequence

from kb.compose.question import RELATING, Terms, names_in, peoples_in
from kb.compose.quotation import Composed
from kb.constraints import Place, asking_query, meet_words
from kb.index import Index
from kb.lookup import Found
from kb.paraphrase import PAST, root
from kb.synonyms import kin_of
from kb.words import fold, stem, term_set, terms

UNMET = 0.2  # how well a word is met at most that a yes-or-no question cannot do without, 0 to 1
_PROPER = r"[^\W\d_a-zà-ÿ][\w'’-]*"
_DOER = rf"(?:the )?(?P<doer>{_PROPER}(?: (?:of (?:the )?)?{_PROPER}){{0,4}}) (?:(?:ever|already|also|then|first) )?"
_DOES = (
    re.compile(rf"\b(?i:did|does|do|will|would) {_DOER}(?P<verb>[a-z]{{3,}}[a-rt-z])\b"),
    re.compile(rf"\b(?i:has|have|had) {_DOER}(?P<verb>[a-z]+ed|{'|'.join(PAST)})\b"),
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSES = re.compile(r"[.;:](?:\s|$)|\n")
_INFLECTED = re.compile(rf"[a-z]+(?:ed|s)|{'|'.join(PAST)}")
_BE = frozenset("was were is are been be being".split())
_NEAR_BE = 3  # words before a participle among which "was" makes it passive
_NEAR_BY = 8  # words behind it among which "by" names who did it
_NAMED = 5  # words of a name behind "by"
_IN_NAMES = frozenset("of the and for s".split())
_BEFORE_VERB = frozenset("then also has have had which that who will to".split())
_UNION = frozenset({"eu", "commiss"})  # what one of them does the other is said to do
_ORGANISES = re.compile(
    r"\b(?:events?|meetings?|conferences?|webinars?|trainings?)\b[^?]*"
    r"\b(?:organi[sz]\w+|hold|holds|held|host|hosts|hosted|run|runs|ran|by)\b",
    re.I,
)
_YES_NO = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:do|does|did|is|are|was|were|can|could|may|must|should|has|have|will)\b", re.I
)
_WEIGHS = re.compile(r"\b(?:more|less|fewer|than|or)\b", re.I)  # two things, of which one is enough
_ASIDE = re.compile(r"\bsince\b[^?,]*|\b\w*\d\w*\b|\b(?:again|always|ever|straight|programmes?)\b", re.I)
# What a question wants told of each thing, and what tells it.
_SORTS = (
    (
        re.compile(r"\b(?:kind|type|sort)s? of [a-z]", re.I),
        re.compile(r"\b(?:kind|type|sort|categor(?:y|ie)|form)s?\b", re.I),
    ),
    (
        re.compile(
            r"\bas new\b|\bnewcomers?\b|\b(?:are|is|were|was) new\b|\bnew (?:countr|member|partner|region)", re.I
        ),
        re.compile(
            r"\bnew(?:ly|comers?)?\b(?! EU)|\b(?:joined|came back|return(?:s|ed)?|for the first time|added)\b", re.I
        ),
    ),
)
_IN_COUNTRY = re.compile(r"\b(?:in|from|at|near) (?:the )?(?:Republic of )?(?P<country>[A-ZÀ-Þ][\w-]+)\W*$")
_PAIR = 2  # words of a name of which the first tells it from others
_MONEY = r"(?:budget|allocation|envelope|money|funding)"
_AMOUNT = re.compile(r"(?:EUR|€) ?\d|\d ?(?:EUR|€|euros?\b)|\bfree of charge\b|\bnot known\b", re.I)
_OWNER = re.compile(
    rf"\b{_MONEY} (?:of|has|for|does|did) (?:the )?(?P<of>[^?]+?)(?: (?:have|get|receive))?\W*$|"
    r"\bhow (?:much|many (?:euros?|millions?))[^?]*? (?:does|did|do|has|have|had) (?:the )?(?P<has>[^?]+?)"
    r" (?:have|got|get|received?|costs?|amount to)\W*$",
    re.I,
)


def takes_for_granted(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether a question presumes what the quotations of its answer do not tell."""
    return bool(
        composed.quotations
        and (
            _turns_doer(index, found, composed)
            or _shares_organiser(index, found, composed)
            or _lacks_name(index, found, composed)
            or _lacks_sort(found, composed)
            or _lacks_country(index, found, composed)
            or untold_words(index, found, composed)
        )
    )


def untold_words(index: Index, found: Found, composed: Composed) -> dict[str, str]:
    """Give the stems of what a yes-or-no question asks of which no quotation speaks, each as it was typed.

    Only of an answer that was picked by likeness: who volunteers is likest to whether volunteers are paid.
    """
    text = asking_query(found).text
    if composed.decided or composed.direct or not _YES_NO.match(text) or _WEIGHS.search(text):
        return {}
    return unmet_words(index, found, composed)


def unmet_words(index: Index, found: Found, composed: Composed) -> dict[str, str]:
    """Give the stems of a question's words that nothing quoted is near to, each as it was typed."""
    met: dict[str, float] = {}
    for one in composed.quotations:
        place = Place(one.hit, one.start, one.end, one.quote)
        for word, value in meet_words(index, found, place, composed.settled).items():
            met[word] = max(met.get(word, 0.0), value)
    asked = term_set(_ASIDE.sub(" ", asking_query(found).text)) - RELATING - term_set(index.subject)
    typed = {stem(fold(word)): word for word in reversed(re.findall(r"[^\W_]+", found.reading.question))}
    return {word: typed[word] for word, value in met.items() if value <= UNMET and word in asked and word in typed}


def is_of_another_owner(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether the money of something is asked for that the quotations only name as a source or a kind of money.

    "EUR 9.5 million of ERDF money" does not tell what the ERDF has, nor "total money, according to TESIM" what TESIM
    has.
    """
    asked = _OWNER.search(asking_query(found).text)
    owner = next(filter(None, asked.groups())) if asked else ""
    names = names_in(index, owner)
    if composed.decided or len(names) != 1 or peoples_in(index, owner):
        return False
    (name,) = names
    spelt = "|".join(sorted(map(re.escape, name.spellings), key=len, reverse=True))
    named = re.compile(rf"\b(?:{spelt})\b")
    aside = re.compile(
        rf"\([^()]*(?:,| and )[^()]*\)|\b(?:of|from|in|according to) (?:the )?(?:{spelt})\b|, (?:{spelt})(?= ?\||$|\n)|"
        rf"\b(?:{spelt})(?:['’]s)? (?:share|money|contribution|fund|home ?page|page|website|update)",
    )
    amounts = (one for one in composed.quotations if _AMOUNT.search(one.quote))
    told = (aside.sub(" ", f"{one.hit.title}\n{one.hit.heading}\n{one.quote}") for one in amounts)
    return not any(named.search(text) or name in names_in(index, text) for text in told)


def _turns_doer(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether what somebody is said to have done was done by others in each clause that tells of it."""
    asked = next(filter(None, (does.search(asking_query(found).text) for does in _DOES)), None)
    if asked is None:
        return False
    doer, verb = _alike(term_set(asked["doer"])), root(asked["verb"])
    # What a country does its ministry does, and what a programme does its committee.
    body = not peoples_in(index, asked["doer"]) and not any(name.titled for name in names_in(index, asked["doer"]))
    turned = False
    for clause in (clause for one in composed.quotations for clause in _CLAUSES.split(one.quote)):
        words = _WORD.findall(clause)
        for at, word in enumerate(words):
            if root(fold(word)) != verb or not _INFLECTED.fullmatch(word):
                continue
            acting = _acting(words, at)
            if doer & acting:
                return False
            turned = turned or bool(doer & _alike(term_set(clause))) or (body and bool(acting))
    return turned


def _acting(words: Sequence[str], at: int) -> Terms:
    """Give the terms of the names of who did what the word at a place says, none where no name stands there."""
    before, behind = words[:at], words[at + 1 :]
    if behind[:1] == ["by"] or not _BE.isdisjoint(before[-_NEAR_BE:]):  # "changes proposed by", "were proposed"
        by = behind.index("by") + 1 if "by" in behind[:_NEAR_BY] else len(behind)
        return _alike(term_set(" ".join(behind[by : by + _NAMED])))
    return _alike(term_set(" ".join(_name_before(before))))


def _name_before(words: Sequence[str]) -> Iterator[str]:
    begun = False
    for word in reversed(words):
        if word[:1].isupper() or (begun and word in _IN_NAMES):
            begun = True
            yield word
        elif begun or word not in _BEFORE_VERB:
            return


def _alike(terms: Terms) -> Terms:
    alike = terms.union(*map(kin_of, terms))
    return alike | _UNION if alike & _UNION else alike


def _shares_organiser(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether the gatherings that somebody organises are asked for, but most of those told do not say whose."""
    text = asking_query(found).text
    names = [name for name in names_in(index, text) if name.proper]
    if not _ORGANISES.search(text) or len(names) != 1:
        return False
    own = sum(names[0] in names_in(index, one.shown) for one in composed.quotations)
    return 2 * own < len(composed.quotations)


def _lacks_name(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether a kind of body or thing is asked about that no quotation names, as an audit authority.

    The managing authority is none: what tells two words apart stands first; longer names are told in all their words.
    """
    told = "\n".join(f"{one.hit.title}\n{one.hit.heading}\n{one.quote}" for one in composed.quotations)
    named, words = names_in(index, told), term_set(told)
    return not composed.decided and any(
        name not in named and not any(map(words.issuperset, map(_telling_terms, name.spellings)))
        for name in names_in(index, asking_query(found).text)
        if not name.titled and not peoples_in(index, name.spellings[0])
    )


def _lacks_country(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether something in one country is asked for, and the quotations name others, but not that one.

    The names of programmes have countries in them that say nothing of where an office is.
    """
    text = asking_query(found).text
    asked = peoples_in(index, text)
    in_one = _IN_COUNTRY.search(text)
    if composed.decided or in_one is None or not term_set(in_one["country"]) & asked:
        return False
    told = frozenset[str]().union(
        *(peoples_in(index, f"{one.hit.heading}\n{one.quote}") for one in composed.quotations)
    )
    return bool(told) and told.isdisjoint(asked)


def _telling_terms(spelling: str) -> list[str]:
    own = terms(spelling)
    return own if len(own) > _PAIR else own[:1]


def _lacks_sort(found: Found, composed: Composed) -> bool:
    """Tell whether kinds of something are asked for, or what is new, and no quotation speaks of such."""
    told = "\n".join(f"{one.hit.heading}\n{one.quote}" for one in composed.quotations)
    text = asking_query(found).text
    return not composed.decided and any(asks.search(text) and not tells.search(told) for asks, tells in _SORTS)
