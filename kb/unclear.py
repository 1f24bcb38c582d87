"""When a question needs one more detail: several documents of one build tell what it asks, and it names none of them.

Documents of one build are those that share most of their headings, as the documents on the programmes do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from kb.compose.material import Material
from kb.compose.participation import programmes_of_places
from kb.compose.question import names_in
from kb.constraints import FILLERS, asked_words, meet_word, proper_words
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.names import SITE
from kb.once import once_for_index
from kb.question import Kind, defined_term, defines, kind_of
from kb.tables import read_blocks
from kb.units import find_units
from kb.words import term_set

SHARED = 4  # headings that documents of one build have in common
FEWEST = 3  # documents of one build, and of them that tell what is asked
TOLD = 0.8  # share of what is asked, the rare words counting more, that one unit of each of them must tell
CLEARLY = 1.02  # of the best unit's score among them, from which one elsewhere is the answer
# Words of a question on all of them, on one of a sort, or on things as such.
_GENERAL = re.compile(
    r"\b(?:an?|any|each|every|all|both|programmes|most|least|largest|smallest|biggest|highest|lowest|first of|history|"
    r"network|together|altogether|overall|in general|usually|everybody|anyone)\b",
    re.I,
)
_OWN = re.compile(r"\b(?:our|my)\b", re.I)  # what is the asker's own is told nowhere else
_ONE = re.compile(r"\b(?:the|our|my|your|this)\b", re.I)
_HEADING = re.compile(r"^#{2,6} +(.+)$", re.M)


def find_choices(index: Index, found: Found) -> tuple[str, ...]:
    """Give the titles of the documents of which one should be named, none when the question is clear.

    A follow-up is unclear that may mean several programmes: "and for Tunisia?". Any other question is when neither it
    nor what was said before names anything, it asks for nothing in general, and what it asks is told in several
    documents of one build, nowhere better.
    """
    if found.meant:
        return tuple(name.spellings[0] for name in found.meant)
    said = found.queries[0].text
    named = any(names_in(index, query.text.removeprefix(f"{index.subject}: ")) for query in found.queries)
    if named or proper_words(said) or SITE.search(said) or found.reading.unknown or not found.evidence:
        return ()
    if _GENERAL.search(said) or defines(found.evidence[0].text, defined_term(said)):
        return ()
    if kind_of(said) in (Kind.LIST, Kind.COUNT) and not _ONE.search(said):  # "Which programmes are there?"
        return ()
    asked = {word: index.rarity(word) for word in asked_words(said)}
    if not any(map(str.isalpha, asked.keys() - FILLERS)):
        return ()
    for build in _builds_of(index):
        of_one = [unit.hit.source in build or _is_about(index, unit, build) for unit in found.evidence]
        best = max((unit.score for unit, is_one in zip(found.evidence, of_one, strict=True) if is_one), default=0.0)
        elsewhere = max(
            (unit.score for unit, is_one in zip(found.evidence, of_one, strict=True) if not is_one), default=0
        )
        if not best or (elsewhere >= CLEARLY * best and not _OWN.search(said)):
            continue
        telling = [source for source in build if _tells(index, source, asked)]
        if len(telling) >= FEWEST:
            telling = _of_their_place(index, found, telling)
            if len(telling) == 1:
                return ()
            documents = filter(None, map(index.document, telling))
            return tuple(document.title for document in documents)
    return ()


def _of_their_place(index: Index, found: Found, sources: list[str]) -> list[str]:
    """Leave out, where somebody says where they are, the programmes that do not cover it; all stay where none does."""
    if not found.says_who:
        return sources
    covering = {
        source for name in programmes_of_places(Material(index, found), found.around) for source in name.sources
    }
    return [source for source in sources if source in covering] or sources


def _is_about(index: Index, unit: Evidence, build: Sequence[str]) -> bool:
    """Tell whether a unit names one of the documents of a build: it tells of that one."""
    return any(name.titled and name.sources[0] in build for name in names_in(index, unit.text))


def _tells(index: Index, source: str, asked: dict[str, float]) -> bool:
    """Tell whether one unit of a document, with its heading, tells what is asked."""
    total = sum(asked.values())
    return bool(total) and any(
        sum(weight * meet_word(word, own, context) for word, weight in asked.items()) >= TOLD * total
        for own, context in _units_of(index, source)
    )


_UNITS: WeakKeyDictionary[Index, dict[str, list[tuple[frozenset[str], frozenset[str]]]]] = WeakKeyDictionary()


@once_for_index
def _builds_of(index: Index) -> tuple[tuple[str, ...], ...]:
    """Group the documents of each topic that share their headings."""
    by_topic: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for document in index.documents:
        headings = _HEADING.findall(index.text_of(document.source, 1)) if document.pages else []
        by_topic[document.topic][document.source] = frozenset(headings)
    builds = []
    for headed in by_topic.values():
        usual = Counter(heading for headings in headed.values() for heading in headings)
        shared = {heading for heading, count in usual.items() if count >= FEWEST}
        fitting = tuple(
            source for source, headings in headed.items() if len(headings & shared) >= min(SHARED, len(shared)) > 0
        )
        if len(fitting) >= FEWEST:
            builds.append(fitting)
    return tuple(builds)


def _units_of(index: Index, source: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Give the terms of each unit of a document's first page, and those of the headings it stands under."""
    by_source = _UNITS.setdefault(index, {})
    if source not in by_source:
        page = index.text_of(source, 1)
        units: list[tuple[frozenset[str], frozenset[str]]] = []
        heading = ""
        for unit in find_units(page):
            text = page[unit.start : unit.end]
            if unit.kind == "heading":
                heading = text
            else:
                units.append((term_set(text), term_set(heading)))
        units += [
            (term_set(page[block.start : block.end]), term_set(" ".join(block.headings)))
            for block in read_blocks(page)
            if block.items
        ]
        by_source[source] = units
    return by_source[source]
