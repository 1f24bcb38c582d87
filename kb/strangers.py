"""Programmes that a question names and no document does: "Interreg Central Europe", though each word stands somewhere.

A programme of the family is named by the family's word and words of its own, all with capitals.
"""

import re
from collections.abc import Sequence

from kb.index import Index
from kb.names import NamePlace, Names, read_pages
from kb.once import once_for_index
from kb.words import fold, term_set

_OF_ANY = term_set(
    "programme programmes program project projects call calls secretariat joint managing authority committee "
    "monitoring network area region regions website office contact regulation"
)
_ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_LINKS = "of the|of|and|the"


def unknown_programmes(index: Index, names: Names, text: str) -> list[str]:
    """List the names in a text that begin with the library's first word for its subject and stand in no document."""
    family = index.subject.split()[:1]
    if not family:
        return []
    own = r"[^\W\d_a-zà-ÿ][\w’'-]*"
    named = re.compile(rf"\b{re.escape(family[0])} {own}(?: (?:(?:{_LINKS}) )?{own})*")
    known = [place for place in names.find(text) if not names.is_subject(place.names[0])]
    return [
        run[0] for run in named.finditer(text) if _has_own(run, known, index.subject) and not _stands(index, run[0])
    ]


def _has_own(run: re.Match[str], known: Sequence[NamePlace], subject: str) -> bool:
    """Tell whether a run of capitals has words of its own beside the names that are known and what is of any programme.

    "Interreg Central Europe" has one, though there is an Interreg Europe; "Interreg Programme Poland-Ukraine" has none.
    """
    left = run[0]
    for place in reversed(known):
        start, end = place.start - run.start(), place.end - run.start()
        if start >= 0 and end <= len(run[0]):
            left = f"{left[:start]} {left[end:]}"
    return bool(term_set(left) - term_set(subject) - _OF_ANY)


def _stands(index: Index, name: str) -> bool:
    """Tell whether a document has a name, in whatever case and with or without hyphens."""
    written = re.compile(rf"(?<!\w){'[ -]'.join(map(re.escape, re.split('[ -]', fold(name))))}")
    return any(written.search(page) for page in _pages(index))


@once_for_index
def _pages(index: Index) -> list[str]:
    """Give the pages folded, without addresses, which write a name in other ways."""
    return [_ADDRESS.sub(" ", fold(page)) for _, page in read_pages(index)]
