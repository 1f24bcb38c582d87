"""What an answer does not tell of what was asked, in a line for whoever asked."""

import re

from kb.answer_shape import absent_shapes
from kb.answer_type import answer_type, holds_type
from kb.compose.question import RELATING, names_in, peoples_in
from kb.constraints import NO_WORD, TYPED, Place, absent_years, asked_words, asking_query, meet_word, meet_words
from kb.contact_forms import absent_forms
from kb.english import everyday_words
from kb.extract import Composed
from kb.index import Index
from kb.lookup import Found
from kb.presumed import is_of_another_owner, untold_words
from kb.wording import phrase
from kb.words import fold, stem, term_set

MOST_UNSAID = 3  # words that are named
UNMET = 0.4  # how well a word is met at most that counts as unsaid, 0 to 1
UNHEARD = 0.7  # the same for a word that stands nowhere in the library: what is like it is hardly it
RARE = 0.3  # rarity from which a word tells what is asked for, against that of a word that the library has not


_CONTACT_FOR = re.compile(
    r"\bcontacts?\b[^?]*? (?:for|on|about|regarding) (?P<subject>.+?)(?= (?:at|in|of|with)\b|\W*$)", re.I
)


def find_missing(index: Index, composed: Composed, found: Found) -> str:
    """Say what the documents don't tell: what they call unknown, or the detail, the kind of thing or the year asked."""
    language = found.reading.language
    if composed.unknown:
        return phrase("not_known", language)
    if composed.untold:
        return phrase("missing", language, what=f"“{composed.untold}”")
    if composed.decided or not composed.quotations:
        return ""
    question = asking_query(found).text
    quoted = "\n".join(quotation.quote for quotation in composed.quotations)
    about = "\n".join(f"{q.hit.title}\n{q.hit.heading}\n{q.hit.as_of}" for q in composed.quotations)
    absent = [phrase(f"asked_{name}", language) for name in absent_forms(question, quoted)]
    kind = answer_type(question)
    if not absent:
        # The documents' own structure tells which amount or date is meant, but may name an office for a person.
        by_type = kind == "person" or not composed.direct
        if by_type and not holds_type(kind, quoted, term_set(question)):
            absent = [phrase(f"asked_{kind}", language)]
        absent += [phrase(f"asked_{shape}", language) for shape in absent_shapes(question, quoted)]
        if kind == "money" and is_of_another_owner(index, found, composed):
            absent.append(phrase("asked_money", language))
        if kind == "money" and _is_of_all(index, question, composed):
            absent.append(phrase("asked_share of a country", language))
        if kind == "contact" and not _is_contact_for(index, found, composed):
            absent.append(phrase("asked_contact", language))
    absent += [] if composed.direct else absent_years(question, f"{quoted}\n{about}")
    return phrase("missing", language, what=", ".join(dict.fromkeys(absent))) if absent else ""


def _is_of_all(index: Index, question: str, composed: Composed) -> bool:
    """Tell whether an amount is asked of a country, but nothing shown is about that country alone.

    The name of a programme may have its countries in it: "the programme between Poland and Ukraine" may be asked for.
    """
    asked = peoples_in(index, question)
    shown = "\n".join(f"{quotation.hit.heading}\n{quotation.shown}" for quotation in composed.quotations)
    named = any(name.titled for name in names_in(index, question))
    return bool(asked) and asked.isdisjoint(peoples_in(index, shown) if named else term_set(shown))


def _is_contact_for(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether any of the contacts shown is one for the subject that is asked about, as far as it is named."""
    asked = _CONTACT_FOR.search(asking_query(found).text)
    subject = term_set(asked["subject"]) if asked else frozenset()
    own = [term_set(quotation.shown) for quotation in composed.quotations]
    context = [term_set(f"{quotation.hit.title} {quotation.hit.heading}") for quotation in composed.quotations]
    return not subject or any(meet_word(word, *told) > 0 for word in subject for told in zip(own, context, strict=True))


def asks_unheard_of(index: Index, found: Found, composed: Composed) -> bool:
    """Tell whether a question has a telling word that stands nowhere in the library, nor is near to what is quoted.

    Where the documents' own structure answers, such a word says how to answer ("in a nutshell"). Short ones are
    abbreviated or mistyped more often than they tell something.
    """
    unsaid = () if composed.decided or composed.direct else _unsaid(index, found, composed)
    return any(len(word) >= TYPED and index.rarity(word) >= index.rarity(NO_WORD) for word in unsaid)


def describe_doubt(index: Index, found: Found, composed: Composed) -> str:
    """Say that an answer is perhaps none, and which of the question's words its passages do not speak of, if any.

    The rarest are named, as they were typed.
    """
    unsaid = _unsaid(index, found, composed) or untold_words(index, found, composed)
    rarest = sorted(unsaid, key=lambda word: -index.rarity(word))[:MOST_UNSAID]
    named = ", ".join(f"“{typed}”" for word, typed in unsaid.items() if word in rarest)
    language = found.reading.language
    return phrase("unsaid", language, what=named) if named else phrase("unsure", language)


def _unsaid(index: Index, found: Found, composed: Composed) -> dict[str, str]:
    """Give the stems of the question's telling words of which the quotations do not speak, each as it was typed.

    A word is spoken of, too, where another spelling, a synonym or a word that is like it stands, or in title and
    heading; what the library has nowhere must be more like it. Everyday words ("goes", "left") tell too little.
    """
    met: dict[str, float] = {}
    for quoted in composed.quotations:
        place = Place(quoted.hit, quoted.start, quoted.end, quoted.quote)
        for word, value in meet_words(index, found, place, composed.settled).items():
            met[word] = max(met.get(word, 0.0), value)
    most = index.rarity(NO_WORD)
    asked = set(asked_words(found.queries[0].text)) - RELATING
    typed = {stem(fold(word)): word for word in reversed(re.findall(r"[^\W_]+", found.reading.question))}
    return {
        word: typed[word]
        for word in reversed(typed)
        if word in asked
        and met.get(word, 1.0) <= (UNMET if index.rarity(word) < most else UNHEARD)
        and index.rarity(word) >= RARE * most
        and fold(typed[word]) not in everyday_words()
    }
