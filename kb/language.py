"""Tell a question's language. The only owner of py3langid."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kb.english import ordinary_words
from kb.gloss import GLOSSED, packaged_lexicon
from kb.words import STOP_WORDS, split_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Those of the frames, and those that are taken for them.
KNOWN = [*"en fr it ro uk es pt ca de nl da sv fi pl cs sk hu sl hr bg sr mk ru be el tr ar he ka hy lt lv et".split()]
OTHER = 0.8  # probability from which a language without a lexicon is believed
PLAIN = 1.2  # share of English function words (2 each) and English words (1 each) that settles it
CERTAIN = 6  # words from which the identifier is seldom wrong
FEW = 4  # words that tell no language by their letters alone
PIECE = 0.5  # share of words that a piece of a sentence has of the language that was spoken
MARGIN = 0.35  # by which another language must be ahead of English

_MAIL = re.compile(r"\be-?mails?\b", re.I)  # the "e" of which is a word in three languages


def detect_language(text: str, names: Sequence[tuple[int, int]] = (), spoken: str = "en") -> str:
    """Tell the language of a text, as its code ("en", "fr", "de", ...); "en" where nothing tells it.

    names are the places (start, end) of names in the text, which belong to no language. A handful of words is too few
    for an identifier alone: it is weighed together with the function words and lexicons of the languages we know.
    spoken is the language of what was said before, which a piece of a sentence keeps.
    """
    for start, end in sorted(names, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    words = [word for word in split_words(_MAIL.sub(" ", text)) if word[0].isalpha()]
    if not words:
        return "en"
    shares = {language: _share(_own(words, language), language, len(words)) for language in GLOSSED}
    english_share = _english_share(words, len(words))
    if english_share > PLAIN and english_share > 2 * max(shares.values()):
        return "en"  # most questions: the identifier need not be loaded
    probability = dict(_identifier().rank(" ".join(text.split()).casefold()))
    scores = {language: share + probability.get(language, 0.0) for language, share in shares.items()}
    english = english_share + probability.get("en", 0.0)
    best = max(scores, key=lambda language: scores[language])
    likeliest = max(probability, key=lambda language: probability[language])
    if likeliest not in (*GLOSSED, "en") and probability[likeliest] > OTHER and len(words) > 1:
        rivals = {**scores, "en": english}
        if max(rivals.values()) < (2.0 if len(words) < CERTAIN else 2.5):
            return str(likeliest)
    certain = shares[best] > 0 or len(words) >= FEW  # "contact Iași" is no more Romanian than English
    if certain and scores[best] > _english_share(_own(words, best), len(words)) + probability.get("en", 0.0) + MARGIN:
        return best
    if spoken not in GLOSSED or len(words) >= CERTAIN or shares[spoken] < PIECE:
        return "en"
    return spoken if shares[spoken] >= _english_share(_own(words, spoken), len(words)) else "en"


def _own(words: Sequence[str], language: str) -> list[str]:
    """Give the words that are not the same in English: "contact secretariat Suceava" may be Romanian, but need not."""
    lexicon = packaged_lexicon(language)
    return [word for word in words if not lexicon.is_shared(word)]


def _share(words: Sequence[str], language: str, count: int) -> float:
    lexicon = packaged_lexicon(language)
    return sum(2 if word in lexicon.function else lexicon.knows(word) for word in words) / count


def _english_share(words: Sequence[str], count: int) -> float:
    ordinary = ordinary_words()
    return sum(2 if word in STOP_WORDS else word in ordinary for word in words) / count


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second: not for a command that asks nothing

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier
