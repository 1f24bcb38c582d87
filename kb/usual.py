"""Names as the library mostly writes them: "RO-MD" is searched for under the words that the documents use for it."""

import re
from collections import Counter
from weakref import WeakKeyDictionary

from kb.index import Index
from kb.names import Name, Names, read_pages
from kb.once import once_for_index
from kb.question import defined_term
from kb.words import fold, terms

NEARLY = (
    0.5  # of the count of the most frequent spelling, which a longer one holds: "NEXT Black Sea Basin" for the Basin
)

_COUNTS: WeakKeyDictionary[Index, Counter[str]] = WeakKeyDictionary()


def spell_out(index: Index, names: Names, text: str, *, any_order: bool = False) -> str:
    """Put names that are typed in a rare spelling in the library's usual one.

    What could be two things stays, and so does a name that is to be defined: "What is RO-MD?" asks for the short form.
    """
    defined = defined_term(text)
    for place in reversed(names.find(text, any_order=any_order)):
        name, typed = place.names[0], text[place.start : place.end]
        if (len(place.names) > 1 and not name.titled) or frozenset(terms(typed)) == defined:
            continue
        usual = _usual(index, name)
        ours, theirs = frozenset(terms(typed)), frozenset(terms(usual))
        # A part of a name, or more than it, is the name already: "Poland-Ukraine", "Interreg NEXT MED".
        if not ours <= theirs and not theirs <= ours and _count(index, usual) > _count(index, typed):
            text = text[: place.start] + usual + text[place.end :]
    return text


def _usual(index: Index, name: Name) -> str:
    most = max(_count(index, spelling) for spelling in name.spellings)
    often = [spelling for spelling in name.spellings if _count(index, spelling) >= NEARLY * most]
    return max(often, key=len)


def _count(index: Index, spelling: str) -> int:
    """Count how often the documents write a spelling, as a word of its own."""
    counts = _COUNTS.setdefault(index, Counter())
    key = fold(spelling)
    if key not in counts:
        written = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
        counts[key] = sum(len(written.findall(text)) for text in _folded_pages(index))
    return counts[key]


@once_for_index
def _folded_pages(index: Index) -> list[str]:
    return [fold(text) for _, text in read_pages(index)]
