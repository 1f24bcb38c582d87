"""From a question as it was typed to the question as the library's words put it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from kb.british import write_british
from kb.followup import Turn
from kb.gloss import GLOSSED, Entry, Lexicon, gloss, read_entries
from kb.idioms import put_plainly
from kb.index import Index
from kb.language import detect_language
from kb.membership import name_authority, name_sides
from kb.names import Name, NamePlace, Names, find_names, read_pages
from kb.numbered import name_numbered
from kb.part_names import complete_names
from kb.periods import name_periods, write_periods
from kb.spelling import correct_spelling
from kb.strangers import unknown_programmes
from kb.usual import spell_out
from kb.wording import LANGUAGES
from kb.words import fold, split_words

__all__ = ["Name", "Reading", "read_question", "read_turns"]

# Headers of the library's own table of translations; the column of English terms among them.
_HEADERS = {"english": "en", "french": "fr", "italian": "it", "romanian": "ro", "ukrainian": "uk"}
_WHETHER = re.compile(r"^or (?=\w)", re.I)  # what opens a question in Ukrainian is "or" within one
_SHORT = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, understood as far as the library's names and glossary go.

    question is what was typed; text is what is searched for: names as the documents spell them, a question in another
    language glossed in the documents' own. language is "en", "fr", "it", "ro" or "uk", that of the frame of the answer.
    names are the things it names, in its order, what the whole library is about left out. corrections are the words
    that were taken for others, as pairs (typed, taken). unknown are the words that look like names, and the names of
    programmes in several words, that are nowhere in the library.
    """

    question: str
    text: str
    language: str
    names: tuple[Name, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


def read_question(index: Index, question: str, spoken: str = "en") -> Reading:
    """Read a question with the names and words that index knows; spoken is the language of what was said before."""
    names = find_names(index)
    asked = write_periods(index, question)
    kept = [place for place in names.find(asked) if _is_typed_as_name(asked, place)]
    places = [(place.start, place.end) for place in kept]
    language = detect_language(asked, places, spoken)
    glossed, typed = language in GLOSSED, ""
    text = asked
    if glossed:
        lexicon = _lexicon(index, language)
        # "Moldova" is a name of the library and a word of the lexicon, which may know a longer phrase with it.
        places = [place for place in places if not _is_phrase(asked[slice(*place)], lexicon)]
        written = {document.lang for document in index.documents if document.lang}
        text = asked if written == {language} else gloss(asked, lexicon, places)
        text = _WHETHER.sub("", text)
        if language in written and text != asked:
            typed = f" {asked}"  # some documents can be found by the words that were typed
    frame = language if language in LANGUAGES else "en"
    text = text if glossed else write_british(index, text)
    if frame == "en" and language != "en":  # no telling which of its words are wrong
        return Reading(question, text, frame, _named(names, text))
    kept = [place for place in names.find(text, any_order=glossed) if place.names[0].proper]
    spelling = correct_spelling(index, text, [(place.start, place.end) for place in kept], glossed=glossed)
    text = complete_names(names, spell_out(index, names, spelling.text, any_order=glossed))
    programme = any(place.names[0].titled and not names.is_subject(place.names[0]) for place in names.find(text))
    text = put_plainly(text, of_programme=programme)
    text = name_authority(index, name_sides(index, name_periods(index, text)))
    text = name_numbered(index, text)
    named = _named(names, text, any_order=glossed)
    unknown = (*spelling.unknown, *unknown_programmes(index, names, text))
    return Reading(question, text + typed, frame, named, spelling.corrections, unknown)


def put_as(index: Index, reading: Reading, text: str) -> Reading:
    """Give a reading in other words, already the library's own, with what they name."""
    return replace(reading, text=text, names=_named(find_names(index), text))


def read_turns(index: Index, turns: Iterable[Turn]) -> tuple[list[Turn], str]:
    """Read what was asked before in the same way, each in the light of those before it; answers stay as they are.

    Beside them stands the language of what was asked last, English before anything was.
    """
    read, spoken = [], "en"
    for turn in turns:
        reading = read_question(index, turn.text, spoken) if turn.role == "user" else None
        spoken = reading.language if reading else spoken
        read.append(replace(turn, text=reading.text) if reading else turn)
    return read, spoken


def _is_typed_as_name(text: str, place: NamePlace) -> bool:
    """Tell whether a name is sure to be one in any language: a proper name, typed with a capital."""
    return place.names[0].proper and any(letter.isupper() for letter in text[place.start : place.end])


def _is_phrase(text: str, lexicon: Lexicon) -> bool:
    return all(lexicon.knows(word) for word in split_words(text))


def _named(names: Names, text: str, *, any_order: bool = False) -> tuple[Name, ...]:
    found = [place.names[0] for place in names.find(text, any_order=any_order)]
    return tuple(dict.fromkeys(name for name in found if not names.is_subject(name)))


def _lexicon(index: Index, language: str) -> Lexicon:
    """Give a language's lexicon with the library's own translations before the packaged ones."""
    lexicons = _LEXICONS.setdefault(index, {})
    if language not in lexicons:
        own = [entry for code, entry in _own_entries(read_pages(index)) if code == language]
        packaged = read_entries(language)
        # Function words first: a translation of the library must not make one of them a term.
        function = [entry for entry in packaged if entry.kind]
        lexicons[language] = Lexicon(language, [*function, *own, *packaged])
    return lexicons[language]


_LEXICONS: WeakKeyDictionary[Index, dict[str, Lexicon]] = WeakKeyDictionary()


def _own_entries(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Entry]]:
    """Read the tables of translations: rows with a cell headed English and cells headed by other languages."""
    for _, text in pages:
        for line in text.split("\n"):
            cells = [cell.partition(": ") for cell in line[2:].split(" | ")] if line.startswith("| ") else []
            by_language = {
                code: told
                for header, _, told in cells
                if (code := next((_HEADERS[word] for word in fold(header).split() if word in _HEADERS), None))
            }
            english = by_language.pop("en", "")
            if not english:
                continue
            for code, told in by_language.items():
                for term in told.split("; "):
                    yield code, Entry("", _SHORT.sub("", english).strip(), (_SHORT.sub("", term).strip(),))
                    short, foreign = _SHORT.search(english), _SHORT.search(term)
                    if short and foreign:
                        yield code, Entry("", short[1], (foreign[1],))
