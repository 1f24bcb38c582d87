"""Which spellings name one thing, while they are collected."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.names.abbreviations import is_abbreviation
from kb.names.known import Key, Name, Names
from kb.names.words import locate_words
from kb.words import STOP_WORDS

MOST_SOURCES = 8  # documents that a name without a document of its own is said to stand in


@dataclass(slots=True)
class _Group:
    """A thing while its spellings are collected; titled holds those that are a document's title."""

    spellings: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    sources: Counter[str] = field(default_factory=Counter)
    titled: set[str] = field(default_factory=set)


class Groups:
    """The things of a library while their spellings are collected."""

    def __init__(self, subject: str) -> None:
        self._keys = Names((), subject)
        self._groups: dict[Key, _Group] = {}

    def join(self, spellings: Sequence[str], source: str, *, title: bool = False, ambiguous: bool = False) -> None:
        """Note that spellings name one thing, which source tells."""
        keyed = [(self._keys.key_of(spelling), spelling) for spelling in spellings]
        keyed = [(key, spelling) for key, spelling in keyed if key]
        if not keyed:
            return
        if ambiguous:
            keyed = [(keyed[-1][0], keyed[0][1]), keyed[-1]]
        group = self._groups.setdefault(keyed[0][0], _Group())
        for key, spelling in keyed:
            other = self._groups.setdefault(key, group)
            if other is not group:
                # Two documents are about two things, whatever they have in common.
                if group.titles and other.titles and group.titles != other.titles:
                    continue
                group = self._merge(group, other)
            group.spellings[spelling] += 1
        if source:
            group.sources[source] += 1
        if title:
            group.titles.add(source)
            group.titled.add(spellings[0])

    def _merge(self, one: _Group, other: _Group) -> _Group:
        one.spellings += other.spellings
        one.titles |= other.titles
        one.sources += other.sources
        one.titled |= other.titled
        for key, group in self._groups.items():
            if group is other:
                self._groups[key] = one
        return one

    def names(self) -> list[Name]:
        """Give what was collected."""
        found: list[Name] = []
        groups = {id(group): group for group in self._groups.values()}.values()
        spelt_with = Counter(spelling for group in groups for spelling in group.spellings)
        for group in groups:
            if len(group.spellings) == 1 and not group.titles and max(spelt_with[s] for s in group.spellings) > 1:
                continue  # a label whose meaning another place tells
            spellings = tuple(_plain_first(group))
            proper = bool(group.titles) or not any(_has_small_words(spelling) for spelling in spellings)
            others = [source for source, _ in group.sources.most_common(MOST_SOURCES) if source not in group.titles]
            found.append(Name(spellings, (*sorted(group.titles), *others), bool(group.titles), proper))
        return found


def _has_small_words(spelling: str) -> bool:
    return any(word not in STOP_WORDS and spelling[start].islower() for start, _, word in locate_words(spelling))


def _plain_first(group: _Group) -> list[str]:
    """Order spellings: a document's title first, then the commonest of the full ones, then abbreviations."""
    return sorted(
        group.spellings,
        key=lambda s: (s not in group.titled, is_abbreviation(s), -group.spellings[s], -len(s), s),
    )
