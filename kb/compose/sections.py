"""Read a page by its headings: the sections, and in each the sentences and lists that tell something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.index import Index
from kb.units import Unit, find_units, group_lists

LONGEST_LIST = 10  # items or rows of a list that is part of a summary
_HEADING = re.compile(r"^(#{1,6}) +(.+)$", re.M)
_ORIGIN = re.compile(r"(?:sources?|as of)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading on a document's first page and all that stands under it, deeper headings included: page[start:end]."""

    source: str
    level: int
    heading: str
    start: int
    end: int


def find_sections(index: Index, source: str) -> list[Section]:
    """Find the sections of a document's first page in order, without the one that its title opens."""
    page = index.text_of(source, 1)
    marks = [(len(mark[1]), mark[2].strip(), mark.start(), mark.end()) for mark in _HEADING.finditer(page)]
    sections = []
    for number, (level, heading, _, start) in enumerate(marks):
        end = next((begin for other, _, begin, _ in marks[number + 1 :] if other <= level), len(page))
        if level > 1:
            sections.append(Section(source, level, heading, start, end))
    return sections


def read_groups(page: str, start: int, end: int) -> Iterator[list[Unit]]:
    """Give the sentences, and the lists with their lead-ins, of page[start:end], but what tells of its origin."""
    for group in group_lists(page, find_units(page, start, end)):
        first = group[0]
        if first.kind != "heading" and not _ORIGIN.match(page, first.start):
            yield group
